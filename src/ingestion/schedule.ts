/**
 * When sources are asked: each on its own lane, every interval, with deadline, retry and circuit breaker, so that one
 * dead, slow or garbage-talking source holds up no other. Of many instances only the holder of a source's lease asks it or keeps
 * its stream open.
 */
import type { InstrumentId, SourceId } from '../domain/ids.js';
import type { SourceHealth, SourcePlan } from '../domain/source.js';
import { Lane, type LaneOptions } from './lane.js';
import { planOf } from './plan.js';

export class IngestionLoop {
  private readonly lanes: readonly Lane[];
  private readonly stopping = new AbortController();
  private started = false;

  constructor(private readonly options: LaneOptions) {
    this.lanes = options.sources.map((source) => new Lane(source, options, this.stopping.signal));
  }

  /** The first cycle runs at once. */
  start(): void {
    if (this.started) return;
    this.started = true;
    for (const lane of this.lanes) lane.start();
  }

  /** The database answers again after it was away: asks at once which sources are still this instance's. */
  recheckLeases(): void {
    for (const lane of this.lanes) lane.recheckLease();
  }

  /** Ends timers, calls and streams, and waits until nothing is under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.lanes.map((lane) => lane.stop()));
    await this.options.lease?.release().catch(() => undefined);
    await this.options.pipeline.settled();
  }

  /** One cycle of every source; joins a cycle that is already under way. */
  async runOnce(): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.cycle()));
  }

  health(): SourceHealth[] {
    return this.lanes.map((lane) => lane.health.read());
  }

  /** Asks, in the order of trust, the sources this instance may ask whether the instrument was split lately; the first answer ends it. */
  async askForSplits(id: InstrumentId): Promise<void> {
    const inOrder = [...this.lanes].sort((one, other) => one.priority - other.priority);
    for (const lane of inOrder) if (await lane.askForSplits(id)) return;
  }

  /** Whether each source's budget carries what it is asked for. */
  plans(): Map<SourceId, SourcePlan> {
    const { sources, symbols, intervalMs, now } = this.options;
    const at = now();
    return new Map(sources.map((source) => [source.info.id, planOf(source, symbols.symbolsOf(source.info.id, at), intervalMs / 1000)]));
  }

  /** Of the sources this instance asks. */
  ownHealth(): SourceHealth[] {
    return this.lanes.filter((lane) => lane.isHolder()).map((lane) => lane.health.read());
  }
}
