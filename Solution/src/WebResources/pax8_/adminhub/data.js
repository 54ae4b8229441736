// What the page reads. Counts are made here: the client API returns no totals, and aggregates of Dataverse end at 50,000 rows.

var Pax8 = Pax8 || {};
Pax8.Hub = Pax8.Hub || {};

Pax8.Hub.Data = (() => {
  'use strict';

  const active = 0;
  const first = 476500000;
  const statuses = {
    waiting: first, inProgress: first + 1, paused: first + 2, succeeded: first + 3, withIssues: first + 4, failed: first + 5, cancelled: first + 6,
    otherPartner: first + 7, waitingForConfirmation: first + 8,
  };
  const phases = { deciding: first + 3, applying: first + 4 };
  // Whatever other kinds there are, the page shows their jobs alike; what this one found it shows as well.
  const comparisonKind = 476500002;
  const connectivity = { notVerified: first, connected: first + 1, failed: first + 2 };
  const partners = { notVerified: first, same: first + 1, other: first + 2, accepted: first + 3 };
  const homes = { here: first, copied: first + 1 };
  const environments = { production: first, sandbox: first + 1 };
  const mapping = { unmapped: first, mapped: first + 1, ambiguous: first + 2 };
  const conflict = first + 2;
  const failedProvisioning = first + 2;
  const open = first;
  const largestShown = 5;
  const jobsShown = 20;
  const staleAfter = 5 * 60 * 1000;

  const connectorColumns = [
    'pax8_name', 'pax8_environment', 'pax8_connectivitystatus', 'pax8_connectivityverifiedon', 'pax8_connectivitymessage', 'pax8_newaccountsare',
    'pax8_automatch', 'pax8_conflictpolicy', 'pax8_writeback', 'pax8_partnerstate', 'pax8_partnermessage', 'pax8_home', 'pax8_homeorganizationid', 'statecode',
  ];
  const jobColumns = [
    'pax8_name', 'pax8_kind', 'pax8_jobstatus', 'pax8_phase', 'pax8_message', 'pax8_pagesdone', 'pax8_pagestotal', 'pax8_remotecount', 'pax8_createdcount',
    'pax8_updatedcount', 'pax8_unchangedcount', 'pax8_failedcount', 'pax8_startedon', 'pax8_finishedon', 'pax8_progresson', 'createdon',
  ];

  /** What the user may do on this page. @returns {Promise<HubRights>} */
  async function rights() {
    const [create, verify, sync] = await Promise.all(['prvCreatepax8_Connector', 'prvWritepax8_Connector', 'prvCreatepax8_SyncJob'].map(Pax8.Client.holds));
    return { create, verify, sync };
  }

  /** All connectors, active ones first. */
  function connectors() {
    return Pax8.Client.allRows('pax8_connector', `?$select=${connectorColumns.join(',')}&$orderby=statecode asc,pax8_name asc`);
  }

  /** @param {string} id */
  function connector(id) {
    return Pax8.Client.xrm().WebApi.retrieveRecord('pax8_connector', id, `?$select=${connectorColumns.join(',')}`);
  }

  /** The newest jobs of a connector, newest first. @param {string} connectorId @returns {Promise<any[]>} */
  async function jobs(connectorId) {
    const page = await Pax8.Client.xrm().WebApi.retrieveMultipleRecords('pax8_syncjob',
      `?$select=${jobColumns.join(',')}&$filter=_pax8_connectorid_value eq ${connectorId}&$orderby=createdon desc&$top=${jobsShown}`);
    return page.entities;
  }

  /** All jobs of a connector that ask somebody, however old. @param {string} connectorId @returns {Promise<any[]>} */
  function questions(connectorId) {
    return Pax8.Client.allRows('pax8_syncjob',
      `?$select=${jobColumns.join(',')}&$filter=_pax8_connectorid_value eq ${connectorId} and pax8_jobstatus eq ${statuses.waitingForConfirmation}&$orderby=createdon desc`);
  }

  /** @param {string} id */
  function job(id) {
    return Pax8.Client.xrm().WebApi.retrieveRecord('pax8_syncjob', id, `?$select=${jobColumns.join(',')}`);
  }

  /** Whether the job has not ended. @param {any} row */
  function isOpen(row) {
    return [statuses.waiting, statuses.inProgress, statuses.paused].includes(row.pax8_jobstatus);
  }

  /** Of each kind that has ended jobs the latest, in the order of the kinds. @param {any[]} rows newest first */
  function lastOfEachKind(rows) {
    /** @type {Map<number, any>} */
    const last = new Map();
    for (const row of rows) if (!isOpen(row) && !last.has(row.pax8_kind)) last.set(row.pax8_kind, row);
    return [...last.values()].sort((left, right) => left.pax8_kind - right.pax8_kind);
  }

  /** The latest comparison that has ended, where there is one. @param {any[]} rows newest first */
  function lastComparison(rows) {
    return rows.find(row => row.pax8_kind === comparisonKind && !isOpen(row));
  }

  /** Whether an open job waits for somebody to resume it. @param {any} row */
  function needsResume(row) {
    if (!isOpen(row)) return false;
    const last = Date.parse(row.pax8_progresson || row.createdon);
    return row.pax8_jobstatus === statuses.paused || Date.now() - last > staleAfter;
  }

  /**
   * How many rows there are of each connector, and how many of them need somebody.
   * @returns {Promise<{ byConnector: Map<string, HubCounts>, licences: Map<string, number> }>} licences by the status's caption
   */
  async function counts() {
    const of = 'statecode eq 0';
    const [accounts, subscriptions, issues, changes] = await Promise.all([
      Pax8.Client.allRows('pax8_provideraccount', `?$select=_pax8_connectorid_value,pax8_matchstatus&$filter=${of}`),
      Pax8.Client.allRows('pax8_subscription', `?$select=_pax8_connectorid_value,pax8_syncstate,pax8_subscriptionstatus,pax8_quantity,pax8_held,pax8_discardedon,statecode&$filter=statecode eq 0 or pax8_syncstate eq ${conflict} or pax8_held ne null`),
      Pax8.Client.allRows('pax8_syncissue', `?$select=_pax8_connectorid_value&$filter=${of} and pax8_issuestatus eq ${open}`),
      Pax8.Client.allRows('pax8_licensechangelog', `?$select=_pax8_connectorid_value&$filter=${of} and pax8_provisioningstatus eq ${failedProvisioning}`),
    ]);
    /** @type {Map<string, HubCounts>} */
    const byConnector = new Map();
    const countsOf = (/** @type {any} */ row) => {
      const id = row._pax8_connectorid_value;
      const found = byConnector.get(id) || none();
      byConnector.set(id, found);
      return found;
    };
    for (const row of accounts) {
      countsOf(row).accounts += 1;
      if (row.pax8_matchstatus === mapping.unmapped) countsOf(row).unmapped += 1;
      if (row.pax8_matchstatus === mapping.ambiguous) countsOf(row).ambiguous += 1;
    }
    /** @type {Map<string, number>} */
    const licences = new Map();
    for (const row of subscriptions) {
      if (row.pax8_syncstate === conflict) countsOf(row).conflicts += 1;
      if (row.pax8_held !== null && row.pax8_discardedon === null) countsOf(row).held += 1;
      if (row.statecode !== active) continue;
      countsOf(row).subscriptions += 1;
      const status = label(row, 'pax8_subscriptionstatus');
      licences.set(status, (licences.get(status) || 0) + (row.pax8_quantity || 0));
    }
    for (const row of issues) countsOf(row).issues += 1;
    for (const row of changes) countsOf(row).failedChanges += 1;
    return { byConnector, licences };
  }

  /** @returns {HubCounts} */
  function none() {
    return { accounts: 0, unmapped: 0, ambiguous: 0, subscriptions: 0, conflicts: 0, held: 0, issues: 0, failedChanges: 0 };
  }

  /** The differences of a report at which most is at stake. @param {string} jobId @returns {Promise<any[]>} */
  async function largestDifferences(jobId) {
    const page = await Pax8.Client.xrm().WebApi.retrieveMultipleRecords('pax8_subscriptiondifference',
      `?$select=pax8_name,pax8_kind,pax8_here,pax8_there,pax8_amountpermonth,pax8_currencycode&$filter=_pax8_syncjobid_value eq ${jobId}&$orderby=pax8_amountpermonth desc&$top=${largestShown}`);
    return page.entities;
  }

  /** A value as the user reads it: an option's caption, a date in the user's time zone. @param {any} row @param {string} column @returns {string} */
  function label(row, column) {
    const formatted = row[`${column}@OData.Community.Display.V1.FormattedValue`];
    const value = row[column];
    return formatted !== undefined ? formatted : value === null || value === undefined ? '' : String(value);
  }

  return {
    statuses, phases, connectivity, partners, homes, environments, active, rights, connectors, connector, jobs, questions, job, isOpen, lastOfEachKind, lastComparison,
    needsResume, counts, none, largestDifferences, label,
  };
})();
