/**
 * Long work in slices, so that others get their turn. Invariant: of all the long work of this process one slice is done in each round
 * of the event loop, so who asks something small waits for a slice, however many dashboards are worked out meanwhile.
 */
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers';

/** A request passes through the event loop several times, and may wait for a slice each time. */
const SLICE_MS = 1;

/** Those whose slice is over, in the order they came. */
const waiting: (() => void)[] = [];

function letNext(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(letNext);
}

export class Turns {
  private begunMs = performance.now();

  isOver(): boolean {
    return performance.now() - this.begunMs > SLICE_MS;
  }

  /** Lets others go first when the slice is over. */
  async pass(): Promise<void> {
    if (this.isOver()) await this.next();
  }

  /** Waits for a slice of its own. */
  async next(): Promise<void> {
    await new Promise<void>((resolve) => {
      if (waiting.push(resolve) === 1) setImmediate(letNext);
    });
    this.begunMs = performance.now();
  }
}

/** Runs to its end what yields after each small part of its work. */
export async function inTurns<Result>(work: Generator<void, Result>): Promise<Result> {
  const turns = new Turns();
  let step = work.next();
  while (!step.done) {
    if (turns.isOver()) await turns.next();
    step = work.next();
  }
  return step.value;
}
