/**
 * A split of an instrument, entered once and applied to everybody who held it (docs/CALCULATIONS.md, C12). Invariant: an
 * instrument has one split a day at most, and a ledger's own SPLIT entry of that day stands in its place.
 */
import type { Day } from './day.js';
import type { Decimal } from './decimal.js';
import { InvalidInput } from './errors.js';
import type { AccountId } from './ids.js';

/** The largest number on either side of a split's ratio. */
export const SPLIT_RATIO_MAX = 10_000;

/** `ratioNew` units for each `ratioOld` held before `exDate`. */
export interface InstrumentSplit {
  readonly exDate: Day;
  readonly ratioNew: number;
  readonly ratioOld: number;
  /** What was paid for a fraction of a new unit, as decimal text in the instrument's currency; null or absent where nothing was. */
  readonly fractionPrice?: string | null;
  /** As ISO text; absent where it was entered before that was kept. */
  readonly recordedAt?: string;
  /** Accounts whose ledgers contradict it: they sold, in old units, more than it would have left them. */
  readonly exceptAccountIds: readonly AccountId[];
}

/** A split that was taken back, or as it was before it was corrected. */
export interface WithdrawnSplit extends InstrumentSplit {
  /** As ISO text. */
  readonly withdrawnAt: string;
}

/** The splits that were known at an instant. */
export function splitsKnownAt(
  { splits, withdrawnSplits }: { readonly splits: readonly InstrumentSplit[]; readonly withdrawnSplits: readonly WithdrawnSplit[] },
  knownAt: Date,
): InstrumentSplit[] {
  const instant = knownAt.toISOString();
  const recorded = ({ recordedAt }: InstrumentSplit) => (recordedAt ?? '') <= instant;
  const then = withdrawnSplits.filter((split) => recorded(split) && split.withdrawnAt > instant);
  return [...splits.filter(recorded), ...then].sort((a, b) => (a.exDate < b.exDate ? -1 : 1));
}

/** `ratioNew` units are what `ratioOld` have become: two whole numbers, so that nothing is rounded however many splits there were. */
export interface UnitRatio {
  readonly ratioNew: bigint;
  readonly ratioOld: bigint;
}

/** What all of these together make of a unit. */
export function ratioOf(splits: readonly Pick<InstrumentSplit, 'ratioNew' | 'ratioOld'>[]): UnitRatio {
  let [ratioNew, ratioOld] = [1n, 1n];
  for (const split of splits) {
    ratioNew *= BigInt(split.ratioNew);
    ratioOld *= BigInt(split.ratioOld);
  }
  return { ratioNew, ratioOld };
}

/** What a unit of `from` has become by the end of `until`. */
export function ratioBetween(splits: readonly InstrumentSplit[], { from, until }: { readonly from: Day; readonly until: Day }): UnitRatio {
  return ratioOf(splits.filter(({ exDate }) => exDate > from && exDate <= until));
}

/** A price for a unit of `from`, as one for a unit of `until`, whichever is the later day. */
export function perUnitOf(until: Day, price: Decimal, splits: readonly InstrumentSplit[], from: Day): Decimal {
  const isBack = until < from;
  const { ratioNew, ratioOld } = ratioBetween(splits, isBack ? { from: until, until: from } : { from, until });
  if (ratioNew === ratioOld) return price;
  return isBack ? price.times(ratioNew).div(ratioOld) : price.times(ratioOld).div(ratioNew);
}

/** Behind every split. */
const LAST_DAY = '9999-12-31' as Day;

/** A price for a unit of `from`, as one for what a unit has become by all splits there are. */
export function perLastUnit(price: Decimal, splits: readonly InstrumentSplit[], from: Day): Decimal {
  return perUnitOf(LAST_DAY, price, splits, from);
}

/** How many splits one instrument may have. */
export const SPLITS_MAX = 100;

/** @throws InvalidInput when a side is not a whole number from 1 to 10,000, or both are the same */
export function checkSplitRatio({ ratioNew, ratioOld }: { readonly ratioNew: number; readonly ratioOld: number }): void {
  checkRatioSide('ratioNew', ratioNew);
  checkRatioSide('ratioOld', ratioOld);
  if (ratioNew === ratioOld) throw new InvalidInput('ratioNew', 'RATIO', 'ratioNew and ratioOld must differ.');
}

export function checkRatioSide(field: 'ratioNew' | 'ratioOld', value: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= SPLIT_RATIO_MAX) return;
  throw new InvalidInput(field, 'RATIO', `${field} must be a whole number from 1 to ${SPLIT_RATIO_MAX}.`);
}
