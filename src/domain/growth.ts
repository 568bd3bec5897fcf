/**
 * A growth index as a reader sees it: the time-weighted return up to each day, how far it is below its peak, and the return of
 * each month (docs/CALCULATIONS.md, C7 and C10). Invariant: the last day's value is the `twr` of the period, and the deepest
 * drawdown its `maxDrawdown`; the months, linked, are the period.
 */
import type { Day } from './day.js';
import { type Decimal, ZERO } from './decimal.js';
import { thin } from './history.js';
import { type IndexPoint, LEVEL_ONE } from './performance.js';
import { shareOf } from './scaled.js';

export interface GrowthPoint {
  readonly day: Day;
  /** The return since the start, as a fraction. */
  readonly value: Decimal;
  /** The fall from the highest level so far, as a fraction of it: 0 or more. */
  readonly drawdown: Decimal;
  /** The benchmark's return since the start; null without a benchmark, and on days it has no price for. */
  readonly benchmark: Decimal | null;
}

/** At most `max` points; when there are more days, as `thin` keeps them. */
export function growthPoints(index: readonly IndexPoint[], benchmark: readonly IndexPoint[] | null, max: number): GrowthPoint[] {
  const theirs = new Map(benchmark?.map(({ day, level }) => [day, level]));
  let peak = 0n;
  const points = index.map(({ day, level }) => {
    if (level > peak) peak = level;
    return { day, total: level, peak };
  });
  return thin(points, max).map(({ day, total, peak: highest }) => {
    const other = theirs.get(day);
    return {
      day,
      value: grown(total, LEVEL_ONE),
      drawdown: highest === 0n ? ZERO : shareOf(highest - total, highest),
      benchmark: other === undefined ? null : grown(other, LEVEL_ONE),
    };
  });
}

export interface MonthReturn {
  /** YYYY-MM */
  readonly month: string;
  readonly value: Decimal;
  readonly benchmark: Decimal | null;
}

export interface YearReturn {
  /** YYYY */
  readonly year: string;
  readonly value: Decimal;
  readonly benchmark: Decimal | null;
}

/** So much of a day's text names what it is in. */
const [YEAR, MONTH] = [4, 7];

/** Oldest first; the first and the last month as far as the period goes. After a total loss there is none. */
export function monthReturns(index: readonly IndexPoint[], benchmark: readonly IndexPoint[] | null): MonthReturn[] {
  return compared(index, benchmark, MONTH).map(({ name, ...returns }) => ({ month: name, ...returns }));
}

/** Of calendar years, as `monthReturns` of months. */
export function yearReturns(index: readonly IndexPoint[], benchmark: readonly IndexPoint[] | null): YearReturn[] {
  return compared(index, benchmark, YEAR).map(({ name, ...returns }) => ({ year: name, ...returns }));
}

function compared(index: readonly IndexPoint[], benchmark: readonly IndexPoint[] | null, length: number) {
  const theirs = new Map(benchmark ? linked(benchmark, length) : []);
  return linked(index, length).map(([name, value]) => ({ name, value, benchmark: theirs.get(name) ?? null }));
}

function linked([start, ...days]: readonly IndexPoint[], length: number): (readonly [name: string, value: Decimal])[] {
  const ends = new Map<string, bigint>();
  for (const { day, level } of days) ends.set(day.slice(0, length), level);
  let before = start?.level ?? 0n;
  const spans: (readonly [string, Decimal])[] = [];
  for (const [name, level] of ends) {
    if (before === 0n) break;
    spans.push([name, grown(level, before)]);
    before = level;
  }
  return spans;
}

function grown(level: bigint, before: bigint): Decimal {
  return shareOf(level - before, before);
}
