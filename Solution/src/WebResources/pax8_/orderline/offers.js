// What Pax8 offers for an order line, as people choose it: a price with the commitment that goes with it.

var Pax8 = Pax8 || {};
Pax8.OrderLine = Pax8.OrderLine || {};

Pax8.OrderLine.Offers = (() => {
  'use strict';

  // Options of Billing Term by Pax8's words. Source: API reference, products, pricing.
  /** @type {Object<string, number>} */
  const terms = { 'Monthly': 476500000, 'Annual': 476500001, '2-Year': 476500002, '3-Year': 476500003, 'One-Time': 476500004, 'Trial': 476500005, 'Activation': 476500006 };

  /**
   * One choice for each price and each commitment of its term. A price that names no term goes with any commitment, and with none.
   * @param {OrderingDetails} details
   * @returns {Offer[]}
   */
  function offersOf({ prices, commitments }) {
    return prices.flatMap(price => {
      const fitting = price.commitmentTerm === null ? [null, ...commitments] : commitments.filter(one => one.term === price.commitmentTerm);
      return (fitting.length ? fitting : [null]).map(commitment => ({ price, commitment }));
    });
  }

  /** The option of Billing Term; nothing for a word that cannot be ordered. @param {Offer} offer @returns {number|null} */
  function termOf({ price }) {
    return Object.prototype.hasOwnProperty.call(terms, price.billingTerm) ? terms[price.billingTerm] : null;
  }

  /** Length of the commitment. @param {Offer} offer @returns {string|null} */
  function commitmentTermOf({ price, commitment }) {
    return (commitment && commitment.term) || price.commitmentTerm;
  }

  /**
   * Whether the line has this already. A line that names the commitment by its length alone has every one of that length.
   * @param {Offer} offer @param {{ term: number|null, commitmentId: string|null, commitmentTerm: string|null }} line
   */
  function isChosen(offer, { term, commitmentId, commitmentTerm }) {
    if (term === null || termOf(offer) !== term) return false;
    const id = offer.commitment ? offer.commitment.id : null;
    return commitmentId ? id === commitmentId : (commitmentTermOf(offer) || '') === (commitmentTerm || '') && (id === null || Boolean(commitmentTerm));
  }

  /** The rate for so many licences. @param {OrderingPrice} price @param {number} quantity @returns {OrderingRate|null} */
  function rateOf(price, quantity) {
    return price.rates.find(rate => quantity >= rate.from && (rate.to === null || quantity <= rate.to)) || price.rates[0] || null;
  }

  return { offersOf, termOf, commitmentTermOf, isChosen, rateOf };
})();
