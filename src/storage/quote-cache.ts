/**
 * The latest price of every instrument in Redis, so that an instance that starts asks the database only for what differs.
 * Invariant: nothing is believed because it is here. Whoever reads compares revisions with the database, so an old, a lost or
 * another database's entry costs a query and never a wrong price.
 */
import type { InstrumentId } from '../domain/ids.js';
import type { Quote } from '../domain/quote.js';
import type { EntityManager } from './database.js';
import { decode, encode } from './message.js';
import type { HashStore } from './redis.js';

/** Written together, a moment after they became current. */
const WRITE_MS = 250;
const FIELDS_PER_COMMAND = 500;
/** Versions that write prices otherwise do not read each other's. */
const PREFIX = 'tidemark:1:quotes';

export class QuoteCache {
  private pending = new Map<InstrumentId, Quote>();
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();

  /** @param databaseId tells the prices of several databases on one Redis apart */
  constructor(
    private readonly store: HashStore,
    private readonly databaseId: string,
  ) {}

  /** Those that became current; of what was told ahead of its row nothing is kept. */
  put(quotes: readonly Quote[]): void {
    for (const quote of quotes) if (!quote.ahead) this.pending.set(quote.instrumentId, quote);
    if (this.pending.size > 0) this.timer ??= setTimeout(() => void this.flush(), WRITE_MS).unref();
  }

  /** Empty when Redis cannot be read. */
  async read(): Promise<Quote[]> {
    const fields = await this.store.read(this.key()).catch(() => ({}));
    return Object.values(fields).flatMap((text) => {
      try {
        return decode('quotes', `{"quotes":[${text}],"rates":[]}`).quotes;
      } catch {
        return [];
      }
    });
  }

  /** Writes what waits; what Redis does not take is read from the database by whoever starts next. */
  async flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const quotes = [...this.pending.values()];
    this.pending = new Map();
    this.writing = this.writing.then(async () => {
      for (let start = 0; start < quotes.length; start += FIELDS_PER_COMMAND) {
        const part = quotes.slice(start, start + FIELDS_PER_COMMAND);
        await this.store
          .write(this.key(), new Map(part.map((quote) => [quote.instrumentId, encode(quote as never)])))
          .catch(() => undefined);
      }
    });
    await this.writing;
  }

  async close(): Promise<void> {
    await this.flush();
    this.store.close();
  }

  private key(): string {
    return `${PREFIX}:${this.databaseId}`;
  }
}

/** Of the cached prices those that are the database's current ones. */
export async function confirmed(em: EntityManager, cached: readonly Quote[]): Promise<Quote[]> {
  if (cached.length === 0) return [];
  const rows: { id: string; revision: string; received_ms: string }[] = await em.execute(
    `select instrument_id as id, revision::text, (extract(epoch from received_at) * 1000)::bigint::text as received_ms from current_quote`,
  );
  const current = new Map(rows.map(({ id, revision, received_ms }) => [id, `${revision} ${received_ms}`]));
  return cached.filter(({ instrumentId, revision, receivedAt }) => current.get(instrumentId) === `${revision} ${receivedAt.getTime()}`);
}
