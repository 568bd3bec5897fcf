/**
 * One operation of a socket, from its message to its end, in the place that graphql-ws keeps under its id. Invariant: what its client has
 * left says nothing more and ends nothing, for the id may be another's by then, and graphql-ws goes by ids alone.
 */
import type { ExecutionResult } from 'graphql';
import type { Credit } from '../push/credit.js';

type Answer = IteratorResult<ExecutionResult, undefined>;
const DONE: Answer = { value: undefined, done: true };

export class UnderWay implements AsyncIterableIterator<ExecutionResult, undefined> {
  /** Null while it begins. */
  private answers: AsyncIterator<ExecutionResult> | null = null;
  private isLeft = false;
  private isStream = false;
  /** Until then it says what it was asked, read or not: whoever asks on and on without reading is to be cut off, not kept. */
  private hasSpoken = false;

  constructor(
    private readonly credit: Credit,
    /** Called once, when its client leaves it or goes. */
    private readonly onLeft: (() => void) | null,
  ) {}

  /** Resolves with itself once it has something to say; never, when it was left meanwhile. */
  async answeredBy(work: Promise<AsyncIterable<ExecutionResult> | ExecutionResult>): Promise<this> {
    const result = await work;
    this.isStream = isStream(result);
    const answers = isStream(result) ? result[Symbol.asyncIterator]() : once(result);
    if (!this.isLeft) {
      this.answers = answers;
      return this;
    }
    await answers.return?.();
    return never();
  }

  async next(): Promise<Answer> {
    try {
      // Asked for only now, so that who was away is given the newest.
      if (this.isStream && this.hasSpoken && this.credit.isUsedUp) await this.credit.free();
      this.hasSpoken = true;
      const answer = await this.answers?.next();
      return this.isLeft ? never() : answer?.done === false ? answer : DONE;
    } catch (error) {
      if (this.isLeft) return never();
      throw error;
    }
  }

  async return(): Promise<Answer> {
    if (this.isLeft) return DONE;
    this.isLeft = true;
    this.onLeft?.();
    await this.answers?.return?.();
    return DONE;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** Nothing keeps whoever waits for it: it is collected with the wait. */
function never(): Promise<never> {
  return new Promise(() => undefined);
}

async function* once(result: ExecutionResult): AsyncGenerator<ExecutionResult> {
  yield result;
}

function isStream(result: AsyncIterable<ExecutionResult> | ExecutionResult): result is AsyncIterable<ExecutionResult> {
  return Symbol.asyncIterator in result;
}
