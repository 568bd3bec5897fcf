/**
 * What a period came to: its returns, what explains them, and risk (docs/CALCULATIONS.md, C2, C3, C7 to C10). Invariant: the parts of a
 * report add up to what was gained, and a figure that means nothing is absent with its reason.
 */
import { gainOf } from './attribution.js';
import { type Day, daysBetween } from './day.js';
import type { Decimal } from './decimal.js';
import { type SeriesDay, seriesPointOf, startOf } from './history.js';
import { AbsenceReason, absent, known, type Outcome } from './outcome.js';
import {
  annualised,
  type DailyReturn,
  type DaySeries,
  dailyReturns,
  growthIndex,
  growthOf,
  type IndexPoint,
  irrOf,
  ReturnVariant,
  simpleReturn,
  withoutIncome,
} from './performance.js';
import {
  againstBenchmark,
  type DayExtremes,
  type Drawdown,
  excessReturn,
  extremes,
  maxDrawdown,
  sharpe,
  sortino,
  valueAtRisk,
  volatility,
} from './risk.js';
import { shareOf, unscaled } from './scaled.js';

export interface ReturnFigures {
  readonly total: Outcome<Decimal>;
  /** Without dividends and interest. */
  readonly price: Outcome<Decimal>;
}

/** What adds up: end - start = inflow - outflow + priceGain + currencyGain + income - fees - taxes. */
export interface Explanation {
  readonly start: Decimal;
  readonly end: Decimal;
  readonly inflow: Decimal;
  readonly outflow: Decimal;
  readonly priceGain: Decimal;
  readonly currencyGain: Decimal;
  readonly income: Decimal;
  readonly fees: Decimal;
  readonly taxes: Decimal;
  /** end - start - inflow + outflow. */
  readonly gain: Decimal;
}

export interface Risk {
  readonly riskFreeRate: Decimal;
  readonly volatility: Outcome<Decimal>;
  readonly sharpe: Outcome<Decimal>;
  readonly sortino: Outcome<Decimal>;
  readonly valueAtRisk: Outcome<Decimal>;
  /** Null when the value per unit of capital never fell. */
  readonly maxDrawdown: Drawdown | null;
  /** Null without a return. */
  readonly days: DayExtremes | null;
  readonly beta: Outcome<Decimal>;
  readonly trackingError: Outcome<Decimal>;
  readonly benchmarkReturn: Outcome<Decimal>;
  readonly excessReturn: Outcome<Decimal>;
}

/** What a period came to. */
export interface PeriodReport {
  /** The day whose end the period starts from. */
  readonly start: Day;
  readonly to: Day;
  readonly days: number;
  readonly isPartial: boolean;
  readonly simpleReturn: ReturnFigures;
  readonly twr: ReturnFigures;
  readonly twrAnnualised: ReturnFigures;
  readonly irr: ReturnFigures;
  /** Null when nothing was recorded in the period or before. */
  readonly explanation: Explanation | null;
  readonly risk: Risk;
  /** The growth of one unit of capital, day by day, and that of the benchmark. */
  readonly index: Outcome<readonly IndexPoint[]>;
  readonly benchmarkIndex: Outcome<readonly IndexPoint[]>;
}

/** One day of a report, and the one its period starts from. */
export interface PerformancePart extends Readonly<Record<(typeof PARTS)[number], Decimal>> {
  readonly day: Day;
  /** At its end. */
  readonly value: Decimal;
  /** (value + outflow) / (value before + inflow) - 1, with `departed` taken off both. */
  readonly growth: Outcome<Decimal>;
  readonly isPartial: boolean;
}

const PARTS = ['inflow', 'outflow', 'departed', 'priceGain', 'currencyGain', 'income', 'netIncome', 'fees', 'taxes'] as const;

/** Each day with what explains it: the figures of a report can be worked out from them again. */
export function partsOf(days: readonly SeriesDay[]): PerformancePart[] {
  const [start, ...rest] = days;
  if (!start) return [];
  const parts = rest.map((day, index) => partOf(day, rest[index - 1] ?? start));
  // What moved on the day the period begins from happened before it: with it the parts would not add up to the period.
  return [partOf(startOf(start.day, start), null), ...parts];
}

function partOf(day: SeriesDay, before: SeriesDay | null): PerformancePart {
  const amounts = Object.fromEntries(PARTS.map((name) => [name, unscaled(day[name])])) as Record<(typeof PARTS)[number], Decimal>;
  return { day: day.day, value: unscaled(day.total), ...amounts, growth: growthOn(day, before), isPartial: day.isPartial };
}

function growthOn({ total, inflow, outflow, departed, lacksRate }: SeriesDay, before: SeriesDay | null): Outcome<Decimal> {
  if (before && lacksRate) return absent(AbsenceReason.NO_RATE);
  const capital = (before?.total ?? 0n) + inflow - departed;
  const end = total + outflow - departed;
  if (capital <= 0n) return absent(AbsenceReason.NO_CAPITAL);
  return end < 0n ? absent(AbsenceReason.LOST_MORE_THAN_ALL) : known(shareOf(end - capital, capital));
}

export interface PeriodTerms {
  /** What a report names that has no day. */
  readonly asked: { readonly start: Day; readonly to: Day };
  readonly benchmark: DaySeries | null;
  readonly riskFreeRate: Decimal;
}

/** Figure by figure: each goes over thousands of days, and the periods of a dashboard are asked for at once. */
export function* reportOf(
  days: readonly [SeriesDay, ...SeriesDay[]] | null,
  { asked, benchmark, riskFreeRate }: PeriodTerms,
): Generator<void, PeriodReport> {
  const none = { total: absent(AbsenceReason.NO_HISTORY), price: absent(AbsenceReason.NO_HISTORY) };
  if (!days) {
    const returns = { simpleReturn: none, twr: none, twrAnnualised: none, irr: none };
    const indices = { index: none.total, benchmarkIndex: none.total };
    const risk = yield* riskOf(none.total, { benchmarkIndex: absent(AbsenceReason.NO_BENCHMARK), riskFreeRate });
    const span = { ...asked, days: daysBetween(asked.start, asked.to), isPartial: false };
    return { ...span, ...returns, explanation: null, risk, ...indices };
  }
  const [start, ...rest] = days;
  const points: DaySeries = [seriesPointOf(start), ...rest.map(seriesPointOf)];
  yield;
  const to = (rest.at(-1) ?? start).day;
  const count = daysBetween(start.day, to);
  const lacking = rest.some(({ lacksRate }) => lacksRate) ? absent(AbsenceReason.NO_RATE) : null;
  const index = lacking ?? growthIndex(points);
  yield;
  const benchmarkIndex = benchmark ? growthIndex(benchmark) : absent(AbsenceReason.NO_BENCHMARK);
  yield;
  const priceIndex = lacking ?? growthIndex(points, ReturnVariant.PRICE);
  const twr = { total: growthOf(index), price: growthOf(priceIndex) };
  const twrAnnualised = { total: annualised(index, count), price: annualised(priceIndex, count) };
  yield;
  const returns = { total: lacking ?? simpleReturn(points), price: lacking ?? simpleReturn(points, ReturnVariant.PRICE) };
  const total = lacking ?? irrOf(points);
  yield;
  const irr = { total, price: lacking ?? irrOf(withoutIncome(points)) };
  yield;
  const explanation = explanationOf(days);
  yield;
  return {
    start: start.day,
    to,
    days: count,
    isPartial: days.some(({ isPartial }) => isPartial),
    simpleReturn: returns,
    twr,
    twrAnnualised,
    irr,
    explanation,
    risk: yield* riskOf(index, { benchmarkIndex, riskFreeRate }),
    index,
    benchmarkIndex,
  };
}

function explanationOf([start, ...days]: readonly [SeriesDay, ...SeriesDay[]]): Explanation {
  const end = (days.at(-1) ?? start).total;
  let [inflow, outflow, priceGain, currencyGain, income, fees, taxes] = [0n, 0n, 0n, 0n, 0n, 0n, 0n];
  // One pass over thousands of days, on most of which nothing but prices moved.
  for (const day of days) {
    priceGain += day.priceGain;
    if (day.currencyGain !== 0n) currencyGain += day.currencyGain;
    if (day.inflow !== 0n) inflow += day.inflow;
    if (day.outflow !== 0n) outflow += day.outflow;
    if (day.income !== 0n) income += day.income;
    if (day.fees !== 0n) fees += day.fees;
    if (day.taxes !== 0n) taxes += day.taxes;
  }
  return {
    start: unscaled(start.total),
    end: unscaled(end),
    inflow: unscaled(inflow),
    outflow: unscaled(outflow),
    priceGain: unscaled(priceGain),
    currencyGain: unscaled(currencyGain),
    income: unscaled(income),
    fees: unscaled(fees),
    taxes: unscaled(taxes),
    gain: unscaled(gainOf({ start: start.total, end, inflow, outflow })),
  };
}

function* riskOf(
  index: Outcome<readonly IndexPoint[]>,
  { benchmarkIndex: theirs, riskFreeRate }: { benchmarkIndex: Outcome<readonly IndexPoint[]>; riskFreeRate: Decimal },
): Generator<void, Risk> {
  const benchmarkReturn = growthOf(theirs);
  if (index.value === null) {
    const gone = absent(index.absence);
    const figures = { volatility: gone, sharpe: gone, sortino: gone, valueAtRisk: gone, beta: gone, trackingError: gone };
    return { riskFreeRate, ...figures, benchmarkReturn, excessReturn: gone, maxDrawdown: null, days: null };
  }
  const returns: DailyReturn[] = dailyReturns(index.value);
  yield;
  const against = theirs.value ? againstBenchmark(returns, dailyReturns(theirs.value)) : null;
  const missing = absent(theirs.absence ?? AbsenceReason.NO_BENCHMARK);
  yield;
  const byVariation = { volatility: volatility(returns), sharpe: sharpe(returns, riskFreeRate), sortino: sortino(returns, riskFreeRate) };
  yield;
  const atRisk = valueAtRisk(returns);
  yield;
  return {
    riskFreeRate,
    ...byVariation,
    valueAtRisk: atRisk,
    maxDrawdown: maxDrawdown(index.value),
    days: extremes(returns),
    beta: against?.beta ?? missing,
    trackingError: against?.trackingError ?? missing,
    benchmarkReturn,
    excessReturn: excessReturn(index, theirs),
  };
}
