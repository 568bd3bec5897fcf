/** Textbook cases of time- and money-weighted returns, with the working. */
import { expect, test } from '@jest/globals';
import { addDays, type Day, parseDay } from '../../src/domain/day.js';
import { Decimal, roundHalfEven, toScaled } from '../../src/domain/decimal.js';
import {
  annualised,
  type DayPoint,
  type DaySeries,
  type Flow,
  growthIndex,
  irr,
  irrOf,
  simpleReturn,
  twr,
} from '../../src/domain/performance.js';
import { partsOf } from '../../src/domain/performance-report.js';

function series(...points: readonly (readonly [day: string, value: number, inflow?: number, outflow?: number])[]): DaySeries {
  return points.map(
    ([day, value, inflow = 0, outflow = 0]): DayPoint => ({
      day: parseDay(day),
      value: BigInt(value),
      inflow: BigInt(inflow),
      outflow: BigInt(outflow),
      departed: 0n,
      income: 0n,
      isTradingDay: true,
    }),
  ) as unknown as DaySeries;
}
const flows = (...all: readonly (readonly [string, number])[]): Flow[] =>
  all.map(([day, amount]) => ({ day: parseDay(day), amount: BigInt(amount) }));

test('XIRR: the example of the spreadsheet manuals, 0.373362535', () => {
  const found = irr(flows(['2008-01-01', -10000], ['2008-03-01', 2750], ['2008-10-30', 4250], ['2009-02-15', 3250], ['2009-04-01', 2750]));
  // The manuals stop iterating at 1e-8; bisected in another program: 0.37336253351883.
  expect(found.value?.toFixed()).toBe('0.3733625335');
  expect(Math.abs(Number(found.value) - 0.373362535)).toBeLessThan(1e-8);
});

test('of two rates that solve, the one nearest 10 %', () => {
  // -1000 + 2500 / (1 + r) - 1540 / (1 + r)^2 = 0 at 10 % and at 40 %.
  const found = irr(flows(['2021-01-01', -1000], ['2022-01-01', 2500], ['2023-01-01', -1540]));
  expect(found.value?.toFixed()).toBe('0.1');
});

test.each<[string, Flow[], string]>([
  ['nothing came back', flows(['2021-01-01', -1000], ['2022-01-01', -5]), 'NO_RATE_SOLVES'],
  ['all on one day', flows(['2021-01-01', -1000], ['2021-01-01', 1100]), 'UNDER_A_DAY'],
  ['all of it lost by the end', flows(['2021-01-01', -1000], ['2022-01-01', 0]), 'NO_RATE_SOLVES'],
  ['paid in and out on the one day of the flows', flows(['2021-01-01', -1000], ['2021-01-01', 1000], ['2022-01-01', 0]), 'UNDER_A_DAY'],
  ['no flow at all', [], 'NO_CAPITAL'],
  ['nothing but zeros', flows(['2021-01-01', 0], ['2022-01-01', 0]), 'NO_CAPITAL'],
])('irr is absent when %s', (_, given, reason) => {
  expect(irr(given)).toEqual({ value: null, absence: reason });
});

test('irr near its edges: a loss of nearly everything, and a hundred-thousandfold', () => {
  expect(irr(flows(['2021-01-01', -1000], ['2022-01-01', 1])).value?.toFixed()).toBe('-0.999');
  expect(irr(flows(['2021-01-01', -1000], ['2061-01-01', 1])).value?.lt(0)).toBe(true);
  // Floats have 15 digits, so a rate of 99,999 has 10 decimal places less to be right in.
  expect(Number(irr(flows(['2021-01-01', -1000], ['2022-01-01', 100_000_000])).value)).toBeCloseTo(99_999, 8);
});

// 1,000,000 grows to 1,162,484; then 100,000 come in (or go out); the year ends at 1,192,328 (or 1,003,440).
// In:  1.162484 x 1,192,328 / 1,262,484 - 1 = 9.788498 %.  Out: 1.162484 x 1,003,440 / 1,062,484 - 1 = 9.788283 %.
test('TWR does not ask whether money came or went', () => {
  const start = ['2021-01-01', 1_000_000] as const;
  const middle = ['2021-08-15', 1_162_484] as const;
  expect(twr(series(start, middle, ['2021-12-31', 1_192_328, 100_000])).value?.toFixed()).toBe('0.0978849813');
  // An outflow counts at the end of its day: it goes on the middle day, out of the 1,162,484.
  expect(twr(series(start, ['2021-08-15', 1_062_484, 0, 100_000], ['2021-12-31', 1_003_440])).value?.toFixed()).toBe('0.097882834');
});

test('days without capital count as a factor 1, and an account emptied and filled again goes on', () => {
  const days = series(['2021-01-01', 100], ['2021-01-02', 0, 0, 110], ['2021-01-03', 0], ['2021-01-04', 99, 90]);
  expect(twr(days).value?.toFixed()).toBe('0.21');
});

const amounts = {
  marketValue: 0n,
  cash: 0n,
  priceGain: 0n,
  currencyGain: 0n,
  netIncome: 0n,
  fees: 0n,
  taxes: 0n,
  isPartial: false,
  lacksRate: false,
};
const growths = (days: DaySeries) =>
  partsOf(days.map(({ value: total, ...day }) => ({ ...amounts, ...day, total }))).map(
    ({ growth }) => growth.value?.toFixed() ?? growth.absence,
  );

test.each([
  ['dividend', 50, 1050],
  ['fee', -50, 950],
])('a late %s of an emptied account is a factor 1, for there is no capital to earn or lose it on', (_, late, capital) => {
  const days = series(['2021-01-01', 1000], ['2021-01-02', 0, 0, 1100], ['2021-01-03', late], ['2021-01-04', capital * 1.1, 1000]);
  expect(twr(days).value?.toFixed()).toBe('0.21');
  expect(growths(days)).toEqual(['NO_CAPITAL', '0.1', 'NO_CAPITAL', '0.1']);
});

test('a day of which twr is absent has no growth, for the same reason', () => {
  const lost = series(['2021-01-01', 10], ['2021-01-02', 5], ['2021-01-03', -1]);
  expect(growths(lost)).toEqual(['NO_CAPITAL', '-0.5', 'LOST_MORE_THAN_ALL']);
  expect(twr(lost).absence).toBe('LOST_MORE_THAN_ALL');
  // More than is there may be taken out and covered: end + out is what the day made of its capital.
  expect(growths(series(['2021-01-01', 10], ['2021-01-02', -1, 0, 12]))).toEqual(['NO_CAPITAL', '0.1']);
});

test('simpleReturn is the gain by all capital put in', () => {
  // (1300 - 1000 - 200 + 50) / (1000 + 200) = 150 / 1200.
  expect(simpleReturn(series(['2021-01-01', 1000], ['2021-06-01', 1250, 200], ['2021-12-31', 1300, 0, 50])).value?.toFixed()).toBe('0.125');
});

test('a period of 365 days has the irr its simple return says', () => {
  expect(irrOf(series(['2021-01-01', 1000], ['2022-01-01', 1080])).value?.toFixed()).toBe('0.08');
});

test('only a year or more is annualised', () => {
  const yearly = (end: number, days: number) => annualised(growthIndex(series(['2021-01-01', 100], ['2021-01-02', end])), days);
  expect(yearly(121, 730).value?.toFixed()).toBe('0.1');
  expect(yearly(110, 366).value?.toFixed()).toBe('0.0997135859');
  expect(yearly(110, 365).value?.toFixed()).toBe('0.1');
  expect(yearly(110, 364).absence).toBe('UNDER_A_YEAR');
  expect(yearly(0, 400).value?.toFixed()).toBe('-1');
});

test('a yearly figure is made of the growth itself, not of the rounded one', () => {
  // 7 / 3 = 2.3333333333333...: from 2.3333333333 it would be 1.3279378642.
  const index = growthIndex(series(['2021-01-01', 300], ['2021-01-02', 700]));
  expect(annualised(index, 366).value?.toFixed()).toBe('1.3279378643');
});

test.each<[string, DaySeries, string]>([
  ['nothing was ever invested', series(['2021-01-01', 0], ['2021-01-02', 0]), 'NO_CAPITAL'],
  ['the capital is an overdraft', series(['2021-01-01', -5], ['2021-01-02', 10]), 'NO_CAPITAL'],
  ['more was lost than was there', series(['2021-01-01', 5], ['2021-01-02', -1]), 'LOST_MORE_THAN_ALL'],
])('twr is absent when %s', (_, given, reason) => {
  expect(twr(given)).toEqual({ value: null, absence: reason });
});

test('a flow found in a long series costs no accuracy', () => {
  const start = parseDay('2000-01-01');
  const all: Flow[] = [{ day: start, amount: toScaled(new Decimal(-1000), 20) }];
  // 1000 at 5 % for 20 years, taken out at once.
  const end = addDays(start, 20 * 365) as Day;
  all.push({ day: end, amount: toScaled(roundHalfEven(new Decimal(1000).times(new Decimal('1.05').pow(20)), 20), 20) });
  expect(irr(all).value?.toFixed()).toBe('0.05');
});
