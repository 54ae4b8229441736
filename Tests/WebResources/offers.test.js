// What is offered for an order line: which commitment goes with which price, and which of them the line has already.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import vm from 'node:vm';

const window = vm.createContext({});
vm.runInContext(await readFile(new URL('../../Solution/src/WebResources/pax8_/orderline/offers.js', import.meta.url), 'utf8'), window);
const { offersOf, termOf, commitmentTermOf, isChosen, rateOf } = vm.runInContext('Pax8.OrderLine.Offers', window);

const price = (billingTerm, commitmentTerm = null, rates = []) => ({ billingTerm, commitmentTerm, unit: null, type: null, rates });
const commitment = (id, term) => ({ id, term });
const named = offers => JSON.stringify(offers.map(offer => [offer.price.billingTerm, offer.commitment && offer.commitment.id]));

test('A price goes with every commitment of its term', () =>
  assert.equal(named(offersOf({ prices: [price('Annual', '1-Year')], commitments: [commitment('a', '1-Year'), commitment('b', '3-Year'), commitment('c', '1-Year')] })), '[["Annual","a"],["Annual","c"]]'));
test('A price whose term no commitment has is offered without one', () =>
  assert.equal(named(offersOf({ prices: [price('Annual', '1-Year')], commitments: [] })), '[["Annual",null]]'));
test('A price that names no term goes with none and with any', () =>
  assert.equal(named(offersOf({ prices: [price('Monthly')], commitments: [commitment('a', 'Monthly')] })), '[["Monthly",null],["Monthly","a"]]'));
test('A billing term that cannot be ordered has no option', () => assert.deepEqual([termOf({ price: price('Weekly') }), termOf({ price: price('toString') }), termOf({ price: price('Annual') })], [null, null, 476500001]));
test('The length comes from the commitment, else from the price', () =>
  assert.deepEqual([commitmentTermOf({ price: price('Annual', '1-Year'), commitment: null }), commitmentTermOf({ price: price('Annual'), commitment: commitment('a', '3-Year') })], ['1-Year', '3-Year']));

const offer = { price: price('Annual', '1-Year'), commitment: commitment('a', '1-Year') };
for (const [line, chosen] of [
  [{ term: 476500001, commitmentId: 'a', commitmentTerm: '1-Year' }, true], [{ term: 476500001, commitmentId: 'b', commitmentTerm: '1-Year' }, false],
  [{ term: 476500001, commitmentId: null, commitmentTerm: '1-Year' }, true], [{ term: 476500001, commitmentId: null, commitmentTerm: null }, false],
  [{ term: 476500000, commitmentId: 'a', commitmentTerm: '1-Year' }, false], [{ term: null, commitmentId: null, commitmentTerm: null }, false],
]) test(`A line with ${JSON.stringify(line)} ${chosen ? 'has' : 'does not have'} the offer`, () => assert.equal(isChosen(offer, line), chosen));

const tiers = price('Monthly', null, [{ from: 0, to: 9, cost: 3 }, { from: 10, to: null, cost: 2 }]);
for (const [quantity, cost] of [[1, 3], [9, 3], [10, 2], [5000, 2]]) test(`${quantity} licences cost ${cost} each`, () => assert.equal(rateOf(tiers, quantity).cost, cost));
test('Without rates there is no cost', () => assert.equal(rateOf(price('Monthly'), 1), null));
