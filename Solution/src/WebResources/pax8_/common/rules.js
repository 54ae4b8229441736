// Enable rules of commands. The command bar loads a rule's own library only, so this one needs no other.

var Pax8 = Pax8 || {};

Pax8.Rules = (() => {
  'use strict';

  /**
   * Whether each of the chosen rows has one of the values in a column, as stored now.
   * @param {string[]} ids
   * @param {string} table
   * @param {string} column
   * @param {string} values options, with commas between
   * @returns {Promise<boolean>}
   */
  async function allHave(ids, table, column, values) {
    const wanted = values.split(',').map(Number);
    const rows = await Promise.all(ids.map(id => Xrm.WebApi.retrieveRecord(table, id, `?$select=${column}`)));
    return rows.every(row => wanted.includes(row[column]));
  }

  /** Whether each of the chosen rows is active, as stored now. @param {string[]} ids @param {string} table @returns {Promise<boolean>} */
  async function allActive(ids, table) {
    const rows = await Promise.all(ids.map(id => Xrm.WebApi.retrieveRecord(table, id, '?$select=statecode')));
    return rows.every(row => row.statecode === 0);
  }

  /** Whether a change of each of the chosen subscriptions waits for a confirmation. @param {string[]} ids @returns {Promise<boolean>} */
  async function waitToBeConfirmed(ids) {
    const found = await Promise.all(ids.map(id => Xrm.WebApi.retrieveMultipleRecords('pax8_licensechangelog',
      `?$select=pax8_number&$filter=_pax8_subscriptionid_value eq ${id.replace(/[{}]/g, '')} and pax8_waitsfor eq 476500000&$top=1`)));
    return found.every(answer => answer.entities.length > 0);
  }

  /** Whether each of the chosen subscriptions holds something that nobody has discarded. @param {string[]} ids @returns {Promise<boolean>} */
  async function waitToBeDecided(ids) {
    const rows = await Promise.all(ids.map(id => Xrm.WebApi.retrieveRecord('pax8_subscription', id, '?$select=pax8_held,pax8_discardedon')));
    return rows.every(row => row.pax8_held !== null && row.pax8_discardedon === null);
  }

  return { allHave, allActive, waitToBeConfirmed, waitToBeDecided };
})();
