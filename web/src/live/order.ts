/** Which holdings the table shows, and in which order. What has no value sorts last, whichever way round. */
import { compareDecimals } from '../format/decimal-text.js';
import type { Row } from './portfolio-store.js';

export const COLUMNS = ['name', 'quantity', 'price', 'dayChange', 'value', 'gain', 'share', 'age'] as const;
export type Column = (typeof COLUMNS)[number];

export interface Sort {
  readonly column: Column;
  readonly isDescending: boolean;
}

export interface View {
  readonly sort: Sort;
  readonly filter: string;
  readonly accountId: string | null;
  readonly accountName: (accountId: string) => string;
}

export function visibleHoldings(rows: ReadonlyMap<string, Row>, view: View): string[] {
  const words = view.filter.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return [...rows.values()]
    .filter((row) => view.accountId === null || row.holding.accountId === view.accountId)
    .filter((row) => words.length === 0 || matches(row, words, view))
    .sort((a, b) => compareRows(a, b, view.sort))
    .map((row) => row.holding.id);
}

function matches({ holding }: Row, words: readonly string[], view: View): boolean {
  const { name, ticker, isin, schemeCode } = holding.instrument;
  const text = [name, ticker, isin, schemeCode, holding.currency, view.accountName(holding.accountId)].join(' ').toLocaleLowerCase();
  return words.every((word) => text.includes(word));
}

function compareRows(a: Row, b: Row, { column, isDescending }: Sort): number {
  const direction = isDescending ? -1 : 1;
  const byName = a.holding.instrument.name.localeCompare(b.holding.instrument.name) || a.holding.id.localeCompare(b.holding.id);
  if (column === 'name') return byName * direction;
  if (column === 'age') return compareKnown(instantOf(a), instantOf(b), (x, y) => y - x, direction) || byName;
  return compareKnown(figureOf(a, column), figureOf(b, column), compareDecimals, direction) || byName;
}

function compareKnown<T>(a: T | null | undefined, b: T | null | undefined, compare: (a: T, b: T) => number, direction: number): number {
  if (a == null || b == null) return a == null && b == null ? 0 : a == null ? 1 : -1;
  return compare(a, b) * direction;
}

function figureOf({ holding }: Row, column: Exclude<Column, 'name' | 'age'>): string | null | undefined {
  if (column === 'gain') return holding.unrealisedGain;
  // Of one total, so the shares are in the order of the values.
  if (column === 'share') return holding.value;
  return holding[column];
}

function instantOf({ holding }: Row): number | null {
  return holding.priceObservedAt ? Date.parse(holding.priceObservedAt) : null;
}
