/**
 * One holding of a watched portfolio, valued again in whole numbers (docs/CALCULATIONS.md, C1, C5, C6). Invariant: its figures equal those of
 * `valueHolding` to the last digit, and the sums of its portfolio move by exactly what changed in it.
 */
import { assert } from './assert.js';
import { addDays, type Day } from './day.js';
import { MONEY_SCALE, ONE, RATIO_SCALE } from './decimal.js';
import { Freshness } from './freshness.js';
import { type Gap, gapsOf } from './gap.js';
import { earlierRate } from './live-conversion.js';
import { type Figures, positionsOf, type Row, type Totals, type Watch } from './live-portfolio.js';
import type { Position } from './position.js';
import { type Pricing, pricingOf } from './pricing.js';
import type { Quote } from './quote.js';
import { minus, NOTHING, type Rational, rational, roundTo, times } from './rational.js';

export const NO_GAPS: readonly Gap[] = [];

export const NO_FIGURES: Figures = {
  marketValue: null,
  value: null,
  costBasis: null,
  unrealisedGain: null,
  dayChange: null,
  dayChangePrice: null,
  dayChangeCurrency: null,
  dayChangeRatio: null,
  isStale: false,
};

/** Whether anything but its figures, price and instant changed. */
export function revalueRow(row: Row): boolean {
  const { watched, conversion } = row;
  const before = row.pricing;
  const pricing = pricingOfRow(row);
  const figures = figuresOf(row, pricing);
  recount(row.watch.sums, row.figures, figures);
  if (pricing !== before) noteTime(row.watch, before, pricing);
  row.pricing = pricing;
  row.figures = figures;
  row.holding = null;
  const isRated = conversion.cross !== null && !conversion.isStale;
  const gaps = isWhole(pricing) && isRated ? NO_GAPS : gapsOf(watched.instrument, pricing, conversion);
  const isReshaped = !hasSameShape(before, pricing) || !haveSameReasons(row.gaps, gaps);
  row.gaps = gaps;
  row.version = conversion.version;
  return isReshaped;
}

/** Prices come in the order of their times, but for corrections: then the newest has to be looked for. */
function noteTime(watch: Watch, before: Pricing | null, pricing: Pricing | null): void {
  if (watch.asOf === undefined) return;
  const at = pricing?.observedAt;
  if (at && (!watch.asOf || at >= watch.asOf)) watch.asOf = at;
  else if (before?.observedAt && before.observedAt.getTime() === watch.asOf?.getTime()) watch.asOf = undefined;
}

/** For all rows that need theirs at once: unpacking is done for the whole portfolio or not at all. */
function unpackPositionsOf(watch: Watch): void {
  const positions = positionsOf(watch);
  for (const row of watch.rows) if (!isPlain(row)) row.position = positions[row.index] as Position;
}

/** Whether its trades and splits count for nothing in its price. */
export function isPlain({ watched, lastDay }: Row): boolean {
  return watched.pricing !== null && watched.plainUntil !== null && lastDay <= watched.plainUntil;
}

/** What the quote says of all who hold it, unless the position traded or split since the days it compares. */
function pricingOfRow(row: Row): Pricing | null {
  const { watched } = row;
  if (isPlain(row)) return watched.pricing;
  if (!row.position) unpackPositionsOf(row.watch);
  return pricingOf(row.position as Position, watched.instrument, watched.quote, watched.freshness);
}

/** A position of which a price is all there is to say. */
export const QUIET = { quantity: ONE, recentTrades: [], recentSplits: [], lastTradePrice: null, lastTradeDay: null } as const;

/** Trades and splits up to this day are in the price and in the previous close of a quote alike. */
export function plainUntil({ valueDate, previousClose }: Quote): Day {
  const dayBefore = addDays(valueDate, -1);
  const compared = previousClose?.valueDate ?? dayBefore;
  return compared < dayBefore ? compared : dayBefore;
}

export function lastDayOf({ recentTrades, recentSplits }: Position): Day {
  const days = [recentTrades.at(-1)?.day, recentSplits.at(-1)?.day].filter((day) => day !== undefined);
  return days.sort().at(-1) ?? ('0001-01-01' as Day);
}

/** Whether a price says all that a valuation wants of it. */
function isWhole(pricing: Pricing | null): boolean {
  return pricing?.hasDayChange === true && pricing.freshness !== Freshness.STALE;
}

function hasSameShape(a: Pricing | null, b: Pricing | null): boolean {
  if (a === b || !a || !b) return a === b;
  return (
    a.kind === b.kind &&
    a.valueDate === b.valueDate &&
    a.source === b.source &&
    a.freshness === b.freshness &&
    (a.previous?.valueDate ?? null) === (b.previous?.valueDate ?? null)
  );
}

/** Of one row, so that the instrument and the currency are the same. */
function haveSameReasons(a: readonly Gap[], b: readonly Gap[]): boolean {
  return a.length === b.length && a.every(({ reason }, index) => reason === b[index]?.reason);
}

/** Moves the sums by what changed in a row. A figure that is not known is in no sum. */
function recount(sums: Totals, before: Figures, after: Figures): void {
  sums.marketValue = moved(sums.marketValue, before.value, after.value);
  sums.valued += known(after.value) - known(before.value);
  sums.costBasis = moved(sums.costBasis, before.value === null ? null : before.costBasis, after.value === null ? null : after.costBasis);
  const [was, is] = [magnitude(before.value), magnitude(after.value)];
  sums.holdingMagnitude = moved(sums.holdingMagnitude, was, is);
  if (before.isStale || after.isStale) sums.staleMagnitude += (after.isStale ? is : 0n) - (before.isStale ? was : 0n);
  sums.dayChangePrice = moved(sums.dayChangePrice, before.dayChangePrice, after.dayChangePrice);
  sums.dayChanged += known(after.dayChangePrice) - known(before.dayChangePrice);
  sums.dayChangeCurrency = moved(sums.dayChangeCurrency, before.dayChangeCurrency, after.dayChangeCurrency);
  sums.currencyChanged += known(after.dayChangeCurrency) - known(before.dayChangeCurrency);
}

/** Most figures of a row stay what they are when its price moves: then there is nothing to add. */
function moved(sum: bigint, before: bigint | null, after: bigint | null): bigint {
  return before === after ? sum : sum + (after ?? 0n) - (before ?? 0n);
}

function known(figure: bigint | null): 0 | 1 {
  return figure === null ? 0 : 1;
}

function figuresOf(row: Row, pricing: Pricing | null): Figures {
  const { conversion } = row;
  const costBasis = costBasisOf(row);
  const local = pricing && perToday(times(row.units, priceOf(row, pricing)), pricing);
  const marketValue = local && roundTo(local, MONEY_SCALE);
  const value = local && conversion.cross ? (conversion.isSame ? marketValue : roundTo(times(local, conversion.rate), MONEY_SCALE)) : null;
  const { dayChangePrice, dayChangeCurrency, dayChangeRatio } =
    pricing && local && conversion.cross ? dayChangeOf(row, pricing, local) : NO_ROW_CHANGE;
  return {
    marketValue,
    value,
    costBasis,
    unrealisedGain: value !== null && costBasis !== null ? value - costBasis : null,
    dayChange: dayChangePrice === null ? null : dayChangePrice + (dayChangeCurrency ?? 0n),
    dayChangePrice,
    dayChangeCurrency,
    dayChangeRatio,
    isStale: conversion.isStale || pricing?.freshness === Freshness.STALE,
  };
}

/** The same as long as the rate is. */
function costBasisOf({ conversion, version, figures, bookedCost, localCost }: Row): bigint | null {
  if (version === conversion.version) return figures.costBasis;
  return conversion.cross ? bookedCost + roundTo(times(localCost, conversion.rate), MONEY_SCALE) : null;
}

function perToday(amount: Rational, { ratioNew, ratioOld }: Pick<Pricing, 'ratioNew' | 'ratioOld'>): Rational {
  return ratioNew === ratioOld ? amount : times(amount, { n: ratioOld, d: ratioNew });
}

/** The quote's price is one fraction for all rows; only a position's own trade price is its own. */
function priceOf({ watched }: Row, pricing: Pricing): Rational {
  return pricing.price === watched.quote?.price ? watched.price : rational(pricing.price);
}

interface RowChange {
  readonly dayChangePrice: bigint | null;
  readonly dayChangeCurrency: bigint | null;
  readonly dayChangeRatio: bigint | null;
}

const NO_ROW_CHANGE: RowChange = { dayChangePrice: null, dayChangeCurrency: null, dayChangeRatio: null };

/** C6, as `valuePortfolio` has it, in fractions. */
function dayChangeOf(row: Row, pricing: Pricing, local: Rational): RowChange {
  if (!pricing.hasDayChange) return NO_ROW_CHANGE;
  const { rate } = row.conversion;
  const { previous, traded } = pricing;
  const hasTraded = !traded.quantity.isZero() || !traded.amount.isZero();
  const units = hasTraded ? times(minus(row.quantity, rational(traded.quantity)), row.multiplier) : row.units;
  const amount = hasTraded ? rational(traded.amount) : NOTHING;
  const before = previous ? perToday(times(units, previousOf(row, pricing)), previous) : NOTHING;
  const moved = minus(local, before);
  const changed = hasTraded ? minus(moved, amount) : moved;
  const dayChangePrice = roundTo(row.conversion.isSame ? changed : times(changed, rate), MONEY_SCALE);
  const earlier = earlierRate(row.conversion, previous?.valueDate ?? null);
  const dayChangeCurrency = earlier && (row.conversion.isSame ? 0n : roundTo(times(before, minus(rate, earlier)), MONEY_SCALE));
  const side = row.quantity.n < 0n ? -1n : 1n;
  const added = side * amount.n > 0n ? roundTo(times(amount, rate), MONEY_SCALE) : 0n;
  const basis = side * (roundTo(times(before, earlier ?? rate), MONEY_SCALE) + added);
  const dayChange = dayChangePrice + (dayChangeCurrency ?? 0n);
  return { dayChangePrice, dayChangeCurrency, dayChangeRatio: basis > 0n ? roundTo({ n: dayChange, d: basis }, RATIO_SCALE) : null };
}

function previousOf({ watched }: Row, { previous }: Pricing): Rational {
  assert(previous, 'asked only where there is a previous close');
  return previous.price === watched.quote?.previousClose?.price ? watched.previous : rational(previous.price);
}

export function magnitude(value: bigint | null): bigint {
  if (value === null) return 0n;
  return value < 0n ? -value : value;
}
