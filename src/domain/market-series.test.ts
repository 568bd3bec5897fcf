// Rates read from a series convert as those of a book do, by whichever way there is.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Currency } from './currency.js';
import { addDays, type Day } from './day.js';
import { Decimal } from './decimal.js';
import { cross, pairKey } from './fx.js';
import { MarketSeries, SeriesRate } from './market-series.js';
import { exactRate } from './scaled.js';

const FIRST = '2026-01-05' as Day;
const CURRENCIES = ['CHF', 'EUR', 'GBP', 'JPY', 'USD'] as Currency[];
const pair = fc.tuple(fc.constantFrom(...CURRENCIES), fc.constantFrom(...CURRENCIES)).filter(([base, quote]) => base !== quote);
const rate = fc.bigInt({ min: 1n, max: 10n ** 14n });
const series = fc.uniqueArray(fc.tuple(fc.nat(9), rate), { selector: ([day]) => day, minLength: 1 });
const book = fc.uniqueArray(fc.tuple(pair, series), { selector: ([[base, quote]]) => pairKey(base, quote), maxLength: 8 });

test('a conversion on a day is the cross of the newest rates, exactly, and the same object while they are', () => {
  fc.assert(
    fc.property(book, pair, fc.array(fc.nat(11), { minLength: 1, maxLength: 12 }), (all, [from, to], days) => {
      const points = all.map(([[base, quote], rates]) => {
        const ordered = rates.toSorted(([a], [b]) => a - b).map(([day, scaled]) => new SeriesRate(addDays(FIRST, day), scaled));
        return [pairKey(base, quote), ordered] as const;
      });
      const market = new MarketSeries({ quotes: new Map(), rates: new Map(points) });
      for (const day of days.map((count) => addDays(FIRST, count))) {
        const newest = (base: Currency, quote: Currency) => {
          const found = points.find(([key]) => key === pairKey(base, quote))?.[1].findLast(({ valueDate }) => valueDate <= day);
          return found ? { rate: new Decimal(found.scaled.toString()).div(10 ** 10), valueDate: found.valueDate } : null;
        };
        const [expected, found] = [cross(newest, from, to), market.on(day).cross(from, to)];
        expect(found === null).toBe(expected === null);
        if (!expected || !found) continue;
        expect([found.numerator.toFixed(), found.denominator.toFixed()]).toEqual([
          expected.numerator.toFixed(),
          expected.denominator.toFixed(),
        ]);
        const [own, theirs] = [exactRate(found), exactRate(expected)];
        expect(own.n * theirs.d).toBe(theirs.n * own.d);
        expect(market.on(day).cross(from, to)).toBe(found);
      }
    }),
  );
});
