/**
 * Daily prices and rates over a range of days, held in memory. Invariant: on a day each series shows its newest point of that
 * day or an earlier one, as the database would; what has none is null.
 */
import type { Currency } from './currency.js';
import { type Day, dayNumber } from './day.js';
import { type Decimal, PRICE_SCALE, RATE_SCALE } from './decimal.js';
import { type DatedFraction, type Fraction, type FxRate, fractionOf, IDENTITY, type Leg, legsOf, oldestOf, pairKey } from './fx.js';
import type { InstrumentId } from './ids.js';
import type { Quote } from './quote.js';
import { decimalOf, powerOfTen, type Rational } from './rational.js';

/** What a past day's valuation needs of a quote. */
export type PricePoint = Pick<Quote, 'valueDate' | 'price' | 'currency' | 'kind' | 'adjustment'>;

/** A price as it is read from a series: numbers that doubles hold, and its day and exact price only for whoever asks for them. */
export class SeriesPrice implements PricePoint {
  private decimal: Decimal | null = null;
  private integer: bigint | null = null;

  /**
   * @param dayNumber of its day
   * @param double nearest to the integer at PRICE_SCALE
   * @param written as in `2026-01-05 12.50000000`, with all places of PRICE_SCALE
   */
  constructor(
    readonly dayNumber: number,
    readonly double: number,
    private readonly written: string,
    private readonly about: Pick<PricePoint, 'currency' | 'kind' | 'adjustment'>,
  ) {}

  get valueDate(): Day {
    return this.written.slice(0, DAY_LENGTH) as Day;
  }

  /** An integer at PRICE_SCALE. */
  get scaled(): bigint {
    this.integer ??= BigInt(this.written.slice(DAY_LENGTH + 1).replace('.', ''));
    return this.integer;
  }

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

/** A rate as it is read from a series. */
export class SeriesRate implements RatePoint {
  private decimal: Decimal | null = null;

  /** @param scaled at RATE_SCALE */
  constructor(
    readonly valueDate: Day,
    readonly scaled: bigint,
  ) {}

  get rate(): Decimal {
    this.decimal ??= decimalOf(this.scaled, RATE_SCALE);
    return this.decimal;
  }
}

/** A conversion by rates of a series, as a fraction of integers; of decimals only for whoever asks for them. */
export class SeriesCross implements DatedFraction {
  readonly exact: Rational;
  readonly valueDate: Day | null;
  private decimals: Fraction | null = null;

  constructor(private readonly legs: readonly Leg<SeriesRate>[]) {
    let [n, d] = [1n, 1n];
    for (const { rate, isInverse } of legs) {
      n *= isInverse ? RATE_ONE : rate.scaled;
      d *= isInverse ? rate.scaled : RATE_ONE;
    }
    this.exact = { n, d };
    this.valueDate = oldestOf(legs);
  }

  get numerator(): Decimal {
    return this.fraction().numerator;
  }

  get denominator(): Decimal {
    return this.fraction().denominator;
  }

  isOf(legs: readonly Leg<SeriesRate>[]): boolean {
    return this.legs.length === legs.length && this.legs.every(({ rate }, index) => rate === legs[index]?.rate);
  }

  private fraction(): Fraction {
    this.decimals ??= fractionOf(this.legs);
    return this.decimals;
  }
}

const RATE_ONE = powerOfTen(RATE_SCALE);

/** The prices and rates of one day; a `PriceBook` is one as well. */
export interface DayMarket {
  quote(instrumentId: InstrumentId): PricePoint | null;
  cross(from: Currency, to: Currency): DatedFraction | null;
}

/** A series of points: on a day, given by its `dayNumber`, its newest of that day or an earlier one; null when every point is later. */
export interface DatedPoints<Point> {
  on(number: number): Point | null;
}

const DAY_LENGTH = 10;

export class MarketSeries {
  private readonly quotes: ReadonlyMap<InstrumentId, DatedPoints<PricePoint>>;
  private readonly rates = new Map<string, Series<SeriesRate>>();
  /** The cross of each pair of currencies that was made last. */
  private readonly crosses = new Map<string, SeriesCross>();

  constructor(points: {
    readonly quotes: ReadonlyMap<InstrumentId, DatedPoints<PricePoint>>;
    /** Keyed by `pairKey`; in order of day, one for each day at most. */
    readonly rates: ReadonlyMap<string, readonly SeriesRate[]>;
  }) {
    this.quotes = points.quotes;
    for (const [key, series] of points.rates) this.rates.set(key, new Series(series));
  }

  /** The market at the end of the day. Cheapest when days are asked for in their order. */
  on(day: Day): DayMarket {
    const number = dayNumber(day);
    const rate = (base: Currency, quote: Currency) => this.rates.get(pairKey(base, quote))?.on(day) ?? null;
    return {
      quote: (id) => this.quotes.get(id)?.on(number) ?? null,
      cross: (from, to) => {
        if (from === to) return IDENTITY;
        const legs = legsOf(rate, from, to);
        return legs && this.cross(pairKey(from, to), legs);
      },
    };
  }

  /** A cross of the same legs is the same object, so that whoever keeps results by it need not work them out again. */
  private cross(key: string, legs: readonly Leg<SeriesRate>[]): SeriesCross {
    const known = this.crosses.get(key);
    if (known?.isOf(legs)) return known;
    const made = new SeriesCross(legs);
    this.crosses.set(key, made);
    return made;
  }
}

class Series<Point extends { readonly valueDate: Day }> {
  /** The index of the point asked for last. */
  private cursor = 0;

  constructor(private readonly points: readonly Point[]) {}

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
