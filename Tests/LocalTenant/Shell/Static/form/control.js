// A control of a form: its label, editor, notices, and the control of the client API.
// Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/controls

import { button, el, icon, replace, uniqueId } from '../app/dom.js';
import { strict } from '../xrm/strict.js';
import { createEditor } from './editors.js';
import { textOf } from './values.js';

const types = {
  text: 'standard', url: 'standard', email: 'standard', phone: 'standard', memo: 'standard', integer: 'standard', decimal: 'standard', money: 'standard',
  datetime: 'standard', bit: 'standard', choice: 'optionset', status: 'optionset', lookup: 'lookup', subgrid: 'subgrid', webresource: 'webresource',
};

export class Control {
  /**
   * @param {import('./formLayout.js').CellLayout} cell
   * @param {import('./attribute.js').Attribute|null} attribute
   * @param {import('./formModel.js').FormModel} form
   * @param {boolean} inHeader
   */
  constructor(cell, attribute, form, inHeader) {
    const layout = /** @type {import('./formLayout.js').ControlLayout} */ (cell.control);
    this.layout = layout;
    this.name = layout.id;
    this.kind = layout.kind;
    this.attribute = attribute;
    this.form = form;
    this.inHeader = inHeader;
    this.label = cell.label || (attribute ? attribute.column.displayName : layout.id);
    this.showLabel = cell.showLabel;
    this.visible = cell.visible;
    this.disabled = layout.disabled;
    this.colspan = cell.colspan;
    this.rowspan = cell.rowspan;
    /** @type {import('./formSections.js').Section|null} */
    this.section = null;
    /** What was typed and is no value. @type {string|null} */
    this.inputError = null;
    /** @type {Map<string, { level: string, text: string, actions: { message?: string, actions?: Function[] }[], server: boolean }>} */
    this.notices = new Map();
    /** Only where the control shows a column. @type {import('./editors.js').Editor|null} */
    this.editor = null;
    this.element = attribute ? this.renderField(attribute) : el('div', { class: 'field wide', 'data-control': this.name });
    this.api = this.createApi();
  }

  /** Whether the user can change the value at all. */
  get readOnly() {
    if (this.disabled || this.form.readOnly || !this.attribute) return true;
    const { column } = this.attribute;
    return this.form.creating ? !column.canCreate : !column.canUpdate;
  }

  /** @param {import('./attribute.js').Attribute} attribute */
  renderField(attribute) {
    const id = uniqueId('field');
    this.noticeId = `${id}-notices`;
    this.editor = createEditor(this, id);
    this.labelElement = el('span', { class: 'label-text' });
    this.requiredMark = el('span', { class: 'required', 'aria-hidden': 'true' });
    this.lock = icon('lock');
    const text = el('span', {}, this.labelElement, this.requiredMark);
    const label = this.editor.labelled
      ? el('label', { for: id, class: 'field-label' }, text, this.lock)
      : el('div', { class: 'field-label' }, text, this.lock);
    this.noticeElement = el('div', { id: this.noticeId, class: 'field-notices' });
    this.inputElement = el('div', { class: 'field-input' }, this.editor.element, this.noticeElement);
    const labelId = `${id}-label`;
    label.id = labelId;
    if (this.editor.labelled) this.readOnlyText = el('div', { class: 'read-only', role: 'textbox', 'aria-readonly': 'true', 'aria-multiline': this.kind === 'memo' ? 'true' : null, 'aria-labelledby': labelId, tabindex: '0' });
    return el('div', { class: `field kind-${this.kind}`, 'data-control': this.name, 'data-column': attribute.name, title: attribute.column.description || null },
      label, this.inputElement);
  }

  /** Shows what the attribute and the control are now. */
  update() {
    this.element.hidden = !this.visible;
    this.element.style.gridColumn = this.colspan > 1 ? `span ${this.colspan}` : '';
    const { attribute, editor } = this;
    if (!attribute || !editor) return;
    const required = attribute.requiredLevel === 'required';
    replace(/** @type {HTMLElement} */ (this.labelElement), this.label);
    /** @type {HTMLElement} */ (this.element.querySelector('.field-label')).classList.toggle('visually-hidden', !this.showLabel);
    replace(/** @type {HTMLElement} */ (this.requiredMark), this.readOnly ? '' : required ? '*' : attribute.requiredLevel === 'recommended' ? '+' : '');
    /** @type {any} */ (this.lock).style.display = this.readOnly && !this.inHeader ? '' : 'none';
    const text = textOf(attribute.column, attribute.value);
    if (!this.inputError) editor.show(attribute.value, text);
    editor.setReadOnly(this.readOnly);
    // A button, which a lookup has, cannot be required or invalid; its notices describe it.
    if (editor.labelled) editor.input.setAttribute('aria-required', String(required));
    if (this.readOnlyText) {
      // Only what surely leads to a web page is made a link.
      const link = /^https?:\/\//i.test(text) && this.kind === 'url' && el('a', { href: text, target: '_blank', rel: 'noopener noreferrer', text });
      replace(this.readOnlyText, link || text || '---');
      const shown = this.readOnly ? this.readOnlyText : editor.element;
      if (shown.parentElement !== this.inputElement) /** @type {HTMLElement} */ (this.inputElement).firstElementChild?.replaceWith(shown);
    }
    this.updateNotices();
  }

  updateNotices() {
    const { editor, noticeElement } = this;
    if (!editor || !noticeElement) return;
    const lines = [...this.notices.values()].map(notice => el('div', { class: `field-notice ${notice.level === 'RECOMMENDATION' ? 'information' : 'error'}` },
      icon(notice.level === 'RECOMMENDATION' ? 'information' : 'warning'), el('span', { text: notice.text }),
      ...notice.actions.map(action => button(null, action.message || 'Apply', () => (action.actions || []).forEach(work => work()), { class: 'link-button' }))));
    if (this.inputError) lines.unshift(el('div', { class: 'field-notice error' }, icon('warning'), el('span', { text: this.inputError })));
    replace(noticeElement, ...lines);
    const wrong = this.inputError !== null || [...this.notices.values()].some(notice => notice.level === 'ERROR');
    if (editor.labelled) editor.input.setAttribute('aria-invalid', String(wrong));
    if (lines.length) editor.input.setAttribute('aria-describedby', /** @type {string} */ (this.noticeId));
    else editor.input.removeAttribute('aria-describedby');
    this.element.classList.toggle('invalid', wrong);
  }

  /** The user has finished an entry. @param {() => any} read */
  entered(read) {
    const { attribute } = this;
    if (!attribute) return;
    try {
      const value = read();
      this.inputError = null;
      this.updateNotices();
      void attribute.enter(value);
    } catch (error) {
      this.inputError = /** @type {Error} */ (error).message;
      this.updateNotices();
      this.form.changed();
    }
  }

  /** @param {string} id @param {string} level ERROR or RECOMMENDATION @param {string} text @param {any[]} [actions] */
  notify(id, level, text, actions = []) {
    this.notices.set(id, { level, text, actions, server: id === 'server' });
    this.updateNotices();
  }

  /** @param {string} [id] */
  clearNotification(id) {
    if (id === undefined) this.notices.clear();
    else this.notices.delete(id);
    this.updateNotices();
  }

  /** Whether a notice keeps the form from being saved: one that a script set, not the server's last refusal. */
  blocks() {
    return [...this.notices.values()].some(notice => notice.level === 'ERROR' && !notice.server);
  }

  notificationText() {
    const notice = [...this.notices.values()].find(n => n.level === 'ERROR' && !n.server);
    return notice ? notice.text : '';
  }

  focus() {
    if (this.section) this.section.reveal();
    if (this.editor) (this.readOnly && this.readOnlyText ? this.readOnlyText : this.editor.input).focus();
  }

  createApi() {
    const { attribute } = this;
    /** @type {Object<string, any>} */
    const api = {
      getName: () => this.name,
      getControlType: () => types[/** @type {keyof typeof types} */ (this.kind)],
      getLabel: () => this.label,
      setLabel: (/** @type {string} */ label) => { this.label = label; this.update(); },
      getParent: () => this.section && this.section.api,
      getVisible: () => this.visible,
      setVisible: (/** @type {boolean} */ visible) => {
        this.visible = visible;
        this.update();
        if (this.section) this.section.update();
      },
      setFocus: () => this.focus(),
    };
    if (attribute) Object.assign(api, {
      getAttribute: () => attribute.api,
      getDisabled: () => this.readOnly,
      setDisabled: (/** @type {boolean} */ disabled) => { this.disabled = disabled; this.update(); },
      setNotification: (/** @type {string} */ message, /** @type {string} */ id) => { this.notify(id || 'script', 'ERROR', message); return true; },
      addNotification: (/** @type {{ messages: string[], notificationLevel?: string, uniqueId: string, actions?: any[] }} */ notification) => {
        this.notify(notification.uniqueId, notification.notificationLevel || 'ERROR', notification.messages.join(' '), notification.actions);
        return true;
      },
      clearNotification: (/** @type {string} */ id) => { this.clearNotification(id); return true; },
    });
    this.extend(api);
    return strict(`control ${this.name}`, api);
  }

  /** Members that only some controls have. @param {Object<string, any>} api */
  extend(api) {
    if (this.editor && this.editor.extend) this.editor.extend(api);
  }
}
