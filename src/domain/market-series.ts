/**
 * Daily prices and rates over a range of days, held in memory. Invariant: on a day each series shows its newest point of that
 * day or an earlier one, as the database would; what has none is null.
 */
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import { type Decimal, PRICE_SCALE } from './decimal.js';
import { type Cross, cross, type FxRate, pairKey } from './fx.js';
import type { InstrumentId } from './ids.js';
import type { Quote } from './quote.js';
import { decimalOf } from './rational.js';

/** What a past day's valuation needs of a quote. */
export type PricePoint = Pick<Quote, 'valueDate' | 'price' | 'currency' | 'kind' | 'adjustment'>;
/** A price as it is read from a series: an integer at PRICE_SCALE, and a decimal only for whoever asks for one. */
export class SeriesPrice implements PricePoint {
  private decimal: Decimal | null = null;

  constructor(
    readonly valueDate: Day,
    readonly scaled: bigint,
    private readonly about: Pick<PricePoint, 'currency' | 'kind' | 'adjustment'>,
  ) {}

  get price(): Decimal {
    this.decimal ??= decimalOf(this.scaled, PRICE_SCALE);
    return this.decimal;
  }

  get currency(): Currency {
    return this.about.currency;
  }

  get kind(): PricePoint['kind'] {
    return this.about.kind;
  }

  get adjustment(): PricePoint['adjustment'] {
    return this.about.adjustment;
  }
}

/** What a past day's conversion needs of a rate. */
export type RatePoint = Pick<FxRate, 'valueDate' | 'rate'>;

/** The prices and rates of one day; a `PriceBook` is one as well. */
export interface DayMarket {
  quote(instrumentId: InstrumentId): PricePoint | null;
  cross(from: Currency, to: Currency): Pick<Cross, 'numerator' | 'denominator'> | null;
}

export class MarketSeries {
  private readonly quotes = new Map<InstrumentId, Series<PricePoint>>();
  private readonly rates = new Map<string, Series<RatePoint>>();

  /** Points of each series in order of day, one for each day at most. */
  constructor(points: {
    readonly quotes: ReadonlyMap<InstrumentId, readonly PricePoint[]>;
    /** Keyed by `pairKey`. */
    readonly rates: ReadonlyMap<string, readonly RatePoint[]>;
  }) {
    for (const [id, series] of points.quotes) this.quotes.set(id, new Series(series));
    for (const [key, series] of points.rates) this.rates.set(key, new Series(series));
  }

  /** The market at the end of the day. Cheapest when days are asked for in their order. */
  on(day: Day): DayMarket {
    const crosses = new Map<string, Cross<RatePoint> | null>();
    const rate = (base: Currency, quote: Currency) => this.rates.get(pairKey(base, quote))?.on(day) ?? null;
    return {
      quote: (id) => this.quotes.get(id)?.on(day) ?? null,
      cross: (from, to) => {
        const key = pairKey(from, to);
        let found = crosses.get(key);
        if (found === undefined) {
          found = this.remembered(key, cross(rate, from, to));
          crosses.set(key, found);
        }
        return found;
      },
    };
  }

  private readonly last = new Map<string, Cross<RatePoint> | null>();

  /** A cross of the same legs is the same object, so that whoever keeps results by it need not work them out again. */
  private remembered(key: string, found: Cross<RatePoint> | null): Cross<RatePoint> | null {
    const known = this.last.get(key);
    if (known && found && known.legs.length === found.legs.length && known.legs.every((leg, index) => leg === found.legs[index]))
      return known;
    this.last.set(key, found);
    return found;
  }

  /** One instrument's points, oldest first. */
  pricesOf(id: InstrumentId): readonly PricePoint[] {
    return this.quotes.get(id)?.points ?? [];
  }
}

class Series<Point extends { readonly valueDate: Day }> {
  /** The index of the point asked for last. */
  private cursor = 0;

  constructor(readonly points: readonly Point[]) {}

  on(day: Day): Point | null {
    const { points } = this;
    if (this.cursor >= points.length) return null;
    if ((points[this.cursor] as Point).valueDate > day) this.cursor = Math.max(0, this.search(day));
    let next = points[this.cursor + 1];
    while (next && next.valueDate <= day) {
      this.cursor += 1;
      next = points[this.cursor + 1];
    }
    const point = points[this.cursor] as Point;
    return point.valueDate <= day ? point : null;
  }

  /** The last index of the day or before it; -1 when every point is later. */
  private search(day: Day): number {
    let [low, high] = [0, this.points.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.points[middle] as Point).valueDate <= day) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
