/** How a source is doing, for the administrator: what it last delivered, what it last failed at, and what became of its prices. */
import { IngestOutcome } from '../domain/ingest.js';
import { healthAtFirst, type SourceHealth, type SourceInfo, SourceStatus } from '../domain/source.js';
import { clean } from '../domain/text.js';
import type { IngestResult } from './result.js';
import type { SourceError } from './source-error.js';

/** Failed cycles in a row after which a source that worked before counts as down. */
const DOWN_AFTER = 3;

export class HealthRecord {
  private health: SourceHealth;
  private failuresInARow = 0;

  constructor(
    info: SourceInfo,
    private readonly now: () => Date,
    private readonly onChange: (health: SourceHealth) => void,
  ) {
    this.health = healthAtFirst(info);
  }

  read(): SourceHealth {
    return this.health;
  }

  /** A cycle in full, or a stream's connection when there is no latency. */
  succeeded(latencyMs: number | null): void {
    this.failuresInARow = 0;
    const at = this.now();
    const latency = latencyMs === null ? this.health.latencyMs : Math.round(latencyMs);
    const successes = this.health.successes + 1;
    this.change({ status: SourceStatus.OK, lastAttemptAt: at, lastSuccessAt: at, pausedUntil: null, latencyMs: latency, successes });
  }

  failed(error: SourceError, isPartial: boolean): void {
    const at = this.now();
    this.failuresInARow = isPartial ? 0 : this.failuresInARow + 1;
    const isDown = !isPartial && (this.health.lastSuccessAt === null || this.failuresInARow >= DOWN_AFTER);
    this.change({
      status: isDown ? SourceStatus.DOWN : SourceStatus.DEGRADED,
      lastAttemptAt: at,
      lastSuccessAt: isPartial ? at : this.health.lastSuccessAt,
      lastFailure: clean(`${error.kind}: ${error.message}`),
      lastFailureAt: at,
      failures: this.health.failures + 1,
    });
  }

  paused(until: Date): void {
    this.change({ pausedUntil: until });
  }

  /** News of a stream; the listeners are not told of each. */
  streamed(): void {
    const at = this.now();
    this.health = { ...this.health, lastAttemptAt: at, lastSuccessAt: at };
  }

  garbage(reason: string): void {
    const at = this.now();
    this.health = { ...this.health, garbage: this.health.garbage + 1, lastFailure: clean(`MALFORMED: ${reason}`), lastFailureAt: at };
  }

  ingested(results: readonly IngestResult[]): void {
    const refused = results.filter(({ outcome }) => outcome === IngestOutcome.REJECTED || outcome === IngestOutcome.HELD).length;
    const { accepted, rejected } = this.health;
    this.health = { ...this.health, accepted: accepted + results.length - refused, rejected: rejected + refused };
  }

  private change(change: Partial<SourceHealth>): void {
    this.health = { ...this.health, ...change };
    this.onChange(this.health);
  }
}
