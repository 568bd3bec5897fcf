/**
 * Risk over daily returns (docs/CALCULATIONS.md, C10). Invariant: fewer than twenty returns, or nothing to divide by, is an
 * absence with its reason.
 */
import type { Day } from './day.js';
import { Decimal, RATIO_SCALE, roundHalfEven, ZERO } from './decimal.js';
import { AbsenceReason, absent, known, type Outcome } from './outcome.js';
import type { DailyReturn, IndexPoint } from './performance.js';

export const RETURNS_MIN = 20;
export const TRADING_DAYS_PER_YEAR = 252;
/** The share of days value at risk looks past. */
const VALUE_AT_RISK_TAIL = new Decimal('0.05');
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
  const target = riskFree.div(TRADING_DAYS_PER_YEAR);
  const short = valuesOf(returns).map((value) => Decimal.min(value.minus(target), ZERO));
  const downside = mean(short.map((value) => value.times(value))).sqrt();
  return perRisk(mean(valuesOf(returns)).minus(target), downside);
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
  let worst: { peak: IndexPoint; trough: IndexPoint; kept: Decimal } | null = null;
  for (const point of index) {
    if (point.level.gte(peak.level)) peak = point;
    if (peak.level.isZero()) continue;
    const kept = point.level.div(peak.level);
    if (kept.lt(1) && (!worst || kept.lt(worst.kept))) worst = { peak, trough: point, kept };
  }
  if (!worst) return null;
  const { trough, kept, peak: from } = worst;
  const recovery = index.find((point) => point.day > trough.day && point.level.gte(from.level));
  return { depth: ratio(new Decimal(1).minus(kept)), peakDay: from.day, troughDay: trough.day, recoveryDay: recovery?.day ?? null };
}

/** The loss of one day that 95 % of days did not exceed, from the returns as they were; 0 or more. */
export function valueAtRisk(returns: readonly DailyReturn[]): Outcome<Decimal> {
  if (returns.length < RETURNS_MIN) return absent(AbsenceReason.TOO_FEW_RETURNS);
  const sorted = valuesOf(returns).sort((a, b) => a.comparedTo(b));
  const place = VALUE_AT_RISK_TAIL.times(sorted.length).ceil().toNumber();
  return known(ratio(Decimal.max((sorted[place - 1] as Decimal).neg(), ZERO)));
}

export interface DayExtremes {
  readonly best: DailyReturn;
  readonly worst: DailyReturn;
}

/** The earliest of the best and of the worst days; null without a return. */
export function extremes(returns: readonly DailyReturn[]): DayExtremes | null {
  const [first] = returns;
  if (!first) return null;
  let [best, worst] = [first, first];
  for (const each of returns) {
    if (each.value.gt(best.value)) best = each;
    if (each.value.lt(worst.value)) worst = each;
  }
  const rounded = (each: DailyReturn) => ({ day: each.day, value: ratio(each.value) });
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
    return other ? [{ own: value, other }] : [];
  });
  if (pairs.length < RETURNS_MIN) {
    const few = absent(AbsenceReason.TOO_FEW_RETURNS);
    return { beta: few, trackingError: few };
  }
  const [ownMean, otherMean] = [mean(pairs.map(({ own }) => own)), mean(pairs.map(({ other }) => other))];
  let covariance = ZERO;
  let variance = ZERO;
  for (const { own, other } of pairs) {
    const apart = other.minus(otherMean);
    covariance = covariance.plus(own.minus(ownMean).times(apart));
    variance = variance.plus(apart.times(apart));
  }
  return {
    beta: isNothing(variance) ? absent(AbsenceReason.NO_VARIATION) : known(ratio(covariance.div(variance))),
    trackingError: known(ratio(deviation(pairs.map(({ own, other }) => own.minus(other))).times(YEAR_ROOT))),
  };
}

/** What the period's return was above the benchmark's. */
export function excessReturn(own: Outcome<Decimal>, benchmark: Outcome<Decimal>): Outcome<Decimal> {
  if (own.value === null) return own;
  return benchmark.value === null ? benchmark : known(own.value.minus(benchmark.value));
}

function valuesOf(returns: readonly DailyReturn[]): Decimal[] {
  return returns.map(({ value }) => value);
}

function mean(values: readonly Decimal[]): Decimal {
  return values.reduce((sum, value) => sum.plus(value), ZERO).div(values.length);
}

/** Equal returns deviate from their mean by the last places of its division. */
function isNothing(value: Decimal): boolean {
  return value.lt('1e-24');
}

/** With n - 1. */
function deviation(values: readonly Decimal[]): Decimal {
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum.plus(value.minus(middle).times(value.minus(middle))), ZERO);
  return squares.div(values.length - 1).sqrt();
}

function ratio(value: Decimal): Decimal {
  return roundHalfEven(value, RATIO_SCALE);
}
