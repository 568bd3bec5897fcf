import { expect, test } from '@jest/globals';
import { dayAfter, startOf } from './range.js';

test('a range starts on the same day of an earlier month, or on the last that month has', () => {
  expect(startOf('1M', '2026-11-22')).toBe('2026-10-22');
  expect(startOf('1M', '2026-03-31')).toBe('2026-02-28');
  expect(startOf('3M', '2026-01-15')).toBe('2025-10-15');
  expect(startOf('1D', '2026-03-01')).toBe('2026-02-28');
  expect(startOf('1W', '2026-03-03')).toBe('2026-02-24');
  expect(startOf('1Y', '2028-02-29')).toBe('2027-02-28');
});

test('the year to date starts from the end of the former year, and all of it from the first entry', () => {
  expect(startOf('YTD', '2026-11-22')).toBe('2025-12-31');
  expect(startOf('ALL', '2026-11-22')).toBeNull();
  expect(dayAfter('2025-12-31')).toBe('2026-01-01');
});
