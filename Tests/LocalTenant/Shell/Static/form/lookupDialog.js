// The dialog in which a row is picked: the table's lookup view, searched by its quick find columns.

import { openDialog } from '../app/dialogs.js';
import { button, el, icon, replace, uniqueId } from '../app/dom.js';
import { bare, braced } from '../data/webApi.js';
import { defaultView, summary, table } from '../data/metadata.js';
import { Grid } from '../grid/grid.js';

/**
 * @typedef {Object} LookupOptions
 * @property {string} title
 * @property {string[]} tables
 * @property {string} [first] the table that is shown first
 * @property {boolean} [multiple]
 * @property {string|null} [viewId]
 * @property {string} [search]
 * @property {{ filterXml: string, entityLogicalName: string }[]} [filters]
 */

/**
 * Lets the user pick rows.
 * @param {LookupOptions} options
 * @returns {Promise<import('./values.js').LookupValue|null>} null when nothing was picked
 */
export async function askLookup(options) {
  const readable = options.tables.filter(name => summary(name).privileges.read);
  if (!readable.length) throw new Error(`You may not read ${options.tables.map(name => summary(name).displayCollectionName).join(' or ')}. Ask an administrator for the privilege.`);
  const tables = await Promise.all(readable.map(name => table(name)));
  const chosen = await openDialog(options.title, { class: 'lookup-dialog' }, close => content(options, tables, close));
  return chosen || null;
}

/** @param {LookupOptions} options @param {import('../data/metadata.js').Table[]} tables @param {(result?: any) => void} close */
function content(options, tables, close) {
  const gridPlace = el('div', { class: 'lookup-grid' });
  /** @type {Grid} */
  let grid;
  const search = el('input', { id: uniqueId('search'), type: 'search', placeholder: 'Search', 'aria-label': `Search ${options.title.replace(/^Look up /, '')}`, autofocus: true, value: options.search || null });
  const select = button(null, 'Select', () => pick(grid.selectedRows()), { class: 'button primary', disabled: true });
  const pick = (/** @type {any[]} */ rows) => close(rows.map(row => ({
    id: braced(row[grid.table.primaryKey]), name: row[grid.table.primaryName] || '', entityType: grid.table.logicalName,
  })));
  const open = (/** @type {import('../data/metadata.js').Table} */ shown) => {
    grid = new Grid({
      table: shown, view: lookupView(shown, options.viewId), pageSize: 25, single: !options.multiple,
      filterXml: (options.filters || []).filter(filter => filter.entityLogicalName === shown.logicalName).map(filter => filter.filterXml),
      onOpen: row => pick([row]),
      onSelection: () => { select.disabled = grid.selected.size === 0; },
    });
    replace(gridPlace, grid.element);
    void grid.setSearch(search.value);
  };
  const first = tables.find(t => t.logicalName === options.first) || tables[0];
  const picker = el('select', { 'aria-label': 'Table', on: { change: (/** @type {any} */ e) => open(tables[e.target.selectedIndex]) } },
    ...tables.map(t => el('option', { value: t.logicalName, text: t.displayCollectionName, selected: t === first })));
  open(first);
  const form = el('form', { class: 'lookup-tools', role: 'search', on: { submit: (/** @type {Event} */ e) => { e.preventDefault(); void grid.setSearch(search.value); } } },
    tables.length > 1 && picker, search, el('button', { type: 'submit', class: 'button' }, icon('search'), el('span', { text: 'Search' })));
  search.addEventListener('search', () => void grid.setSearch(search.value));
  return { content: [form, gridPlace], actions: [select, button(null, 'Cancel', () => close())] };
}

/** @param {import('../data/metadata.js').Table} shown @param {string|null|undefined} viewId */
function lookupView(shown, viewId) {
  return (viewId && shown.views.find(view => bare(view.id) === bare(viewId))) || defaultView(shown, 64);
}
