// Commands of subscriptions, on the form and above lists: cancel one, settle a conflict, decide what is held.

var Pax8 = Pax8 || {};
Pax8.Subscription = Pax8.Subscription || {};

Pax8.Subscription.Commands = (() => {
  'use strict';

  const table = 'pax8_subscription';
  const confirmation = 476500000;

  /** @param {any} control @param {RowReference[]} rows */
  function takePax8(control, rows) {
    return settle(control, rows, 'keepPax8', 'pax8_KeepPax8');
  }

  /** @param {any} control @param {RowReference[]} rows */
  function takeWork365(control, rows) {
    return settle(control, rows, 'keepWork365', 'pax8_KeepWork365');
  }

  /** @param {any} control @param {RowReference[]} rows @param {string} text @param {string} api */
  async function settle(control, rows, text, api) {
    const { get } = Pax8.Texts;
    const question = rows.length === 1 ? get(`${text}Question`, rows[0].Name) : get(`${text}Questions`, rows.length);
    if (!await Pax8.Commands.confirmed(get(text), question, get(text))) return;
    await Pax8.Commands.runForEach(control, rows, { progress: 'settleProgress', done: 'settleDone', some: 'settleSome' }, row =>
      Pax8.Client.callApi(api, table, row.Id));
  }

  /** @param {any} control @param {RowReference[]} rows */
  function applyRows(control, rows) {
    return decide(control, rows, 'applyHeld', 'pax8_ApplyHeldValue', { progress: 'goneProgress', done: 'applyHeldDone', some: 'applyHeldSome' });
  }

  /** @param {any} control @param {RowReference[]} rows */
  function discardRows(control, rows) {
    return decide(control, rows, 'discardHeld', 'pax8_DiscardHeldValue', { progress: 'decideProgress', done: 'discardHeldDone', some: 'discardHeldSome' });
  }

  /**
   * Says of a single row what it would lose, of several how many they are.
   * @param {any} control @param {RowReference[]} rows @param {string} text @param {string} api @param {{ progress: string, done: string, some: string }} texts
   */
  async function decide(control, rows, text, api, texts) {
    const { get } = Pax8.Texts;
    const { xrm, messageOf } = Pax8.Client;
    let question;
    try {
      question = rows.length === 1 ? get(`${text}Question`, ...await stakeOf(rows[0])) : get(`${text}Questions`, rows.length);
    } catch (error) {
      await xrm().Navigation.openErrorDialog({ message: messageOf(error) });
      return;
    }
    if (!await Pax8.Commands.confirmed(get(text), question, get(text))) return;
    await Pax8.Commands.runForEach(control, rows, texts, row => Pax8.Client.callApi(api, table, row.Id));
  }

  /** Its name, what Pax8 would take away, and the licences before and after. @param {RowReference} reference @returns {Promise<string[]>} */
  async function stakeOf(reference) {
    const { xrm, bare } = Pax8.Client;
    const row = await xrm().WebApi.retrieveRecord(table, bare(reference.Id), '?$select=pax8_held,pax8_quantity,pax8_heldquantity');
    const kind = row['pax8_held@OData.Community.Display.V1.FormattedValue'] || '–';
    return [reference.Name, kind, (row.pax8_quantity || 0).toLocaleString(), (row.pax8_heldquantity || 0).toLocaleString()];
  }

  /** The dialog says itself what it ends and what became of it. @param {any} control @param {RowReference[]} rows one */
  async function cancel(control, [row]) {
    const { xrm, openDialog, bare, messageOf } = Pax8.Client;
    try {
      await openDialog('pax8_/subscription/cancel.html', bare(row.Id), Pax8.Texts.get('cancelSubscription'));
      await Pax8.Commands.refresh(control);
    } catch (error) {
      await xrm().Navigation.openErrorDialog({ message: messageOf(error) });
    }
  }

  /** Confirms the first of its changes that wait for it, once somebody has read which and why. @param {any} control @param {RowReference[]} rows one */
  async function confirm(control, [row]) {
    const { get } = Pax8.Texts;
    const { xrm, bare, callApi } = Pax8.Client;
    const waiting = await xrm().WebApi.retrieveMultipleRecords('pax8_licensechangelog',
      `?$select=pax8_name,pax8_message&$filter=_pax8_subscriptionid_value eq ${bare(row.Id)} and pax8_waitsfor eq ${confirmation}&$orderby=pax8_number&$top=1`);
    const [change] = waiting.entities;
    if (!change) {
      await xrm().Navigation.openAlertDialog({ text: get('confirmChangeNone') });
      return;
    }
    if (!await Pax8.Commands.confirmed(get('confirmChange'), get('confirmChangeQuestion', change.pax8_name, change.pax8_message || ''), get('confirmChange'))) return;
    await Pax8.Commands.run(control, get('confirmChangeProgress'), async () => {
      const answer = await callApi('pax8_ConfirmLicenseChange', 'pax8_licensechangelog', change.pax8_licensechangelogid);
      return { level: 'success', message: answer.Message };
    });
  }

  /** @param {any} form */
  const confirmChange = form => Pax8.Commands.onForm(form, confirm);
  /** @param {any} form */
  const cancelSubscription = form => Pax8.Commands.onForm(form, cancel);
  /** @param {any} form */
  const keepPax8 = form => Pax8.Commands.onForm(form, takePax8);
  /** @param {any} form */
  const keepWork365 = form => Pax8.Commands.onForm(form, takeWork365);
  /** @param {any} form */
  const applyHeld = form => Pax8.Commands.onForm(form, applyRows);
  /** @param {any} form */
  const discardHeld = form => Pax8.Commands.onForm(form, discardRows);

  return {
    cancelSubscription, confirmChange, keepPax8, keepWork365, applyHeld, discardHeld,
    cancelSubscriptionOfRow: cancel, confirmChangeOfRow: confirm, keepPax8OfRows: takePax8, keepWork365OfRows: takeWork365, applyHeldOfRows: applyRows, discardHeldOfRows: discardRows,
  };
})();
