// The inputs of a form's controls, one kind for each kind of column.

import { el, icon, iconButton, replace } from '../app/dom.js';
import { recordAddress } from '../app/navigation.js';
import { bare } from '../data/webApi.js';
import { askLookup } from './lookupDialog.js';
import { isDay } from './values.js';

/**
 * @typedef {Object} Editor
 * @property {HTMLElement} element
 * @property {any} input what gets the focus and the label
 * @property {boolean} labelled whether a label names the input; then a value that can only be read is shown as text
 * @property {(value: any, text: string) => void} show
 * @property {(readOnly: boolean) => void} setReadOnly
 * @property {(api: Object<string, any>) => void} [extend]
 */

/** @param {import('./control.js').Control} control @param {string} id @returns {Editor} */
export function createEditor(control, id) {
  if (control.inHeader && control.readOnly) return headerText(id);
  const column = /** @type {import('./attribute.js').Attribute} */ (control.attribute).column;
  switch (column.type) {
    case 'Memo': return memo(control, column, id);
    case 'Integer': case 'BigInt': return number(control, column, id, 0);
    case 'Decimal': case 'Money': return number(control, column, id, column.accuracy);
    case 'Boolean': return toggle(control, column, id);
    case 'Choice': case 'State': case 'Status': return choice(control, column, id);
    case 'DateTime': return date(control, column, id);
    case 'Lookup': case 'Owner': return lookup(control, column, id);
    default: return column.secured ? secret(control, column, id) : text(control, column, id);
  }
}

/** @param {string} id @returns {Editor} */
function headerText(id) {
  const element = el('div', { id, class: 'header-text' });
  return { element, input: element, labelled: false, show: (_value, shown) => replace(element, shown || '---'), setReadOnly: () => {} };
}

/** @param {import('./control.js').Control} control @param {import('../data/metadata.js').Column} column @param {string} id @returns {Editor} */
function text(control, column, id) {
  const format = control.kind === 'url' || column.format === 'url' ? 'url' : control.kind === 'email' || column.format === 'email' ? 'email' : column.format === 'phone' ? 'tel' : 'text';
  const input = el('input', { id, type: format, maxlength: column.maxLength || null, autocomplete: 'off', spellcheck: 'false', placeholder: '---' });
  input.addEventListener('change', () => control.entered(() => (input.value.trim() === '' ? null : input.value.trim())));
  const link = el('a', { class: 'icon-button', target: '_blank', rel: 'noopener noreferrer', title: 'Open the address in a new window', 'aria-label': 'Open the address in a new window' }, icon('open'));
  return {
    element: el('div', { class: 'input-line' }, input, format === 'url' && link),
    input,
    labelled: true,
    show: value => {
      input.value = value === null ? '' : value;
      // Only what surely leads to a web page is made a link.
      const safe = /^https?:\/\//i.test(input.value);
      link.hidden = !safe;
      if (safe) link.setAttribute('href', input.value);
      else link.removeAttribute('href');
    },
    setReadOnly: readOnly => { input.readOnly = readOnly; },
  };
}

// Nothing that is stored comes here; what is entered is sent once.
/** @param {import('./control.js').Control} control @param {import('../data/metadata.js').Column} column @param {string} id @returns {Editor} */
function secret(control, column, id) {
  const input = el('input', { id, type: 'password', maxlength: column.maxLength || null, autocomplete: 'new-password', spellcheck: 'false' });
  input.addEventListener('change', () => control.entered(() => (input.value === '' ? null : input.value)));
  return {
    element: el('div', { class: 'input-line' }, input),
    input,
    labelled: true,
    show: value => {
      input.value = value === null ? '' : value;
      input.placeholder = control.form.creating ? '---' : 'Enter a value to replace it';
    },
    setReadOnly: readOnly => { input.readOnly = readOnly; },
  };
}

/** @param {import('./control.js').Control} control @param {import('../data/metadata.js').Column} column @param {string} id @returns {Editor} */
function memo(control, column, id) {
  const input = el('textarea', { id, rows: '4', maxlength: column.maxLength || null, placeholder: '---' });
  input.addEventListener('change', () => control.entered(() => (input.value.trim() === '' ? null : input.value)));
  return {
    element: input, input, labelled: true,
    show: value => { input.value = value === null ? '' : value; },
    setReadOnly: readOnly => { input.readOnly = readOnly; },
  };
}

/** @param {import('./control.js').Control} control @param {import('../data/metadata.js').Column} column @param {string} id @param {number} digits @returns {Editor} */
function number(control, column, id, digits) {
  const input = el('input', { id, type: 'text', inputmode: digits ? 'decimal' : 'numeric', autocomplete: 'off', placeholder: '---' });
  input.addEventListener('change', () => control.entered(() => parseNumber(input.value, column, control.label, digits)));
  return {
    element: input, input, labelled: true,
    show: (_value, shown) => { input.value = shown; },
    setReadOnly: readOnly => { input.readOnly = readOnly; },
  };
}

/** @param {string} entry @param {import('../data/metadata.js').Column} column @param {string} label @param {number} digits */
function parseNumber(entry, column, label, digits) {
  const plain = entry.trim().replace(/,/g, '');
  if (plain === '') return null;
  const pattern = digits ? /^-?\d*\.?\d+$|^-?\d+\.$/ : /^-?\d+$/;
  if (!pattern.test(plain)) throw new Error(digits ? `${label}: enter a number, such as 12.5.` : `${label}: enter a whole number.`);
  const value = Number(Number(plain).toFixed(digits));
  if ((column.minValue !== null && value < column.minValue) || (column.maxValue !== null && value > column.maxValue)) {
    throw new Error(`${label}: enter a number between ${column.minValue?.toLocaleString('en-US')} and ${column.maxValue?.toLocaleString('en-US')}.`);
  }
  return value;
}

/** @param {import('./control.js').Control} control @param {import('../data/metadata.js').Column} column @param {string} id @returns {Editor} */
function toggle(control, column, id) {
  const input = el('input', { id, type: 'checkbox', role: 'switch', class: 'switch' });
  const shown = el('span', { class: 'switch-text', 'aria-hidden': 'true' });
  const labels = [0, 1].map(value => (column.options.find(option => option.value === value) || { label: value ? 'Yes' : 'No' }).label);
  input.addEventListener('change', () => control.entered(() => input.checked));
  return {
    element: el('div', { class: 'switch-line' }, input, shown),
    input,
    labelled: true,
    show: value => {
      input.checked = value === true;
      replace(shown, labels[value === true ? 1 : 0]);
    },
    setReadOnly: readOnly => { input.disabled = readOnly; },
  };
}

/** @param {import('./control.js').Control} control @param {import('../data/metadata.js').Column} column @param {string} id @returns {Editor} */
function choice(control, column, id) {
  const input = el('select', { id });
  let options = column.options.map(option => ({ value: option.value, text: option.label }));
  /** @type {any} */
  let current = null;
  const draw = () => {
    replace(input, el('option', { value: '', text: '---' }), ...options.map(option => el('option', { value: option.value, text: option.text })));
    // A value that is no longer offered is shown all the same.
    if (current !== null && !options.some(option => option.value === current)) {
      const known = column.options.find(option => option.value === current);
      input.append(el('option', { value: current, text: known ? known.label : String(current) }));
    }
    input.value = current === null ? '' : String(current);
  };
  input.addEventListener('change', () => control.entered(() => (input.value === '' ? null : Number(input.value))));
  return {
    element: input, input, labelled: true,
    show: value => { current = value; draw(); },
    setReadOnly: readOnly => { input.disabled = readOnly; },
    extend: api => Object.assign(api, {
      getOptions: () => options.map(option => ({ ...option })),
      addOption: (/** @type {{ value: number, text: string }} */ option, /** @type {number|undefined} */ index) => {
        options = options.filter(o => o.value !== option.value);
        options.splice(index === undefined ? options.length : index, 0, option);
        draw();
      },
      removeOption: (/** @type {number} */ value) => { options = options.filter(o => o.value !== value); draw(); },
      clearOptions: () => { options = []; draw(); },
    }),
  };
}

/** @param {import('./control.js').Control} control @param {import('../data/metadata.js').Column} column @param {string} id @returns {Editor} */
function date(control, column, id) {
  const day = isDay(column);
  const input = el('input', { id, type: day ? 'date' : 'datetime-local' });
  input.addEventListener('change', () => control.entered(() => {
    if (input.validity.badInput) throw new Error(`${control.label}: enter a date.`);
    return input.value === '' ? null : new Date(day ? `${input.value}T00:00:00Z` : `${input.value}Z`);
  }));
  // Users of the local tenant are at UTC, as the formatted values of the lists are.
  return {
    element: el('div', { class: 'input-line' }, input, !day && el('span', { class: 'unit', text: 'UTC' })),
    input,
    labelled: true,
    show: value => { input.value = value === null ? '' : value.toISOString().slice(0, day ? 10 : 16); },
    setReadOnly: readOnly => { input.readOnly = readOnly; },
    extend: api => { api.getShowTime = () => !day; },
  };
}

/** @param {import('./control.js').Control} control @param {import('../data/metadata.js').Column} column @param {string} id @returns {Editor} */
function lookup(control, column, id) {
  /** @type {{ filterXml: string, entityLogicalName: string }[]} */
  let filters = [];
  /** @type {Function[]} */
  const preSearch = [];
  /** @type {string|null} */
  let viewId = null;
  const link = el('a', { class: 'lookup-link' });
  const nothing = el('span', { class: 'lookup-empty', text: '---' });
  const clear = iconButton('close', '', () => control.entered(() => null));
  const search = el('button', { id, type: 'button', class: 'icon-button lookup-search', on: { click: () => void pick() } }, icon('search'));
  const element = el('div', { class: 'lookup' }, link, nothing, clear, search);
  async function pick() {
    filters = [];
    for (const handler of preSearch) await control.form.run(handler, control.api, control.name);
    const chosen = await askLookup({ title: `Look up ${control.label}`, tables: column.targets, filters, viewId });
    if (chosen && chosen.length) control.entered(() => chosen);
  }
  let readOnly = false;
  return {
    element,
    input: search,
    labelled: false,
    show: value => {
      const item = value && value[0];
      link.hidden = !item;
      nothing.hidden = Boolean(item);
      clear.hidden = !item || readOnly;
      for (const [part, label] of [[clear, `Clear ${control.label}`], [search, `Look up ${control.label}`]]) {
        part.setAttribute('aria-label', item && part === search ? `${label}, now ${item.name}` : label);
        part.title = label;
      }
      if (!item) return;
      replace(link, item.name || '(no name)');
      link.setAttribute('href', recordAddress(item.entityType, bare(item.id)));
    },
    setReadOnly: value => {
      readOnly = value;
      search.hidden = value;
      if (value) clear.hidden = true;
      element.classList.toggle('read-only', value);
    },
    extend: api => Object.assign(api, {
      getEntityTypes: () => [...column.targets],
      setEntityTypes: (/** @type {string[]} */ types) => { column = { ...column, targets: types }; },
      getDefaultView: () => viewId,
      setDefaultView: (/** @type {string} */ view) => { viewId = view; },
      addPreSearch: (/** @type {Function} */ handler) => { preSearch.push(handler); },
      removePreSearch: (/** @type {Function} */ handler) => { if (preSearch.includes(handler)) preSearch.splice(preSearch.indexOf(handler), 1); },
      addCustomFilter: (/** @type {string} */ filterXml, /** @type {string} */ entityLogicalName) => { filters.push({ filterXml, entityLogicalName: entityLogicalName || column.targets[0] }); },
    }),
  };
}
