/**
 * What graphql-ws iterates over while frames go round it: `next()` waits until the subscription is over. Invariant: it
 * begins with the first `next()`, when the operation is registered under its id, and ends once.
 */
import type { ExecutionResult } from 'graphql';

type Result = IteratorResult<ExecutionResult, undefined>;
const DONE: Result = { value: undefined, done: true };

export class Parked implements AsyncIterableIterator<ExecutionResult, undefined> {
  private waiting: { readonly resolve: (result: Result) => void; readonly reject: (error: unknown) => void } | null = null;
  private hasBegun = false;
  private isOver = false;

  constructor(private readonly on: { readonly begin: () => void; readonly end: () => void }) {}

  next(): Promise<Result> {
    if (this.isOver) return Promise.resolve(DONE);
    const result = new Promise<Result>((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
    if (!this.hasBegun) {
      this.hasBegun = true;
      try {
        this.on.begin();
      } catch (error) {
        this.fail(error);
      }
    }
    return result;
  }

  return(): Promise<Result> {
    this.end();
    return Promise.resolve(DONE);
  }

  throw(error: unknown): Promise<Result> {
    this.end();
    return Promise.reject(error);
  }

  /** The subscription is over. */
  end(): void {
    this.close()?.resolve(DONE);
  }

  /** It cannot go on. */
  fail(error: unknown): void {
    this.close()?.reject(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private close() {
    if (this.isOver) return null;
    this.isOver = true;
    const { waiting } = this;
    this.waiting = null;
    this.on.end();
    return waiting;
  }
}
