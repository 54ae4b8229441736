// The client API, and calls of this package's custom APIs.
// Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/xrm-webapi

var Pax8 = Pax8 || {};

Pax8.Client = (() => {
  'use strict';

  const action = 0;
  const func = 1;
  const primitive = 1;
  const entityType = 5;
  const inDialog = 2;
  const centred = 1;
  const connectors = 'pax8_connector';

  // Source: learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes
  const privilegeDenied = 0x80040220;

  /** The client API: of this window on forms and lists, of the page around it in an HTML web resource. */
  function xrm() {
    return typeof Xrm === 'undefined' ? parent.Xrm : Xrm;
  }

  /**
   * Calls a custom API that is bound to a row.
   * @param {string} name unique name of the custom API
   * @param {string} table logical name
   * @param {string} id with or without braces
   * @param {Object<string, string|boolean|Date|{ guid: string }>} [parameters] further parameters: texts, yes or no, moments, and ids of rows
   * @returns {Promise<any>} its response properties; a refusal is thrown
   */
  async function callApi(name, table, id, parameters = {}) {
    const types = Object.entries(parameters).map(([parameter, value]) => ({ [parameter]: { typeName: typeOf(value), structuralProperty: primitive } }));
    const values = Object.entries(parameters).map(([parameter, value]) => ({ [parameter]: isId(value) ? bare(value.guid) : value }));
    const response = await xrm().WebApi.online.execute({
      entity: { entityType: table, id: bare(id) },
      ...Object.assign({}, ...values),
      getMetadata: () => ({
        boundParameter: 'entity',
        operationName: name,
        operationType: action,
        parameterTypes: Object.assign({ entity: { typeName: `mscrm.${table}`, structuralProperty: entityType } }, ...types),
      }),
    });
    if (!response.ok) throw new Error(await refusalOf(response));
    return response.json();
  }

  /** Type of a parameter in the Web API's words. @param {string|boolean|Date|{ guid: string }} value */
  function typeOf(value) {
    return value instanceof Date ? 'Edm.DateTimeOffset' : isId(value) ? 'Edm.Guid' : typeof value === 'boolean' ? 'Edm.Boolean' : 'Edm.String';
  }

  /** @param {any} value @returns {value is { guid: string }} */
  function isId(value) {
    return typeof value === 'object' && 'guid' in value;
  }

  /**
   * What Take over would move to a provider integration, as a question; moves nothing. A refusal is thrown.
   * @param {string} id with or without braces
   * @param {string} name its name
   * @returns {Promise<string>}
   */
  async function takeOverQuestion(id, name) {
    const { get } = Pax8.Texts;
    const { From, ProviderAccounts, Subscriptions, Licences, Left } = await callApi('pax8_PreviewTakeOver', connectors, id);
    const question = get('takeOverQuestion', name, From, ProviderAccounts.toLocaleString(), Subscriptions.toLocaleString(), Licences.toLocaleString());
    return Left ? `${question} ${get('takeOverStay', From, Left.toLocaleString())}` : question;
  }

  /**
   * Takes over. Each call moves what fits into it; where the page is closed in between, the next time goes on.
   * @param {string} id with or without braces
   * @returns {Promise<{ left: number, message: string }>} subscriptions that stayed, and what to tell
   */
  async function takeOver(id) {
    const { get } = Pax8.Texts;
    let [accounts, moved, answer] = [0, 0, /** @type {any} */ (null)];
    do {
      answer = await callApi('pax8_TakeOver', connectors, id);
      accounts += answer.ProviderAccounts;
      moved += answer.Subscriptions;
    } while (answer.HasMore);
    const message = get('takeOverDone', accounts.toLocaleString(), moved.toLocaleString());
    return { left: answer.Left, message: answer.Left ? `${message} ${get('takeOverStay', answer.From, answer.Left.toLocaleString())}` : message };
  }

  /**
   * Whether the user's roles, and those of his teams, hold a privilege in any depth. Where that cannot be found out, yes: the
   * server refuses all the same.
   * Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/retrieveuserprivilegebyprivilegename
   * @param {string} privilege such as prvReadAccount
   * @returns {Promise<boolean>}
   */
  async function holds(privilege) {
    try {
      const response = await xrm().WebApi.online.execute({
        entity: { entityType: 'systemuser', id: bare(xrm().Utility.getGlobalContext().userSettings.userId) },
        PrivilegeName: privilege,
        getMetadata: () => ({
          boundParameter: 'entity',
          operationName: 'RetrieveUserPrivilegeByPrivilegeName',
          operationType: func,
          parameterTypes: {
            entity: { typeName: 'mscrm.systemuser', structuralProperty: entityType },
            PrivilegeName: { typeName: 'Edm.String', structuralProperty: primitive },
          },
        }),
      });
      return (await response.json()).RolePrivileges.length > 0;
    } catch (error) {
      return true;
    }
  }

  /**
   * Shows a page of this package as a dialog, until the user closes it.
   * Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/xrm-navigation/navigateto
   * @param {string} webresourceName
   * @param {string} data the page finds it in its address
   * @param {string} title
   * @param {number} [height] in pixels
   */
  async function openDialog(webresourceName, data, title, height = 700) {
    await xrm().Navigation.navigateTo({ pageType: 'webresource', webresourceName, data },
      { target: inDialog, position: centred, width: { value: 560, unit: 'px' }, height: { value: height, unit: 'px' }, title });
  }

  /** @param {{ text(): Promise<string>, status?: number }} response */
  async function refusalOf(response) {
    const text = await response.text();
    try {
      return String(JSON.parse(text).error.message);
    } catch (error) {
      return text || messageOf(error);
    }
  }

  /**
   * All rows of a query, page by page.
   * @param {string} table logical name
   * @param {string} options query of the Web API, beginning with a question mark
   * @returns {Promise<any[]>}
   */
  async function allRows(table, options) {
    const rows = [];
    let next = options;
    while (next) {
      const page = await xrm().WebApi.retrieveMultipleRecords(table, next, 5000);
      rows.push(...page.entities);
      next = page.nextLink ? page.nextLink.slice(page.nextLink.indexOf('?')) : '';
    }
    return rows;
  }

  /**
   * Whether an id is that of another organization than this one.
   * Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/xrm-utility/getglobalcontext/organizationsettings
   * @param {string|null|undefined} organizationId none is that of no other
   */
  function isElsewhere(organizationId) {
    return Boolean(organizationId) && bare(String(organizationId)) !== bare(xrm().Utility.getGlobalContext().organizationSettings.organizationId);
  }

  /** An id without braces, in lower case. @param {string} id */
  function bare(id) {
    return id.replace(/[{}]/g, '').toLowerCase();
  }

  /** The sentence of a failure; the platform's own about a missing privilege names ids and helps nobody. @param {any} error */
  function messageOf(error) {
    if (error && error.errorCode >>> 0 === privilegeDenied) return Pax8.Texts.get('notAllowed');
    return error && error.message ? String(error.message) : String(error);
  }

  return { xrm, callApi, takeOverQuestion, takeOver, openDialog, holds, allRows, isElsewhere, bare, messageOf };
})();
