/**
 * How a figure came about, step by step, with exact numbers (docs/CALCULATIONS.md, C17). The steps are worked out by integer
 * arithmetic of their own; invariant: what they come to is what the valuation shows, to the last digit.
 */
import { assert } from './assert.js';
import type { Currency } from './currency.js';
import { Decimal, formatDecimal, MONEY_SCALE, ZERO } from './decimal.js';
import { type Cross, earlierCross, type FxRate } from './fx.js';
import { type BaseTerms, type Holding, tradeRateOf, valueHolding } from './holding.js';
import type { Instrument } from './instrument.js';
import type { Position } from './position.js';
import type { Pricing } from './pricing.js';
import { decimalOf, type Rational, rational, roundTo, times } from './rational.js';

export const TermUse = { PLUS: 'PLUS', MINUS: 'MINUS', TIMES: 'TIMES', DIVIDED_BY: 'DIVIDED_BY', ROOT: 'ROOT' } as const;
export type TermUse = (typeof TermUse)[keyof typeof TermUse];

export interface ExplainedTerm {
  /** What it is; the name of an earlier step where it is one's result. */
  readonly name: string;
  readonly use: TermUse;
  readonly value: Decimal;
}

/** All terms added up, or all multiplied and divided, never both; or the square root of one. */
export interface ExplainedStep {
  readonly name: string;
  readonly terms: readonly ExplainedTerm[];
  /** Decimal places the result is rounded to, half to even; null where it is exact. */
  readonly scale: number | null;
  readonly result: Decimal;
}

/** A rate with the way it is used: `amount x rate` or `amount / rate`. */
export interface ExplainedRate {
  readonly rate: FxRate;
  readonly use: typeof TermUse.TIMES | typeof TermUse.DIVIDED_BY;
  /** The rate the previous close counts at; null where none is known. */
  readonly earlierRate: Decimal | null;
}

export interface Explained {
  readonly steps: readonly ExplainedStep[];
  readonly rates: readonly ExplainedRate[];
}

/** The steps that lead to a holding's figures. */
export function explainHolding(given: {
  readonly position: Position;
  readonly instrument: Instrument;
  readonly pricing: Pricing | null;
  readonly conversion: Cross | null;
  readonly input: BaseTerms;
}): Explained & { readonly holding: Holding } {
  const { position, instrument, pricing, conversion, input } = given;
  const holding = valueHolding(position, instrument, pricing, { conversion, input });
  const rates = conversion ? explainedRates(conversion, instrument.currency, pricing) : [];
  const steps = new Steps();
  if (pricing) explainValue(steps, given.position, { instrument, pricing, rates: conversion && rates });
  explainCost(steps, position, { currency: instrument.currency, input, rates: conversion && rates });
  if (holding.value && holding.costBasisInBase) {
    steps.sum('unrealisedGain', [steps.term('value', TermUse.PLUS), steps.term('costBasisInBase', TermUse.MINUS)]);
    explainGain(steps, rates, holding);
  }
  if (pricing?.hasDayChange && conversion) explainDayChange(steps, position, { instrument, pricing, rates });
  for (const figure of SHOWN) {
    const shown = holding[figure];
    const found = steps.result(figure);
    const agrees = shown === null ? found === null : found?.eq(shown);
    assert(agrees, `the steps to ${figure} come to ${found?.toFixed()} and ${shown?.toFixed()} is shown`);
  }
  return { holding, steps: steps.all, rates };
}

const SHOWN = [
  'marketValue',
  'value',
  'costBasis',
  'costBasisInBase',
  'unrealisedGain',
  'unrealisedGainBeforeFees',
  'unrealisedGainPrice',
  'unrealisedGainCurrency',
  'dayChangePrice',
  'dayChangeCurrency',
  'dayChange',
] as const;

/** The steps that lead from a balance to its value; no value without a rate. */
export function explainBalance(
  movements: readonly ExplainedTerm[],
  { currency, conversion }: { readonly currency: Currency; readonly conversion: Cross | null },
): Explained & { readonly amount: Decimal; readonly value: Decimal | null } {
  const steps = new Steps();
  steps.sum('amount', movements);
  const rates = conversion ? explainedRates(conversion, currency, null) : [];
  if (conversion) steps.product('value', [steps.term('amount', TermUse.TIMES), ...rateTerms(rates)], MONEY_SCALE);
  return { steps: steps.all, rates, amount: steps.result('amount') ?? ZERO, value: steps.result('value') };
}

class Steps {
  readonly all: ExplainedStep[] = [];
  private readonly byName = new Map<string, Decimal>();

  sum(name: string, terms: readonly ExplainedTerm[]): void {
    const result = terms.reduce((sum, { use, value }) => (use === TermUse.MINUS ? sum.minus(value) : sum.plus(value)), ZERO);
    this.add({ name, terms, scale: null, result });
  }

  product(name: string, given: readonly ExplainedTerm[], scale: number | null): void {
    // What multiplies by one says nothing, unless there is nothing else to say.
    const telling = given.filter(({ value }, index) => index === 0 || !value.eq(1));
    let whole: Rational = { n: 1n, d: 1n };
    for (const { use, value } of telling) whole = times(whole, use === TermUse.DIVIDED_BY ? inverse(rational(value)) : rational(value));
    const result = scale === null ? exact(whole) : decimalOf(roundTo(whole, scale), scale);
    this.add({ name, terms: telling, scale, result });
  }

  result(name: string): Decimal | null {
    return this.byName.get(name) ?? null;
  }

  /** The result of an earlier step as a term. */
  term(name: string, use: TermUse): ExplainedTerm {
    const value = this.byName.get(name);
    assert(value, `the step ${name} comes before the one that needs it`);
    return { name, use, value };
  }

  private add(step: ExplainedStep): void {
    const result = new Decimal(formatDecimal(step.result));
    this.all.push({ ...step, result });
    this.byName.set(step.name, result);
  }
}

function inverse({ n, d }: Rational): Rational {
  return n < 0n ? { n: -d, d: -n } : { n: d, d: n };
}

/** A fraction whose denominator is a power of ten, as the decimal it is. */
function exact(value: Rational): Decimal {
  return new Decimal(value.n.toString()).div(new Decimal(value.d.toString()));
}

function constant(name: string, use: TermUse, value: Decimal | bigint): ExplainedTerm {
  return { name, use, value: typeof value === 'bigint' ? new Decimal(value.toString()) : value };
}

function rateTerms(rates: readonly ExplainedRate[]): ExplainedTerm[] {
  return rates.map(({ rate, use }) => constant(`rate ${rate.base}${rate.quote}`, use, rate.rate));
}

/** Only the rates that multiply, or only those that divide. */
function rateParts(rates: readonly ExplainedRate[], use: ExplainedRate['use'], as: TermUse): ExplainedTerm[] {
  return rates.filter((each) => each.use === use).map(({ rate }) => constant(`rate ${rate.base}${rate.quote}`, as, rate.rate));
}

function earlierParts(rates: readonly ExplainedRate[], use: ExplainedRate['use']): ExplainedTerm[] {
  return rates
    .filter((each) => each.use === use)
    .map(({ rate, earlierRate }) => constant(`earlier rate ${rate.base}${rate.quote}`, TermUse.TIMES, earlierRate as Decimal));
}

function explainedRates(conversion: Cross, from: Currency, pricing: Pricing | null): ExplainedRate[] {
  const day = pricing?.previous?.valueDate ?? null;
  const hasEarlier = pricing !== null && earlierCross(conversion, from, day) !== null;
  let currency = from;
  return conversion.legs.map((rate) => {
    const isStraight = rate.base === currency;
    currency = isStraight ? rate.quote : rate.base;
    const earlier = day !== null && rate.valueDate <= day ? rate.rate : (rate.previous?.rate ?? null);
    return { rate, use: isStraight ? TermUse.TIMES : TermUse.DIVIDED_BY, earlierRate: hasEarlier ? earlier : null };
  });
}

type Pieces = { readonly instrument: Instrument; readonly pricing: Pricing; readonly rates: readonly ExplainedRate[] };

function explainValue(
  steps: Steps,
  position: Position,
  { instrument, pricing, rates }: Omit<Pieces, 'rates'> & { rates: Pieces['rates'] | null },
): void {
  steps.product(
    'unsplitValue',
    [
      constant('quantity', TermUse.TIMES, position.quantity),
      constant('price', TermUse.TIMES, pricing.price),
      constant('multiplier', TermUse.TIMES, instrument.multiplier),
      constant('old units of splits since', TermUse.TIMES, pricing.ratioOld),
    ],
    null,
  );
  const perNew = constant('new units of splits since', TermUse.DIVIDED_BY, pricing.ratioNew);
  steps.product('marketValue', [steps.term('unsplitValue', TermUse.TIMES), perNew], MONEY_SCALE);
  if (rates) steps.product('value', [steps.term('unsplitValue', TermUse.TIMES), perNew, ...rateTerms(rates)], MONEY_SCALE);
}

/** Each lot at the rate of its trade, the rest at the present one; every amount rounded once. */
function explainCost(
  steps: Steps,
  position: Position,
  { currency, input, rates }: { currency: Currency; input: BaseTerms; rates: readonly ExplainedRate[] | null },
): void {
  const costOf = ({ id, cost }: Position['lots'][number]) => constant(`cost of lot ${id}`, TermUse.PLUS, cost);
  const chargesOf = ({ id, charges }: Position['lots'][number]) => constant(`fees and taxes of lot ${id}`, TermUse.PLUS, charges);
  steps.sum('costBasisWithoutFees', position.lots.map(costOf));
  steps.sum(
    'costBasis',
    position.lots.flatMap((lot) => [costOf(lot), chargesOf(lot)]),
  );
  if (!rates) return;
  const known: ExplainedTerm[] = [];
  const knownCharges: ExplainedTerm[] = [];
  const rest: Position['lots'][number][] = [];
  for (const lot of position.lots) {
    const rate = currency === input.baseCurrency ? null : tradeRateOf(lot, currency, input);
    if (!rate) {
      rest.push(lot);
      continue;
    }
    const terms = [
      constant(`trade rate of lot ${lot.id}`, TermUse.TIMES, rate.numerator),
      constant(`trade rate of lot ${lot.id}, divisor`, TermUse.DIVIDED_BY, rate.denominator),
    ];
    steps.product(`cost in base of lot ${lot.id}`, [{ ...costOf(lot), use: TermUse.TIMES }, ...terms], MONEY_SCALE);
    known.push(steps.term(`cost in base of lot ${lot.id}`, TermUse.PLUS));
    if (lot.charges.isZero()) continue;
    steps.product(`fees and taxes in base of lot ${lot.id}`, [{ ...chargesOf(lot), use: TermUse.TIMES }, ...terms], MONEY_SCALE);
    knownCharges.push(steps.term(`fees and taxes in base of lot ${lot.id}`, TermUse.PLUS));
  }
  const atPresentRate = (name: string, terms: readonly ExplainedTerm[]): ExplainedTerm[] => {
    if (terms.length === 0) return [];
    steps.sum(name, terms);
    steps.product(`${name} in base`, [steps.term(name, TermUse.TIMES), ...rateTerms(rates)], MONEY_SCALE);
    return [steps.term(`${name} in base`, TermUse.PLUS)];
  };
  const ownCosts = atPresentRate('costAtPresentRate', rest.map(costOf));
  const whole = atPresentRate(
    'costWithFeesAtPresentRate',
    rest.flatMap((lot) => [costOf(lot), chargesOf(lot)]),
  );
  steps.sum('costInBaseWithoutFees', [...known, ...ownCosts]);
  steps.sum('costBasisInBase', [...known, ...knownCharges, ...whole]);
}

/** C5: before fees, and what of it is by the price and by the rate. */
function explainGain(steps: Steps, rates: readonly ExplainedRate[], { unrealisedGainCurrency }: Holding): void {
  steps.product('wholeCostAtPresentRate', [steps.term('costBasisWithoutFees', TermUse.TIMES), ...rateTerms(rates)], MONEY_SCALE);
  steps.sum('unrealisedGainBeforeFees', [steps.term('value', TermUse.PLUS), steps.term('costInBaseWithoutFees', TermUse.MINUS)]);
  steps.sum('unrealisedGainPrice', [steps.term('value', TermUse.PLUS), steps.term('wholeCostAtPresentRate', TermUse.MINUS)]);
  if (!unrealisedGainCurrency) return;
  steps.sum('unrealisedGainCurrency', [
    steps.term('wholeCostAtPresentRate', TermUse.PLUS),
    steps.term('costInBaseWithoutFees', TermUse.MINUS),
  ]);
}

/** C6: what was held counts from the previous close, what was traded since from its own price. */
function explainDayChange(steps: Steps, position: Position, { instrument, pricing, rates }: Pieces): void {
  const { previous, traded } = pricing;
  const perNew = constant('new units of splits since', TermUse.TIMES, pricing.ratioNew);
  const perPrevious = constant('new units of splits since the previous close', TermUse.TIMES, previous?.ratioNew ?? 1n);
  steps.sum('heldBefore', [
    constant('quantity', TermUse.PLUS, position.quantity),
    constant('bought less sold since', TermUse.MINUS, traded.quantity),
  ]);
  // Without a previous close everything held was bought since, so nothing was held before.
  const close = previous && [
    constant('previous close', TermUse.TIMES, previous.price),
    constant('multiplier', TermUse.TIMES, instrument.multiplier),
    constant('old units of splits since the previous close', TermUse.TIMES, previous.ratioOld),
  ];
  steps.product('previousValue', [steps.term('heldBefore', TermUse.TIMES), ...(close ?? [])], null);
  steps.product('valueNow', [steps.term('unsplitValue', TermUse.TIMES), perPrevious], null);
  steps.product('valueBefore', [steps.term('previousValue', TermUse.TIMES), perNew], null);
  steps.product('paidSince', [constant('paid less received since', TermUse.TIMES, traded.amount), perNew, perPrevious], null);
  steps.sum('change', [
    steps.term('valueNow', TermUse.PLUS),
    steps.term('valueBefore', TermUse.MINUS),
    steps.term('paidSince', TermUse.MINUS),
  ]);
  const undo = [perNew, perPrevious].map((term) => ({ ...term, use: TermUse.DIVIDED_BY }));
  steps.product('dayChangePrice', [steps.term('change', TermUse.TIMES), ...rateTerms(rates), ...undo], MONEY_SCALE);
  const hasEarlier = rates.every(({ earlierRate }) => earlierRate !== null);
  if (hasEarlier) explainCurrencyChange(steps, rates, { ...perPrevious, use: TermUse.DIVIDED_BY });
  const parts = hasEarlier ? ['dayChangePrice', 'dayChangeCurrency'] : ['dayChangePrice'];
  steps.sum(
    'dayChange',
    parts.map((name) => steps.term(name, TermUse.PLUS)),
  );
}

/** The previous value by the difference of the rate now and then, over one divisor so that nothing is rounded on the way. */
function explainCurrencyChange(steps: Steps, rates: readonly ExplainedRate[], perPrevious: ExplainedTerm): void {
  const one = constant('one', TermUse.TIMES, 1n);
  const [now, then] = [TermUse.TIMES, TermUse.DIVIDED_BY] as const;
  steps.product('rateNow', [one, ...rateParts(rates, now, TermUse.TIMES), ...earlierParts(rates, then)], null);
  steps.product('rateBefore', [one, ...earlierParts(rates, now), ...rateParts(rates, then, TermUse.TIMES)], null);
  steps.sum('rateChange', [steps.term('rateNow', TermUse.PLUS), steps.term('rateBefore', TermUse.MINUS)]);
  const divisors = [...rateParts(rates, then, TermUse.DIVIDED_BY), ...earlierParts(rates, then).map((term) => ({ ...term, use: then }))];
  const factors = [steps.term('previousValue', TermUse.TIMES), steps.term('rateChange', TermUse.TIMES)];
  steps.product('dayChangeCurrency', [...factors, perPrevious, ...divisors], MONEY_SCALE);
}
