// The tab Integrations: the tile with which a provider integration is created, and a card for each one there is.

var Pax8 = Pax8 || {};
Pax8.Hub = Pax8.Hub || {};

Pax8.Hub.integrations = (() => {
  'use strict';

  /** @param {any[]} connectors @param {HTMLElement[]} cards @param {HubRights} rights */
  function integrations(connectors, cards, rights) {
    const { el, uniqueId } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    const id = uniqueId('section');
    return el('section', { 'aria-labelledby': id },
      el('h2', { id, text: get('providerIntegrations') }),
      tile(rights.create),
      connectors.length ? el('div', { class: 'cards' }, ...cards) : firstUse());
  }

  /** @param {boolean} mayCreate */
  function tile(mayCreate) {
    const { el, icon, button } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    return el('article', { class: 'card tile', 'aria-label': get('pax8') },
      el('span', { class: 'mark' }, icon('connector')),
      el('div', {}, el('h3', { text: get('pax8') }), el('p', { class: 'quiet', text: get(mayCreate ? 'tile' : 'tileReadOnly') })),
      mayCreate && button(get('create'), () => Pax8.Hub.Actions.openRow('pax8_connector'), { class: 'button primary', 'aria-label': get('createLabel') }));
  }

  /** What to do where nothing has been set up yet. */
  function firstUse() {
    const { el } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    const steps = (/** @type {string} */ title, /** @type {string[]} */ keys) =>
      el('div', { class: 'steps' }, el('h4', { text: get(title) }), el('ol', {}, ...keys.map(key => el('li', { text: get(key) }))));
    return el('section', { class: 'card first-use', 'aria-label': get('firstUse') }, el('h3', { text: get('firstUse') }),
      el('div', { class: 'columns' }, steps('inPax8', ['inPax8User', 'inPax8Integration', 'inPax8Secret']), steps('inHere', ['hereCreate', 'hereVerify', 'hereSync'])));
  }

  return integrations;
})();
