/**
 * Units of one instrument in one account: open lots, what they cost, and the trades a day change must leave out.
 * Invariant: the quantity is the sum of the lots' quantities; a closed position is exactly zero and has no lots.
 */
import type { Day } from './day.js';
import { type Decimal, ZERO } from './decimal.js';
import type { AccountId, InstrumentId } from './ids.js';
import type { Lot } from './lot.js';
import { ratioOf, type UnitRatio } from './split.js';

/** How many of the latest days with trades, and of the latest splits, a position remembers. */
export const RECENT_DAYS_MAX = 10;

/** What was bought less what was sold on one day. */
export interface DayTrades {
  readonly day: Day;
  /** Units bought less units sold. */
  readonly quantity: Decimal;
  /** Paid less received at trade prices, without fees and taxes, in the instrument's currency. */
  readonly amount: Decimal;
}

export interface PositionSplit {
  /** The ex-date: prices of earlier days are for the old units. */
  readonly day: Day;
  readonly ratioNew: number;
  readonly ratioOld: number;
}

export interface Position {
  readonly accountId: AccountId;
  readonly instrumentId: InstrumentId;
  /** Below zero for a short position. */
  readonly quantity: Decimal;
  /** Ordered by trade date. */
  readonly lots: readonly Lot[];
  /** What the open lots cost, fees and taxes included, in the instrument's currency; of a short position what it brought, below zero. */
  readonly costBasis: Decimal;
  /** The same without fees and taxes. */
  readonly costBasisWithoutFees: Decimal;
  /** Price of the last trade, for the units of its day, in the instrument's currency; the price before a first quote (C14). */
  readonly lastTradePrice: Decimal | null;
  readonly lastTradeDay: Day | null;
  /** The last ten days that traded, oldest first, in today's units. */
  readonly recentTrades: readonly DayTrades[];
  /** The last ten splits, oldest first. */
  readonly recentSplits: readonly PositionSplit[];
}

export function positionOf({
  cost,
  charges,
  ...facts
}: Omit<Position, 'costBasis' | 'costBasisWithoutFees'> & {
  /** Sums over the lots. */
  readonly cost: Decimal;
  readonly charges: Decimal;
}): Position {
  return { ...facts, costBasis: cost.plus(charges), costBasisWithoutFees: cost };
}

/** Whether one of its lots is of `day` or later: the rate of that day may still change, and what the lot cost with it. */
export function hasLotsSince({ lots }: Pick<Position, 'lots'>, day: Day): boolean {
  return lots.some(({ tradeDate }) => tradeDate >= day);
}

export interface TradedSince {
  readonly quantity: Decimal;
  readonly amount: Decimal;
  /** Whether no day of it is forgotten. */
  readonly isWhole: boolean;
}

/** What was traded on `day` or later. */
export function tradedSince({ recentTrades }: Pick<Position, 'recentTrades'>, day: Day): TradedSince {
  let quantity = ZERO;
  let amount = ZERO;
  for (const trades of recentTrades) {
    if (trades.day < day) continue;
    quantity = quantity.plus(trades.quantity);
    amount = amount.plus(trades.amount);
  }
  const [oldest] = recentTrades;
  return { quantity, amount, isWhole: recentTrades.length < RECENT_DAYS_MAX || !oldest || oldest.day <= day };
}

/** A price of `day` is for the units of that day: `price * ratioOld / ratioNew` is the price of today's unit. */
export function splitsSince({ recentSplits }: Pick<Position, 'recentSplits'>, day: Day): UnitRatio {
  return ratioOf(recentSplits.filter((split) => split.day > day));
}
