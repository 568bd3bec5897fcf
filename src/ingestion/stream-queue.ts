/**
 * Streamed observations that have to be stored before they are told. Invariant: it is bounded; under pressure only the newest of
 * each symbol is kept, and the order of arrival stays.
 */
import type { SourceInfo } from '../domain/source.js';
import type { Place } from '../telemetry/trace.js';
import type { IngestResult } from './result.js';
import type { RawObservation } from './source.js';

/** Observations waiting before older ones of the same symbol are dropped. */
export const STREAM_QUEUE_MAX = 5000;
/** Pause between two stores of streamed prices: a store costs as much as fifty more prices in it. */
const GATHER_MS = 20;

export interface Streamed {
  readonly source: SourceInfo;
  readonly raw: RawObservation;
  readonly onResults?: ((results: readonly IngestResult[]) => void) | undefined;
  /** In the trace of whoever delivers it; null: it is in none. */
  readonly place?: Place | null;
}

/** Pause before what a store failed for is tried again. */
const RETURN_MS = 1000;

export class StreamQueue {
  private readonly items = new Map<string, Streamed>();
  /** Of a store that failed, the newest of each symbol, until they come back. */
  private readonly aside = new Map<string, Streamed>();
  private count = 0;
  /** When some were last taken, on the monotonic clock. */
  private takenMs = Number.NEGATIVE_INFINITY;
  private wakeUp: (() => void) | null = null;
  private returning: NodeJS.Timeout | null = null;

  /** @param onReturn there are items again that nobody has added just now */
  constructor(private readonly onReturn: () => void) {}

  get size(): number {
    return this.items.size;
  }

  /** It, or an older one of its symbol, may be dropped for want of room. */
  add(item: Streamed): void {
    const isPressed = this.items.size >= STREAM_QUEUE_MAX;
    this.count += 1;
    const key = isPressed ? symbolOf(item) : `${symbolOf(item)} ${this.count}`;
    const waiting = this.items.get(key);
    const isFull = this.items.size >= 2 * STREAM_QUEUE_MAX && !waiting;
    if (isFull || (waiting && timeOf(waiting.raw) > timeOf(item.raw))) return;
    // Taken out first, so that it moves to the end: the queue stays in the order of arrival.
    this.items.delete(key);
    this.items.set(key, item);
  }

  /** The oldest ones. */
  take(max: number): Streamed[] {
    this.takenMs = performance.now();
    const part: Streamed[] = [];
    for (const [key, item] of this.items) {
      if (part.length === max) break;
      part.push(item);
      this.items.delete(key);
    }
    return part;
  }

  /** They come back after a moment, as others may never be said again. */
  setAside(items: readonly Streamed[]): void {
    for (const item of items) {
      const key = symbolOf(item);
      const known = this.aside.get(key);
      const isKept = known ? timeOf(known.raw) <= timeOf(item.raw) : this.aside.size < STREAM_QUEUE_MAX;
      if (isKept) this.aside.set(key, item);
    }
    if (this.aside.size === 0) return;
    this.returning ??= setTimeout(() => {
      this.returning = null;
      for (const item of this.aside.values()) this.add(item);
      this.aside.clear();
      this.onReturn();
    }, RETURN_MS).unref();
  }

  /** Keeps those that `tell` gives back, of all that wait. */
  retain(tell: (items: readonly Streamed[]) => readonly Streamed[]): void {
    const waiting = [...this.items];
    const left = new Set(tell(waiting.map(([, item]) => item)));
    for (const [key, item] of waiting) if (!left.has(item)) this.items.delete(key);
  }

  isDue(): boolean {
    return this.items.size > 0 && performance.now() - this.takenMs >= GATHER_MS;
  }

  /** The first after quiet is due at once; what follows shares a store, unless `wake` is called meanwhile. */
  async gather(): Promise<void> {
    const waitMs = this.takenMs + GATHER_MS - performance.now();
    if (waitMs <= 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.ceil(waitMs));
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wakeUp = null;
  }

  wake(): void {
    this.wakeUp?.();
  }
}

function symbolOf({ source, raw }: Streamed): string {
  return `${source.id} ${raw.type === 'quote' ? raw.symbol : `${raw.base}${raw.quote}`}`;
}

function timeOf(raw: RawObservation): number {
  return raw.observedAt?.getTime() ?? 0;
}
