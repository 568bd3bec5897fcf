/**
 * A ledger without what was recorded since an entry, apart from what was paid in and out and from what was earned: what the highest
 * value of a drawdown is moved by (docs/CALCULATIONS.md, C10).
 */
import type { Day } from './day.js';
import { type Transaction, TransactionKind } from './transaction.js';

/** Up to where a ledger is known. */
export interface LedgerPlace {
  /** Of the last entry. */
  readonly ordinal: number;
  /** What is entered late of days before it was there already: it comes in at what it is worth now. */
  readonly since: Day;
}

/** The entries that were known, as they are now, and with them those by which something came or went since. */
export interface LedgerNews<Entry> {
  readonly known: Entry[];
  readonly paid: Entry[];
}

const PAYMENTS: readonly TransactionKind[] = [
  TransactionKind.DEPOSIT,
  TransactionKind.WITHDRAWAL,
  TransactionKind.DELIVERY_IN,
  TransactionKind.DELIVERY_OUT,
  TransactionKind.TRANSFER,
];

export function withoutNews<Entry extends Pick<Transaction, 'kind' | 'ordinal' | 'tradeDate'>>(
  entries: readonly Entry[],
  { ordinal, since }: LedgerPlace,
): LedgerNews<Entry> {
  const isKnown = (entry: Entry) => entry.ordinal <= ordinal || entry.kind === TransactionKind.SPLIT;
  const isPaid = ({ kind, tradeDate }: Entry) => PAYMENTS.includes(kind) || tradeDate < since;
  return { known: entries.filter(isKnown), paid: entries.filter((entry) => isKnown(entry) || isPaid(entry)) };
}
