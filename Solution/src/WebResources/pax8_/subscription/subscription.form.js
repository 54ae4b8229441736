// Asks on the form of a subscription before a change that costs money is saved, and says while one types what a quantity may be.
// The server checks all of it again. What is held is shown where something is.

var Pax8 = Pax8 || {};
Pax8.Subscription = Pax8.Subscription || {};

Pax8.Subscription.Form = (() => {
  'use strict';

  const asked = ['pax8_quantity', 'pax8_price', 'pax8_billingterm', 'pax8_cancelon'];
  const largest = 1000000000;
  const autosave = 70;
  const heldNotice = 'pax8.held';
  // Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/save-event-arguments/getsavemode
  /** @type {Object<number, 'saveandclose'|'saveandnew'>} */
  const saveAnd = { 2: 'saveandclose', 59: 'saveandnew' };

  /** What is stored, by the row's id: a changed attribute no longer tells it. @type {Map<string, Values>} */
  const stored = new Map();
  /** What somebody has said yes to, by the row's id. @type {Map<string, string>} */
  const confirmed = new Map();

  /** @param {Xrm.Events.EventContext} executionContext */
  function onLoad(executionContext) {
    const form = executionContext.getFormContext();
    form.data.addOnLoad(() => show(form));
    show(form);
  }

  /** @param {Xrm.Events.EventContext} executionContext */
  function onQuantityChange(executionContext) {
    const form = executionContext.getFormContext();
    const control = /** @type {Xrm.Controls.StandardControl} */ (form.getControl('pax8_quantity'));
    const problem = problemOf(valueOf(form, 'pax8_quantity'));
    if (problem) control.setNotification(Pax8.Texts.get(problem), 'pax8');
    else control.clearNotification('pax8');
  }

  /** Nothing of what costs money is saved before somebody has said yes to exactly that. @param {Xrm.Events.SaveEventContext} executionContext */
  function onSave(executionContext) {
    const form = executionContext.getFormContext();
    if (!asked.some(column => attributeOf(form, column).getIsDirty())) return;
    const id = form.data.entity.getId();
    const args = executionContext.getEventArgs();
    const now = valuesOf(form);
    const wanted = JSON.stringify(now);
    if (confirmed.get(id) === wanted) {
      confirmed.delete(id);
      return;
    }
    args.preventDefault();
    // Whoever is still typing is not asked every half minute; what he typed waits for his own save.
    const mode = args.getSaveMode();
    if (mode !== autosave) void ask(form, id, now, wanted, mode);
  }

  /** @param {Xrm.FormContext} form @param {string} id @param {Values} now @param {string} wanted @param {number} mode */
  async function ask(form, id, now, wanted, mode) {
    const { get } = Pax8.Texts;
    const answer = await Pax8.Client.xrm().Navigation.openConfirmDialog({
      title: get('askTitle'), text: linesOf(form, stored.get(id) || now, now).join('\n'), confirmButtonLabel: get('askSend'), cancelButtonLabel: get('askBack'),
    });
    if (!answer.confirmed) return;
    confirmed.set(id, wanted);
    if (saveAnd[mode]) form.data.entity.save(saveAnd[mode]);
    else form.data.entity.save();
  }

  /** What changes, what it costs, and from when on. @param {Xrm.FormContext} form @param {Values} before @param {Values} now */
  function linesOf(form, before, now) {
    const { get } = Pax8.Texts;
    const { number, amount, day, cost } = Pax8.Subscription.Figures;
    const currency = valueOf(form, 'pax8_currencycode');
    const money = (/** @type {number|null} */ value) => (value === null ? '–' : amount(value, currency));
    const lines = [];
    if (now.quantity !== before.quantity) {
      const difference = (now.quantity || 0) - (before.quantity || 0);
      lines.push(get('askQuantity', number(before.quantity || 0), number(now.quantity || 0), `${difference > 0 ? '+' : '−'}${number(Math.abs(difference))}`));
    }
    if (now.price !== before.price) lines.push(get('askPrice', money(before.price), money(now.price)));
    if (now.term !== before.term) lines.push(get('askTerm', before.termText || '–', now.termText || '–'));
    if (now.cancelOn !== before.cancelOn && now.cancelOn) lines.push(get('askCancelOn', day(now.cancelOn)));
    else lines.push(get('askCost', cost(before.quantity || 0, before.price, currency, before.termText), cost(now.quantity || 0, now.price, currency, now.termText)), effectiveOf(form));
    const end = valueOf(form, 'pax8_commitmentendson');
    lines.push(end && end > new Date() ? get('askCommitment', day(end)) : get('askNoCommitment'));
    return lines;
  }

  /** @param {Xrm.FormContext} form */
  function effectiveOf(form) {
    const date = valueOf(form, 'pax8_changeeffectiveon');
    return date && date > new Date() ? Pax8.Texts.get('askEffective', date.toLocaleDateString(Pax8.Texts.language(), { year: 'numeric', month: 'short', day: 'numeric' })) : Pax8.Texts.get('askAtOnce');
  }

  /** @param {any} quantity */
  function problemOf(quantity) {
    if (quantity === null) return null;
    return !Number.isInteger(quantity) ? 'quantityWhole' : quantity < 1 ? 'quantityTooSmall' : quantity > largest ? 'quantityTooLarge' : null;
  }

  /** @param {Xrm.FormContext} form */
  function show(form) {
    keep(form);
    const tab = form.ui.tabs.get('tab_general');
    const section = tab && tab.sections.get('section_held');
    const isHeld = valueOf(form, 'pax8_held') !== null;
    if (section) section.setVisible(isHeld);
    if (isHeld && valueOf(form, 'pax8_discardedon') === null) form.ui.setFormNotification(Pax8.Texts.get('heldNotice'), 'WARNING', heldNotice);
    else form.ui.clearFormNotification(heldNotice);
  }

  /** @param {Xrm.FormContext} form */
  function keep(form) {
    stored.set(form.data.entity.getId(), valuesOf(form));
  }

  /** @param {Xrm.FormContext} form @returns {Values} */
  function valuesOf(form) {
    const cancelOn = valueOf(form, 'pax8_cancelon');
    return {
      quantity: valueOf(form, 'pax8_quantity'), price: valueOf(form, 'pax8_price'), term: valueOf(form, 'pax8_billingterm'),
      termText: valueOf(form, 'pax8_billingterm') === null ? '' : String(/** @type {any} */ (attributeOf(form, 'pax8_billingterm')).getText() || ''), cancelOn: cancelOn ? cancelOn.toISOString() : '',
    };
  }

  // The form has all the columns that are named here; a check of the solution sees to it.

  /** @param {Xrm.FormContext} form @param {string} column */
  function valueOf(form, column) {
    return attributeOf(form, column).getValue();
  }

  /** @param {Xrm.FormContext} form @param {string} column */
  function attributeOf(form, column) {
    return /** @type {Xrm.Attributes.Attribute<any>} */ (form.getAttribute(column));
  }

  return { onLoad, onSave, onQuantityChange };
})();
