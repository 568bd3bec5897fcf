// A series of prices read from its text, whichever days are asked for.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type Day, dayNumber } from '../../domain/day.js';
import { SeriesPrice } from '../../domain/market-series.js';
import { PriceText } from './price-text.js';

const FIRST = '2024-02-20' as Day;
const DAYS = 40;
const number = fc.integer({ min: 0, max: DAYS });
const about = fc.constantFrom('USD CLOSE NONE', 'USD NAV NONE', 'EUR CLOSE SPLIT');
/** Beyond what a double holds to the last digit as well. */
const cents = fc.integer({ min: 1, max: 10 ** 12 });
const points = fc.uniqueArray(fc.tuple(number, cents, about), { selector: ([day]) => day }).map((all) => all.toSorted(([a], [b]) => a - b));

test('a day shows the newest point up to it, in whatever order days are asked for', () => {
  fc.assert(
    fc.property(points, fc.array(number, { maxLength: 60 }), fc.boolean(), (all, asked, isInOrder) => {
      const series = new PriceText(
        all.map(([day, price, rest]) => `${addDays(FIRST, day)} ${(price / 100).toFixed(2)}000000 ${rest}`).join(','),
      );
      for (const day of isInOrder ? asked.toSorted((a, b) => a - b) : asked) {
        const expected = all.findLast(([of]) => of <= day);
        const found = series.on(dayNumber(FIRST) + day);
        expect(found && [found.valueDate, found.price.toFixed(2), `${found.currency} ${found.kind} ${found.adjustment}`]).toEqual(
          expected ? [addDays(FIRST, expected[0]), (expected[1] / 100).toFixed(2), expected[2]] : null,
        );
        if (found instanceof SeriesPrice) expect(found.double).toBe(Number(found.scaled));
        // Who keeps what was worked out from a point knows it by the object.
        expect(series.on(dayNumber(FIRST) + day)).toBe(found);
      }
    }),
  );
});
