/** Risk over the daily returns of the period, each figure by its name. */

import { fullDay, number, percent, signedPercent } from '../../format/format.js';
import type { Benchmark } from '../../part/benchmark.js';
import { type Figure, WHY_ABSENT } from '../../part/returns.js';
import { type Period, type RiskName, WhyButton, type WhyTarget } from '../../why/why.js';
import type { Report } from './documents.js';

type Rows = readonly {
  readonly name: Exclude<RiskName, 'maxDrawdown' | 'benchmarkReturn' | 'excessReturn'>;
  readonly label: string;
  readonly note: string;
  readonly show: (text: string) => string;
}[];

const OWN: Rows = [
  { name: 'volatility', label: 'Volatility', note: 'per year', show: percent },
  { name: 'sharpe', label: 'Sharpe ratio', note: 'return by risk', show: number },
  { name: 'sortino', label: 'Sortino ratio', note: 'return by the risk of falling', show: number },
  { name: 'valueAtRisk', label: 'Value at risk', note: "a day's loss that 95% of days stay above", show: percent },
];
const AGAINST: Rows = [
  { name: 'beta', label: 'Beta', note: 'how much it moves with the benchmark', show: number },
  { name: 'trackingError', label: 'Tracking error', note: 'distance from the benchmark, per year', show: percent },
];

interface RiskFiguresProps {
  readonly report: Report;
  readonly period: Period;
  readonly benchmark: Benchmark['chosen'];
}

export function RiskFigures({ report: { risk }, period, benchmark }: RiskFiguresProps) {
  const { days } = risk;
  const rows = (list: Rows) =>
    list.map(({ name, label, note, show }) => (
      <Row key={name} label={label} note={note} why={{ kind: 'RISK', name, period, benchmarkId: benchmark?.id ?? null }}>
        <Shown figure={risk[name]} show={show} />
      </Row>
    ));
  return (
    <section className="card" aria-labelledby="risk-label">
      <div className="card-head">
        <h2 id="risk-label">Risk</h2>
      </div>
      <dl className="card-body risk-figures">
        {rows(OWN)}
        {days && (
          <>
            <Row label="Best day" note={fullDay(days.best.day)} why={{ kind: 'DAY', day: days.best.day }}>
              {signedPercent(days.best.value)}
            </Row>
            <Row label="Worst day" note={fullDay(days.worst.day)} why={{ kind: 'DAY', day: days.worst.day }}>
              {signedPercent(days.worst.value)}
            </Row>
          </>
        )}
        {benchmark && rows(AGAINST)}
      </dl>
    </section>
  );
}

function Row({ label, note, why, children }: { label: string; note: string; why: WhyTarget; children: React.ReactNode }) {
  return (
    <div>
      <dt>
        {label} <span className="muted small">{note}</span>
      </dt>
      <dd>
        <WhyButton of={why}>{children}</WhyButton>
      </dd>
    </div>
  );
}

function Shown({ figure, show }: { figure: Figure; show: (text: string) => string }) {
  if (figure.value == null) return <span className="returns-absent">{WHY_ABSENT[figure.absence ?? 'NO_HISTORY']}</span>;
  return show(figure.value);
}
