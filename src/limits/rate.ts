/** A token bucket: so many at once, and so many a second after that. Kept per connection, so it needs no clean-up of its own. */
export class Rate {
  private left: number;
  private lastMs: number;

  constructor(
    private readonly limit: { readonly atOnce: number; readonly perSecond: number },
    private readonly nowMs: () => number,
  ) {
    this.left = limit.atOnce;
    this.lastMs = nowMs();
  }

  /** False when one more is too many. */
  take(): boolean {
    const nowMs = this.nowMs();
    this.left = Math.min(this.limit.atOnce, this.left + ((nowMs - this.lastMs) / 1000) * this.limit.perSecond);
    this.lastMs = nowMs;
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
}

/** Counts what is held per key, up to a limit; a key nobody holds takes no memory. */
export class Tally<Key> {
  private readonly counts = new Map<Key, number>();

  constructor(private readonly limit: number) {}

  /** Keys that hold anything. */
  get size(): number {
    return this.counts.size;
  }

  held(key: Key): number {
    return this.counts.get(key) ?? 0;
  }

  isFull(key: Key): boolean {
    return this.held(key) >= this.limit;
  }

  /** A function that gives it back, to be called once; null when the key holds as many as it may. */
  take(key: Key): (() => void) | null {
    const count = this.held(key);
    if (count >= this.limit) return null;
    this.counts.set(key, count + 1);
    return () => {
      const left = (this.counts.get(key) ?? 1) - 1;
      if (left > 0) this.counts.set(key, left);
      else this.counts.delete(key);
    };
  }
}
