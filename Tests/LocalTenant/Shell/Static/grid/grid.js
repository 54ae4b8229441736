// A list of rows of a view: sorted by a click on a header, filtered by column, paged, rows selected by check boxes.

import { button, el, icon, iconButton, replace } from '../app/dom.js';
import { announce } from '../app/notifications.js';
import { go, recordAddress } from '../app/navigation.js';
import { fetchRows } from '../data/webApi.js';
import { orderOf, refine } from '../data/fetchXml.js';
import { askFilter } from './filterPanel.js';
import { columnsOf, isNumber, targetOf, textOf } from './layout.js';

/**
 * @typedef {Object} GridOptions
 * @property {import('../data/metadata.js').Table} table
 * @property {import('../data/metadata.js').View} view
 * @property {number} [pageSize]
 * @property {{ column: string, id: string }|null} [parent] shows only rows whose lookup points to this row
 * @property {string[]} [filterXml]
 * @property {boolean} [single] one row at most can be selected
 * @property {(row: any) => void} [onOpen] what opening a row does; without it the row's form is shown
 * @property {() => void} [onSelection]
 * @property {() => void} [onLoad]
 */

export class Grid {
  /** @param {GridOptions} options */
  constructor(options) {
    this.options = options;
    this.table = options.table;
    this.view = options.view;
    this.element = el('div', { class: 'grid' });
    this.search = '';
    /** @type {import('../data/fetchXml.js').Sort|null} */
    this.sort = orderOf(this.view);
    /** @type {Map<string, import('../data/fetchXml.js').Filter>} */
    this.filters = new Map();
    /** @type {any[]} */
    this.rows = [];
    /** @type {Set<string>} */
    this.selected = new Set();
    this.pageNumber = 1;
    /** @type {(string|null)[]} the paging cookie that leads to a page, by its number */
    this.cookies = [null, null];
    this.more = false;
    this.total = -1;
    this.loads = 0;
  }

  /** Shows another view from its first page. @param {import('../data/metadata.js').View} view */
  setView(view) {
    this.view = view;
    this.sort = orderOf(view);
    this.filters.clear();
    return this.restart();
  }

  /** @param {string} text */
  setSearch(text) {
    this.search = text.trim();
    return this.restart();
  }

  /** Reads again from the first page. */
  restart() {
    this.pageNumber = 1;
    this.cookies = [null, null];
    this.selected.clear();
    return this.refresh();
  }

  /** The query as it is shown, of the current page. */
  fetchXml() {
    const size = this.options.pageSize || 50;
    return refine(this.table, this.view, {
      sort: this.sort, filters: [...this.filters.values()], search: this.search, parent: this.options.parent, filterXml: this.options.filterXml,
      page: { size, number: this.pageNumber, cookie: this.cookies[this.pageNumber] },
    });
  }

  /** Reads the page that is shown again. */
  async refresh() {
    this.loads += 1;
    const load = this.loads;
    this.element.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetchRows(this.table.entitySetName, this.fetchXml());
      if (load !== this.loads) return;
      this.rows = answer.rows;
      this.more = answer.more;
      this.total = answer.total;
      this.cookies[this.pageNumber + 1] = answer.cookie;
      const ids = new Set(this.rows.map(row => row[this.table.primaryKey]));
      this.selected = new Set([...this.selected].filter(id => ids.has(id)));
      this.render();
    } catch (error) {
      if (load !== this.loads) return;
      this.rows = [];
      this.selected.clear();
      replace(this.element, el('p', { class: 'grid-error', role: 'alert', text: /** @type {Error} */ (error).message }),
        button('refresh', 'Try again', () => void this.refresh()));
    } finally {
      if (load === this.loads) this.element.setAttribute('aria-busy', 'false');
    }
    this.changed();
    if (this.options.onLoad) this.options.onLoad();
  }

  selectedRows() {
    return this.rows.filter(row => this.selected.has(row[this.table.primaryKey]));
  }

  changed() {
    if (this.options.onSelection) this.options.onSelection();
  }

  render() {
    const focused = this.focusedPart();
    const columns = columnsOf(this.table, this.view);
    const table = el('table', { class: 'rows', role: 'table', 'aria-label': this.view.name },
      this.head(columns),
      el('tbody', { role: 'rowgroup' }, ...this.rows.map(row => this.row(row, columns))));
    replace(this.element,
      this.filterBar(columns),
      this.rows.length
        ? el('div', { class: 'rows-scroll', tabindex: '0', role: 'region', 'aria-label': `Rows of ${this.view.name}` }, table)
        : el('div', { class: 'rows-scroll' }, table, el('p', { class: 'empty', text: this.emptyText() })),
      this.footer());
    if (focused) {
      const part = [...this.element.querySelectorAll('[data-part]')].find(element => element.getAttribute('data-part') === focused);
      if (part instanceof HTMLElement) part.focus();
    }
    announce(`${this.view.name}: ${this.countText()}`);
  }

  /** What has the focus, so that it is not lost when the rows are drawn anew. */
  focusedPart() {
    const focused = document.activeElement;
    return focused && this.element.contains(focused) ? focused.getAttribute('data-part') : null;
  }

  emptyText() {
    if (this.search || this.filters.size) return 'No row matches. Clear the search or the filters to see more.';
    return `No ${this.table.displayCollectionName} here.`;
  }

  /** @param {import('./layout.js').GridColumn[]} columns */
  head(columns) {
    const all = el('input', {
      type: 'checkbox', 'aria-label': 'Select all rows', 'data-part': 'all',
      on: { change: (/** @type {any} */ event) => this.selectAll(event.target.checked) },
    });
    all.checked = this.rows.length > 0 && this.selected.size === this.rows.length;
    all.indeterminate = this.selected.size > 0 && !all.checked;
    return el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' },
      el('th', { role: 'columnheader', scope: 'col', class: 'check' }, this.options.single ? el('span', { class: 'visually-hidden', text: 'Selected' }) : all),
      ...columns.map(column => this.headCell(column))));
  }

  /** @param {import('./layout.js').GridColumn} column */
  headCell(column) {
    const sorted = this.sort && this.sort.column === column.name ? (this.sort.descending ? 'descending' : 'ascending') : null;
    const cell = el('th', { role: 'columnheader', scope: 'col', 'aria-sort': sorted, class: isNumber(column) ? 'number' : null });
    cell.style.minWidth = `${column.width}px`;
    if (!column.column) {
      cell.append(el('span', { text: column.label }));
      return cell;
    }
    const filter = this.filters.get(column.name) || null;
    cell.append(el('div', { class: 'head-cell' },
      el('button', { type: 'button', class: 'sort', 'data-part': `sort ${column.name}`, on: { click: () => this.sortBy(column.name) } },
        el('span', { text: column.label }), sorted && icon(sorted === 'ascending' ? 'up' : 'down')),
      iconButton('filter', `Filter by ${column.label}`, () => void this.askFilter(column),
        { class: `icon-button filter ${filter ? 'active' : ''}`, 'aria-pressed': String(filter !== null), 'data-part': `filter ${column.name}` })));
    return cell;
  }

  /** @param {any} row @param {import('./layout.js').GridColumn[]} columns */
  row(row, columns) {
    const id = row[this.table.primaryKey];
    const name = row[this.table.primaryName] || id;
    const selected = this.selected.has(id);
    const box = el('input', {
      type: 'checkbox', 'aria-label': `Select ${name}`, 'data-part': `row ${id}`, checked: selected,
      on: { change: () => this.toggle(id) },
    });
    return el('tr', {
      role: 'row', class: selected ? 'selected' : null, 'data-id': id,
      on: {
        dblclick: () => this.open(row),
        click: (/** @type {any} */ event) => { if (!event.target.closest('a, input, button')) this.toggle(id, true); },
      },
    },
    el('td', { role: 'cell', class: 'check' }, box),
    ...columns.map((column, index) => this.cell(row, column, index === 0 || column.name === this.table.primaryName)));
  }

  /** @param {any} row @param {import('./layout.js').GridColumn} column @param {boolean} leads */
  cell(row, column, leads) {
    const text = textOf(row, column);
    const target = targetOf(row, column);
    const cell = el('td', { role: 'cell', class: [isNumber(column) && 'number', leads && 'leads', !leads && text === '' && 'blank'].filter(Boolean).join(' ') || null, 'data-label': column.label, title: text.length > 30 ? text : null });
    if (target) cell.append(el('a', { href: recordAddress(target.table, target.id), text: text || '(no name)' }));
    else if (leads) cell.append(this.rowLink(row, text));
    else cell.append(el('span', { text }));
    return cell;
  }

  /** @param {any} row @param {string} text */
  rowLink(row, text) {
    const label = text || '(no name)';
    if (this.options.onOpen) return el('button', { type: 'button', class: 'link-button', text: label, on: { click: () => this.open(row) } });
    return el('a', { href: recordAddress(this.table.logicalName, row[this.table.primaryKey]), text: label });
  }

  /** @param {any} row */
  open(row) {
    if (this.options.onOpen) this.options.onOpen(row);
    else void go(recordAddress(this.table.logicalName, row[this.table.primaryKey]));
  }

  /** @param {import('./layout.js').GridColumn[]} columns */
  filterBar(columns) {
    if (!this.filters.size) return null;
    const labels = columns.filter(column => this.filters.has(column.name)).map(column => column.label);
    return el('div', { class: 'filter-bar' }, el('span', { text: `Filtered by ${labels.join(', ')}` }),
      button('close', 'Clear all filters', () => { this.filters.clear(); void this.restart(); }));
  }

  footer() {
    const size = this.options.pageSize || 50;
    const pages = el('div', { class: 'pages' },
      iconButton('previous', 'Previous page', () => this.turn(-1), { disabled: this.pageNumber === 1, 'data-part': 'previous' }),
      el('span', { text: `Page ${this.pageNumber}` }),
      iconButton('next', 'Next page', () => this.turn(1), { disabled: !this.more, 'data-part': 'next' }));
    return el('div', { class: 'grid-foot' }, el('span', { class: 'count', text: this.selectionText() }),
      this.pageNumber > 1 || this.more || this.total > size ? pages : null);
  }

  countText() {
    if (!this.rows.length) return '0 rows';
    const first = (this.pageNumber - 1) * (this.options.pageSize || 50) + 1;
    const range = `${first} - ${first + this.rows.length - 1}`;
    return this.total >= 0 ? `${range} of ${this.total}` : range;
  }

  /** @param {number} step */
  turn(step) {
    this.pageNumber += step;
    this.selected.clear();
    void this.refresh();
  }

  /** @param {string} column */
  sortBy(column) {
    const descending = this.sort !== null && this.sort.column === column && !this.sort.descending;
    this.sort = { column, descending };
    void this.restart();
  }

  /** @param {import('./layout.js').GridColumn} column */
  async askFilter(column) {
    const filter = await askFilter(column, this.filters.get(column.name) || null);
    if (filter === undefined) return;
    if (filter) this.filters.set(column.name, filter);
    else this.filters.delete(column.name);
    await this.restart();
  }

  /** @param {boolean} on */
  selectAll(on) {
    this.selected = new Set(on ? this.rows.map(row => row[this.table.primaryKey]) : []);
    this.showSelection();
  }

  /** @param {string} id @param {boolean} [only] leaves no other row selected */
  toggle(id, only = false) {
    const on = !this.selected.has(id);
    if (only || this.options.single) this.selected.clear();
    if (on) this.selected.add(id);
    this.showSelection();
  }

  // In place, so that a second click of a double click meets the same row.
  showSelection() {
    for (const line of this.element.querySelectorAll('tr[data-id]')) {
      const selected = this.selected.has(line.getAttribute('data-id') || '');
      line.classList.toggle('selected', selected);
      /** @type {HTMLInputElement} */ (line.querySelector('input[type=checkbox]')).checked = selected;
    }
    const all = this.element.querySelector('thead input[type=checkbox]');
    if (all instanceof HTMLInputElement) {
      all.checked = this.rows.length > 0 && this.selected.size === this.rows.length;
      all.indeterminate = this.selected.size > 0 && !all.checked;
    }
    const count = this.element.querySelector('.count');
    if (count) replace(count, this.selectionText());
    announce(`${this.selected.size} selected`);
    this.changed();
  }

  selectionText() {
    return this.countText() + (this.selected.size ? ` · ${this.selected.size} selected` : '');
  }
}
