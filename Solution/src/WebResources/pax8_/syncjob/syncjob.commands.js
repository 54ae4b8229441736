// Commands of sync jobs, on the form and above lists: resume one, answer what one asks.

var Pax8 = Pax8 || {};
Pax8.SyncJob = Pax8.SyncJob || {};

Pax8.SyncJob.Commands = (() => {
  'use strict';

  /** @param {any} control @param {RowReference[]} rows one */
  function resumeRow(control, [row]) {
    return Pax8.Commands.run(control, Pax8.Texts.get('resumeProgress'), async () => {
      const answer = await Pax8.Client.callApi('pax8_ResumeSync', 'pax8_syncjob', row.Id);
      return { level: 'success', message: answer.Message };
    });
  }

  /** @param {any} control @param {RowReference[]} rows one */
  function applyRow(control, rows) {
    return decide(control, rows, 'apply', 'pax8_ApplyHeld');
  }

  /** @param {any} control @param {RowReference[]} rows one */
  function discardRow(control, rows) {
    return decide(control, rows, 'discard', 'pax8_DiscardHeld');
  }

  /** Says what is at stake, in the words of the job's result. @param {any} control @param {RowReference[]} rows one @param {'apply'|'discard'} text @param {string} api */
  async function decide(control, [row], text, api) {
    const { get } = Pax8.Texts;
    const { xrm, bare, callApi, messageOf } = Pax8.Client;
    let job;
    try {
      job = await xrm().WebApi.retrieveRecord('pax8_syncjob', bare(row.Id), '?$select=pax8_message');
    } catch (error) {
      await xrm().Navigation.openErrorDialog({ message: messageOf(error) });
      return;
    }
    if (!await Pax8.Commands.confirmed(get(text), get(`${text}Question`, job.pax8_message || ''), get(text))) return;
    await Pax8.Commands.run(control, get('decideProgress'), async () => {
      const answer = await callApi(api, 'pax8_syncjob', row.Id);
      return { level: 'success', message: answer.Message };
    });
  }

  /** @param {any} form */
  const resume = form => Pax8.Commands.onForm(form, resumeRow);
  /** @param {any} form */
  const apply = form => Pax8.Commands.onForm(form, applyRow);
  /** @param {any} form */
  const discard = form => Pax8.Commands.onForm(form, discardRow);

  return { resume, apply, discard, resumeOfRow: resumeRow, applyOfRow: applyRow, discardOfRow: discardRow };
})();
