import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, parseDay } from './day.js';
import { type DayPoint, type DaySeries, growthIndex, type IndexPoint } from './performance.js';
import { maxDrawdown } from './risk.js';

const START = parseDay('2024-01-01');

/** Days of these values, with nothing paid in or out. */
function days(values: readonly number[]): DaySeries {
  const nothing = { inflow: 0n, outflow: 0n, departed: 0n, income: 0n, isTradingDay: true };
  const points = values.map((value, place): DayPoint => ({ day: addDays(START, place), value: BigInt(value), ...nothing }));
  return points as [DayPoint, ...DayPoint[]];
}

test('what comes back to a value comes back to its level, however often it was linked, so that a peak is reached again', () => {
  const value = fc.integer({ min: 1, max: 10 ** 9 });
  fc.assert(
    fc.property(value, value, fc.array(value, { minLength: 1, maxLength: 40 }), (start, peak, between) => {
      const index = growthIndex(days([start, peak, ...between, peak])).value as readonly IndexPoint[];
      expect(index.at(-1)?.level).toBe(index[1]?.level);
    }),
  );
  const index = growthIndex(days([97, 101, 89, 83, 101, 91])).value as readonly IndexPoint[];
  expect(maxDrawdown(index)).toMatchObject({ peakDay: '2024-01-02', troughDay: '2024-01-04', recoveryDay: '2024-01-05' });
});
