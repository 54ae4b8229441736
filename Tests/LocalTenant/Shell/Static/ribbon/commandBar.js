// The row of buttons above a form or a list. What does not fit goes into a menu.

import { button, el, icon, replace, uniqueId } from '../app/dom.js';

export class CommandBar {
  /** @param {string} label @param {import('./ribbonCommands.js').Command[]} commands @param {{ compact?: boolean }} [options] */
  constructor(label, commands, options = {}) {
    this.commands = commands;
    this.line = el('div', { class: 'command-line', role: 'toolbar', 'aria-label': label });
    this.element = el('div', { class: `command-bar ${options.compact ? 'compact' : ''}` }, this.line);
    this.menuId = uniqueId('menu');
    this.menu = el('div', { id: this.menuId, class: 'menu', role: 'menu', 'aria-label': 'More commands', popover: 'auto' });
    this.more = el('button', { type: 'button', class: 'icon-button more', 'aria-haspopup': 'menu', 'aria-expanded': 'false', title: 'More commands', 'aria-label': 'More commands', popovertarget: this.menuId }, icon('more'));
    wireMenu(this.more, this.menu);
    this.line.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => this.move(event));
    this.updates = 0;
    /** @type {{ command: import('./ribbonCommands.js').Command, element: HTMLButtonElement, menu: HTMLElement|null }[]} */
    this.items = commands.map(command => this.item(command));
    this.line.append(...this.items.flatMap(item => (item.menu ? [item.element, item.menu] : [item.element])), this.more, this.menu);
    for (const item of this.items) item.element.hidden = true;
    this.observer = new ResizeObserver(() => this.fit());
    this.observer.observe(this.element);
  }

  dispose() {
    this.observer.disconnect();
  }

  /** Asks every command again whether it is shown and can be used. */
  async update() {
    this.updates += 1;
    const update = this.updates;
    const states = await Promise.all(this.items.map(async item => {
      const children = await Promise.all((item.command.children || []).map(child => child.state()));
      return { ...await item.command.state(), children };
    }));
    if (update !== this.updates) return;
    this.items.forEach((item, index) => {
      item.element.dataset.shown = String(states[index].visible);
      item.element.disabled = !states[index].enabled;
      if (item.menu) [...item.menu.children].forEach((child, at) => {
        /** @type {HTMLButtonElement} */ (child).hidden = !states[index].children[at].visible;
        /** @type {HTMLButtonElement} */ (child).disabled = !states[index].children[at].enabled;
      });
    });
    this.fit();
    this.element.dataset.updated = String(update);
  }

  /** @param {import('./ribbonCommands.js').Command} command */
  item(command) {
    const picture = command.image ? el('img', { src: command.image, alt: '', class: 'icon' }) : command.icon ? icon(command.icon) : null;
    if (!command.children || !command.children.length) {
      const element = button(null, command.label, () => void command.run(), { class: 'command', title: command.tooltip || command.label, 'data-command': command.id });
      if (picture) element.prepend(picture);
      return { command, element, menu: null };
    }
    const id = uniqueId('menu');
    const element = el('button', { type: 'button', class: 'command', 'aria-haspopup': 'menu', 'aria-expanded': 'false', popovertarget: id, title: command.tooltip || command.label, 'data-command': command.id },
      picture, el('span', { text: command.label }), icon('down'));
    const menu = el('div', { id, class: 'menu', role: 'menu', 'aria-label': command.label, popover: 'auto' },
      ...command.children.map(child => menuItem(child, () => menu.hidePopover())));
    wireMenu(element, menu);
    return { command, element, menu };
  }

  // Shows all, then moves the last ones into the menu until the rest fits.
  fit() {
    const shown = this.items.filter(item => item.element.dataset.shown === 'true');
    for (const item of this.items) item.element.hidden = item.element.dataset.shown !== 'true';
    this.more.hidden = true;
    /** @type {typeof shown} */
    const over = [];
    const tooWide = () => this.line.scrollWidth > this.line.clientWidth + 1;
    while (shown.length > 1 && tooWide()) {
      this.more.hidden = false;
      const last = /** @type {typeof shown[0]} */ (shown.pop());
      last.element.hidden = true;
      over.unshift(last);
    }
    replace(this.menu, ...over.flatMap(({ command, element }) => {
      const entries = command.children && command.children.length ? command.children : [command];
      return entries.map(entry => menuItem(entry, () => this.menu.hidePopover(), element.disabled));
    }));
    const buttons = this.buttons();
    const current = buttons.find(b => b.tabIndex === 0) || buttons[0];
    for (const b of buttons) b.tabIndex = b === current ? 0 : -1;
  }

  /** @returns {HTMLButtonElement[]} those that can be reached with the arrow keys */
  buttons() {
    return [...this.line.querySelectorAll(':scope > button')].filter(b => !(/** @type {HTMLButtonElement} */ (b).hidden)).map(b => /** @type {HTMLButtonElement} */ (b));
  }

  /** @param {KeyboardEvent} event */
  move(event) {
    const buttons = this.buttons().filter(b => !b.disabled);
    const at = buttons.findIndex(b => b === document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const next = buttons[(to + buttons.length) % buttons.length];
    for (const b of this.buttons()) b.tabIndex = b === next ? 0 : -1;
    next.focus();
  }
}

/** @param {import('./ribbonCommands.js').Command} command @param {() => void} close @param {boolean} [disabled] */
function menuItem(command, close, disabled = false) {
  return el('button', {
    type: 'button', role: 'menuitem', tabindex: '-1', disabled, 'data-command': command.id,
    on: { click: () => { close(); void command.run(); } },
  }, command.image ? el('img', { src: command.image, alt: '', class: 'icon' }) : command.icon ? icon(command.icon) : null, el('span', { text: command.label }));
}

/**
 * Places a menu below its button and leads the focus through it. Shared by the command bar and the user's menu.
 * @param {HTMLElement} control @param {any} menu
 */
export function wireMenu(control, menu) {
  menu.addEventListener('toggle', (/** @type {any} */ event) => {
    const open = event.newState === 'open';
    control.setAttribute('aria-expanded', String(open));
    if (!open) return;
    const place = control.getBoundingClientRect();
    menu.style.top = `${place.bottom + 2}px`;
    menu.style.left = `${Math.max(8, Math.min(place.left, window.innerWidth - menu.offsetWidth - 8))}px`;
    const first = menu.querySelector('[role^=menuitem]:not([hidden]):not(:disabled)');
    if (first) first.focus();
  });
  menu.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    const items = [...menu.querySelectorAll('[role^=menuitem]:not([hidden]):not(:disabled)')];
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') {
      menu.hidePopover();
      control.focus();
      if (event.key === 'Escape') event.preventDefault();
      return;
    }
    if (to === undefined || !items.length) return;
    event.preventDefault();
    event.stopPropagation();
    items[(to + items.length) % items.length].focus();
  });
}
