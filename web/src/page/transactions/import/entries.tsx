/** What the rows of a file become, before anything of it is recorded. */
import { fullDay, price, quantity } from '../../../format/format.js';
import { TableHead } from '../../../kit/table-head.js';
import { Absent } from '../../../part/change.js';
import type { Accounts } from '../accounts.js';
import type { ImportReport } from '../documents.js';
import { EntryCash, titleOf } from '../entry-facts.js';

export function Entries({ report: { entries, recordedCount }, accounts }: { report: ImportReport; accounts: Accounts }) {
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className="table-scroll import-rows" aria-label="Entries by line" tabIndex={0}>
        <table className="table">
          <TableHead
            columns={[
              ['Line', 'num wide-only'],
              ['Date', 'wide-only'],
              'Entry',
              ['Units', 'num'],
              ['Price', 'num wide-only'],
              ['Cash', 'num'],
            ]}
          />
          <tbody>
            {entries.map((entry) => (
              <EntryRow key={entry.line} entry={entry} accounts={accounts} />
            ))}
          </tbody>
        </table>
      </section>
      {recordedCount > entries.length && <p className="card-body muted">The first {entries.length} are listed.</p>}
    </>
  );
}

function EntryRow({ entry: { line, accountId, content }, accounts }: { entry: ImportReport['entries'][number]; accounts: Accounts }) {
  const account = accounts.find(accountId);
  const { tradeDate, currency, counterAccountId } = content;
  return (
    <tr>
      <td className="num wide-only">{line}</td>
      <td className="wide-only">{fullDay(tradeDate)}</td>
      <th scope="row">
        {titleOf(content)}
        <span className="sub">
          <span>{account?.name}</span>
          {counterAccountId && <span>to {accounts.nameOf(counterAccountId)}</span>}
          <span className="narrow-only">{fullDay(tradeDate)}</span>
        </span>
      </th>
      <td className="num">{content.quantity ? quantity(content.quantity) : <Absent why="No units." />}</td>
      <td className="num wide-only">{content.price ? price(content.price, currency) : <Absent why="No price." />}</td>
      <td className="num">
        <EntryCash entry={content} accountCurrency={account?.currency ?? currency} />
      </td>
    </tr>
  );
}
