// Commands of licence change logs, on the form and above lists.

var Pax8 = Pax8 || {};
Pax8.LicenseChangeLog = Pax8.LicenseChangeLog || {};

Pax8.LicenseChangeLog.Commands = (() => {
  'use strict';

  const table = 'pax8_licensechangelog';
  const awaitingProvisioning = 476500000;

  /** @param {any} formContext */
  const withdraw = formContext => onForm(formContext, withdrawRow);
  /** @param {any} formContext */
  const retry = formContext => onForm(formContext, (control, row) => retryRows(control, [row]));

  /** @param {any} grid @param {RowReference[]} rows */
  const withdrawOfRow = (grid, rows) => withdrawRow(grid, rows[0]);

  /** @param {any} formContext @param {(control: any, row: RowReference) => Promise<void>} command */
  async function onForm(formContext, command) {
    if (await Pax8.Commands.saved(formContext)) await command(formContext, Pax8.Commands.rowOf(formContext));
  }

  /** @param {any} control @param {RowReference} row */
  async function withdrawRow(control, row) {
    const { get } = Pax8.Texts;
    if (!await Pax8.Commands.confirmed(get('withdraw'), get('withdrawQuestion', row.Name), get('withdraw'))) return;
    await Pax8.Commands.run(control, get('withdrawProgress'), async () => {
      const answer = await Pax8.Client.callApi('pax8_WithdrawLicenseChange', table, row.Id);
      return { level: 'success', message: answer.Message };
    });
  }

  /** @param {any} control @param {RowReference[]} rows */
  function retryRows(control, rows) {
    return Pax8.Commands.runForEach(control, rows, { progress: 'retryProgress', done: 'retryDone', some: 'retrySome' }, row =>
      Pax8.Client.xrm().WebApi.updateRecord(table, Pax8.Client.bare(row.Id), { pax8_provisioningstatus: awaitingProvisioning }));
  }

  return { withdraw, retry, withdrawOfRow, retryOfRows: retryRows };
})();
