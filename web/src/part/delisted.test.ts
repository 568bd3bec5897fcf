import { expect, test } from '@jest/globals';
import { delisted, isDelisted } from './delisted.js';

test('a day that has begun is said as past, one that lies ahead as to come', () => {
  const evening = new Date('2026-11-19T23:00');
  const morning = new Date('2026-11-20T00:00');
  expect([evening, morning].map((now) => isDelisted('2026-11-20', now))).toEqual([false, true]);
  expect(delisted('2026-11-20', evening)).toMatch(/^to be delisted on .*2026$/);
  expect(delisted('2026-11-20', morning)).toMatch(/^delisted on .*2026$/);
  expect(isDelisted(null, morning)).toBe(false);
});
