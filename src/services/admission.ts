/** So many at once, so many who wait, and a refusal at once for whoever comes beyond: what is let in is finished, and nobody else waits for it. */
import { BulkheadRejectedError, bulkhead } from 'cockatiel';
import { RateLimited } from '../domain/errors.js';

const RETRY_S = 10;

export class Admission {
  private readonly turns;

  constructor({ atOnce, waiting }: { readonly atOnce: number; readonly waiting: number }) {
    this.turns = bulkhead(atOnce, waiting);
  }

  /** @throws RateLimited when too many wait already */
  async inTurn<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.turns.execute(work);
    } catch (error) {
      throw error instanceof BulkheadRejectedError ? new RateLimited(RETRY_S) : error;
    }
  }
}
