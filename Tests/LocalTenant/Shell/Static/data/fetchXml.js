// A view's FetchXML with what the user added to it: order, filters, a search and the page.

import { defaultView, parseXml, summary } from './metadata.js';

/**
 * @typedef {{ column: string, descending: boolean }} Sort
 * @typedef {{ column: string, operator: string, values: string[] }} Filter
 * @typedef {Object} Refinement
 * @property {Sort|null} [sort]
 * @property {Filter[]} [filters]
 * @property {string} [search]
 * @property {{ size: number, number: number, cookie: string|null }} [page]
 * @property {{ column: string, id: string }|null} [parent] only rows whose lookup points to this row
 * @property {string[]} [filterXml] filter elements to add as they are
 */

/**
 * @param {import('./metadata.js').Table} table @param {import('./metadata.js').View} view @param {Refinement} refinement
 * @returns {string}
 */
export function refine(table, view, refinement) {
  const fetch = parseXml(view.fetchXml);
  const document_ = fetch.ownerDocument;
  const entity = /** @type {Element} */ (fetch.querySelector('entity'));
  // What a quick find view looks for is added with the search; without a search its conditions would match nothing.
  for (const filter of [...entity.querySelectorAll('filter[isquickfindfields="1"]')]) filter.remove();
  // Whether a row is active decides its commands, so it is read even where the view does not show it.
  if (table.columns.has('statecode') && !entity.querySelector(':scope > attribute[name="statecode"]')) entity.prepend(attribute(document_, 'statecode'));
  if (refinement.search) entity.append(document_.importNode(searchFilter(table, refinement.search), true));
  for (const filter of refinement.filters || []) entity.append(filterElement(document_, table, filter));
  for (const text of refinement.filterXml || []) entity.append(document_.importNode(parseXml(text), true));
  if (refinement.parent) entity.append(conditions(document_, [[refinement.parent.column, 'eq', [refinement.parent.id]]]));
  if (refinement.sort) sort(document_, entity, refinement.sort);
  if (refinement.page) page(fetch, refinement.page);
  return new XMLSerializer().serializeToString(fetch);
}

/** The order a view has by itself. @param {import('./metadata.js').View} view @returns {Sort|null} */
export function orderOf(view) {
  const order = parseXml(view.fetchXml).querySelector('entity > order');
  return order && { column: order.getAttribute('attribute') || '', descending: order.getAttribute('descending') === 'true' };
}

/** @param {Document} document_ @param {string} name */
function attribute(document_, name) {
  const element = document_.createElement('attribute');
  element.setAttribute('name', name);
  return element;
}

/** @param {Document} document_ @param {Element} entity @param {Sort} sort */
function sort(document_, entity, sort) {
  for (const order of [...entity.querySelectorAll('order')]) order.remove();
  const order = document_.createElement('order');
  order.setAttribute('attribute', sort.column);
  order.setAttribute('descending', String(sort.descending));
  entity.append(order);
}

/** @param {Element} fetch @param {{ size: number, number: number, cookie: string|null }} page */
function page(fetch, page) {
  fetch.removeAttribute('top');
  fetch.setAttribute('count', String(page.size));
  fetch.setAttribute('page', String(page.number));
  fetch.setAttribute('returntotalrecordcount', 'true');
  if (page.cookie) fetch.setAttribute('paging-cookie', page.cookie);
}

/** @param {import('./metadata.js').Table} table @param {string} term */
function searchFilter(table, term) {
  const find = quickFindColumns(table);
  const filter = document.implementation.createDocument(null, 'filter').documentElement;
  filter.setAttribute('type', 'or');
  // A star stands for any text; without one the column has to begin with the term.
  const pattern = escapeLike(term).replace(/\*/g, '%') + '%';
  for (const column of find) filter.append(condition(filter.ownerDocument, column, 'like', [pattern]));
  return filter;
}

/** The columns that the table's quick find view searches. @param {import('./metadata.js').Table} table @returns {string[]} */
export function quickFindColumns(table) {
  if (!table.views.some(view => view.queryType === 4)) return [table.primaryName];
  const filter = parseXml(defaultView(table, 4).fetchXml).querySelector('filter[isquickfindfields="1"]');
  const columns = filter ? [...filter.querySelectorAll('condition')].map(c => c.getAttribute('attribute') || '') : [];
  return columns.length ? columns : [table.primaryName];
}

/** @param {Document} document_ @param {import('./metadata.js').Table} table @param {Filter} filter */
function filterElement(document_, table, filter) {
  const column = table.columns.get(filter.column);
  const lookup = column && (column.type === 'Lookup' || column.type === 'Owner');
  if (!lookup || filter.operator === 'null' || filter.operator === 'not-null') return conditions(document_, [[filter.column, filter.operator, values(filter)]]);
  // A lookup is filtered by the name of the row it points to.
  const target = summary(column.targets[0]);
  const link = document_.createElement('link-entity');
  link.setAttribute('name', target.logicalName);
  link.setAttribute('from', target.primaryKey);
  link.setAttribute('to', filter.column);
  link.setAttribute('alias', `by_${filter.column}`);
  link.append(conditions(document_, [[target.primaryName, filter.operator, values(filter)]]));
  return link;
}

/** @param {Filter} filter */
function values(filter) {
  if (filter.operator === 'like') return [`%${escapeLike(filter.values[0])}%`];
  return filter.values;
}

/** @param {Document} document_ @param {[string, string, string[]][]} list */
function conditions(document_, list) {
  const filter = document_.createElement('filter');
  filter.setAttribute('type', 'and');
  for (const [column, operator, values] of list) filter.append(condition(document_, column, operator, values));
  return filter;
}

/** @param {Document} document_ @param {string} column @param {string} operator @param {string[]} values */
function condition(document_, column, operator, values) {
  const element = document_.createElement('condition');
  element.setAttribute('attribute', column);
  element.setAttribute('operator', operator);
  if (operator === 'in') for (const value of values) {
    const item = document_.createElement('value');
    item.textContent = value;
    element.append(item);
  } else if (values.length) element.setAttribute('value', values[0]);
  return element;
}

// In a pattern %, _ and [ have a meaning; in brackets they are themselves.
/** @param {string} text */
function escapeLike(text) {
  return text.replace(/[[%_]/g, character => `[${character}]`);
}
