/** What a portfolio or an account is worth, now or on a past day: positions folded from the ledger, valued at that day's prices. */
import { authorise } from '../domain/access.js';
import type { Account } from '../domain/account.js';
import { assert } from '../domain/assert.js';
import type { Day } from '../domain/day.js';
import { InvalidInput } from '../domain/errors.js';
import type { AccountId } from '../domain/ids.js';
import type { Portfolio } from '../domain/portfolio.js';
import { PriceBook } from '../domain/price-book.js';
import type { Actor } from '../domain/user.js';
import { type MarketData, type Valuation, valuePortfolio } from '../domain/valuation.js';
import type { Database, EntityManager } from '../storage/database.js';
import { ratesAsOf } from '../storage/query/fx.js';
import { ledgerVersions, loadPortfolio } from '../storage/query/portfolio.js';
import { quotesAsOf } from '../storage/query/quote.js';
import { ownPortfolio } from './account.js';
import type { LiveValuations } from './live.js';

export class PortfolioService {
  constructor(
    private readonly database: Database,
    private readonly prices: PriceBook,
    private readonly live: LiveValuations,
    private readonly now: () => Date,
  ) {}

  /** One of the actor's portfolios valued now, or at the end of a past day. @throws NotFound | InvalidInput for a day to come */
  async valuation(actor: Actor | null, { portfolioId, asOf }: { portfolioId: string | null; asOf?: Day | null }): Promise<Valuation> {
    authorise(actor, 'portfolio:read');
    this.refuseFuture(asOf);
    return this.database.read(async (em) => {
      const portfolio = await ownPortfolio(em, actor, portfolioId);
      return (!asOf && (await this.kept(em, portfolio))) || this.value(em, portfolio, { day: asOf ?? null });
    });
  }

  /** One account valued by itself, in its portfolio's base currency. */
  async accountValuation(actor: Actor | null, account: Account, asOf: Day | null): Promise<Valuation> {
    authorise(actor, 'account:read');
    this.refuseFuture(asOf);
    return this.database.read(async (em) => {
      const portfolio = await ownPortfolio(em, actor, account.portfolioId);
      return this.value(em, portfolio, { day: asOf, accountId: account.id });
    });
  }

  /** The valuation kept for those who watch, unless the ledger has moved on: whoever has just written reads what was written. */
  private async kept(em: EntityManager, { id }: Portfolio): Promise<Valuation | null> {
    if (!this.live.isWatched(id)) return null;
    return this.live.latest(id, (await ledgerVersions(em, [id])).get(id) ?? 0);
  }

  private async value(em: EntityManager, portfolio: Portfolio, scope: { day: Day | null; accountId?: AccountId }): Promise<Valuation> {
    const { input, instruments } = await loadPortfolio(em, portfolio, scope);
    const market = scope.day ? await marketOn(em, scope.day, [...instruments.keys()]) : this.prices;
    return valuePortfolio(
      input,
      market,
      (id) => {
        const instrument = instruments.get(id);
        assert(instrument, `instrument ${id} of a position is loaded with it`);
        return instrument;
      },
      this.now(),
    );
  }

  private refuseFuture(asOf: Day | null | undefined): void {
    const today = this.now().toISOString().slice(0, 10);
    if (asOf && asOf > today) throw new InvalidInput('asOf', 'FUTURE', `asOf must not lie in the future (today is ${today}).`);
  }
}

/** Prices and rates as they held at the end of a day. */
async function marketOn(em: EntityManager, day: Day, instrumentIds: Parameters<typeof quotesAsOf>[1]): Promise<MarketData> {
  const book = new PriceBook();
  for (const quote of await quotesAsOf(em, instrumentIds, day)) book.put(quote);
  for (const rate of await ratesAsOf(em, day)) book.putRate(rate);
  return book;
}
