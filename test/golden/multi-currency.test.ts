/**
 * Four days of a EUR portfolio with one share in USD, worked out by hand. Every step obeys
 * end - start = flows + price gain + currency gain + income - fees - taxes (docs/CALCULATIONS.md, C2).
 *
 *   2 Jan  10,000 EUR come in. 50 AAPL bought at 100 USD, fee 2 USD, booked at 0.90: cash 10,000 - 5,002 x 0.90 = 5,498.20.
 *          Close 100, rate 0.90: 4,500. Total 9,998.20 = 10,000 - fee 1.80.
 *   3 Jan  Close 110, rate 0.95; dividend 20 USD, tax 3. AAPL 50 x 110 x 0.95 = 5,225; USD cash 17 x 0.95 = 16.15. Total 10,739.35.
 *          Price 500 USD x 0.95 = 475. Currency 5,000 USD x 0.05 = 250. Income 19, tax 2.85. Sum 741.15.
 *   4 Jan  Split 2:1, then 40 sold at 57 USD, fee 1. Close 56, rate 0.92. AAPL 60 x 56 x 0.92 = 3,091.20;
 *          USD cash (17 + 2,279) x 0.92 = 2,112.32. Total 10,701.72.
 *          Price (3,360 + 2,280 - 5,500) x 0.92 = 128.80. Currency (5,500 + 17) x -0.03 = -165.51. Fee 0.92. Sum -37.63.
 *   5 Jan  1,000 EUR go out; nothing else moves. Total 9,701.72.
 */
import { expect, test } from '@jest/globals';
import { gainOf, sumAttributions } from '../../src/domain/attribution.js';
import type { Currency } from '../../src/domain/currency.js';
import { formatDecimal } from '../../src/domain/decimal.js';
import { ReturnVariant, simpleReturn, twr } from '../../src/domain/performance.js';
import { unscaled } from '../../src/domain/scaled.js';
import { daysOf, seriesOf } from '../testkit/history.js';
import { ledger } from '../testkit/ledger.js';

const LEDGER = `
  2024-01-02 DEPOSIT 10000 EUR
  2024-01-02 BUY 50 AAPL @ 100 fee 2 rate 0.90
  2024-01-03 DIVIDEND 20 from AAPL tax 3
  2024-01-04 SPLIT AAPL 2:1
  2024-01-04 SELL 40 AAPL @ 57 fee 1
  2024-01-05 WITHDRAWAL 1000 EUR`;
const instruments = { AAPL: { currency: 'USD' as Currency } };
const text = (amount: bigint) => formatDecimal(unscaled(amount));
const days = daysOf(LEDGER, {
  instruments,
  from: '2024-01-01',
  until: '2024-01-05',
  closes: {
    '2024-01-02': { AAPL: '100 USD', USDEUR: '0.90' },
    '2024-01-03': { AAPL: '110 USD', USDEUR: '0.95' },
    '2024-01-04': { AAPL: '56 USD', USDEUR: '0.92' },
  },
});

test('the total of each day', () => {
  expect(days.map(({ valuation }) => text(valuation.total))).toEqual(['0', '9998.2', '10739.35', '10701.72', '9701.72']);
});

test.each([
  ['2 Jan', 1, { inflow: '10000', outflow: '0', priceGain: '0', currencyGain: '0', income: '0', fees: '1.8', taxes: '0' }],
  ['3 Jan', 2, { inflow: '0', outflow: '0', priceGain: '475', currencyGain: '250', income: '19', fees: '0', taxes: '2.85' }],
  ['4 Jan', 3, { inflow: '0', outflow: '0', priceGain: '128.8', currencyGain: '-165.51', income: '0', fees: '0.92', taxes: '0' }],
  ['5 Jan', 4, { inflow: '0', outflow: '1000', priceGain: '0', currencyGain: '0', income: '0', fees: '0', taxes: '0' }],
])('what explains %s', (_, index, expected) => {
  const attribution = days[index]?.attribution;
  const shown = Object.keys(expected).map((key) => [key, text((attribution as never)[key])]);
  expect(Object.fromEntries(shown)).toEqual(expected);
});

test('the period: 701.72 gained on 10,000', () => {
  const [first, ...rest] = days.flatMap(({ attribution }) => (attribution ? [attribution] : []));
  if (!first) throw new Error('The history has steps.');
  const period = sumAttributions([first, ...rest]);
  expect(text(gainOf(period))).toBe('701.72');
  expect(simpleReturn(seriesOf(days)).value?.toFixed()).toBe('0.070172');
  // 0.99982 x 10,739.35 / 9,998.20 x 10,701.72 / 10,739.35 x (9,701.72 + 1,000) / 10,701.72
  expect(twr(seriesOf(days)).value?.toFixed()).toBe('0.070172');
  // The dividend's 16.15 left out: 0.99982 x 10,723.20 / 9,998.20 x 10,701.72 / 10,739.35
  expect(twr(seriesOf(days), ReturnVariant.PRICE).value?.toFixed()).toBe('0.0685626589');
});

test('the sale: 40 of 100 new units that cost 5,000 and 2 of fee', () => {
  const [sale] = ledger(LEDGER, { instruments }).state().realised;
  expect(sale && [sale.proceeds, sale.cost, sale.gainBeforeFees, sale.gain].map(formatDecimal)).toEqual(['2280', '2000', '280', '278.2']);
});
