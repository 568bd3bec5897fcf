import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, parseDay } from './day.js';
import { Decimal, roundHalfEven, toScaled } from './decimal.js';
import type { ExplainedStep, ExplainedTerm } from './explanation.js';
import { type DailyReturn, type IndexPoint, LEVEL_SCALE, RETURN_SCALE } from './performance.js';
import { againstBenchmark, maxDrawdown, sharpe, sortino, volatility } from './risk.js';
import { explainRisk } from './risk-explanation.js';

const START = parseDay('2024-01-01');

test('the steps say what a swinging series was made of', () => {
  // Ten times +1 % and -0.5 %: their sum is 5 %, and each is 0.75 % from the mean of 0.25 %: 20 x 0.0075 squared = 0.001125.
  const values = Array.from({ length: 20 }, (_, place) => (place % 2 === 0 ? '0.01' : '-0.005'));
  const steps = explained({ values, riskFree: '0.0252' });
  expect(termsOf(steps, 'mean')).toEqual(['TIMES sum of the daily returns 0.05', 'DIVIDED_BY daily returns 20']);
  expect(termsOf(steps, 'variance')).toEqual([
    'TIMES squared deviations of the daily returns 0.001125',
    'DIVIDED_BY daily returns less one 19',
  ]);
  expect(termsOf(steps, 'excess')).toEqual(['PLUS mean 0.0025', 'MINUS risk-free return of a day 0.0001']);
  // Ten days fall short by 0.0051.
  expect(termsOf(steps, 'downsideVariance')).toEqual(['TIMES squared shortfalls 0.0002601', 'DIVIDED_BY daily returns 20']);
  expect(termsOf(steps, 'deviation')[0]).toMatch(/^ROOT variance 0\.0000592105/);
  expect(steps.find(({ name }) => name === 'volatility')?.result.toFixed()).toBe('0.1221517607');
});

test('whoever carries the steps out comes to the figures that are shown, to the last digit', () => {
  const value = fc.integer({ min: -90_000, max: 90_000 }).map((millionths) => new Decimal(millionths).div(1_000_000).toFixed());
  const series = fc.array(value, { minLength: 1, maxLength: 60 });
  const riskFree = fc.constantFrom('0', '0.0313');
  fc.assert(
    fc.property(series, series, riskFree, (values, benchmark, rate) => {
      const results = new Map<string, Decimal>();
      for (const { name, terms, scale, result } of explained({ values, benchmark, riskFree: rate })) {
        for (const term of terms) if (results.has(term.name)) expect(term.value).toEqual(results.get(term.name));
        const again = roundHalfEven(carriedOut(terms), scale ?? 60);
        expect(again.toFixed()).toBe(result.toFixed());
        results.set(name, result);
      }
    }),
    { numRuns: 60 },
  );
});

/** Asserts itself that it comes to what `risk.ts` says. */
function explained(given: { values: readonly string[]; benchmark?: readonly string[]; riskFree: string }): readonly ExplainedStep[] {
  const returns = returnsOf(given.values);
  const benchmark = given.benchmark ? returnsOf(given.benchmark) : null;
  const riskFreeRate = new Decimal(given.riskFree);
  const index = indexOf(given.values);
  const none = { value: null, absence: 'NO_BENCHMARK' } as const;
  return explainRisk(
    { returns, benchmark, index },
    {
      riskFreeRate,
      volatility: volatility(returns),
      sharpe: sharpe(returns, riskFreeRate),
      sortino: sortino(returns, riskFreeRate),
      maxDrawdown: maxDrawdown(index),
      ...(benchmark ? againstBenchmark(returns, benchmark) : { beta: none, trackingError: none }),
    },
  );
}

function returnsOf(values: readonly string[]): DailyReturn[] {
  return values.map((value, place) => ({ day: addDays(START, place + 1), value: toScaled(new Decimal(value), RETURN_SCALE) }));
}

function indexOf(values: readonly string[]): IndexPoint[] {
  let level = new Decimal(1);
  const levels = [level, ...values.map((value) => (level = roundHalfEven(level.times(new Decimal(value).plus(1)), 20)))];
  return levels.map((each, place) => ({ day: addDays(START, place), level: toScaled(each, LEVEL_SCALE), isTradingDay: true }));
}

function carriedOut(terms: readonly ExplainedTerm[]): Decimal {
  const [first, ...rest] = terms as [ExplainedTerm, ...ExplainedTerm[]];
  if (first.use === 'ROOT') return first.value.sqrt();
  return rest.reduce((result, { use, value }) => {
    if (use === 'PLUS') return result.plus(value);
    if (use === 'MINUS') return result.minus(value);
    return use === 'TIMES' ? result.times(value) : result.div(value);
  }, first.value);
}

function termsOf(steps: readonly ExplainedStep[], name: string): string[] {
  const step = steps.find((each) => each.name === name);
  return (step?.terms ?? []).map((term) => `${term.use} ${term.name} ${term.value.toFixed()}`);
}
