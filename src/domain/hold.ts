/** A price or a rate that waits to be confirmed. */
import type { Day } from './day.js';
import type { Decimal } from './decimal.js';
import type { SourceId } from './ids.js';
import type { QuoteKind } from './quote.js';

export interface Hold {
  readonly figure: Decimal;
  readonly source: SourceId;
  /** A quote's kind; null for a rate. */
  readonly kind: QuoteKind | null;
  readonly valueDate: Day;
  readonly observedAt: Date;
  readonly receivedAt: Date;
  /** Observations in a row at this level, the first included. */
  readonly count: number;
  /** An administrator does not believe it: repetition confirms it no more, a second source still does. */
  readonly isDiscarded?: boolean;
}
