// Tabs and sections of a form, and what the client API calls them.
// Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/formcontext-ui-tabs

import { el, replace, uniqueId } from '../app/dom.js';
import { collection, strict } from '../xrm/strict.js';

export class Section {
  /** @param {import('./formLayout.js').SectionLayout} layout @param {Tab} tab @param {import('./control.js').Control[]} controls */
  constructor(layout, tab, controls) {
    this.layout = layout;
    this.tab = tab;
    this.controls = controls;
    this.label = layout.label;
    this.visible = layout.visible;
    const id = uniqueId('section');
    this.heading = el('h2', { id, class: layout.showLabel ? 'section-heading' : 'visually-hidden' });
    this.fields = el('div', { class: 'section-fields' }, ...controls.map(control => control.element));
    this.fields.style.setProperty('--columns', String(layout.columns));
    this.element = el('section', { class: 'form-section', 'aria-labelledby': id, 'data-section': layout.name }, this.heading, this.fields);
    for (const control of controls) control.section = this;
    this.api = strict(`section ${layout.name}`, {
      getName: () => layout.name,
      getLabel: () => this.label,
      setLabel: (/** @type {string} */ label) => { this.label = label; this.update(); },
      getVisible: () => this.visible,
      setVisible: (/** @type {boolean} */ visible) => { this.visible = visible; this.update(); },
      getParent: () => tab.api,
      controls: collection('section.controls', () => controls.map(control => control.api), control => control.getName()),
    });
    this.update();
  }

  update() {
    replace(this.heading, this.label);
    this.element.hidden = !this.visible;
  }

  reveal() {
    this.tab.open();
  }
}

export class Tab {
  /** @param {string} name @param {string} label @param {boolean} visible @param {(tab: Tab) => void} onOpen */
  constructor(name, label, visible, onOpen) {
    this.name = name;
    this.label = label;
    this.visible = visible;
    this.onOpen = onOpen;
    this.isOpen = false;
    const id = uniqueId('tab');
    this.panel = el('div', { id: `${id}-panel`, class: 'tab-panel', role: 'tabpanel', 'aria-labelledby': id, hidden: true });
    this.button = el('button', { id, type: 'button', role: 'tab', class: 'tab', 'aria-controls': this.panel.id, on: { click: () => this.open() } });
    /** @type {Section[]} */
    this.sections = [];
    /** @type {Function[]} */
    this.stateHandlers = [];
    /** Called before the panel is first seen. @type {(() => void)|null} */
    this.fill = null;
    this.api = strict(`tab ${name}`, {
      getName: () => name,
      getLabel: () => this.label,
      setLabel: (/** @type {string} */ text) => { this.label = text; this.update(); },
      getVisible: () => this.visible,
      setVisible: (/** @type {boolean} */ value) => { this.visible = value; this.update(); },
      getDisplayState: () => (this.isOpen ? 'expanded' : 'collapsed'),
      setDisplayState: (/** @type {string} */ state) => { if (state === 'expanded') this.open(); },
      setFocus: () => { this.open(); this.button.focus(); },
      addTabStateChange: (/** @type {Function} */ handler) => { this.stateHandlers.push(handler); },
      removeTabStateChange: (/** @type {Function} */ handler) => { this.stateHandlers = this.stateHandlers.filter(h => h !== handler); },
      sections: collection('tab.sections', () => this.sections.map(section => section.api), section => section.getName()),
    });
  }

  open() {
    this.onOpen(this);
  }

  /** @param {boolean} open */
  setOpen(open) {
    this.isOpen = open;
    if (open && this.fill) {
      this.fill();
      this.fill = null;
    }
    this.update();
  }

  update() {
    replace(this.button, this.label);
    this.button.hidden = !this.visible;
    this.button.setAttribute('aria-selected', String(this.isOpen));
    this.button.tabIndex = this.isOpen ? 0 : -1;
    this.panel.hidden = !this.isOpen || !this.visible;
  }
}

/** The row of tabs; arrow keys lead from one to the next. @param {Tab[]} tabs */
export function tabList(tabs) {
  const list = el('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Form tabs' }, ...tabs.map(tab => tab.button));
  list.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    const shown = tabs.filter(tab => tab.visible);
    const at = shown.findIndex(tab => tab.button === document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const next = shown[(to + shown.length) % shown.length];
    next.open();
    next.button.focus();
  });
  return list;
}
