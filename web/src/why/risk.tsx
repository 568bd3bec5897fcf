/** Why a figure of risk is what it is: the arithmetic from the sums over the daily returns on, and the returns themselves. */
import { useQuery } from '../api/query.js';
import { fullDay, number, percent, signedPercent, significant } from '../format/format.js';
import type { WhyRiskQuery } from '../gql/graphql.js';
import { Empty, Failure, Skeleton } from '../kit/state.js';
import { useScope } from '../shell/scope.js';
import { RiskQuery } from './documents.js';
import { Steps } from './steps.js';
import { Lead, PartRow, WrittenOut } from './sum.js';
import type { Period, RiskName } from './why.js';

const MEANING: Record<RiskName, string> = {
  volatility: 'How far the returns of days lie from their mean, as a yearly figure.',
  sharpe: 'The mean return of a day above the risk-free rate, by the deviation, as a yearly figure.',
  sortino: 'The same by the downside alone: only days that fell short count as risk.',
  valueAtRisk: 'The loss of one day that 95% of the days did not exceed: one worst day in twenty is looked past.',
  maxDrawdown: 'The deepest fall from the highest level so far, of what one unit of capital had become.',
  beta: 'How much it moved with the benchmark: 1 is as much, 0 is not at all.',
  trackingError: 'How far its daily returns lie from those of the benchmark, as a yearly figure.',
  benchmarkReturn: 'What the price of the benchmark, in the base currency, made over the period.',
  excessReturn: 'The time-weighted return less that of the benchmark, in percentage points: below 0 where it fell behind.',
};
const PLAIN: readonly RiskName[] = ['sharpe', 'sortino', 'beta'];
const NO_LOTS: ReadonlyMap<string, string> = new Map();

export function WhyRisk({ name, period, benchmarkId }: { name: RiskName; period: Period; benchmarkId: string | null }) {
  const { variables } = useScope();
  const { data, failure, reload } = useQuery(RiskQuery, variables && { ...variables, ...period, benchmark: benchmarkId });
  if (!data) return failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={8} />;
  const { performance } = data;
  if (!performance) return <Empty title="There is nothing to measure yet" />;
  const { risk, riskSteps, start, to } = performance;
  const value = name === 'maxDrawdown' ? (risk.maxDrawdown?.depth ?? null) : (risk[name].value ?? null);
  return (
    <>
      <Lead figure={value === null ? '–' : PLAIN.includes(name) ? number(value) : percent(value)}>
        {MEANING[name]} {fullDay(start)} to {fullDay(to)}.
      </Lead>
      <Drawdown name={name} drawdown={risk.maxDrawdown} />
      {riskSteps.some((step) => step.name === name) && (
        <section>
          <h3>The arithmetic</h3>
          <Steps steps={riskSteps} figure={name} lotDays={NO_LOTS} show={significant} />
        </section>
      )}
      {name === 'excessReturn' && <Excess report={performance} />}
      {name !== 'maxDrawdown' && <Returns report={performance} name={name} hasBenchmark={benchmarkId !== null} />}
    </>
  );
}

type Report = NonNullable<WhyRiskQuery['performance']>;

function Drawdown({ name, drawdown }: { name: RiskName; drawdown: Report['risk']['maxDrawdown'] }) {
  if (name !== 'maxDrawdown' || !drawdown) return null;
  return (
    <section>
      <h3>Its days</h3>
      <ul className="why-parts">
        {(
          [
            ['Peak', drawdown.peakDay],
            ['Trough', drawdown.troughDay],
            ['Back at the peak', drawdown.recoveryDay],
          ] as const
        ).map(([label, day]) => (
          <li key={label}>
            <PartRow target={day ? { kind: 'WORTH', day } : null}>
              <span>{label}</span>
              <span>{day ? fullDay(day) : 'not yet'}</span>
            </PartRow>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Excess({ report: { twr, risk } }: { report: Report }) {
  const text = (value: string | null | undefined) => (value == null ? '–' : signedPercent(value));
  return (
    <WrittenOut
      title="The arithmetic"
      lines={[
        { name: 'Time-weighted return', sign: '', value: text(twr.total.value) },
        { name: 'Return of the benchmark', sign: '−', value: text(risk.benchmarkReturn.value) },
      ]}
      result={{ name: 'Difference, in points', value: text(risk.excessReturn.value) }}
    />
  );
}

function Returns({ report: { dailyReturns }, name, hasBenchmark }: { report: Report; name: RiskName; hasBenchmark: boolean }) {
  const { nodes } = dailyReturns;
  if (nodes.length === 0) return null;
  const place = name === 'valueAtRisk' ? Math.ceil(dailyReturns.nodes.length / 20) : 0;
  return (
    <section>
      <h3>The daily returns, the worst first</h3>
      {name === 'valueAtRisk' && !dailyReturns.pageInfo.hasNextPage && (
        <p className="muted small">
          {nodes.length} days: the figure is the loss of the worst but {place - 1}.
        </p>
      )}
      <ul className="why-parts">
        {nodes.map(({ day, value, benchmark }) => (
          <li key={day}>
            <PartRow target={{ kind: 'DAY', day }}>
              <span>{fullDay(day)}</span>
              <span>
                {signedPercent(value)}
                {hasBenchmark && benchmark != null && <span className="muted"> benchmark {signedPercent(benchmark)}</span>}
              </span>
            </PartRow>
          </li>
        ))}
      </ul>
      {dailyReturns.pageInfo.hasNextPage && <p className="muted small">The worst {nodes.length} of them.</p>}
    </section>
  );
}
