// What the shell knows of the app and its tables: the answers of /shell/app and /shell/table.

import { call } from './webApi.js';

/**
 * @typedef {Object} Column
 * @property {string} logicalName
 * @property {string} schemaName
 * @property {string} type a ColumnType of the tenant's metadata, such as Text or Lookup
 * @property {string} displayName
 * @property {string} description
 * @property {'none'|'recommended'|'required'|'systemrequired'} requiredLevel
 * @property {string} format
 * @property {number} maxLength
 * @property {number|null} minValue
 * @property {number|null} maxValue
 * @property {number} accuracy
 * @property {'UserLocal'|'DateOnly'|'TimeZoneIndependent'} dateBehavior
 * @property {boolean} secured
 * @property {boolean} canRead
 * @property {boolean} canCreate
 * @property {boolean} canUpdate
 * @property {string[]} targets
 * @property {Object<string, string>} navigation the navigation property of a lookup by target table
 * @property {{ value: number, label: string, state: number|null }[]} options
 * @property {any} defaultValue
 *
 * @typedef {Object} View
 * @property {string} id
 * @property {string} name
 * @property {number} queryType
 * @property {boolean} isDefault
 * @property {string} fetchXml
 * @property {string} layoutXml
 *
 * @typedef {Object} Relationship
 * @property {string} name
 * @property {string} referencedTable
 * @property {string} referencingTable
 * @property {string} referencingColumn
 *
 * @typedef {Object} Privileges
 * @property {boolean} create
 * @property {boolean} read
 * @property {boolean} write
 * @property {boolean} delete
 * @property {boolean} append
 * @property {boolean} appendTo
 * @property {boolean} assign
 *
 * @typedef {Object} Table
 * @property {string} logicalName
 * @property {string} schemaName
 * @property {string} entitySetName
 * @property {string} displayName
 * @property {string} displayCollectionName
 * @property {string} primaryKey
 * @property {string} primaryName
 * @property {number} typeCode
 * @property {Privileges} privileges
 * @property {Map<string, Column>} columns
 * @property {{ id: string, type: string, name: string, xml: string }[]} forms
 * @property {View[]} views
 * @property {string|null} ribbonXml
 * @property {Relationship[]} relationships those that lead to the table's dependants
 *
 * @typedef {Object} TableSummary
 * @property {string} logicalName
 * @property {string} entitySetName
 * @property {string} displayName
 * @property {string} displayCollectionName
 * @property {string} primaryKey
 * @property {string} primaryName
 * @property {number} typeCode
 * @property {string} privilegeName what privileges call the table
 * @property {boolean} custom whether the solution brings it
 * @property {Privileges} privileges
 *
 * @typedef {Object} App
 * @property {string} uniqueName
 * @property {string} displayName
 * @property {string|null} siteMapXml
 * @property {{ id: string, name: string, roles: string[] }} user
 * @property {{ id: string, name: string, roles: string[] }[]} users
 * @property {{ id: string, name: string, languageId: number }} organization its base language
 * @property {'Throw'|'BaseLanguage'} missingTexts what getResourceString does where the user's language has none
 * @property {Object<string, string[]>} texts names of the resx web resources that a script depends on, by its name
 * @property {TableSummary[]} tables
 */

/** @type {App} */
let app;
/** @type {Map<string, Promise<Table>>} */
const tables = new Map();

/** Reads the app; to be called once before anything else here. @returns {Promise<App>} */
export async function loadApp() {
  app = await call('GET', '/shell/app');
  return app;
}

/** @returns {App} */
export function theApp() {
  return app;
}

/** @param {string} logicalName @returns {TableSummary} */
export function summary(logicalName) {
  const found = app.tables.find(table => table.logicalName === logicalName);
  if (!found) throw new Error(`There is no table ${logicalName}.`);
  return found;
}

/** @param {string} logicalName @returns {Promise<Table>} */
export function table(logicalName) {
  let loading = tables.get(logicalName);
  if (!loading) {
    loading = call('GET', `/shell/table/${encodeURIComponent(logicalName)}`).then(answer => ({
      ...answer,
      columns: new Map(answer.columns.map((/** @type {Column} */ column) => [column.logicalName, column])),
    }));
    tables.set(logicalName, loading);
  }
  return loading;
}

/** The view to show first. @param {Table} table @param {number} queryType 0 public, 1 advanced find, 2 associated, 4 quick find, 64 lookup */
export function defaultView(table, queryType) {
  const views = table.views.filter(view => view.queryType === queryType);
  const view = views.find(view => view.isDefault) || views[0];
  if (!view) throw new Error(`The table ${table.displayName} has no view of type ${queryType}.`);
  return view;
}

/** An XML text as a document. @param {string} text @returns {Element} */
export function parseXml(text) {
  const element = new DOMParser().parseFromString(text, 'application/xml').documentElement;
  if (element.querySelector('parsererror') || element.nodeName === 'parsererror') throw new Error('The XML of a form, view or ribbon cannot be read.');
  return element;
}

/** The text of a labels element in the user's language. @param {Element} parent @param {string} [list] @param {string} [item] */
export function labelOf(parent, list = 'labels', item = 'label') {
  const labels = [...parent.children].find(child => child.nodeName === list);
  if (!labels) return '';
  const texts = [...labels.children].filter(child => child.nodeName === item);
  const own = texts.find(text => text.getAttribute('languagecode') === '1033') || texts[0];
  return own ? own.getAttribute('description') || '' : '';
}
