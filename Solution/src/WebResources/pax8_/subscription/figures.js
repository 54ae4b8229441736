// Amounts, numbers and days of subscriptions, as people read them.

var Pax8 = Pax8 || {};
Pax8.Subscription = Pax8.Subscription || {};

Pax8.Subscription.Figures = (() => {
  'use strict';

  /** @param {number} value */
  function number(value) {
    return value.toLocaleString(Pax8.Texts.language(), { maximumFractionDigits: 4 });
  }

  /** An amount with its currency, as far as one is stored. @param {number} value @param {string|null} currency */
  function amount(value, currency) {
    const figure = value.toLocaleString(Pax8.Texts.language(), { minimumFractionDigits: 2, maximumFractionDigits: 4 });
    return currency ? `${figure} ${currency}` : figure;
  }

  /** Pax8's dates are days, counted in UTC. @param {string|Date} date */
  function day(date) {
    return new Date(date).toLocaleDateString(Pax8.Texts.language(), { year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' });
  }

  /**
   * What so many licences cost in one period of their billing term, by the price that is stored.
   * @param {number} quantity @param {number|null} price @param {string|null} currency @param {string|null} term its label
   */
  function cost(quantity, price, currency, term) {
    if (price === null || price === undefined) return Pax8.Texts.get('costUnknown');
    return Pax8.Texts.get('cost', number(quantity), amount(price, currency), amount(quantity * price, currency), term || '–');
  }

  return { number, amount, day, cost };
})();
