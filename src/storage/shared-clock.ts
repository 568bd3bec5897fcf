/**
 * One clock for all instances: the machine's, moved to where the database's stands. A reading of the database's time bounds how far
 * that is from the machine's, by when it was asked for and when the answer was there; the clock is moved no further than into those
 * bounds (Cristian 1989), so that clocks which are kept together are left alone. A source's time and the time between two moments go by others.
 */

/** Of less nobody is told: it is what networks and busy processes make of clocks that are kept together. */
const NOTABLE_MS = 1000;

export class SharedClock {
  /** How far the database's clock is ahead of the machine's. */
  offsetMs = 0;
  private toldMs = 0;
  private listener: (offsetMs: number) => void = () => undefined;

  /** @param machineMs the machine's clock, in milliseconds since 1970 */
  constructor(readonly machineMs: () => number = () => Date.now()) {}

  now(): Date {
    return new Date(this.machineMs() + this.offsetMs);
  }

  /** @param theirMs the database's time, in milliseconds since 1970, that was asked for and heard at these times of the machine */
  read(theirMs: number, { askedMs, heardMs }: { readonly askedMs: number; readonly heardMs: number }): void {
    this.offsetMs = Math.min(Math.max(this.offsetMs, theirMs - heardMs), theirMs - askedMs);
    this.tell();
  }

  /** Tells how far the database's clock is ahead, now and whenever that changes, if it is by a second or more. */
  onMoved(listener: (offsetMs: number) => void): void {
    [this.listener, this.toldMs] = [listener, 0];
    this.tell();
  }

  private tell(): void {
    if (Math.abs(this.offsetMs - this.toldMs) < NOTABLE_MS) return;
    this.toldMs = this.offsetMs;
    this.listener(this.offsetMs);
  }
}
