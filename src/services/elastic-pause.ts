/**
 * A pause between pushes that grows with the load of the event loop: a longer one merges more changes, which is worth its delay only
 * when there is no time for all of them.
 */

/** Share of the time the event loop is busy: up to the first the pause is the shortest, from the second on the longest. */
const LOAD = { light: 0.5, heavy: 0.9 } as const;
/** Weight of the newest stretch in the smoothed load, and how long a stretch is at least. */
const WEIGHT = 0.2;
const STRETCH_MS = 100;

export class ElasticPause {
  private lastUsage = performance.eventLoopUtilization();
  private measuredMs = performance.now();
  private busyShare = 0;

  constructor(private readonly span: { readonly shortestMs: number; readonly longestMs: number }) {}

  /** Looks how busy the event loop was; cheap, however often it is called. */
  measure(): void {
    const nowMs = performance.now();
    if (nowMs - this.measuredMs < STRETCH_MS) return;
    const usage = performance.eventLoopUtilization();
    const share = performance.eventLoopUtilization(usage, this.lastUsage).utilization;
    this.busyShare += WEIGHT * (share - this.busyShare);
    this.lastUsage = usage;
    this.measuredMs = nowMs;
  }

  get ms(): number {
    const { shortestMs, longestMs } = this.span;
    const share = Math.min(1, Math.max(0, (this.busyShare - LOAD.light) / (LOAD.heavy - LOAD.light)));
    return shortestMs + (longestMs - shortestMs) * share;
  }
}
