/**
 * An entry as far as it moves units and cash, in whole numbers: what a walk over thousands of days and tens of thousands of
 * entries reads instead of decimals. Invariant: nothing is rounded, every column has as many places as its scale.
 */
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import { type Decimal, MONEY_SCALE, PRICE_SCALE, QUANTITY_SCALE, RATE_SCALE, toScaled } from './decimal.js';
import { placeInDay } from './fold.js';
import type { AccountId, InstrumentId } from './ids.js';
import { plainText } from './scaled.js';
import type { Transaction, TransactionKind } from './transaction.js';

export interface UnitEntry {
  readonly kind: TransactionKind;
  readonly tradeDate: Day;
  readonly accountId: AccountId;
  readonly counterAccountId: AccountId | null;
  readonly instrumentId: InstrumentId | null;
  readonly currency: Currency;
  /** At QUANTITY_SCALE. */
  readonly quantity: bigint | null;
  /** At PRICE_SCALE. */
  readonly price: bigint | null;
  /** This and what follows at MONEY_SCALE. */
  readonly amount: bigint | null;
  readonly fee: bigint;
  readonly tax: bigint;
  /** At RATE_SCALE. */
  readonly exchangeRate: bigint | null;
  readonly ratioNew: number | null;
  readonly ratioOld: number | null;
}

export function unitEntryOf(entry: Transaction): UnitEntry {
  const { kind, tradeDate, accountId, counterAccountId, instrumentId, currency, ratioNew, ratioOld } = entry;
  const orNull = (value: Decimal | null, scale: number) => value && toScaled(value, scale);
  return {
    kind,
    tradeDate,
    accountId,
    counterAccountId,
    instrumentId,
    currency,
    quantity: orNull(entry.quantity, QUANTITY_SCALE),
    price: orNull(entry.price, PRICE_SCALE),
    amount: orNull(entry.amount, MONEY_SCALE),
    fee: toScaled(entry.fee, MONEY_SCALE),
    tax: toScaled(entry.tax, MONEY_SCALE),
    exchangeRate: orNull(entry.exchangeRate, RATE_SCALE),
    ratioNew,
    ratioOld,
  };
}

/** The entries of one day in the order a ledger is folded in. */
export function inOrderOfDay(entries: readonly UnitEntry[]): readonly UnitEntry[] {
  return entries.length < 2 ? entries : [...entries].sort((a, b) => placeInDay(a, b) || compareContent(a, b));
}

/** As texts compare in `inCanonicalOrder`: field by field, because the end of a field sorts after every digit. */
function compareContent(a: UnitEntry, b: UnitEntry): number {
  return (
    compareText(a.counterAccountId ?? '', b.counterAccountId ?? '') ||
    compareText(a.currency, b.currency) ||
    compareNumber(a.price, b.price, PRICE_SCALE) ||
    compareNumber(a.quantity, b.quantity, QUANTITY_SCALE) ||
    compareNumber(a.amount, b.amount, MONEY_SCALE) ||
    compareNumber(a.fee, b.fee, MONEY_SCALE) ||
    compareNumber(a.tax, b.tax, MONEY_SCALE) ||
    compareNumber(a.exchangeRate, b.exchangeRate, RATE_SCALE) ||
    compareText(String(a.ratioNew ?? ''), String(b.ratioNew ?? '')) ||
    compareText(String(a.ratioOld ?? ''), String(b.ratioOld ?? ''))
  );
}

function compareNumber(a: bigint | null, b: bigint | null, scale: number): number {
  if (a === b) return 0;
  return compareText(a === null ? '' : plainText(a, scale), b === null ? '' : plainText(b, scale));
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return `${a}|` < `${b}|` ? -1 : 1;
}
