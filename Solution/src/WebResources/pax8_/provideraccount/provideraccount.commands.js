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

  return { enableSync, disableSync, mapToAccount, enableSyncOfRows: enable, disableSyncOfRows: disable, mapRowsToAccount: map };
})();
