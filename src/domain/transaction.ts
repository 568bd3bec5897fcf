/**
 * One entry of the ledger. It is never deleted: an amendment raises `version` and keeps the earlier content as a
 * revision, a void sets `voidedAt`. Amounts are positive; the kind says which way they move.
 */
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import { Decimal, formatDecimal } from './decimal.js';
import type { AccountId, InstrumentId, TransactionId, UserId } from './ids.js';

export const TransactionKind = {
  /** Units in, `quantity * price + fee + tax` of cash out. */
  BUY: 'BUY',
  /** Units out, `quantity * price - fee - tax` of cash in. */
  SELL: 'SELL',
  /** `amount` of cash in from outside. */
  DEPOSIT: 'DEPOSIT',
  /** `amount` of cash out to outside. */
  WITHDRAWAL: 'WITHDRAWAL',
  /** `amount` gross of cash in from an instrument, less `tax` and `fee`. */
  DIVIDEND: 'DIVIDEND',
  /** `amount` of cash out to whoever lent the units of a short position, in place of the dividend. */
  DIVIDEND_PAID: 'DIVIDEND_PAID',
  /** A dividend of `amount` gross, less `tax`, that bought `quantity` units at `price` with `fee`; what is left over is cash. */
  REINVESTMENT: 'REINVESTMENT',
  /** `amount` gross of interest in, less `tax`. */
  INTEREST: 'INTEREST',
  /** `amount` of cash out for a service. */
  FEE: 'FEE',
  /** `amount` of cash out for a tax that belongs to no other entry. */
  TAX: 'TAX',
  /** `amount` of cash in: a fee given back. */
  FEE_REFUND: 'FEE_REFUND',
  /** `amount` of cash in: a tax given back. */
  TAX_REFUND: 'TAX_REFUND',
  /** `ratioNew` units for each `ratioOld` held; total cost unchanged. */
  SPLIT: 'SPLIT',
  /** Units, or cash, to `counterAccountId`; lots keep their dates and costs. */
  TRANSFER: 'TRANSFER',
  /** Units in without cash, at `price` as their cost. */
  DELIVERY_IN: 'DELIVERY_IN',
  /** Units out without cash. */
  DELIVERY_OUT: 'DELIVERY_OUT',
} as const;
export type TransactionKind = (typeof TransactionKind)[keyof typeof TransactionKind];

/** Everything an entry says; which fields a kind needs is a rule of `checkEntry`. */
export interface TransactionContent {
  readonly kind: TransactionKind;
  readonly tradeDate: Day;
  readonly settlementDate: Day | null;
  readonly instrumentId: InstrumentId | null;
  /** Units; greater than 0; at most 12 decimal places. */
  readonly quantity: Decimal | null;
  /** Per unit, in `currency`; at most 8 decimal places. Of a split, what is paid for a fraction of a new unit. */
  readonly price: Decimal | null;
  /** Cash of kinds without units, in `currency`; greater than 0. */
  readonly amount: Decimal | null;
  readonly currency: Currency;
  /** In `currency`; 0 or more. */
  readonly fee: Decimal;
  /** In `currency`; 0 or more. */
  readonly tax: Decimal;
  /** Units of the account's cash currency per unit of `currency` as booked on the trade; null: cash moves in `currency` itself. */
  readonly exchangeRate: Decimal | null;
  /** A split's new units ... */
  readonly ratioNew: number | null;
  /** ... for each of these old ones. */
  readonly ratioOld: number | null;
  readonly counterAccountId: AccountId | null;
  /** With SPECIFIC cost basis: the acquisitions a disposal closes, in this order. */
  readonly lotIds: readonly TransactionId[] | null;
  readonly note: string | null;
}

export class Transaction implements TransactionContent {
  readonly id: TransactionId;
  readonly userId: UserId;
  readonly accountId: AccountId;
  kind: TransactionKind;
  tradeDate: Day;
  settlementDate: Day | null;
  instrumentId: InstrumentId | null;
  quantity: Decimal | null;
  price: Decimal | null;
  amount: Decimal | null;
  currency: Currency;
  fee: Decimal;
  tax: Decimal;
  exchangeRate: Decimal | null;
  ratioNew: number | null;
  ratioOld: number | null;
  counterAccountId: AccountId | null;
  lotIds: readonly TransactionId[] | null;
  note: string | null;
  /** 1 when recorded; each amendment or void raises it. */
  version: number;
  /** Orders entries of one trade date: the order in which they were recorded. */
  readonly ordinal: number;
  readonly recordedAt: Date;
  amendedAt: Date | null;
  voidedAt: Date | null;

  constructor(props: {
    id: TransactionId;
    userId: UserId;
    accountId: AccountId;
    ordinal: number;
    recordedAt: Date;
    content: TransactionContent;
  }) {
    const { content } = props;
    this.id = props.id;
    this.userId = props.userId;
    this.accountId = props.accountId;
    this.ordinal = props.ordinal;
    this.recordedAt = props.recordedAt;
    this.kind = content.kind;
    this.tradeDate = content.tradeDate;
    this.settlementDate = content.settlementDate;
    this.instrumentId = content.instrumentId;
    this.quantity = content.quantity;
    this.price = content.price;
    this.amount = content.amount;
    this.currency = content.currency;
    this.fee = content.fee;
    this.tax = content.tax;
    this.exchangeRate = content.exchangeRate;
    this.ratioNew = content.ratioNew;
    this.ratioOld = content.ratioOld;
    this.counterAccountId = content.counterAccountId;
    this.lotIds = content.lotIds;
    this.note = content.note;
    this.version = 1;
    this.amendedAt = null;
    this.voidedAt = null;
  }
}

/** An entry's content as JSON, decimals as text: what is kept of each version. */
export type KeptContent = Readonly<Record<keyof TransactionContent | 'accountId', unknown>>;

/** What an entry says, as JSON with decimals as text. */
export function keptContent(entry: TransactionContent & Pick<Transaction, 'accountId'>): KeptContent {
  const text = (value: Decimal | null) => value && formatDecimal(value);
  const { accountId, kind, tradeDate, settlementDate, instrumentId, currency, ratioNew, ratioOld, counterAccountId, lotIds, note } = entry;
  return {
    accountId,
    kind,
    tradeDate,
    settlementDate,
    instrumentId,
    quantity: text(entry.quantity),
    price: text(entry.price),
    amount: text(entry.amount),
    currency,
    fee: text(entry.fee),
    tax: text(entry.tax),
    exchangeRate: text(entry.exchangeRate),
    ratioNew,
    ratioOld,
    counterAccountId,
    lotIds,
    note,
  };
}

/** The inverse of {@link keptContent}. */
export function readContent(kept: object): TransactionContent {
  const content = kept as Record<string, never>;
  const decimal = (field: string) => (content[field] === null || content[field] === undefined ? null : new Decimal(content[field]));
  return {
    kind: content.kind as never,
    tradeDate: content.tradeDate as never,
    settlementDate: content.settlementDate ?? null,
    instrumentId: content.instrumentId ?? null,
    quantity: decimal('quantity'),
    price: decimal('price'),
    amount: decimal('amount'),
    currency: content.currency as never,
    fee: decimal('fee') as Decimal,
    tax: decimal('tax') as Decimal,
    exchangeRate: decimal('exchangeRate'),
    ratioNew: content.ratioNew ?? null,
    ratioOld: content.ratioOld ?? null,
    counterAccountId: content.counterAccountId ?? null,
    lotIds: content.lotIds ?? null,
    note: content.note ?? null,
  };
}

/** What an entry said from `recordedAt` until a later revision replaced it; written for every version, the first included. */
export class TransactionRevision {
  readonly transactionId: TransactionId;
  readonly version: number;
  /** The whole content as JSON, decimals as text. */
  readonly content: object;
  readonly isVoided: boolean;
  readonly recordedBy: UserId;
  readonly recordedAt: Date;

  constructor(props: {
    transactionId: TransactionId;
    version: number;
    content: object;
    isVoided: boolean;
    recordedBy: UserId;
    recordedAt: Date;
  }) {
    this.transactionId = props.transactionId;
    this.version = props.version;
    this.content = props.content;
    this.isVoided = props.isVoided;
    this.recordedBy = props.recordedBy;
    this.recordedAt = props.recordedAt;
  }
}
