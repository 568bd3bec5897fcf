/**
 * Where a slow reader finds the newest and never a backlog: per key one value waits, and a newer one takes its place.
 * An object with its own `next` and `return` rather than a generator, so that closing it ends a pending read at once.
 */
export class Mailbox<T> implements AsyncIterableIterator<T> {
  /** Made for the first value that waits: whoever is answered from a frame has none. */
  private waiting: Map<unknown, T> | null = null;
  private reader: ((result: IteratorResult<T>) => void) | null = null;
  private isClosed = false;

  /**
   * @param keyOf values of one key replace each other
   * @param onClose called once, when the reader goes or the box is closed
   */
  constructor(
    private readonly keyOf: (value: T) => unknown,
    private readonly onClose: (box: Mailbox<T>) => void,
  ) {}

  put(value: T): void {
    if (this.isClosed) return;
    if (this.reader) {
      const read = this.reader;
      this.reader = null;
      read({ value, done: false });
      return;
    }
    this.waiting ??= new Map();
    this.waiting.set(this.keyOf(value), value);
  }

  next(): Promise<IteratorResult<T>> {
    for (const [key, value] of this.waiting ?? []) {
      this.waiting?.delete(key);
      return Promise.resolve({ value, done: false });
    }
    if (this.isClosed) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve) => {
      this.reader = resolve;
    });
  }

  return(): Promise<IteratorResult<T>> {
    this.close();
    return Promise.resolve({ value: undefined, done: true });
  }

  throw(error: unknown): Promise<IteratorResult<T>> {
    this.close();
    return Promise.reject(error);
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.waiting = null;
    this.reader?.({ value: undefined, done: true });
    this.reader = null;
    this.onClose(this);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
