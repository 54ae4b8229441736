// Where the page leads to, and what its menus do.

var Pax8 = Pax8 || {};
Pax8.Hub = Pax8.Hub || {};

Pax8.Hub.Actions = (() => {
  'use strict';

  // Views that the page leads to.
  const views = {
    unmappedAccounts: ['pax8_provideraccount', 'f16ab976-fe1f-4ac9-934b-e3201e1fb042'],
    accounts: ['pax8_provideraccount', 'd0cbd3be-ca45-4e9d-a58f-82a97a901a83'],
    subscriptions: ['pax8_subscription', '539bc950-fc1a-4092-aac3-07276f67594e'],
    conflicts: ['pax8_subscription', '71cc128f-b45b-4900-9ede-424776790f49'],
    held: ['pax8_subscription', '1f97384c-e294-4d7f-aefe-15958efee56e'],
    openIssues: ['pax8_syncissue', '97da1cc0-2021-4faf-8d9b-fb057e22d164'],
    failedChanges: ['pax8_licensechangelog', '2dbf91d3-04e9-424e-b2e0-536107a74330'],
    differences: ['pax8_subscriptiondifference', 'c4818cec-6b68-424c-a9b4-9c88cedaa119'],
  };

  /** @param {keyof typeof views} name */
  function openList(name) {
    const [entityName, viewId] = views[name];
    void Pax8.Client.xrm().Navigation.navigateTo({ pageType: 'entitylist', entityName, viewId });
  }

  /** Opens a row, or the form of a new one. @param {string} entityName @param {string} [entityId] */
  function openRow(entityName, entityId) {
    void Pax8.Client.xrm().Navigation.openForm(entityId ? { entityName, entityId } : { entityName });
  }

  /** @param {string} connectorId @returns {Promise<{ ok: boolean, message: string }>} */
  async function verify(connectorId) {
    const answer = await Pax8.Client.callApi('pax8_VerifyConnectivity', 'pax8_connector', connectorId);
    return { ok: answer.Success, message: answer.Message };
  }

  /** @param {string} connectorId */
  function changeSecret(connectorId) {
    return Pax8.Client.openDialog('pax8_/connector/secret.html', connectorId, Pax8.Texts.get('changeSecret'));
  }

  /** Asks whether it is another partner, and what that means. @param {any} connector its row @returns {Promise<boolean>} */
  async function isOtherPartner(connector) {
    const { get } = Pax8.Texts;
    const answer = await Pax8.Client.xrm().Navigation.openConfirmDialog({
      title: get('otherPartner'), text: get('otherPartnerQuestion', connector.pax8_name), confirmButtonLabel: get('otherPartner'),
    });
    return answer.confirmed;
  }

  /** @param {string} connectorId @returns {Promise<{ ok: boolean, message: string }>} */
  async function acceptOtherPartner(connectorId) {
    await Pax8.Client.callApi('pax8_AcceptOtherPartner', 'pax8_connector', connectorId);
    return { ok: true, message: Pax8.Texts.get('otherPartnerDone') };
  }

  /** Asks whether this environment was restored, and says what that means. @param {any} connector its row @returns {Promise<boolean>} */
  async function wasRestored(connector) {
    const { get } = Pax8.Texts;
    const answer = await Pax8.Client.xrm().Navigation.openConfirmDialog({
      title: get('restored'), text: get('restoredQuestion', connector.pax8_name), confirmButtonLabel: get('restored'),
    });
    return answer.confirmed;
  }

  /** @param {string} connectorId @returns {Promise<{ ok: boolean, message: string }>} */
  async function declareRestored(connectorId) {
    await Pax8.Client.callApi('pax8_DeclareRestored', 'pax8_connector', connectorId);
    return { ok: true, message: Pax8.Texts.get('restoredDone') };
  }

  /** Says what would move to the connector, and asks. @param {any} connector its row @returns {Promise<boolean>} */
  async function wantsTakeOver(connector) {
    const { get } = Pax8.Texts;
    const text = await Pax8.Client.takeOverQuestion(connector.pax8_connectorid, connector.pax8_name);
    return (await Pax8.Client.xrm().Navigation.openConfirmDialog({ title: get('takeOver'), text, confirmButtonLabel: get('takeOver') })).confirmed;
  }

  /** @param {string} connectorId @returns {Promise<{ ok: boolean, message: string }>} */
  async function takeOver(connectorId) {
    return { ok: true, message: (await Pax8.Client.takeOver(connectorId)).message };
  }

  /** Starts a sync in the background. @param {string} api @param {string} connectorId @returns {Promise<{ ok: boolean, message: string }>} */
  async function start(api, connectorId) {
    const answer = await Pax8.Client.callApi(api, 'pax8_connector', connectorId);
    return { ok: true, message: answer.Message };
  }

  /** Says what is at stake, in the words of the job's result, and asks. @param {any} job @param {'apply'|'discard'} text @returns {Promise<boolean>} */
  async function isDecided(job, text) {
    const { get } = Pax8.Texts;
    const answer = await Pax8.Client.xrm().Navigation.openConfirmDialog({
      title: get(text), text: get(`${text}Question`, job.pax8_message || ''), confirmButtonLabel: get(text),
    });
    return answer.confirmed;
  }

  /** @param {any} job @param {'apply'|'discard'} text @returns {Promise<{ ok: boolean, message: string }>} */
  async function decide(job, text) {
    const answer = await Pax8.Client.callApi(text === 'apply' ? 'pax8_ApplyHeld' : 'pax8_DiscardHeld', 'pax8_syncjob', job.pax8_syncjobid);
    return { ok: true, message: answer.Message };
  }

  /** @param {any[]} jobs those that wait to be resumed @returns {Promise<{ ok: boolean, message: string }>} */
  async function resume(jobs) {
    const answers = [];
    for (const job of jobs) answers.push(await Pax8.Client.callApi('pax8_ResumeSync', 'pax8_syncjob', job.pax8_syncjobid));
    return { ok: true, message: answers.map(answer => answer.Message).join(' ') };
  }

  return { openList, openRow, verify, changeSecret, isOtherPartner, acceptOtherPartner, wasRestored, declareRestored, wantsTakeOver, takeOver, isDecided, decide, start, resume };
})();
