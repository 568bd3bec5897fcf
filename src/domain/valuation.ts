/**
 * What a portfolio is worth: the definition, from scratch, as a pure function of positions, prices and rates
 * (docs/CALCULATIONS.md, C1, C5, C6, C13, C14). Invariant: each position is rounded once and totals are exact sums; a figure
 * that is not known is null and says why in `gaps`, never zero.
 */
import type { Currency } from './currency.js';
import { addDays, type Day } from './day.js';
import { Decimal, MONEY_SCALE, ONE, PRICE_SCALE, RATIO_SCALE, roundHalfEven, ZERO } from './decimal.js';
import { Freshness, freshnessAt, freshnessOn } from './freshness.js';
import { type Cross, earlierCross, type Fraction } from './fx.js';
import type { AccountId, InstrumentId, PortfolioId, SourceId } from './ids.js';
import { type Instrument, InstrumentKind } from './instrument.js';
import { allocate, type Lot } from './lot.js';
import { marketOf } from './market.js';
import { type Position, splitsSince, tradedSince } from './position.js';
import { Adjustment, type Quote, type QuoteKind } from './quote.js';
import { decimalOf, rational, roundTo } from './rational.js';
import { TRADE } from './source.js';

export interface ValuedAccount {
  readonly accountId: AccountId;
  readonly positions: ReadonlyMap<InstrumentId, Position>;
  readonly cash: ReadonlyMap<Currency, Decimal>;
}

export interface PortfolioInput {
  readonly portfolioId: PortfolioId;
  readonly baseCurrency: Currency;
  readonly accounts: readonly ValuedAccount[];
  /** Sum of the accounts' ledger versions. */
  readonly ledgerVersion: number;
  /** The past day valued; null or absent for now. The market given must then be that day's. */
  readonly day?: Day | null;
  /** What a currency was worth in the base currency on a day that is over; null where no rate of the day or before is known. */
  readonly tradeRates?: TradeRates;
}

export type TradeRates = (day: Day, from: Currency) => Fraction | null;

/** Prices and rates; a `PriceBook` is one. */
export interface MarketData {
  readonly revision: number;
  quote(instrumentId: InstrumentId): Quote | null;
  cross(from: Currency, to: Currency): Cross | null;
}

export type Instruments = (id: InstrumentId) => Instrument;

export const GapReason = {
  /** Neither a quote nor a trade gives a price; the holding is left out of the total. */
  NO_PRICE: 'NO_PRICE',
  /** The price is older than it should be; the holding counts at it. */
  STALE_PRICE: 'STALE_PRICE',
  /** No rate into the base currency; what is in this currency is left out of the total. */
  NO_RATE: 'NO_RATE',
  /** No earlier close to compare with: the day change leaves this holding out. */
  NO_PREVIOUS_CLOSE: 'NO_PREVIOUS_CLOSE',
} as const;
export type GapReason = (typeof GapReason)[keyof typeof GapReason];

/** Why a figure is incomplete. */
export interface Gap {
  readonly reason: GapReason;
  readonly instrumentId: InstrumentId | null;
  readonly currency: Currency | null;
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

export interface CashBalance {
  readonly accountId: AccountId;
  readonly currency: Currency;
  readonly amount: Decimal;
  /** In the base currency; null without a rate. */
  readonly value: Decimal | null;
}

export interface Valuation {
  readonly portfolioId: PortfolioId;
  readonly baseCurrency: Currency;
  readonly day: Day | null;
  /** Source time of the newest and of the oldest quote in it; null when it has none. */
  readonly asOf: Date | null;
  readonly asOfEarliest: Date | null;
  /** Grows with every valuation of the portfolio; jumps mean that some were skipped, not lost. */
  readonly sequence: number;
  /** `marketValue + cash`. */
  readonly total: Decimal;
  readonly marketValue: Decimal;
  readonly cash: Decimal;
  /** Of the holdings that have a value, so that `marketValue - costBasis = unrealisedGain`. Null when none of them has. */
  readonly costBasis: Decimal | null;
  readonly unrealisedGain: Decimal | null;
  /** Of the holdings whose change is known; null when there are holdings and none is. */
  readonly dayChange: Decimal | null;
  readonly dayChangePrice: Decimal | null;
  readonly dayChangeCurrency: Decimal | null;
  /** `dayChange / (total - dayChange)`. */
  readonly dayChangeRatio: Decimal | null;
  /** True when a price or rate is missing, or a price is stale. */
  readonly isPartial: boolean;
  /** The part of holdings and cash that counts at a stale price, 0 to 1; null when there is nothing. */
  readonly staleShare: Decimal | null;
  readonly gaps: readonly Gap[];
  readonly cashBalances: readonly CashBalance[];
  /** Ordered by account and instrument id; closed positions are not holdings. */
  readonly holdings: readonly Holding[];
}

/** Values a portfolio from scratch. `now` decides what is fresh; with `input.day` that day does. */
export function valuePortfolio(input: PortfolioInput, market: MarketData, instruments: Instruments, now: Date): Valuation {
  const holdings: Holding[] = [];
  const gaps: Gap[] = [];
  for (const position of openPositions(input)) {
    const instrument = instruments(position.instrumentId);
    const quote = usableQuote(market.quote(position.instrumentId), instrument);
    const freshness = quote && freshnessOf(quote, instrument, now, input.day ?? null);
    const pricing = pricingOf(position, instrument, quote, freshness);
    const conversion = market.cross(instrument.currency, input.baseCurrency);
    holdings.push(valueHolding(position, instrument, pricing, { conversion, input }));
    gaps.push(...gapsOf(instrument, pricing, conversion));
  }
  const cashBalances = cashLines(input).map((line): CashBalance => {
    const conversion = market.cross(line.currency, input.baseCurrency);
    if (!conversion) gaps.push(noRate(line.currency));
    return { ...line, value: conversion && convert(line.amount, conversion) };
  });
  return assemble(input, {
    sequence: market.revision + input.ledgerVersion,
    holdings,
    cashBalances,
    gaps,
    sums: sumUp(holdings, cashBalances),
  });
}

/** The positions a valuation lists, in its order. */
export function openPositions(input: Pick<PortfolioInput, 'accounts'>): Position[] {
  const positions = input.accounts.flatMap((account) => [...account.positions.values()].filter((position) => !position.quantity.isZero()));
  return positions.sort((a, b) => compareText(a.accountId, b.accountId) || compareText(a.instrumentId, b.instrumentId));
}

/** The cash balances a valuation lists, in its order; a balance of exactly zero is none. */
export function cashLines(input: Pick<PortfolioInput, 'accounts'>): Omit<CashBalance, 'value'>[] {
  const lines = input.accounts.flatMap(({ accountId, cash }) =>
    [...cash].filter(([, amount]) => !amount.isZero()).map(([currency, amount]) => ({ accountId, currency, amount })),
  );
  return lines.sort((a, b) => compareText(a.accountId, b.accountId) || compareText(a.currency, b.currency));
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A quote in another currency than the instrument's is corrupt data, which is worse than none. */
export function usableQuote(quote: Quote | null, instrument: Instrument): Quote | null {
  return quote && quote.currency === instrument.currency ? quote : null;
}

export function freshnessOf(quote: Quote, instrument: Instrument, now: Date, day: Day | null): Freshness {
  return day ? freshnessOn(quote, day) : freshnessAt(quote, marketOf(instrument), now);
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

/** The quote; before the first one the position's own trade price, marked stale (C14); null when there is neither. */
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
  if (!position.lastTradePrice) return null;
  return {
    ...none,
    price: position.lastTradePrice,
    valueDate: position.lastTradeDay,
    source: TRADE,
    freshness: Freshness.STALE,
    previous: null,
    hasDayChange: false,
  };
}

function quotePricing(position: PricedPosition, quote: Quote, freshness: Freshness): Pricing {
  // A source that has applied splits to its prices already gives them per unit of today (C12: never twice).
  const isRaw = quote.adjustment === Adjustment.NONE;
  const unit = (day: Day) => (isRaw && position.recentSplits.length > 0 ? splitsSince(position, day) : UNSPLIT);
  const { previousClose } = quote;
  const traded = tradedSince(position, quote.valueDate);
  return {
    price: quote.price,
    ...unit(quote.valueDate),
    kind: quote.kind,
    observedAt: quote.observedAt,
    valueDate: quote.valueDate,
    source: quote.source,
    freshness,
    traded,
    previous: previousClose && {
      price: previousClose.price,
      valueDate: previousClose.valueDate,
      ...unit(previousClose.valueDate ?? addDays(quote.valueDate, -1)),
    },
    // Where everything held was bought since, no earlier close is needed.
    hasDayChange: previousClose !== null || position.quantity.eq(traded.quantity),
  };
}

export function valueHolding(
  position: Position,
  instrument: Instrument,
  pricing: Pricing | null,
  { conversion, input }: { readonly conversion: Cross | null; readonly input: Pick<PortfolioInput, 'baseCurrency' | 'tradeRates'> },
): Holding {
  const local = pricing && position.quantity.times(pricing.price).times(instrument.multiplier).times(decimal(pricing.ratioOld));
  const perNew = pricing && decimal(pricing.ratioNew);
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

/** The price a holding shows. */
export function perUnitOfToday({ price, ratioNew, ratioOld }: UnitPrice): Decimal {
  if (ratioNew === ratioOld) return price;
  return roundHalfEven(price.times(decimal(ratioOld)).div(decimal(ratioNew)), PRICE_SCALE);
}

function decimal(ratio: bigint): Decimal {
  return ratio === 1n ? ONE : new Decimal(ratio.toString());
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
export function costParts(position: Position, currency: Currency, input: Pick<PortfolioInput, 'baseCurrency' | 'tradeRates'>): CostParts {
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
  { baseCurrency, tradeRates }: Pick<PortfolioInput, 'baseCurrency' | 'tradeRates'>,
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
  const perNew = decimal(pricing.ratioNew);
  const perPrevious = decimal(previous?.ratioNew ?? 1n);
  const held = position.quantity.minus(traded.quantity);
  const now = position.quantity.times(pricing.price).times(instrument.multiplier).times(decimal(pricing.ratioOld));
  const before = previous ? held.times(previous.price).times(instrument.multiplier).times(decimal(previous.ratioOld)) : ZERO;
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
function convert(amount: Decimal, { numerator, denominator }: Fraction, divisor = ONE): Decimal {
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

export function gapsOf(instrument: Instrument, pricing: Pricing | null, conversion: Cross | null): Gap[] {
  const gaps: Gap[] = [];
  const gap = (reason: GapReason) => gaps.push({ reason, instrumentId: instrument.id, currency: null });
  if (!pricing) gap(GapReason.NO_PRICE);
  else if (pricing.freshness === Freshness.STALE) gap(GapReason.STALE_PRICE);
  if (pricing && !pricing.hasDayChange) gap(GapReason.NO_PREVIOUS_CLOSE);
  if (!conversion) gaps.push(noRate(instrument.currency));
  return gaps;
}

export function noRate(currency: Currency): Gap {
  return { reason: GapReason.NO_RATE, instrumentId: null, currency };
}

/** Exact sums over rounded values. */
export interface Sums {
  readonly marketValue: Decimal;
  readonly cash: Decimal;
  /** Of holdings with a value, and how many there are. */
  readonly costBasis: Decimal;
  readonly valued: number;
  /** Of holdings with a day change, and how many there are. */
  readonly dayChangePrice: Decimal;
  readonly dayChanged: number;
  readonly dayChangeCurrency: Decimal;
  readonly currencyChanged: number;
  /** Without signs, as the two below: overdrafts and short positions count. */
  readonly staleMagnitude: Decimal;
  readonly holdingMagnitude: Decimal;
  readonly cashMagnitude: Decimal;
}

function sumUp(holdings: readonly Holding[], cashBalances: readonly CashBalance[]): Sums {
  const sum = (values: readonly (Decimal | null)[]) => values.reduce<Decimal>((total, value) => (value ? total.plus(value) : total), ZERO);
  const valued = holdings.filter((holding) => holding.value);
  const changed = holdings.filter((holding) => holding.dayChange);
  return {
    marketValue: sum(valued.map((holding) => holding.value)),
    cash: sum(cashBalances.map((balance) => balance.value)),
    costBasis: sum(valued.map((holding) => holding.costBasisInBase)),
    valued: valued.length,
    dayChangePrice: sum(changed.map((holding) => holding.dayChangePrice)),
    dayChanged: changed.length,
    dayChangeCurrency: sum(changed.map((holding) => holding.dayChangeCurrency)),
    currencyChanged: changed.filter((holding) => holding.dayChangeCurrency).length,
    staleMagnitude: sum(valued.filter((holding) => holding.isStale).map(({ value }) => value?.abs() ?? null)),
    holdingMagnitude: sum(valued.map(({ value }) => value?.abs() ?? null)),
    cashMagnitude: sum(cashBalances.map((balance) => balance.value?.abs() ?? null)),
  };
}

/** A valuation of its rows and their sums. */
export function assemble(
  input: Pick<PortfolioInput, 'portfolioId' | 'baseCurrency' | 'day'>,
  parts: {
    readonly sequence: number;
    readonly holdings: readonly Holding[];
    readonly cashBalances: readonly CashBalance[];
    /** May name a gap more than once. */
    readonly gaps: readonly Gap[];
    readonly sums: Sums;
  },
): Valuation {
  const { sums, holdings } = parts;
  const total = sums.marketValue.plus(sums.cash);
  const known = (count: number) => count > 0 || holdings.length === 0;
  const dayChange = known(sums.dayChanged) ? sums.dayChangePrice.plus(sums.dayChangeCurrency) : null;
  const gaps = distinctGaps(parts.gaps);
  return {
    portfolioId: input.portfolioId,
    baseCurrency: input.baseCurrency,
    day: input.day ?? null,
    ...observedRange(holdings),
    sequence: parts.sequence,
    total,
    marketValue: sums.marketValue,
    cash: sums.cash,
    costBasis: known(sums.valued) ? sums.costBasis : null,
    unrealisedGain: known(sums.valued) ? sums.marketValue.minus(sums.costBasis) : null,
    dayChange,
    dayChangePrice: known(sums.dayChanged) ? sums.dayChangePrice : null,
    dayChangeCurrency: known(sums.currencyChanged) ? sums.dayChangeCurrency : null,
    dayChangeRatio: dayChange && ratioOf(dayChange, total.minus(dayChange)),
    isPartial: isPartial(gaps),
    staleShare: ratioOf(sums.staleMagnitude, sums.holdingMagnitude.plus(sums.cashMagnitude)),
    gaps,
    cashBalances: parts.cashBalances,
    holdings,
  };
}

export function distinctGaps(gaps: readonly Gap[]): Gap[] {
  return [...new Map(gaps.map((gap) => [`${gap.reason} ${gap.instrumentId ?? gap.currency}`, gap])).values()];
}

/** A day change that leaves something out does not make the value itself incomplete. */
export function isPartial(gaps: readonly Gap[]): boolean {
  return gaps.some((gap) => gap.reason !== GapReason.NO_PREVIOUS_CLOSE);
}

function observedRange(holdings: readonly Holding[]): Pick<Valuation, 'asOf' | 'asOfEarliest'> {
  let asOf: Date | null = null;
  let asOfEarliest: Date | null = null;
  for (const { priceObservedAt } of holdings) {
    if (!priceObservedAt) continue;
    if (!asOf || priceObservedAt > asOf) asOf = priceObservedAt;
    if (!asOfEarliest || priceObservedAt < asOfEarliest) asOfEarliest = priceObservedAt;
  }
  return { asOf, asOfEarliest };
}

/** Of the holdings that have a value; null where one of them does not have the figure. */
export function sumOf(
  holdings: readonly Holding[],
  figure: 'unrealisedGainBeforeFees' | 'unrealisedGainPrice' | 'unrealisedGainCurrency',
): Decimal | null {
  const valued = holdings.filter(({ value }) => value);
  if (valued.length === 0 && holdings.length > 0) return null;
  return valued.reduce<Decimal | null>((sum, holding) => (sum && holding[figure] ? sum.plus(holding[figure] as Decimal) : null), ZERO);
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
