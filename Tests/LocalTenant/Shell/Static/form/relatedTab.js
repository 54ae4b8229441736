// The tab Related: rows of other tables that point to this one, in their associated views.

import { el, replace } from '../app/dom.js';
import { defaultView, table as loadTable, theApp } from '../data/metadata.js';
import { Grid } from '../grid/grid.js';
import { createGridContext } from '../grid/gridContext.js';
import { CommandBar } from '../ribbon/commandBar.js';
import { gridCommands } from '../ribbon/gridCommands.js';
import { Tab } from './formSections.js';

/** Hidden while the row does not exist. @param {import('./formPage.js').FormPage} page @returns {Tab|null} null where nothing points to the table */
export function relatedTab(page) {
  const relationships = page.table.relationships.filter(relationship =>
    theApp().tables.some(t => t.logicalName === relationship.referencingTable && t.custom && t.privileges.read));
  if (!relationships.length) return null;
  const tab = new Tab('tab_related', 'Related', !page.model.creating, opened => page.openTab(opened));
  const place = el('div');
  const captions = relationships.map(relationship => caption(relationship, relationships));
  const picker = el('select', { 'aria-label': 'Related rows', on: { change: () => void show(page, relationships[picker.selectedIndex], place) } },
    ...captions.map(text => el('option', { text })));
  tab.panel.append(el('div', { class: 'card related' }, el('div', { class: 'list-head' }, picker), place));
  tab.fill = () => void show(page, relationships[0], place);
  return tab;
}

/** @param {import('../data/metadata.js').Relationship} relationship @param {import('../data/metadata.js').Relationship[]} all */
function caption(relationship, all) {
  const table = theApp().tables.find(t => t.logicalName === relationship.referencingTable);
  const name = table ? table.displayCollectionName : relationship.referencingTable;
  const several = all.filter(other => other.referencingTable === relationship.referencingTable).length > 1;
  return several ? `${name} (${relationship.referencingColumn})` : name;
}

/** @param {import('./formPage.js').FormPage} page @param {import('../data/metadata.js').Relationship} relationship @param {HTMLElement} place */
async function show(page, relationship, place) {
  const table = await loadTable(relationship.referencingTable);
  const { model } = page;
  const grid = new Grid({ table, view: defaultView(table, 2), pageSize: 25, parent: { column: relationship.referencingColumn, id: model.id || '' }, onSelection: () => void bar.update() });
  const context = createGridContext(grid, { refreshRibbon: () => void bar.update(), relationship, name: relationship.name });
  const bar = new CommandBar(`Commands for ${table.displayCollectionName}`, gridCommands({
    grid, context, location: 'SubGrid', primaryControl: model.context, parent: { column: relationship.referencingColumn, reference: () => model.reference() },
  }), { compact: true });
  replace(place, bar.element, grid.element);
  await grid.refresh();
}
