/**
 * The holdings, updating in place. The order follows the figures only while nobody points at the table or works in it,
 * so that no row moves away under a hand. Arrow keys walk the rows; Enter opens one, and W says why it is worth what it is.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import { serverClock } from '../../api/server-clock.js';
import { Icon } from '../../kit/icon.js';
import { Segments } from '../../kit/segments.js';
import { Skeleton } from '../../kit/state.js';
import { useLive, useLiveContext } from '../../live/live.js';
import { useScope } from '../../shell/scope.js';
import { useWhy } from '../../why/why.js';
import { FirstSteps, NothingHeldNow, useEverHeld } from '../first-steps.js';
import { COLUMNS, type Column, type Group, type Grouping, type Sort, visibleHoldings } from './order.js';
import { HoldingRow } from './row.js';
import { GroupRow, TotalRow } from './sum-row.js';
import { changeOf, type Trends } from './trends.js';
import { columnWidths, type Widths, wider } from './widths.js';

const LABELS: Record<Column, string> = {
  name: 'Instrument',
  trend: '30 days',
  quantity: 'Quantity',
  price: 'Price',
  dayChange: 'Day change',
  value: 'Value',
  cost: 'Cost',
  gain: 'Unrealised gain',
  share: 'Share',
  age: 'Price from',
};
const GROUPINGS = [
  { key: 'NONE', label: 'All' },
  { key: 'ACCOUNT', label: 'Account' },
  { key: 'KIND', label: 'Class' },
  { key: 'CURRENCY', label: 'Currency' },
] as const;
const REORDER_EVERY_S = 5;
const NO_NAMES: ReadonlyMap<string, string> = new Map();

export function HoldingsTable({ trends }: { trends: Trends }) {
  const { account, accounts } = useScope();
  const table = useRef<HTMLTableElement>(null);
  const [sort, setSort] = useState<Sort>({ column: 'value', isDescending: true });
  const [filter, setFilter] = useState('');
  const [grouping, setGrouping] = useState<Grouping>('NONE');
  const names = useMemo(() => new Map(accounts.map(({ id, name }) => [id, name])), [accounts]);
  const count = useLive(({ figures }) => figures.holdingIds.length);
  const wasHeld = useEverHeld(count === 0);
  const groups = useOrder({ sort, filter, grouping, accountId: account?.id ?? null, names, trends, table });
  const onKeyDown = useRowKeys();
  const widths = useWidths(groups);
  const isWide = useIsWide(table);
  if (count === undefined || (count === 0 && wasHeld === null)) return <Skeleton height={480} />;
  if (count === 0) return wasHeld ? <NothingHeldNow /> : <FirstSteps />;
  const shown = groups.reduce((sum, { ids }) => sum + ids.length, 0);
  const showsAccount = accounts.length > 1 && !account && grouping !== 'ACCOUNT';
  return (
    <section aria-label="Holdings">
      <div className="section-head">
        <label className="search holdings-search">
          <Icon name="search" />
          <span className="sr-only">Filter holdings</span>
          <input type="search" placeholder="Name, ticker, account" value={filter} onChange={(event) => setFilter(event.target.value)} />
        </label>
        <span className="muted small" role="status">
          {shown < count ? `${shown} of ${count}` : count === 1 ? 'One holding' : `${count} holdings`}
        </span>
        <span className="spacer" />
        <SortChoice sort={sort} onSort={setSort} />
        <Segments label="Group by" options={GROUPINGS} chosen={grouping} onChoose={setGrouping} />
      </div>
      <div className={isWide ? 'card table-card is-wide' : 'card table-card'}>
        <table ref={table} className="holdings" style={widths}>
          <Head sort={sort} onSort={setSort} />
          {groups.map(({ key, name, ids }) => (
            <tbody key={key} onKeyDown={onKeyDown}>
              {name !== null && <GroupRow name={name} ids={ids} />}
              {ids.map((id) => (
                <HoldingRow key={id} id={id} accountName={showsAccount ? names : NO_NAMES} trends={trends} />
              ))}
            </tbody>
          ))}
          {shown === count && <TotalRow />}
        </table>
        {shown === 0 && (
          <p className="nothing" role="status">
            Nothing matches “{filter}”.{' '}
            <button type="button" className="link" onClick={() => setFilter('')}>
              Clear the filter
            </button>
          </p>
        )}
      </div>
      <p className="muted small keys-hint">
        <kbd>↑</kbd> <kbd>↓</kbd> move, <kbd>Enter</kbd> opens, <kbd>W</kbd> says why it is worth that
      </p>
    </section>
  );
}

function Head({ sort, onSort }: { sort: Sort; onSort: (sort: Sort) => void }) {
  const direction = sort.isDescending ? 'descending' : 'ascending';
  return (
    <thead>
      <tr>
        {COLUMNS.map((column) => (
          <th key={column} scope="col" className={`col-${column}`} aria-sort={sort.column === column ? direction : 'none'}>
            <button type="button" onClick={() => onSort(turned(sort, column))}>
              {LABELS[column]}
              <span className={`sort-mark ${sort.column === column ? direction : ''}`} aria-hidden="true" />
            </button>
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** On a phone the table has no head to press. */
function SortChoice({ sort, onSort }: { sort: Sort; onSort: (sort: Sort) => void }) {
  return (
    <label className="sort-choice">
      <span className="sr-only">Sort by</span>
      <select className="select" value={sort.column} onChange={(event) => onSort(turned(null, event.target.value as Column))}>
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

/** Up and down between rows, whatever group they stand in. */
function useRowKeys(): (event: React.KeyboardEvent<HTMLElement>) => void {
  const why = useWhy();
  return (event) => {
    const link = (event.target as Element).closest<HTMLElement>('a[data-holding]');
    if (!link || event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key === 'w') return why({ kind: 'HOLDING', holdingId: link.dataset.holding ?? '', figure: 'value' });
    const links = [...(link.closest('table')?.querySelectorAll<HTMLElement>('a[data-holding]') ?? [])];
    const at = links.indexOf(link);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    links[Math.min(Math.max(to, 0), links.length - 1)]?.focus();
  };
}

/** As custom properties. Looked at with the order, not with each price; and while the holdings are the same, no column gets narrower. */
function useWidths(groups: readonly Group[]): React.CSSProperties {
  const { store } = useLiveContext();
  const former = useRef<{ readonly of: readonly string[]; readonly widths: Widths } | null>(null);
  return useMemo(() => {
    const state = store.state();
    if (!state || groups.length === 0) return {};
    const of = state.figures.holdingIds;
    const now = columnWidths(state.rows.values(), { figures: state.figures, currency: state.valuation.baseCurrency });
    const widths = former.current?.of === of ? wider(former.current.widths, now) : now;
    former.current = { of, widths };
    return Object.fromEntries(Object.entries(widths).map(([column, width]) => [`--${column}`, width]));
  }, [store, groups]);
}

/** The figures are too long for the columns to stand beside each other. */
function useIsWide(table: React.RefObject<HTMLTableElement | null>): boolean {
  const [isWide, setWide] = useState(false);
  const isThere = useLive(({ figures }) => figures.holdingIds.length > 0) ?? false;
  useEffect(() => {
    const element = table.current;
    const card = element?.parentElement;
    if (!isThere || !element || !card) return;
    const observer = new ResizeObserver(() => setWide(element.offsetWidth > card.clientWidth));
    observer.observe(element);
    observer.observe(card);
    return () => observer.disconnect();
  }, [table, isThere]);
  return isWide;
}

interface OrderProps {
  readonly sort: Sort;
  readonly filter: string;
  readonly grouping: Grouping;
  readonly accountId: string | null;
  readonly names: ReadonlyMap<string, string>;
  readonly trends: Trends;
  readonly table: React.RefObject<HTMLTableElement | null>;
}

function useOrder({ sort, filter, grouping, accountId, names, trends, table }: OrderProps): readonly Group[] {
  const { store } = useLiveContext();
  const holdingIds = useLive(({ figures }) => figures.holdingIds);
  const [turn, setTurn] = useState(0);
  const changes = useMemo(() => {
    const entries = [...trends].flatMap(([id, prices]) => {
      const change = changeOf(prices);
      return change === null ? [] : [[id, change] as const];
    });
    return new Map(entries);
  }, [trends]);
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
    () =>
      visibleHoldings(store.state()?.rows ?? new Map(), {
        sort,
        filter,
        grouping,
        accountId,
        accountName: (id) => names.get(id) ?? '',
        trends: changes,
      }),
    [store, sort, filter, grouping, accountId, names, changes, holdingIds, turn],
  );
}
