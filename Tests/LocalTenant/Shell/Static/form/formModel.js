// The row that a form shows: loading, changes, saving, and the handlers that scripts attach.

import { showError } from '../app/dialogs.js';
import { reportDefect } from '../app/notifications.js';
import { bare, braced, call, annotated, create, update } from '../data/webApi.js';
import { strict } from '../xrm/strict.js';
import { Attribute } from './attribute.js';
import { createEntity, createFormContext } from './formContext.js';
import { addToBody, selectName, valueOf } from './values.js';

/** What a form is, as getFormType numbers it. */
export const formTypes = { create: 1, update: 2, readOnly: 3, disabled: 4 };

export class FormModel {
  /**
   * @param {import('../data/metadata.js').Table} table
   * @param {string|null} id null for a row that is to be created
   * @param {import('./formPage.js').FormPage} page
   */
  constructor(table, id, page) {
    this.table = table;
    this.id = id;
    this.page = page;
    /** @type {Map<string, Attribute>} */
    this.attributes = new Map();
    /** @type {import('./control.js').Control[]} */
    this.controls = [];
    /** @type {any} */
    this.row = {};
    /** @type {Map<string, { handler: Function }[]>} */
    this.handlers = new Map([['save', []], ['postsave', []], ['load', []]]);
    this.saving = false;
    this.entityApi = createEntity(this);
    this.context = createFormContext(this);
  }

  get creating() {
    return this.id === null;
  }

  get inactive() {
    return !this.creating && this.row.statecode === 1;
  }

  /** Whether nothing on the form can be changed. */
  get readOnly() {
    return this.formType() >= formTypes.readOnly;
  }

  formType() {
    if (this.creating) return formTypes.create;
    if (this.inactive) return formTypes.disabled;
    return this.table.privileges.write ? formTypes.update : formTypes.readOnly;
  }

  get dirty() {
    return [...this.attributes.values()].some(attribute => attribute.submitMode !== 'never' && (this.creating ? attribute.value !== null && attribute.dirty : attribute.dirty));
  }

  get name() {
    const attribute = this.attributes.get(this.table.primaryName);
    return String((attribute ? attribute.value : this.row[this.table.primaryName]) || '');
  }

  /** The attribute of a column; made when it is first asked for. @param {string} column */
  attribute(column) {
    let attribute = this.attributes.get(column);
    if (attribute) return attribute;
    const definition = this.table.columns.get(column);
    if (!definition) throw new Error(`The form shows the column ${column}, which ${this.table.displayName} does not have.`);
    attribute = new Attribute(definition, this);
    this.attributes.set(column, attribute);
    return attribute;
  }

  /** Reads the row and puts its values into the attributes. */
  async load() {
    if (this.id !== null) {
      // Columns that are secured are asked for by nobody: they would only be left out, or leave the server without need.
      const shown = [...this.attributes.values()].filter(attribute => !attribute.column.secured).map(attribute => selectName(attribute.column));
      const extra = ['statecode', 'statuscode', 'ownerid', this.table.primaryName].flatMap(name => {
        const column = this.table.columns.get(name);
        return column ? [selectName(column)] : [];
      });
      const select = [...new Set([this.table.primaryKey, ...shown, ...extra])].join(',');
      this.row = await call('GET', `${this.table.entitySetName}(${bare(this.id)})?$select=${select}`, { headers: annotated });
    }
    for (const attribute of this.attributes.values()) {
      attribute.invalid = null;
      attribute.load(this.creating ? null : valueOf(attribute.column, this.row));
    }
    for (const control of this.controls) {
      control.inputError = null;
      control.clearNotification('server');
    }
  }

  /** Values a new row starts with. @param {Map<string, any>} values by column */
  start(values) {
    for (const attribute of this.attributes.values()) {
      const given = values.get(attribute.name);
      if (given !== undefined) attribute.set(given);
      else if (attribute.column.defaultValue !== null && attribute.column.defaultValue !== undefined) attribute.load(attribute.column.defaultValue);
    }
  }

  /** Something on the form changed. */
  changed() {
    this.page.showState();
  }

  /**
   * Calls a handler of a script with its execution context; what it throws is shown, as in Dataverse.
   * @param {Function} handler @param {any} source @param {string} place @param {any} [eventArgs] @param {any[]} [more]
   */
  async run(handler, source, place, eventArgs = null, more = []) {
    try {
      await handler(this.executionContext(source, eventArgs), ...more);
    } catch (error) {
      reportDefect(`A script failed at ${place}: ${/** @type {Error} */ (error).message}`);
    }
  }

  /** @param {any} source @param {any} eventArgs */
  executionContext(source, eventArgs) {
    const shared = new Map();
    return strict('executionContext', {
      getFormContext: () => this.context,
      getEventSource: () => source,
      getEventArgs: () => eventArgs,
      getDepth: () => 1,
      getContext: () => /** @type {any} */ (window).Xrm.Utility.getGlobalContext(),
      getSharedVariable: (/** @type {string} */ key) => shared.get(key),
      setSharedVariable: (/** @type {string} */ key, /** @type {any} */ value) => { shared.set(key, value); },
    });
  }

  /** Runs the handlers of save, postsave or load in order. @param {string} event @param {any} [eventArgs] */
  async fire(event, eventArgs = null) {
    for (const { handler } of [.../** @type {{ handler: Function }[]} */ (this.handlers.get(event))]) await this.run(handler, this.entityApi, `on${event}`, eventArgs);
  }

  /** What keeps the form from being saved. */
  problems() {
    return [...this.attributes.values()].flatMap(attribute => {
      const problem = attribute.problem();
      return problem ? [problem] : [];
    });
  }

  /**
   * Saves what changed.
   * Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/formcontext-data/save
   * @param {number} [saveMode] 1 save, 2 save and close, 59 save and new, 70 autosave
   * @returns {Promise<boolean>} false when a script or a missing value stopped it
   * @throws {import('../data/webApi.js').WebApiError} when the server refuses; it has been shown already
   */
  async save(saveMode = 1) {
    if (this.saving) return false;
    this.saving = true;
    try {
      if (!this.page.showProblems(this.problems())) return false;
      let prevented = false;
      await this.fire('save', strict('eventArgs', {
        getSaveMode: () => saveMode,
        preventDefault: () => { prevented = true; },
        isDefaultPrevented: () => prevented,
      }));
      if (prevented || !this.page.showProblems(this.problems())) return false;
      await this.send();
      await this.load();
      this.page.saved();
      await this.fire('load');
      await this.fire('postsave', strict('eventArgs', { getIsSaveSuccess: () => true, getSaveErrorInfo: () => null, getEntityReference: () => this.reference() }));
      return true;
    } finally {
      this.saving = false;
      this.changed();
    }
  }

  async send() {
    /** @type {Object<string, any>} */
    const body = {};
    for (const attribute of this.attributes.values()) if (attribute.sent) addToBody(body, attribute.column, attribute.value, this.creating);
    if (!this.creating && !Object.keys(body).length) return;
    this.page.busy('Saving…');
    try {
      if (this.id === null) this.id = await create(this.table.entitySetName, body);
      else await update(this.table.entitySetName, this.id, body);
    } catch (error) {
      this.showRefusal(/** @type {Error} */ (error).message);
      throw error;
    } finally {
      this.page.busy(null);
    }
  }

  // The server names fields by their captions; the one it names first is the one it means, whatever others it tells of.
  /** @param {string} message */
  showRefusal(message) {
    const named = this.controls.filter(control => control.attribute && control.visible && names(message, control.label))
      .sort((left, right) => message.indexOf(left.label) - message.indexOf(right.label) || right.label.length - left.label.length);
    if (!named.length) return;
    named[0].notify('server', 'ERROR', message);
    named[0].focus();
  }

  /** Reads the row anew. @param {boolean} saveFirst */
  async refresh(saveFirst) {
    if (saveFirst && !await this.save()) return;
    await this.load();
    await this.page.reloaded();
    await this.fire('load');
    this.changed();
  }

  reference() {
    return { entityType: this.table.logicalName, id: this.id === null ? '' : braced(this.id), name: this.name };
  }

  /** Saves as a button of the command bar does: what fails is shown. @param {number} [saveMode] */
  async saveByUser(saveMode) {
    try {
      return await this.save(saveMode);
    } catch (error) {
      await showError(error);
      return false;
    }
  }
}

/** Whether the message says the caption, as words of its own. @param {string} message @param {string} caption */
function names(message, caption) {
  const escaped = caption.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return caption !== '' && new RegExp(`(^|[^\\p{L}\\p{N}])${escaped}($|[^\\p{L}\\p{N}])`, 'u').test(message);
}
