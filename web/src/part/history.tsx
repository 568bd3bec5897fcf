/** How the portfolio got here: its total and what was put in, day by day over a range, up to the live end. */
import { useCallback, useMemo, useState } from 'react';
import { type PortfolioHistory, scaleOf } from '../chart/point.js';
import { RANGES, type Range } from '../chart/range.js';
import { fullDay, money } from '../format/format.js';
import { useLive } from '../live/live.js';
import { HistoryPlot } from './history-plot.js';
import { HistoryTable } from './history-table.js';
import { PerformanceFigures } from './performance-figures.js';
import { useHistory, useToday } from './use-history.js';

const NAMES: Record<Range, string> = {
  '1M': 'one month',
  '6M': 'six months',
  YTD: 'this year',
  '1Y': 'one year',
  ALL: 'since the first entry',
};

export function History({ portfolioId }: { portfolioId: string | null }) {
  const [range, setRange] = useState<Range>('1Y');
  return (
    <section aria-labelledby="history-label" className="history">
      <div className="section-head">
        <h2 id="history-label">History</h2>
        <RangeChoice range={range} onRange={setRange} />
      </div>
      {portfolioId === null ? (
        <>
          <Frame isBusy />
          <div className="history-table" />
        </>
      ) : (
        <RangeHistory key={portfolioId} portfolioId={portfolioId} range={range} />
      )}
    </section>
  );
}

function RangeChoice({ range, onRange }: { range: Range; onRange: (range: Range) => void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs of a form.
    <div className="segments" role="group" aria-label="Range of the history">
      {RANGES.map((offered) => (
        <button
          key={offered}
          type="button"
          aria-pressed={offered === range}
          aria-label={`${labelOf(offered)}, ${NAMES[offered]}`}
          onClick={() => onRange(offered)}
        >
          {labelOf(offered)}
        </button>
      ))}
    </div>
  );
}

function labelOf(range: Range): string {
  return range === 'ALL' ? 'All' : range;
}

function RangeHistory({ portfolioId, range }: { portfolioId: string; range: Range }) {
  const { past, failure, isLoading, reload } = useHistory(portfolioId, range);
  const [plotFailure, setPlotFailure] = useState<string | null>(null);
  const refused = useCallback(() => setPlotFailure('The chart could not be loaded.'), []);
  const history = past?.history ?? null;
  const retry = () => {
    setPlotFailure(null);
    reload();
  };
  const isEmpty = past !== null && (history === null || history.points.length === 0);
  if (isEmpty) return <Nothing />;
  const state = past ? 'KNOWN' : failure === null ? 'LOADING' : 'FAILED';
  return (
    <>
      <Frame isBusy={isLoading} performance={<PerformanceFigures performance={past?.performance ?? null} state={state} />}>
        {(failure ?? plotFailure) !== null ? (
          <div className="history-words" role="alert">
            <p>{failure ?? plotFailure}</p>
            <button type="button" className="link" onClick={retry}>
              Try again
            </button>
          </div>
        ) : (
          history && <Shown history={history} onFailure={refused} />
        )}
      </Frame>
      {history ? <HistoryTable history={history} /> : <div className="history-table" />}
    </>
  );
}

function Shown({ history, onFailure }: { history: PortfolioHistory; onFailure: () => void }) {
  const [day, setDay] = useState<string | null>(null);
  if (history.points.length < 2) {
    return <p className="history-words">This is the first day. The line begins with the second, and follows every price from then on.</p>;
  }
  return (
    <>
      <Legend history={history} day={day} />
      <HistoryPlot key={history.baseCurrency} history={history} onPoint={setDay} onFailure={onFailure} />
    </>
  );
}

/** Keeps one height in every state, so that nothing below it moves. */
function Frame({ isBusy, children, performance }: { isBusy: boolean; children?: React.ReactNode; performance?: React.ReactNode }) {
  return (
    <div className="card history-card" aria-busy={isBusy}>
      <div className="history-main">{children || <span className="skeleton history-skeleton" />}</div>
      {performance ?? <PerformanceFigures performance={null} state="LOADING" />}
    </div>
  );
}

function Nothing() {
  return (
    <div className="card history-card history-empty">
      <p className="history-main history-words">
        There is no history yet. It begins with the first entry of the ledger, a deposit for example.
      </p>
    </div>
  );
}

/** The figures of the day under the pointer, else of now. */
function Legend({ history, day }: { history: PortfolioHistory; day: string | null }) {
  const today = useToday();
  const live = useLive(({ valuation }) => valuation.total);
  const { contribution } = useMemo(() => scaleOf(history.points), [history]);
  const point = history.points.find((candidate) => candidate.day === day) ?? history.points.at(-1);
  if (!point) return null;
  const isNow = point.day === today;
  return (
    <p className="legend">
      <span className="legend-total">
        Total <strong data-testid="history-total">{money(isNow ? (live ?? point.total) : point.total, history.baseCurrency)}</strong>
      </span>
      <span className="legend-contribution">
        Put in <strong>{money(point.netContribution, history.baseCurrency)}</strong>
        {contribution !== 'WITHIN' && <span className="muted"> ({contribution === 'BELOW' ? 'below' : 'above'} what is drawn)</span>}
      </span>
      <span className="legend-day muted">
        {isNow ? 'now' : fullDay(point.day)}
        {point.isPartial && !isNow && ', incomplete'}
      </span>
    </p>
  );
}
