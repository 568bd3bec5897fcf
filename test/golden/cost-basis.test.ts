/**
 * One ledger under every cost method, worked out by hand (docs/CALCULATIONS.md, C4, C5, C12).
 *
 *   lot A   100 units at 10.00, fee 5:  cost 1,000 + 5
 *   lot B    50 units at 16.00, fee 4:  cost   800 + 4
 *   split 2:1: A 200 units, B 100 units; costs as before, 5.00 and 8.00 a unit
 *   lot C    60 units at  9.00, fee 3:  cost   540 + 3
 *   sale    240 units at 10.00, fee 6:  proceeds 2,400
 *
 *   FIFO      all of A, 40 of B: cost 1,000 + 320 = 1,320, charges 5 + 1.60. Before fees 1,080; after 1,080 - 6 - 6.60 = 1,067.40.
 *             Left: 60 of B at 480 + 2.40, C: 1,020 + 5.40 = 1,025.40.
 *   LIFO      all of C, all of B, 80 of A: cost 540 + 800 + 400 = 1,740, charges 3 + 4 + 2 = 9. Before 660; after 645.
 *             Left: 120 of A at 600 + 3 = 603.
 *   AVERAGE   240 of 360 units, two thirds of 2,340 and of 12: cost 1,560, charges 8. Before 840; after 826. Left 780 + 4 = 784.
 *   SPECIFIC  B then A: 100 of B, 140 of A: cost 800 + 700 = 1,500, charges 4 + 3.50. Before 900; after 886.50.
 *             Left: 60 of A at 300 + 1.50, C 543: 844.50.
 *
 * Under every method the gain less the cost left is the cash, 2,394 - 1,005 - 804 - 543 = 42:
 * 1,067.40 - 1,025.40 = 645 - 603 = 826 - 784 = 886.50 - 844.50 = 42.
 */
import { expect, test } from '@jest/globals';
import type { CostMethod } from '../../src/domain/account.js';
import { type Decimal, formatDecimal, ZERO } from '../../src/domain/decimal.js';
import type { InstrumentId } from '../../src/domain/ids.js';
import { ledger } from '../testkit/ledger.js';

const LEDGER = `
  2024-01-02 BUY 100 ACME @ 10 fee 5 as A
  2024-02-01 BUY 50 ACME @ 16 fee 4 as B
  2024-03-01 SPLIT ACME 2:1
  2024-04-01 BUY 60 ACME @ 9 fee 3 as C
  2024-05-01 SELL 240 ACME @ 10 fee 6`;

test.each<[CostMethod, string, { cost: string; before: string; after: string; left: string }]>([
  ['FIFO', '', { cost: '1320', before: '1080', after: '1067.4', left: '1025.4' }],
  ['LIFO', '', { cost: '1740', before: '660', after: '645', left: '603' }],
  ['AVERAGE', '', { cost: '1560', before: '840', after: '826', left: '784' }],
  ['SPECIFIC', ' lots B,A', { cost: '1500', before: '900', after: '886.5', left: '844.5' }],
])('%s', (costMethod, named, expected) => {
  const state = ledger(`${LEDGER}${named}`, { accounts: { main: { costMethod } } }).state();
  const sum = (key: 'cost' | 'gainBeforeFees' | 'gain') =>
    formatDecimal(state.realised.reduce<Decimal>((total, gain) => total.plus(gain[key]), ZERO));
  const position = state.positions.get('ACME' as InstrumentId);
  expect({ cost: sum('cost'), before: sum('gainBeforeFees'), after: sum('gain'), left: position?.costBasis.toFixed() }).toEqual(expected);
  expect(position?.quantity.toFixed()).toBe('120');
  // Paid 1,005 + 804 + 543, received 2,394.
  expect([...state.cash.values()].map(formatDecimal)).toEqual(['42']);
});
