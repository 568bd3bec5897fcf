import { expect, test } from '@jest/globals';
import { addDays, parseDay } from './day.js';
import { Decimal, fromScaled, toScaled } from './decimal.js';
import { absent, known } from './outcome.js';
import { type DailyReturn, dailyReturns, growthOf, type IndexPoint, LEVEL_SCALE, RETURN_SCALE } from './performance.js';
import { againstBenchmark, excessReturn, extremes, maxDrawdown, sharpe, sortino, valueAtRisk, volatility } from './risk.js';

const START = parseDay('2024-01-01');
const returns = (...values: readonly (string | number)[]): DailyReturn[] =>
  values.map((value, index) => ({ day: addDays(START, index), value: toScaled(new Decimal(value), RETURN_SCALE) }));
const index = (...levels: readonly (number | string)[]): IndexPoint[] =>
  levels.map((level, place) => ({ day: addDays(START, place), level: toScaled(new Decimal(level), LEVEL_SCALE), isTradingDay: true }));
// Ten times +1 % and -0.5 %: mean 0.25 %, deviation with n - 1 = 0.0075 x sqrt(20 / 19).
const SWINGS = returns(...Array.from({ length: 20 }, (_, place) => (place % 2 === 0 ? '0.01' : '-0.005')));

test('volatility, Sharpe and Sortino of a swinging series', () => {
  // 0.0075 x sqrt(20 / 19) x sqrt(252).
  expect(volatility(SWINGS).value?.toFixed()).toBe('0.1221517607');
  // A risk-free rate of 2.52 % is 0.01 % a day: 0.0024 / 0.007694838 x sqrt(252).
  expect(sharpe(SWINGS, new Decimal('0.0252')).value?.toFixed()).toBe('4.951218032');
  // Ten days fall short by 0.0051: root of half its square.
  expect(sortino(SWINGS, new Decimal('0.0252')).value?.toFixed()).toBe('10.5646796803');
});

test('an excess return is rounded once', () => {
  const [own, benchmark] = [known(index(1, '1.00000000014')), known(index(1, '0.99999999986'))];
  expect([growthOf(own), growthOf(benchmark)].map(({ value }) => value?.toFixed())).toEqual(['0.0000000001', '-0.0000000001']);
  expect(excessReturn(own, benchmark).value?.toFixed()).toBe('0.0000000003');
  expect(excessReturn(own, absent('NO_BENCHMARK')).absence).toBe('NO_BENCHMARK');
});

test('nineteen returns are too few, and equal returns have no ratio', () => {
  const few = SWINGS.slice(1);
  for (const outcome of [volatility(few), sharpe(few, new Decimal(0)), sortino(few, new Decimal(0)), valueAtRisk(few)]) {
    expect(outcome).toEqual({ value: null, absence: 'TOO_FEW_RETURNS' });
  }
  const flat = returns(...Array.from({ length: 21 }, () => new Decimal(1).div(3).toFixed(30)));
  expect(sharpe(flat, new Decimal(0)).absence).toBe('NO_VARIATION');
  expect(sortino(flat, new Decimal(0)).absence).toBe('NO_VARIATION');
});

test('the deepest fall, with its days and its recovery', () => {
  // Falls: 1.2 to 0.9 is 25 %; 1.5 to 1.2 is 20 %.
  expect(maxDrawdown(index(1, 1.2, 0.9, 1.1, 1.2, 1.5, 1.2))).toEqual({
    depth: new Decimal('0.25'),
    peakDay: '2024-01-02',
    troughDay: '2024-01-03',
    recoveryDay: '2024-01-05',
  });
  expect(maxDrawdown(index(1, 0.8, 0.9))).toMatchObject({ peakDay: '2024-01-01', recoveryDay: null });
  // The first of equal days is the peak.
  expect(maxDrawdown(index(1, 1.2, 1.2, 0.9))).toMatchObject({ peakDay: '2024-01-02', troughDay: '2024-01-04' });
  expect(maxDrawdown(index(1, 1, 2))).toBeNull();
});

test('value at risk is the loss that 95 % of days did not exceed', () => {
  // Of 40 days the two worst are 5 %: the second worst, -0.05.
  const days = returns('-0.09', '-0.05', '-0.01', ...Array.from({ length: 37 }, () => '0.002'));
  expect(valueAtRisk(days).value?.toFixed()).toBe('0.05');
  expect(valueAtRisk(returns(...Array.from({ length: 20 }, () => '0.01'))).value?.toFixed()).toBe('0');
});

test('beta and tracking error against a benchmark that moves half as much', () => {
  const benchmark = SWINGS.map(({ day, value }) => ({ day, value: value / 2n }));
  // The difference is half the swing: half of 0.12215176065689.
  const { beta, trackingError } = againstBenchmark(SWINGS, benchmark);
  expect([beta.value?.toFixed(), trackingError.value?.toFixed()]).toEqual(['2', '0.0610758803']);
  expect(againstBenchmark(SWINGS, benchmark.slice(1)).beta.absence).toBe('TOO_FEW_RETURNS');
  const still = SWINGS.map(({ day }) => ({ day, value: 0n }));
  expect(againstBenchmark(SWINGS, still).beta.absence).toBe('NO_VARIATION');
});

test('the best and the worst day', () => {
  expect(extremes(returns('0.01', '-0.02', '0.03', '-0.02'))).toMatchObject({ best: { day: '2024-01-03' }, worst: { day: '2024-01-02' } });
  expect(extremes([])).toBeNull();
});

test('what happens on a day without prices counts into the next trading day', () => {
  const levels = index(1, 1.1, 1.21, 1.21).map((point, place) => ({ ...point, isTradingDay: place !== 1 }));
  expect(dailyReturns(levels).map(({ day, value }) => `${day} ${fromScaled(value, RETURN_SCALE).toFixed()}`)).toEqual([
    '2024-01-03 0.21',
    '2024-01-04 0',
  ]);
});
