/** The exchange rates a valuation counts at, and how current they are. */
import { authorise } from '../domain/access.js';
import type { Currency } from '../domain/currency.js';
import { type Freshness, rateFreshness } from '../domain/freshness.js';
import type { FxRate } from '../domain/fx.js';
import { PriceBook } from '../domain/price-book.js';
import type { Actor } from '../domain/user.js';
import type { Valuation } from '../domain/valuation.js';
import type { Database } from '../storage/database.js';
import { ratesAsOf } from '../storage/query/fx.js';

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
    { baseCurrency, day, holdings, cashBalances }: Pick<Valuation, 'baseCurrency' | 'day' | 'holdings' | 'cashBalances'>,
  ): Promise<ValuationRate[]> {
    authorise(actor, 'portfolio:read');
    const currencies = new Set<Currency>([...holdings, ...cashBalances].map(({ currency }) => currency));
    currencies.delete(baseCurrency);
    if (currencies.size === 0) return [];
    const book = day ? bookOf(await this.database.readAside((em) => ratesAsOf(em, day))) : this.prices;
    const legs = [...currencies].flatMap((currency) => book.cross(currency, baseCurrency)?.legs ?? []);
    const byPair = new Map(legs.map((rate) => [`${rate.base}${rate.quote}`, rate]));
    const now = this.now();
    return [...byPair]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, rate]) => ({ ...rate, freshness: rateFreshness(rate, day ?? now) }));
  }
}

function bookOf(rates: readonly FxRate[]): PriceBook {
  const book = new PriceBook();
  for (const rate of rates) book.putRate(rate);
  return book;
}
