/** Why this income: what each holding paid, and what was kept of it. */
import { useQuery } from '../api/query.js';
import { signOf } from '../format/decimal-text.js';
import { fullDay, money } from '../format/format.js';
import { Empty, Failure, Notice, Skeleton } from '../kit/state.js';
import { useScope } from '../shell/scope.js';
import { WhyIncomeQuery } from './documents.js';

export function WhyIncome() {
  const { variables } = useScope();
  const { data, failure, reload } = useQuery(WhyIncomeQuery, variables);
  if (!data) return failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={8} />;
  const report = data.income;
  if (!report) return <Empty title="No income yet" />;
  const { baseCurrency, total } = report;
  return (
    <>
      <div className="why-lead">
        <span className="why-figure">{money(total.gross, baseCurrency)}</span>
        <p className="muted">
          Dividends and interest from {fullDay(report.from)} to {fullDay(report.to)}, each at the rate of its day
        </p>
      </div>
      {total.missing.length > 0 && <Notice kind="warn">Without a rate, and so left out: {total.missing.join(', ')}.</Notice>}
      <dl className="why-facts">
        <dt>Taxes</dt>
        <dd>{money(total.tax, baseCurrency)}</dd>
        {signOf(total.fee) !== 0 && (
          <>
            <dt>Fees</dt>
            <dd>{money(total.fee, baseCurrency)}</dd>
          </>
        )}
        <dt>Kept</dt>
        <dd>{money(total.net, baseCurrency)}</dd>
      </dl>
      <ul className="why-list">
        {report.byInstrument.nodes.map(({ instrumentId, instrument, gross, tax }) => (
          <li key={instrumentId}>
            <span>
              {instrument.name}
              {signOf(tax) !== 0 && <span className="muted small"> {money(tax, baseCurrency)} tax</span>}
            </span>
            <span>{money(gross, baseCurrency)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
