/**
 * A growth index as a reader sees it: the time-weighted return up to each day, how far it is below its peak, and the return of
 * each month (docs/CALCULATIONS.md, C7 and C10). Invariant: the last day's value is the `twr` of the period, and the deepest
 * drawdown its `maxDrawdown`; the months, linked, are the period.
 */
import type { Day } from './day.js';
import { type Decimal, RATIO_SCALE, roundHalfEven, ZERO } from './decimal.js';
import { thin } from './history.js';
import type { IndexPoint } from './performance.js';

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
  let peak = ZERO;
  const points = index.map(({ day, level }) => {
    if (level.gt(peak)) peak = level;
    const other = theirs.get(day);
    const drawdown = peak.isZero() ? ZERO : level.div(peak).neg().plus(1);
    return {
      total: level,
      point: { day, value: ratio(level.minus(1)), drawdown: ratio(drawdown), benchmark: other ? ratio(other.minus(1)) : null },
    };
  });
  return thin(points, max).map(({ point }) => point);
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
  const ends = new Map<string, Decimal>();
  for (const { day, level } of days) ends.set(day.slice(0, 7), level);
  let before = start?.level ?? ZERO;
  const months: (readonly [string, Decimal])[] = [];
  for (const [month, level] of ends) {
    if (before.isZero()) break;
    months.push([month, ratio(level.div(before).minus(1))]);
    before = level;
  }
  return months;
}

function ratio(value: Decimal): Decimal {
  return roundHalfEven(value, RATIO_SCALE);
}
