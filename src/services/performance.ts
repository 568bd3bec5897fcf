/** Reports of performance: of which days they are, what they are measured against, and those remembered while nothing changed. */
import { authorise } from '../domain/access.js';
import { type Contributions, contributionsOf } from '../domain/contribution.js';
import type { Currency } from '../domain/currency.js';
import { addDays, type Day, tryParseDay } from '../domain/day.js';
import { type Decimal, fromScaled, ONE, roundHalfEven, toScaled, ZERO } from '../domain/decimal.js';
import { InvalidInput, NotFound } from '../domain/errors.js';
import type { ExplainedStep } from '../domain/explanation.js';
import { type GrowthPoint, growthPoints, type MonthReturn, monthReturns, type YearReturn, yearReturns } from '../domain/growth.js';
import { type InstrumentId, isUuid } from '../domain/ids.js';
import { Instrument } from '../domain/instrument.js';
import { isTradingDay } from '../domain/market.js';
import type { PricePoint } from '../domain/market-series.js';
import { AbsenceReason, absent } from '../domain/outcome.js';
import { type DaySeries, dailyReturns, Period, RETURN_SCALE } from '../domain/performance.js';
import { type PerformancePart, type PeriodReport, type PeriodTerms, partsOf, reportOf } from '../domain/performance-report.js';
import type { PriceBook } from '../domain/price-book.js';
import { Adjustment } from '../domain/quote.js';
import { explainRisk } from '../domain/risk-explanation.js';
import { type InstrumentSplit, splitsKnownAt } from '../domain/split.js';
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

export interface PerformanceReport extends PeriodReport {
  readonly baseCurrency: Currency;
  readonly series: Series;
  readonly instrumentId: InstrumentId | null;
}

/** A trading day's return as a fraction, every digit of it; the benchmark's where it has one. */
export interface ComparedReturn {
  readonly day: Day;
  readonly value: Decimal;
  readonly benchmark: Decimal | null;
}

interface RememberedReport {
  readonly report: PerformanceReport;
  readonly benchmark: DaySeries | null;
}

/** Reports remembered of one state of a series. */
const REPORTS_MAX = 30;
/** Places of a benchmark's values: prices are multiplied by rates and not rounded to money. */
const BENCHMARK_SCALE = 20;

export class PerformanceService {
  private readonly reports = new WeakMap<object, Map<string, RememberedReport>>();

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
    const known = this.reports.get(series.basis) ?? new Map<string, RememberedReport>();
    this.reports.set(series.basis, known);
    const asked = askedFor(period, series.today);
    const key = [
      series.days?.[0].day ?? asked.start,
      series.days?.at(-1)?.day ?? asked.to,
      input.benchmarkInstrumentId,
      riskFreeRate.toFixed(),
    ].join(' ');
    // The benchmark need not be held: what changes of it changes nothing of the series.
    const benchmark = await this.benchmark(series, input.benchmarkInstrumentId ?? null);
    const remembered = known.get(key);
    if (remembered && isSame(remembered.benchmark, benchmark)) return remembered.report;
    const { baseCurrency } = series.scope.portfolio;
    const figures = await inTurns(reportOf(series.days, { asked, benchmark, riskFreeRate }));
    const report = { ...figures, baseCurrency, series, instrumentId: (instrumentId ?? null) as InstrumentId | null };
    if (remembered || known.size < REPORTS_MAX) known.set(key, { report, benchmark });
    return report;
  }

  /** Each day with what explains it: the figures of the report can be worked out from them again. */
  parts({ series: { days } }: PerformanceReport, onlyFlows: boolean): PerformancePart[] {
    return partsOf(days ?? []).filter(({ inflow, outflow }) => !onlyFlows || !inflow.isZero() || !outflow.isZero());
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
      const splits = knownAt ? splitsKnownAt(instrument, knownAt) : instrument.splits;
      const currencies = [instrument.currency, baseCurrency];
      const series = await loadMarketSeries(em, { instrumentIds: [instrument.id], currencies, from: start.day, until: to, knownAt });
      const points = days.flatMap(({ day }) => {
        const market = live && day === to ? this.prices : series.on(day);
        const quote = market.quote(instrument.id);
        const rate = market.cross(instrument.currency, baseCurrency);
        if (!quote || quote.currency !== instrument.currency || !rate) return [];
        const exact = quote.price.times(unitsAt(splits, quote)).times(rate.numerator).div(rate.denominator);
        const value = toScaled(roundHalfEven(exact, BENCHMARK_SCALE), BENCHMARK_SCALE);
        return [{ day, value, inflow: 0n, outflow: 0n, departed: 0n, income: 0n, isTradingDay: isTradingDay(day) }];
      });
      const [first, ...others] = points;
      return first?.day === start.day ? [first, ...others] : null;
    });
  }
}

function isSame(one: DaySeries | null, other: DaySeries | null): boolean {
  if (!one || !other) return one === other;
  return one.length === other.length && one.every(({ day, value }, index) => other[index]?.day === day && other[index]?.value === value);
}

/** What one unit of before the first split had become on the quote's day; a source that adjusts its prices has seen to it. */
function unitsAt(splits: readonly InstrumentSplit[], { adjustment, valueDate }: PricePoint): Decimal {
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
function askedFor(period: PeriodOf, today: Day): PeriodTerms['asked'] {
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
