/**
 * From a source's words to ours: a raw observation becomes a candidate in major units with both its times and its day,
 * or a rejection with its reason. Pure, and total: whatever the bytes, it returns.
 */
import { type Currency, isCurrency, quotationUnit } from '../domain/currency.js';
import { type Day, EARLIEST_DAY, tryParseDay } from '../domain/day.js';
import { Decimal, INTEGER_DIGITS, PRICE_SCALE, RATE_SCALE, roundHalfEven } from '../domain/decimal.js';
import { isDelistedOn } from '../domain/delisting.js';
import type { CandidateRate } from '../domain/fx.js';
import type { InstrumentKind } from '../domain/instrument.js';
import { closeOf, type Market, marketDay, marketOf, REFERENCE_RATES } from '../domain/market.js';
import { Adjustment, type CandidateQuote, isDated, type PreviousClose, QuoteKind } from '../domain/quote.js';
import type { SourceInfo } from '../domain/source.js';
import { beginningOf } from '../domain/text.js';
import { isUnitMixUp } from './arbitrate.js';
import type { RawObservation, RawQuote, RawRate } from './source.js';
import type { SymbolBook, SymbolInstrument } from './symbols.js';

export const RejectionReason = {
  /** Not an observation at all. */
  MALFORMED: 'MALFORMED',
  UNKNOWN_SYMBOL: 'UNKNOWN_SYMBOL',
  /** The kind of price does not suit the kind of instrument, for example a last trade of a fund. */
  KIND_MISMATCH: 'KIND_MISMATCH',
  NOT_A_NUMBER: 'NOT_A_NUMBER',
  NOT_POSITIVE: 'NOT_POSITIVE',
  TOO_LARGE: 'TOO_LARGE',
  CURRENCY_MISMATCH: 'CURRENCY_MISMATCH',
  UNKNOWN_CURRENCY: 'UNKNOWN_CURRENCY',
  NO_TIME: 'NO_TIME',
  FUTURE: 'FUTURE',
  TOO_OLD: 'TOO_OLD',
  /** Of a day on which the instrument trades no more. */
  DELISTED: 'DELISTED',
} as const;
export type RejectionReason = (typeof RejectionReason)[keyof typeof RejectionReason];

export interface Rejection {
  readonly reason: RejectionReason;
  readonly message: string;
}

export type Normalised = CandidateQuote | CandidateRate | Rejection;

export function isRejection(value: Normalised): value is Rejection {
  return 'reason' in value;
}

export function isRate(value: CandidateQuote | CandidateRate): value is CandidateRate {
  return 'base' in value;
}

/** How far a source's clock may run ahead of ours. */
const FUTURE_MS_MAX = 5000;
const EARLIEST_MS = Date.parse(`${EARLIEST_DAY}T00:00:00Z`);
const TEXT_MAX = 80;
const ADJUSTMENTS: ReadonlySet<string> = new Set(Object.values(Adjustment));

const SUITABLE: Readonly<Record<InstrumentKind, readonly QuoteKind[]>> = {
  EQUITY: [QuoteKind.LAST, QuoteKind.MID, QuoteKind.CLOSE],
  ETF: [QuoteKind.LAST, QuoteKind.MID, QuoteKind.CLOSE],
  BOND: [QuoteKind.LAST, QuoteKind.MID, QuoteKind.CLOSE],
  FUND: [QuoteKind.NAV],
  CRYPTO: [QuoteKind.LAST, QuoteKind.MID, QuoteKind.CLOSE],
  CASH: [QuoteKind.LAST, QuoteKind.MID, QuoteKind.CLOSE, QuoteKind.NAV],
};

export function normalise(raw: RawObservation, source: SourceInfo, symbols: SymbolBook, receivedAt: Date): Normalised {
  if (typeof raw !== 'object' || raw === null) return refuse(RejectionReason.MALFORMED, 'This is not an observation.');
  if (raw.type === 'quote') return normaliseQuote(raw, source, symbols, receivedAt);
  if (raw.type === 'rate') return normaliseRate(raw, source, receivedAt);
  return refuse(RejectionReason.MALFORMED, 'An observation is either a quote or a rate.');
}

function normaliseQuote(raw: RawQuote, source: SourceInfo, symbols: SymbolBook, receivedAt: Date): CandidateQuote | Rejection {
  const instrument = typeof raw.symbol === 'string' ? symbols.resolve(source.id, raw.symbol) : null;
  if (!instrument) return refuse(RejectionReason.UNKNOWN_SYMBOL, `${show(raw.symbol)} belongs to none of our instruments.`);
  if (!SUITABLE[instrument.kind].includes(raw.kind)) {
    return refuse(RejectionReason.KIND_MISMATCH, `A ${show(raw.kind)} price does not suit an instrument of kind ${instrument.kind}.`);
  }
  const unit = unitOf(raw.currency, instrument);
  if ('reason' in unit) return unit;
  const price = figure(raw.price, { divisor: unit.divisor, scale: PRICE_SCALE });
  if ('reason' in price) return price;
  const time = timeOf(raw, isDated(raw.kind), marketOf(instrument), receivedAt);
  if ('reason' in time) return time;
  if (isDelistedOn(instrument, time.valueDate)) {
    return refuse(
      RejectionReason.DELISTED,
      `The instrument trades no more since ${instrument.delistedOn}: it has no price of ${time.valueDate}.`,
    );
  }
  return {
    instrumentId: instrument.id,
    source: source.id,
    kind: raw.kind,
    price: price.value,
    currency: instrument.currency,
    observedAt: time.observedAt,
    valueDate: time.valueDate,
    receivedAt,
    previousClose: previousClose(raw, { divisor: unit.divisor, valueDate: time.valueDate, current: price.value }),
    rawPrice: raw.price,
    rawCurrency: raw.currency ?? null,
    adjustment: ADJUSTMENTS.has(raw.adjustment) ? raw.adjustment : Adjustment.NONE,
  };
}

function normaliseRate(raw: RawRate, source: SourceInfo, receivedAt: Date): CandidateRate | Rejection {
  const { base, quote } = raw;
  if (!isKnownCurrency(base)) return refuse(RejectionReason.UNKNOWN_CURRENCY, `${show(base)} is not an active currency.`);
  if (!isKnownCurrency(quote)) return refuse(RejectionReason.UNKNOWN_CURRENCY, `${show(quote)} is not an active currency.`);
  if (base === quote) return refuse(RejectionReason.CURRENCY_MISMATCH, `A rate of ${base} into itself says nothing.`);
  const rate = figure(raw.rate, { divisor: 1, scale: RATE_SCALE });
  if ('reason' in rate) return rate;
  const time = timeOf(raw, !raw.observedAt, REFERENCE_RATES, receivedAt);
  if ('reason' in time) return time;
  return { base, quote, rate: rate.value, source: source.id, observedAt: time.observedAt, valueDate: time.valueDate, receivedAt };
}

function isKnownCurrency(text: unknown): text is Currency {
  return typeof text === 'string' && isCurrency(text);
}

function unitOf(text: unknown, instrument: SymbolInstrument): { readonly divisor: number } | Rejection {
  if (text === null || text === undefined) return { divisor: instrument.unitDivisor };
  const unit = typeof text === 'string' ? quotationUnit(text) : null;
  if (unit?.currency === instrument.currency) return unit;
  return refuse(RejectionReason.CURRENCY_MISMATCH, `The price is in ${show(text)}, the instrument in ${instrument.currency}.`);
}

const PLAIN_POSITIVE = /^(\d+)(?:\.(\d+))?$/;

/** The figure in major units: divided exactly, then rounded half-even once (docs/CALCULATIONS.md, C1 and C13). */
function figure(text: unknown, { divisor, scale }: { divisor: number; scale: number }): { readonly value: Decimal } | Rejection {
  const match = typeof text === 'string' && text.length <= TEXT_MAX ? PLAIN_POSITIVE.exec(text) : null;
  if (!match) return refuse(RejectionReason.NOT_A_NUMBER, `${show(text)} is not a plain positive decimal number.`);
  const [, whole = '', fraction = ''] = match;
  if (whole.length > INTEGER_DIGITS && whole.replace(/^0+/, '').length > INTEGER_DIGITS) {
    return refuse(RejectionReason.TOO_LARGE, `${show(text)} has more than ${INTEGER_DIGITS} digits before the decimal point.`);
  }
  const stated = new Decimal(text as string);
  const isExact = divisor === 1 && fraction.length <= scale;
  const value = isExact ? stated : roundHalfEven(stated.div(divisor), scale);
  return value.isPositive() && !value.isZero()
    ? { value }
    : refuse(RejectionReason.NOT_POSITIVE, `${show(text)} is not greater than zero.`);
}

/** A previous close that cannot be read, or is of another unit, is left out: it is an extra, and its absence is shown as a gap. */
function previousClose(
  raw: RawQuote,
  { divisor, valueDate, current }: { divisor: number; valueDate: Day; current: Decimal },
): PreviousClose | null {
  if (raw.previousClose === null || raw.previousClose === undefined) return null;
  const price = figure(raw.previousClose, { divisor, scale: PRICE_SCALE });
  if ('reason' in price || isUnitMixUp(current, price.value)) return null;
  const day = dayOf(raw.previousCloseDate);
  if (day !== null && day >= valueDate) return null;
  return { price: price.value, valueDate: day };
}

interface Time {
  readonly observedAt: Date;
  readonly valueDate: Day;
}

function timeOf(raw: Pick<RawQuote, 'observedAt' | 'valueDate'>, dated: boolean, market: Market, receivedAt: Date): Time | Rejection {
  return dated ? datedTime(raw, market, receivedAt) : instantTime(raw.observedAt, market, receivedAt);
}

function instantTime(observedAt: unknown, market: Market, receivedAt: Date): Time | Rejection {
  if (!isInstant(observedAt)) return refuse(RejectionReason.NO_TIME, 'The price has no time at the source.');
  if (observedAt.getTime() > receivedAt.getTime() + FUTURE_MS_MAX) {
    return refuse(RejectionReason.FUTURE, `${observedAt.toISOString()} lies more than 5 seconds ahead of our clock.`);
  }
  if (observedAt.getTime() < EARLIEST_MS) return refuse(RejectionReason.TOO_OLD, `${observedAt.toISOString()} lies before 1900.`);
  return { observedAt, valueDate: marketDay(market, observedAt) };
}

function datedTime(raw: Pick<RawQuote, 'observedAt' | 'valueDate'>, market: Market, receivedAt: Date): Time | Rejection {
  if (raw.valueDate === null || raw.valueDate === undefined) {
    // Some sources give the moment of publication for a dated price: only its day counts.
    const time = instantTime(raw.observedAt, market, receivedAt);
    return 'reason' in time ? time : closing(time.valueDate, market, receivedAt);
  }
  const valueDate = dayOf(raw.valueDate);
  if (valueDate === null) return refuse(RejectionReason.TOO_OLD, `${show(raw.valueDate)} is not an existing day from 1900 on.`);
  if (valueDate > marketDay(market, receivedAt)) {
    return refuse(RejectionReason.FUTURE, `${valueDate} has not begun in the market's time zone.`);
  }
  return closing(valueDate, market, receivedAt);
}

/** A dated price stands for its day's close; one published before the close stands for the moment we got it. */
function closing(valueDate: Day, market: Market, receivedAt: Date): Time {
  const close = closeOf(market, valueDate);
  return { observedAt: close < receivedAt ? close : receivedAt, valueDate };
}

function dayOf(value: unknown): Day | null {
  return typeof value === 'string' ? tryParseDay(value) : null;
}

function isInstant(value: unknown): value is Date {
  return value instanceof Date && Number.isFinite(value.getTime());
}

/** What a source sent, short enough to log and never with control characters. */
function show(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value !== 'string') return `a ${typeof value}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach a log line.
  return `"${beginningOf(value, TEXT_MAX).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '?')}"`;
}

function refuse(reason: RejectionReason, message: string): Rejection {
  return { reason, message };
}
