/**
 * One clock for all instances: the database's. A reading of it bounds how far it is from a steady one of our own, by when it was asked for
 * and when the answer was there; ours is moved no further than into those bounds (Cristian 1989), so that clocks which are kept together are left alone.
 * Between two readings nothing moves it, whatever becomes of the machine's. A source's time goes by others.
 */

/** Of less nobody is told: it is what networks and busy processes make of clocks that are kept together. */
const NOTABLE_MS = 1000;

export class SharedClock {
  /** How far the database's clock is ahead of the steady one; null until it was read. */
  private offsetMs: number | null = null;
  private toldMs = 0;
  private listener: (aheadMs: number) => void = () => undefined;

  /**
   * @param machineMs the machine's clock, in milliseconds since 1970: ours until the database's was read
   * @param steadyMs milliseconds since any instant, which nobody sets
   */
  constructor(
    private readonly machineMs: () => number = () => Date.now(),
    private readonly steadyMs: () => number = () => performance.now(),
  ) {}

  now(): Date {
    return new Date(this.offsetMs === null ? this.machineMs() : this.steadyMs() + this.offsetMs);
  }

  /** How far it is ahead of the machine's. */
  get aheadMs(): number {
    return this.offsetMs === null ? 0 : this.steadyMs() + this.offsetMs - this.machineMs();
  }

  /** @param theirMs the database's time, in milliseconds since 1970, that was asked for and heard at these times of the steady clock */
  read(theirMs: number, { askedMs, heardMs }: { readonly askedMs: number; readonly heardMs: number }): void {
    const offsetMs = this.offsetMs ?? this.machineMs() - this.steadyMs();
    this.offsetMs = Math.min(Math.max(offsetMs, theirMs - heardMs), theirMs - askedMs);
    this.tell();
  }

  /** Tells how far it is ahead of the machine's, now and whenever that changes, if it is by a second or more. */
  onMoved(listener: (aheadMs: number) => void): void {
    [this.listener, this.toldMs] = [listener, 0];
    this.tell();
  }

  private tell(): void {
    const { aheadMs } = this;
    if (Math.abs(aheadMs - this.toldMs) < NOTABLE_MS) return;
    this.toldMs = aheadMs;
    this.listener(aheadMs);
  }
}
