/**
 * One observation of a price, immutable once accepted. It has two times: when the source says it held (`observedAt`)
 * and when we got it (`receivedAt`). `revision` is given once, when the quote is accepted; a higher one is newer.
 */
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import type { Decimal } from './decimal.js';
import type { InstrumentId, SourceId } from './ids.js';

export const QuoteKind = {
  /** The last trade. */
  LAST: 'LAST',
  /** The middle of bid and ask. */
  MID: 'MID',
  /** The official close of a day. */
  CLOSE: 'CLOSE',
  /** A fund's net asset value per unit for a day. */
  NAV: 'NAV',
} as const;
export type QuoteKind = (typeof QuoteKind)[keyof typeof QuoteKind];

/** Kinds that belong to a day rather than to an instant. */
export function isDated(kind: QuoteKind): boolean {
  return kind === QuoteKind.CLOSE || kind === QuoteKind.NAV;
}

/** Whether a source has already applied splits or dividends to the price it reports. Live prices are NONE. */
export const Adjustment = { NONE: 'NONE', SPLIT: 'SPLIT', SPLIT_AND_DIVIDEND: 'SPLIT_AND_DIVIDEND' } as const;
export type Adjustment = (typeof Adjustment)[keyof typeof Adjustment];

/** The price a day's change is measured against: the last one published for an earlier day (C6). */
export interface PreviousClose {
  readonly price: Decimal;
  /** Null when the source gave a previous close without saying of which day. */
  readonly valueDate: Day | null;
}

/** Whether the source stated it itself, and not the history of prices, which knows of which day it is. */
export function isOwnWord(close: PreviousClose | null): boolean {
  return close !== null && close.valueDate === null;
}

/** A normalised price that has not been accepted yet. */
export interface CandidateQuote {
  readonly instrumentId: InstrumentId;
  readonly source: SourceId;
  readonly kind: QuoteKind;
  /** Major units of `currency` per unit of the instrument; at most 8 decimal places; greater than 0. */
  readonly price: Decimal;
  readonly currency: Currency;
  /** The source's time of the price, in milliseconds; for a dated kind, the market's close of `valueDate`. */
  readonly observedAt: Date;
  /** The market's calendar day the price belongs to. */
  readonly valueDate: Day;
  readonly receivedAt: Date;
  /** As the source stated it; null when it did not. */
  readonly previousClose: PreviousClose | null;
  /** The source's own digits and unit, for example `71.34` and `GBp`. */
  readonly rawPrice: string;
  readonly rawCurrency: string | null;
  readonly adjustment: Adjustment;
}

/** An accepted quote. */
export interface Quote extends CandidateQuote {
  /** Given by the database when the quote became current or part of the history; unique and increasing. */
  readonly revision: number;
  /**
   * Its place among the prices that were told ahead of their rows since the row of its revision (decision 12); absent when
   * it is that row.
   */
  readonly ahead?: number | undefined;
  /** The database decided otherwise than was told ahead: this row stands over whatever was. */
  readonly stands?: boolean | undefined;
}

/** Whether the first came after the second. */
export function isAfter(one: Quote, other: Quote): boolean {
  return one.revision === other.revision ? (one.ahead ?? 0) > (other.ahead ?? 0) : one.revision > other.revision;
}

/**
 * What readers are to see of a row, or what follows it, and a price that was told ahead of an earlier one, perhaps by another instance:
 * where the price is the later one it stays, as following the new row; so that nobody goes back in time, whichever is heard of first.
 */
export function laterOf(row: Quote, told: Quote): Quote {
  const isPassed = told.ahead && !row.stands && told.observedAt > row.observedAt && told.valueDate >= row.valueDate;
  if (!isPassed) return row;
  // A close the source stated itself is its own; one from the history is the row's to say, as long as both are of one day.
  const isOwnClose = isOwnWord(told.previousClose) || told.valueDate !== row.valueDate;
  const ahead = Math.max(told.ahead ?? 1, (row.ahead ?? 0) + 1);
  return { ...told, revision: row.revision, ahead, previousClose: isOwnClose ? told.previousClose : row.previousClose };
}

/** Whether both state the same price, though one may have got its row since. */
export function saysTheSame(one: Quote, other: Quote): boolean {
  return (
    one.price.eq(other.price) &&
    one.observedAt.getTime() === other.observedAt.getTime() &&
    one.source === other.source &&
    one.kind === other.kind &&
    one.valueDate === other.valueDate &&
    one.currency === other.currency &&
    one.adjustment === other.adjustment &&
    isSameClose(one.previousClose, other.previousClose)
  );
}

function isSameClose(one: PreviousClose | null, other: PreviousClose | null): boolean {
  if (one === null || other === null) return one === other;
  return one.price.eq(other.price) && one.valueDate === other.valueDate;
}
