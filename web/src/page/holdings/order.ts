/** Which holdings the table shows, and in which order. What has no value sorts last, whichever way round. */
import { approximate, compareDecimals } from '../../format/decimal-text.js';
import { currencyName } from '../../format/format.js';
import type { Row } from '../../live/portfolio-store.js';
import { KINDS } from '../../part/words.js';

export const COLUMNS = ['name', 'trend', 'quantity', 'price', 'dayChange', 'value', 'cost', 'gain', 'share', 'age'] as const;
export type Column = (typeof COLUMNS)[number];

/** Above the rows that have it in common. */
export type Grouping = 'NONE' | 'ACCOUNT' | 'KIND' | 'CURRENCY';

export interface Group {
  readonly key: string;
  /** Null when nothing is grouped. */
  readonly name: string | null;
  readonly ids: readonly string[];
}

export interface Sort {
  readonly column: Column;
  readonly isDescending: boolean;
}

export interface View {
  readonly sort: Sort;
  readonly filter: string;
  readonly accountId: string | null;
  readonly grouping: Grouping;
  readonly accountName: (accountId: string) => string;
  /** Change over the days of the small line, by instrument. */
  readonly trends: ReadonlyMap<string, number>;
}

/** The groups in the order of what they are worth, and the rows of each in the order of the view. */
export function visibleHoldings(rows: ReadonlyMap<string, Row>, view: View): Group[] {
  const words = view.filter.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const shown = [...rows.values()]
    .filter((row) => view.accountId === null || row.holding.accountId === view.accountId)
    .filter((row) => words.length === 0 || matches(row, words, view))
    .sort((a, b) => compareRows(a, b, view));
  if (view.grouping === 'NONE') return [{ key: 'ALL', name: null, ids: shown.map(({ holding }) => holding.id) }];
  const groups = new Map<string, { name: string; ids: string[]; worth: number }>();
  for (const row of shown) {
    const [key, name] = groupOf(row, view);
    const group = groups.get(key) ?? { name, ids: [], worth: 0 };
    group.ids.push(row.holding.id);
    group.worth += approximate(row.holding.value ?? '0');
    groups.set(key, group);
  }
  return [...groups].sort(([, a], [, b]) => b.worth - a.worth).map(([key, { name, ids }]) => ({ key, name, ids }));
}

function groupOf({ holding }: Row, { grouping, accountName }: View): readonly [key: string, name: string] {
  if (grouping === 'ACCOUNT') return [holding.accountId, accountName(holding.accountId)];
  if (grouping === 'CURRENCY') return [holding.currency, currencyName(holding.currency)];
  return [holding.instrument.kind, KINDS[holding.instrument.kind].plural];
}

function matches({ holding }: Row, words: readonly string[], view: View): boolean {
  const { name, ticker, isin, schemeCode } = holding.instrument;
  const text = [name, ticker, isin, schemeCode, holding.currency, view.accountName(holding.accountId)].join(' ').toLocaleLowerCase();
  return words.every((word) => text.includes(word));
}

function compareRows(a: Row, b: Row, { sort: { column, isDescending }, trends }: View): number {
  const direction = isDescending ? -1 : 1;
  const byName = a.holding.instrument.name.localeCompare(b.holding.instrument.name) || a.holding.id.localeCompare(b.holding.id);
  if (column === 'name') return byName * direction;
  if (column === 'age') return compareKnown(instantOf(a), instantOf(b), (x, y) => y - x, direction) || byName;
  if (column === 'trend') {
    const [left, right] = [trends.get(a.holding.instrumentId), trends.get(b.holding.instrumentId)];
    return compareKnown(left, right, (x, y) => x - y, direction) || byName;
  }
  return compareKnown(figureOf(a, column), figureOf(b, column), compareDecimals, direction) || byName;
}

function compareKnown<T>(a: T | null | undefined, b: T | null | undefined, compare: (a: T, b: T) => number, direction: number): number {
  if (a == null || b == null) return a == null && b == null ? 0 : a == null ? 1 : -1;
  return compare(a, b) * direction;
}

function figureOf({ holding }: Row, column: Exclude<Column, 'name' | 'age' | 'trend'>): string | null | undefined {
  if (column === 'gain') return holding.unrealisedGain;
  if (column === 'cost') return holding.costBasisInBase;
  // Of one total, so the shares are in the order of the values.
  if (column === 'share') return holding.value;
  return holding[column];
}

function instantOf({ holding }: Row): number | null {
  return holding.priceObservedAt ? Date.parse(holding.priceObservedAt) : null;
}
