import { expect, test } from '@jest/globals';
import { barsOf } from './hour-bars.js';

const at = (hour: number) => new Date(Date.UTC(2026, 0, 10, hour)).toISOString();
const now = Date.UTC(2026, 0, 10, 5, 30);

test('each hour has its bar, an hour without calls an empty one', () => {
  const bars = barsOf(
    [
      { startsAt: at(3), successes: 4, failures: 1 },
      { startsAt: at(5), successes: 2, failures: 0 },
      { startsAt: at(-40), successes: 9, failures: 9 },
    ],
    4,
    now,
  );
  expect(bars.map(({ successes, failures }) => [successes, failures])).toEqual([
    [0, 0],
    [4, 1],
    [0, 0],
    [2, 0],
  ]);
});

test('of a long range hours are drawn together, and none is lost', () => {
  const hours = Array.from({ length: 700 }, (_, index) => ({
    startsAt: new Date(now - index * 3_600_000).toISOString(),
    successes: 1,
    failures: 0,
  }));
  const bars = barsOf(hours, 720, now);
  expect(bars.length).toBeLessThanOrEqual(168);
  expect(bars.reduce((sum, { successes }) => sum + successes, 0)).toBe(700);
});
