/** Entries as rows. A row leads to the details of its entry; a voided one stays readable and is said to be voided. */
import { Link } from 'wouter';
import { fullDay, price, quantity } from '../../format/format.js';
import { TableHead } from '../../kit/table-head.js';
import { Absent } from '../../part/change.js';
import { KINDS } from '../../part/entry-kind.js';
import type { Accounts } from './accounts.js';
import { type Entry, EntryCash } from './entry-facts.js';

interface EntryTableProps {
  readonly entries: readonly Entry[];
  readonly accounts: Accounts;
  readonly pathOf: (id: string) => string;
}

export function EntryTable({ entries, accounts, pathOf }: EntryTableProps) {
  return (
    <div className="card table-scroll">
      <table className="table table-hover entries">
        <TableHead
          columns={[
            ['Date', 'wide-only'],
            'Entry',
            ['Account', 'wide-only'],
            ['Units', 'num wide-only'],
            ['Price', 'num wide-only'],
            ['Cash', 'num'],
          ]}
        />
        <tbody>
          {entries.map((entry) => (
            <EntryRow key={entry.id} entry={entry} accounts={accounts} path={pathOf(entry.id)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function EntryRow({ entry, accounts, path }: { entry: Entry; accounts: Accounts; path: string }) {
  const { instrument, currency } = entry;
  const code = instrument?.ticker ?? instrument?.schemeCode;
  const account = accounts.find(entry.accountId);
  return (
    <tr className={entry.voidedAt ? 'entry voided' : 'entry'} data-testid="entry">
      <td className="entry-day wide-only">
        <time dateTime={entry.tradeDate}>{fullDay(entry.tradeDate)}</time>
      </td>
      <th scope="row">
        <Link href={path} className="row-link">
          <span className="entry-kind">{KINDS[entry.kind].name}</span> {instrument?.name}
        </Link>
        <span className="sub">
          {entry.voidedAt && <span className="tag bad">Voided</span>}
          {!entry.voidedAt && entry.version > 1 && <span className="tag">Amended</span>}
          {code && <span className="wide-only">{code}</span>}
          {entry.counterAccountId && <span>to {accounts.nameOf(entry.counterAccountId)}</span>}
          <time className="narrow-only" dateTime={entry.tradeDate}>
            {fullDay(entry.tradeDate)}
          </time>
          <span className="narrow-only">{account?.name}</span>
          {entry.note && <span className="entry-note">{entry.note}</span>}
        </span>
      </th>
      <td className="wide-only">{account?.name}</td>
      <td className="num wide-only">{entry.quantity ? quantity(entry.quantity) : <Absent why="No units." />}</td>
      <td className="num wide-only">{entry.price ? price(entry.price, currency) : <Absent why="No price." />}</td>
      <td className="num entry-cash">
        <EntryCash entry={entry} accountCurrency={account?.currency ?? currency} />
        {entry.quantity && (
          <span className="sub narrow-only">
            {quantity(entry.quantity)} {entry.quantity === '1' ? 'unit' : 'units'}
          </span>
        )}
      </td>
    </tr>
  );
}
