/**
 * Days on which nothing moved, to the last digit. A product of units, price and rate is rounded once (docs/CALCULATIONS.md, C1): an
 * amount rounded in the instrument's currency first and converted then would leave a gain of 0.00000001 on a Sunday.
 *
 *   4 Jan  0.5 units at 33.33333333 USD and 0.90: 15 EUR. Rounded in between it would be 14.99999999.
 *   6 Jan  Split 3:1; no price of the new units is known, so 100 is for three of them. 7 of 21 units leave for
 *          7 x 100 / 3 x 0.90 = 210 EUR exactly, not for 209.99999998 as at 33.33333333 each.
 */
import { expect, test } from '@jest/globals';
import type { Currency } from '../../src/domain/currency.js';
import { formatDecimal } from '../../src/domain/decimal.js';
import { unscaled } from '../../src/domain/scaled.js';
import { daysOf } from '../testkit/history.js';

const instruments = { AAPL: { currency: 'USD' as Currency } };
const text = (amount: bigint | undefined) => (amount === undefined ? undefined : formatDecimal(unscaled(amount)));

test('a day without a new price or rate has no gain', () => {
  const days = daysOf('2024-01-04 DELIVERY_IN 0.5 AAPL @ 33.33333333', {
    instruments,
    from: '2024-01-03',
    until: '2024-01-05',
    closes: { '2024-01-04': { AAPL: '33.33333333 USD', USDEUR: '0.90' } },
  });
  expect(days.map(({ valuation }) => text(valuation.total))).toEqual(['0', '15', '15']);
  const { attribution } = days[2] ?? {};
  expect([attribution?.priceGain, attribution?.currencyGain].map(text)).toEqual(['0', '0']);
});

test('units that leave at an old price after a split leave no gain behind', () => {
  const days = daysOf(
    `2024-01-04 DELIVERY_IN 7 AAPL @ 100
     2024-01-06 SPLIT AAPL 3:1
     2024-01-06 DELIVERY_OUT 7 AAPL`,
    { instruments, from: '2024-01-03', until: '2024-01-06', closes: { '2024-01-04': { AAPL: '100 USD', USDEUR: '0.90' } } },
  );
  expect(days.map(({ valuation }) => text(valuation.total))).toEqual(['0', '630', '630', '420']);
  const { attribution } = days[3] ?? {};
  expect([attribution?.outflow, attribution?.priceGain, attribution?.currencyGain].map(text)).toEqual(['210', '0', '0']);
});
