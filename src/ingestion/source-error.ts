/**
 * Why a source could not answer, in classes that say what to do about it. The policy table is the only place that
 * decides about retries, the circuit breaker and pauses; connectors only name the class.
 */
export const SourceErrorKind = {
  /** Asked too often. Nothing is sent until `retryAt`. */
  RATE_LIMITED: 'RATE_LIMITED',
  /** The budget of the day or month is used up. */
  QUOTA_EXHAUSTED: 'QUOTA_EXHAUSTED',
  /** The key is missing, wrong or expired. */
  AUTH: 'AUTH',
  /** The key is good but does not cover this symbol or endpoint. */
  ENTITLEMENT: 'ENTITLEMENT',
  /** The source does not know the symbol. */
  UNKNOWN_SYMBOL: 'UNKNOWN_SYMBOL',
  /** The symbol is known but has no price now. */
  NO_DATA: 'NO_DATA',
  /** The request itself was refused: a defect of the connector. */
  BAD_REQUEST: 'BAD_REQUEST',
  UPSTREAM_5XX: 'UPSTREAM_5XX',
  TIMEOUT: 'TIMEOUT',
  NETWORK: 'NETWORK',
  /** HTML, cut off, empty or of another type than promised. */
  MALFORMED: 'MALFORMED',
  /** The format changed: a warning while every needed field is there. */
  SCHEMA_DRIFT: 'SCHEMA_DRIFT',
  /** A page that wants a human to click. Asking again soon makes it worse. */
  CHALLENGE_PAGE: 'CHALLENGE_PAGE',
} as const;
export type SourceErrorKind = (typeof SourceErrorKind)[keyof typeof SourceErrorKind];

export interface SourceErrorPolicy {
  /** Further tries within the same cycle. */
  readonly retries: 0 | 1 | 2;
  /** Whether the circuit breaker counts it. */
  readonly breaks: boolean;
  /** How long the whole source pauses when the error does not say itself; null: it does not pause. */
  readonly pauseMs: number | null;
  /** How long this one symbol is left out; null: it is asked again in the next cycle. */
  readonly skipSymbolMs: number | null;
}

const HOUR_MS = 3_600_000;
const plain: SourceErrorPolicy = { retries: 0, breaks: false, pauseMs: null, skipSymbolMs: null };
const transient: SourceErrorPolicy = { ...plain, retries: 2, breaks: true };

export const SOURCE_ERROR_POLICY: Readonly<Record<SourceErrorKind, SourceErrorPolicy>> = {
  RATE_LIMITED: { ...plain, pauseMs: 60_000 },
  QUOTA_EXHAUSTED: { ...plain, pauseMs: HOUR_MS },
  AUTH: { ...plain, breaks: true, pauseMs: HOUR_MS / 4 },
  ENTITLEMENT: { ...plain, skipSymbolMs: 24 * HOUR_MS },
  UNKNOWN_SYMBOL: { ...plain, skipSymbolMs: 24 * HOUR_MS },
  NO_DATA: plain,
  BAD_REQUEST: plain,
  UPSTREAM_5XX: transient,
  TIMEOUT: transient,
  NETWORK: transient,
  MALFORMED: { ...plain, retries: 1, breaks: true },
  SCHEMA_DRIFT: plain,
  CHALLENGE_PAGE: { ...plain, breaks: true, pauseMs: 24 * HOUR_MS },
};

export class SourceError extends Error {
  readonly kind: SourceErrorKind;
  readonly status: number | null;
  /** When the source said it may be asked again. */
  readonly retryAt: Date | null;
  /** The beginning of the answer, without secrets, for diagnosis. */
  readonly excerpt: string | null;

  constructor(
    kind: SourceErrorKind,
    message: string,
    detail: { status?: number; retryAt?: Date | null; excerpt?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: detail.cause });
    this.name = 'SourceError';
    this.kind = kind;
    this.status = detail.status ?? null;
    this.retryAt = detail.retryAt ?? null;
    this.excerpt = detail.excerpt ?? null;
  }
}

/** Whatever a connector threw, as a SourceError: anything unforeseen counts as an answer it could not read. */
export function toSourceError(thrown: unknown): SourceError {
  if (thrown instanceof SourceError) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return new SourceError(SourceErrorKind.MALFORMED, text, { cause: thrown });
}
