/** Why a balance is what it is: every kind of movement that made it, and its rate. */
import { Link } from 'wouter';
import { useQuery } from '../api/query.js';
import { fullDay, money } from '../format/format.js';
import { Failure, Skeleton } from '../kit/state.js';
import { ExplainCashQuery } from './documents.js';
import { Rates, Steps } from './steps.js';

const NO_LOTS: ReadonlyMap<string, string> = new Map();

export function WhyCash({ accountId, currency, day }: { accountId: string; currency: string; day: string | null }) {
  const { data, failure, reload } = useQuery(ExplainCashQuery, { accountId, currency, day });
  if (!data) return failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={6} />;
  const { balance, steps, rates, entryCount, baseCurrency } = data.explainCash;
  return (
    <>
      <p className="why-lead">
        <strong>
          Cash in {currency}
          {day && `, end of ${fullDay(day)}`}
        </strong>
        <span className="why-figure">{money(balance.amount, currency)}</span>
      </p>
      <section>
        <h3>The movements</h3>
        <Steps
          steps={steps}
          figure={currency === baseCurrency || balance.value == null ? 'amount' : 'value'}
          lotDays={NO_LOTS}
          currencies={{ own: currency, base: baseCurrency }}
        />
      </section>
      <Rates rates={rates} />
      <p className="muted small">
        <Link href={`/transactions?account=${accountId}`}>{entryCount === 1 ? 'One movement' : `${entryCount} movements`}</Link> of the
        ledger made it.
      </p>
    </>
  );
}
