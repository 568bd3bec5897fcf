/**
 * About what a watched portfolio is worth, in doubles, for whoever only wants to know whether it is worth the while to value it exactly.
 * Invariant: the exact figures lie within the bounds; where doubles cannot promise that, there is no estimate.
 */
import type { Watch } from './live-portfolio.js';
import { isPlain } from './live-row.js';
import { nearest } from './rational.js';

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** In the base currency. */
export interface Estimate {
  readonly value: Bounds;
  readonly gain: Bounds;
  readonly cost: Bounds;
}

/** Operands and products of one row, each wrong by half of the last digit at most; doubled. */
const ROUNDINGS_OF_ROW = 24;
/** Of each row: quantity times multiplier, cost in the base currency, cost in the instrument's. */
const PER_ROW = 3;
/** 10^-8, the last digit of an exact amount. */
const MONEY_UNIT = 1e-8;

/** Null before the first revaluation, and where a price is missing or is not that of everybody who holds the instrument. */
export function estimateOf(watch: Watch): Estimate | null {
  const { rows, cashRows } = watch;
  if (!watch.isValued) return null;
  watch.weights ??= weightsOf(watch);
  const { weights } = watch;
  let [held, cost, cash, size] = [0, 0, 0, 0];
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index] as Watch['rows'][number];
    const { watched, conversion } = row;
    if (!conversion.cross || !isPlain(row)) return null;
    const at = index * PER_ROW;
    const worth = (weights[at] as number) * watched.near * conversion.near;
    const booked = weights[at + 1] as number;
    const local = (weights[at + 2] as number) * conversion.near;
    held += worth;
    cost += booked + local;
    size += Math.abs(worth) + Math.abs(booked) + Math.abs(local);
  }
  for (let index = 0; index < cashRows.length; index += 1) {
    const { conversion } = cashRows[index] as Watch['cashRows'][number];
    if (!conversion.cross) return null;
    const worth = (weights[rows.length * PER_ROW + index] as number) * conversion.near;
    cash += worth;
    size += Math.abs(worth);
  }
  // Errors of the terms and of adding them up; and each exact figure is rounded to its last digit.
  const error = size * (ROUNDINGS_OF_ROW + weights.length) * Number.EPSILON + (weights.length + 1) * MONEY_UNIT;
  if (!Number.isFinite(error)) return null;
  return { value: around(held + cash, error), gain: around(held - cost, error), cost: around(cost, error) };
}

function around(figure: number, error: number): Bounds {
  return { low: figure - error, high: figure + error };
}

function weightsOf({ rows, cashRows }: Watch): Float64Array {
  const held = rows.flatMap(({ units, bookedCost, localCost }) => [nearest(units), Number(bookedCost) * MONEY_UNIT, nearest(localCost)]);
  return Float64Array.from([...held, ...cashRows.map(({ amount }) => nearest(amount))]);
}
