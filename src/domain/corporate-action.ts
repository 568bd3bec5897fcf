/**
 * What a source says happened to an instrument: a split or a dividend, proposed for review. Invariant: nothing of it touches a
 * ledger before an administrator accepts it.
 */
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import { Decimal } from './decimal.js';
import type { InstrumentId, SourceId } from './ids.js';
import { SPLIT_RATIO_MAX } from './split.js';

export const CorporateActionKind = { SPLIT: 'SPLIT', DIVIDEND: 'DIVIDEND' } as const;
export type CorporateActionKind = (typeof CorporateActionKind)[keyof typeof CorporateActionKind];

export const ProposalStatus = {
  PROPOSED: 'PROPOSED',
  /** A split was entered; a dividend was found right. */
  ACCEPTED: 'ACCEPTED',
  REFUSED: 'REFUSED',
} as const;
export type ProposalStatus = (typeof ProposalStatus)[keyof typeof ProposalStatus];

/** What was said; the ratio of a split, or the amount of a dividend per unit. */
export interface CorporateActionTerms {
  readonly kind: CorporateActionKind;
  readonly instrumentId: InstrumentId;
  readonly exDate: Day;
  readonly ratioNew: number | null;
  readonly ratioOld: number | null;
  readonly amount: Decimal | null;
  readonly currency: Currency | null;
}

export interface CorporateAction extends CorporateActionTerms {
  readonly id: string;
  /** Everyone who said the same, the first first. */
  readonly sources: readonly SourceId[];
  readonly status: ProposalStatus;
  readonly proposedAt: Date;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
}

/** The ratio as two whole numbers without a common divisor, such as 3 for 2 of `1.5` for `1`; null when it is no usable ratio. */
export function splitRatioOf(numerator: string, denominator: string): { ratioNew: number; ratioOld: number } | null {
  if (![numerator, denominator].every((text) => /^\d{1,9}(\.\d{1,9})?$/.test(text))) return null;
  const [above, below] = [new Decimal(numerator), new Decimal(denominator)];
  const scale = new Decimal(10).pow(Math.max(above.decimalPlaces(), below.decimalPlaces()));
  const [one, other] = [above.times(scale), below.times(scale)];
  if (one.isZero() || other.isZero() || one.eq(other)) return null;
  const divisor = commonDivisor(BigInt(one.toFixed()), BigInt(other.toFixed()));
  const [ratioNew, ratioOld] = [Number(BigInt(one.toFixed()) / divisor), Number(BigInt(other.toFixed()) / divisor)];
  return ratioNew <= SPLIT_RATIO_MAX && ratioOld <= SPLIT_RATIO_MAX ? { ratioNew, ratioOld } : null;
}

function commonDivisor(one: bigint, other: bigint): bigint {
  return other === 0n ? one : commonDivisor(other, one % other);
}
