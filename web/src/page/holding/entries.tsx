/** What was done with it: trades, dividends and the rest, newest first. */
import { Link } from 'wouter';
import { fullDay, price as priceText, quantity } from '../../format/format.js';
import { ScrollArea } from '../../kit/scroll-area.js';
import { TableHead } from '../../kit/table-head.js';
import { KINDS } from '../../part/entry-kind.js';
import { useScope } from '../../shell/scope.js';
import { EntryCash } from '../transactions/entry-facts.js';
import type { Entry } from './price-chart.js';

const SHOWN = 12;

interface EntriesProps {
  readonly instrumentId: string;
  readonly entries: readonly Entry[];
  readonly hasMore: boolean;
}

export function Entries({ instrumentId, entries, hasMore }: EntriesProps) {
  const { accounts } = useScope();
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  const shown = entries.filter(({ voidedAt }) => !voidedAt).slice(0, SHOWN);
  const isMore = hasMore || entries.length > shown.length;
  return (
    <section className="card" aria-labelledby="entries-label">
      <div className="card-head">
        <h2 id="entries-label">Entries</h2>
        <Link href={`/transactions?instrument=${instrumentId}`} className="small">
          {isMore ? 'All entries' : 'In the ledger'}
        </Link>
      </div>
      <ScrollArea label="Table of entries">
        <table className="table own-entries">
          <TableHead columns={['Day', 'Entry', ['Units', 'num'], ['Price', 'num'], ['Cash', 'num']]} />
          <tbody>
            {shown.map((entry) => (
              <tr key={entry.id}>
                <th scope="row" className="day">
                  {fullDay(entry.tradeDate)}
                </th>
                <td className="own-entry-kind">
                  {KINDS[entry.kind].name}
                  {accounts.length > 1 && <span className="muted small"> {names.get(entry.accountId)}</span>}
                </td>
                <td className="num own-entry-units">
                  {entry.ratioNew ? `${entry.ratioNew} : ${entry.ratioOld}` : entry.quantity && quantity(entry.quantity)}
                </td>
                <td className="num own-entry-price">{entry.price && priceText(entry.price, entry.currency)}</td>
                <td className="num">
                  <EntryCash
                    entry={entry}
                    accountCurrency={accounts.find(({ id }) => id === entry.accountId)?.currency ?? entry.currency}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </section>
  );
}
