/**
 * One failure that goes on, told once: when it begins, each minute while it lasts, and when it is over, with what it has cost. A
 * stream tries again many times a second, and a log that says so each time hides everything else.
 */
import type { IngestionLog } from './log.js';

const REMIND_MS = 60_000;

export class Outage {
  private since: { readonly startMs: number; toldMs: number; failures: number; observations: number } | null = null;

  /** @param words what is said when it begins or lasts, and when it is over */
  constructor(
    private readonly log: IngestionLog,
    private readonly words: { readonly failing: string; readonly over: string },
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  failed(error: unknown, observations: number): void {
    const nowMs = this.nowMs();
    const isFirst = this.since === null;
    this.since ??= { startMs: nowMs, toldMs: nowMs, failures: 0, observations: 0 };
    this.since.failures += 1;
    this.since.observations += observations;
    if (!isFirst && nowMs - this.since.toldMs < REMIND_MS) return;
    this.since.toldMs = nowMs;
    this.log.error({ err: error, ...this.cost(nowMs) }, this.words.failing);
  }

  succeeded(): void {
    if (!this.since) return;
    this.log.info(this.cost(this.nowMs()), this.words.over);
    this.since = null;
  }

  private cost(nowMs: number) {
    const { startMs, failures, observations } = this.since ?? { startMs: nowMs, failures: 0, observations: 0 };
    return { failures, observations, forS: Math.round((nowMs - startMs) / 1000) };
  }
}
