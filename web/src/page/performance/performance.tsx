/** How it went over a period: the returns by their names, what made them, how deep it fell, and how risky it was. */

import { useState } from 'react';
import { useQuery } from '../../api/query.js';
import { fullDay } from '../../format/format.js';
import { PageFrame } from '../../kit/page-frame.js';
import { Segments } from '../../kit/segments.js';
import { Failure, Notice, Skeleton } from '../../kit/state.js';
import { type Benchmark, BenchmarkChoice, useBenchmark } from '../../part/benchmark.js';
import { dayAfter, periodOf, RANGES, type Range, startOf, useToday } from '../../part/range.js';
import { useScope } from '../../shell/scope.js';
import type { Period } from '../../why/why.js';
import type { Report } from './documents.js';
import '../../style/chart.css';
import '../../style/performance.css';
import { FirstSteps } from '../first-steps.js';
import { Contributions } from './contributions.js';
import { PerformanceQuery } from './documents.js';
import { Drawdown } from './drawdown.js';
import { Growth } from './growth.js';
import { Months } from './months.js';
import { Realised } from './realised.js';
import { Returns } from './returns.js';
import { RiskFigures } from './risk.js';
import { Waterfall } from './waterfall.js';

const POINTS = 500;
/** Today's end is live; the figures follow it at this pace. */
const ASK_EVERY_MS = 60_000;

export function PerformancePage() {
  const { variables } = useScope();
  const [range, setRange] = useState<Range>('1Y');
  const benchmark = useBenchmark();
  const today = useToday();
  const start = startOf(range, today);
  const { data, failure, reload, isLoading } = useQuery(
    PerformanceQuery,
    variables && { ...variables, from: start && dayAfter(start), benchmark: benchmark.chosen?.id ?? null, points: POINTS },
    { everyMs: ASK_EVERY_MS },
  );
  const report = data?.performance ?? null;
  return (
    <PageFrame
      title="Performance"
      lead={report?.explanation ? `${fullDay(report.start)} to ${fullDay(report.to)}` : undefined}
      actions={
        <>
          <BenchmarkChoice benchmark={benchmark} />
          <Segments label="Period" options={RANGES} chosen={range} onChoose={setRange} />
        </>
      }
    >
      {report ? (
        <div className="performance" aria-busy={isLoading}>
          <Shown report={report} period={periodOf(range, today)} benchmark={benchmark.chosen} />
        </div>
      ) : failure ? (
        <section className="card">
          <Failure failure={failure} onRetry={reload} />
        </section>
      ) : (
        <>
          <Skeleton height={120} />
          <Skeleton height={320} />
          <Skeleton height={320} />
        </>
      )}
    </PageFrame>
  );
}

function Shown({ report, period, benchmark }: { report: Report; period: Period; benchmark: Benchmark['chosen'] }) {
  const benchmarkName = benchmark?.name ?? null;
  if (!report.explanation) return <FirstSteps title="Performance begins with the first entry of the ledger" />;
  return (
    <>
      {report.isPartial && <Notice kind="warn">A price or a rate of the period was missing or old, so the figures are incomplete.</Notice>}
      <Returns report={report} period={period} benchmark={benchmark} />
      <Growth report={report} benchmarkName={benchmarkName} />
      <Waterfall report={report} explanation={report.explanation} period={period} />
      <div className="grid-2">
        <Drawdown report={report} period={period} />
        <RiskFigures report={report} period={period} benchmark={benchmark} />
      </div>
      <Months report={report} />
      <Contributions report={report} period={period} />
      <Realised period={period} />
    </>
  );
}
