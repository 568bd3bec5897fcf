/** What a valuation is made of, by instrument, kind, currency or account. Invariant: the slices' values add up to the total, and their shares to 1. */
import { type Decimal, MONEY_SCALE, ONE, RATIO_SCALE, roundHalfEven, ZERO } from './decimal.js';
import { InstrumentKind } from './instrument.js';
import { AbsenceReason, absent, known, type Outcome } from './outcome.js';
import type { Instruments, Valuation } from './valuation.js';

export const AllocationBy = { INSTRUMENT: 'INSTRUMENT', KIND: 'KIND', CURRENCY: 'CURRENCY', ACCOUNT: 'ACCOUNT' } as const;
export type AllocationBy = (typeof AllocationBy)[keyof typeof AllocationBy];

/** The key of cash among instruments, and its kind. */
export const CASH_SLICE = InstrumentKind.CASH;

/** What share of the total a slice should be. */
export interface TargetWeight {
  /** As of a slice. */
  readonly key: string;
  readonly weight: Decimal;
}

export interface AllocationSlice {
  /** An instrument's or account's id, a kind, or a currency. */
  readonly key: string;
  /** In the base currency. */
  readonly value: Decimal;
  /** Of the total, as a fraction; below zero for an overdraft or a short position. */
  readonly share: Outcome<Decimal>;
  /** What the share should be; null where no targets are set. */
  readonly target: Decimal | null;
  /** Share less target. */
  readonly drift: Decimal | null;
  /** Value less target x total: what is to be sold, or below zero bought, to be at the target. */
  readonly excess: Decimal | null;
}

/** The largest slice first. What has no value is in none; what has a target and no value is one of zero. */
export function allocate(
  valuation: Pick<Valuation, 'total' | 'holdings' | 'cashBalances'>,
  by: AllocationBy,
  instruments: Instruments,
  targets: readonly TargetWeight[] = [],
): AllocationSlice[] {
  const values = slicesOf(valuation, by, instruments);
  for (const { key } of targets) if (!values.has(key)) values.set(key, ZERO);
  const slices = [...values].sort(([a, left], [b, right]) => right.comparedTo(left) || (a < b ? -1 : 1));
  return withTargets(withShares(slices, valuation.total), valuation.total, targets);
}

/** The value of each slice. */
export function slicesOf(
  {
    holdings,
    cashBalances,
  }: {
    readonly holdings: readonly Pick<Valuation['holdings'][number], 'accountId' | 'instrumentId' | 'currency' | 'value'>[];
    readonly cashBalances: readonly Pick<Valuation['cashBalances'][number], 'accountId' | 'currency' | 'value'>[];
  },
  by: AllocationBy,
  instruments: Instruments,
): Map<string, Decimal> {
  const values = new Map<string, Decimal>();
  const add = (key: string, value: Decimal | null) => {
    if (value) values.set(key, (values.get(key) ?? ZERO).plus(value));
  };
  for (const { accountId, instrumentId, currency, value } of holdings) {
    if (by === AllocationBy.KIND) add(instruments(instrumentId).kind, value);
    else add({ INSTRUMENT: instrumentId, CURRENCY: currency, ACCOUNT: accountId }[by], value);
  }
  for (const { accountId, currency, value } of cashBalances) {
    add({ INSTRUMENT: CASH_SLICE, KIND: CASH_SLICE, CURRENCY: currency, ACCOUNT: accountId }[by], value);
  }
  return values;
}

type Share = Pick<AllocationSlice, 'key' | 'value' | 'share'>;

/** Shares are rounded on the running sum, so that they add up to 1. */
function withShares(slices: readonly (readonly [string, Decimal])[], total: Decimal): Share[] {
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

/** Where there are targets, what is not named among them should be nothing. */
function withTargets(shares: readonly Share[], total: Decimal, targets: readonly TargetWeight[]): AllocationSlice[] {
  if (targets.length === 0) return shares.map((share) => ({ ...share, target: null, drift: null, excess: null }));
  const weights = new Map(targets.map(({ key, weight }) => [key, weight]));
  return shares.map((share) => {
    const target = weights.get(share.key) ?? ZERO;
    return {
      ...share,
      target,
      drift: share.share.value?.minus(target) ?? null,
      excess: share.value.minus(roundHalfEven(total.times(target), MONEY_SCALE)),
    };
  });
}
