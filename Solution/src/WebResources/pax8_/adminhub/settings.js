// The tab Settings: what was decided for every provider integration, side by side. Changed on their forms.

var Pax8 = Pax8 || {};
Pax8.Hub = Pax8.Hub || {};

Pax8.Hub.settings = (() => {
  'use strict';

  const columns = [
    ['pax8_newaccountsare', 'settingNewAccounts'], ['pax8_automatch', 'settingAutoMatch'], ['pax8_conflictpolicy', 'settingConflict'], ['pax8_writeback', 'settingWriteBack'],
  ];

  /** @param {any[]} connectors */
  function settings(connectors) {
    const { el, uniqueId } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    const id = uniqueId('section');
    return el('section', { 'aria-labelledby': id }, el('h2', { id, text: get('settingsTitle') }),
      el('p', { class: 'quiet', text: get('settingsText') }),
      ...(connectors.length ? columns.map(([column, text]) => setting(connectors, column, text)) : [el('p', { text: get('settingsNone') })]));
  }

  /** @param {any[]} connectors @param {string} column @param {string} text key of its caption; the explanation's key ends in Text */
  function setting(connectors, column, text) {
    const { el, link, uniqueId } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    const id = uniqueId('setting');
    return el('section', { class: 'card setting', 'aria-labelledby': id },
      el('h3', { id, text: get(text) }), el('p', { class: 'quiet', text: get(`${text}Text`) }),
      el('dl', {}, ...connectors.map(connector => el('div', {},
        el('dt', {}, link(connector.pax8_name, () => Pax8.Hub.Actions.openRow('pax8_connector', connector.pax8_connectorid), { 'aria-label': get('editLabel', connector.pax8_name) })),
        el('dd', { text: Pax8.Hub.Data.label(connector, column) })))));
  }

  return settings;
})();
