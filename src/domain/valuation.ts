/**
 * What a portfolio is worth: the definition, from scratch, as a pure function of positions, prices and rates
 * (docs/CALCULATIONS.md, C1, C5, C6, C13, C14). Invariant: each position is rounded once and totals are exact sums; a figure
 * that is not known is null and says why in `gaps`, never zero.
 */
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import { type Decimal, ZERO } from './decimal.js';
import { Freshness, isStaleConversion } from './freshness.js';
import type { Cross } from './fx.js';
import { type Conversion, distinctGaps, type Gap, gapsOf, isPartial, rateGapsOf } from './gap.js';
import { type BaseTerms, convert, type Holding, ratioOf, valueHolding } from './holding.js';
import type { AccountId, InstrumentId, PortfolioId } from './ids.js';
import type { Instrument } from './instrument.js';
import type { Position } from './position.js';
import { freshnessOf, pricingOf, usableQuote } from './pricing.js';
import type { Quote } from './quote.js';

export interface ValuedAccount {
  readonly accountId: AccountId;
  readonly positions: ReadonlyMap<InstrumentId, Position>;
  readonly cash: ReadonlyMap<Currency, Decimal>;
}

export interface PortfolioInput extends BaseTerms {
  readonly portfolioId: PortfolioId;
  readonly accounts: readonly ValuedAccount[];
  /** Sum of the accounts' ledger versions. */
  readonly ledgerVersion: number;
  /** The past day valued; null or absent for now. The market given must then be that day's. */
  readonly day?: Day | null;
  /** The instant whose knowledge counts; null or absent for all that is known. */
  readonly knownAt?: Date | null;
}

/** Prices and rates; a `PriceBook` is one. */
export interface MarketData {
  readonly revision: number;
  quote(instrumentId: InstrumentId): Quote | null;
  cross(from: Currency, to: Currency): Cross | null;
}

export type Instruments = (id: InstrumentId) => Instrument;

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
  /** The instant whose knowledge counts; null for all that is known. */
  readonly knownAt: Date | null;
  /** Source time of the newest and of the oldest quote in it, of these only what is not final; null when it has none. */
  readonly asOf: Date | null;
  readonly asOfEarliest: Date | null;
  /** Grows with every valuation of the portfolio, whichever instance makes it; jumps mean that some were skipped, not lost. */
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
  /** True when a price or rate is missing or stale. */
  readonly isPartial: boolean;
  /** The part of holdings and cash that counts at a stale price or rate, 0 to 1; null when there is nothing. */
  readonly staleShare: Decimal | null;
  readonly gaps: readonly Gap[];
  readonly cashBalances: readonly CashBalance[];
  /** Ordered by account and instrument id; closed positions are not holdings. */
  readonly holdings: readonly Holding[];
}

/**
 * A valuation has the time of its making for its number, which is all that instances have in common that grows with every one of them. What
 * is worked out for one question counts from before its ledger and its prices were read: what is pushed meanwhile is the newer one.
 */
const ASKED_MS_MAX = 5_000;

/** Values a portfolio from scratch. `now` decides what is fresh; with `input.day` that day does. */
export function valuePortfolio(input: PortfolioInput, market: MarketData, instruments: Instruments, now: Date): Valuation {
  const holdings: Holding[] = [];
  const gaps: Gap[] = [];
  const conversionOf = conversionsInto(input, market, now);
  for (const position of openPositions(input)) {
    const instrument = instruments(position.instrumentId);
    const quote = usableQuote(market.quote(position.instrumentId), instrument);
    const freshness = freshnessOf(quote, instrument, now, input.day ?? null);
    const pricing = pricingOf(position, instrument, quote, freshness);
    const conversion = conversionOf(instrument.currency);
    holdings.push(valueHolding(position, instrument, pricing, { conversion: conversion.cross, input }));
    gaps.push(...gapsOf(instrument, pricing, conversion));
  }
  const cashBalances = cashLines(input).map((line): CashBalance => {
    const conversion = conversionOf(line.currency);
    gaps.push(...rateGapsOf(line.currency, conversion));
    return { ...line, value: conversion.cross && convert(line.amount, conversion.cross) };
  });
  return assemble(input, {
    sequence: now.getTime() - ASKED_MS_MAX,
    holdings,
    cashBalances,
    gaps,
    sums: sumUp(holdings, cashBalances, (currency) => conversionOf(currency).isStale),
  });
}

/** Each currency's conversion, looked up once. */
function conversionsInto(
  { baseCurrency, day }: Pick<PortfolioInput, 'baseCurrency' | 'day'>,
  market: MarketData,
  now: Date,
): (from: Currency) => Conversion & { readonly cross: Cross | null } {
  const known = new Map<Currency, Conversion & { readonly cross: Cross | null }>();
  return (from) => {
    let conversion = known.get(from);
    if (!conversion) {
      const cross = market.cross(from, baseCurrency);
      conversion = { cross, isStale: isStaleConversion(cross, day ?? now) };
      known.set(from, conversion);
    }
    return conversion;
  };
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

function sumUp(holdings: readonly Holding[], cashBalances: readonly CashBalance[], hasStaleRate: (currency: Currency) => boolean): Sums {
  const sum = (values: readonly (Decimal | null)[]) => values.reduce<Decimal>((total, value) => (value ? total.plus(value) : total), ZERO);
  const valued = holdings.filter((holding) => holding.value);
  const changed = holdings.filter((holding) => holding.dayChange);
  const stale = [
    ...valued.filter(({ isStale, currency }) => isStale || hasStaleRate(currency)),
    ...cashBalances.filter(({ currency }) => hasStaleRate(currency)),
  ];
  return {
    marketValue: sum(valued.map((holding) => holding.value)),
    cash: sum(cashBalances.map((balance) => balance.value)),
    costBasis: sum(valued.map((holding) => holding.costBasisInBase)),
    valued: valued.length,
    dayChangePrice: sum(changed.map((holding) => holding.dayChangePrice)),
    dayChanged: changed.length,
    dayChangeCurrency: sum(changed.map((holding) => holding.dayChangeCurrency)),
    currencyChanged: changed.filter((holding) => holding.dayChangeCurrency).length,
    staleMagnitude: sum(stale.map(({ value }) => value?.abs() ?? null)),
    holdingMagnitude: sum(valued.map(({ value }) => value?.abs() ?? null)),
    cashMagnitude: sum(cashBalances.map((balance) => balance.value?.abs() ?? null)),
  };
}

/** A valuation of its rows and their sums. */
export function assemble(
  input: Pick<PortfolioInput, 'portfolioId' | 'baseCurrency' | 'day' | 'knownAt'>,
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
    knownAt: input.knownAt ?? null,
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

function observedRange(holdings: readonly Holding[]): Pick<Valuation, 'asOf' | 'asOfEarliest'> {
  let asOf: Date | null = null;
  let asOfEarliest: Date | null = null;
  for (const { priceObservedAt, freshness } of holdings) {
    if (!priceObservedAt) continue;
    if (!asOf || priceObservedAt > asOf) asOf = priceObservedAt;
    if (freshness !== Freshness.FINAL && (!asOfEarliest || priceObservedAt < asOfEarliest)) asOfEarliest = priceObservedAt;
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
