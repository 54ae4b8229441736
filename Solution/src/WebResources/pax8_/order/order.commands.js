// Commands of orders, on the form; and New Order, on the form of a provider account.

var Pax8 = Pax8 || {};
Pax8.Order = Pax8.Order || {};

Pax8.Order.Commands = (() => {
  'use strict';

  const table = 'pax8_order';
  const shown = ['pax8_name', 'pax8_monthlyamount', 'pax8_currencycode', '_pax8_provideraccountid_value'];
  const provider = 'pax8_provideraccountid';
  const label = '@OData.Community.Display.V1.FormattedValue';
  // What an order is that was not taken: still, or again, for people to change.
  const draft = 476500000;
  const refused = 476500006;

  /** Says what Pax8 found, which is no failure where it found something. @param {any} control @param {RowReference[]} rows one */
  function checkRow(control, [row]) {
    return Pax8.Commands.run(control, Pax8.Texts.get('checkOrderProgress'), async () => {
      const { Success, Message } = await Pax8.Client.callApi('pax8_CheckOrder', table, row.Id);
      return { level: Success ? 'success' : 'warning', message: Message };
    });
  }

  /** @param {any} control @param {RowReference[]} rows one */
  const submitRow = (control, [row]) => askAndCall(control, row, 'pax8_SubmitOrder', { verb: 'submitOrder', question: 'submitOrderQuestion', progress: 'submitOrderProgress' });

  /** @param {any} control @param {RowReference[]} rows one */
  const approveRow = (control, [row]) => askAndCall(control, row, 'pax8_ApproveOrder', { verb: 'approveOrder', question: 'approveOrderQuestion', progress: 'approveOrderProgress' });

  /** @param {any} control @param {RowReference[]} rows one */
  const cancelRow = (control, [row]) => askAndCall(control, row, 'pax8_CancelOrder', { verb: 'cancelOrder', question: 'cancelOrderQuestion', progress: 'cancelOrderProgress' });

  /**
   * Asks with what is stored now, for whom and at what cost, then calls.
   * @param {any} control @param {RowReference} row @param {string} api @param {{ verb: string, question: string, progress: string }} texts
   */
  async function askAndCall(control, row, api, texts) {
    const { get } = Pax8.Texts;
    const { callApi, messageOf, xrm } = Pax8.Client;
    let question;
    try {
      question = get(texts.question, ...await wordsOf(row));
    } catch (error) {
      await xrm().Navigation.openErrorDialog({ message: messageOf(error) });
      return;
    }
    if (!await Pax8.Commands.confirmed(get(texts.verb), question, get(texts.verb))) return;
    await Pax8.Commands.run(control, get(texts.progress), async () => {
      const { Message } = await callApi(api, table, row.Id);
      return { level: await isWithPeople(row) ? 'warning' : 'success', message: Message };
    });
  }

  /** Whether the order is for people to change now: Pax8 did not take it. @param {RowReference} row */
  async function isWithPeople(row) {
    const { xrm, bare } = Pax8.Client;
    const { pax8_orderstatus: status } = await xrm().WebApi.retrieveRecord(table, bare(row.Id), '?$select=pax8_orderstatus');
    return status === draft || status === refused;
  }

  /** Its name, its customer, and what it costs a month. @param {RowReference} reference @returns {Promise<string[]>} */
  async function wordsOf(reference) {
    const { get, language } = Pax8.Texts;
    const { xrm, bare } = Pax8.Client;
    const row = await xrm().WebApi.retrieveRecord(table, bare(reference.Id), `?$select=${shown.join(',')}`);
    const amount = row.pax8_monthlyamount === null ? get('orderCostUnknown') : get('orderCost',
      row.pax8_monthlyamount.toLocaleString(language(), { minimumFractionDigits: 2, maximumFractionDigits: 2 }), row.pax8_currencycode || '').trim();
    return [row.pax8_name, row[`_pax8_provideraccountid_value${label}`] || '–', amount];
  }

  /** The dialog asks for what is missing, and says itself what became of it. @param {any} control @param {RowReference} row @param {string} question @param {string} title */
  async function ask(control, row, question, title) {
    const { openDialog, bare, xrm, messageOf } = Pax8.Client;
    try {
      await openDialog('pax8_/order/answer.html', `${question}:${bare(row.Id)}`, Pax8.Texts.get(title), 520);
      await Pax8.Commands.refresh(control);
    } catch (error) {
      await xrm().Navigation.openErrorDialog({ message: messageOf(error) });
    }
  }

  /**
   * Opens the form of a new order with the provider account filled in.
   * Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/xrm-navigation/openform
   * @param {any} _control @param {RowReference[]} rows one provider account
   */
  async function openNew(_control, [row]) {
    const { xrm, messageOf, bare } = Pax8.Client;
    const { get, language } = Pax8.Texts;
    const today = new Date().toLocaleDateString(language(), { year: 'numeric', month: 'short', day: 'numeric' });
    try {
      await xrm().Navigation.openForm({ entityName: table }, {
        pax8_name: get('newOrderName', row.Name, today),
        [provider]: bare(row.Id), [`${provider}name`]: row.Name, [`${provider}type`]: row.TypeName,
      });
    } catch (error) {
      await xrm().Navigation.openErrorDialog({ message: messageOf(error) });
    }
  }

  /** @param {any} form */
  const check = form => Pax8.Commands.onForm(form, checkRow);
  /** @param {any} form */
  const submit = form => Pax8.Commands.onForm(form, submitRow);
  /** @param {any} form */
  const approve = form => Pax8.Commands.onForm(form, approveRow);
  /** @param {any} form */
  const cancel = form => Pax8.Commands.onForm(form, cancelRow);
  /** @param {any} form */
  const reject = form => Pax8.Commands.onForm(form, (control, [row]) => ask(control, row, 'reject', 'rejectOrder'));
  /** @param {any} form */
  const wasPlaced = form => Pax8.Commands.onForm(form, (control, [row]) => ask(control, row, 'placed', 'orderPlaced'));
  /** @param {any} form */
  const wasNotPlaced = form => Pax8.Commands.onForm(form, (control, [row]) => ask(control, row, 'notPlaced', 'orderNotPlaced'));
  /** @param {any} form of a provider account */
  const newOrder = form => Pax8.Commands.onForm(form, openNew);

  return { check, submit, approve, cancel, reject, wasPlaced, wasNotPlaced, newOrder };
})();
