/** The exchange rates a valuation counts at, and how current they are. */
import { authorise } from '../domain/access.js';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import { type Freshness, rateFreshness } from '../domain/freshness.js';
import type { FxRate } from '../domain/fx.js';
import { PriceBook } from '../domain/price-book.js';
import type { Actor } from '../domain/user.js';
import type { Valuation } from '../domain/valuation.js';
import type { Database, EntityManager } from '../storage/database.js';
import { ratesAsOf } from '../storage/query/fx.js';
import { ratesKnownAt } from '../storage/query/known.js';

export interface ValuationRate extends FxRate {
  readonly freshness: Freshness;
}

export class ValuationRates {
  constructor(
    private readonly database: Database,
    private readonly prices: PriceBook,
    private readonly now: () => Date,
  ) {}

  /** Each once, in the order of the pairs; none where everything is in the base currency. */
  async of(
    actor: Actor | null,
    {
      baseCurrency,
      day,
      knownAt,
      holdings,
      cashBalances,
    }: Pick<Valuation, 'baseCurrency' | 'day' | 'knownAt' | 'holdings' | 'cashBalances'>,
  ): Promise<ValuationRate[]> {
    authorise(actor, 'portfolio:read');
    const currencies = new Set<Currency>([...holdings, ...cashBalances].map(({ currency }) => currency));
    currencies.delete(baseCurrency);
    if (currencies.size === 0) return [];
    const book = day ? await this.database.readAside((em) => bookOn(em, { day, knownAt })) : this.prices;
    const legs = [...currencies].flatMap((currency) => book.cross(currency, baseCurrency)?.legs ?? []);
    const byPair = new Map(legs.map((rate) => [`${rate.base}${rate.quote}`, rate]));
    const now = this.now();
    return [...byPair]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, rate]) => ({ ...rate, freshness: rateFreshness(rate, day ?? now) }));
  }
}

async function bookOn(em: EntityManager, { day, knownAt }: { readonly day: Day; readonly knownAt: Date | null }): Promise<PriceBook> {
  const book = new PriceBook();
  for (const rate of knownAt ? await ratesKnownAt(em, { day, knownAt }) : await ratesAsOf(em, day)) book.putRate(rate);
  return book;
}
