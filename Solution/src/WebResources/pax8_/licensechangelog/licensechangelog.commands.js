// Commands of licence change logs, on the form and above lists.

var Pax8 = Pax8 || {};
Pax8.LicenseChangeLog = Pax8.LicenseChangeLog || {};

Pax8.LicenseChangeLog.Commands = (() => {
  'use strict';

  const table = 'pax8_licensechangelog';
  const awaitingProvisioning = 476500000;

  /** @param {any} control @param {RowReference[]} rows one */
  async function takeBack(control, [row]) {
    const { get } = Pax8.Texts;
    if (!await Pax8.Commands.confirmed(get('withdraw'), get('withdrawQuestion', row.Name), get('withdraw'))) return;
    await Pax8.Commands.run(control, get('withdrawProgress'), async () => {
      const answer = await Pax8.Client.callApi('pax8_WithdrawLicenseChange', table, row.Id);
      return { level: 'success', message: answer.Message };
    });
  }

  /** What is confirmed is what is stored now, and why it was asked. @param {any} control @param {RowReference[]} rows one */
  async function letGo(control, [row]) {
    const { get } = Pax8.Texts;
    const { callApi, xrm, bare } = Pax8.Client;
    const change = await xrm().WebApi.retrieveRecord(table, bare(row.Id), '?$select=pax8_name,pax8_message');
    if (!await Pax8.Commands.confirmed(get('confirmChange'), get('confirmChangeQuestion', change.pax8_name, change.pax8_message || ''), get('confirmChange'))) return;
    await Pax8.Commands.run(control, get('confirmChangeProgress'), async () => {
      const answer = await callApi('pax8_ConfirmLicenseChange', table, row.Id);
      return { level: 'success', message: answer.Message };
    });
  }

  /** @param {any} control @param {RowReference[]} rows */
  function queue(control, rows) {
    return Pax8.Commands.runForEach(control, rows, { progress: 'retryProgress', done: 'retryDone', some: 'retrySome' }, row =>
      Pax8.Client.xrm().WebApi.updateRecord(table, Pax8.Client.bare(row.Id), { pax8_provisioningstatus: awaitingProvisioning }));
  }

  /** @param {any} form */
  const withdraw = form => Pax8.Commands.onForm(form, takeBack);
  /** @param {any} form */
  const confirm = form => Pax8.Commands.onForm(form, letGo);
  /** @param {any} form */
  const retry = form => Pax8.Commands.onForm(form, queue);

  return { withdraw, confirm, retry, withdrawOfRow: takeBack, confirmOfRow: letGo, retryOfRows: queue };
})();
