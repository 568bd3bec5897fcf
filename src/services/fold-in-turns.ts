/** The fold of a long ledger, a stretch of days at a time, so that others get their turn. Equal to `fold` of the whole. */
import { setImmediate } from 'node:timers/promises';
import type { Day } from '../domain/day.js';
import { fold, inCanonicalOrder, type LedgerBooks, type LedgerState } from '../domain/ledger.js';
import type { Transaction } from '../domain/transaction.js';

/** Entries folded before other work gets its turn; a day is never cut. */
const ENTRIES_PER_TURN = 1_000;

/** @throws RuleBroken as `fold` */
export async function foldInTurns(
  entries: Iterable<Transaction>,
  books: LedgerBooks,
  { from, until }: { readonly from?: LedgerState | undefined; readonly until?: Day | null } = {},
): Promise<LedgerState> {
  const ordered = inCanonicalOrder(entries);
  let state = from;
  let start = 0;
  while (ordered.length - start > ENTRIES_PER_TURN) {
    const lastDay = (ordered[start + ENTRIES_PER_TURN - 1] as Transaction).tradeDate;
    if (until && lastDay >= until) break;
    let end = start + ENTRIES_PER_TURN;
    while (ordered[end]?.tradeDate === lastDay) end += 1;
    state = fold(ordered.slice(start, end), books, { ...(state && { from: state }), until: lastDay });
    start = end;
    await setImmediate();
  }
  return fold(ordered.slice(start), books, { ...(state && { from: state }), until: until ?? null });
}
