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

  /**
   * Asks with what is stored now, and with what its message says, then calls.
   * @param {any} control @param {RowReference} row @param {string} api @param {{ verb: string, question: string, progress: string }} texts
   */
  async function askAndCall(control, row, api, texts) {
    const { get } = Pax8.Texts;
    const { callApi, xrm, bare } = Pax8.Client;
    const change = await xrm().WebApi.retrieveRecord(table, bare(row.Id), '?$select=pax8_name,pax8_message');
    if (!await Pax8.Commands.confirmed(get(texts.verb), get(texts.question, change.pax8_name, change.pax8_message || ''), get(texts.verb))) return;
    await Pax8.Commands.run(control, get(texts.progress), async () => {
      const answer = await callApi(api, table, row.Id);
      return { level: 'success', message: answer.Message };
    });
  }

  /** @param {any} control @param {RowReference[]} rows one */
  const letGo = (control, [row]) => askAndCall(control, row, 'pax8_ConfirmLicenseChange',
    { verb: 'confirmChange', question: 'confirmChangeQuestion', progress: 'confirmChangeProgress' });

  /** @param {any} control @param {RowReference[]} rows one */
  const moveForward = (control, [row]) => askAndCall(control, row, 'pax8_SendLicenseChangeBefore',
    { verb: 'sendBefore', question: 'sendBeforeQuestion', progress: 'sendBeforeProgress' });

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
  const sendBefore = form => Pax8.Commands.onForm(form, moveForward);
  /** @param {any} form */
  const retry = form => Pax8.Commands.onForm(form, queue);

  return { withdraw, confirm, sendBefore, retry, withdrawOfRow: takeBack, confirmOfRow: letGo, sendBeforeOfRow: moveForward, retryOfRows: queue };
})();
