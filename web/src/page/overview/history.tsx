/** How the portfolio got here: its total and what was put in, or its return beside a benchmark, up to the live end. */
import { useCallback, useMemo, useState } from 'react';
import { type Answer, useQuery } from '../../api/query.js';
import { moneyScale, PERCENT_SCALE } from '../../chart/axis.js';
import type { Line, Moment } from '../../chart/line.js';
import { approximate } from '../../format/decimal-text.js';
import { fullDay, money, signedPercent } from '../../format/format.js';
import type { HistoryQuery as HistoryResult } from '../../gql/graphql.js';
import { Segments } from '../../kit/segments.js';
import { Failure } from '../../kit/state.js';
import { useLive } from '../../live/live.js';
import { BenchmarkChoice, useBenchmark } from '../../part/benchmark.js';
import { ChartTable } from '../../part/chart-table.js';
import { dayAfter, periodOf, RANGES, type Range, startOf, useToday } from '../../part/range.js';
import { ReturnFigure } from '../../part/returns.js';
import { type LiveEnd, TimePlot } from '../../part/time-plot.js';
import { useScope } from '../../shell/scope.js';
import { WhyButton } from '../../why/why.js';
import { HistoryQuery } from './documents.js';
import { LastDay } from './last-day.js';

/** A year day by day; of longer ranges the server keeps the ends, the lows and the highs. */
const POINTS = 400;
/** What was put in joins the scale while it leaves the total at least this share of the height; else it would flatten it. */
const TOTAL_HEIGHT_MIN = 0.4;
const DAY_MS = 86_400_000;

type PastHistory = NonNullable<HistoryResult['history']>;
type PastPerformance = NonNullable<HistoryResult['performance']>;

export function History() {
  const { variables } = useScope();
  const [range, setRange] = useState<Range>('1Y');
  const benchmark = useBenchmark();
  const today = useToday();
  const from = startOf(range, today);
  const answer = useQuery(
    HistoryQuery,
    variables && { ...variables, from, firstDay: from && dayAfter(from), points: POINTS, benchmark: benchmark.chosen?.id ?? null },
  );
  return (
    <section aria-labelledby="history-label">
      <div className="section-head">
        <h2 id="history-label">History</h2>
        <span className="spacer" />
        <BenchmarkChoice benchmark={benchmark} />
        <Segments label="Range of the history" options={RANGES} chosen={range} onChoose={setRange} />
      </div>
      <div className="card history-card" aria-busy={answer.isLoading}>
        <div className="history-main">
          {range === '1D' && benchmark.chosen === null ? (
            <LastDay />
          ) : (
            <Drawing answer={answer} benchmarkName={benchmark.chosen?.name ?? null} today={today} />
          )}
        </div>
        <Returns answer={answer} range={range} benchmark={benchmark.chosen} />
      </div>
    </section>
  );
}

interface DrawingProps {
  readonly answer: Answer<HistoryResult>;
  readonly benchmarkName: string | null;
  readonly today: string;
}

function Drawing({ answer: { data, failure, reload }, benchmarkName, today }: DrawingProps) {
  if (!data) {
    if (failure) return <Failure failure={failure} onRetry={reload} />;
    return <span className="skeleton history-skeleton" aria-hidden="true" />;
  }
  const { history, performance } = data;
  if (!history || history.points.length === 0) {
    return <p className="history-words">There is no history yet. It begins with the first entry of the ledger, a deposit for example.</p>;
  }
  if (history.points.length < 2) {
    return <p className="history-words">This is the first day. The line begins with the second, and follows every price from then on.</p>;
  }
  if (benchmarkName !== null && performance && performance.growth.length > 1)
    return <Compared performance={performance} name={benchmarkName} />;
  return <Totals history={history} today={today} />;
}

function Totals({ history, today }: { history: PastHistory; today: string }) {
  const { points, baseCurrency } = history;
  const [at, setAt] = useState<Moment | null>(null);
  const live = useLive(({ figures }) => figures.total);
  const isPutInOffScale = useMemo(() => isFlattening(points), [points]);
  const lines = useMemo(
    (): Line[] => [
      {
        key: 'put-in',
        form: 'STEPS',
        colour: 'ink-3',
        isOffScale: isPutInOffScale,
        points: points.map(({ day, netContribution }) => ({ at: day, value: approximate(netContribution) })),
      },
      { key: 'total', form: 'AREA', colour: 'accent', points: points.map(({ day, total }) => ({ at: day, value: approximate(total) })) },
    ],
    [points, isPutInOffScale],
  );
  const format = useMemo(() => moneyScale(baseCurrency), [baseCurrency]);
  const liveEnd = useMemo(
    (): LiveEnd => ({ key: 'total', read: ({ figures }) => ({ at: today, value: approximate(figures.total) }) }),
    [today],
  );
  const point = points.find(({ day }) => day === at) ?? points.at(-1);
  const [first, last] = [points[0], points.at(-1)];
  if (!point || !first || !last) return null;
  const isNow = point.day === today;
  return (
    <>
      <p className="legend">
        <span className="legend-key">
          Total <strong data-testid="history-total">{money(isNow ? (live ?? point.total) : point.total, baseCurrency)}</strong>
        </span>
        <span className="legend-key thin" style={{ '--key': 'var(--ink-3)' } as React.CSSProperties}>
          Put in <strong>{money(point.netContribution, baseCurrency)}</strong>
          {isPutInOffScale && <span className="muted"> (outside of what is drawn)</span>}
        </span>
        <span className="legend-day muted">
          {isNow ? 'now' : fullDay(point.day)}
          {point.isPartial && !isNow && ', incomplete'}
        </span>
      </p>
      <TimePlot
        lines={lines}
        format={format}
        onPoint={setAt}
        liveEnd={liveEnd}
        label={`Line of the total from ${money(first.total, baseCurrency)} on ${fullDay(first.day)} to ${money(last.total, baseCurrency)} on ${fullDay(last.day)}.`}
      />
      <TotalsTable history={history} today={today} />
    </>
  );
}

function TotalsTable({ history: { points, baseCurrency }, today }: { history: PastHistory; today: string }) {
  return (
    <ChartTable
      label="History as a table"
      caption={isThinned(points) ? 'Of so long a range, the lowest and the highest days of each stretch.' : null}
      heads={['Day', 'Total', 'Put in']}
      rows={() =>
        points.toReversed().map(({ day, total, netContribution, isPartial }) => ({
          key: day,
          cells: [
            <time key="day" dateTime={day}>
              {fullDay(day)}
            </time>,
            <span key="total" data-testid="history-point-total">
              {isPartial && <span className="warn-text small">incomplete </span>}
              <WhyButton of={day === today ? { kind: 'TOTAL' } : { kind: 'WORTH', day }}>
                {day === today ? <LiveTotal fallback={total} currency={baseCurrency} /> : money(total, baseCurrency)}
              </WhyButton>
            </span>,
            money(netContribution, baseCurrency),
          ],
        }))
      }
    />
  );
}

function LiveTotal({ fallback, currency }: { fallback: string; currency: string }) {
  const total = useLive(({ figures }) => figures.total);
  return money(total ?? fallback, currency);
}

function Compared({ performance: { growth, start }, name }: { performance: PastPerformance; name: string }) {
  const [at, setAt] = useState<Moment | null>(null);
  const lines = useMemo(
    (): Line[] => [
      {
        key: 'benchmark',
        form: 'LINE',
        colour: 'second',
        points: growth.flatMap(({ day, benchmark }) => (benchmark == null ? [] : [{ at: day, value: approximate(benchmark) }])),
      },
      { key: 'twr', form: 'AREA', colour: 'accent', points: growth.map(({ day, value }) => ({ at: day, value: approximate(value) })) },
    ],
    [growth],
  );
  const point = growth.find(({ day }) => day === at) ?? growth.at(-1);
  const text = useCallback((value: string | null | undefined) => (value == null ? '–' : signedPercent(value)), []);
  if (!point) return null;
  return (
    <>
      <p className="legend">
        <span className="legend-key">
          Portfolio <strong>{text(point.value)}</strong>
        </span>
        <span className="legend-key" style={{ '--key': 'var(--second)' } as React.CSSProperties}>
          {name} <strong>{text(point.benchmark)}</strong>
        </span>
        <span className="legend-day muted">
          time-weighted, {fullDay(start)} to {fullDay(point.day)}
        </span>
      </p>
      <TimePlot
        lines={lines}
        format={PERCENT_SCALE}
        onPoint={setAt}
        label={`Lines of the time-weighted return, ${text(growth.at(-1)?.value)}, and of ${name}, ${text(growth.at(-1)?.benchmark)}, since ${fullDay(start)}.`}
      />
      <ChartTable
        label="Returns as a table"
        heads={['Day', 'Portfolio', name]}
        rows={() =>
          growth.toReversed().map(({ day, value, benchmark }) => ({ key: day, cells: [fullDay(day), text(value), text(benchmark)] }))
        }
      />
    </>
  );
}

const FIGURES = [
  { key: 'simpleReturn', name: 'Simple return', meaning: 'Gain by the capital put in' },
  { key: 'twr', name: 'TWR', meaning: 'Time-weighted: deposits do not move it' },
  { key: 'irr', name: 'IRR', meaning: 'Money-weighted, per year' },
] as const;

interface ReturnsProps {
  readonly answer: Answer<HistoryResult>;
  readonly range: Range;
  readonly benchmark: { readonly id: string; readonly name: string } | null;
}

function Returns({ answer: { data, failure }, range, benchmark }: ReturnsProps) {
  const period = periodOf(range, useToday());
  const performance = data?.performance ?? null;
  return (
    <dl className="returns" data-testid="returns">
      {FIGURES.map(({ key, name, meaning }) => (
        <div key={key}>
          <dt>{name}</dt>
          <dd>
            {data ? (
              <WhyButton of={{ kind: 'RETURN', name: key, period }}>
                <ReturnFigure figure={performance?.[key].total} />
              </WhyButton>
            ) : failure ? (
              <span className="returns-absent">Not known: it could not be read.</span>
            ) : (
              <span className="skeleton skeleton-line short" />
            )}
          </dd>
          <dd className="returns-meaning">{meaning}</dd>
        </div>
      ))}
      {benchmark && performance && (
        <div>
          <dt>{benchmark.name}</dt>
          <dd>
            <WhyButton of={{ kind: 'RISK', name: 'benchmarkReturn', period, benchmarkId: benchmark.id }}>
              <ReturnFigure figure={performance.risk.benchmarkReturn} />
            </WhyButton>
          </dd>
        </div>
      )}
      {performance?.isPartial && (
        <div className="returns-note">
          <dt className="warn-text">Incomplete</dt>
          <dd className="returns-meaning">A price or a rate of the range was missing or old.</dd>
        </div>
      )}
    </dl>
  );
}

function isFlattening(points: PastHistory['points']): boolean {
  const totals = points.map(({ total }) => approximate(total));
  const putIn = points.map(({ netContribution }) => approximate(netContribution));
  const [low, high] = [Math.min(...totals), Math.max(...totals)];
  return high - low < (Math.max(high, ...putIn) - Math.min(low, ...putIn)) * TOTAL_HEIGHT_MIN;
}

function isThinned(points: PastHistory['points']): boolean {
  const [first, last] = [points[0], points.at(-1)];
  return first !== undefined && last !== undefined && (Date.parse(last.day) - Date.parse(first.day)) / DAY_MS >= points.length;
}
