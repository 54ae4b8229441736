// Commands of provider integrations, on the form and above lists.

var Pax8 = Pax8 || {};
Pax8.Connector = Pax8.Connector || {};

Pax8.Connector.Commands = (() => {
  'use strict';

  const table = 'pax8_connector';

  /** @param {any} control @param {RowReference[]} rows one */
  function verify(control, [row]) {
    return Pax8.Commands.run(control, Pax8.Texts.get('verifyProgress'), async () => {
      const answer = await Pax8.Client.callApi('pax8_VerifyConnectivity', table, row.Id);
      return { level: answer.Success ? 'success' : 'error', message: answer.Message };
    });
  }

  /** The dialog says itself what became of it. @param {any} control @param {RowReference[]} rows one */
  async function secret(control, [row]) {
    const { xrm, openDialog, bare, messageOf } = Pax8.Client;
    try {
      await openDialog('pax8_/connector/secret.html', bare(row.Id), Pax8.Texts.get('changeSecret'));
      await Pax8.Commands.refresh(control);
    } catch (error) {
      await xrm().Navigation.openErrorDialog({ message: messageOf(error) });
    }
  }

  /** @param {any} control @param {RowReference[]} rows one */
  function accounts(control, rows) {
    return start(control, rows, 'pax8_SyncProviderAccounts');
  }

  /** @param {any} control @param {RowReference[]} rows one */
  function subscriptions(control, rows) {
    return start(control, rows, 'pax8_SyncSubscriptions');
  }

  /** @param {any} control @param {RowReference[]} rows one */
  function products(control, rows) {
    return start(control, rows, 'pax8_SyncProducts');
  }

  /** @param {any} control @param {RowReference[]} rows one */
  function compare(control, rows) {
    return start(control, rows, 'pax8_CompareSubscriptions');
  }

  /** @param {any} control @param {RowReference[]} rows one @param {string} api */
  function start(control, [row], api) {
    return Pax8.Commands.run(control, Pax8.Texts.get('startProgress'), async () => {
      const answer = await Pax8.Client.callApi(api, table, row.Id);
      return { level: answer.AlreadyRunning ? 'warning' : 'success', message: answer.Message, job: answer.SyncJobId };
    });
  }

  /** @param {any} control @param {RowReference[]} rows one */
  async function accept(control, [row]) {
    const { get } = Pax8.Texts;
    if (!await Pax8.Commands.confirmed(get('otherPartner'), get('otherPartnerQuestion', row.Name), get('otherPartner'))) return;
    await Pax8.Commands.run(control, get('otherPartnerProgress'), async () => {
      await Pax8.Client.callApi('pax8_AcceptOtherPartner', table, row.Id);
      return { level: 'success', message: get('otherPartnerDone') };
    });
  }

  /** @param {any} control @param {RowReference[]} rows one */
  async function restored(control, [row]) {
    const { get } = Pax8.Texts;
    if (!await Pax8.Commands.confirmed(get('restored'), get('restoredQuestion', row.Name), get('restored'))) return;
    await Pax8.Commands.run(control, get('restoredProgress'), async () => {
      await Pax8.Client.callApi('pax8_DeclareRestored', table, row.Id);
      return { level: 'success', message: get('restoredDone') };
    });
  }

  /** @param {any} control @param {RowReference[]} rows one */
  async function takeOverRows(control, [row]) {
    const { get } = Pax8.Texts;
    const { takeOverQuestion, takeOver: takeAllOver, xrm, messageOf } = Pax8.Client;
    let question;
    try {
      question = await takeOverQuestion(row.Id, row.Name);
    } catch (error) {
      await xrm().Navigation.openErrorDialog({ message: messageOf(error) });
      return;
    }
    if (!await Pax8.Commands.confirmed(get('takeOver'), question, get('takeOver'))) return;
    await Pax8.Commands.run(control, get('takeOverProgress'), async () => {
      const { left, message } = await takeAllOver(row.Id);
      return { level: left ? 'warning' : 'success', message };
    });
  }

  /** @param {any} form */
  const verifyConnectivity = form => Pax8.Commands.onForm(form, verify);
  /** @param {any} form */
  const changeApplicationSecret = form => Pax8.Commands.onForm(form, secret);
  /** @param {any} form */
  const syncProviderAccounts = form => Pax8.Commands.onForm(form, accounts);
  /** @param {any} form */
  const syncSubscriptions = form => Pax8.Commands.onForm(form, subscriptions);
  /** @param {any} form */
  const syncProducts = form => Pax8.Commands.onForm(form, products);
  /** @param {any} form */
  const compareSubscriptions = form => Pax8.Commands.onForm(form, compare);
  /** @param {any} form */
  const acceptOtherPartner = form => Pax8.Commands.onForm(form, accept);
  /** @param {any} form */
  const declareRestored = form => Pax8.Commands.onForm(form, restored);
  /** @param {any} form */
  const takeOver = form => Pax8.Commands.onForm(form, takeOverRows);

  return {
    verifyConnectivity, changeApplicationSecret, syncProviderAccounts, syncSubscriptions, syncProducts, compareSubscriptions, acceptOtherPartner, declareRestored, takeOver,
    verifyConnectivityOfRow: verify, changeApplicationSecretOfRow: secret, syncProviderAccountsOfRow: accounts, syncSubscriptionsOfRow: subscriptions, syncProductsOfRow: products,
    compareSubscriptionsOfRow: compare, acceptOtherPartnerOfRow: accept, declareRestoredOfRow: restored, takeOverOfRow: takeOverRows,
  };
})();
