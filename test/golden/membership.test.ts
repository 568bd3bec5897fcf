/**
 * An account that moves from one portfolio to another (docs/CALCULATIONS.md, C7), with the working.
 *
 * `main` holds 10 X, `other` 10 USD shares of Y. In the evening of the 2nd `main` is worth 1,000; `other` 10 x 100 USD x 0.90 = 900.
 *
 *     day   X     Y      rate   main    other
 *     2nd   100   100    0.90   1,000   900.00
 *     3rd   110   110    0.90   1,100   990.00
 *     4th    99   121    0.95     990   1,149.50
 *     5th    99   121    1.00     990   1,210.00
 *
 * `other` belongs to `second` from the 4th on. The first portfolio: 1,900, 2,090; then 990 leave before the day begins, and 990 are
 * left of 1,100; 990. Its return is 2,090 / 1,900 x 990 / 1,100 - 1 = -0.01. The second: nothing, then 990 come in and become
 * 1,149.50 and 1,210: 1,210 / 990 - 1 = 0.2222222222. Had `other` gone only at the end of the 4th, or its day counted for both
 * portfolios, neither would be the return of what they held.
 */
import { expect, test } from '@jest/globals';
import type { Currency } from '../../src/domain/currency.js';
import { formatDecimal } from '../../src/domain/decimal.js';
import { instrumentSeriesOf } from '../../src/domain/history.js';
import type { InstrumentId } from '../../src/domain/ids.js';
import { type DaySeries, simpleReturn, twr } from '../../src/domain/performance.js';
import { unscaled } from '../../src/domain/scaled.js';
import { daysOf, type HistoryOptions, seriesOf } from '../testkit/history.js';

const LEDGER = `
  2024-01-02 DELIVERY_IN 10 X @ 100
  2024-01-02 DELIVERY_IN 10 Y @ 100 USD in other`;
const MOVED: HistoryOptions = {
  instruments: { Y: { currency: 'USD' as Currency } },
  closes: {
    '2024-01-02': { X: '100 EUR', Y: '100 USD', USDEUR: '0.90' },
    '2024-01-03': { X: '110 EUR', Y: '110 USD' },
    '2024-01-04': { X: '99 EUR', Y: '121 USD', USDEUR: '0.95' },
    '2024-01-05': { USDEUR: '1.00' },
  },
  from: '2024-01-02',
  until: '2024-01-05',
  moves: [['other', '2024-01-04', 'second']],
};
const of = (portfolio: string) => daysOf(LEDGER, { ...MOVED, portfolio });
const text = (amount: bigint) => formatDecimal(unscaled(amount));

test('an account that leaves takes no part in the day it leaves, and moves no time-weighted return', () => {
  const days = of('portfolio');
  expect(days.map(({ valuation }) => text(valuation.total))).toEqual(['1900', '2090', '990', '990']);
  const turn = days[2]?.attribution;
  expect([turn?.inflow, turn?.outflow, turn?.departed].map((amount) => text(amount as bigint))).toEqual(['0', '990', '990']);
  expect([turn?.priceGain, turn?.currencyGain].map((amount) => text(amount as bigint))).toEqual(['-110', '0']);
  expect(formatDecimal(twr(seriesOf(days)).value as never)).toBe('-0.01');
  // Gained 190 and lost 110 of the 1,900 that were put in.
  expect(formatDecimal(simpleReturn(seriesOf(days)).value as never)).toBe('0.0421052632');
});

test('an account that joins comes in at what it was worth the evening before', () => {
  const days = of('second');
  expect(days.map(({ valuation }) => text(valuation.total))).toEqual(['0', '0', '1149.5', '1210']);
  const turn = days[2]?.attribution;
  expect([turn?.inflow, turn?.outflow].map((amount) => text(amount as bigint))).toEqual(['990', '0']);
  // (121 - 110) x 10 x 0.95 and 1,100 x 0.05.
  expect([turn?.priceGain, turn?.currencyGain].map((amount) => text(amount as bigint))).toEqual(['104.5', '55']);
  expect(formatDecimal(twr(seriesOf(days)).value as never)).toBe('0.2222222222');
});

test('the return of one instrument links over the days it was there', () => {
  const series = (portfolio: string) => instrumentSeriesOf(of(portfolio), 'Y' as InstrumentId) as DaySeries;
  expect(formatDecimal(twr(series('portfolio')).value as never)).toBe('0.1');
  expect(formatDecimal(twr(series('second')).value as never)).toBe('0.2222222222');
});
