/**
 * Which of two observations of the same thing stands: the incumbent or the candidate. Pure and explained: every verdict
 * names its rule. An older observation never replaces a newer one, and a figure out of all proportion waits until it
 * is confirmed.
 *
 * The rules, in this order (one set for prices and for rates):
 *   FIRST           nothing stood here before (the first rate of a pair is held against its inverse and crosses, as below)
 *   OLDER           observed before the incumbent: history only
 *   SAME            the incumbent again, word for word
 *   CORRECTION      the same source corrects what it said of that moment
 *   PRIORITY        the same moment from two sources: the more trusted one stands
 *   HYSTERESIS      a less trusted source is ahead by 12 minutes or less: the more trusted one keeps standing, unless it is down; out of
 *                   all proportion it is remembered, so that another that says the same proves it
 *   NEWER           observed later
 *   PINNED          an administrator has chosen the source: what others say is kept, and counts for nothing
 * and where one of these would make the candidate current, and it is about the present:
 *   UNIT_MIX_UP     about 100 or 1000 times too much or too little: only a second source or an administrator can confirm it
 *   SPLIT           a split that was entered explains the jump
 *   SPLIT_PROPOSED  a split that sources speak of, or may yet, explains it: held, since units and price must change together
 *   OUTLIER         jumps by more than its own volatility and the limit of its kind: held
 *   CONFIRMED_*     held before, and now confirmed by a second source, by repetition or by an administrator
 */
import { type Day, dayIn, daysBetween } from '../domain/day.js';
import { Decimal } from '../domain/decimal.js';
import type { CandidateRate } from '../domain/fx.js';
import type { Hold } from '../domain/hold.js';
import type { SourceId } from '../domain/ids.js';
import { IngestOutcome } from '../domain/ingest.js';
import type { InstrumentKind } from '../domain/instrument.js';
import { type CandidateQuote, isDated, QuoteKind } from '../domain/quote.js';
import { HYSTERESIS_MS, isOf } from '../domain/source.js';
import { Rule } from '../domain/verdict.js';

/** What arbitration looks at: a quote or a rate, reduced to what the rules need. */
export interface Observation {
  readonly source: SourceId;
  /** A quote's kind; null for a rate. */
  readonly kind: QuoteKind | null;
  readonly figure: Decimal;
  readonly observedAt: Date;
  readonly valueDate: Day;
  readonly receivedAt: Date;
}

export interface ArbitrationPolicy {
  /** Largest relative jump accepted at once, for one day. */
  readonly jumpLimit: number;
  /** A source's place in the order of trust: lower wins. */
  readonly priorityOf: (source: SourceId) => number;
  /** Splits that were entered, and those that are proposed. */
  readonly splits?: readonly SplitTerms[] | undefined;
  readonly proposedSplits?: readonly SplitTerms[] | undefined;
  /** Sources are being asked whether there was one: repetition confirms nothing meanwhile. */
  readonly isAskingForSplits?: boolean | undefined;
  /** The one source whose prices count; undefined or null: any. */
  readonly pinned?: SourceId | null | undefined;
  /** What other rates come to for a pair of which none stands; undefined or null: nothing. */
  readonly implied?: Observation | null | undefined;
  /** A source that does not answer any more is not waited for. */
  readonly isDown?: ((source: SourceId) => boolean) | undefined;
}

export interface SplitTerms {
  readonly exDate: Day;
  readonly ratioNew: number;
  readonly ratioOld: number;
}

export interface ArbitrationContext {
  readonly hold: Hold | null;
  /** An administrator vouches for the figure. */
  readonly confirmed: boolean;
}

export interface Verdict {
  readonly outcome: IngestOutcome;
  readonly rule: Rule;
  /** The hold that remains afterwards; null: none. */
  readonly hold: Hold | null;
}

/** Where the volatility is known: so many times that of a day, and never less than the floor. */
const VOLATILITIES = 6;
export const JUMP_FLOORS: Readonly<Record<InstrumentKind | 'FX', number>> = {
  EQUITY: 0.1,
  ETF: 0.1,
  BOND: 0.1,
  FUND: 0.03,
  CRYPTO: 0.25,
  CASH: 0.02,
  FX: 0.02,
};

/** @param volatility of a day, as a share of the price; null: not known */
export function jumpLimitOf(kind: InstrumentKind | 'FX', volatility: number | null): number {
  return volatility === null ? JUMP_LIMITS[kind] : Math.max(VOLATILITIES * volatility, JUMP_FLOORS[kind]);
}

/** Where the volatility is not known. */
export const JUMP_LIMITS: Readonly<Record<InstrumentKind | 'FX', number>> = {
  EQUITY: 0.2,
  ETF: 0.2,
  BOND: 0.2,
  FUND: 0.1,
  CRYPTO: 0.25,
  CASH: 0.05,
  FX: 0.05,
};

/** Observations in a row that confirm a held level. */
const REPETITIONS = 3;
/** A source repeating the very same observation counts again only in an answer that came at least this much later. */
const REPEAT_MS_MIN = 60_000;
/** Two figures agree within this share. */
const AGREEMENT = 0.01;
/** Candidates for days further back than this are a matter of history, which holds nothing up. */
const PRESENT_DAYS = 7;
/** A fall beyond four fifths is an outlier however long ago the incumbent was. */
const FALL_FLOOR = 0.2;
/** On an ex-day a gap is explained by the ratio within this share. */
const SPLIT_TOLERANCE = 0.15;
/** Ratios that splits usually have; a jump this near to one is asked about. */
const USUAL_RATIOS = [1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 25, 50].flatMap((ratio) => [new Decimal(ratio), new Decimal(1).div(ratio)]);
const USUAL_TOLERANCE = 0.05;
const UNIT_RATIOS = ['100', '1000', '0.01', '0.001'].map((ratio) => new Decimal(ratio));
const UNIT_TOLERANCE = 0.05;
/** A move below this part of the limit of a day, and by less than half, is within every limit. */
const NEAR_SHARE = 0.99;
const NEAR_MAX = 0.5;

export function observationOf(candidate: CandidateQuote | CandidateRate): Observation {
  const { source, observedAt, valueDate, receivedAt } = candidate;
  return 'base' in candidate
    ? { source, kind: null, figure: candidate.rate, observedAt, valueDate, receivedAt }
    : { source, kind: candidate.kind, figure: candidate.price, observedAt, valueDate, receivedAt };
}

export function arbitrate(
  incumbent: Observation | null,
  candidate: Observation,
  policy: ArbitrationPolicy,
  context: ArbitrationContext,
): Verdict {
  if (policy.pinned && !isOf(policy.pinned, candidate.source))
    return { outcome: IngestOutcome.HISTORY, rule: Rule.PINNED, hold: context.hold };
  if (!incumbent) return first(candidate, policy, context);
  // A second source sees the same gap: it proves the price, and the units would still be the old ones.
  const isSplitOpen = isExplained(policy.proposedSplits, incumbent, candidate);
  if (!isSplitOpen && isSecondOpinion(incumbent, candidate, context.hold)) {
    return { outcome: IngestOutcome.CURRENT, rule: Rule.CONFIRMED_BY_SOURCE, hold: null };
  }
  const placed = precedence(incumbent, candidate, policy);
  if (placed.outcome !== IngestOutcome.CURRENT) {
    // It would be the close that changes are measured from, or a past day's price.
    const isOfAnotherUnit =
      placed.outcome === IngestOutcome.HISTORY && !context.confirmed && isUnitMixUpBefore(incumbent, candidate, policy);
    const hold = placed.rule === Rule.HYSTERESIS && !isSplitOpen ? opinion(incumbent, candidate, policy, context) : context.hold;
    return isOfAnotherUnit ? { outcome: IngestOutcome.REJECTED, rule: Rule.UNIT_MIX_UP, hold } : { ...placed, hold };
  }
  if (context.confirmed) {
    const isPlain = !isPresent(candidate) || !isImplausible(incumbent, candidate, policy);
    return { outcome: IngestOutcome.CURRENT, rule: isPlain ? placed.rule : Rule.CONFIRMED_BY_ADMINISTRATOR, hold: null };
  }
  if (!isPresent(candidate)) return { ...placed, hold: context.hold };
  if (isExplained(policy.splits, incumbent, candidate)) return { outcome: IngestOutcome.CURRENT, rule: Rule.SPLIT, hold: null };
  if (isNear(incumbent, candidate, policy)) return { ...placed, hold: null };
  if (isSplitOpen && isJump(incumbent, candidate, policy)) {
    return { outcome: IngestOutcome.HELD, rule: Rule.SPLIT_PROPOSED, hold: holdOf(candidate) };
  }
  if (isUnitMixUp(incumbent.figure, candidate.figure)) return mixedUp(incumbent, candidate, context.hold);
  if (!isJump(incumbent, candidate, policy)) return { ...placed, hold: null };
  if (policy.isAskingForSplits && isLikeSplit(incumbent.figure, candidate.figure)) {
    return { outcome: IngestOutcome.HELD, rule: Rule.OUTLIER, hold: context.hold ?? holdOf(candidate) };
  }
  return confirm(candidate, context.hold);
}

/** A pair's first rate stands beside its inverse and the crosses of others, which tell whether it can be true. */
function first(candidate: Observation, policy: ArbitrationPolicy, { hold, confirmed }: ArbitrationContext): Verdict {
  const { implied } = policy;
  if (!implied || !isPresent(candidate) || !isImplausible(implied, candidate, policy)) {
    return { outcome: IngestOutcome.CURRENT, rule: Rule.FIRST, hold: null };
  }
  if (confirmed) return { outcome: IngestOutcome.CURRENT, rule: Rule.CONFIRMED_BY_ADMINISTRATOR, hold: null };
  if (hold && hold.source !== candidate.source && agrees(candidate.figure, hold.figure, AGREEMENT)) {
    return { outcome: IngestOutcome.CURRENT, rule: Rule.CONFIRMED_BY_SOURCE, hold: null };
  }
  if (isUnitMixUp(implied.figure, candidate.figure)) return mixedUp(implied, candidate, hold);
  return confirm(candidate, hold);
}

/** Whether a split between the days of the two explains the gap, and the gap is one. */
function isExplained(splits: readonly SplitTerms[] | undefined, incumbent: Observation, candidate: Observation): boolean {
  return (splits ?? []).some(({ exDate, ratioNew, ratioOld }) => {
    if (exDate <= incumbent.valueDate || exDate > candidate.valueDate) return false;
    return agrees(candidate.figure.times(ratioNew).div(ratioOld), incumbent.figure, SPLIT_TOLERANCE);
  });
}

/** Whether the ratio of the two is one that splits usually have. */
export function isLikeSplit(incumbent: Decimal, candidate: Decimal): boolean {
  return USUAL_RATIOS.some((ratio) => agrees(candidate, incumbent.times(ratio), USUAL_TOLERANCE));
}

/** Whether a hold, perhaps of another instance, can matter for the candidate. */
export function isOutOfProportion(incumbent: Observation | null, candidate: Observation, policy: ArbitrationPolicy): boolean {
  const standing = incumbent ?? policy.implied ?? null;
  return standing !== null && isPresent(candidate) && isImplausible(standing, candidate, policy);
}

function precedence(incumbent: Observation, candidate: Observation, policy: ArbitrationPolicy): { outcome: IngestOutcome; rule: Rule } {
  const aheadMs = candidate.observedAt.getTime() - incumbent.observedAt.getTime();
  if (policy.pinned && !isOf(policy.pinned, incumbent.source)) return { outcome: IngestOutcome.CURRENT, rule: Rule.PINNED };
  if (aheadMs < 0) return { outcome: IngestOutcome.HISTORY, rule: Rule.OLDER };
  if (candidate.source === incumbent.source) {
    if (aheadMs > 0 && !isSameDay(incumbent, candidate)) return { outcome: IngestOutcome.CURRENT, rule: Rule.NEWER };
    return sameMoment(incumbent, candidate);
  }
  const isTrustedMore = trustedMore(candidate.source, incumbent.source, policy);
  if (aheadMs === 0) return { outcome: isTrustedMore ? IngestOutcome.CURRENT : IngestOutcome.HISTORY, rule: Rule.PRIORITY };
  const isTrustedLess = policy.priorityOf(candidate.source) > policy.priorityOf(incumbent.source);
  const isAwaited = isTrustedLess && aheadMs <= HYSTERESIS_MS && !policy.isDown?.(incumbent.source);
  if (isAwaited) return { outcome: IngestOutcome.HISTORY, rule: Rule.HYSTERESIS };
  return { outcome: IngestOutcome.CURRENT, rule: Rule.NEWER };
}

/** One source, one moment: repetition or correction; between kinds the more official one stands, in either order of arrival. */
function sameMoment(incumbent: Observation, candidate: Observation): { outcome: IngestOutcome; rule: Rule } {
  if (candidate.kind !== incumbent.kind) {
    return { outcome: rank(candidate.kind) > rank(incumbent.kind) ? IngestOutcome.CURRENT : IngestOutcome.HISTORY, rule: Rule.CORRECTION };
  }
  if (candidate.figure.eq(incumbent.figure)) return { outcome: IngestOutcome.DUPLICATE, rule: Rule.SAME };
  return { outcome: IngestOutcome.CURRENT, rule: Rule.CORRECTION };
}

/** A dated price said again before its close has another time of ours, but it is the same statement. */
function isSameDay(incumbent: Observation, candidate: Observation): boolean {
  if (candidate.kind === null || !isDated(candidate.kind)) return false;
  return candidate.kind === incumbent.kind && candidate.valueDate === incumbent.valueDate;
}

const RANKS: readonly (QuoteKind | null)[] = [null, QuoteKind.MID, QuoteKind.LAST, QuoteKind.CLOSE, QuoteKind.NAV];

function rank(kind: QuoteKind | null): number {
  return RANKS.indexOf(kind);
}

/** The order is total, so that two sources of one priority give the same result in either order of arrival. */
function trustedMore(one: SourceId, other: SourceId, { priorityOf }: ArbitrationPolicy): boolean {
  const [first, second] = [priorityOf(one), priorityOf(other)];
  return first === second ? one < other : first < second;
}

/** Another source agrees with what is held: that settles it, even where its own lower trust would have made it wait. */
function isSecondOpinion(incumbent: Observation, candidate: Observation, hold: Hold | null): boolean {
  if (!hold || hold.source === candidate.source || candidate.observedAt <= incumbent.observedAt) return false;
  return isPresent(candidate) && agrees(candidate.figure, hold.figure, AGREEMENT);
}

/**
 * Refused, and remembered: where it is the standing price that is of another unit, a second source tells. What waits already for
 * another reason goes on waiting, and what is not believed is not forgotten.
 */
function mixedUp(standing: Observation, candidate: Observation, hold: Hold | null): Verdict {
  const isRemembered = hold !== null && agrees(candidate.figure, hold.figure, AGREEMENT);
  const isOther = hold !== null && !isUnitMixUp(standing.figure, hold.figure);
  return { outcome: IngestOutcome.REJECTED, rule: Rule.UNIT_MIX_UP, hold: isRemembered || isOther ? hold : holdOf(candidate) };
}

/**
 * What a less trusted source says after a price that may be wrong counts for nothing by itself, but another that says the same proves it. What
 * waits already goes on waiting.
 */
function opinion(
  incumbent: Observation,
  candidate: Observation,
  policy: ArbitrationPolicy,
  { hold, confirmed }: ArbitrationContext,
): Hold | null {
  if (confirmed || !isPresent(candidate) || !isImplausible(incumbent, candidate, policy)) return hold;
  if (isExplained(policy.splits, incumbent, candidate)) return hold;
  const isOwn = hold === null || (hold.source === candidate.source && !agrees(candidate.figure, hold.figure, AGREEMENT));
  return isOwn ? holdOf(candidate) : hold;
}

function isPresent(candidate: Observation): boolean {
  return daysBetween(candidate.valueDate, dayIn('UTC', candidate.receivedAt)) <= PRESENT_DAYS;
}

function isImplausible(incumbent: Observation, candidate: Observation, policy: ArbitrationPolicy): boolean {
  if (isNear(incumbent, candidate, policy)) return false;
  return isUnitMixUp(incumbent.figure, candidate.figure) || isJump(incumbent, candidate, policy);
}

/**
 * Whether it is surely neither a mix-up of units nor a jump. Most prices hardly move, and for those floating point tells as much as
 * seventeen exact operations; what comes near a limit is left to them.
 */
function isNear(incumbent: Observation, candidate: Observation, { jumpLimit }: ArbitrationPolicy): boolean {
  const move = Math.abs(candidate.figure.toNumber() / incumbent.figure.toNumber() - 1);
  return move < NEAR_SHARE * Math.min(jumpLimit, NEAR_MAX);
}

/** Whether what comes late is of the last days and of another unit than what came since; no split lies between them. */
function isUnitMixUpBefore(incumbent: Observation, candidate: Observation, policy: ArbitrationPolicy): boolean {
  if (isNear(incumbent, candidate, policy)) return false;
  if (!isPresent(candidate) || !isUnitMixUp(incumbent.figure, candidate.figure)) return false;
  return !isExplained(policy.splits, candidate, incumbent) && !isExplained(policy.proposedSplits, candidate, incumbent);
}

export function isUnitMixUp(incumbent: Decimal, candidate: Decimal): boolean {
  return UNIT_RATIOS.some((ratio) => agrees(candidate, incumbent.times(ratio), UNIT_TOLERANCE));
}

/** Whether the move is larger than its kind makes in the days between, growing with the square root of time. */
function isJump(incumbent: Observation, candidate: Observation, { jumpLimit }: ArbitrationPolicy): boolean {
  const days = Math.max(1, daysBetween(incumbent.valueDate, candidate.valueDate));
  const limit = new Decimal(jumpLimit).times(Math.sqrt(days));
  const highest = incumbent.figure.times(limit.plus(1));
  const lowest = incumbent.figure.times(Decimal.max(new Decimal(1).minus(limit), FALL_FLOOR));
  return candidate.figure.gt(highest) || candidate.figure.lt(lowest);
}

function confirm(candidate: Observation, hold: Hold | null): Verdict {
  const isSameLevel = hold !== null && agrees(candidate.figure, hold.figure, AGREEMENT);
  if (!isSameLevel) return { outcome: IngestOutcome.HELD, rule: Rule.OUTLIER, hold: holdOf(candidate) };
  if (hold.isDiscarded) return { outcome: IngestOutcome.REJECTED, rule: Rule.OUTLIER, hold };
  const isNews = candidate.observedAt > hold.observedAt || candidate.receivedAt.getTime() - hold.receivedAt.getTime() >= REPEAT_MS_MIN;
  if (!isNews) return { outcome: IngestOutcome.HELD, rule: Rule.OUTLIER, hold };
  const count = hold.count + 1;
  if (count >= REPETITIONS) return { outcome: IngestOutcome.CURRENT, rule: Rule.CONFIRMED_BY_REPETITION, hold: null };
  // The level stays that of the first observation: three steps of 1 % each must not confirm one another.
  const { observedAt, receivedAt, valueDate } = candidate;
  return { outcome: IngestOutcome.HELD, rule: Rule.OUTLIER, hold: { ...hold, observedAt, receivedAt, valueDate, count } };
}

function holdOf({ figure, source, kind, valueDate, observedAt, receivedAt }: Observation): Hold {
  return { figure, source, kind, valueDate, observedAt, receivedAt, count: 1 };
}

function agrees(figure: Decimal, reference: Decimal, tolerance: number): boolean {
  return figure.minus(reference).abs().lte(reference.times(tolerance));
}
