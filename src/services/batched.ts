/**
 * Many small questions to the database in few: what is asked while some are being read goes together next. So ten thousand
 * dashboards that open at once ask a few hundred times, one after another, and leave room between for everybody else.
 */
import { setTimeout as pause, setImmediate } from 'node:timers/promises';
import { Unavailable } from '../domain/errors.js';

/** What is asked so soon after a part was read waits for company: alone each costs many times its share of a full part. */
const GATHER_MS = 10;

interface Waiting<Q, A> {
  readonly question: Q;
  readonly resolve: (answer: A) => void;
  readonly reject: (error: unknown) => void;
}

export class Batched<Q, A> {
  private waiting: Waiting<Q, A>[] = [];
  private isReading = false;

  constructor(
    /** Answers in the order of the questions; when it rejects, each of them fails. */
    private readonly read: (questions: readonly Q[]) => Promise<readonly A[]>,
    private readonly limits: { readonly atOnce: number; readonly waiting: number },
  ) {}

  /** @throws Unavailable when too many wait; whatever reading throws */
  ask(question: Q): Promise<A> {
    if (this.waiting.length >= this.limits.waiting) return Promise.reject(new Unavailable('The database'));
    return new Promise((resolve, reject) => {
      this.waiting.push({ question, resolve, reject });
      if (!this.isReading) void this.drain();
    });
  }

  /** Questions that are not being read yet. */
  get size(): number {
    return this.waiting.length;
  }

  private async drain(): Promise<void> {
    this.isReading = true;
    // Whatever is asked in the same turn belongs together.
    await null;
    while (this.waiting.length > 0) {
      const part = this.waiting.splice(0, this.limits.atOnce);
      try {
        const answers = await this.read(part.map(({ question }) => question));
        for (const [index, { resolve }] of part.entries()) resolve(answers[index] as A);
      } catch (error) {
        for (const { reject } of part) reject(error);
      }
      // Either lets the event loop turn, which a database in this process never does.
      await (this.waiting.length < this.limits.atOnce ? pause(GATHER_MS) : setImmediate());
    }
    this.isReading = false;
  }
}
