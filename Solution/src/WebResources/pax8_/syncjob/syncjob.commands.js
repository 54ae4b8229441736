// Commands of sync jobs, on the form and above lists.

var Pax8 = Pax8 || {};
Pax8.SyncJob = Pax8.SyncJob || {};

Pax8.SyncJob.Commands = (() => {
  'use strict';

  /** @param {any} formContext */
  const resume = formContext => resumeRow(formContext, Pax8.Commands.rowOf(formContext));
  /** @param {any} grid @param {RowReference[]} rows */
  const resumeOfRow = (grid, rows) => resumeRow(grid, rows[0]);

  /** @param {any} control @param {RowReference} row */
  function resumeRow(control, row) {
    return Pax8.Commands.run(control, Pax8.Texts.get('resumeProgress'), async () => {
      const answer = await Pax8.Client.callApi('pax8_ResumeSync', 'pax8_syncjob', row.Id);
      return { level: 'success', message: answer.Message };
    });
  }

  return { resume, resumeOfRow };
})();
