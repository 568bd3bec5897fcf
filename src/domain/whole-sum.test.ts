import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { divideHalfEven } from './decimal.js';
import { powerOfTen } from './rational.js';
import { nearest, type Whole, WholeSum } from './whole-sum.js';

const factor = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });

test('a product of doubles is rounded as the product of integers is, or not at all', () => {
  const seen = { taken: 0, left: 0 };
  fc.assert(
    fc.property(factor, fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.integer({ min: 0, max: 24 }), (units, price, scale) => {
      const whole = nearest((Number(units) / 1e12) * Number(price) * (10 ** (12 - scale) / 1));
      if (whole === null) seen.left += 1;
      else {
        seen.taken += 1;
        expect(BigInt(whole)).toBe(divideHalfEven(units * price, powerOfTen(scale)));
      }
    }),
    { numRuns: 3_000 },
  );
  expect(Math.min(seen.taken, seen.left)).toBeGreaterThan(100);
});

test('what lies at a half, or beyond what a double holds, is left to integers', () => {
  expect([2.5, -0.5, 1e6 + 0.5, 2 ** 50, 2 ** 49 + 0.4].map(nearest)).toEqual([null, null, null, null, null]);
  expect([2.4, -0.4, 1e6 + 0.6, 7].map((product) => Number(nearest(product)))).toEqual([2, -0, 1_000_001, 7]);
});

test('a sum of doubles and integers is exact, however large', () => {
  const amount: fc.Arbitrary<Whole> = fc.oneof(
    fc.integer().map((part) => part * 500_000),
    factor.map((part) => part * 10n ** 9n),
  );
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 60 }), (amounts) => {
      const sum = new WholeSum();
      for (const each of amounts) sum.add(each);
      expect(sum.total()).toBe(amounts.reduce<bigint>((total, each) => total + BigInt(each), 0n));
    }),
  );
});
