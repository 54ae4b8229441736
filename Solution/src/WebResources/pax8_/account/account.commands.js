// Commands of accounts, on the form.

var Pax8 = Pax8 || {};
Pax8.Account = Pax8.Account || {};

Pax8.Account.Commands = (() => {
  'use strict';

  /** Opens the dialog in which an account's company is completed and sent. @param {any} control @param {RowReference[]} rows */
  async function provision(control, [row]) {
    const { xrm, openDialog, bare, messageOf } = Pax8.Client;
    try {
      await openDialog('pax8_/provideraccount/provision.html', `account ${bare(row.Id)}`, Pax8.Texts.get('provisionAccount'));
      await Pax8.Commands.refresh(control);
    } catch (error) {
      await xrm().Navigation.openErrorDialog({ message: messageOf(error) });
    }
  }

  /** @param {any} form */
  const provisionAccount = form => Pax8.Commands.onForm(form, provision);

  return { provisionAccount };
})();
