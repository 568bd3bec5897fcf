import { expect, test } from '@jest/globals';
import { ledger } from '../../test/testkit/ledger.js';
import type { Currency } from './currency.js';
import { packPositions, UNPRESSED, unpackPositions } from './packed-positions.js';
import { openPositions } from './valuation.js';

test('what is unpacked equals what was packed: lots, booked rates, trades, splits and short positions, digit by digit', () => {
  const text = [
    '2024-01-02 BUY 10.00000001 ACME @ 100.33333333 fee 1.5',
    '2024-01-03 BUY 3 AAPL @ 150.1 fee 1 rate 0.91',
    '2024-02-02 BUY 5 ACME @ 99',
    '2024-03-02 SELL 1 ACME @ 120 fee 2',
    '2024-06-05 SPLIT ACME 7:3',
  ].join('\n');
  const held = ledger(text, { instruments: { ACME: { currency: 'EUR' as Currency }, AAPL: { currency: 'USD' as Currency } } });
  const positions = openPositions({ accounts: [...held.fold().values()] });
  expect(positions.flatMap(({ lots }) => lots)).toHaveLength(3);
  expect(positions.some(({ recentSplits }) => recentSplits.length === 1)).toBe(true);
  expect(unpackPositions(packPositions(positions, UNPRESSED), UNPRESSED)).toEqual(positions);
  expect(unpackPositions(packPositions([], UNPRESSED), UNPRESSED)).toEqual([]);
});
