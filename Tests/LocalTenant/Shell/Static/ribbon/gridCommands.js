// The commands above a list: the platform's own and the table's.

import { closeProgress, confirmDialog, errorDialog, showProgress } from '../app/dialogs.js';
import { addNotification } from '../app/notifications.js';
import { go, recordAddress } from '../app/navigation.js';
import { remove, update } from '../data/webApi.js';
import { referenceOf } from '../grid/gridContext.js';
import { isHidden, ribbonCommands } from './ribbonCommands.js';

/**
 * @typedef {Object} GridPlace
 * @property {import('../grid/grid.js').Grid} grid
 * @property {any} context the grid of the client API
 * @property {'HomepageGrid'|'SubGrid'} location
 * @property {any} [primaryControl] the form, for a subgrid
 * @property {{ column: string, reference: () => { entityType: string, id: string, name: string } }|null} [parent] what a new row is related to
 */

/** @param {GridPlace} place @returns {import('./ribbonCommands.js').Command[]} */
export function gridCommands(place) {
  const { grid, location } = place;
  const { table } = grid;
  const own = (/** @type {string} */ name) => `Mscrm.${location}.${table.logicalName}.${name}`;
  const whenSelected = (/** @type {boolean} */ allowed, /** @type {number|null} */ statecode) => async () => {
    const rows = grid.selectedRows();
    const visible = allowed && rows.length > 0 && (statecode === null || rows.every(row => row.statecode === undefined || row.statecode === statecode));
    return { visible, enabled: visible };
  };
  const active = table.columns.has('statecode') && table.privileges.write;
  const standard = [
    {
      id: own(location === 'SubGrid' ? 'AddNewStandard' : 'NewRecord'), label: 'New', icon: 'add',
      state: async () => ({ visible: table.privileges.create && table.forms.length > 0, enabled: true }),
      run: () => go(recordAddress(table.logicalName, undefined, place.parent ? defaultsFor(place.parent) : undefined)),
    },
    { id: own('Refresh'), label: 'Refresh', icon: 'refresh', state: async () => ({ visible: true, enabled: true }), run: () => grid.refresh() },
    { id: own('Activate'), label: 'Activate', icon: 'activate', state: whenSelected(active, 1), run: () => setState(grid, 0) },
    { id: own('Deactivate'), label: 'Deactivate', icon: 'deactivate', state: whenSelected(active, 0), run: () => setState(grid, 1) },
    { id: own('Delete'), label: 'Delete', icon: 'remove', state: whenSelected(table.privileges.delete, null), run: () => removeSelected(grid) },
  ].filter(command => !isHidden(table, command.id));
  const ribbon = ribbonCommands(table, {
    location,
    primaryControl: place.primaryControl || place.context,
    selectedControl: place.context,
    primaryTable: place.primaryControl ? place.primaryControl.data.entity.getEntityName() : table.logicalName,
    primaryIds: () => (place.primaryControl ? [place.primaryControl.data.entity.getId().replace(/[{}]/g, '').toLowerCase()] : grid.selectedRows().map(row => referenceOf(grid, row).id)),
    selectedTable: table.logicalName,
    selected: () => grid.selectedRows().map(row => referenceOf(grid, row)),
    all: () => grid.rows.map(row => referenceOf(grid, row)),
    values: place.primaryControl ? () => place.primaryControl : undefined,
  });
  const first = standard.filter(command => ['New', 'Refresh'].includes(command.label));
  return [...first, ...ribbon, ...standard.filter(command => !first.includes(command))];
}

/** @param {{ column: string, reference: () => { entityType: string, id: string, name: string } }} link */
function defaultsFor(link) {
  const reference = link.reference();
  return new URLSearchParams({ [link.column]: reference.id, [`${link.column}name`]: reference.name, [`${link.column}type`]: reference.entityType }).toString();
}

/** @param {import('../grid/grid.js').Grid} grid */
async function removeSelected(grid) {
  const names = namesOf(grid);
  const { confirmed } = await confirmDialog({ title: 'Confirm deletion', text: `Delete ${names}? This cannot be undone.`, confirmButtonLabel: 'Delete' });
  if (confirmed) await each(grid, 'Deleting…', 'deleted', id => remove(grid.table.entitySetName, id));
}

/** @param {import('../grid/grid.js').Grid} grid @param {number} statecode */
async function setState(grid, statecode) {
  const verb = statecode === 0 ? 'Activate' : 'Deactivate';
  const { confirmed } = await confirmDialog({ title: verb, text: `${verb} ${namesOf(grid)}?`, confirmButtonLabel: verb });
  if (confirmed) await each(grid, `${verb.slice(0, -1)}ing…`, `${verb.toLowerCase()}d`, id => update(grid.table.entitySetName, id, { statecode }));
}

/** @param {import('../grid/grid.js').Grid} grid */
function namesOf(grid) {
  const rows = grid.selectedRows();
  return rows.length === 1 ? `“${referenceOf(grid, rows[0]).name}”` : `the ${rows.length} selected ${grid.table.displayCollectionName}`;
}

/**
 * Does the work row by row; refusals are told together at the end.
 * @param {import('../grid/grid.js').Grid} grid @param {string} progress @param {string} done @param {(id: string) => Promise<void>} work
 */
async function each(grid, progress, done, work) {
  const rows = grid.selectedRows().map(row => referenceOf(grid, row));
  /** @type {{ name: string, error: any }[]} */
  const refused = [];
  showProgress(progress);
  try {
    for (const row of rows) await work(row.id).catch(error => { refused.push({ name: row.name, error }); });
  } finally {
    closeProgress();
  }
  if (refused.length === 1) await errorDialog({ message: refused[0].error.message, errorCode: refused[0].error.code });
  else if (refused.length) await errorDialog({ message: `${refused.length} of ${rows.length} rows were refused.\n${refused.map(r => `${r.name}: ${r.error.message}`).join('\n')}` });
  if (refused.length < rows.length) addNotification({ level: 1, message: `${rows.length - refused.length} ${rows.length - refused.length === 1 ? 'row' : 'rows'} ${done}.`, showCloseButton: true });
  await grid.refresh();
}
