/** How the highest value a rule has seen came about, so that it can go back to what it was before a price that was wrong. */

/** The highest value of a stretch in which it rose. */
export interface High {
  readonly fromMs: number;
  /** When it came to `peak`. */
  readonly untilMs: number;
  readonly peak: string;
}

export const NO_HIGHS: readonly High[] = [];
/** What rises for a longer time is kept in several. */
const STRETCH_MS = 3_600_000;
/** Trading days in which it rises all the time are four; the oldest stretch goes first. */
const KEPT_MAX = 32;

export function risen(highs: readonly High[], peak: string, nowMs: number): High[] {
  const last = highs.at(-1);
  if (last && nowMs - last.fromMs < STRETCH_MS) return [...highs.slice(0, -1), { ...last, untilMs: nowMs, peak }];
  return [...highs.slice(1 - KEPT_MAX), { fromMs: nowMs, untilMs: nowMs, peak }];
}

/** Those that had come to an end before an instant: nothing of later is in them. */
export function endedBefore(highs: readonly High[], sinceMs: number): readonly High[] {
  return highs.filter(({ untilMs }) => untilMs < sinceMs);
}

/** As they were kept, with the highest value, which is kept more often. */
export function endingIn(peak: string, highs: readonly High[] | null): readonly High[] {
  const last = highs?.at(-1) ?? { fromMs: 0, untilMs: 0 };
  return [...(highs ?? []).slice(0, -1), { ...last, peak }];
}
