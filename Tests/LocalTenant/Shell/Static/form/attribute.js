// A column of the form's row: its value, whether it changed, and the attribute of the client API.
// Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/attributes

import { collection, strict } from '../xrm/strict.js';
import { isDay, isLookup, sameValue, textOf } from './values.js';

const types = {
  Text: 'string', Memo: 'memo', Integer: 'integer', BigInt: 'bigint', Decimal: 'decimal', Money: 'money', DateTime: 'datetime', Boolean: 'boolean',
  Choice: 'optionset', State: 'optionset', Status: 'optionset', Lookup: 'lookup', Owner: 'lookup', UniqueIdentifier: 'string', PrimaryKey: 'string',
};

export class Attribute {
  /** @param {import('../data/metadata.js').Column} column @param {import('./formModel.js').FormModel} form */
  constructor(column, form) {
    this.column = column;
    this.form = form;
    /** @type {any} */
    this.value = null;
    /** @type {any} */
    this.initial = null;
    /** @type {'none'|'recommended'|'required'} */
    this.requiredLevel = column.requiredLevel === 'systemrequired' ? 'required' : column.requiredLevel;
    this.submitMode = 'dirty';
    /** @type {{ handler: Function, own: boolean }[]} */
    this.handlers = [];
    /** @type {import('./control.js').Control[]} */
    this.controls = [];
    /** Set by setIsValid. @type {string|null} */
    this.invalid = null;
    this.api = this.createApi();
  }

  get name() {
    return this.column.logicalName;
  }

  get dirty() {
    return !sameValue(this.value, this.initial);
  }

  /** Takes what the server holds. @param {any} value */
  load(value) {
    this.value = value;
    this.initial = value;
    this.update();
  }

  /** @param {any} value */
  set(value) {
    this.value = value === undefined || value === '' ? null : value;
    this.update();
  }

  /** What the user entered: handlers of the change run. @param {any} value */
  async enter(value) {
    if (sameValue(this.value, value === '' ? null : value)) return;
    this.set(value);
    for (const control of this.controls) {
      control.clearNotification('server');
      control.clearNotification('required');
    }
    await this.fireOnChange();
    this.form.changed();
  }

  async fireOnChange() {
    for (const { handler } of [...this.handlers]) await this.form.run(handler, this.api, this.name);
  }

  update() {
    for (const control of this.controls) control.update();
  }

  /** Why the value may not be saved, or null. */
  problem() {
    const wrong = this.controls.find(control => control.inputError);
    if (wrong) return { control: wrong, message: /** @type {string} */ (wrong.inputError) };
    const noticed = this.controls.find(control => control.blocks());
    if (noticed) return { control: noticed, message: noticed.notificationText() };
    if (this.invalid) return { control: this.controls[0], message: this.invalid };
    const empty = this.value === null || (Array.isArray(this.value) && this.value.length === 0);
    // A column whose value is never shown may already hold one.
    const hidden = this.column.secured && !this.form.creating;
    if (this.requiredLevel === 'required' && empty && !hidden && this.controls.length && this.column.type !== 'Owner') {
      return { control: this.controls[0], message: `${this.controls[0].label}: Required fields must be filled in.` };
    }
    return null;
  }

  /** Whether a save sends the value. */
  get sent() {
    if (this.submitMode === 'never') return false;
    if (this.submitMode === 'always') return true;
    return this.form.creating ? this.value !== null : this.dirty;
  }

  /** @param {any} value */
  checkType(value) {
    if (value === null || value === undefined) return;
    const type = this.apiType();
    const fits = {
      string: typeof value === 'string', memo: typeof value === 'string', boolean: typeof value === 'boolean', datetime: value instanceof Date, lookup: Array.isArray(value),
    }[type];
    if (fits === false || (fits === undefined && typeof value !== 'number')) {
      throw new Error(`${this.column.displayName} (${this.name}) is of type ${type} and does not take the value ${JSON.stringify(value)}.`);
    }
  }

  apiType() {
    return types[/** @type {keyof typeof types} */ (this.column.type)];
  }

  createApi() {
    const { column } = this;
    const options = () => column.options.map(option => ({ text: option.label, value: option.value }));
    /** @type {Object<string, any>} */
    const api = {
      getName: () => this.name,
      getAttributeType: () => this.apiType(),
      getFormat: () => formatOf(column),
      getValue: () => copy(this.value),
      setValue: (/** @type {any} */ value) => {
        this.checkType(value);
        this.set(copy(value));
        this.form.changed();
      },
      getInitialValue: () => copy(this.initial),
      getIsDirty: () => this.dirty,
      getParent: () => this.form.entityApi,
      getRequiredLevel: () => this.requiredLevel,
      setRequiredLevel: (/** @type {'none'|'recommended'|'required'} */ level) => {
        if (!['none', 'recommended', 'required'].includes(level)) throw new Error(`setRequiredLevel takes none, recommended or required, not ${level}.`);
        this.requiredLevel = level;
        this.update();
      },
      getSubmitMode: () => this.submitMode,
      setSubmitMode: (/** @type {string} */ mode) => {
        if (!['always', 'never', 'dirty'].includes(mode)) throw new Error(`setSubmitMode takes always, never or dirty, not ${mode}.`);
        this.submitMode = mode;
      },
      getUserPrivilege: () => ({ canRead: column.canRead, canUpdate: column.canUpdate, canCreate: column.canCreate }),
      addOnChange: (/** @type {Function} */ handler) => { this.handlers.push({ handler, own: false }); },
      removeOnChange: (/** @type {Function} */ handler) => { this.handlers = this.handlers.filter(h => h.handler !== handler || h.own); },
      fireOnChange: () => { void this.fireOnChange(); },
      isValid: () => this.problem() === null,
      setIsValid: (/** @type {boolean} */ valid, /** @type {string} */ message) => {
        this.invalid = valid ? null : message || 'The value is not valid.';
        for (const control of this.controls) {
          if (valid) control.clearNotification('setIsValid');
          else control.notify('setIsValid', 'ERROR', this.invalid || '');
        }
      },
      controls: collection('attribute.controls', () => this.controls.map(control => control.api), control => control.getName()),
    };
    if (['string', 'memo'].includes(this.apiType())) api.getMaxLength = () => column.maxLength;
    if (['integer', 'decimal', 'money'].includes(this.apiType())) {
      api.getMin = () => column.minValue;
      api.getMax = () => column.maxValue;
      api.getPrecision = () => column.accuracy;
    }
    if (this.apiType() === 'optionset') {
      api.getOption = (/** @type {number|string} */ value) => options().find(option => option.value === value || option.text === value) || null;
      api.getOptions = options;
      api.getSelectedOption = () => options().find(option => option.value === this.value) || null;
      api.getText = () => (this.value === null ? null : textOf(column, this.value));
    }
    if (isLookup(column)) api.getIsPartyList = () => false;
    return strict(`attribute ${this.name}`, api);
  }
}

/** @param {import('../data/metadata.js').Column} column */
function formatOf(column) {
  if (column.type === 'DateTime') return isDay(column) ? 'date' : 'datetime';
  if (column.type === 'Memo') return 'textarea';
  if (['Text'].includes(column.type)) return column.format || 'text';
  return column.type === 'Integer' ? column.format || 'none' : null;
}

// Scripts get values of their own: a change of them is no change of the form.
/** @param {any} value @returns {any} */
function copy(value) {
  if (value instanceof Date) return new Date(value.getTime());
  if (Array.isArray(value)) return value.map(item => ({ ...item }));
  return value === undefined ? null : value;
}
