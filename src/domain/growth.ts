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

/** Oldest first; the first and the last month as far as the period goes. After a total loss there is none. */
export function monthReturns(index: readonly IndexPoint[], benchmark: readonly IndexPoint[] | null): MonthReturn[] {
  const theirs = new Map(benchmark ? linkedByMonth(benchmark) : []);
  return linkedByMonth(index).map(([month, value]) => ({ month, value, benchmark: theirs.get(month) ?? null }));
}

function linkedByMonth([start, ...days]: readonly IndexPoint[]): (readonly [month: string, value: Decimal])[] {
  const ends = new Map<string, bigint>();
  for (const { day, level } of days) ends.set(day.slice(0, 7), level);
  let before = start?.level ?? 0n;
  const months: (readonly [string, Decimal])[] = [];
  for (const [month, level] of ends) {
    if (before === 0n) break;
    months.push([month, grown(level, before)]);
    before = level;
  }
  return months;
}

function grown(level: bigint, before: bigint): Decimal {
  return shareOf(level - before, before);
}
