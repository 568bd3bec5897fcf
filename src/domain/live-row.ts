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
import { positionsOf, type Row, type RowFigures, Sum, type Watch } from './live-portfolio.js';
import type { Position } from './position.js';
import { type Pricing, pricingOf } from './pricing.js';
import type { Quote } from './quote.js';
import { minus, NOTHING, type Rational, rational, roundTo, times } from './rational.js';

export const NO_GAPS: readonly Gap[] = [];

/** Whether anything but its figures, price and instant changed. */
export function revalueRow(row: Row): boolean {
  const { watched, conversion } = row;
  const before = row.pricing;
  const pricing = pricingOfRow(row);
  const figures = figuresOf(row, pricing);
  recount(row, figures);
  if (pricing !== before) noteTime(row.watch, before, pricing);
  row.pricing = pricing;
  row.figures = figures;
  if (row.watch.holdings) row.watch.holdings[row.index] = null;
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

/** Unpacking is done for all rows that need theirs at once. */
function positionOf({ watch, index }: Row): Position {
  const known = watch.unpacked?.[index];
  if (known) return known;
  const positions = positionsOf(watch);
  watch.unpacked = watch.rows.map((row) => (isPlain(row) ? null : (positions[row.index] as Position)));
  return positions[index] as Position;
}

/** Whether its trades and splits count for nothing in its price. */
export function isPlain({ watched, lastDay }: Row): boolean {
  return watched.pricing !== null && watched.plainUntil !== null && lastDay <= watched.plainUntil;
}

/** What the quote says of all who hold it, unless the position traded or split since the days it compares. */
function pricingOfRow(row: Row): Pricing | null {
  const { watched } = row;
  if (isPlain(row)) return watched.pricing;
  return pricingOf(positionOf(row), watched.instrument, watched.quote, watched.freshness);
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
function recount(row: Row, after: RowFigures): void {
  const { watch } = row;
  const [value, dayChangePrice, dayChangeCurrency] = [row.value, row.dayChangePrice, row.dayChangeCurrency];
  move(watch, Sum.MARKET_VALUE, value, after.value);
  watch.valued += known(after.value) - known(value);
  move(watch, Sum.COST_BASIS, value === null ? null : row.costBasis, after.value === null ? null : after.costBasis);
  const [was, is] = [magnitude(value), magnitude(after.value)];
  move(watch, Sum.HOLDING_MAGNITUDE, was, is);
  if (row.isStale || after.isStale) move(watch, Sum.STALE_MAGNITUDE, row.isStale ? was : 0n, after.isStale ? is : 0n);
  move(watch, Sum.DAY_CHANGE_PRICE, dayChangePrice, after.dayChangePrice);
  watch.dayChanged += known(after.dayChangePrice) - known(dayChangePrice);
  move(watch, Sum.DAY_CHANGE_CURRENCY, dayChangeCurrency, after.dayChangeCurrency);
  watch.currencyChanged += known(after.dayChangeCurrency) - known(dayChangeCurrency);
}

/** Most figures of a row stay what they are when its price moves: then there is nothing to add. */
export function move({ wholes }: Watch, sum: number, before: bigint | null, after: bigint | null): void {
  if (before !== after) wholes.put(sum, wholes.sum(sum) + (after ?? 0n) - (before ?? 0n));
}

function known(figure: bigint | null): 0 | 1 {
  return figure === null ? 0 : 1;
}

function figuresOf(row: Row, pricing: Pricing | null): RowFigures {
  const { conversion } = row;
  const costBasis = costBasisOf(row);
  const local = pricing && perToday(times(row.units, priceOf(row, pricing)), pricing);
  const marketValue = local && roundTo(local, MONEY_SCALE);
  const value = local && conversion.cross ? (conversion.isSame ? marketValue : roundTo(times(local, conversion.rate), MONEY_SCALE)) : null;
  const { dayChangePrice, dayChangeCurrency, dayChangeRatio } =
    pricing && local && conversion.cross ? dayChangeOf(row, pricing, local) : NO_ROW_CHANGE;
  const isStale = conversion.isStale || pricing?.freshness === Freshness.STALE;
  return { marketValue, value, costBasis, dayChangePrice, dayChangeCurrency, dayChangeRatio, isStale };
}

/** The same as long as the rate is. */
function costBasisOf(row: Row): bigint | null {
  const { conversion } = row;
  if (row.version === conversion.version) return row.costBasis;
  return conversion.cross ? row.bookedCost + roundTo(times(row.localCost, conversion.rate), MONEY_SCALE) : null;
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
  const held = row.units;
  const units = hasTraded ? minus(held, times(rational(traded.quantity), rational(row.instrument.multiplier))) : held;
  const amount = hasTraded ? rational(traded.amount) : NOTHING;
  const before = previous ? perToday(times(units, previousOf(row, pricing)), previous) : NOTHING;
  const moved = minus(local, before);
  const changed = hasTraded ? minus(moved, amount) : moved;
  const dayChangePrice = roundTo(row.conversion.isSame ? changed : times(changed, rate), MONEY_SCALE);
  const earlier = earlierRate(row.conversion, previous?.valueDate ?? null);
  const dayChangeCurrency = earlier && (row.conversion.isSame ? 0n : roundTo(times(before, minus(rate, earlier)), MONEY_SCALE));
  const side = held.n < 0n ? -1n : 1n;
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
