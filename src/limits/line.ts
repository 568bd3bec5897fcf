/** Who comes in a crowd waits in a line: nobody else waits for a crowd, and a line has an end. */
import { setImmediate } from 'node:timers';

/** One goes through in each round of the event loop, so that whatever else there is to do is done in between. */
export class Door {
  private readonly waiting: (() => void)[] = [];

  async pass(): Promise<void> {
    await new Promise<void>((resolve) => {
      if (this.waiting.push(resolve) === 1) setImmediate(this.letNext);
    });
  }

  private readonly letNext = () => {
    this.waiting.shift()?.();
    if (this.waiting.length > 0) setImmediate(this.letNext);
  };
}

interface Line {
  underWay: number;
  readonly waiting: (() => void)[];
}

/** A line for each key: so many of its works are under way at once, and so many wait. A key that does nothing takes no memory. */
export class Lines<Key> {
  private readonly lines = new Map<Key, Line>();

  constructor(private readonly limit: { readonly atOnce: number; readonly waiting: number }) {}

  /** Keys that have anything under way. */
  get size(): number {
    return this.lines.size;
  }

  /** What the work comes to, in its turn; null at once when too many wait before it. */
  async inTurn<T>(key: Key, work: () => Promise<T> | T): Promise<T | null> {
    const line = this.lines.get(key) ?? { underWay: 0, waiting: [] };
    if (line.underWay >= this.limit.atOnce) {
      if (line.waiting.length >= this.limit.waiting) return null;
      await new Promise<void>((resolve) => line.waiting.push(resolve));
    } else {
      line.underWay += 1;
      this.lines.set(key, line);
    }
    try {
      return await work();
    } finally {
      // Its place is the next one's at once, so nobody comes in between.
      const next = line.waiting.shift();
      if (next) next();
      else line.underWay -= 1;
      if (line.underWay === 0) this.lines.delete(key);
    }
  }
}
