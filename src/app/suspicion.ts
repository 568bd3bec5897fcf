/** Instruments whose price jumped by the ratio of a split: the sources are asked once whether there was one. */
import type { InstrumentId } from '../domain/ids.js';

/** Asked about at once; a market in which more jump like this has no splits but another trouble. */
const ASKING_MAX = 20;
const AGAIN_MS = 3_600_000;
const KEPT_MAX = 10_000;

export class Suspicions {
  private readonly asking = new Set<InstrumentId>();
  private readonly askedMs = new Map<InstrumentId, number>();

  constructor(private readonly askSources: (id: InstrumentId) => Promise<void>) {}

  has(id: InstrumentId): boolean {
    return this.asking.has(id);
  }

  ask(id: InstrumentId): void {
    const nowMs = performance.now();
    const isRecent = nowMs - (this.askedMs.get(id) ?? Number.NEGATIVE_INFINITY) < AGAIN_MS;
    if (isRecent || this.asking.size >= ASKING_MAX) return;
    if (this.askedMs.size >= KEPT_MAX) this.askedMs.clear();
    this.askedMs.set(id, nowMs);
    this.asking.add(id);
    void this.askSources(id)
      .catch(() => undefined)
      .finally(() => this.asking.delete(id));
  }
}
