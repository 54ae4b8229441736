// Commands of subscriptions, on the form and above lists: cancel one, settle a conflict.

var Pax8 = Pax8 || {};
Pax8.Subscription = Pax8.Subscription || {};

Pax8.Subscription.Commands = (() => {
  'use strict';

  const table = 'pax8_subscription';

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

  /** @param {any} form */
  const cancelSubscription = form => Pax8.Commands.onForm(form, cancel);
  /** @param {any} form */
  const keepPax8 = form => Pax8.Commands.onForm(form, takePax8);
  /** @param {any} form */
  const keepWork365 = form => Pax8.Commands.onForm(form, takeWork365);

  return { cancelSubscription, keepPax8, keepWork365, cancelSubscriptionOfRow: cancel, keepPax8OfRows: takePax8, keepWork365OfRows: takeWork365 };
})();
