/**
 * The holdings, updating in place. The order follows the figures only while nobody points at the table or works in it,
 * so that no row moves away under a hand.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useLive, useLiveContext } from '../live/live.js';
import { COLUMNS, type Column, type Sort, visibleHoldings } from '../live/order.js';
import { serverClock } from '../live/server-clock.js';
import { useScope } from '../shell/scope.js';
import { HoldingRow } from './holding-row.js';
import { Icon } from './icon.js';

const LABELS: Record<Column, string> = {
  name: 'Instrument',
  quantity: 'Quantity',
  price: 'Price',
  dayChange: 'Day change',
  value: 'Value',
  gain: 'Unrealised gain',
  share: 'Share',
  age: 'Price from',
};
const REORDER_EVERY_S = 5;

export function Holdings() {
  const { portfolio, account, accounts, choose } = useScope();
  const accountId = account?.id ?? null;
  const table = useRef<HTMLTableElement>(null);
  const [sort, setSort] = useState<Sort>({ column: 'value', isDescending: true });
  const [filter, setFilter] = useState('');
  const names = useMemo(() => new Map(accounts.map((account) => [account.id, account.name])), [accounts]);
  const count = useLive((state) => state.holdingIds.length);
  const ids = useOrder({ sort, filter, accountId, names, table });
  if (count === undefined) return <SkeletonTable />;
  if (count === 0) return <NoHoldings />;
  return (
    <section aria-labelledby="holdings-label">
      <div className="section-head">
        <h2 id="holdings-label">
          Holdings <span className="muted count">{ids.length === count ? count : `${ids.length} of ${count}`}</span>
        </h2>
        {accountId !== null && (
          <button
            type="button"
            className="chip"
            onClick={() => portfolio && choose({ portfolioId: portfolio.id, accountId: null })}
            aria-label={`Only ${names.get(accountId) ?? 'one account'}; show all accounts`}
          >
            {names.get(accountId) ?? 'One account'} <span aria-hidden="true">×</span>
          </button>
        )}
        <label className="search">
          <Icon name="search" />
          <span className="sr-only">Filter holdings</span>
          <input
            type="search"
            placeholder="Filter by name, ticker, account"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        </label>
        <SortChoice sort={sort} onSort={setSort} />
      </div>
      <div className="card table-card">
        <table ref={table} className="holdings">
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <HeadCell key={column} column={column} sort={sort} onSort={setSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {ids.map((id) => (
              <HoldingRow key={id} id={id} accountName={names.size > 1 ? names : NO_NAMES} />
            ))}
          </tbody>
        </table>
        {ids.length === 0 && <NoMatch filter={filter} onClear={() => setFilter('')} />}
      </div>
    </section>
  );
}

function NoMatch({ filter, onClear }: { filter: string; onClear: () => void }) {
  if (!filter) return <p className="nothing">This account holds nothing yet.</p>;
  return (
    <p className="nothing" role="status">
      Nothing matches “{filter}”.{' '}
      <button type="button" className="link" onClick={onClear}>
        Clear the filter
      </button>
    </p>
  );
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();

function HeadCell({ column, sort, onSort }: { column: Column; sort: Sort; onSort: (sort: Sort) => void }) {
  const isSorted = sort.column === column;
  const direction = sort.isDescending ? 'descending' : 'ascending';
  return (
    <th scope="col" className={`col-${column}`} aria-sort={isSorted ? direction : 'none'}>
      <button type="button" onClick={() => onSort(turned(sort, column))}>
        {LABELS[column]}
        <span className={`sort-mark ${isSorted ? direction : ''}`} aria-hidden="true" />
      </button>
    </th>
  );
}

/** On a phone the table has no head to press. */
function SortChoice({ sort, onSort }: { sort: Sort; onSort: (sort: Sort) => void }) {
  return (
    <label className="sort-choice">
      <span className="sr-only">Sort by</span>
      <select value={sort.column} onChange={(event) => onSort(turned(null, event.target.value as Column))}>
        {COLUMNS.map((column) => (
          <option key={column} value={column}>
            {LABELS[column]}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Names start at A, figures at the largest, ages at the newest; a second press turns the order round. */
function turned(sort: Sort | null, column: Column): Sort {
  if (sort?.column === column) return { column, isDescending: !sort.isDescending };
  return { column, isDescending: column !== 'name' && column !== 'age' };
}

interface OrderProps {
  readonly sort: Sort;
  readonly filter: string;
  readonly accountId: string | null;
  readonly names: ReadonlyMap<string, string>;
  readonly table: React.RefObject<HTMLTableElement | null>;
}

function useOrder({ sort, filter, accountId, names, table }: OrderProps): readonly string[] {
  const { store } = useLiveContext();
  const holdingIds = useLive((state) => state.holdingIds);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let seconds = 0;
    return serverClock.subscribe(() => {
      const isInUse = table.current?.matches(':hover, :focus-within') ?? false;
      seconds = isInUse ? 0 : seconds + 1;
      if (seconds < REORDER_EVERY_S) return;
      seconds = 0;
      setTurn((former) => former + 1);
    });
  }, [table]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `holdingIds` and `turn` say when to look at the store again.
  return useMemo(
    () => visibleHoldings(store.state()?.rows ?? new Map(), { sort, filter, accountId, accountName: (id) => names.get(id) ?? '' }),
    [store, sort, filter, accountId, names, holdingIds, turn],
  );
}

function NoHoldings() {
  return (
    <section className="card empty">
      <h2>Nothing held yet</h2>
      <p>
        Deposit cash and record a first purchase, and the holding appears here by itself, with its price. The{' '}
        <a href="/playground">playground</a> speaks the API that records them.
      </p>
    </section>
  );
}

function SkeletonTable() {
  return (
    <section aria-hidden="true">
      <div className="section-head">
        <h2>Holdings</h2>
      </div>
      <div className="card table-card skeleton-rows">
        {[78, 64, 71, 58, 67, 74].map((width) => (
          <div key={width}>
            <span className="skeleton" style={{ width: `${width / 3}%` }} />
            <span className="skeleton" style={{ width: '12%' }} />
          </div>
        ))}
      </div>
    </section>
  );
}
