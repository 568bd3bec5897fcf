/** The entries of the ledger behind a figure. */
import { useQuery } from '../api/query.js';
import { fullDay, money, quantity } from '../format/format.js';
import { Skeleton } from '../kit/state.js';
import { KINDS as ENTRY_KINDS } from '../part/entry-kind.js';
import { useScope } from '../shell/scope.js';
import { EntriesQuery } from './documents.js';

const SHOWN = 100;

interface EntriesBehindProps {
  readonly title: string;
  readonly instrumentId?: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

export function EntriesBehind({ title, instrumentId = null, from, to }: EntriesBehindProps) {
  const { account, accounts } = useScope();
  const { data } = useQuery(EntriesQuery, { accountId: account?.id ?? null, instrumentId, from, to, first: SHOWN });
  if (!data) return <Skeleton lines={3} />;
  const { nodes, pageInfo } = data.transactions;
  const shown = nodes.filter(({ voidedAt, accountId }) => !voidedAt && accounts.some(({ id }) => id === accountId));
  if (shown.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className="why-list">
        {shown.map(({ id, kind, tradeDate, quantity: units, price, amount, currency, instrument }) => (
          <li key={id}>
            <span>
              {ENTRY_KINDS[kind].name} {instrumentId === null && instrument?.name} <span className="muted small">{fullDay(tradeDate)}</span>
            </span>
            <span>
              {units && price
                ? `${quantity(units)} × ${money(price, currency)}`
                : amount
                  ? money(amount, currency)
                  : units && quantity(units)}
            </span>
          </li>
        ))}
      </ul>
      {pageInfo.hasNextPage && <p className="muted small">The newest {SHOWN}; the ledger has them all.</p>}
    </section>
  );
}
