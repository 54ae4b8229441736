// Xrm.Utility. Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/xrm-utility

import { closeProgress, showProgress } from '../app/dialogs.js';
import { braced, bare, root } from '../data/webApi.js';
import { table as loadTable, theApp } from '../data/metadata.js';
import { askLookup } from '../form/lookupDialog.js';
import { resourceString, userLanguage } from './resources.js';
import { collection, strict } from './strict.js';

export function createUtility() {
  return strict('Xrm.Utility', {
    showProgressIndicator: showProgress,
    closeProgressIndicator: closeProgress,
    getGlobalContext,
    getResourceString: resourceString,
    getEntityMetadata,
    lookupObjects,
    getPageContext: () => {
      const parameters = new URLSearchParams(location.search);
      return { input: {
        pageType: parameters.get('pagetype'), entityName: parameters.get('etn') || undefined, entityId: parameters.get('id') ? braced(parameters.get('id') || '') : undefined,
        viewId: parameters.get('viewid') || undefined, webresourceName: parameters.get('webresourceName') || undefined, data: parameters.get('data') || undefined,
      } };
    },
    // There is never a second window whose list shows the row: lists of this window are read when they are shown.
    refreshParentGrid: () => {},
    isActivityType: () => false,
  });
}

function getGlobalContext() {
  const app = theApp();
  return strict('globalContext', {
    userSettings: strict('globalContext.userSettings', {
      userId: braced(app.user.id),
      userName: app.user.name,
      languageId: userLanguage,
      isRTL: false,
      roles: collection('globalContext.userSettings.roles', () => app.user.roles.map(name => ({ id: '', name })), role => role.name),
      getTimeZoneOffsetMinutes: () => 0,
      getSecurityRolePrivilegesInfo: async () => privilegesInfo(),
      dateFormattingInfo: { ShortDatePattern: 'M/d/yyyy', ShortTimePattern: 'h:mm tt' },
    }),
    organizationSettings: strict('globalContext.organizationSettings', {
      organizationId: braced(app.organization.id), uniqueName: app.organization.name, languageId: app.organization.languageId, isAutoSaveEnabled: false,
    }),
    client: strict('globalContext.client', {
      getClient: () => 'Web', getClientState: () => 'Online', getFormFactor: () => (matchMedia('(max-width: 48rem)').matches ? 3 : 1), isOffline: () => false, isNetworkAvailable: () => true,
    }),
    getClientUrl: () => location.origin,
    getVersion: () => '9.2.0.0',
    isOnPremises: () => false,
    getWebResourceUrl: (/** @type {string} */ name) => `${location.origin}/WebResources/${name}`,
    getCurrentAppUrl: () => `${location.origin}/main.aspx`,
    getCurrentAppName: async () => app.displayName,
    getCurrentAppProperties: async () => ({ appId: '', displayName: app.displayName, uniqueName: app.uniqueName, url: `${location.origin}/main.aspx`, webResourceId: '', webResourceName: '' }),
    prependOrgName: (/** @type {string} */ path) => path,
    getWebApiUrl: () => location.origin + root,
  });
}

// By name where the platform has an id: privileges of the local tenant are names alone.
function privilegesInfo() {
  /** @type {Object<string, { id: string, privilegeName: string, businessUnitId: string, depth: number }>} */
  const info = {};
  for (const table of theApp().tables) for (const [verb, held] of Object.entries(table.privileges)) {
    const privilegeName = `prv${verb.charAt(0).toUpperCase()}${verb.slice(1)}${table.privilegeName}`;
    if (held) info[privilegeName] = { id: privilegeName, privilegeName, businessUnitId: '', depth: 3 };
  }
  return info;
}

/** The parts of a table's definition that scripts ask for. @param {string} name @param {string[]} [columns] */
async function getEntityMetadata(name, columns) {
  const table = await loadTable(name);
  const shown = (columns || []).map(column => {
    const definition = table.columns.get(column);
    if (!definition) throw new Error(`The table ${table.displayName} has no column ${column}.`);
    return strict(`metadata of ${column}`, {
      LogicalName: column, DisplayName: definition.displayName, attributeDescriptor: definition,
      OptionSet: Object.fromEntries(definition.options.map(option => [option.value, { text: option.label, value: option.value }])),
    });
  });
  return strict(`metadata of ${name}`, {
    LogicalName: table.logicalName, SchemaName: table.schemaName, EntitySetName: table.entitySetName, DisplayName: table.displayName, DisplayCollectionName: table.displayCollectionName,
    PrimaryIdAttribute: table.primaryKey, PrimaryNameAttribute: table.primaryName, ObjectTypeCode: table.typeCode,
    Attributes: collection(`attributes of ${name}`, () => shown, column => column.LogicalName),
  });
}

/** @param {any} options @returns {Promise<import('../form/values.js').LookupValue>} empty when nothing was picked */
async function lookupObjects(options) {
  const tables = options.entityTypes || [options.defaultEntityType];
  const picked = await askLookup({
    title: tables.length === 1 ? `Look up ${(await loadTable(tables[0])).displayName}` : 'Look up rows',
    tables, first: options.defaultEntityType, multiple: options.allowMultiSelect === true, viewId: options.defaultViewId ? bare(options.defaultViewId) : null,
    search: options.searchText, filters: options.filters || [],
  });
  return picked || [];
}
