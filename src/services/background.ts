/** Work nobody waits for, so that how long it takes tells nobody anything. Bounded; what fails is logged. */
import { setTimeout as pause } from 'node:timers/promises';
import { BulkheadRejectedError, bulkhead } from 'cockatiel';
import { RateLimited } from '../domain/errors.js';
import type { Log } from '../telemetry.js';

const AT_ONCE = 1;
const WAITING_MAX = 500;
const RETRY_S = 10;
/** The answer has left by then: an embedded database works in this very thread, and would hold it up for as long as there is something to do. */
const PAUSE_MS = 150;

export class Background {
  private readonly turns = bulkhead(AT_ONCE, WAITING_MAX);
  private readonly underWay = new Set<Promise<unknown>>();

  constructor(private readonly log: Log) {}

  /** Returns at once. @throws RateLimited when too much waits already */
  run(work: () => Promise<unknown>): void {
    if (this.underWay.size >= AT_ONCE + WAITING_MAX) throw new RateLimited(RETRY_S);
    const done = pause(PAUSE_MS)
      .then(() => this.turns.execute(work))
      .catch((error) => {
        if (!(error instanceof BulkheadRejectedError)) this.log.error({ err: error }, 'work in the background failed');
      })
      .finally(() => this.underWay.delete(done));
    this.underWay.add(done);
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }
}
