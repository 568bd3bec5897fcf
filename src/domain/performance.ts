/**
 * Returns over a series of days, each with its name (docs/CALCULATIONS.md, C3, C7, C8, C9). Invariant: external flows do not
 * move the time-weighted return, and a return that means nothing is absent with its reason.
 */
import { type Day, daysBetween } from './day.js';
import { Decimal, divideHalfEven, power, RATIO_SCALE, roundHalfEven } from './decimal.js';
import { AbsenceReason, absent, known, type Outcome } from './outcome.js';
import { decimalOf, powerOfTen } from './rational.js';
import { shareOf } from './scaled.js';

/**
 * What a portfolio, account or instrument was worth at the end of a day, and what crossed its edge on it: integers in the base
 * currency, of one scale over the whole series.
 */
export interface DayPoint {
  readonly day: Day;
  readonly value: bigint;
  /** What came in from outside on the day; 0 or more. It counts as there from the day's start. */
  readonly inflow: bigint;
  /** What went out on the day; 0 or more. It counts as there until the day's end. */
  readonly outflow: bigint;
  /** Of `outflow`, what was gone before the day began: accounts that belong to another portfolio from then on. */
  readonly departed: bigint;
  /** Dividends and interest of the day less their taxes and fees; part of `value` from then on. */
  readonly income: bigint;
  /** False on days without prices, such as weekends; what happens on them counts into the next trading day's return. */
  readonly isTradingDay: boolean;
}

/** Periods that end now. */
export const Period = { D1: 'D1', W1: 'W1', MTD: 'MTD', YTD: 'YTD', Y1: 'Y1', ALL: 'ALL' } as const;
export type Period = (typeof Period)[keyof typeof Period];

/** TOTAL has income in it, PRICE leaves it out. */
export const ReturnVariant = { TOTAL: 'TOTAL', PRICE: 'PRICE' } as const;
export type ReturnVariant = (typeof ReturnVariant)[keyof typeof ReturnVariant];

/** The first point is the start: of it, only the value counts. */
export type DaySeries = readonly [DayPoint, ...DayPoint[]];

/** `simpleReturn`: gain by capital put in, which is the value at the start and all that came in since. */
export function simpleReturn(series: DaySeries, variant: ReturnVariant = ReturnVariant.TOTAL): Outcome<Decimal> {
  const [start, ...days] = series;
  let capital = start.value;
  let gain = lastOf(series).value - start.value;
  for (const { inflow, outflow, income } of days) {
    capital += inflow;
    gain += outflow - inflow;
    if (variant === ReturnVariant.PRICE) gain -= income;
  }
  return capital > 0n ? known(shareOf(gain, capital)) : absent(AbsenceReason.NO_CAPITAL);
}

/** `twr`: the daily growth factors linked (C7). */
export function twr(series: DaySeries, variant: ReturnVariant = ReturnVariant.TOTAL): Outcome<Decimal> {
  return growthOf(growthIndex(series, variant));
}

/** What an index grew by from its start to its end. */
export function growthOf(index: Outcome<readonly IndexPoint[]>): Outcome<Decimal> {
  return index.value === null ? index : known(shareOf((index.value.at(-1) as IndexPoint).level - LEVEL_ONE, LEVEL_ONE));
}

/** The series as if income had come from outside: what it earned without its dividends and interest. */
export function withoutIncome([start, ...days]: DaySeries): DaySeries {
  const moved = days.map((point): DayPoint => {
    if (point.income === 0n) return point;
    if (point.income < 0n) return { ...point, outflow: point.outflow - point.income };
    return { ...point, inflow: point.inflow + point.income };
  });
  return [start, ...moved];
}

export interface IndexPoint {
  readonly day: Day;
  /** What one unit of capital at the start has become: an integer at LEVEL_SCALE. */
  readonly level: bigint;
  readonly isTradingDay: boolean;
}

/** Far beyond any figure made of it, over any number of days. */
export const LEVEL_SCALE = 60;
export const LEVEL_ONE = powerOfTen(LEVEL_SCALE);
/** Linking rounds each day, at places that no level keeps: so what comes back to a value comes back to its level, and a peak is reached again. */
const GUARD = powerOfTen(20);

/** The linked growth from 1 at the start: r = (end + out) / (start + in) - 1 each day, what departed before it taken off both; a day without capital is a factor 1. */
export function growthIndex(series: DaySeries, variant: ReturnVariant = ReturnVariant.TOTAL): Outcome<readonly IndexPoint[]> {
  const [start] = series;
  const index: IndexPoint[] = [{ day: start.day, level: LEVEL_ONE, isTradingDay: start.isTradingDay }];
  let [level, linked] = [LEVEL_ONE, LEVEL_ONE * GUARD];
  let before = start.value;
  let hasCapital = false;
  for (let place = 1; place < series.length; place += 1) {
    const { day, value, inflow, outflow, departed, income, isTradingDay } = series[place] as DayPoint;
    const capital = before + inflow - departed;
    const end = value + outflow - departed - (variant === ReturnVariant.PRICE ? income : 0n);
    if (capital < 0n) return absent(AbsenceReason.NO_CAPITAL);
    if (capital !== 0n) {
      if (end < 0n) return absent(AbsenceReason.LOST_MORE_THAN_ALL);
      hasCapital = true;
      if (end !== capital) {
        linked = divideHalfEven(linked * end, capital);
        level = divideHalfEven(linked, GUARD);
      }
    }
    index.push({ day, level, isTradingDay });
    before = value;
  }
  return hasCapital ? known(index) : absent(AbsenceReason.NO_CAPITAL);
}

export interface DailyReturn {
  readonly day: Day;
  /** A fraction as an integer at RETURN_SCALE. */
  readonly value: bigint;
}

/** Daily returns keep more places than any figure made of them. */
export const RETURN_SCALE = 30;
const RETURN_ONE = powerOfTen(RETURN_SCALE);

/** Simple returns from one trading day to the next. Nothing follows a total loss. */
export function dailyReturns(index: readonly IndexPoint[]): DailyReturn[] {
  const returns: DailyReturn[] = [];
  let before = (index[0] as IndexPoint).level;
  for (let place = 1; place < index.length; place += 1) {
    const { day, level, isTradingDay } = index[place] as IndexPoint;
    if (!isTradingDay || before === 0n) continue;
    returns.push({ day, value: level === before ? 0n : divideHalfEven((level - before) * RETURN_ONE, before) });
    before = level;
  }
  return returns;
}

/** What an index grew by in a year, for periods of 365 days or more (C9). */
export function annualised(index: Outcome<readonly IndexPoint[]>, days: number): Outcome<Decimal> {
  if (index.value === null) return index;
  if (days < 365) return absent(AbsenceReason.UNDER_A_YEAR);
  const growth = decimalOf((index.value.at(-1) as IndexPoint).level, LEVEL_SCALE);
  return known(ratio(power(growth, new Decimal(365).div(days)).minus(1)));
}

export interface Flow {
  readonly day: Day;
  /** From the holder's side: paid in below zero, taken out above. An integer of one scale over all flows. */
  readonly amount: bigint;
}

/** `irr` of a series: its value at the start and what came in are paid, what went out and its value at the end received. */
export function irrOf(series: DaySeries): Outcome<Decimal> {
  const [start, ...days] = series;
  const end = lastOf(series);
  const flows = [{ day: start.day, amount: -start.value }];
  for (const { day, inflow, outflow } of days) if (inflow !== outflow) flows.push({ day, amount: outflow - inflow });
  flows.push({ day: end.day, amount: end.value });
  return irr(flows);
}

/** Rates looked at: -100 % and 1e7 themselves are no solutions (C8). */
const LOWEST_LOG_RATE = Math.log(1e-9);
const HIGHEST_LOG_RATE = Math.log(1 + 1e7);
const GRID_STEPS = 600;
const BISECTIONS = 200;
const PREFERRED_RATE = 0.1;

/**
 * `irr`: the yearly rate at which the flows are worth nothing on the first day, on days / 365 (C8). Works in floats, as
 * the one figure that does: the root is bracketed, bisected and then rounded.
 */
export function irr(flows: readonly Flow[]): Outcome<Decimal> {
  if (flows.every(({ amount }) => amount === 0n)) return absent(AbsenceReason.NO_CAPITAL);
  const merged = mergeDays(flows);
  const [first, last] = [merged[0], merged.at(-1)];
  if (!first || !last) return absent(AbsenceReason.UNDER_A_DAY);
  if (daysBetween(first.day, last.day) < 1) {
    // What was worth nothing later on is looked at over more than a day, and no rate makes up for it.
    const isLaterNothing = flows.some(({ day }) => daysBetween(first.day, day) >= 1);
    return absent(isLaterNothing ? AbsenceReason.NO_RATE_SOLVES : AbsenceReason.UNDER_A_DAY);
  }
  // Scaled, so that amounts of any size are told apart from zero.
  const largest = Number(merged.reduce((most, { amount }) => (magnitude(amount) > most ? magnitude(amount) : most), 0n));
  const terms = merged.map(({ day, amount }) => ({ years: daysBetween(first.day, day) / 365, amount: Number(amount) / largest }));
  const span = daysBetween(first.day, last.day) / 365;
  const worth = (logRate: number): number => {
    // Discounted to the last day where money shrinks: no term can then overflow, and the sign is the same.
    const origin = logRate < 0 ? span : 0;
    let sum = 0;
    for (const { years, amount } of terms) sum += amount * Math.exp(-logRate * (years - origin));
    return sum;
  };
  const find = changesSignOnce(merged) ? onlyRoot : bracketedRoots;
  const roots = find(worth).map((logRate) => Math.expm1(logRate));
  if (roots.length === 0) return absent(AbsenceReason.NO_RATE_SOLVES);
  const nearest = roots.reduce((best, root) => (Math.abs(root - PREFERRED_RATE) < Math.abs(best - PREFERRED_RATE) ? root : best));
  return known(ratio(new Decimal(nearest)));
}

function magnitude(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

/** The non-zero flows in order of day, one for each. */
function mergeDays(flows: readonly Flow[]): Flow[] {
  const byDay = new Map<Day, bigint>();
  for (const { day, amount } of flows) byDay.set(day, (byDay.get(day) ?? 0n) + amount);
  return [...byDay]
    .filter(([, amount]) => amount !== 0n)
    .map(([day, amount]) => ({ day, amount }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Then no more than one rate can solve (Descartes' rule of signs), and there is no grid to walk. */
function changesSignOnce(flows: readonly Flow[]): boolean {
  let changes = 0;
  for (let place = 1; place < flows.length; place += 1) {
    if ((flows[place] as Flow).amount > 0n !== (flows[place - 1] as Flow).amount > 0n) changes += 1;
  }
  return changes === 1;
}

function onlyRoot(worth: (logRate: number) => number): number[] {
  const [low, high] = [LOWEST_LOG_RATE, HIGHEST_LOG_RATE];
  const isLowPositive = worth(low) > 0;
  return isLowPositive === worth(high) > 0 ? [] : [bisect(worth, { low, high, isLowPositive })];
}

/** Where `worth` changes its sign, on a grid that is finest around a rate of zero. */
function bracketedRoots(worth: (logRate: number) => number): number[] {
  const roots: number[] = [];
  const at = (step: number) => {
    const share = (2 * step) / GRID_STEPS - 1;
    return share ** 3 * (share < 0 ? -LOWEST_LOG_RATE : HIGHEST_LOG_RATE);
  };
  let low = at(0);
  let lowWorth = worth(low);
  for (let step = 1; step <= GRID_STEPS; step += 1) {
    const high = at(step);
    const highWorth = worth(high);
    if (highWorth === 0) roots.push(high);
    else if (lowWorth !== 0 && lowWorth > 0 !== highWorth > 0) roots.push(bisect(worth, { low, high, isLowPositive: lowWorth > 0 }));
    low = high;
    lowWorth = highWorth;
  }
  return roots;
}

function bisect(worth: (logRate: number) => number, bracket: { low: number; high: number; isLowPositive: boolean }): number {
  let { low, high } = bracket;
  for (let round = 0; round < BISECTIONS; round += 1) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (worth(middle) > 0 === bracket.isLowPositive) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

export function lastOf(series: DaySeries): DayPoint {
  return series[series.length - 1] as DayPoint;
}

function ratio(value: Decimal): Decimal {
  return roundHalfEven(value, RATIO_SCALE);
}
