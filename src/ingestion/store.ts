/** What the pipeline asks of whoever stores prices, and what it is told. */
import type { CandidateRate, FxRate } from '../domain/fx.js';
import type { InstrumentId } from '../domain/ids.js';
import type { CandidateQuote, Quote } from '../domain/quote.js';
import type { Ranked } from '../domain/ranked.js';
import { isRate } from './normalise.js';

export type RankedCandidate = Ranked<CandidateQuote> | Ranked<CandidateRate>;

/** At most one current candidate per instrument and per pair. */
export interface StoreRequest {
  readonly current: readonly Ranked<CandidateQuote>[];
  readonly history: readonly Ranked<CandidateQuote>[];
  readonly currentRates: readonly Ranked<CandidateRate>[];
  readonly historyRates: readonly Ranked<CandidateRate>[];
  /** Instruments whose current price is returned whatever it is, under a new revision. */
  readonly again?: readonly InstrumentId[];
}

export interface StoreResult {
  /** Those of `current` that truly became current, with revision and previous close; and current ones a late price has corrected. */
  readonly quotes: readonly Quote[];
  readonly rates: readonly FxRate[];
  /** Rows added to the history. */
  readonly history: number;
  /** Those of the request that an administrator has taken back; they are stored no more. */
  readonly withdrawn: readonly RankedCandidate[];
}

export function isRankedRate(candidate: RankedCandidate): candidate is Ranked<CandidateRate> {
  return isRate(candidate);
}

export function isRankedQuote(candidate: RankedCandidate): candidate is Ranked<CandidateQuote> {
  return !isRate(candidate);
}
