// The Admin Hub: starts the page and fills it.

var Pax8 = Pax8 || {};
Pax8.Hub = Pax8.Hub || {};

Pax8.Hub.App = (() => {
  'use strict';

  const hub = /** @type {HTMLElement} */ (document.getElementById('hub'));
  /** How often the page has begun to count: who began earlier and comes later has older numbers. */
  let counted = 0;

  async function start() {
    document.documentElement.lang = Pax8.Texts.language();
    document.title = Pax8.Texts.get('adminHub');
    const [connectors, rights] = await Promise.all([Pax8.Hub.Data.connectors(), Pax8.Hub.Data.rights()]);
    const overview = Pax8.Hub.Page.el('div', { class: 'overview' });
    const problem = Pax8.Hub.Page.el('div', { role: 'alert' });
    /** @type {InstanceType<typeof Pax8.Hub.Card>[]} */
    const cards = connectors.map(connector => new Pax8.Hub.Card(connector, rights, () => count(cards, overview, problem)));
    draw(connectors, cards, rights, overview, problem);
    await Promise.all(cards.map(card => card.reload().catch(error => show(problem, error))));
    if (cards.length) await count(cards, overview, problem);
    hub.removeAttribute('aria-busy');
    Pax8.Hub.Page.announce(Pax8.Texts.get('ready'));
  }

  /** @param {any[]} connectors @param {InstanceType<typeof Pax8.Hub.Card>[]} cards @param {HubRights} rights @param {HTMLElement} overview @param {HTMLElement} problem */
  function draw(connectors, cards, rights, overview, problem) {
    const { el, replace } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    replace(hub,
      el('div', { class: 'page-head' }, el('p', { class: 'eyebrow', text: get('configuration') }), el('h1', { text: get('adminHub') })),
      ...Pax8.Hub.tabs(get('configuration'), [
        { label: get('integrations'), panel: el('div', {}, Pax8.Hub.integrations(connectors, cards.map(card => card.element), rights), problem, overview) },
        { label: get('settings'), panel: el('div', {}, Pax8.Hub.settings(connectors)) },
      ]));
  }

  /** Reads what the page counts; again whenever a job ended. @param {InstanceType<typeof Pax8.Hub.Card>[]} cards @param {HTMLElement} overview @param {HTMLElement} problem */
  async function count(cards, overview, problem) {
    const { counts, none, largestDifferences, lastComparison } = Pax8.Hub.Data;
    const { replace } = Pax8.Hub.Page;
    const turn = ++counted;
    try {
      const { byConnector, licences } = await counts();
      if (turn !== counted) return;
      for (const card of cards) card.showCounts(byConnector.get(card.id) || none());
      const reports = cards.map(card => lastComparison(card.jobs)).filter(Boolean);
      const differences = await Promise.all(reports.map(job => largestDifferences(job.pax8_syncjobid)));
      if (turn !== counted) return;
      replace(overview, Pax8.Hub.Licences.chart(licences), Pax8.Hub.Licences.largest(differences));
      replace(problem);
    } catch (error) {
      show(problem, error);
    }
  }

  /** @param {HTMLElement} problem @param {any} error */
  function show(problem, error) {
    const { el, replace } = Pax8.Hub.Page;
    replace(problem, el('div', { class: 'message bad' }, el('p', { text: Pax8.Texts.get('notRead', Pax8.Client.messageOf(error)) })));
  }

  /** @param {any} error */
  function refuse(error) {
    hub.removeAttribute('aria-busy');
    hub.textContent = Pax8.Client.messageOf(error);
    hub.setAttribute('role', 'alert');
  }

  start().catch(refuse);

  return { start };
})();
