// Commands of provider integrations, on the form and above lists.

var Pax8 = Pax8 || {};
Pax8.Connector = Pax8.Connector || {};

Pax8.Connector.Commands = (() => {
  'use strict';

  const table = 'pax8_connector';

  /** @param {any} formContext */
  const verifyConnectivity = formContext => onForm(formContext, verify);
  /** @param {any} formContext */
  const syncProviderAccounts = formContext => onForm(formContext, accounts);
  /** @param {any} formContext */
  const syncSubscriptions = formContext => onForm(formContext, subscriptions);
  /** @param {any} formContext */
  const compareSubscriptions = formContext => onForm(formContext, compare);

  /** @param {any} grid @param {RowReference[]} rows */
  const verifyConnectivityOfRow = (grid, rows) => verify(grid, rows[0]);
  /** @param {any} grid @param {RowReference[]} rows */
  const syncProviderAccountsOfRow = (grid, rows) => accounts(grid, rows[0]);
  /** @param {any} grid @param {RowReference[]} rows */
  const syncSubscriptionsOfRow = (grid, rows) => subscriptions(grid, rows[0]);
  /** @param {any} grid @param {RowReference[]} rows */
  const compareSubscriptionsOfRow = (grid, rows) => compare(grid, rows[0]);

  /** @param {any} formContext @param {(control: any, row: RowReference) => Promise<void>} command */
  async function onForm(formContext, command) {
    if (await Pax8.Commands.saved(formContext)) await command(formContext, Pax8.Commands.rowOf(formContext));
  }

  /** @param {any} control @param {RowReference} row */
  function verify(control, row) {
    return Pax8.Commands.run(control, Pax8.Texts.get('verifyProgress'), async () => {
      const answer = await Pax8.Client.callApi('pax8_VerifyConnectivity', table, row.Id);
      return { level: answer.Success ? 'success' : 'error', message: answer.Message };
    });
  }

  /** @param {any} control @param {RowReference} row */
  function accounts(control, row) {
    return start(control, row, 'pax8_SyncProviderAccounts');
  }

  /** @param {any} control @param {RowReference} row */
  function subscriptions(control, row) {
    return start(control, row, 'pax8_SyncSubscriptions');
  }

  /** @param {any} control @param {RowReference} row */
  function compare(control, row) {
    return start(control, row, 'pax8_CompareSubscriptions');
  }

  /** @param {any} control @param {RowReference} row @param {string} api */
  function start(control, row, api) {
    return Pax8.Commands.run(control, Pax8.Texts.get('startProgress'), async () => {
      const answer = await Pax8.Client.callApi(api, table, row.Id);
      return { level: answer.AlreadyRunning ? 'warning' : 'success', message: answer.Message, job: answer.SyncJobId };
    });
  }

  return {
    verifyConnectivity, syncProviderAccounts, syncSubscriptions, compareSubscriptions,
    verifyConnectivityOfRow, syncProviderAccountsOfRow, syncSubscriptionsOfRow, compareSubscriptionsOfRow,
  };
})();
