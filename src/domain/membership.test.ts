import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { daysOf, type HistoryOptions, seriesOf } from '../../test/testkit/history.js';
import { addDays, type Day, parseDay } from './day.js';
import type { AccountId, PortfolioId, UserId } from './ids.js';
import { ledgerVersionOf, Members, Membership, spellsOf } from './membership.js';
import { growthIndex, LEVEL_ONE } from './performance.js';

const ACCOUNT = { id: 'other' as AccountId, portfolioId: 'C' as PortfolioId };
const [A, B, C] = ['A', 'B', 'C'] as PortfolioId[] as [PortfolioId, PortfolioId, PortfolioId];

function moves(...all: readonly (readonly [from: string, to: PortfolioId])[]): Membership[] {
  let leftPortfolioId = A;
  return all.map(([from, portfolioId], index) => {
    const move = { accountId: ACCOUNT.id, userId: 'user' as UserId, portfolioId, leftPortfolioId, from: parseDay(from) };
    leftPortfolioId = portfolioId;
    return new Membership({ ...move, ordinal: index + 1, ledgerVersion: 10 * (index + 1), recordedAt: new Date(index * 1_000) });
  });
}

function spells(memberships: readonly Membership[], knownAt: Date | null = null): string[] {
  return spellsOf(ACCOUNT, memberships, knownAt).map(({ portfolioId, from, until }) => `${portfolioId} ${from ?? ''}..${until ?? ''}`);
}

test('an account that never moved is where it is, on every day', () => {
  expect(spells([])).toEqual(['C ..']);
});

test('the move recorded last counts from its day on, and what was known before stays known', () => {
  const all = moves(['2024-03-01', B], ['2024-02-01', C], ['2024-04-01', A]);
  expect(spells(all)).toEqual(['A ..2024-02-01', 'C 2024-02-01..2024-04-01', 'A 2024-04-01..']);
  expect(spells(all, new Date(0))).toEqual(['A ..2024-03-01', 'B 2024-03-01..']);
  expect(spells(all, new Date(-1))).toEqual(['A ..']);
});

test('a move back to where it was on the same day is as if it had never gone', () => {
  expect(spells(moves(['2024-03-01', B], ['2024-03-01', A]))).toEqual(['A ..']);
});

test('a portfolio begins with the first entry of an account that is there, or with the joining of one that has some', () => {
  const of = (portfolioId: PortfolioId) => Members.of(portfolioId, { accounts: [ACCOUNT], memberships: moves(['2024-03-01', B]) });
  const first = (portfolioId: PortfolioId, day: string) => of(portfolioId).firstDay(new Map([[ACCOUNT.id, parseDay(day)]]));
  expect([first(A, '2024-01-05'), first(B, '2024-01-05')]).toEqual(['2024-01-05', '2024-03-01']);
  expect([first(A, '2024-04-01'), first(B, '2024-04-01')]).toEqual([null, '2024-04-01']);
});

test('the version of a portfolio never falls when an account leaves', () => {
  const accounts = [{ ...ACCOUNT, ledgerVersion: 31 }] as never;
  const memberships = moves(['2024-03-01', B], ['2024-04-01', C]);
  expect([A, B, C].map((id) => ledgerVersionOf(id, { accounts, memberships }))).toEqual([11, 21, 31]);
});

const LEDGER = `
  2024-01-01 DEPOSIT 5000 EUR
  2024-01-02 BUY 10 X @ 100 fee 1
  2024-01-01 DEPOSIT 3000 EUR in other
  2024-01-02 BUY 20 Y @ 50 fee 1 in other
  2024-01-05 TRANSFER 2 X to other
  2024-01-07 SELL 5 Y @ 55 tax 3 in other
  2024-01-09 DIVIDEND 12 from Y in other
  2024-01-10 WITHDRAWAL 100 EUR`;

test('whenever an account moves: the identity holds, nothing is lost on the way, and returns are those of what was held', () => {
  const price = fc.integer({ min: 50, max: 150 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(price, price), { minLength: 12, maxLength: 12 }),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom('second', 'portfolio')), { minLength: 1, maxLength: 3 }),
      (prices, turns) => {
        const start = parseDay('2024-01-01');
        const closes = Object.fromEntries(prices.map(([x, y], index) => [addDays(start, index), { X: `${x} EUR`, Y: `${y} EUR` }]));
        const options: HistoryOptions = { from: '2023-12-31', until: '2024-01-12', closes };
        const placed = turns.map(([offset, to]) => ['other', addDays(start, offset - 1), to] as const);
        // What was recorded last counts.
        const isGone = (day: Day) => placed.filter(([, from]) => from <= day).at(-1)?.[2] === 'second';
        const [one, two] = [
          daysOf(LEDGER, { ...options, moves: placed }),
          daysOf(LEDGER, { ...options, moves: placed, portfolio: 'second' }),
        ];
        const [main, both] = [daysOf(LEDGER, { ...options, of: ['main'] }), daysOf(LEDGER, options)];
        let level = LEVEL_ONE;
        for (const [index, { day, valuation, attribution }] of one.entries()) {
          expect(valuation.total + (two[index]?.valuation.total as bigint)).toBe(both[index]?.valuation.total);
          for (const step of [attribution, two[index]?.attribution]) {
            if (!step) continue;
            const { start: from, end, inflow, outflow, priceGain, currencyGain, income, fees, taxes } = step;
            expect(end - from).toBe(inflow - outflow + priceGain + currencyGain + income - fees - taxes);
            expect(currencyGain).toBe(0n);
          }
          if (!attribution) continue;
          // The day's growth is that of the accounts whose day it was, each as it would have grown alone.
          const held = isGone(day) ? main : both;
          const alone = growthIndex(seriesOf([held[index - 1], held[index]] as never)).value?.at(-1)?.level;
          const own = growthIndex(seriesOf(one.slice(0, index + 1))).value?.at(-1)?.level ?? LEVEL_ONE;
          const difference = alone === undefined ? 0n : (own * LEVEL_ONE) / level - alone;
          // Of sixty places: what dividing leaves over.
          expect(difference < 0n ? -difference : difference).toBeLessThan(10n ** 10n);
          level = own;
        }
      },
    ),
    { numRuns: 60 },
  );
});
