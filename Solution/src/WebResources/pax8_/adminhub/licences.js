// Licences by status, and where most is at stake between here and Pax8.

var Pax8 = Pax8 || {};
Pax8.Hub = Pax8.Hub || {};

Pax8.Hub.Licences = (() => {
  'use strict';

  const width = 100;
  const height = 8;
  const shown = 5;

  /** Licences by the caption of their status; nothing where there are none. @param {Map<string, number>} licences */
  function chart(licences) {
    const { el, svg, uniqueId } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    const rows = [...licences].filter(([, count]) => count > 0).sort((left, right) => right[1] - left[1]);
    if (!rows.length) return null;
    const most = rows[0][1];
    const id = uniqueId('chart');
    return el('section', { class: 'card', 'aria-labelledby': id }, el('h3', { id, text: get('licencesByStatus') }),
      el('ul', { class: 'chart' }, ...rows.map(([status, count]) => el('li', {},
        el('span', { text: status }), el('span', { class: 'number', text: count.toLocaleString() }),
        svg('svg', { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
          svg('rect', { class: 'track', width, height, rx: 1 }), svg('rect', { class: 'bar', width: Math.max(width * count / most, 1), height, rx: 1 }))))));
  }

  /** @param {any[][]} reports the differences of each, largest amount first */
  function largest(reports) {
    const differences = reports.reduce((all, some) => all.concat(some), []).sort((left, right) => (right.pax8_amountpermonth || 0) - (left.pax8_amountpermonth || 0)).slice(0, shown);
    const { el, link, uniqueId } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    const { label } = Pax8.Hub.Data;
    if (!differences.length) return null;
    const id = uniqueId('differences');
    return el('section', { class: 'card', 'aria-labelledby': id }, el('h3', { id, text: get('largestDifferences') }),
      el('ul', { class: 'differences' }, ...differences.map(row => el('li', {},
        link(row.pax8_name, () => Pax8.Hub.Actions.openRow('pax8_subscriptiondifference', row.pax8_subscriptiondifferenceid)),
        el('span', { class: 'number', text: amount(row) }),
        el('span', { class: 'quiet', text: get('hereAndThere', label(row, 'pax8_kind'), row.pax8_here || '–', row.pax8_there || '–') })))),
      link(get('allDifferences'), () => Pax8.Hub.Actions.openList('differences')));
  }

  /** @param {any} row */
  function amount(row) {
    const value = row.pax8_amountpermonth;
    return value === null || value === undefined ? '' : Pax8.Texts.get('perMonth', `${value.toLocaleString(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 })} ${row.pax8_currencycode || ''}`.trim());
  }

  return { chart, largest };
})();
