/**
 * A position with its price and value: the definition (docs/CALCULATIONS.md, C1, C5, C6, C13). Invariant: each amount is rounded once, and a figure
 * that is not known is null.
 */
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import { type Decimal, MONEY_SCALE, ONE, RATIO_SCALE, roundHalfEven, ZERO } from './decimal.js';
import { Freshness } from './freshness.js';
import { type Cross, earlierCross, type Fraction } from './fx.js';
import type { AccountId, InstrumentId, SourceId } from './ids.js';
import type { Instrument } from './instrument.js';
import { allocate, type Lot } from './lot.js';
import type { Position } from './position.js';
import { decimalOfRatio, type Pricing, perUnitOfToday } from './pricing.js';
import type { QuoteKind } from './quote.js';
import { decimalOf, rational, roundTo } from './rational.js';

export type TradeRates = (day: Day, from: Currency) => Fraction | null;

/** What amounts are converted into, and at which rates trades were made. */
export interface BaseTerms {
  readonly baseCurrency: Currency;
  /** What a currency was worth in the base currency on a day that is over; null where no rate of the day or before is known. */
  readonly tradeRates?: TradeRates;
}

/** A position with its price and value. Amounts are in the base currency unless they say otherwise. */
export interface Holding {
  /** `accountId:instrumentId`. */
  readonly id: string;
  readonly accountId: AccountId;
  readonly instrumentId: InstrumentId;
  readonly quantity: Decimal;
  /** Per unit of today, in `currency`. */
  readonly price: Decimal | null;
  /** The instrument's currency. */
  readonly currency: Currency;
  /** Null where the price is the position's own trade price. */
  readonly priceKind: QuoteKind | null;
  readonly priceObservedAt: Date | null;
  readonly priceDate: Day | null;
  /** Per unit of today, in `currency`. */
  readonly previousClose: Decimal | null;
  readonly previousCloseDate: Day | null;
  readonly source: SourceId | null;
  /** Null without a price. */
  readonly freshness: Freshness | null;
  readonly isStale: boolean;
  /** In `currency`. */
  readonly marketValue: Decimal | null;
  readonly value: Decimal | null;
  /** Fees and taxes of the purchases included, in `currency`. */
  readonly costBasis: Decimal;
  /** In `currency`. */
  readonly costBasisWithoutFees: Decimal;
  /** What it is made of, ordered by trade date. */
  readonly lots: readonly Lot[];
  /**
   * `costBasis` in the base currency: each lot at the rate it was booked at, else at the one of its day (C13). Lots without
   * either count at the current rate. Null without that.
   */
  readonly costBasisInBase: Decimal | null;
  /** `value - costBasisInBase`. */
  readonly unrealisedGain: Decimal | null;
  /** The same without the fees and taxes of the purchases. */
  readonly unrealisedGainBeforeFees: Decimal | null;
  /** What the price made of it, at the current rate ... */
  readonly unrealisedGainPrice: Decimal | null;
  /** ... and the rate of the cost; together the gain before fees. Null where the rate of a purchase is not known. */
  readonly unrealisedGainCurrency: Decimal | null;
  /** `dayChangePrice + dayChangeCurrency`; the price part alone where no earlier rate is known. */
  readonly dayChange: Decimal | null;
  readonly dayChangePrice: Decimal | null;
  readonly dayChangeCurrency: Decimal | null;
  /** As a fraction of what was held at the previous close and bought since. */
  readonly dayChangeRatio: Decimal | null;
}

export function valueHolding(
  position: Position,
  instrument: Instrument,
  pricing: Pricing | null,
  { conversion, input }: { readonly conversion: Cross | null; readonly input: BaseTerms },
): Holding {
  const local = pricing && position.quantity.times(pricing.price).times(instrument.multiplier).times(decimalOfRatio(pricing.ratioOld));
  const perNew = pricing && decimalOfRatio(pricing.ratioNew);
  const value = local && perNew && conversion && convert(local, conversion, perNew);
  return {
    ...descriptionOf(position, instrument, pricing),
    marketValue: local && perNew && divideRounded(local, perNew),
    value,
    ...gainOf(position, { value, cost: costParts(position, instrument.currency, input), conversion }),
    ...(pricing && conversion ? dayChangeOf(position, instrument, pricing, conversion) : NO_DAY_CHANGE),
  };
}

type Gain = Pick<
  Holding,
  'costBasisInBase' | 'unrealisedGain' | 'unrealisedGainBeforeFees' | 'unrealisedGainPrice' | 'unrealisedGainCurrency'
>;

/** C5: what the position cost in the base currency, and what is gained on it by price and by rate. */
export function gainOf(
  { costBasisWithoutFees }: Pick<Position, 'costBasisWithoutFees'>,
  { value, cost, conversion }: { readonly value: Decimal | null; readonly cost: CostParts; readonly conversion: Fraction | null },
): Gain {
  if (!conversion) {
    return {
      costBasisInBase: null,
      unrealisedGain: null,
      unrealisedGainBeforeFees: null,
      unrealisedGainPrice: null,
      unrealisedGainCurrency: null,
    };
  }
  const costBasisInBase = cost.booked.plus(convert(cost.local, conversion));
  const withoutFees = cost.bookedWithoutFees.plus(convert(cost.localWithoutFees, conversion));
  const atPresentRate = convert(costBasisWithoutFees, conversion);
  return {
    costBasisInBase,
    unrealisedGain: value?.minus(costBasisInBase) ?? null,
    unrealisedGainBeforeFees: value?.minus(withoutFees) ?? null,
    unrealisedGainPrice: value?.minus(atPresentRate) ?? null,
    unrealisedGainCurrency: value && cost.isComplete ? atPresentRate.minus(withoutFees) : null,
  };
}

type Description = Omit<Holding, 'marketValue' | 'value' | keyof Gain | keyof typeof NO_DAY_CHANGE>;

/** Everything of a holding that is looked up rather than worked out. */
export function descriptionOf(position: Position, instrument: Instrument, pricing: Pricing | null): Description {
  return {
    id: `${position.accountId}:${position.instrumentId}`,
    accountId: position.accountId,
    instrumentId: position.instrumentId,
    quantity: position.quantity,
    price: pricing && perUnitOfToday(pricing),
    currency: instrument.currency,
    priceKind: pricing?.kind ?? null,
    priceObservedAt: pricing?.observedAt ?? null,
    priceDate: pricing?.valueDate ?? null,
    previousClose: pricing?.previous ? perUnitOfToday(pricing.previous) : null,
    previousCloseDate: pricing?.previous?.valueDate ?? null,
    source: pricing?.source ?? null,
    freshness: pricing?.freshness ?? null,
    isStale: pricing?.freshness === Freshness.STALE,
    costBasis: position.costBasis,
    costBasisWithoutFees: position.costBasisWithoutFees,
    lots: position.lots,
  };
}

/** What the open lots cost: those whose rate is known in the base currency, the rest in the instrument's. */
export interface CostParts {
  readonly booked: Decimal;
  readonly bookedWithoutFees: Decimal;
  readonly local: Decimal;
  readonly localWithoutFees: Decimal;
  /** Whether nothing of it is without the rate of its day. */
  readonly isComplete: boolean;
}

/** Each lot's cost, and its charges, are rounded once. */
export function costParts(position: Position, currency: Currency, input: BaseTerms): CostParts {
  const { costBasis: local, costBasisWithoutFees: localWithoutFees } = position;
  if (currency === input.baseCurrency) return { ...NO_COST, local, localWithoutFees };
  const parts = { ...NO_COST };
  for (const lot of position.lots) {
    const rate = tradeRateOf(lot, currency, input);
    if (rate) {
      const cost = convert(lot.cost, rate);
      parts.bookedWithoutFees = parts.bookedWithoutFees.plus(cost);
      parts.booked = parts.booked.plus(cost).plus(convert(lot.charges, rate));
    } else {
      parts.isComplete = false;
      parts.localWithoutFees = parts.localWithoutFees.plus(lot.cost);
      parts.local = parts.local.plus(lot.cost).plus(lot.charges);
    }
  }
  return parts;
}

const NO_COST = { booked: ZERO, bookedWithoutFees: ZERO, local: ZERO, localWithoutFees: ZERO, isComplete: true };

/** What a unit of the instrument's currency was in the base currency when the lot was opened: as booked first, else that day's (C13). */
export function tradeRateOf(
  { bookedRate, tradeDate }: Pick<Lot, 'bookedRate' | 'tradeDate'>,
  currency: Currency,
  { baseCurrency, tradeRates }: BaseTerms,
): Fraction | null {
  if (bookedRate?.currency === baseCurrency) return { numerator: bookedRate.rate, denominator: ONE };
  const rate = tradeRates?.(tradeDate, bookedRate?.currency ?? currency) ?? null;
  return rate && bookedRate ? { numerator: rate.numerator.times(bookedRate.rate), denominator: rate.denominator } : rate;
}

export const NO_DAY_CHANGE = { dayChange: null, dayChangePrice: null, dayChangeCurrency: null, dayChangeRatio: null } as const;

type DayChange = Pick<Holding, keyof typeof NO_DAY_CHANGE>;

/**
 * C6. With q units held, of which n (for an amount a) were traded since: the price part is
 * `q * price - (q - n) * previous - a` at the current rate, the currency part is what the previous value gained by the rate.
 */
function dayChangeOf(position: Position, instrument: Instrument, pricing: Pricing, conversion: Cross): DayChange {
  if (!pricing.hasDayChange) return NO_DAY_CHANGE;
  const { numerator, denominator } = conversion;
  const { previous, traded } = pricing;
  const perNew = decimalOfRatio(pricing.ratioNew);
  const perPrevious = decimalOfRatio(previous?.ratioNew ?? 1n);
  const held = position.quantity.minus(traded.quantity);
  const now = position.quantity.times(pricing.price).times(instrument.multiplier).times(decimalOfRatio(pricing.ratioOld));
  const before = previous ? held.times(previous.price).times(instrument.multiplier).times(decimalOfRatio(previous.ratioOld)) : ZERO;
  const change = now.times(perPrevious).minus(before.times(perNew)).minus(traded.amount.times(perNew).times(perPrevious));
  const dayChangePrice = convert(change, conversion, perNew.times(perPrevious));
  const earlier = earlierCross(conversion, instrument.currency, previous?.valueDate ?? null);
  const moved = earlier && numerator.times(earlier.denominator).minus(earlier.numerator.times(denominator));
  const dayChangeCurrency =
    earlier && moved && divideRounded(before.times(moved), perPrevious.times(denominator).times(earlier.denominator));
  const dayChange = dayChangeCurrency ? dayChangePrice.plus(dayChangeCurrency) : dayChangePrice;
  // Of a short position it is what was short before, and what was sold since.
  const side = position.quantity.isNegative() ? -1 : 1;
  const added = traded.amount.times(side);
  const basis = convert(before, earlier ?? conversion, perPrevious)
    .times(side)
    .plus(added.isNegative() ? ZERO : convert(added, conversion));
  return { dayChange, dayChangePrice, dayChangeCurrency, dayChangeRatio: ratioOf(dayChange, basis) };
}

/** `amount / divisor` at the conversion's rate, rounded once. */
export function convert(amount: Decimal, { numerator, denominator }: Fraction, divisor = ONE): Decimal {
  return divideRounded(amount.times(numerator), denominator.times(divisor));
}

/** The one rounding of an amount. Most divisors are 1, and a division costs more than everything else here. */
function divideRounded(amount: Decimal, divisor: Decimal): Decimal {
  return roundHalfEven(divisor.eq(ONE) ? amount : amount.div(divisor), MONEY_SCALE);
}

export function ratioOf(part: Decimal, whole: Decimal): Decimal | null {
  if (!whole.gt(0)) return null;
  const [above, below] = [rational(part), rational(whole)];
  return decimalOf(roundTo({ n: above.n * below.d, d: above.d * below.n }, RATIO_SCALE), RATIO_SCALE);
}

/** An open lot with its share of the holding's value, in the instrument's currency. */
export interface HoldingLot extends Lot {
  /** `cost + charges`. */
  readonly costBasis: Decimal;
  /** The shares of a holding's lots add up to its market value. Null without a price. */
  readonly marketValue: Decimal | null;
  /** `marketValue - cost`. */
  readonly unrealisedGainBeforeFees: Decimal | null;
  /** `marketValue - costBasis`. */
  readonly unrealisedGain: Decimal | null;
}

/** The lots of a holding, oldest first (C4, C5). */
export function lotsOf({ lots, marketValue }: Pick<Holding, 'lots' | 'marketValue'>): HoldingLot[] {
  const values = marketValue
    ? allocate(
        marketValue,
        lots.map(({ quantity }) => quantity),
      )
    : null;
  return lots.map((lot, index) => {
    const value = values?.[index] ?? null;
    const costBasis = lot.cost.plus(lot.charges);
    return {
      ...lot,
      costBasis,
      marketValue: value,
      unrealisedGainBeforeFees: value ? value.minus(lot.cost) : null,
      unrealisedGain: value ? value.minus(costBasis) : null,
    };
  });
}
