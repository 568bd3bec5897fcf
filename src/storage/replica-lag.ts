/**
 * How far a streaming replica is behind its primary, in milliseconds and without trusting any clock but this process's own: the
 * primary's places in its log are noted with the moment they were seen, and the replica is as old as the newest it has replayed.
 */

/** Places remembered: one a second. */
const PLACES_MAX = 60;

export class ReplicaLag {
  /** Oldest first; what the replica has replayed is dropped but for the newest. */
  private places: { readonly place: bigint; readonly atMs: number }[] = [];
  private replayed: bigint | null = null;

  /** The primary's log ends at `place` now. */
  primaryAt(place: string, nowMs: number): void {
    this.places.push({ place: parsePlace(place), atMs: nowMs });
    if (this.places.length > PLACES_MAX) this.places.shift();
  }

  /** The replica has replayed up to `place`; null: it is no replica. */
  replicaAt(place: string | null): void {
    this.replayed = place === null ? null : parsePlace(place);
  }

  /** The replica cannot be asked. */
  lost(): void {
    this.replayed = null;
  }

  /** What the replica shows is no older than this; null when that is not known. */
  lagMs(nowMs: number): number | null {
    const { replayed } = this;
    if (replayed === null) return null;
    const newest = this.places.findLastIndex(({ place }) => place <= replayed);
    const seen = this.places[newest];
    if (!seen) return null;
    this.places = this.places.slice(newest);
    return nowMs - seen.atMs;
  }
}

/** `16/B374D848`: a place in the log as a number. */
function parsePlace(text: string): bigint {
  const [high, low] = text.split('/') as [string, string];
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}
