// The page of one row: its form with header, tabs, sections, commands and the scripts that the form names.

import { confirmDialog, showError } from '../app/dialogs.js';
import { el, icon, replace } from '../app/dom.js';
import { back, go, listAddress, recordAddress, rename, title } from '../app/navigation.js';
import { announce, iconOf, reportDefect } from '../app/notifications.js';
import { functionNamed, loadScript } from '../app/scripts.js';
import { bare, braced, remove, update } from '../data/webApi.js';
import { table as loadTable, theApp } from '../data/metadata.js';
import { CommandBar } from '../ribbon/commandBar.js';
import { isHidden, ribbonCommands } from '../ribbon/ribbonCommands.js';
import { loadTextsOf } from '../xrm/resources.js';
import { Control } from './control.js';
import { readForm } from './formLayout.js';
import { FormModel, formTypes } from './formModel.js';
import { Section, Tab, tabList } from './formSections.js';
import { relatedTab } from './relatedTab.js';
import { Subgrid, WebResourceControl } from './subgrid.js';
import { isLookup, textOf } from './values.js';

const levels = { ERROR: 'error', WARNING: 'warning', INFO: 'information' };

/** @param {HTMLElement} place @param {URLSearchParams} parameters */
export async function showForm(place, parameters) {
  const table = await loadTable(parameters.get('etn') || '');
  const id = parameters.get('id');
  if (!id && !table.privileges.create) throw new Error(`You may not create ${table.displayCollectionName}. Ask an administrator for the privilege.`);
  const forms = table.forms.filter(form => form.type === 'Main');
  const asked = bare(parameters.get('formid') || '');
  const definition = forms.find(form => form.id === asked) || forms[0];
  if (!definition) throw new Error(`The table ${table.displayName} has no form.`);
  const page = new FormPage(place, table, id ? bare(id) : null, definition);
  await page.open(new URLSearchParams(parameters.get('extraqs') || ''));
  return page;
}

export class FormPage {
  /**
   * @param {HTMLElement} place @param {import('../data/metadata.js').Table} table @param {string|null} id
   * @param {{ id: string, name: string, xml: string }} definition
   */
  constructor(place, table, id, definition) {
    this.place = place;
    this.table = table;
    this.formId = definition.id;
    this.formName = definition.name;
    this.layout = readForm(definition.xml);
    this.model = new FormModel(table, id, this);
    this.headerVisible = true;
    this.entityName = table.displayName;
    /** @type {Tab[]} */
    this.tabs = [];
    this.disposed = false;
    this.leave = (/** @type {BeforeUnloadEvent} */ event) => { if (this.model.dirty) event.preventDefault(); };
    this.keys = (/** @type {KeyboardEvent} */ event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      void this.saveByUser();
    };
  }

  /** Draws the form, loads the row and runs the form's scripts. @param {URLSearchParams} defaults */
  async open(defaults) {
    this.draw();
    await this.model.load();
    if (this.model.creating) this.model.start(this.startValues(defaults));
    this.showAll();
    replace(this.place, /** @type {CommandBar} */ (this.bar).element, this.element);
    addEventListener('beforeunload', this.leave);
    addEventListener('keydown', this.keys);
    /** @type {HTMLElement} */ (this.heading).focus();
    await this.runScripts();
    await this.showContents();
    await this.refreshRibbon();
  }

  draw() {
    this.tabs = this.layout.tabs.map(tab => this.drawTab(tab));
    this.headerControls = this.layout.header.map(cell => this.createControl(cell, true));
    this.related = relatedTab(this);
    if (this.related) this.tabs.push(this.related);
    this.heading = el('h1', { class: 'form-title', tabindex: '-1' });
    this.subtitle = el('p', { class: 'form-subtitle' });
    this.state = el('span', { class: 'form-state' });
    this.headerElement = el('div', { class: 'header-fields' }, ...this.headerControls.map(control => control.element));
    this.notices = el('div', { class: 'form-notices' });
    this.element = el('div', { class: 'form-page' },
      el('div', { class: 'card form-head' },
        el('div', { class: 'form-names' }, this.heading, el('div', { class: 'form-name-line' }, this.subtitle, this.state)),
        this.headerElement),
      this.notices,
      this.tabs.length > 1 ? tabList(this.tabs) : null,
      ...this.tabs.map(tab => tab.panel));
    const first = this.tabs.find(tab => tab.visible);
    if (first) this.openTab(first);
    this.bar = new CommandBar(`Commands for ${this.table.displayName}`, this.commands());
  }

  /** @param {import('./formLayout.js').TabLayout} layout */
  drawTab(layout) {
    const tab = new Tab(layout.name, layout.label, layout.visible, opened => this.openTab(opened));
    const columns = layout.columns.map(column => {
      const sections = column.sections.map(section => this.drawSection(section, tab));
      tab.sections.push(...sections);
      const element = el('div', { class: 'form-column' }, ...sections.map(section => section.element));
      return { element, width: column.width };
    });
    const grid = el('div', { class: 'form-columns' }, ...columns.map(column => column.element));
    grid.style.setProperty('--form-columns', columns.map(column => `minmax(0, ${parseFloat(column.width) || 100}fr)`).join(' '));
    tab.panel.append(grid);
    return tab;
  }

  /** @param {import('./formLayout.js').SectionLayout} layout @param {Tab} tab */
  drawSection(layout, tab) {
    const controls = layout.rows.flat().filter(cell => cell.control).map(cell => this.createControl(cell, false));
    return new Section(layout, tab, controls);
  }

  /** @param {import('./formLayout.js').CellLayout} cell @param {boolean} inHeader */
  createControl(cell, inHeader) {
    const layout = /** @type {import('./formLayout.js').ControlLayout} */ (cell.control);
    const attribute = layout.column ? this.model.attribute(layout.column) : null;
    const kind = layout.kind === 'subgrid' ? Subgrid : layout.kind === 'webresource' ? WebResourceControl : Control;
    const control = new kind(cell, attribute, this.model, inHeader);
    if (attribute) attribute.controls.push(control);
    this.model.controls.push(control);
    return control;
  }

  /** Values that the address gives a new row. @param {URLSearchParams} given */
  startValues(given) {
    const values = new Map();
    const owner = this.table.columns.get('ownerid');
    if (owner) values.set('ownerid', [{ id: braced(theApp().user.id), name: theApp().user.name, entityType: 'systemuser' }]);
    for (const [name, text] of given) {
      const column = this.table.columns.get(name);
      if (!column) continue;
      if (isLookup(column)) values.set(name, [{ id: braced(text), name: given.get(`${name}name`) || '', entityType: given.get(`${name}type`) || column.targets[0] }]);
      else if (column.type === 'Boolean') values.set(name, text === 'true' || text === '1');
      else if (column.type === 'DateTime') values.set(name, new Date(text));
      else values.set(name, ['Text', 'Memo'].includes(column.type) ? text : Number(text));
    }
    return values;
  }

  /** Loads the form's libraries and lets them attach to what they handle. */
  async runScripts() {
    const { model } = this;
    try {
      for (const library of this.layout.libraries) {
        await loadScript(library);
        await loadTextsOf(library);
      }
      for (const event of this.layout.events) for (const handler of event.handlers) await this.attach(event, handler);
    } catch (error) {
      reportDefect(/** @type {Error} */ (error).message);
    }
    await model.fire('load');
  }

  /** @param {{ name: string, attribute: string|null }} event @param {import('./formLayout.js').HandlerLayout} handler */
  async attach(event, handler) {
    const { model } = this;
    const work = functionNamed(handler.functionName);
    const fixed = handler.parameters ? JSON.parse(`[${handler.parameters}]`) : [];
    const run = (/** @type {any} */ context) => (handler.passContext ? work(context, ...fixed) : work(...fixed));
    switch (event.name) {
      case 'onload': await model.run(run, model.context, 'onload', { getDataLoadState: () => 1 }); break;
      case 'onsave': /** @type {any[]} */ (model.handlers.get('save')).push({ handler: run }); break;
      case 'onchange': {
        const attribute = model.attributes.get(event.attribute || '');
        if (!attribute) throw new Error(`The form handles changes of ${event.attribute}, which it does not show.`);
        attribute.handlers.push({ handler: run, own: true });
        break;
      }
      default: throw new Error(`The shell does not support the form event ${event.name}.`);
    }
  }

  /** Shows subgrids and web resources. */
  async showContents() {
    for (const control of this.model.controls) {
      if (!(control instanceof Subgrid || control instanceof WebResourceControl)) continue;
      try {
        await control.show();
      } catch (error) {
        reportDefect(/** @type {Error} */ (error).message);
      }
    }
  }

  showAll() {
    for (const control of this.model.controls) control.update();
    for (const tab of this.tabs) tab.update();
    this.showState();
  }

  /** The title, and whether there are changes. */
  showState() {
    if (!this.heading || !this.subtitle || !this.state) return;
    const { model } = this;
    const name = model.creating ? `New ${this.entityName}` : model.name || '(no name)';
    replace(this.heading, name);
    replace(this.subtitle, this.entityName);
    replace(this.state, model.creating ? 'Unsaved' : model.dirty ? 'Unsaved changes' : 'Saved');
    title(name, theApp().displayName);
    if (model.inactive) this.notify(`Read-only: this ${this.table.displayName} is ${textOf(/** @type {any} */ (this.table.columns.get('statecode')), 1).toLowerCase()}.`, 'INFO', 'shell.inactive');
    else this.clearNotice('shell.inactive');
  }

  /** @param {Tab} tab */
  openTab(tab) {
    for (const other of this.tabs) other.setOpen(other === tab);
    for (const handler of tab.stateHandlers) void this.model.run(handler, tab.api, tab.name);
  }

  /** @param {string} message @param {string} level ERROR, WARNING or INFO @param {string} id */
  notify(message, level, id) {
    const kind = levels[/** @type {keyof typeof levels} */ (level)];
    if (!kind) throw new Error(`setFormNotification takes the level ERROR, WARNING or INFO, not ${level}.`);
    const known = this.noticeOf(id);
    if (known && known.textContent === message) return true;
    this.clearNotice(id);
    /** @type {HTMLElement} */ (this.notices).append(el('div', { class: `notification ${kind}`, role: kind === 'error' ? 'alert' : 'status', 'data-id': id }, icon(iconOf[kind]), el('p', { text: message })));
    return true;
  }

  /** @param {string} id */
  clearNotice(id) {
    const known = this.noticeOf(id);
    if (known) known.remove();
    return known !== undefined;
  }

  /** @param {string} id */
  noticeOf(id) {
    return [.../** @type {HTMLElement} */ (this.notices).children].find(notice => notice.getAttribute('data-id') === id);
  }

  /** @param {boolean} visible */
  showHeader(visible) {
    this.headerVisible = visible;
    /** @type {HTMLElement} */ (this.headerElement).hidden = !visible;
  }

  /** @param {string} name */
  setEntityName(name) {
    this.entityName = name;
    this.showState();
  }

  /** Marks what keeps the form from being saved. @param {{ control: Control, message: string }[]} problems @returns {boolean} whether there is nothing */
  showProblems(problems) {
    for (const control of this.model.controls) control.clearNotification('required');
    for (const { control, message } of problems) {
      if (!control.inputError && !control.notices.size) control.notices.set('required', { level: 'ERROR', text: message, actions: [], server: true });
      control.updateNotices();
    }
    if (!problems.length) {
      this.clearNotice('shell.problems');
      return true;
    }
    const names = [...new Set(problems.map(problem => problem.control.label))];
    this.notify(`The form was not saved. ${names.length === 1 ? 'A field needs' : 'Fields need'} your attention: ${names.join(', ')}.`, 'ERROR', 'shell.problems');
    problems[0].control.focus();
    return false;
  }

  /** @param {string|null} text */
  busy(text) {
    /** @type {HTMLElement} */ (this.element).setAttribute('aria-busy', String(text !== null));
    if (text) announce(text);
  }

  /** After a save: the address names the row, subgrids can relate to it. */
  saved() {
    const created = new URLSearchParams(location.search).get('id') === null;
    announce(`${this.table.displayName} saved`);
    if (created && this.model.id) rename(recordAddress(this.table.logicalName, this.model.id));
    if (this.related) this.related.visible = true;
    this.showAll();
    if (created) void this.showContents();
    void this.refreshRibbon();
  }

  /** After the row was read anew. */
  async reloaded() {
    this.showAll();
    for (const control of this.model.controls) if (control instanceof Subgrid && control.grid) void control.grid.refresh();
    await this.refreshRibbon();
  }

  async refreshRibbon() {
    if (this.bar && !this.disposed) await this.bar.update();
  }

  async close() {
    await back(listAddress(this.table.logicalName));
  }

  async openNew() {
    await go(recordAddress(this.table.logicalName), { force: true });
  }

  /** @param {number} [mode] */
  async saveByUser(mode) {
    const focused = document.activeElement;
    // An entry that is being made counts as made.
    if (focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement) {
      focused.dispatchEvent(new Event('change'));
      await new Promise(resolve => { setTimeout(resolve); });
    }
    return this.model.saveByUser(mode);
  }

  /** The platform's commands and the table's. @returns {import('../ribbon/ribbonCommands.js').Command[]} */
  commands() {
    const { model, table } = this;
    const when = (/** @type {() => boolean} */ test) => async () => ({ visible: test(), enabled: test() });
    const own = (/** @type {string} */ name) => `Mscrm.Form.${table.logicalName}.${name}`;
    const active = () => !model.creating && table.columns.has('statecode') && table.privileges.write;
    const standard = [
      { id: own('Save'), label: 'Save', icon: 'save', state: when(() => model.formType() <= formTypes.update), run: () => this.saveByUser() },
      { id: own('SaveAndClose'), label: 'Save & Close', icon: 'saveclose', state: when(() => model.formType() <= formTypes.update), run: async () => { if (await this.saveByUser(2)) await this.close(); } },
      { id: own('NewRecord'), label: 'New', icon: 'add', state: when(() => !model.creating && table.privileges.create), run: () => go(recordAddress(table.logicalName)) },
      { id: own('Refresh'), label: 'Refresh', icon: 'refresh', state: when(() => !model.creating), run: () => this.refreshByUser() },
      { id: own('Activate'), label: 'Activate', icon: 'activate', state: when(() => active() && model.inactive), run: () => this.setState(0) },
      { id: own('Deactivate'), label: 'Deactivate', icon: 'deactivate', state: when(() => active() && !model.inactive), run: () => this.setState(1) },
      { id: own('Delete'), label: 'Delete', icon: 'remove', state: when(() => !model.creating && table.privileges.delete), run: () => this.remove() },
    ].filter(command => !isHidden(table, command.id));
    const ribbon = ribbonCommands(table, {
      location: 'Form', primaryControl: model.context, selectedControl: null, primaryTable: table.logicalName, selectedTable: table.logicalName,
      primaryIds: () => (model.id === null ? [] : [model.id]),
      selected: () => (model.id === null ? [] : [{ id: model.id, name: model.name }]),
      all: () => (model.id === null ? [] : [{ id: model.id, name: model.name }]),
      values: () => model.context,
    });
    const first = standard.filter(command => ['Save', 'Save & Close', 'New', 'Refresh'].includes(command.label));
    return [...first, ...ribbon, ...standard.filter(command => !first.includes(command))];
  }

  async refreshByUser() {
    if (!await this.canLeave()) return;
    try {
      await this.model.refresh(false);
      announce('Refreshed');
    } catch (error) {
      await showError(error);
    }
  }

  /** @param {number} statecode */
  async setState(statecode) {
    const verb = statecode === 0 ? 'Activate' : 'Deactivate';
    const { confirmed } = await confirmDialog({ title: verb, text: `${verb} “${this.model.name}”?`, confirmButtonLabel: verb });
    if (!confirmed) return;
    try {
      await update(this.table.entitySetName, this.model.id || '', { statecode });
      await this.model.refresh(false);
    } catch (error) {
      await showError(error);
    }
  }

  async remove() {
    const { confirmed } = await confirmDialog({ title: 'Confirm deletion', text: `Delete “${this.model.name}”? This cannot be undone.`, confirmButtonLabel: 'Delete' });
    if (!confirmed) return;
    try {
      await remove(this.table.entitySetName, this.model.id || '');
    } catch (error) {
      await showError(error);
      return;
    }
    await go(listAddress(this.table.logicalName), { force: true });
  }

  /** Asks before changes are lost. */
  async canLeave() {
    if (!this.model.dirty) return true;
    const { confirmed } = await confirmDialog({
      title: 'Unsaved changes', text: 'This form has changes that are not saved. Leave and discard them?', confirmButtonLabel: 'Discard changes', cancelButtonLabel: 'Stay',
    });
    return confirmed;
  }

  dispose() {
    this.disposed = true;
    removeEventListener('beforeunload', this.leave);
    removeEventListener('keydown', this.keys);
    if (this.bar) this.bar.dispose();
  }
}
