// Commands of provider accounts, on the form and above lists.

var Pax8 = Pax8 || {};
Pax8.ProviderAccount = Pax8.ProviderAccount || {};

Pax8.ProviderAccount.Commands = (() => {
  'use strict';

  const table = 'pax8_provideraccount';
  const enabled = 476500000;
  const disabled = 476500001;

  /** @param {any} control @param {RowReference[]} rows */
  function enable(control, rows) {
    return Pax8.Commands.runForEach(control, rows, { progress: 'enableProgress', done: 'enableDone', some: 'enableSome' }, row =>
      update(row, { pax8_syncstatus: enabled }));
  }

  /** @param {any} control @param {RowReference[]} rows */
  function disable(control, rows) {
    return Pax8.Commands.runForEach(control, rows, { progress: 'disableProgress', done: 'disableDone', some: 'disableSome' }, row =>
      update(row, { pax8_syncstatus: disabled }));
  }

  /** @param {any} control @param {RowReference[]} rows */
  async function map(control, rows) {
    const [account] = await Pax8.Client.xrm().Utility.lookupObjects({ defaultEntityType: 'account', entityTypes: ['account'], allowMultiSelect: false, disableMru: true });
    if (!account) return;
    await Pax8.Commands.runForEach(control, rows, { progress: 'mapProgress', done: 'mapDone', some: 'mapSome' }, row =>
      update(row, { 'pax8_AccountId@odata.bind': `/accounts(${Pax8.Client.bare(account.id)})` }));
  }

  /** Opens the dialog in which a company is completed and sent, or said to be there. @param {string} what @param {string} title key of its text */
  function dialog(what, title) {
    return /** @param {any} control @param {RowReference[]} rows */ async (control, [row]) => {
      const { xrm, openDialog, bare, messageOf } = Pax8.Client;
      try {
        await openDialog('pax8_/provideraccount/provision.html', `${what} ${bare(row.Id)}`, Pax8.Texts.get(title));
        await Pax8.Commands.refresh(control);
      } catch (error) {
        await xrm().Navigation.openErrorDialog({ message: messageOf(error) });
      }
    };
  }

  /** @param {any} control @param {RowReference[]} rows */
  async function withdraw(control, rows) {
    const { get } = Pax8.Texts;
    if (!await Pax8.Commands.confirmed(get('provisionWithdraw'), get('provisionWithdrawQuestion', rows[0].Name), get('provisionWithdraw'))) return;
    await Pax8.Commands.run(control, get('provisionWithdrawProgress'), async () =>
      ({ level: 'success', message: (await Pax8.Client.callApi('pax8_WithdrawProvisioning', table, rows[0].Id)).Message }));
  }

  /** @param {RowReference} row @param {Object<string, any>} values */
  function update(row, values) {
    return Pax8.Client.xrm().WebApi.updateRecord(table, Pax8.Client.bare(row.Id), values);
  }

  /** @param {any} form */
  const enableSync = form => Pax8.Commands.onForm(form, enable);
  /** @param {any} form */
  const disableSync = form => Pax8.Commands.onForm(form, disable);
  /** @param {any} form */
  const mapToAccount = form => Pax8.Commands.onForm(form, map);

  /** @param {any} form */
  const provisionAccount = form => Pax8.Commands.onForm(form, dialog('again', 'provisionAccount'));
  /** @param {any} form */
  const wasCreated = form => Pax8.Commands.onForm(form, dialog('created', 'provisionWasCreated'));
  /** @param {any} form */
  const wasNotCreated = form => Pax8.Commands.onForm(form, dialog('notcreated', 'provisionWasNotCreated'));
  /** @param {any} form */
  const withdrawProvisioning = form => Pax8.Commands.onForm(form, withdraw);

  return { enableSync, disableSync, mapToAccount, provisionAccount, wasCreated, wasNotCreated, withdrawProvisioning, enableSyncOfRows: enable, disableSyncOfRows: disable, mapRowsToAccount: map };
})();
