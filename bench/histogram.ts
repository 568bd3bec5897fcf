/** Many durations in little space, counted to the tenth of a millisecond up to a minute; longer ones count as a minute. */
const PER_MS = 10;
const LONGEST_MS = 60_000;

export class Histogram {
  count = 0;
  private readonly buckets = new Uint32Array(LONGEST_MS * PER_MS + 1);

  add(ms: number): void {
    const bucket = Math.min(this.buckets.length - 1, Math.max(0, Math.round(ms * PER_MS)));
    this.buckets[bucket] = (this.buckets[bucket] as number) + 1;
    this.count += 1;
  }

  clear(): void {
    this.count = 0;
    this.buckets.fill(0);
  }

  /** The duration that so many per cent do not exceed; NaN when there is none. */
  percentile(percent: number): number {
    const wanted = Math.ceil((this.count * percent) / 100);
    let seen = 0;
    for (let bucket = 0; this.count > 0 && bucket < this.buckets.length; bucket += 1) {
      seen += this.buckets[bucket] as number;
      if (seen >= wanted) return bucket / PER_MS;
    }
    return Number.NaN;
  }
}
