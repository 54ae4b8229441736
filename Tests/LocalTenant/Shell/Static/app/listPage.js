// The page of a table's rows: view picker, search, commands and the list.

import { el, icon, replace, uniqueId } from './dom.js';
import { listAddress, rename, title } from './navigation.js';
import { bare } from '../data/webApi.js';
import { defaultView, table as loadTable, theApp } from '../data/metadata.js';
import { Grid } from '../grid/grid.js';
import { createGridContext } from '../grid/gridContext.js';
import { CommandBar } from '../ribbon/commandBar.js';
import { gridCommands } from '../ribbon/gridCommands.js';

/** @param {HTMLElement} place @param {URLSearchParams} parameters */
export async function showList(place, parameters) {
  const table = await loadTable(parameters.get('etn') || '');
  const viewId = bare(parameters.get('viewid') || '');
  const views = table.views.filter(view => view.queryType === 0);
  const asked = viewId ? table.views.find(view => view.id === viewId) : null;
  if (viewId && !asked) throw new Error(`The table ${table.displayName} has no view ${viewId}. Choose a view of the list instead.`);
  const view = asked || defaultView(table, 0);
  if (!views.includes(view)) views.push(view);

  const grid = new Grid({ table, view, onSelection: () => void bar.update() });
  const context = createGridContext(grid, { refreshRibbon: () => void bar.update(), relationship: null, name: table.logicalName });
  const bar = new CommandBar(`Commands for ${table.displayCollectionName}`, gridCommands({ grid, context, location: 'HomepageGrid' }));

  const pickerId = uniqueId('view');
  const picker = el('select', {
    id: pickerId, class: 'view-picker', 'aria-label': 'View',
    on: {
      change: () => {
        const chosen = views[picker.selectedIndex];
        rename(listAddress(table.logicalName, chosen.id));
        name(chosen);
        void grid.setView(chosen);
      },
    },
  }, ...views.map(v => el('option', { value: v.id, text: v.name, selected: v === view })));
  const search = el('input', { type: 'search', placeholder: 'Filter by keyword', 'aria-label': `Search ${table.displayCollectionName}`, title: 'Finds what begins with the text; a * in front finds it anywhere.' });
  search.addEventListener('search', () => void grid.setSearch(search.value));
  const form = el('form', { class: 'search', role: 'search', on: { submit: (/** @type {Event} */ e) => { e.preventDefault(); void grid.setSearch(search.value); } } },
    search, el('button', { type: 'submit', class: 'icon-button', 'aria-label': 'Search', title: 'Search' }, icon('search')));
  const heading = el('h1', { class: 'visually-hidden', tabindex: '-1' });
  const name = (/** @type {import('../data/metadata.js').View} */ shown) => {
    replace(heading, `${table.displayCollectionName}: ${shown.name}`);
    title(shown.name, theApp().displayName);
  };
  name(view);
  replace(place, bar.element, el('div', { class: 'card list-page' }, heading, el('div', { class: 'list-head' }, picker, form), grid.element));
  heading.focus();
  void bar.update();
  await grid.refresh();
  return { dispose: () => bar.dispose() };
}
