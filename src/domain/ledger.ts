/**
 * The fold of a user's ledger into positions, cash, realised gains and income. Invariants: the result depends on what the
 * entries say and never on the order they were recorded in, and only an account that
 * may sell short ever holds less than zero units.
 */
import type { Account, CostMethod } from './account.js';
import { assert } from './assert.js';
import { Booking } from './booking.js';
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import type { Decimal } from './decimal.js';
import type { AccountId, InstrumentId, TransactionId } from './ids.js';
import type { Instrument } from './instrument.js';
import type { BookedRate } from './lot.js';
import type { Position } from './position.js';
import { splitsIn } from './split.js';
import { type Transaction, TransactionKind } from './transaction.js';

export { checkEntry } from './entry.js';

/** The rules an account is folded by. */
export type BookedAccount = Pick<Account, 'currency' | 'costMethod' | 'allowsShort' | 'fractionRule'>;

/** What the fold must know of the accounts and instruments its entries name. */
export interface LedgerBooks {
  account(id: AccountId): BookedAccount | null | undefined;
  /** The name, where it is known, is what messages call it. */
  instrument(
    id: InstrumentId,
  ): (Pick<Instrument, 'currency' | 'multiplier'> & Partial<Pick<Instrument, 'name' | 'splits'>>) | null | undefined;
}

/** The same with every account folded by another cost method; by its own where none is given. */
export function withCostMethod(books: LedgerBooks, costMethod: CostMethod | null): LedgerBooks {
  if (!costMethod) return books;
  return {
    account: (id) => {
      const account = books.account(id);
      return account && { ...account, costMethod };
    },
    instrument: (id) => books.instrument(id),
  };
}

/** What closing one lot made, or a part of it, in the instrument's currency (C5): of long units by selling, of short ones by buying back. */
export interface RealisedGain {
  /** The entry that closed it; null for fractions that a split of the instrument paid out. */
  readonly transactionId: TransactionId | null;
  readonly accountId: AccountId;
  readonly instrumentId: InstrumentId;
  readonly currency: Currency;
  /** The day it was closed. */
  readonly tradeDate: Day;
  readonly lotId: TransactionId;
  readonly acquiredOn: Day;
  readonly soldOn: Day;
  /** Sold first and bought back later. */
  readonly isShort: boolean;
  /** A fraction of a unit that a split left and paid for. */
  readonly isFraction: boolean;
  readonly quantity: Decimal;
  /** This lot's share of quantity x price of selling. */
  readonly proceeds: Decimal;
  /** This lot's share of the fee and tax of selling. */
  readonly charges: Decimal;
  /** What the closed units cost, without fees and taxes. */
  readonly cost: Decimal;
  /** Fees and taxes of acquiring them. */
  readonly costCharges: Decimal;
  /** `proceeds - cost`. */
  readonly gainBeforeFees: Decimal;
  /** `proceeds - charges - cost - costCharges`. */
  readonly gain: Decimal;
  /** The rates booked on the purchase and on the sale; null where none was. */
  readonly acquiredRate: BookedRate | null;
  readonly soldRate: BookedRate | null;
}

export type IncomeKind = 'DIVIDEND' | 'DIVIDEND_PAID' | 'REINVESTMENT' | 'INTEREST';

/** A dividend or interest, in the currency it was paid in (C11); a dividend paid on a short position has a gross below zero. */
export interface Income {
  readonly transactionId: TransactionId;
  readonly kind: IncomeKind;
  readonly accountId: AccountId;
  readonly instrumentId: InstrumentId | null;
  readonly tradeDate: Day;
  readonly currency: Currency;
  readonly gross: Decimal;
  readonly tax: Decimal;
  readonly fee: Decimal;
  readonly bookedRate: BookedRate | null;
}

export interface AccountState {
  readonly accountId: AccountId;
  /** The day of the last entry folded into any account; a fold that goes on from here takes later days only. */
  readonly lastDay: Day | null;
  /** Closed positions stay, with a quantity of exactly zero. */
  readonly positions: ReadonlyMap<InstrumentId, Position>;
  /** Exact; a balance below zero is an overdraft, which a ledger may show and a valuation counts. */
  readonly cash: ReadonlyMap<Currency, Decimal>;
  readonly realised: readonly RealisedGain[];
  readonly income: readonly Income[];
}

export type LedgerState = ReadonlyMap<AccountId, AccountState>;

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
    if (a.kind !== b.kind) return RANKS[a.kind] - RANKS[b.kind];
    // Most entries of one day and kind differ in these, and a text of each would cost more than the rest of the fold.
    if (a.accountId !== b.accountId) return a.accountId < b.accountId ? -1 : 1;
    if (a.instrumentId !== b.instrumentId) return (a.instrumentId ?? LAST) < (b.instrumentId ?? LAST) ? -1 : 1;
    const [left, right] = [textOf(a), textOf(b)];
    if (left !== right) return left < right ? -1 : 1;
    return a.ordinal - b.ordinal;
  });
}

/** What has no instrument comes after what has one. */
const LAST = '|';

/** Everything of an entry that its effect depends on, so that two entries tie only when swapping them changes nothing. */
function contentText(entry: Transaction): string {
  const { accountId, instrumentId, counterAccountId, currency, ratioNew, ratioOld, lotIds } = entry;
  const { quantity, price, amount, fee, tax, exchangeRate } = entry;
  const numbers = [price, quantity, amount, fee, tax, exchangeRate].map((value) => value?.toFixed() ?? '');
  return [accountId, instrumentId, counterAccountId, currency, ...numbers, ratioNew, ratioOld, ...(lotIds ?? [])].join('|');
}
