// Tabs: one stop of the tab key, arrows between them.
// Source: www.w3.org/WAI/ARIA/apg/patterns/tabs

var Pax8 = Pax8 || {};
Pax8.Hub = Pax8.Hub || {};

Pax8.Hub.tabs = (() => {
  'use strict';

  /**
   * @param {string} label of the list of tabs
   * @param {{ label: string, panel: HTMLElement }[]} entries
   * @returns {HTMLElement[]} the list, and the panels
   */
  function tabs(label, entries) {
    const { el, uniqueId } = Pax8.Hub.Page;
    const buttons = entries.map(entry => el('button', { type: 'button', role: 'tab', id: uniqueId('tab'), text: entry.label }));
    const panels = entries.map(entry => entry.panel);

    /** @param {number} chosen */
    function choose(chosen) {
      buttons.forEach((button, index) => {
        button.setAttribute('aria-selected', String(index === chosen));
        button.tabIndex = index === chosen ? 0 : -1;
        panels[index].hidden = index !== chosen;
      });
    }

    buttons.forEach((button, index) => {
      const panel = panels[index];
      panel.id = uniqueId('panel');
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-labelledby', button.id);
      button.setAttribute('aria-controls', panel.id);
      button.addEventListener('click', () => choose(index));
      button.addEventListener('keydown', event => {
        const last = buttons.length - 1;
        /** @type {Object<string, number>} */
        const targets = { ArrowRight: index === last ? 0 : index + 1, ArrowLeft: index === 0 ? last : index - 1, Home: 0, End: last };
        if (!(event.key in targets)) return;
        event.preventDefault();
        choose(targets[event.key]);
        buttons[targets[event.key]].focus();
      });
    });
    choose(0);
    return [el('div', { class: 'tabs', role: 'tablist', 'aria-label': label }, ...buttons), ...panels];
  }

  return tabs;
})();
