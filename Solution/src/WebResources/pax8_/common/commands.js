// How every command runs: a sign that something is going on, then what came of it or why it was refused.

var Pax8 = Pax8 || {};

Pax8.Commands = (() => {
  'use strict';

  // Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/xrm-app/addglobalnotification
  const levels = { success: 1, error: 2, warning: 3 };
  const messageBar = 2;

  // Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/formcontext-ui/setformnotification
  /** @type {{ success: 'INFO', error: 'ERROR', warning: 'WARNING' }} */
  const formLevels = { success: 'INFO', error: 'ERROR', warning: 'WARNING' };
  const outcome = 'pax8.outcome';

  /** @type {string|null} */
  let shown = null;

  /**
   * @param {any} control the form context or the grid control that the command stands above
   * @param {string} progress
   * @param {() => Promise<Outcome>} work
   */
  async function run(control, progress, work) {
    const { Utility, Navigation } = Pax8.Client.xrm();
    /** @type {string|null} */
    let failure = null;
    Utility.showProgressIndicator(progress);
    try {
      const result = await work();
      await refresh(control);
      await tell(control, result);
    } catch (error) {
      failure = Pax8.Client.messageOf(error);
    } finally {
      Utility.closeProgressIndicator();
    }
    if (failure) await Navigation.openErrorDialog({ message: failure });
  }

  /**
   * Does the same with each of the chosen rows; one that is refused does not stop the others.
   * @param {any} control
   * @param {RowReference[]} rows
   * @param {{ progress: string, done: string, some: string }} texts keys; done takes the number, some takes numbers done and of all, and what was refused
   * @param {(row: RowReference) => PromiseLike<any>} work what a custom API says of a single row is told as it is
   */
  async function runForEach(control, rows, texts, work) {
    const { get } = Pax8.Texts;
    await run(control, get(texts.progress), async () => {
      const refused = [];
      let answer;
      for (const [index, row] of rows.entries()) {
        if (rows.length > 1) Pax8.Client.xrm().Utility.showProgressIndicator(`${get(texts.progress)} ${get('progressOf', index + 1, rows.length)}`);
        try {
          answer = await work(row);
        } catch (error) {
          refused.push(`${row.Name}: ${Pax8.Client.messageOf(error)}`);
        }
      }
      if (refused.length === rows.length) throw new Error(refused.join('\n'));
      return refused.length
        ? { level: 'warning', message: get(texts.some, rows.length - refused.length, rows.length, refused.join(' ')) }
        : { level: 'success', message: rows.length > 1 ? get(texts.done, rows.length) : (answer && answer.Message) || get(`${texts.done}One`, rows[0].Name) };
    });
  }

  /** On a form as its own notice, which goes with the form; above a list, or where a job can be opened, over the page. @param {any} control @param {Outcome} result */
  async function tell(control, { level, message, job }) {
    const { App, Navigation } = Pax8.Client.xrm();
    if (shown) await App.clearGlobalNotification(shown);
    shown = null;
    if (!isList(control)) control.ui.clearFormNotification(outcome);
    if (!isList(control) && !job) {
      control.ui.setFormNotification(message, formLevels[level], outcome);
      return;
    }
    shown = await App.addGlobalNotification({
      type: messageBar,
      level: levels[level],
      message,
      showCloseButton: true,
      ...(job && {
        action: {
          actionLabel: Pax8.Texts.get('showSyncJob'),
          eventHandler: () => { void Navigation.openForm({ entityName: 'pax8_syncjob', entityId: job }); },
        },
      }),
    });
  }

  /** Shows what the command changed: the row of the form, or the rows of the list. @param {any} control */
  async function refresh(control) {
    if (isList(control)) control.refresh();
    else await control.data.refresh(false);
  }

  /** @param {any} control a grid control or a form context */
  function isList(control) {
    return 'getGrid' in control;
  }

  /**
   * Runs the command of a list for the row of a form, once the form shows what is stored: a command works on the stored row.
   * @param {any} formContext
   * @param {(control: any, rows: RowReference[]) => any} command
   */
  async function onForm(formContext, command) {
    const { entity } = formContext.data;
    if (entity.getIsDirty()) await Pax8.Client.xrm().Navigation.openAlertDialog({ text: Pax8.Texts.get('saveFirst') });
    else await command(formContext, [{ Id: entity.getId(), Name: entity.getPrimaryAttributeValue(), TypeName: entity.getEntityName() }]);
  }

  /** @param {string} title @param {string} text @param {string} confirm label of the button */
  async function confirmed(title, text, confirm) {
    const answer = await Pax8.Client.xrm().Navigation.openConfirmDialog({ title, text, confirmButtonLabel: confirm });
    return answer.confirmed;
  }

  return { run, runForEach, refresh, onForm, confirmed };
})();
