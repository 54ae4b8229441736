// A subgrid: rows of another table, related to the form's row or not, with their commands.

import { el, replace } from '../app/dom.js';
import { bare, braced } from '../data/webApi.js';
import { theApp, table as loadTable } from '../data/metadata.js';
import { CommandBar } from '../ribbon/commandBar.js';
import { Grid } from '../grid/grid.js';
import { createGridContext } from '../grid/gridContext.js';
import { gridCommands } from '../ribbon/gridCommands.js';
import { Control } from './control.js';

const rowHeight = 36;

export class Subgrid extends Control {
  /** Reads the rows; for a new row there is nothing to relate to yet. */
  async show() {
    const target = this.layout.parameters.get('TargetEntityType') || '';
    if (!theApp().tables.some(t => t.logicalName === target && t.privileges.read)) {
      replace(this.element, this.title(), el('p', { class: 'empty', text: 'You may not read these rows.' }));
      return;
    }
    const table = await loadTable(target);
    const relationship = this.relationship();
    const viewId = bare(this.layout.parameters.get('ViewId') || '');
    const view = table.views.find(v => v.id === viewId);
    if (!view) throw new Error(`The subgrid ${this.name} names the view ${viewId}, which ${table.displayName} does not have.`);
    if (relationship && this.form.creating) {
      replace(this.element, this.title(), el('p', { class: 'empty', text: 'Save the form first; then its rows are shown here.' }));
      return;
    }
    this.showGrid(table, view, relationship);
  }

  // A section of the same name has said it already.
  title() {
    const said = this.section !== null && this.section.layout.showLabel && this.section.label === this.label;
    return el('h3', { class: said ? 'visually-hidden' : 'subgrid-title', text: this.label });
  }

  relationship() {
    const name = this.layout.parameters.get('RelationshipName');
    if (!name) return null;
    const relationship = this.form.table.relationships.find(r => r.name === name);
    if (!relationship) throw new Error(`The subgrid ${this.name} names the relationship ${name}, which does not lead from ${this.form.table.displayName}.`);
    return relationship;
  }

  /**
   * @param {import('../data/metadata.js').Table} table @param {import('../data/metadata.js').View} view
   * @param {import('../data/metadata.js').Relationship|null} relationship
   */
  showGrid(table, view, relationship) {
    const grid = new Grid({
      table, view, pageSize: Number(this.layout.parameters.get('RecordsPerPage')) || 10,
      parent: relationship && { column: relationship.referencingColumn, id: bare(this.form.id || '') },
      onSelection: () => void bar.update(),
      onLoad: () => { for (const handler of this.loadHandlers) void this.form.run(handler, this.api, this.name); },
    });
    this.grid = grid;
    const context = createGridContext(grid, { refreshRibbon: () => void bar.update(), relationship, name: this.name });
    const bar = new CommandBar(`Commands of ${this.label}`, gridCommands({
      grid, context, location: 'SubGrid', primaryControl: this.form.context,
      parent: relationship && { column: relationship.referencingColumn, reference: () => this.form.reference() },
    }), { compact: true });
    this.bar = bar;
    replace(this.element, el('div', { class: 'subgrid-head' }, this.title(), bar.element), grid.element);
    void grid.refresh();
    void bar.update();
  }

  /** @type {Function[]} */
  loadHandlers = [];
  /** @type {Grid|null} */
  grid = null;

  /** @param {Object<string, any>} api */
  extend(api) {
    const grid = () => {
      if (!this.grid) throw new Error(`The subgrid ${this.name} has not loaded yet.`);
      return createGridContext(this.grid, { refreshRibbon: () => { if (this.bar) void this.bar.update(); }, relationship: null, name: this.name });
    };
    Object.assign(api, {
      refresh: () => { if (this.grid) void this.grid.refresh(); },
      getGrid: () => grid().getGrid(),
      getEntityName: () => this.layout.parameters.get('TargetEntityType'),
      getViewSelector: () => grid().getViewSelector(),
      refreshRibbon: () => { if (this.bar) void this.bar.update(); },
      addOnLoad: (/** @type {Function} */ handler) => { this.loadHandlers.push(handler); },
      removeOnLoad: (/** @type {Function} */ handler) => { this.loadHandlers = this.loadHandlers.filter(h => h !== handler); },
    });
  }
}

/** A web resource inside a form. */
export class WebResourceControl extends Control {
  async show() {
    const name = (this.layout.parameters.get('Url') || '').replace(/^\$webresource:/i, '');
    const data = this.layout.parameters.get('Data');
    const query = new URLSearchParams();
    if (data) query.set('Data', data);
    if (this.layout.parameters.get('PassParameters') === 'true') {
      query.set('id', this.form.id === null ? '' : braced(this.form.id));
      query.set('typename', this.form.table.logicalName);
      query.set('type', String(this.form.table.typeCode));
    }
    const address = `/WebResources/${name}${query.size ? `?${query}` : ''}`;
    // A page that is shown already goes on as it is.
    if (this.frame && this.frame.getAttribute('src') === address) return;
    this.frame = el('iframe', { title: this.label, class: 'web-resource', src: address });
    // It is as high as the rows that it takes up.
    this.frame.style.height = `${this.rowspan * rowHeight}px`;
    replace(this.element, this.frame);
    this.tellShown(this.frame);
  }

  /** @type {(frame: any) => void} */
  tellShown = () => {};
  /** The frame, once there is one: scripts of the form may ask for it before. @type {Promise<any>} */
  shown = new Promise(resolve => { this.tellShown = resolve; });
  /** @type {any} */
  frame = null;

  /** @param {Object<string, any>} api */
  extend(api) {
    Object.assign(api, {
      getObject: () => this.frame,
      getSrc: () => this.frame && this.frame.getAttribute('src'),
      setSrc: (/** @type {string} */ address) => { if (this.frame) this.frame.setAttribute('src', address); },
      getContentWindow: () => this.shown.then(() => new Promise(resolve => {
        const ready = () => resolve(this.frame.contentWindow);
        if (this.frame.contentDocument && this.frame.contentDocument.readyState === 'complete' && this.frame.contentWindow.location.href !== 'about:blank') ready();
        else this.frame.addEventListener('load', ready, { once: true });
      })),
    });
  }
}
