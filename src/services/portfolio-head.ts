/**
 * What a portfolio is now and how new it is, asked of the database once for all that ask in the same turn: the fields of one
 * dashboard are many, and each must know whether what is remembered still holds. Nothing is remembered here.
 */
import { NotFound } from '../domain/errors.js';
import { isUuid, type PortfolioId } from '../domain/ids.js';
import type { Actor } from '../domain/user.js';
import type { Database } from '../storage/database.js';
import { findPortfolioHead, type PortfolioHead } from '../storage/query/portfolio-head.js';

export type { PortfolioHead };

export class PortfolioHeads {
  /** Asked in this turn and not begun to be read. */
  private readonly asked = new Map<string, Promise<PortfolioHead | null>>();

  constructor(private readonly database: Database) {}

  /** The first portfolio when none is named. @throws NotFound when it is not there or not the actor's */
  async of(actor: Pick<Actor, 'userId'>, portfolioId: string | null): Promise<PortfolioHead> {
    if (portfolioId !== null && !isUuid(portfolioId)) throw new NotFound('portfolio', 'portfolioId');
    const key = `${actor.userId} ${portfolioId ?? ''}`;
    const asked = this.asked.get(key) ?? this.read(key, actor, portfolioId as PortfolioId | null);
    this.asked.set(key, asked);
    const head = await asked;
    if (!head) throw new NotFound('portfolio', 'portfolioId');
    return head;
  }

  private async read(key: string, { userId }: Pick<Actor, 'userId'>, id: PortfolioId | null): Promise<PortfolioHead | null> {
    // After all that are being resolved now: whoever comes later asks anew, and so sees what was written before it came.
    await new Promise<void>((resolve) => process.nextTick(resolve));
    this.asked.delete(key);
    return this.database.read((em) => findPortfolioHead(em, userId, id));
  }
}
