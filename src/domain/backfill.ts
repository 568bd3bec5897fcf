/** The fetching of past prices that are missing, a stretch of days at a time; kept so that a restart goes on where it stopped. */
import type { Day } from './day.js';
import type { InstrumentId, SourceId } from './ids.js';

export const BackfillStatus = {
  WAITING: 'WAITING',
  RUNNING: 'RUNNING',
  DONE: 'DONE',
  /** Given up after repeated failures; `message` says why. */
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
} as const;
export type BackfillStatus = (typeof BackfillStatus)[keyof typeof BackfillStatus];

export interface Backfill {
  readonly id: string;
  readonly source: SourceId;
  /** Null: the source's exchange rates. */
  readonly instrumentId: InstrumentId | null;
  /** Both days included. */
  readonly from: Day;
  readonly to: Day;
  /** Everything before it is done. */
  readonly nextDay: Day;
  readonly status: BackfillStatus;
  /** Failed tries in a row. */
  readonly attempts: number;
  /** Prices the history gained. */
  readonly stored: number;
  /** The newest failure, or why it ended. */
  readonly message: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Days of one call; a source's own limits may make it several. */
export const BACKFILL_DAYS_PER_STEP = 365;
/** Failed tries in a row after which one is given up. */
export const BACKFILL_ATTEMPTS_MAX = 5;
