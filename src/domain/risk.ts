/**
 * Risk over daily returns (docs/CALCULATIONS.md, C10). Invariant: fewer than twenty returns, or nothing to divide by, is an
 * absence with its reason.
 */
import type { Day } from './day.js';
import { Decimal, RATIO_SCALE, roundHalfEven, toScaled, ZERO } from './decimal.js';
import { AbsenceReason, absent, known, type Outcome } from './outcome.js';
import { type DailyReturn, type IndexPoint, LEVEL_ONE, RETURN_SCALE } from './performance.js';
import { powerOfTen } from './rational.js';
import { shareOf } from './scaled.js';

export const RETURNS_MIN = 20;
export const TRADING_DAYS_PER_YEAR = 252;
/** Value at risk looks past one day in so many. */
const VALUE_AT_RISK_TAIL = 20;
const YEAR_ROOT = new Decimal(TRADING_DAYS_PER_YEAR).sqrt();

/** Standard deviation of the daily returns with n - 1, times the root of 252. */
export function volatility(returns: readonly DailyReturn[]): Outcome<Decimal> {
  if (returns.length < RETURNS_MIN) return absent(AbsenceReason.TOO_FEW_RETURNS);
  return known(ratio(deviation(valuesOf(returns)).times(YEAR_ROOT)));
}

/** Mean daily return above the risk-free rate by its standard deviation, for a year. `riskFree` is a yearly rate. */
export function sharpe(returns: readonly DailyReturn[], riskFree: Decimal): Outcome<Decimal> {
  if (returns.length < RETURNS_MIN) return absent(AbsenceReason.TOO_FEW_RETURNS);
  const values = valuesOf(returns);
  return perRisk(mean(values).minus(riskFree.div(TRADING_DAYS_PER_YEAR)), deviation(values));
}

/** The same by the downside alone: the root of the mean square of what fell short, over all days. */
export function sortino(returns: readonly DailyReturn[], riskFree: Decimal): Outcome<Decimal> {
  if (returns.length < RETURNS_MIN) return absent(AbsenceReason.TOO_FEW_RETURNS);
  const daily = riskFree.div(TRADING_DAYS_PER_YEAR);
  const target = toScaled(roundHalfEven(daily, RETURN_SCALE), RETURN_SCALE);
  let squares = 0n;
  for (const { value } of returns) if (value < target) squares += (value - target) * (value - target);
  const downside = squaredDecimal(squares, returns.length).sqrt();
  return perRisk(mean(valuesOf(returns)).minus(daily), downside);
}

function perRisk(excess: Decimal, risk: Decimal): Outcome<Decimal> {
  return isNothing(risk) ? absent(AbsenceReason.NO_VARIATION) : known(ratio(excess.div(risk).times(YEAR_ROOT)));
}

export interface Drawdown {
  /** The fall from the peak as a fraction, 0 or more. */
  readonly depth: Decimal;
  readonly peakDay: Day;
  readonly troughDay: Day;
  /** The first day the peak was reached again; null when it has not been. */
  readonly recoveryDay: Day | null;
}

/** The deepest fall from the running peak, the start included; null when the index never fell. */
export function maxDrawdown(index: readonly IndexPoint[]): Drawdown | null {
  let peak = index[0] as IndexPoint;
  let worst: { readonly peak: IndexPoint; readonly trough: IndexPoint } | null = null;
  for (const point of index) {
    // Of equal levels the first: a peak of Friday that a weekend leaves as it was is Friday's.
    if (point.level > peak.level) peak = point;
    if (point.level >= peak.level) continue;
    // trough / peak, compared without dividing.
    if (!worst || point.level * worst.peak.level < worst.trough.level * peak.level) worst = { peak, trough: point };
  }
  if (!worst) return null;
  const { trough, peak: from } = worst;
  const recovery = index.find((point) => point.day > trough.day && point.level >= from.level);
  const depth = shareOf(from.level - trough.level, from.level);
  return { depth, peakDay: from.day, troughDay: trough.day, recoveryDay: recovery?.day ?? null };
}

/** The loss of one day that 95 % of days did not exceed, from the returns as they were; 0 or more. */
export function valueAtRisk(returns: readonly DailyReturn[]): Outcome<Decimal> {
  if (returns.length < RETURNS_MIN) return absent(AbsenceReason.TOO_FEW_RETURNS);
  const sorted = valuesOf(returns).sort((a, b) => (a < b ? -1 : Number(a > b)));
  const loss = -(sorted[Math.ceil(sorted.length / VALUE_AT_RISK_TAIL) - 1] as bigint);
  return known(loss > 0n ? fraction(loss) : ZERO);
}

/** A day and its return as a fraction. */
export interface ExtremeDay {
  readonly day: Day;
  readonly value: Decimal;
}

export interface DayExtremes {
  readonly best: ExtremeDay;
  readonly worst: ExtremeDay;
}

/** The earliest of the best and of the worst days; null without a return. */
export function extremes(returns: readonly DailyReturn[]): DayExtremes | null {
  const [first] = returns;
  if (!first) return null;
  let [best, worst] = [first, first];
  for (const each of returns) {
    if (each.value > best.value) best = each;
    if (each.value < worst.value) worst = each;
  }
  const rounded = (each: DailyReturn): ExtremeDay => ({ day: each.day, value: fraction(each.value) });
  return { best: rounded(best), worst: rounded(worst) };
}

export interface AgainstBenchmark {
  /** Covariance with the benchmark by its variance. */
  readonly beta: Outcome<Decimal>;
  /** Standard deviation of the difference of the daily returns, times the root of 252. */
  readonly trackingError: Outcome<Decimal>;
}

/** Compared on the days both have a return for. */
export function againstBenchmark(returns: readonly DailyReturn[], benchmark: readonly DailyReturn[]): AgainstBenchmark {
  const theirs = new Map(benchmark.map(({ day, value }) => [day, value]));
  const pairs = returns.flatMap(({ day, value }) => {
    const other = theirs.get(day);
    return other === undefined ? [] : [{ own: value, other }];
  });
  if (pairs.length < RETURNS_MIN) {
    const few = absent(AbsenceReason.TOO_FEW_RETURNS);
    return { beta: few, trackingError: few };
  }
  const count = BigInt(pairs.length);
  let [owns, others, products, squares] = [0n, 0n, 0n, 0n];
  for (const { own, other } of pairs) {
    owns += own;
    others += other;
    products += own * other;
    squares += other * other;
  }
  // Both sums of n products of deviations from the mean, times n.
  const covariance = products * count - owns * others;
  const variance = squares * count - others * others;
  const varied = squaredDecimal(variance, pairs.length * pairs.length);
  return {
    beta: isNothing(varied) ? absent(AbsenceReason.NO_VARIATION) : known(shareOf(covariance, variance)),
    trackingError: known(ratio(deviation(pairs.map(({ own, other }) => own - other)).times(YEAR_ROOT))),
  };
}

/** What one index grew by above another, rounded once. */
export function excessReturn(own: Outcome<readonly IndexPoint[]>, benchmark: Outcome<readonly IndexPoint[]>): Outcome<Decimal> {
  if (own.value === null) return own;
  if (benchmark.value === null) return benchmark;
  const [ours, theirs] = [own.value.at(-1), benchmark.value.at(-1)] as [IndexPoint, IndexPoint];
  return known(shareOf(ours.level - theirs.level, LEVEL_ONE));
}

function valuesOf(returns: readonly DailyReturn[]): bigint[] {
  return returns.map(({ value }) => value);
}

function mean(values: readonly bigint[]): Decimal {
  const sum = values.reduce((total, value) => total + value, 0n);
  return new Decimal(sum.toString()).div(values.length).div(RETURN_UNIT);
}

const RETURN_UNIT = new Decimal(10).pow(RETURN_SCALE);

/** A sum of products of two returns, divided. */
function squaredDecimal(sum: bigint, divisor: number): Decimal {
  return new Decimal(sum.toString()).div(divisor).div(RETURN_UNIT).div(RETURN_UNIT);
}

/** Equal returns deviate from their mean by the last places of its division. */
function isNothing(value: Decimal): boolean {
  return value.lt('1e-24');
}

/** With n - 1, from exact sums: (n x sum of squares - square of the sum) / n / (n - 1). */
function deviation(values: readonly bigint[]): Decimal {
  let [sum, squares] = [0n, 0n];
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  const count = values.length;
  return squaredDecimal(squares * BigInt(count) - sum * sum, count * (count - 1)).sqrt();
}

function ratio(value: Decimal): Decimal {
  return roundHalfEven(value, RATIO_SCALE);
}

/** A return as the fraction it is shown as. */
function fraction(value: bigint): Decimal {
  return shareOf(value, RETURN_ONE);
}

const RETURN_ONE = powerOfTen(RETURN_SCALE);
