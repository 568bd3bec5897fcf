/** Who comes in a crowd waits in a line: nobody else waits for a crowd, and a line has an end. */
import { setImmediate } from 'node:timers';
import { type BulkheadPolicy, BulkheadRejectedError, bulkhead } from 'cockatiel';

/** So many rounds in a row nobody goes through a door while connections come in: they come in fast, and the door is not shut by them. */
const SPARED_MAX = 32;
/** Nor for longer, where each of those rounds has much to do. */
const SPARED_MS_MAX = 100;

/**
 * One goes through in each round of the event loop, so that whatever else there is to do is done in between, of each key in turn. A server takes up one new
 * connection in a round: while they come, rounds are kept short, so that nobody's connection waits behind the work of a crowd.
 */
export class Door {
  /** Whoever went through last stands last. */
  private readonly waiting = new Map<string, (() => void)[]>();
  private hasArrived = false;
  private spared = 0;
  private sparedSinceMs = 0;

  /** A new connection was taken up, and others may be behind it. */
  arrived(): void {
    this.hasArrived = true;
  }

  async pass(key: string): Promise<void> {
    await new Promise<void>((resolve) => {
      if (this.waiting.size === 0) setImmediate(this.letNext);
      const own = this.waiting.get(key);
      if (own) own.push(resolve);
      else this.waiting.set(key, [resolve]);
    });
  }

  private readonly letNext = () => {
    const nowMs = performance.now();
    if (this.spared === 0) this.sparedSinceMs = nowMs;
    const isShut = this.hasArrived && this.spared < SPARED_MAX && nowMs - this.sparedSinceMs < SPARED_MS_MAX;
    this.spared = isShut ? this.spared + 1 : 0;
    this.hasArrived = false;
    if (this.spared === 0) this.letOne();
    if (this.waiting.size > 0) setImmediate(this.letNext);
  };

  private letOne(): void {
    for (const [key, own] of this.waiting) {
      own.shift()?.();
      this.waiting.delete(key);
      if (own.length > 0) this.waiting.set(key, own);
      return;
    }
  }
}

/** A line for each key: so many of its works are under way at once, and so many wait. A key that does nothing takes no memory. */
export class Lines<Key> {
  private readonly lines = new Map<Key, BulkheadPolicy>();

  constructor(private readonly limit: { readonly atOnce: number; readonly waiting: number }) {}

  /** Keys that have anything under way. */
  get size(): number {
    return this.lines.size;
  }

  /** What the work comes to, in its turn; null at once when too many wait before it. */
  async inTurn<T>(key: Key, work: () => Promise<T> | T): Promise<T | null> {
    const { atOnce, waiting } = this.limit;
    const line = this.lines.get(key) ?? bulkhead(atOnce, waiting);
    this.lines.set(key, line);
    try {
      return await line.execute(work);
    } catch (error) {
      if (error instanceof BulkheadRejectedError) return null;
      throw error;
    } finally {
      // Whoever waited has begun by now: a line takes the next in before it tells how the one before has ended.
      if (line.executionSlots === atOnce && this.lines.get(key) === line) this.lines.delete(key);
    }
  }
}
