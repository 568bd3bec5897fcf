/** Why a figure is incomplete. Invariant: a gap names what is missing, so that nobody takes a null for zero. */
import type { Currency } from './currency.js';
import { Freshness } from './freshness.js';
import type { Cross } from './fx.js';
import type { InstrumentId } from './ids.js';
import type { Instrument } from './instrument.js';
import type { Pricing } from './pricing.js';

export const GapReason = {
  /** Neither a quote nor a trade gives a price; the holding is left out of the total. */
  NO_PRICE: 'NO_PRICE',
  /** The price is older than it should be; the holding counts at it. */
  STALE_PRICE: 'STALE_PRICE',
  /** No rate into the base currency; what is in this currency is left out of the total. */
  NO_RATE: 'NO_RATE',
  /** A rate into the base currency is older than it should be; what is in this currency counts at it. */
  STALE_RATE: 'STALE_RATE',
  /** No earlier close to compare with, or more days of trades since than a position remembers: the day change leaves this holding out. */
  NO_PREVIOUS_CLOSE: 'NO_PREVIOUS_CLOSE',
} as const;

export type GapReason = (typeof GapReason)[keyof typeof GapReason];

/** Why a figure is incomplete. */
export interface Gap {
  readonly reason: GapReason;
  readonly instrumentId: InstrumentId | null;
  readonly currency: Currency | null;
}

/** How a currency becomes the base currency; `cross` is null without a rate. */
export interface Conversion {
  readonly cross: Pick<Cross, 'numerator' | 'denominator'> | null;
  readonly isStale: boolean;
}

export function gapsOf(instrument: Instrument, pricing: Pricing | null, conversion: Conversion): Gap[] {
  const gaps: Gap[] = [];
  const gap = (reason: GapReason) => gaps.push({ reason, instrumentId: instrument.id, currency: null });
  if (!pricing) gap(GapReason.NO_PRICE);
  else if (pricing.freshness === Freshness.STALE) gap(GapReason.STALE_PRICE);
  if (pricing && !pricing.hasDayChange) gap(GapReason.NO_PREVIOUS_CLOSE);
  gaps.push(...rateGapsOf(instrument.currency, conversion));
  return gaps;
}

export function rateGapsOf(currency: Currency, { cross, isStale }: Conversion): Gap[] {
  if (cross && !isStale) return [];
  return [{ reason: cross ? GapReason.STALE_RATE : GapReason.NO_RATE, instrumentId: null, currency }];
}

export function distinctGaps(gaps: readonly Gap[]): Gap[] {
  return [...new Map(gaps.map((gap) => [`${gap.reason} ${gap.instrumentId ?? gap.currency}`, gap])).values()];
}

/** A day change that leaves something out does not make the value itself incomplete. */
export function isPartial(gaps: readonly Gap[]): boolean {
  return gaps.some((gap) => gap.reason !== GapReason.NO_PREVIOUS_CLOSE);
}

export function hasStaleRates(gaps: readonly Gap[]): boolean {
  return gaps.some(({ reason }) => reason === GapReason.STALE_RATE);
}
