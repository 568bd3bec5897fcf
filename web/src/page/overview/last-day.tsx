/** The last twenty-four hours of the total, up to the live end. */
import { useMemo, useState } from 'react';
import { useQuery } from '../../api/query.js';
import { moneyScale } from '../../chart/axis.js';
import type { Line, Moment } from '../../chart/line.js';
import { approximate } from '../../format/decimal-text.js';
import { fullInstant, fullInstantOf, money } from '../../format/format.js';
import type { IntradayQuery as IntradayResult } from '../../gql/graphql.js';
import { Failure } from '../../kit/state.js';
import { useLive } from '../../live/live.js';
import { ChartTable } from '../../part/chart-table.js';
import { type LiveEnd, TimePlot } from '../../part/time-plot.js';
import { useScope } from '../../shell/scope.js';
import { IntradayQuery } from './documents.js';

/** Every ten minutes. */
const POINTS = 145;
/** The live end moves with every price; the points before it are looked at again now and then. */
const ASK_EVERY_MS = 5 * 60_000;

export function LastDay() {
  const { variables } = useScope();
  const { data, failure, reload } = useQuery(IntradayQuery, variables && { ...variables, points: POINTS }, { everyMs: ASK_EVERY_MS });
  if (!data)
    return failure ? <Failure failure={failure} onRetry={reload} /> : <span className="skeleton history-skeleton" aria-hidden="true" />;
  const { intraday } = data;
  if (!intraday || intraday.points.length < 2) return <p className="history-words">There is nothing to draw of the last hours yet.</p>;
  return <Drawing intraday={intraday} />;
}

function Drawing({ intraday: { points, baseCurrency } }: { intraday: NonNullable<IntradayResult['intraday']> }) {
  const [at, setAt] = useState<Moment | null>(null);
  const live = useLive(({ figures }) => figures.total);
  const drawn = useMemo(() => points.map(({ at: instant, total }) => ({ at: secondsOf(instant), value: approximate(total) })), [points]);
  const lines = useMemo((): Line[] => [{ key: 'total', form: 'AREA', colour: 'accent', points: drawn }], [drawn]);
  const format = useMemo(() => moneyScale(baseCurrency), [baseCurrency]);
  const liveEnd = useMemo((): LiveEnd => {
    const end = drawn.at(-1)?.at ?? 0;
    return { key: 'total', read: ({ figures }) => ({ at: end, value: approximate(figures.total) }) };
  }, [drawn]);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  const pointed = points.find((point) => secondsOf(point.at) === at) ?? last;
  return (
    <>
      <p className="legend">
        <span className="legend-key">
          Total <strong data-testid="history-total">{money(pointed === last ? (live ?? last.total) : pointed.total, baseCurrency)}</strong>
        </span>
        <span className="legend-day muted">{pointed === last ? 'now' : fullInstantOf(Date.parse(pointed.at))}</span>
      </p>
      <TimePlot
        lines={lines}
        format={format}
        onPoint={setAt}
        liveEnd={liveEnd}
        label={`Line of the total of the last day, from ${money(first.total, baseCurrency)} to ${money(last.total, baseCurrency)}.`}
      />
      <ChartTable
        label="The last day as a table"
        heads={['Time', 'Total']}
        rows={() =>
          points.toReversed().map((point) => ({ key: point.at, cells: [fullInstant(point.at), money(point.total, baseCurrency)] }))
        }
      />
    </>
  );
}

function secondsOf(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000);
}
