/** Everything that is held, live: found, sorted and grouped, with what it gained. */
import { useMemo } from 'react';
import { useQuery } from '../../api/query.js';
import { approximate } from '../../format/decimal-text.js';
import { PageFrame } from '../../kit/page-frame.js';
import { SimulatedTag, useSimulated } from '../../part/simulated.js';
import { useScope } from '../../shell/scope.js';
import '../../style/chart.css';
import '../../style/holdings.css';
import { TrendsQuery } from './documents.js';
import { HoldingsTable } from './table.js';
import type { Trends } from './trends.js';

/** As many as one page of the API holds; beyond, rows go without their small line. */
const TRENDS_MAX = 200;
/** The lines are of days; today's end is in the price beside them. */
const ASK_EVERY_MS = 10 * 60_000;

export function HoldingsPage() {
  const { portfolio } = useScope();
  const { data } = useQuery(TrendsQuery, portfolio && { portfolioId: portfolio.id, first: TRENDS_MAX }, { everyMs: ASK_EVERY_MS });
  const trends = useMemo((): Trends => {
    const nodes = data?.holdings.nodes ?? [];
    return new Map(nodes.map(({ instrumentId, instrument }) => [instrumentId, instrument.recentPrices.map(approximate)]));
  }, [data]);
  const simulated = useSimulated();
  return (
    <PageFrame title="Holdings" actions={<SimulatedTag />}>
      <div className={simulated === 'ALL' ? 'all-simulated' : undefined}>
        <HoldingsTable trends={trends} />
      </div>
    </PageFrame>
  );
}
