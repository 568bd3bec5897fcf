/**
 * Exchange rates, and crosses through a pivot. A cross is kept as an exact fraction, so that an amount is converted
 * and rounded in one step (docs/CALCULATIONS.md, C1 and C13). A rate that is not known is null, never 1.
 */
import { type Currency, EUR, USD } from './currency.js';
import type { Day } from './day.js';
import { type Decimal, ONE } from './decimal.js';
import type { SourceId } from './ids.js';

/** A normalised rate that has not been accepted yet: `rate` units of `quote` for one unit of `base`. */
export interface CandidateRate {
  readonly base: Currency;
  readonly quote: Currency;
  /** At most 10 decimal places; greater than 0. */
  readonly rate: Decimal;
  readonly source: SourceId;
  readonly observedAt: Date;
  readonly valueDate: Day;
  readonly receivedAt: Date;
}

export interface FxRate extends CandidateRate {
  readonly revision: number;
  /** The last rate of an earlier day; null when none is known. */
  readonly previous: { readonly rate: Decimal; readonly valueDate: Day } | null;
}

/** An amount of `from` times numerator / denominator is the amount of `to`. */
export interface Cross<Rate = FxRate> {
  readonly numerator: Decimal;
  readonly denominator: Decimal;
  /** The day of the older of its rates; null for a currency into itself. */
  readonly valueDate: Day | null;
  /** The one or two rates it was made of; empty for a currency into itself. */
  readonly legs: readonly Rate[];
}

export const IDENTITY: Cross<never> = { numerator: ONE, denominator: ONE, valueDate: null, legs: [] };

/** Currencies tried as the pivot of a cross, in this order. */
export const PIVOTS: readonly Currency[] = [EUR, USD];

/** `EURUSD`: the key of a pair in the book. */
export function pairKey(base: Currency, quote: Currency): string {
  return `${base}${quote}`;
}

/**
 * How to convert `from` into `to` with the rates `lookup` knows: the pair itself or its inverse, then through EUR,
 * then through USD. Null when none of these exists.
 */
export function cross<Rate extends Pick<FxRate, 'rate' | 'valueDate'>>(
  lookup: (base: Currency, quote: Currency) => Rate | null,
  from: Currency,
  to: Currency,
): Cross<Rate> | null {
  if (from === to) return IDENTITY;
  const legs = legsOf(lookup, from, to);
  return legs && { ...fractionOf(legs), valueDate: oldestOf(legs), legs: legs.map(({ rate }) => rate) };
}

/** A step of a conversion: by a rate, or by one over it. */
export interface Leg<Rate> {
  readonly rate: Rate;
  readonly isInverse: boolean;
}

/** All of them, one after the other. */
export function fractionOf(legs: readonly Leg<Pick<FxRate, 'rate'>>[]): Fraction {
  let [numerator, denominator] = [ONE, ONE];
  for (const { rate, isInverse } of legs) {
    if (isInverse) denominator = denominator === ONE ? rate.rate : denominator.times(rate.rate);
    else numerator = numerator === ONE ? rate.rate : numerator.times(rate.rate);
  }
  return { numerator, denominator };
}

/** The day of the oldest of its rates: a conversion is as old as that. */
export function oldestOf(legs: readonly Leg<Pick<FxRate, 'valueDate'>>[]): Day | null {
  return legs.reduce<Day | null>((oldest, { rate }) => (oldest !== null && oldest < rate.valueDate ? oldest : rate.valueDate), null);
}

/** The way {@link cross} goes, between two currencies that are not the same. */
export function legsOf<Rate extends Pick<FxRate, 'valueDate'>>(
  lookup: (base: Currency, quote: Currency) => Rate | null,
  from: Currency,
  to: Currency,
): readonly Leg<Rate>[] | null {
  const direct = legOf(lookup, from, to);
  if (direct) return [direct];
  for (const pivot of PIVOTS) {
    if (pivot === from || pivot === to) continue;
    const first = legOf(lookup, from, pivot);
    const second = first && legOf(lookup, pivot, to);
    if (first && second) return [first, second];
  }
  return null;
}

/** The pair, unless its inverse is of a later day: a rate that nobody repeats does not outlive the other direction's. */
function legOf<Rate extends Pick<FxRate, 'valueDate'>>(
  lookup: (base: Currency, quote: Currency) => Rate | null,
  from: Currency,
  to: Currency,
): Leg<Rate> | null {
  const straight = lookup(from, to);
  const inverse = lookup(to, from);
  const isStraight = straight && !(inverse && inverse.valueDate > straight.valueDate);
  if (isStraight) return { rate: straight, isInverse: false };
  return inverse && { rate: inverse, isInverse: true };
}

/** A conversion without its legs. */
export type Fraction = Pick<Cross, 'numerator' | 'denominator'>;

/** A conversion without its legs that says how old it is. */
export type DatedFraction = Fraction & Pick<Cross, 'valueDate'>;

/**
 * What the conversion of `from` was before: each leg at the newest rate known that is of `day` or earlier, else at its
 * previous rate. A rate that has not changed since `day` is its own earlier rate. Null when a leg has none.
 */
export function earlierCross(conversion: Cross, from: Currency, day: Day | null): Fraction | null {
  let { numerator, denominator } = IDENTITY;
  let currency = from;
  for (const rate of conversion.legs) {
    const earlier = day !== null && rate.valueDate <= day ? rate.rate : rate.previous?.rate;
    if (!earlier) return null;
    if (rate.base === currency) {
      numerator = numerator.times(earlier);
      currency = rate.quote;
    } else {
      denominator = denominator.times(earlier);
      currency = rate.base;
    }
  }
  return { numerator, denominator };
}
