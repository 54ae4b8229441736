// Commands of sync jobs, on the form and above lists.

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

  /** @param {any} form */
  const resume = form => Pax8.Commands.onForm(form, resumeRow);

  return { resume, resumeOfRow: resumeRow };
})();
