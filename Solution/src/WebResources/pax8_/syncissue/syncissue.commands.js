// Commands of sync issues, on the form and above lists.

var Pax8 = Pax8 || {};
Pax8.SyncIssue = Pax8.SyncIssue || {};

Pax8.SyncIssue.Commands = (() => {
  'use strict';

  /** What is told of each outcome. @type {Object<string, { level: 'success'|'warning', text: string }>} */
  const outcomes = {
    Marked: { level: 'success', text: 'goneMarked' },
    Conflict: { level: 'warning', text: 'goneConflict' },
    StillThere: { level: 'warning', text: 'goneStillThere' },
    NotAnswered: { level: 'warning', text: 'goneNotAnswered' },
  };

  /** @param {any} control @param {RowReference[]} rows one */
  async function confirm(control, [row]) {
    const { get } = Pax8.Texts;
    if (!await Pax8.Commands.confirmed(get('itIsGone'), get('goneQuestion'), get('itIsGone'))) return;
    await Pax8.Commands.run(control, get('goneProgress'), async () => {
      const answer = await Pax8.Client.callApi('pax8_ConfirmGone', 'pax8_syncissue', row.Id);
      const { level, text } = outcomes[answer.Outcome];
      return { level, message: get(text, answer.RecordName, answer.Message) };
    });
  }

  /** @param {any} form */
  const confirmGone = form => Pax8.Commands.onForm(form, confirm);

  return { confirmGone, confirmGoneOfRow: confirm };
})();
