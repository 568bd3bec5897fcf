/** The ledger: every entry, newest first, narrowed as one likes; adding, amending, importing and taking it away as a file. */
import { Link, Route, Switch, useLocation } from 'wouter';
import { useQuery } from '../../api/query.js';
import { Icon } from '../../kit/icon.js';
import { PageFrame } from '../../kit/page-frame.js';
import { Pager, usePages } from '../../kit/pager.js';
import { Empty, Failure, Skeleton } from '../../kit/state.js';
import { useSettled } from '../../kit/use-settled.js';
import { type Accounts, useAccounts } from './accounts.js';
import { TransactionsQuery } from './documents.js';
import { EntryDetail } from './entry-detail.js';
import { AmendEntry, NewEntry } from './entry-editor.js';
import { EntryTable } from './entry-table.js';
import { ExportMenu } from './export-menu.js';
import { useFilter, variablesOf } from './filter.js';
import { FilterBar } from './filter-bar.js';
import { ImportPage } from './import/import-page.js';
import '../../style/form.css';
import '../../style/transactions.css';

const PER_PAGE = 50;

export function TransactionsPage() {
  return (
    <Switch>
      <Route path="/transactions/import" component={ImportPage} />
      <Route component={Ledger} />
    </Switch>
  );
}

function Ledger() {
  const accounts = useAccounts();
  const filter = useFilter();
  const [, navigate] = useLocation();
  const close = () => navigate(filter.within('/transactions'));
  return (
    <PageFrame
      title="Transactions"
      actions={
        <>
          <ExportMenu accounts={accounts} accountId={filter.filter.account || null} />
          <Link href="/transactions/import" className="button button-second">
            <Icon name="upload" /> <span className="label">Import</span>
          </Link>
          <Link href={filter.within('/transactions/new')} className="button">
            <Icon name="plus" /> <span>Add entry</span>
          </Link>
        </>
      }
    >
      <FilterBar accounts={accounts} filter={filter} />
      <Entries accounts={accounts} filter={filter} />
      <Switch>
        <Route path="/transactions/new">
          <NewEntry accounts={accounts} kind={filter.newKind} onClose={close} />
        </Route>
        <Route path="/transactions/:id/amend">
          {({ id }) => (
            <AmendEntry
              key={id}
              id={id}
              accounts={accounts}
              onClose={() => navigate(filter.within(`/transactions/${id}`))}
              onLeave={close}
            />
          )}
        </Route>
        <Route path="/transactions/:id">
          {({ id }) => (
            <EntryDetail key={id} id={id} accounts={accounts} onClose={close} amendPath={filter.within(`/transactions/${id}/amend`)} />
          )}
        </Route>
      </Switch>
    </PageFrame>
  );
}

function Entries({ accounts, filter }: { accounts: Accounts; filter: ReturnType<typeof useFilter> }) {
  const variables = useSettled(variablesOf(filter.filter));
  const pages = usePages(JSON.stringify(variables));
  const { data, failure, isFormer, reload } = useQuery(TransactionsQuery, { first: PER_PAGE, after: pages.after, ...variables });
  if (failure && !data) return <Failure failure={failure} onRetry={reload} />;
  if (!data || !accounts.accounts) {
    return (
      <div className="card card-body" aria-busy="true">
        <Skeleton lines={10} />
      </div>
    );
  }
  const { nodes, pageInfo } = data.transactions;
  if (nodes.length === 0) return <NoEntries isNarrowed={filter.isNarrowed} onClear={filter.clear} />;
  return (
    <div aria-busy={isFormer}>
      <EntryTable entries={nodes} accounts={accounts} pathOf={(id) => filter.within(`/transactions/${id}`)} />
      <Pager pages={pages} info={pageInfo} isBusy={isFormer} />
    </div>
  );
}

function NoEntries({ isNarrowed, onClear }: { isNarrowed: boolean; onClear: () => void }) {
  if (isNarrowed) {
    return (
      <div className="card">
        <Empty
          title="No entry is like that"
          action={
            <button type="button" className="button button-second" onClick={onClear}>
              Show all entries
            </button>
          }
        >
          Take a filter off, or look for a part of a name or a note.
        </Empty>
      </div>
    );
  }
  return (
    <div className="card">
      <Empty
        title="The ledger is empty"
        action={
          <>
            <Link href="/transactions/new" className="button">
              Add the first entry
            </Link>
            <Link href="/transactions/import" className="button button-second">
              Import a file
            </Link>
          </>
        }
      >
        Everything Tidemark shows is worked out from the ledger: what you bought and sold, what came in and went out. Add entries one by
        one, or import them from your bank.
      </Empty>
    </div>
  );
}
