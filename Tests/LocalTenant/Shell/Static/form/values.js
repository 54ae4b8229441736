// Values between the Web API and the form: what a row holds, what getValue gives, what a save sends.

import { bare, braced } from '../data/webApi.js';
import { summary } from '../data/metadata.js';

/** @typedef {{ id: string, name: string, entityType: string }[]} LookupValue */

const formatted = '@OData.Community.Display.V1.FormattedValue';
const lookupTable = '@Microsoft.Dynamics.CRM.lookuplogicalname';

/** Whether the column holds a reference. @param {import('../data/metadata.js').Column} column */
export function isLookup(column) {
  return column.type === 'Lookup' || column.type === 'Owner';
}

/** Whether only the day of a date column is shown. @param {import('../data/metadata.js').Column} column */
export function isDay(column) {
  return column.dateBehavior === 'DateOnly' || column.format === 'date';
}

/** What $select calls the column. @param {import('../data/metadata.js').Column} column */
export function selectName(column) {
  return isLookup(column) ? `_${column.logicalName}_value` : column.logicalName;
}

/** A row's value as the client API gives it. @param {import('../data/metadata.js').Column} column @param {any} row @returns {any} */
export function valueOf(column, row) {
  const value = row[selectName(column)];
  if (value === undefined || value === null) return null;
  if (isLookup(column)) {
    const key = selectName(column);
    return [{ id: braced(value), name: row[key + formatted] || '', entityType: row[key + lookupTable] || column.targets[0] }];
  }
  // A day of no time zone is read as midnight, UTC.
  if (column.type === 'DateTime') return new Date(value);
  return value;
}

/** @param {any} left @param {any} right */
export function sameValue(left, right) {
  if (left === right) return true;
  if (left === null || right === null) return false;
  if (left instanceof Date && right instanceof Date) return left.getTime() === right.getTime();
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => bare(item.id) === bare(right[index].id) && item.entityType === right[index].entityType);
  }
  return false;
}

/**
 * Puts a value into what a create or update sends.
 * @param {Object<string, any>} body @param {import('../data/metadata.js').Column} column @param {any} value @param {boolean} creating
 */
export function addToBody(body, column, value, creating) {
  if (!isLookup(column)) {
    body[column.logicalName] = column.type === 'DateTime' && value ? dateText(column, value) : value;
    return;
  }
  if (value && value.length) {
    const target = summary(value[0].entityType);
    body[`${column.navigation[target.logicalName]}@odata.bind`] = `/${target.entitySetName}(${bare(value[0].id)})`;
  } else if (!creating) body[`${column.navigation[column.targets[0]]}@odata.bind`] = null;
}

/** @param {import('../data/metadata.js').Column} column @param {Date} value */
function dateText(column, value) {
  const text = value.toISOString();
  if (column.dateBehavior === 'DateOnly') return text.slice(0, 10);
  return text.replace(/\.\d+Z$/, 'Z');
}

/** A value as text, where a form shows it to be read only. @param {import('../data/metadata.js').Column} column @param {any} value */
export function textOf(column, value) {
  if (value === null || value === undefined) return '';
  if (isLookup(column)) return value.map((/** @type {any} */ item) => item.name).join(', ');
  if (value instanceof Date) return isDay(column) ? dayText.format(value) : `${momentText(value)} UTC`;
  if (column.options.length) {
    const option = column.options.find(o => o.value === Number(value));
    return option ? option.label : String(value);
  }
  if (column.type === 'Decimal' || column.type === 'Money') {
    return value.toLocaleString('en-US', { minimumFractionDigits: column.accuracy, maximumFractionDigits: column.accuracy });
  }
  return typeof value === 'number' ? value.toLocaleString('en-US') : String(value);
}

// As the formatted values of lists are: 11/24/2026 2:05 PM.
const dayText = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', year: 'numeric', month: 'numeric', day: 'numeric' });

/** @param {Date} value */
function momentText(value) {
  const hours = value.getUTCHours();
  const minutes = String(value.getUTCMinutes()).padStart(2, '0');
  return `${dayText.format(value)} ${hours % 12 || 12}:${minutes} ${hours < 12 ? 'AM' : 'PM'}`;
}
