/** What became of an observation that was handed in: the words the arbiter and the API share. */
export const IngestOutcome = {
  /** It is the current price now. */
  CURRENT: 'CURRENT',
  /** Recorded in the history; a newer or more trusted price stays current. */
  HISTORY: 'HISTORY',
  /** Known already; nothing changed. */
  DUPLICATE: 'DUPLICATE',
  /** A jump beyond the limit: waits to be confirmed, the old price stays. */
  HELD: 'HELD',
  /** Not usable; `reason` says why. Nothing was written. */
  REJECTED: 'REJECTED',
} as const;
export type IngestOutcome = (typeof IngestOutcome)[keyof typeof IngestOutcome];
