// Commands that settle a conflict of a subscription, on the form and above lists.

var Pax8 = Pax8 || {};
Pax8.Subscription = Pax8.Subscription || {};

Pax8.Subscription.Commands = (() => {
  'use strict';

  const table = 'pax8_subscription';

  /** @param {any} formContext */
  const keepPax8 = formContext => onForm(formContext, takePax8);
  /** @param {any} formContext */
  const keepWork365 = formContext => onForm(formContext, takeWork365);

  /** @param {any} formContext @param {(control: any, rows: RowReference[]) => Promise<void>} command */
  async function onForm(formContext, command) {
    if (await Pax8.Commands.saved(formContext)) await command(formContext, [Pax8.Commands.rowOf(formContext)]);
  }

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

  return { keepPax8, keepWork365, keepPax8OfRows: takePax8, keepWork365OfRows: takeWork365 };
})();
