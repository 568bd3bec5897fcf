/** What became of one observation, in words for a person and for a machine. */
import { RATE_SCALE, roundHalfEven } from '../domain/decimal.js';
import type { FxRate } from '../domain/fx.js';
import type { IngestOutcome } from '../domain/ingest.js';
import type { Quote } from '../domain/quote.js';
import { RULE_MESSAGES, Rule } from '../domain/verdict.js';
import type { Observation, Verdict } from './arbitrate.js';

export interface IngestResult {
  readonly index: number;
  readonly outcome: IngestOutcome;
  /** The rule or reason behind the outcome: a key of Rule, RejectionReason or IngestReason. */
  readonly reason: string;
  /** One sentence for a person. */
  readonly message: string;
  /** When it became current. */
  readonly quote?: Quote;
  readonly rate?: FxRate;
}

/** Reasons that arise between arbitration and the store. */
export const IngestReason = {
  /** A newer one came in the same batch. */
  SUPERSEDED: 'SUPERSEDED',
  /** The database already holds a newer one. */
  LOST_IN_STORE: 'LOST_IN_STORE',
  /** An administrator has taken it back or corrected it. */
  WITHDRAWN: 'WITHDRAWN',
} as const;

/** @param implied what other rates come to, for a pair of which none stands */
export function explain(verdict: Verdict, incumbent: Observation | null, implied: Observation | null = null): string {
  const isHeldBack = verdict.rule === Rule.OUTLIER || verdict.rule === Rule.UNIT_MIX_UP;
  if (isHeldBack && incumbent) return `${RULE_MESSAGES[verdict.rule]} The current one is ${incumbent.figure.toFixed()}.`;
  if (isHeldBack && implied)
    return `${RULE_MESSAGES[verdict.rule]} Other rates come to ${roundHalfEven(implied.figure, RATE_SCALE).toFixed()}.`;
  return RULE_MESSAGES[verdict.rule];
}
