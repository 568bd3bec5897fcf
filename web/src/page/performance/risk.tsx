/** Risk over the daily returns of the period, each figure by its name. */
import { fullDay, number, percent, signedPercent } from '../../format/format.js';
import { type Figure, WHY_ABSENT } from '../../part/returns.js';
import type { Report } from './performance.js';

export function RiskFigures({ report: { risk }, benchmarkName }: { report: Report; benchmarkName: string | null }) {
  const { days } = risk;
  return (
    <section className="card" aria-labelledby="risk-label">
      <div className="card-head">
        <h2 id="risk-label">Risk</h2>
      </div>
      <dl className="card-body risk-figures">
        <Row name="Volatility" note="per year" figure={risk.volatility} show={percent} />
        <Row name="Sharpe ratio" note="return by risk" figure={risk.sharpe} show={number} />
        <Row name="Sortino ratio" note="return by the risk of falling" figure={risk.sortino} show={number} />
        <Row name="Value at risk" note="a day's loss that 95 % of days stay above" figure={risk.valueAtRisk} show={percent} />
        {days && (
          <>
            <Day name="Best day" day={days.best.day} value={days.best.value} />
            <Day name="Worst day" day={days.worst.day} value={days.worst.value} />
          </>
        )}
        {benchmarkName !== null && (
          <>
            <Row name="Beta" note={`against ${benchmarkName}`} figure={risk.beta} show={number} />
            <Row name="Tracking error" note="per year" figure={risk.trackingError} show={percent} />
          </>
        )}
      </dl>
    </section>
  );
}

interface RowProps {
  readonly name: string;
  readonly note: string;
  readonly figure: Figure;
  readonly show: (text: string) => string;
}

function Row({ name, note, figure, show }: RowProps) {
  return (
    <div>
      <dt>
        {name} <span className="muted small">{note}</span>
      </dt>
      <dd>
        {figure.value == null ? <span className="returns-absent">{WHY_ABSENT[figure.absence ?? 'NO_HISTORY']}</span> : show(figure.value)}
      </dd>
    </div>
  );
}

function Day({ name, day, value }: { name: string; day: string; value: string }) {
  return (
    <div>
      <dt>
        {name} <span className="muted small">{fullDay(day)}</span>
      </dt>
      <dd>{signedPercent(value)}</dd>
    </div>
  );
}
