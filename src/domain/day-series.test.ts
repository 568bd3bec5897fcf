/** The walk in whole numbers against the definition: any ledger, any prices, some of them missing. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allowed, day, entry, method, name, number, START } from '../../test/testkit/any-ledger.js';
import { ledger, type TestLedger } from '../../test/testkit/ledger.js';
import { TestMarket } from '../../test/testkit/market.js';
import { type Attribution, sumAttributions } from './attribution.js';
import { type Currency, EUR } from './currency.js';
import { addDays, type Day } from './day.js';
import { daySeries } from './day-series.js';
import { Decimal } from './decimal.js';
import { fold } from './fold.js';
import { history, seriesDayOf } from './history.js';
import type { AccountId, InstrumentId, PortfolioId, UserId } from './ids.js';
import { attributionOf, InstrumentSums } from './instrument-sums.js';
import { Members, Membership } from './membership.js';
import { unitEntryOf } from './unit-entry.js';

const split = fc.tuple(
  day,
  name,
  fc.constantFrom('2:1', '3:2', '1:10', '7:3'),
  fc.constantFrom('', ' fraction 3.7'),
  fc.constantFrom('main', 'other'),
);
const ownSplit = split.map(([on, what, ratio, fraction, where]) => `${on} SPLIT ${what} ${ratio}${fraction} in ${where}`);
const lines = fc.array(fc.oneof({ weight: 12, arbitrary: entry }, ownSplit), { minLength: 1, maxLength: 30 });
const close = fc.record({
  on: day,
  what: fc.constantFrom('ACME', 'AAPL', 'EURUSD'),
  price: number,
  currency: fc.constantFrom('own', 'own', 'own', 'GBP'),
});
const OWN: Readonly<Record<string, string>> = { ACME: 'EUR', AAPL: 'USD' };

interface Close {
  readonly on: Day;
  readonly what: string;
  readonly price: string;
  readonly currency: string;
}

function marketsOf(closes: readonly Close[]): (day: Day) => TestMarket['prices'] {
  return (until) => {
    const market = new TestMarket();
    for (const { on, what, price, currency } of closes.toSorted((a, b) => (a.on < b.on ? -1 : 1))) {
      if (on > until) continue;
      if (what === 'EURUSD') market.rate(what, new Decimal(price).div(1000).plus(0.5).toFixed(6), { day: on });
      else market.quote(what, price, { day: on, currency: currency === 'own' ? (OWN[what] as string) : currency, kind: 'CLOSE' });
    }
    return market.prices;
  };
}

/** The account `other` goes to another portfolio, comes back, and goes again. */
function moved(book: TestLedger, days: readonly Day[]): Members {
  const [own, away] = ['portfolio', 'away'] as PortfolioId[] as [PortfolioId, PortfolioId];
  const memberships = days.toSorted().map((from, index) => {
    const [leftPortfolioId, portfolioId] = index % 2 === 0 ? [own, away] : [away, own];
    const about = { accountId: 'other' as AccountId, userId: 'user' as UserId, ordinal: index + 1, ledgerVersion: 1 };
    return new Membership({ ...about, leftPortfolioId, portfolioId, from, recordedAt: new Date(index) });
  });
  return Members.of(own, { accounts: ['main', 'other'].map((id) => book.account(id)), memberships });
}

test('each day is valued and explained as the definition has it, from any day on, whatever is held and known', () => {
  fc.assert(
    fc.property(
      lines,
      method,
      fc.array(close, { maxLength: 25 }),
      fc.array(split, { maxLength: 2 }),
      fc.constantFrom(['main'], ['other'], ['main', 'other'], null),
      fc.record({
        base: fc.constantFrom(EUR, 'USD' as Currency),
        start: fc.integer({ min: -2, max: 15 }),
        isResumed: fc.boolean(),
        pays: fc.boolean(),
        moves: fc.array(day, { minLength: 1, maxLength: 3 }),
        delistedOn: fc.option(day, { nil: null }),
      }),
      (text, costMethod, closes, splits, of, { base, start, isResumed, pays, moves, delistedOn }) => {
        const book = allowed(text, costMethod);
        fc.pre(book !== null);
        for (const id of ['main', 'other']) if (pays) Object.assign(book.account(id), { fractionRule: 'CASH' });
        for (const what of ['ACME', 'AAPL']) {
          const own = splits.filter(([, id], index) => id === what && splits.findIndex(([, other]) => other === id) === index);
          const dated = own.map(([exDate, , ratio, fraction]) => {
            const [ratioNew, ratioOld] = ratio.split(':').map(Number) as [number, number];
            return { exDate, ratioNew, ratioOld, fractionPrice: fraction === '' ? null : '4.1', exceptAccountIds: [] };
          });
          Object.assign(book.instrument(what as InstrumentId), { splits: dated, delistedOn });
        }
        try {
          fold(book.entries, book.books);
        } catch {
          fc.pre(false);
        }
        const from = addDays(START, start);
        const common = {
          baseCurrency: base,
          members: of ? Members.always(of.map((id) => id as AccountId)) : moved(book, moves),
          books: book.books,
          instruments: (id: InstrumentId) => book.instrument(id),
          from,
          until: addDays(START, 24),
        };
        const at = marketsOf(closes);
        const steps = [...history({ ...common, entries: book.entries, marketOn: at })].slice(1);
        const expected = steps.map(({ day: on, valuation, attribution }) => seriesDayOf(on, valuation, attribution as Attribution));
        const [first, ...rest] = steps.map(({ attribution }) => attribution as Attribution);
        // A checkpoint some days before the series, and everything since.
        const kept = addDays(from, -3);
        const later = isResumed ? book.entries.filter(({ tradeDate }) => tradeDate > kept) : book.entries;
        const entries = later.map(unitEntryOf).sort((a, b) => (a.tradeDate < b.tradeDate ? -1 : Number(a.tradeDate > b.tradeDate)));
        const resumed = isResumed ? { start: fold(book.entries, book.books, { until: kept }) } : {};
        const sums = new InstrumentSums();
        const days = [...daySeries({ ...common, ...resumed, entries, marketOn: at }, sums)];
        expect(days).toEqual(expected);
        expect(attributionOf(days, sums)).toEqual(sumAttributions([first as Attribution, ...rest]));
      },
    ),
    { numRuns: 400 },
  );
});

test('units that arrive after a split of their account meet the prices of before as they do where they come from', () => {
  const book = ledger('2024-01-02 BUY 10 ACME @ 40\n2024-01-03 SPLIT ACME 2:1\n2024-01-04 TRANSFER 6 ACME to other');
  const given = {
    baseCurrency: EUR,
    members: Members.always(['other' as AccountId]),
    books: book.books,
    instruments: (id: InstrumentId) => book.instrument(id),
    from: START,
    until: addDays(START, 5),
    marketOn: marketsOf([{ on: addDays(START, 1), what: 'ACME', price: '42', currency: 'own' }]),
  };
  const totals = [...daySeries({ ...given, entries: book.entries.map(unitEntryOf) })].map(({ total }) => total);
  expect(totals).toEqual([...history({ ...given, entries: book.entries })].slice(1).map(({ valuation }) => valuation.total));
  expect(totals.at(-1)).toBe(126n * 10n ** 8n);
});
