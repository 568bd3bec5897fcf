/** What a valuation is made of, by instrument, kind, currency or account. Invariant: the slices' values add up to the total, and their shares to 1. */
import { type Decimal, ONE, RATIO_SCALE, roundHalfEven, ZERO } from './decimal.js';
import { InstrumentKind } from './instrument.js';
import { AbsenceReason, absent, known, type Outcome } from './outcome.js';
import type { Instruments, Valuation } from './valuation.js';

export const AllocationBy = { INSTRUMENT: 'INSTRUMENT', KIND: 'KIND', CURRENCY: 'CURRENCY', ACCOUNT: 'ACCOUNT' } as const;
export type AllocationBy = (typeof AllocationBy)[keyof typeof AllocationBy];

/** The key of cash among instruments, and its kind. */
export const CASH_SLICE = InstrumentKind.CASH;

export interface AllocationSlice {
  /** An instrument's or account's id, a kind, or a currency. */
  readonly key: string;
  /** In the base currency. */
  readonly value: Decimal;
  /** Of the total, as a fraction; below zero for an overdraft. */
  readonly share: Outcome<Decimal>;
}

/** The largest slice first. What has no value is in none. */
export function allocate(valuation: Valuation, by: AllocationBy, instruments: Instruments): AllocationSlice[] {
  const values = new Map<string, Decimal>();
  const add = (key: string, value: Decimal | null) => {
    if (value) values.set(key, (values.get(key) ?? ZERO).plus(value));
  };
  for (const { accountId, instrumentId, currency, value } of valuation.holdings) {
    if (by === AllocationBy.KIND) add(instruments(instrumentId).kind, value);
    else add({ INSTRUMENT: instrumentId, CURRENCY: currency, ACCOUNT: accountId }[by], value);
  }
  for (const { accountId, currency, value } of valuation.cashBalances) {
    add({ INSTRUMENT: CASH_SLICE, KIND: CASH_SLICE, CURRENCY: currency, ACCOUNT: accountId }[by], value);
  }
  const slices = [...values].sort(([a, left], [b, right]) => right.comparedTo(left) || (a < b ? -1 : 1));
  return withShares(slices, valuation.total);
}

/** Shares are rounded on the running sum, so that they add up to 1. */
function withShares(slices: readonly (readonly [string, Decimal])[], total: Decimal): AllocationSlice[] {
  if (!total.gt(0)) return slices.map(([key, value]) => ({ key, value, share: absent(AbsenceReason.NO_BASIS) }));
  let sum = ZERO;
  let given = ZERO;
  return slices.map(([key, value], index) => {
    sum = sum.plus(value);
    const due = index === slices.length - 1 ? ONE : roundHalfEven(sum.div(total), RATIO_SCALE);
    const share = due.minus(given);
    given = due;
    return { key, value, share: known(share) };
  });
}
