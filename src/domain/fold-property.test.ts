/** What must hold of any ledger, of every kind of entry, long and short, in any order. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allowed, day, entry, lines, method, number, options } from '../../test/testkit/any-ledger.js';
import { daysOf } from '../../test/testkit/history.js';
import { ledger } from '../../test/testkit/ledger.js';
import { cashMoves } from './cash-move.js';
import type { Currency } from './currency.js';
import { Decimal, formatDecimal, ZERO } from './decimal.js';
import { fold, foldUntil } from './fold.js';
import type { AccountId } from './ids.js';
import type { AccountState, LedgerState } from './ledger.js';

/** Every figure as text, whatever order it came about in. */
function printed(state: LedgerState): unknown {
  const text = (value: unknown): unknown => {
    if (value instanceof Decimal) return formatDecimal(value);
    if (value instanceof Map)
      return Object.fromEntries([...value].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, text(each)]));
    if (Array.isArray(value)) return value.map(text);
    if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, text(each)]));
    return value;
  };
  return text(state);
}

const sum = (amounts: readonly Decimal[]) => amounts.reduce((total, amount) => total.plus(amount), ZERO);

test('any order of entry gives the same ledger, and what was voided was never there', () => {
  fc.assert(
    fc.property(lines, fc.array(entry, { maxLength: 5 }), method, fc.integer(), (text, gone, costMethod, seed) => {
      const book = allowed(text, costMethod);
      fc.pre(book !== null);
      const voided = ledger(gone.map((line) => `${line} voided`).join('\n'), options(costMethod)).entries;
      const shuffled = [...book.entries, ...voided]
        .map((each, index) => ({ each, key: Math.sin(seed + index * 7.7) }))
        .sort((a, b) => a.key - b.key)
        .map(({ each }) => each);
      expect(printed(fold(shuffled, book.books))).toEqual(printed(book.fold()));
    }),
    { numRuns: 150 },
  );
});

test('going on from the end of any day gives what the whole gives', () => {
  fc.assert(
    fc.property(lines, method, day, (text, costMethod, until) => {
      const book = allowed(text, costMethod);
      fc.pre(book !== null);
      const before = foldUntil(until, book.entries, book.books);
      const later = book.entries.filter(({ tradeDate }) => tradeDate > until);
      const [resumed, whole] = [fold(later, book.books, { from: before }), book.fold()].map(
        (state) => new Map([...state].map(([id, account]) => [id, { ...account, lastDay: null }])),
      );
      expect(printed(resumed as LedgerState)).toEqual(printed(whole as LedgerState));
    }),
    { numRuns: 100 },
  );
});

test('lots conserve units and costs, long and short: what was traded is what is open and what was closed', () => {
  fc.assert(
    fc.property(lines, method, (text, costMethod) => {
      const book = allowed(text, costMethod);
      fc.pre(book !== null);
      const states = [...book.fold().values()];
      for (const instrumentId of ['ACME', 'AAPL']) {
        const positions = states.flatMap(({ positions: held }) =>
          [...held.values()].filter((position) => position.instrumentId === instrumentId),
        );
        const lots = positions.flatMap((position) => [...position.lots]);
        for (const position of positions) {
          expect(formatDecimal(position.quantity)).toBe(formatDecimal(sum(position.lots.map(({ quantity }) => quantity))));
          expect(formatDecimal(position.costBasis)).toBe(formatDecimal(sum(position.lots.flatMap(({ cost, charges }) => [cost, charges]))));
          expect(new Set(position.lots.map(({ quantity }) => quantity.isNegative())).size).toBeLessThan(2);
        }
        const entries = book.entries.filter((each) => each.instrumentId === instrumentId && each.quantity && each.kind !== 'TRANSFER');
        const signed = entries.map(({ kind, quantity }) => (quantity as Decimal).times(kind === 'SELL' ? -1 : 1));
        expect(formatDecimal(sum(signed))).toBe(formatDecimal(sum(positions.map(({ quantity }) => quantity))));
        // Paid less received, by the trades and by the lots and gains they became.
        const traded = entries.map(({ kind, quantity, price }) =>
          (quantity as Decimal)
            .times(price as Decimal)
            .toDecimalPlaces(8, Decimal.ROUND_HALF_EVEN)
            .times(kind === 'SELL' ? -1 : 1),
        );
        const realised = states.flatMap((state) => state.realised.filter((gain) => gain.instrumentId === instrumentId));
        const gained = sum(realised.map(({ gainBeforeFees }) => gainBeforeFees));
        expect(formatDecimal(sum(traded))).toBe(formatDecimal(sum(lots.map(({ cost }) => cost)).minus(gained)));
      }
    }),
    { numRuns: 150 },
  );
});

test('the cash of the fold is what the entries move one by one', () => {
  fc.assert(
    fc.property(lines, method, (text, costMethod) => {
      const book = allowed(text, costMethod);
      fc.pre(book !== null);
      const moved = new Map<string, Decimal>();
      for (const { accountId, currency, amount } of book.entries.flatMap((each) => cashMoves(each, book.books))) {
        moved.set(`${accountId} ${currency}`, (moved.get(`${accountId} ${currency}`) ?? ZERO).plus(amount));
      }
      const kept = [...book.fold().values()].flatMap(({ accountId, cash }) =>
        [...cash].map(([currency, amount]) => [`${accountId} ${currency}`, formatDecimal(amount)]),
      );
      expect(kept.sort()).toEqual([...moved].map(([key, amount]) => [key, formatDecimal(amount)]).sort());
    }),
    { numRuns: 100 },
  );
});

test('a split changes no value and no cost, whatever is held and whichever way round', () => {
  fc.assert(
    fc.property(number, fc.boolean(), fc.constantFrom('2:1', '3:2', '1:10', '7:3'), (units, isShort, ratio) => {
      const held = `2024-01-02 ${isShort ? 'SELL' : 'BUY'} ${units} ACME @ 30 fee 1`;
      const given = { ...options('FIFO'), from: '2024-01-01', until: '2024-01-05', closes: { '2024-01-02': { ACME: '33.3 EUR' } } };
      const totals = (text: string) => daysOf(text, given).map(({ valuation }) => valuation.total);
      const split = `${held}\n2024-01-04 SPLIT ACME ${ratio}`;
      const [before, after] = [totals(held), totals(split)];
      // Units are rounded at twelve places, which at this price is far below what an amount shows.
      for (const [index, total] of after.entries()) expect(Number(total - (before[index] as bigint))).toBeCloseTo(0, -2);
      const cost = (text: string) => (ledger(text, options('FIFO')).state() as AccountState).positions.values().next().value?.costBasis;
      expect(cost(split)?.toFixed()).toBe(cost(held)?.toFixed());
    }),
    { numRuns: 60 },
  );
});

test('an account that may not sell short never holds less than nothing', () => {
  fc.assert(
    fc.property(lines, (text) => {
      const book = ledger(text.join('\n'), { instruments: { AAPL: { currency: 'USD' as Currency } } });
      let states: Map<AccountId, AccountState>;
      try {
        states = book.fold();
      } catch (error) {
        expect((error as { rule?: string }).rule).toBe('OVERSOLD');
        return;
      }
      for (const { positions } of states.values())
        for (const { quantity } of positions.values()) expect(quantity.isNegative() && !quantity.isZero()).toBe(false);
    }),
    { numRuns: 100 },
  );
});
