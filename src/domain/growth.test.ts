import { expect, test } from '@jest/globals';
import type { Day } from './day.js';
import { Decimal, toScaled } from './decimal.js';
import { growthPoints, monthReturns, yearReturns } from './growth.js';
import { type IndexPoint, LEVEL_SCALE } from './performance.js';

/** `2024-01-31 1.5`, one for each day. */
function index(...texts: string[]): IndexPoint[] {
  return texts.map((text) => {
    const [day, level] = text.split(' ') as [Day, string];
    return { day, level: toScaled(new Decimal(level), LEVEL_SCALE), isTradingDay: true };
  });
}

const OURS = index('2024-01-30 1', '2024-01-31 1.1', '2024-02-01 0.99', '2024-02-29 1.21', '2024-03-01 1.331');

test('each day has the return since the start, the fall from the peak, and the benchmark where it has a price', () => {
  const theirs = index('2024-01-30 1', '2024-02-01 1.05');
  const points = growthPoints(OURS, theirs, 10).map((point) => [
    point.day,
    `${point.value}`,
    `${point.drawdown}`,
    point.benchmark?.toString(),
  ]);
  expect(points).toEqual([
    ['2024-01-30', '0', '0', '0'],
    ['2024-01-31', '0.1', '0', undefined],
    ['2024-02-01', '-0.01', '0.1', '0.05'],
    ['2024-02-29', '0.21', '0', undefined],
    ['2024-03-01', '0.331', '0', undefined],
  ]);
});

test('fewer points keep the first, the last, and the lowest and the highest between them', () => {
  expect(growthPoints(OURS, null, 4).map(({ day }) => day)).toEqual(['2024-01-30', '2024-02-01', '2024-02-29', '2024-03-01']);
});

test('the months, linked, are the period', () => {
  const months = monthReturns(OURS, null);
  expect(months.map(({ month, value }) => `${month} ${value}`)).toEqual(['2024-01 0.1', '2024-02 0.1', '2024-03 0.1']);
  expect(months.reduce((level, { value }) => level.times(value.plus(1)), new Decimal(1)).toString()).toBe('1.331');
});

test('a year is its months linked, and the years are the period', () => {
  const years = yearReturns(index('2023-11-30 1', '2023-12-29 1.1', '2024-01-31 1.21', '2024-12-31 1.331'), null);
  expect(years.map(({ year, value }) => `${year} ${value}`)).toEqual(['2023 0.1', '2024 0.21']);
});

test('after a total loss there are no months', () => {
  expect(monthReturns(index('2024-01-30 1', '2024-01-31 0', '2024-02-01 0'), null).map(({ month }) => month)).toEqual(['2024-01']);
});
