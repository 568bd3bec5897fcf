/**
 * A split and a reverse split whose fraction is paid (docs/CALCULATIONS.md, C12), with the working.
 *
 * 100 units at 60, fee 10: cost 6,000 and 10. The last close before the split is 90: 9,000.
 * 3 for 2: 150 units, each at 90 x 2 / 3 = 60 until there is a price of the new ones: 9,000. The next close is 62: 9,300.
 * 30 are sold at 65, fee 3: proceeds 1,950, cost 6,000 x 30 / 150 = 1,200 and 2. Before fees 750; after 750 - 3 - 2 = 745.
 * Left: 120 units that cost 4,800 and 8; with 1,947 of cash and a close of 62 worth 7,440 + 1,947 = 9,387.
 * 1 for 7: 120 / 7 = 17.142857142857 units at 434: 7,440. What is more than 17 is paid at 420: 0.142857142857 x 420 = 60 at 8 places;
 * its cost is a 120th, 40 and 0.06666667. Before fees 20; after 19.93333333. Left: 17 units that cost 4,760 and 7.93333333,
 * worth 17 x 434 + 1,947 + 60 = 9,385: the fraction was worth 62 and brought 60.
 */
import { expect, test } from '@jest/globals';
import type { Day } from '../../src/domain/day.js';
import { formatDecimal } from '../../src/domain/decimal.js';
import type { InstrumentId } from '../../src/domain/ids.js';
import { twr } from '../../src/domain/performance.js';
import { unscaled } from '../../src/domain/scaled.js';
import { daysOf, type HistoryOptions, seriesOf } from '../testkit/history.js';
import { ledger } from '../testkit/ledger.js';

const LEDGER = `
  2024-02-29 DEPOSIT 6010 EUR
  2024-02-29 BUY 100 ACME @ 60 fee 10
  2024-03-04 SPLIT ACME 3:2
  2024-03-05 SELL 30 ACME @ 65 fee 3
  2024-03-06 SPLIT ACME 1:7 fraction 420`;
const accounts = { main: { fractionRule: 'CASH' as const } };
const CLOSES: HistoryOptions['closes'] = { '2024-03-01': { ACME: '90 EUR' }, '2024-03-05': { ACME: '62 EUR' } };

test('units are multiplied, cost is shared by units, and a fraction is sold at what it was paid', () => {
  const state = ledger(LEDGER, { accounts }).state();
  expect(state.realised.map(({ gainBeforeFees, gain }) => [gainBeforeFees, gain].map(formatDecimal))).toEqual([
    ['750', '745'],
    ['20', '19.93333333'],
  ]);
  const position = state.positions.get('ACME' as InstrumentId);
  expect([position?.quantity, position?.costBasisWithoutFees, position?.costBasis].map((amount) => amount?.toFixed())).toEqual([
    '17',
    '4760',
    '4767.93333333',
  ]);
});

test('neither split is worth anything, and no return is made of one', () => {
  const days = daysOf(LEDGER, { accounts, closes: CLOSES, from: '2024-02-28', until: '2024-03-06' });
  const on = (day: string) => formatDecimal(unscaled(days.find((each) => each.day === (day as Day))?.valuation.total as bigint));
  expect(['2024-03-03', '2024-03-04', '2024-03-05', '2024-03-06'].map(on)).toEqual(['9000', '9000', '9387', '9385']);
  // 9,385 / 6,010 - 1.
  expect(twr(seriesOf(days)).value?.toFixed()).toBe('0.5615640599');
});

test('a trade price that counts before the first quote is split as exactly as a quote, however small it is', () => {
  // 50,000,000 x 0.00000001 = 0.50, which 150,000,000 units at a third of it are worth, too.
  const text = '2024-02-29 DEPOSIT 2 EUR\n2024-02-29 BUY 50000000 COIN @ 0.00000001\n2024-03-01 SPLIT COIN 3:1';
  const days = daysOf(text, { closes: {}, from: '2024-02-29', until: '2024-03-01' });
  expect(days.map(({ valuation }) => formatDecimal(unscaled(valuation.total)))).toEqual(['2', '2']);
});
