/**
 * The price a position counts at: a quote of it, or its own trade price (docs/CALCULATIONS.md, C6, C12, C14). Invariant: a price is never made
 * up; a position without one has none.
 */
import { addDays, type Day } from './day.js';
import { Decimal, ONE, PRICE_SCALE, roundHalfEven, ZERO } from './decimal.js';
import { isDelistedAt, isDelistedOn } from './delisting.js';
import { Freshness, freshnessAt, freshnessOn } from './freshness.js';
import type { SourceId } from './ids.js';
import { type Instrument, InstrumentKind } from './instrument.js';
import { marketDay, marketOf } from './market.js';
import { type Position, splitsSince, tradedSince } from './position.js';
import { Adjustment, type Quote, type QuoteKind } from './quote.js';
import { TRADE } from './source.js';

/** A quote in another currency than the instrument's is corrupt data, which is worse than none. */
export function usableQuote(quote: Quote | null, instrument: Instrument): Quote | null {
  return quote && quote.currency === instrument.currency ? quote : null;
}

/** Null without a quote, as long as it trades: what counts instead is stale (C14). */
export function freshnessOf(quote: Quote | null, instrument: Instrument, now: Date, day: Day | null): Freshness | null {
  if (day ? isDelistedOn(instrument, day) : isDelistedAt(instrument, now)) return Freshness.FINAL;
  if (!quote) return null;
  return day ? freshnessOn(quote, day) : freshnessAt(quote, marketOf(instrument), now);
}

/** The day whose units a quote is for: a source that has applied splits to its prices gives them per unit of the day it says them. */
export function unitDayOf({ adjustment, valueDate, receivedAt }: Quote, instrument: Instrument): Day {
  return adjustment === Adjustment.NONE ? valueDate : marketDay(marketOf(instrument), receivedAt);
}

/** A price, for the units of its day. */
interface UnitPrice {
  readonly price: Decimal;
  /** `price * ratioOld / ratioNew` is per unit of today. */
  readonly ratioNew: bigint;
  readonly ratioOld: bigint;
}

/** The price a position counts at, and where it is from. */
export interface Pricing extends UnitPrice {
  readonly kind: QuoteKind | null;
  readonly observedAt: Date | null;
  readonly valueDate: Day | null;
  readonly source: SourceId | null;
  readonly freshness: Freshness;
  /** Units and amount that count from their own price instead of the previous close. */
  readonly traded: { readonly quantity: Decimal; readonly amount: Decimal };
  readonly previous: (UnitPrice & { readonly valueDate: Day | null }) | null;
  /** False where the price itself says nothing about a day, as the position's own trade price. */
  readonly hasDayChange: boolean;
}

/** What of a position its price depends on. */
export type PricedPosition = Pick<Position, 'quantity' | 'lastTradePrice' | 'lastTradeDay' | 'recentTrades' | 'recentSplits'>;

const UNSPLIT = { ratioNew: 1n, ratioOld: 1n } as const;

const NOTHING_TRADED = { quantity: ZERO, amount: ZERO } as const;

/** The quote; before the first one the position's own trade price, stale unless it is final (C14); null when there is neither. */
export function pricingOf(
  position: PricedPosition,
  instrument: Instrument,
  quote: Quote | null,
  freshness: Freshness | null,
): Pricing | null {
  if (quote && freshness) return quotePricing(position, quote, freshness);
  const none = { kind: null, observedAt: null, valueDate: null, source: null, ...UNSPLIT, traded: NOTHING_TRADED };
  if (instrument.kind === InstrumentKind.CASH) {
    const previous = { price: ONE, ...UNSPLIT, valueDate: null };
    return { ...none, price: ONE, freshness: Freshness.FRESH, previous, hasDayChange: true };
  }
  const { lastTradePrice, lastTradeDay } = position;
  if (!lastTradePrice || !lastTradeDay) return null;
  const price = { price: lastTradePrice, ...splitsSince(position, lastTradeDay), valueDate: lastTradeDay };
  if (freshness === Freshness.FINAL) return { ...none, ...price, source: TRADE, freshness, previous: price, hasDayChange: true };
  return { ...none, ...price, source: TRADE, freshness: Freshness.STALE, previous: null, hasDayChange: false };
}

function quotePricing(position: PricedPosition, quote: Quote, freshness: Freshness): Pricing {
  // A source that has applied splits to its prices already gives them per unit of today (C12: never twice).
  const isRaw = quote.adjustment === Adjustment.NONE;
  const unit = (day: Day) => (isRaw && position.recentSplits.length > 0 ? splitsSince(position, day) : UNSPLIT);
  const { kind, observedAt, valueDate, source, previousClose } = quote;
  const price = { price: quote.price, ...unit(valueDate), valueDate };
  const common = { ...price, kind, observedAt, source, freshness };
  // The last price of an earlier day is this one: a day on which it does not trade changes nothing.
  if (freshness === Freshness.FINAL) return { ...common, traded: NOTHING_TRADED, previous: price, hasDayChange: true };
  const traded = tradedSince(position, valueDate);
  return {
    ...common,
    traded,
    previous: previousClose && {
      price: previousClose.price,
      valueDate: previousClose.valueDate,
      ...unit(previousClose.valueDate ?? addDays(valueDate, -1)),
    },
    // Where everything held was bought since, no earlier close is needed.
    hasDayChange: (previousClose !== null && traded.isWhole) || position.quantity.eq(traded.quantity),
  };
}

/** The price a holding shows. */
export function perUnitOfToday({ price, ratioNew, ratioOld }: UnitPrice): Decimal {
  if (ratioNew === ratioOld) return price;
  return roundHalfEven(price.times(decimalOfRatio(ratioOld)).div(decimalOfRatio(ratioNew)), PRICE_SCALE);
}

export function decimalOfRatio(ratio: bigint): Decimal {
  return ratio === 1n ? ONE : new Decimal(ratio.toString());
}
