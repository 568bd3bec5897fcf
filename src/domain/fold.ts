/**
 * The fold of a user's ledger into positions, cash, realised gains and income. Invariants: the result depends on what the
 * entries say and never on the order they were recorded in, and only an account that may sell short ever holds less than zero
 * units.
 */
import { assert } from './assert.js';
import { Booking } from './booking.js';
import type { Day } from './day.js';
import type { AccountId } from './ids.js';
import { type AccountState, type LedgerBooks, type LedgerState, splitsIn } from './ledger.js';
import { type Transaction, TransactionKind } from './transaction.js';

/**
 * Folds entries of all accounts of one user, in any order of arrival. Voided entries count for nothing.
 * @param from the state to go on from: every entry must then be of a later day than its last
 * @param until the last day folded; entries of later days are left out
 * @throws RuleBroken OVERSOLD, NOT_HELD, SAME_ACCOUNT, OPPOSITE_SIDE or CURRENCY_MISMATCH for an entry the ledger does not allow
 */
export function fold(
  entries: Iterable<Transaction>,
  books: LedgerBooks,
  { from, until }: { readonly from?: LedgerState; readonly until?: Day | null } = {},
): Map<AccountId, AccountState> {
  const ordered = inCanonicalOrder(entries);
  const splits = splitsIn(ordered, from, books);
  const booking = new Booking(books, from ?? new Map(), splits.length > 0 ? ownSplits(ordered) : new Set());
  let lastDay: Day | null = null;
  for (const state of from?.values() ?? []) if (state.lastDay && (!lastDay || state.lastDay > lastDay)) lastDay = state.lastDay;
  const resumedAfter = lastDay;
  let nextSplit = splits.findIndex(({ exDate }) => !resumedAfter || exDate > resumedAfter);
  let transfers: Transaction[] = [];
  const splitUntil = (day: Day | null) => {
    for (let split = splits[nextSplit]; split && (!day || split.exDate <= day); split = splits[nextSplit]) {
      booking.transferAll(transfers);
      transfers = [];
      booking.splitAll(split);
      if (!lastDay || split.exDate > lastDay) lastDay = split.exDate;
      nextSplit += 1;
    }
  };
  for (const entry of ordered) {
    if (until && entry.tradeDate > until) break;
    splitUntil(entry.tradeDate);
    assert(!resumedAfter || entry.tradeDate > resumedAfter, 'a resumed fold takes entries of later days only');
    if (transfers.length > 0 && (entry.kind !== TransactionKind.TRANSFER || entry.tradeDate !== lastDay)) {
      booking.transferAll(transfers);
      transfers = [];
    }
    if (entry.kind === TransactionKind.TRANSFER) transfers.push(entry);
    else booking.apply(entry);
    lastDay = entry.tradeDate;
  }
  booking.transferAll(transfers);
  transfers = [];
  splitUntil(until ?? null);
  return booking.states(lastDay);
}

/** The state at the end of `day`. */
export function foldUntil(day: Day, entries: Iterable<Transaction>, books: LedgerBooks, from?: LedgerState): Map<AccountId, AccountState> {
  return fold(entries, books, { from, until: day });
}

/** The splits accounts recorded themselves: where there is one, the instrument's of the same day is not applied again. */
function ownSplits(entries: readonly Transaction[]): Set<string> {
  const own = entries.filter(({ kind }) => kind === TransactionKind.SPLIT);
  return new Set(own.map(({ accountId, instrumentId, tradeDate }) => `${accountId} ${instrumentId} ${tradeDate}`));
}

/** Within a day: splits first, then what brings units in, then what takes them out. */
const RANKS: Readonly<Record<TransactionKind, number>> = {
  SPLIT: 0,
  DEPOSIT: 1,
  DIVIDEND: 2,
  INTEREST: 3,
  DELIVERY_IN: 4,
  BUY: 5,
  REINVESTMENT: 6,
  TRANSFER: 7,
  SELL: 8,
  DELIVERY_OUT: 9,
  DIVIDEND_PAID: 10,
  FEE: 11,
  FEE_REFUND: 12,
  TAX: 13,
  TAX_REFUND: 14,
  WITHDRAWAL: 15,
};

/** The entries that count, in the one order a ledger is folded in. */
export function inCanonicalOrder(entries: Iterable<Transaction>): Transaction[] {
  const counted: Transaction[] = [];
  for (const entry of entries) if (!entry.voidedAt) counted.push(entry);
  const texts = new Map<Transaction, string>();
  const textOf = (entry: Transaction): string => {
    let text = texts.get(entry);
    if (text === undefined) {
      text = contentText(entry);
      texts.set(entry, text);
    }
    return text;
  };
  return counted.sort((a, b) => {
    if (a.tradeDate !== b.tradeDate) return a.tradeDate < b.tradeDate ? -1 : 1;
    // Most entries of one day differ in these, and a text of each would cost more than the rest of the fold.
    const place = placeInDay(a, b);
    if (place !== 0) return place;
    const [left, right] = [textOf(a), textOf(b)];
    if (left !== right) return left < right ? -1 : 1;
    return a.ordinal - b.ordinal;
  });
}

/** Which of two entries of one day comes first by its kind, account and instrument; 0 where what they say must tell. */
export function placeInDay(a: PlacedEntry, b: PlacedEntry): number {
  if (a.kind !== b.kind) return RANKS[a.kind] - RANKS[b.kind];
  if (a.accountId !== b.accountId) return a.accountId < b.accountId ? -1 : 1;
  if (a.instrumentId !== b.instrumentId) return (a.instrumentId ?? LAST) < (b.instrumentId ?? LAST) ? -1 : 1;
  return 0;
}

type PlacedEntry = Pick<Transaction, 'kind' | 'accountId' | 'instrumentId'>;

/** What has no instrument comes after what has one. */
const LAST = '|';

/** Everything of an entry that its effect depends on, so that two entries tie only when swapping them changes nothing. */
function contentText(entry: Transaction): string {
  const { accountId, instrumentId, counterAccountId, currency, ratioNew, ratioOld, lotIds } = entry;
  const { quantity, price, amount, fee, tax, exchangeRate } = entry;
  const numbers = [price, quantity, amount, fee, tax, exchangeRate].map((value) => value?.toFixed() ?? '');
  return [accountId, instrumentId, counterAccountId, currency, ...numbers, ratioNew, ratioOld, ...(lotIds ?? [])].join('|');
}
