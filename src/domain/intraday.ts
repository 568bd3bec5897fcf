/**
 * What accounts were worth at instants of recent days: the positions of each day, trades of the day included, at the prices
 * and rates that were the newest then (docs/CALCULATIONS.md, "Within a day"). Invariant: an instant sees nothing later than itself.
 */
import type { Currency } from './currency.js';
import { type Day, dayIn } from './day.js';
import { DayValuer } from './day-valuation.js';
import { type Decimal, PRICE_SCALE, roundHalfEven } from './decimal.js';
import { cross, pairKey } from './fx.js';
import type { InstrumentId } from './ids.js';
import type { Instrument } from './instrument.js';
import type { LedgerState } from './ledger.js';
import type { DayMarket, PricePoint, RatePoint } from './market-series.js';
import type { Members } from './membership.js';
import { Adjustment } from './quote.js';
import { unscaled } from './scaled.js';
import { perUnitOf } from './split.js';
import type { Instruments } from './valuation.js';

export interface IntradayPoint {
  readonly at: Date;
  readonly total: Decimal;
  readonly isPartial: boolean;
}

/** Prices and rates at each of the instants, in their order; null where there was none yet. */
export interface InstantMarket {
  readonly quotes: ReadonlyMap<InstrumentId, readonly (PricePoint | null)[]>;
  /** Keyed by `pairKey`. */
  readonly rates: ReadonlyMap<string, readonly (RatePoint | null)[]>;
}

export function intraday(given: {
  readonly instants: readonly Date[];
  readonly market: InstantMarket;
  /** The ledger at the end of a day. */
  readonly stateOn: (day: Day) => LedgerState;
  readonly baseCurrency: Currency;
  readonly members: Members;
  readonly instruments: Instruments;
}): IntradayPoint[] {
  const valuer = new DayValuer(given);
  return given.instants.map((at, index) => {
    const day = dayIn('UTC', at);
    const { total, isPartial } = valuer.value(day, given.stateOn(day), marketAt(given, index, day));
    return { at, total: unscaled(total), isPartial };
  });
}

function marketAt(
  { market: { quotes, rates }, instruments }: { readonly market: InstantMarket; readonly instruments: Instruments },
  index: number,
  day: Day,
): DayMarket {
  const rate = (base: Currency, quote: Currency) => rates.get(pairKey(base, quote))?.[index] ?? null;
  const quote = (id: InstrumentId) => {
    const found = quotes.get(id)?.[index] ?? null;
    return found && found.valueDate > day ? inUnitsOf(day, found, instruments(id)) : found;
  };
  return { quote, cross: (from, to) => cross(rate, from, to) };
}

/** An exchange ahead of UTC is in its next day, while the ledger still has the units of this one. */
function inUnitsOf(day: Day, point: PricePoint, { splits }: Instrument): PricePoint {
  if (point.adjustment !== Adjustment.NONE) return point;
  const price = perUnitOf(day, point.price, splits, point.valueDate);
  return price === point.price ? point : { ...point, price: roundHalfEven(price, PRICE_SCALE) };
}

/** So many instants, evenly spaced on whole seconds, the last among them. */
export function spacedInstants(from: Date, to: Date, count: number): Date[] {
  const stepMs = Math.max(1_000, Math.ceil((to.getTime() - from.getTime()) / (count - 1) / 1_000) * 1_000);
  const instants: Date[] = [];
  for (let ms = to.getTime(); ms >= from.getTime(); ms -= stepMs) instants.push(new Date(ms));
  return instants.reverse();
}
