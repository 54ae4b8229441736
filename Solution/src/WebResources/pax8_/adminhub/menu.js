// A button with a menu. Source: www.w3.org/WAI/ARIA/apg/patterns/menu-button

var Pax8 = Pax8 || {};
Pax8.Hub = Pax8.Hub || {};

Pax8.Hub.menu = (() => {
  'use strict';

  /** @typedef {{ label: string, icon: string, run: () => void, enabled?: () => boolean }} Entry */

  /**
   * @param {string} label what a screen reader calls the button
   * @param {string} iconName
   * @param {Entry[]} entries
   * @returns {HTMLElement}
   */
  function menu(label, iconName, entries) {
    const { el, icon, uniqueId } = Pax8.Hub.Page;
    const id = uniqueId('menu');
    const items = entries.map(entry => el('button', { type: 'button', role: 'menuitem', tabindex: '-1', on: { click: () => choose(entry) } }, icon(entry.icon), entry.label));
    const list = el('div', { id, class: 'menu', role: 'menu', 'aria-label': label, hidden: true }, ...items);
    const button = el('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, 'aria-haspopup': 'menu', 'aria-expanded': 'false', 'aria-controls': id }, icon(iconName));
    const whole = el('div', { class: 'menu-button' }, button, list);

    /** @param {number} focused */
    function open(focused) {
      entries.forEach((entry, index) => items[index].setAttribute('aria-disabled', String(Boolean(entry.enabled && !entry.enabled()))));
      list.hidden = false;
      button.setAttribute('aria-expanded', 'true');
      items[focused].focus();
    }

    /** @param {boolean} back whether the focus returns to the button */
    function close(back) {
      list.hidden = true;
      button.setAttribute('aria-expanded', 'false');
      if (back) button.focus();
    }

    /** @param {Entry} entry */
    function choose(entry) {
      if (entry.enabled && !entry.enabled()) return;
      close(true);
      entry.run();
    }

    button.addEventListener('click', () => (list.hidden ? open(0) : close(true)));
    button.addEventListener('keydown', event => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      open(event.key === 'ArrowDown' ? 0 : items.length - 1);
    });
    list.addEventListener('keydown', event => {
      const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
      const last = items.length - 1;
      /** @type {Object<string, number>} */
      const targets = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at === 0 ? last : at - 1, Home: 0, End: last };
      if (event.key in targets) {
        event.preventDefault();
        items[targets[event.key]].focus();
      } else if (event.key === 'Escape') {
        event.preventDefault();
        close(true);
      } else if (event.key.length === 1) {
        const found = items.slice(at + 1).concat(items).find(item => (item.textContent || '').toLowerCase().startsWith(event.key.toLowerCase()));
        if (found) found.focus();
      }
    });
    // Covers the tab key, a click elsewhere and another window.
    whole.addEventListener('focusout', event => {
      if (!(event.relatedTarget instanceof Node && whole.contains(event.relatedTarget))) close(false);
    });
    return whole;
  }

  return menu;
})();
