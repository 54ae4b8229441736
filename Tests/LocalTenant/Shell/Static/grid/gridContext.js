// The grid of the client API: what a command gets as SelectedControl, and as PrimaryControl above a list.
// Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/grids

import { braced } from '../data/webApi.js';
import { collection, strict } from '../xrm/strict.js';

/**
 * @param {import('./grid.js').Grid} grid
 * @param {{ refreshRibbon: () => void, relationship: import('../data/metadata.js').Relationship|null, name: string }} options
 */
export function createGridContext(grid, options) {
  const rows = (/** @type {any[]} */ list) => collection('grid rows', () => list.map(row => gridRow(grid, row)), row => row.getData().getEntity().getId());
  return strict('gridContext', {
    getName: () => options.name,
    getControlType: () => 'subgrid',
    getEntityName: () => grid.table.logicalName,
    getFetchXml: () => grid.fetchXml(),
    getGridType: () => (options.relationship ? 2 : 1),
    getRelationship: () => options.relationship && strict('relationship', {
      name: options.relationship.name, attributeName: options.relationship.referencingColumn, relationshipType: 0,
    }),
    getGrid: () => strict('grid', {
      getRows: () => rows(grid.rows),
      getSelectedRows: () => rows(grid.selectedRows()),
      getTotalRecordCount: () => (grid.total >= 0 ? grid.total : grid.rows.length),
    }),
    getViewSelector: () => strict('viewSelector', {
      getCurrentView: () => ({ id: braced(grid.view.id), name: grid.view.name, entityType: 'savedquery' }),
      isVisible: () => true,
    }),
    refresh: () => { void grid.refresh(); },
    refreshRibbon: options.refreshRibbon,
  });
}

/** @param {import('./grid.js').Grid} grid @param {any} row */
function gridRow(grid, row) {
  const reference = referenceOf(grid, row);
  const entity = strict('grid row entity', {
    getId: () => braced(reference.id),
    getEntityName: () => grid.table.logicalName,
    getEntityReference: () => ({ entityType: grid.table.logicalName, id: braced(reference.id), name: reference.name }),
    getPrimaryAttributeValue: () => reference.name,
  });
  const data = strict('grid row data', { entity, getEntity: () => entity });
  return strict('grid row', { data, getData: () => data });
}

/** @param {import('./grid.js').Grid} grid @param {any} row @returns {{ id: string, name: string }} */
export function referenceOf(grid, row) {
  return { id: row[grid.table.primaryKey], name: String(row[grid.table.primaryName] || '') };
}
