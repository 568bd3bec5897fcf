/** One page of a list that can grow: a bounded number of things after a cursor, in an order that never has ties. */
import { type Day, tryParseDay } from './day.js';
import { InvalidInput } from './errors.js';

export const DEFAULT_PAGE = 50;
export const MAX_PAGE = 200;

export interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly cursorOf: (item: T) => string;
}

/** @throws InvalidInput when `first` is not between 1 and 200 */
export function pageSize(first: number | null | undefined, field = 'first'): number {
  const size = first ?? DEFAULT_PAGE;
  if (size < 1 || size > MAX_PAGE) throw new InvalidInput(field, 'RANGE', `${field} must be between 1 and ${MAX_PAGE}.`);
  return size;
}

/** The cursor's key values, or null without a cursor. @throws InvalidInput when it is none of ours */
export function readCursor(after: string | null | undefined, keys: number): readonly string[] | null {
  if (after === null || after === undefined) return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length === keys && values.every((value) => typeof value === 'string' && !value.includes('\0'))) {
      return values;
    }
  } catch {
    // Falls through to the one answer for every unreadable cursor.
  }
  throw badCursor();
}

export function badCursor(): InvalidInput {
  return new InvalidInput('after', 'CURSOR', 'after must be a cursor that an earlier page of this list gave.');
}

export function writeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** An entry's place in a ledger, which no other entry has. */
export interface EntryPlace {
  readonly day: Day;
  readonly ordinal: number;
}

/** The place a cursor of a ledger's entries names, or null without one. @throws InvalidInput when it is none of ours */
export function readEntryCursor(after: string | null | undefined): EntryPlace | null {
  const [day, ordinal] = readCursor(after, 2) ?? [];
  if (day === undefined || ordinal === undefined) return null;
  const place = { day: tryParseDay(day), ordinal: Number(ordinal) };
  if (place.day === null || !/^\d+$/.test(ordinal) || !Number.isSafeInteger(place.ordinal)) throw badCursor();
  return { ...place, day: place.day };
}

export function entryCursorOf({ tradeDate, ordinal }: { readonly tradeDate: Day; readonly ordinal: number }): string {
  return writeCursor([tradeDate, String(ordinal)]);
}

/** Makes a page of what was read with a limit of `size + 1`, whose last row only tells that there is more. */
export function toPage<T>(
  rows: readonly T[],
  { size, after, cursorOf }: { size: number; after: string | null | undefined; cursorOf: (item: T) => string },
): Page<T> {
  return { items: rows.slice(0, size), hasNextPage: rows.length > size, hasPreviousPage: Boolean(after), cursorOf };
}

/** A page of a list that is in memory already, ordered by `keyOf`; what the cursor names may be gone from it by now. */
export function pageOf<T>(all: readonly T[], args: PageArgs, keyOf: (item: T) => string): Page<T> {
  const size = pageSize(args.first);
  const cursor = readCursor(args.after, 1);
  const last = cursor?.[0];
  const rest = last === undefined ? all : all.filter((item) => keyOf(item) > last);
  return toPage(rest.slice(0, size + 1), { size, after: args.after, cursorOf: (item) => writeCursor([keyOf(item)]) });
}

/**
 * A page of a list that is in memory, in an order of its own. Where its items have ids, what comes or goes before a page moves none of the later
 * ones; else, and where the item that the cursor names is gone, its place counts.
 */
export function listPage<T>(all: readonly T[], args: PageArgs, idOf: (item: T) => string = () => ''): Page<T> {
  const size = pageSize(args.first);
  const start = startAfter(args.after, all, idOf);
  const rows = all.slice(start, start + size + 1);
  return toPage(rows, { size, after: args.after, cursorOf: (item) => writeCursor([idOf(item), String(start + rows.indexOf(item))]) });
}

function startAfter<T>(after: string | null | undefined, all: readonly T[], idOf: (item: T) => string): number {
  const [id, place] = readCursor(after, 2) ?? [];
  if (id === undefined || place === undefined) return 0;
  if (!/^\d{1,9}$/.test(place)) throw badCursor();
  const item = all[Number(place)];
  if (id === '' || (item && idOf(item) === id)) return Number(place) + 1;
  const found = all.findIndex((each) => idOf(each) === id);
  // Where it was now stands what came behind it.
  return found < 0 ? Number(place) : found + 1;
}
