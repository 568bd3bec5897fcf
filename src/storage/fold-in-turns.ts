/** The fold of a long ledger, a stretch of days at a time, so that others get their turn. Equal to `fold` of the whole. */
import type { Day } from '../domain/day.js';
import { fold } from '../domain/fold.js';
import { withoutReports } from '../domain/history.js';
import type { LedgerBooks, LedgerState } from '../domain/ledger.js';
import type { Transaction } from '../domain/transaction.js';
import { Turns } from './turns.js';

/** Entries folded before other work may get its turn; a day is never cut. */
const ENTRIES_PER_STRETCH = 50;

export interface FoldOptions {
  readonly from?: LedgerState | undefined;
  readonly until?: Day | null;
  /** Whether realised gains and income are wanted, which take more memory than all positions. */
  readonly hasReports?: boolean;
}

/** @throws RuleBroken as `fold` */
export async function foldInTurns(
  entries: Iterable<Transaction>,
  books: LedgerBooks,
  { from, until, hasReports = true }: FoldOptions = {},
): Promise<LedgerState> {
  const turns = new Turns();
  let state = from;
  let stretch: Transaction[] = [];
  const foldOn = (day: Day | null) => {
    const folded = fold(stretch, books, { ...(state && { from: state }), until: day });
    state = hasReports ? folded : withoutReports(folded);
    stretch = [];
  };
  for (const [day, ofDay] of byDay(entries)) {
    if (until && day > until) break;
    stretch.push(...ofDay);
    if (stretch.length < ENTRIES_PER_STRETCH) continue;
    foldOn(day);
    await turns.pass();
  }
  // Splits may follow the last entry.
  foldOn(until ?? null);
  return state as LedgerState;
}

/** Ordering all entries at once would take longer than a turn. */
function byDay(entries: Iterable<Transaction>): [Day, Transaction[]][] {
  const days = new Map<Day, Transaction[]>();
  for (const entry of entries) {
    const ofDay = days.get(entry.tradeDate);
    if (ofDay) ofDay.push(entry);
    else days.set(entry.tradeDate, [entry]);
  }
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1));
}
