// The panel in which a column of a list is filtered.

import { button, el, uniqueId } from '../app/dom.js';
import { openDialog } from '../app/dialogs.js';

const textOperators = { like: 'Contains', 'begins-with': 'Begins with', eq: 'Equals', 'not-null': 'Contains data', null: 'Does not contain data' };
const numberOperators = { eq: 'Equals', ne: 'Does not equal', gt: 'Is greater than', ge: 'Is at least', lt: 'Is less than', le: 'Is at most', 'not-null': 'Contains data', null: 'Does not contain data' };
const dateOperators = { on: 'On', 'on-or-after': 'On or after', 'on-or-before': 'On or before', 'not-null': 'Contains data', null: 'Does not contain data' };

/**
 * Asks for the filter of a column.
 * @param {import('./layout.js').GridColumn} gridColumn
 * @param {import('../data/fetchXml.js').Filter|null} filter the one that is set
 * @returns {Promise<import('../data/fetchXml.js').Filter|null|undefined>} the new one, null for none, undefined when nothing is to change
 */
export function askFilter(gridColumn, filter) {
  const column = /** @type {import('../data/metadata.js').Column} */ (gridColumn.column);
  return openDialog(`Filter by ${gridColumn.label}`, { class: 'small' }, close => {
    const input = ['Choice', 'State', 'Status', 'Boolean'].includes(column.type) ? optionsInput(column, filter) : valueInput(column, filter);
    const apply = () => close(input.read());
    return {
      content: [el('form', { class: 'filter-form', on: { submit: (/** @type {Event} */ e) => { e.preventDefault(); apply(); } } }, ...input.elements)],
      actions: [
        button(null, 'Apply', apply, { class: 'button primary' }),
        button(null, 'Clear filter', () => close(null)),
      ],
    };
  });
}

/** @param {import('../data/metadata.js').Column} column @param {import('../data/fetchXml.js').Filter|null} filter */
function optionsInput(column, filter) {
  const chosen = new Set(filter ? filter.values : []);
  const boxes = column.options.map(option => {
    const value = String(option.value);
    return { value, box: el('input', { type: 'checkbox', checked: chosen.has(value) }), label: option.label };
  });
  return {
    elements: [el('fieldset', { class: 'options' }, el('legend', { class: 'visually-hidden', text: column.displayName }),
      ...boxes.map(({ box, label }) => el('label', {}, box, el('span', { text: label }))))],
    read: () => {
      const values = boxes.filter(({ box }) => box.checked).map(({ value }) => value);
      return values.length ? { column: column.logicalName, operator: 'in', values } : null;
    },
  };
}

/** @param {import('../data/metadata.js').Column} column @param {import('../data/fetchXml.js').Filter|null} filter */
function valueInput(column, filter) {
  const number = ['Integer', 'Decimal', 'Money', 'BigInt'].includes(column.type);
  const operators = number ? numberOperators : column.type === 'DateTime' ? dateOperators : textOperators;
  const operatorId = uniqueId('operator');
  const valueId = uniqueId('value');
  const operator = el('select', { id: operatorId }, ...Object.entries(operators).map(([value, text]) => el('option', { value, text })));
  const value = el('input', { id: valueId, type: column.type === 'DateTime' ? 'date' : number ? 'number' : 'text', step: number ? 'any' : null, autofocus: true });
  if (filter) {
    operator.value = filter.operator;
    value.value = filter.values[0] || '';
  }
  const needsValue = () => operator.value !== 'null' && operator.value !== 'not-null';
  operator.addEventListener('change', () => { value.disabled = !needsValue(); });
  value.disabled = !needsValue();
  return {
    elements: [el('label', { for: operatorId, text: 'Condition' }), operator, el('label', { for: valueId, text: 'Value' }), value],
    read: () => {
      if (!needsValue()) return { column: column.logicalName, operator: operator.value, values: [] };
      return value.value === '' ? null : { column: column.logicalName, operator: operator.value, values: [value.value] };
    },
  };
}
