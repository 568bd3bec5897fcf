/**
 * Returns of a period, what explains them, and risk (docs/CALCULATIONS.md, C2, C3, C7 to C10). Invariant: the parts of a
 * report add up to what was gained, and a figure that means nothing is absent with its reason.
 */
import { authorise } from '../domain/access.js';
import { type Attribution, contributions, gainOf, type InstrumentAttribution, instrumentGain } from '../domain/attribution.js';
import type { Currency } from '../domain/currency.js';
import { addDays, type Day, daysBetween, tryParseDay } from '../domain/day.js';
import { type Decimal, fromScaled, ONE, roundHalfEven, toScaled, ZERO } from '../domain/decimal.js';
import { InvalidInput, NotFound } from '../domain/errors.js';
import type { ExplainedStep } from '../domain/explanation.js';
import { type GrowthPoint, growthPoints, type MonthReturn, monthReturns, type YearReturn, yearReturns } from '../domain/growth.js';
import { type SeriesDay, seriesPointOf, startOf } from '../domain/history.js';
import { type InstrumentId, isUuid } from '../domain/ids.js';
import { Instrument } from '../domain/instrument.js';
import { isTradingDay } from '../domain/market.js';
import type { PricePoint } from '../domain/market-series.js';
import { AbsenceReason, absent, known, type Outcome } from '../domain/outcome.js';
import {
  annualised,
  type DailyReturn,
  type DaySeries,
  dailyReturns,
  growthIndex,
  growthOf,
  type IndexPoint,
  irrOf,
  Period,
  RETURN_SCALE,
  ReturnVariant,
  simpleReturn,
  withoutIncome,
} from '../domain/performance.js';
import type { PriceBook } from '../domain/price-book.js';
import { Adjustment } from '../domain/quote.js';
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
} from '../domain/risk.js';
import { explainRisk } from '../domain/risk-explanation.js';
import { shareOf, unscaled } from '../domain/scaled.js';
import type { Actor } from '../domain/user.js';
import type { Database } from '../storage/database.js';
import { loadMarketSeries } from '../storage/query/market-series.js';
import { inTurns } from '../storage/turns.js';
import { POINTS_DEFAULT, POINTS_MAX } from './history.js';
import type { HistoryScope, PeriodOf, Series, SeriesService } from './series.js';

export interface PerformanceInput extends HistoryScope {
  /** One instrument within the portfolio or account. */
  readonly instrumentId?: string | null;
  /** Or from and to; ALL when neither is given. */
  readonly period?: Period | null;
  readonly from?: Day | null;
  readonly to?: Day | null;
  readonly benchmarkInstrumentId?: string | null;
  /** Yearly; 0 when not given. */
  readonly riskFreeRate?: Decimal | null;
}

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

export interface PerformanceReport {
  /** The day whose end the period starts from. */
  readonly start: Day;
  readonly to: Day;
  readonly days: number;
  readonly baseCurrency: Currency;
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
  readonly series: Series;
  readonly instrumentId: InstrumentId | null;
}

export interface Contribution extends Readonly<Record<keyof InstrumentAttribution, Decimal>> {
  readonly instrumentId: InstrumentId;
  readonly gain: Decimal;
  /** Its part of the simple return of the whole. */
  readonly contribution: Outcome<Decimal>;
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

function partOf(day: SeriesDay, before: bigint | null): PerformancePart {
  const amounts = Object.fromEntries(PARTS.map((name) => [name, unscaled(day[name])])) as Record<(typeof PARTS)[number], Decimal>;
  const capital = (before ?? 0n) + day.inflow - day.departed;
  const growth =
    capital > 0n ? known(shareOf(day.total + day.outflow - day.departed - capital, capital)) : absent(AbsenceReason.NO_CAPITAL);
  return { day: day.day, value: unscaled(day.total), ...amounts, growth, isPartial: day.isPartial };
}

/** A trading day's return as a fraction, every digit of it; the benchmark's where it has one. */
export interface ComparedReturn {
  readonly day: Day;
  readonly value: Decimal;
  readonly benchmark: Decimal | null;
}

export interface Contributions {
  readonly rows: readonly Contribution[];
  /** What fees of accounts, interest and cash added. */
  readonly rest: Outcome<Decimal>;
}

/** Reports remembered of one state of a series. */
const REPORTS_MAX = 30;
/** Places of a benchmark's values: prices are multiplied by rates and not rounded to money. */
const BENCHMARK_SCALE = 20;

export class PerformanceService {
  private readonly reports = new WeakMap<object, Map<string, PerformanceReport>>();

  constructor(
    private readonly database: Database,
    private readonly allSeries: SeriesService,
    private readonly prices: PriceBook,
  ) {}

  /** @throws NotFound when the scope, or the instrument in it, is not there or not the actor's */
  async report(actor: Actor | null, input: PerformanceInput): Promise<PerformanceReport> {
    authorise(actor, 'portfolio:read');
    const period = periodOf(input);
    const { instrumentId } = input;
    if (instrumentId && !isUuid(instrumentId)) throw new NotFound('instrument', 'instrumentId');
    const series = instrumentId
      ? await this.allSeries.instrumentSeries(actor, { ...input, instrumentId }, period)
      : await this.allSeries.series(actor, input, period);
    const riskFreeRate = input.riskFreeRate ?? ZERO;
    // As long as nothing of the series changed the same question has the same answer.
    const known = this.reports.get(series.basis) ?? new Map<string, PerformanceReport>();
    this.reports.set(series.basis, known);
    const asked = askedFor(period, series.today);
    const key = [
      series.days?.[0].day ?? asked.start,
      series.days?.at(-1)?.day ?? asked.to,
      input.benchmarkInstrumentId,
      riskFreeRate.toFixed(),
    ].join(' ');
    let report = known.get(key);
    if (!report) {
      const benchmark = await this.benchmark(series, input.benchmarkInstrumentId ?? null);
      const terms = { asked, benchmark, riskFreeRate, instrumentId: (instrumentId ?? null) as InstrumentId | null };
      report = await inTurns(reportOf(series, terms));
      if (known.size < REPORTS_MAX) known.set(key, report);
    }
    return report;
  }

  /** Each day with what explains it: the figures of the report can be worked out from them again. */
  parts({ series: { days } }: PerformanceReport, onlyFlows: boolean): PerformancePart[] {
    const [start, ...rest] = days ?? [];
    if (!start) return [];
    const parts = rest.map((day, index) => partOf(day, (rest[index - 1] ?? start).total));
    // What moved on the day the period begins from happened before it: with it the parts would not add up to the period.
    return [partOf(startOf(start.day, start), null), ...parts].filter(
      ({ inflow, outflow }) => !onlyFlows || !inflow.isZero() || !outflow.isZero(),
    );
  }

  /** The time-weighted return day by day, thinned to at most so many points; none where there is no such return. */
  growth({ index, benchmarkIndex }: PerformanceReport, points: number | null): GrowthPoint[] {
    const max = points ?? POINTS_DEFAULT;
    if (max < 2 || max > POINTS_MAX) throw new InvalidInput('points', 'RANGE', `points must be between 2 and ${POINTS_MAX}.`);
    return index.value ? growthPoints(index.value, benchmarkIndex.value, max) : [];
  }

  /** The arithmetic of the figures of risk; none where there is no such return. */
  riskSteps({ index, benchmarkIndex, risk }: PerformanceReport): readonly ExplainedStep[] {
    if (!index.value) return [];
    const benchmark = benchmarkIndex.value && dailyReturns(benchmarkIndex.value);
    return explainRisk({ returns: dailyReturns(index.value), benchmark, index: index.value }, risk);
  }

  /** What risk is measured over: a return for each trading day, oldest first, or the worst first. */
  dailyReturns({ index, benchmarkIndex }: PerformanceReport, isWorstFirst: boolean): ComparedReturn[] {
    const theirs = new Map((benchmarkIndex.value ? dailyReturns(benchmarkIndex.value) : []).map(({ day, value }) => [day, value]));
    const returns = index.value ? dailyReturns(index.value) : [];
    if (isWorstFirst) returns.sort((a, b) => (a.value < b.value ? -1 : Number(a.value > b.value)));
    return returns.map(({ day, value }) => {
      const other = theirs.get(day);
      return { day, value: fromScaled(value, RETURN_SCALE), benchmark: other === undefined ? null : fromScaled(other, RETURN_SCALE) };
    });
  }

  byMonth({ index, benchmarkIndex }: PerformanceReport): MonthReturn[] {
    return index.value ? monthReturns(index.value, benchmarkIndex.value) : [];
  }

  byYear({ index, benchmarkIndex }: PerformanceReport): YearReturn[] {
    return index.value ? yearReturns(index.value, benchmarkIndex.value) : [];
  }

  /** What each instrument added, the most first, and what is not of any instrument. */
  async contributions({ series, instrumentId }: PerformanceReport): Promise<Contributions> {
    if (instrumentId) return { rows: [], rest: absent(AbsenceReason.NO_BASIS) };
    const attribution = await this.allSeries.explain(series);
    return attribution ? contributionsOf(attribution) : { rows: [], rest: absent(AbsenceReason.NO_HISTORY) };
  }

  /** The benchmark's value in the base currency on the days of the series; null when it has no price for the first of them. */
  private async benchmark({ days, scope, live, knownAt }: Series, id: string | null): Promise<DaySeries | null> {
    if (id === null || !days) return null;
    const [start, ...rest] = days;
    const to = (rest.at(-1) ?? start).day;
    const { baseCurrency } = scope.portfolio;
    return this.database.read(async (em) => {
      const instrument = isUuid(id) ? await em.findOne(Instrument, { id: id as InstrumentId }) : null;
      if (!instrument) throw new NotFound('instrument', 'benchmarkInstrumentId');
      const currencies = [instrument.currency, baseCurrency];
      const series = await loadMarketSeries(em, { instrumentIds: [instrument.id], currencies, from: start.day, until: to, knownAt });
      const points = days.flatMap(({ day }) => {
        const market = live && day === to ? this.prices : series.on(day);
        const quote = market.quote(instrument.id);
        const rate = market.cross(instrument.currency, baseCurrency);
        if (!quote || quote.currency !== instrument.currency || !rate) return [];
        const exact = quote.price.times(unitsAt(instrument, quote)).times(rate.numerator).div(rate.denominator);
        const value = toScaled(roundHalfEven(exact, BENCHMARK_SCALE), BENCHMARK_SCALE);
        return [{ day, value, inflow: 0n, outflow: 0n, departed: 0n, income: 0n, isTradingDay: isTradingDay(day) }];
      });
      const [first, ...others] = points;
      return first?.day === start.day ? [first, ...others] : null;
    });
  }
}

/** What one unit of before the first split had become on the quote's day; a source that adjusts its prices has seen to it. */
function unitsAt({ splits }: Instrument, { adjustment, valueDate }: PricePoint): Decimal {
  if (adjustment !== Adjustment.NONE) return ONE;
  const past = splits.filter(({ exDate }) => exDate <= valueDate);
  return past.reduce((units, { ratioNew, ratioOld }) => units.times(ratioNew).div(ratioOld), ONE);
}

function periodOf({ period, from, to }: PerformanceInput): PeriodOf {
  if (period && (from || to)) throw new InvalidInput('period', 'EITHER', 'Give a period, or from and to.');
  if (from && to && from > to) throw new InvalidInput('from', 'RANGE', 'from must not be later than to.');
  return (first, today) => ({ start: from ? addDays(from, -1) : startOfPeriod(period ?? Period.ALL, first, today), to });
}

/** A period in its own words, whatever there is of it; since the first entry, where there is none, is today. */
function askedFor(period: PeriodOf, today: Day): Terms['asked'] {
  const { start, to } = period(addDays(today, 1), today);
  const last = to ?? today;
  return { start: start < last ? start : last, to: last };
}

function startOfPeriod(period: Period, first: Day, today: Day): Day {
  switch (period) {
    case Period.D1:
      return addDays(today, -1);
    case Period.W1:
      return addDays(today, -7);
    case Period.MTD:
      return addDays(`${today.slice(0, 8)}01` as Day, -1);
    case Period.YTD:
      return addDays(`${today.slice(0, 4)}-01-01` as Day, -1);
    case Period.Y1: {
      const year = String(Number(today.slice(0, 4)) - 1);
      return tryParseDay(`${year}${today.slice(4)}`) ?? (`${year}-02-28` as Day);
    }
    default:
      return addDays(first, -1);
  }
}

interface Terms {
  /** What a report names that has no day. */
  readonly asked: { readonly start: Day; readonly to: Day };
  readonly benchmark: DaySeries | null;
  readonly riskFreeRate: Decimal;
  readonly instrumentId: InstrumentId | null;
}

/** Figure by figure: each goes over thousands of days, and the periods of a dashboard are asked for at once. */
function* reportOf(series: Series, { asked, benchmark, riskFreeRate, instrumentId }: Terms): Generator<void, PerformanceReport> {
  const { days, scope } = series;
  const { baseCurrency } = scope.portfolio;
  const none = { total: absent(AbsenceReason.NO_HISTORY), price: absent(AbsenceReason.NO_HISTORY) };
  if (!days) {
    const returns = { simpleReturn: none, twr: none, twrAnnualised: none, irr: none };
    const indices = { index: none.total, benchmarkIndex: none.total };
    const risk = yield* riskOf(none.total, { benchmarkIndex: absent(AbsenceReason.NO_BENCHMARK), riskFreeRate });
    const span = { ...asked, days: daysBetween(asked.start, asked.to), isPartial: false };
    return { ...span, baseCurrency, ...returns, explanation: null, risk, ...indices, series, instrumentId };
  }
  const [start, ...rest] = days;
  const points: DaySeries = [seriesPointOf(start), ...rest.map(seriesPointOf)];
  yield;
  const to = (rest.at(-1) ?? start).day;
  const count = daysBetween(start.day, to);
  const index = growthIndex(points);
  yield;
  const benchmarkIndex = benchmark ? growthIndex(benchmark) : absent(AbsenceReason.NO_BENCHMARK);
  yield;
  const priceIndex = growthIndex(points, ReturnVariant.PRICE);
  const twr = { total: growthOf(index), price: growthOf(priceIndex) };
  const twrAnnualised = { total: annualised(index, count), price: annualised(priceIndex, count) };
  yield;
  const returns = { total: simpleReturn(points), price: simpleReturn(points, ReturnVariant.PRICE) };
  const total = irrOf(points);
  yield;
  const irr = { total, price: irrOf(withoutIncome(points)) };
  yield;
  const explanation = explanationOf(days);
  yield;
  return {
    start: start.day,
    to,
    days: count,
    baseCurrency,
    isPartial: days.some(({ isPartial }) => isPartial),
    simpleReturn: returns,
    twr,
    twrAnnualised,
    irr,
    explanation,
    risk: yield* riskOf(index, { benchmarkIndex, riskFreeRate }),
    index,
    benchmarkIndex,
    series,
    instrumentId,
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

function contributionsOf(attribution: Attribution): Contributions {
  const shares = contributions(attribution);
  const rows = [...attribution.instruments].map(([instrumentId, row]): Contribution => {
    const share = shares.value?.byInstrument.get(instrumentId);
    const amounts = Object.fromEntries(Object.entries(row).map(([name, amount]) => [name, unscaled(amount as bigint)]));
    return {
      ...(amounts as { readonly [Name in keyof InstrumentAttribution]: Decimal }),
      instrumentId,
      gain: unscaled(instrumentGain(row)),
      contribution: share ? known(share) : absent(shares.absence ?? AbsenceReason.NO_CAPITAL),
    };
  });
  rows.sort((a, b) => b.gain.comparedTo(a.gain) || (a.instrumentId < b.instrumentId ? -1 : 1));
  return { rows, rest: shares.value ? known(shares.value.rest) : shares };
}
