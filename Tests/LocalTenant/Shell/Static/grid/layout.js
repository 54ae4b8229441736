// What a view shows: columns in order with their width, from layoutxml and fetchxml.

import { parseXml, summary } from '../data/metadata.js';

/**
 * @typedef {Object} GridColumn
 * @property {string} name what the row's value is called: a column, or alias.column of a linked table
 * @property {string} label
 * @property {number} width in pixels
 * @property {import('../data/metadata.js').Column|null} column null where a linked table's column is shown
 */

/** @param {import('../data/metadata.js').Table} table @param {import('../data/metadata.js').View} view @returns {GridColumn[]} */
export function columnsOf(table, view) {
  const cells = [...parseXml(view.layoutXml).querySelectorAll('row > cell')];
  return cells.filter(cell => cell.getAttribute('ishidden') !== '1').map(cell => {
    const name = cell.getAttribute('name') || '';
    const column = table.columns.get(name) || null;
    return { name, column, label: column ? column.displayName : linkedLabel(view, name), width: Number(cell.getAttribute('width')) || 120 };
  });
}

/** @param {import('../data/metadata.js').View} view @param {string} name */
function linkedLabel(view, name) {
  const [alias] = name.split('.');
  const link = [...parseXml(view.fetchXml).querySelectorAll('link-entity')].find(element => element.getAttribute('alias') === alias);
  const table = link && link.getAttribute('name');
  return table ? `${name.slice(alias.length + 1)} (${summary(table).displayName})` : name;
}

/** The text of a cell. @param {any} row @param {GridColumn} column */
export function textOf(row, column) {
  const key = valueKey(column);
  const formatted = row[`${key}@OData.Community.Display.V1.FormattedValue`];
  const value = formatted === undefined ? row[key] : formatted;
  return value === undefined || value === null ? '' : String(value);
}

/** The row that a lookup's cell points to. @param {any} row @param {GridColumn} column @returns {{ table: string, id: string }|null} */
export function targetOf(row, column) {
  if (!isLookup(column)) return null;
  const key = valueKey(column);
  const id = row[key];
  return id ? { id, table: row[`${key}@Microsoft.Dynamics.CRM.lookuplogicalname`] || /** @type {any} */ (column.column).targets[0] } : null;
}

/** @param {GridColumn} column */
function isLookup(column) {
  return column.column !== null && (column.column.type === 'Lookup' || column.column.type === 'Owner');
}

/** @param {GridColumn} column */
function valueKey(column) {
  return isLookup(column) ? `_${column.name}_value` : column.name;
}

/** Whether values of the column stand at the right. @param {GridColumn} column */
export function isNumber(column) {
  return column.column !== null && ['Integer', 'Decimal', 'Money', 'BigInt'].includes(column.column.type);
}
