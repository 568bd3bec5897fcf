/** The current prices and rates that this process has not heard of, read from the database; and those it was told of that never came there. */
import type { FxRate } from '../domain/fx.js';
import type { InstrumentId } from '../domain/ids.js';
import type { PriceBook } from '../domain/price-book.js';
import { type Quote, saysTheSame } from '../domain/quote.js';
import type { Database } from '../storage/database.js';
import type { Topics } from '../storage/message.js';
import { currentRates } from '../storage/query/fx.js';
import { currentQuotes, currentRevisions } from '../storage/query/quote.js';

/** A price that was told ahead, and is found without a row for longer than this and not told again, is stored by nobody. */
const AHEAD_MS_MAX = 10_000;

export class MissedPrices {
  /** Told ahead, and without a row each time the database was asked since. */
  private readonly rowless = new Map<InstrumentId, { readonly quote: Quote; readonly sinceMs: number }>();

  /** @param adopt is given what was told ahead of rows that the database, though it could be asked, never had: whoever told it is gone */
  constructor(
    private readonly database: Database,
    private readonly prices: PriceBook,
    private readonly adopt: (orphans: readonly Quote[]) => void,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** What is to be put into the price book. */
  async read(): Promise<Topics['quotes']> {
    const { quotes, rates } = await this.database.read(async (em) => {
      const revisions = await currentRevisions(em);
      const ids = revisions.filter((row) => this.isMissing(row)).map(({ instrumentId }) => instrumentId);
      return { quotes: ids.length > 0 ? await currentQuotes(em, ids) : [], rates: await currentRates(em) };
    });
    const isNewer = ({ base, quote, revision }: FxRate) => (this.prices.rate(base, quote)?.revision ?? -1) < revision;
    const orphans = [...this.prices.quotes.values()].filter((quote) => this.isOrphan(quote));
    if (orphans.length > 0) this.adopt(orphans);
    return { quotes, rates: rates.filter(isNewer) };
  }

  /** Whoever told them has them still, and stores them when it can. */
  heard(quotes: readonly Quote[]): void {
    if (this.rowless.size > 0) for (const { instrumentId } of quotes) this.rowless.delete(instrumentId);
  }

  /** The database is away: what it could not store it stores when it is back. */
  waitAnew(): void {
    this.rowless.clear();
  }

  private isMissing({ instrumentId, revision }: { instrumentId: InstrumentId; revision: number }): boolean {
    return (this.prices.quote(instrumentId)?.revision ?? -1) < revision;
  }

  private isOrphan(quote: Quote): boolean {
    const { instrumentId } = quote;
    const known = this.rowless.get(instrumentId);
    if (!quote.ahead) this.rowless.delete(instrumentId);
    else if (!known || !saysTheSame(known.quote, quote)) this.rowless.set(instrumentId, { quote, sinceMs: this.nowMs() });
    else return this.nowMs() - known.sinceMs > AHEAD_MS_MAX;
    return false;
  }
}
