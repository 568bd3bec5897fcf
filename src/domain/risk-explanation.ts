/**
 * How the figures of risk came about, step by step from the daily returns (docs/CALCULATIONS.md, C10, C17). Invariant: what the
 * steps come to is what is shown, to the last digit.
 */
import { assert } from './assert.js';
import { Decimal, RATIO_SCALE, roundHalfEven } from './decimal.js';
import { type ExplainedStep, type ExplainedTerm, TermUse } from './explanation.js';
import type { Outcome } from './outcome.js';
import { type DailyReturn, type IndexPoint, LEVEL_SCALE, RETURN_SCALE } from './performance.js';
import { type AgainstBenchmark, type Drawdown, RETURNS_MIN, TRADING_DAYS_PER_YEAR } from './risk.js';

/** Places of numbers on the way: far more than any figure keeps, so that the last rounding is the only one that shows. */
const WAY_SCALE = 60;

/** What is shown, and has to come out. */
export interface ShownRisk extends AgainstBenchmark {
  readonly riskFreeRate: Decimal;
  readonly volatility: Outcome<Decimal>;
  readonly sharpe: Outcome<Decimal>;
  readonly sortino: Outcome<Decimal>;
  readonly maxDrawdown: Drawdown | null;
}

export interface RiskBasis {
  readonly returns: readonly DailyReturn[];
  readonly benchmark: readonly DailyReturn[] | null;
  readonly index: readonly IndexPoint[];
}

export function explainRisk({ returns, benchmark, index }: RiskBasis, shown: ShownRisk): readonly ExplainedStep[] {
  const steps = new RiskSteps();
  if (returns.length >= RETURNS_MIN) explainReturns(steps, returns, shown);
  if (benchmark) explainAgainst(steps, pairsOf(returns, benchmark), shown);
  if (shown.maxDrawdown) explainDrawdown(steps, index, shown.maxDrawdown);
  const figures = { ...shown, maxDrawdown: { value: shown.maxDrawdown?.depth ?? null } };
  for (const name of ['volatility', 'sharpe', 'sortino', 'beta', 'trackingError', 'maxDrawdown'] as const) {
    const { value } = figures[name];
    const found = steps.result(name);
    const agrees = value === null ? found === null : found?.eq(value);
    assert(agrees, `the steps to ${name} come to ${found?.toFixed()} and ${value?.toFixed()} is shown`);
  }
  return steps.all;
}

function explainReturns(steps: RiskSteps, returns: readonly DailyReturn[], { riskFreeRate, sharpe, sortino }: ShownRisk): void {
  const values = returns.map(({ value }) => decimal(value));
  const count = new Decimal(values.length);
  steps.product('mean', [times('sum of the daily returns', sumOf(values)), by('daily returns', count)]);
  steps.root('yearRoot', times('trading days of a year', new Decimal(TRADING_DAYS_PER_YEAR)));
  explainDeviation(steps, { values, name: 'deviation', of: 'daily returns' });
  steps.product('volatility', [steps.term('deviation'), steps.term('yearRoot')], RATIO_SCALE);
  if (sharpe.value === null && sortino.value === null) return;
  const daily = riskFreeRate.div(TRADING_DAYS_PER_YEAR);
  steps.sum('excess', [
    { ...steps.term('mean'), use: TermUse.PLUS },
    { name: 'risk-free return of a day', use: TermUse.MINUS, value: daily },
  ]);
  const yearly = [steps.term('excess'), steps.term('yearRoot')];
  if (sharpe.value) steps.product('sharpe', [...yearly, { ...steps.term('deviation'), use: TermUse.DIVIDED_BY }], RATIO_SCALE);
  if (!sortino.value) return;
  const target = roundHalfEven(daily, RETURN_SCALE);
  const shortfalls = values.filter((value) => value.lt(target)).map((value) => value.minus(target));
  steps.product('downsideVariance', [times('squared shortfalls', sumOf(shortfalls.map(squared))), by('daily returns', count)]);
  steps.root('downside', steps.term('downsideVariance'));
  steps.product('sortino', [...yearly, { ...steps.term('downside'), use: TermUse.DIVIDED_BY }], RATIO_SCALE);
}

function explainAgainst(steps: RiskSteps, pairs: readonly Pair[], { beta }: ShownRisk): void {
  if (pairs.length < RETURNS_MIN) return;
  const [owns, others] = [deviationsOf(pairs.map(({ own }) => own)), deviationsOf(pairs.map(({ other }) => other))];
  if (beta.value) {
    const products = sumOf(owns.map((own, place) => own.times(others[place] as Decimal)));
    const squares = sumOf(others.map(squared));
    steps.product(
      'beta',
      [times('products of the deviations of both', products), by('squared deviations of the benchmark', squares)],
      RATIO_SCALE,
    );
  }
  const differences = pairs.map(({ own, other }) => own.minus(other));
  if (!steps.has('yearRoot')) steps.root('yearRoot', times('trading days of a year', new Decimal(TRADING_DAYS_PER_YEAR)));
  explainDeviation(steps, { values: differences, name: 'trackingDeviation', of: 'differences' });
  steps.product('trackingError', [steps.term('trackingDeviation'), steps.term('yearRoot')], RATIO_SCALE);
}

/** The standard deviation with n - 1. */
function explainDeviation(
  steps: RiskSteps,
  { values, name, of }: { readonly values: readonly Decimal[]; readonly name: string; readonly of: string },
): void {
  const squares = sumOf(deviationsOf(values).map(squared));
  const variance = name.replace(/[dD]eviation$/, (end) => (end.startsWith('d') ? 'variance' : 'Variance'));
  steps.product(variance, [times(`squared deviations of the ${of}`, squares), by(`${of} less one`, new Decimal(values.length - 1))]);
  steps.root(name, steps.term(variance));
}

function explainDrawdown(steps: RiskSteps, index: readonly IndexPoint[], { peakDay, troughDay }: Drawdown): void {
  const levelOn = (day: string) => {
    const point = index.find((each) => each.day === day);
    assert(point, `the growth has a level on ${day}`);
    return new Decimal(point.level.toString()).div(LEVEL_ONE);
  };
  const [peak, trough] = [levelOn(peakDay), levelOn(troughDay)];
  steps.sum('fall', [
    { name: 'growth of one at the peak', use: TermUse.PLUS, value: peak },
    { name: 'growth of one at the trough', use: TermUse.MINUS, value: trough },
  ]);
  steps.product('maxDrawdown', [steps.term('fall'), by('growth of one at the peak', peak)], RATIO_SCALE);
}

const LEVEL_ONE = new Decimal(10).pow(LEVEL_SCALE);
const RETURN_ONE = new Decimal(10).pow(RETURN_SCALE);

interface Pair {
  readonly own: Decimal;
  readonly other: Decimal;
}

function pairsOf(returns: readonly DailyReturn[], benchmark: readonly DailyReturn[]): Pair[] {
  const theirs = new Map(benchmark.map(({ day, value }) => [day, value]));
  return returns.flatMap(({ day, value }) => {
    const other = theirs.get(day);
    return other === undefined ? [] : [{ own: decimal(value), other: decimal(other) }];
  });
}

function deviationsOf(values: readonly Decimal[]): Decimal[] {
  const mean = sumOf(values).div(values.length);
  return values.map((value) => value.minus(mean));
}

function decimal(value: bigint): Decimal {
  return new Decimal(value.toString()).div(RETURN_ONE);
}

function sumOf(values: readonly Decimal[]): Decimal {
  return values.reduce((sum, value) => sum.plus(value), new Decimal(0));
}

function squared(value: Decimal): Decimal {
  return value.times(value);
}

function times(name: string, value: Decimal): ExplainedTerm {
  return { name, use: TermUse.TIMES, value: roundHalfEven(value, WAY_SCALE) };
}

function by(name: string, value: Decimal): ExplainedTerm {
  return { ...times(name, value), use: TermUse.DIVIDED_BY };
}

class RiskSteps {
  readonly all: ExplainedStep[] = [];

  sum(name: string, terms: readonly ExplainedTerm[]): void {
    this.add(name, terms, sumOf(terms.map(({ use, value }) => (use === TermUse.MINUS ? value.negated() : value))));
  }

  product(name: string, terms: readonly ExplainedTerm[], scale: number | null = null): void {
    const whole = terms.reduce(
      (result, { use, value }) => (use === TermUse.DIVIDED_BY ? result.div(value) : result.times(value)),
      new Decimal(1),
    );
    this.add(name, terms, whole, scale);
  }

  root(name: string, of: ExplainedTerm): void {
    this.add(name, [{ ...of, use: TermUse.ROOT }], of.value.sqrt());
  }

  has(name: string): boolean {
    return this.result(name) !== null;
  }

  result(name: string): Decimal | null {
    return this.all.find((step) => step.name === name)?.result ?? null;
  }

  /** The result of an earlier step, multiplied by. */
  term(name: string): ExplainedTerm {
    const value = this.result(name);
    assert(value, `the step ${name} comes before the one that needs it`);
    return { name, use: TermUse.TIMES, value };
  }

  private add(name: string, terms: readonly ExplainedTerm[], result: Decimal, scale: number | null = null): void {
    this.all.push({ name, terms, scale, result: roundHalfEven(result, scale ?? WAY_SCALE) });
  }
}
