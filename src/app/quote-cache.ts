/** Warms the price book from Redis at the start, where there is one, and keeps the latest prices there. */
import type { Config } from '../config.js';
import type { PriceBook } from '../domain/price-book.js';
import { confirmed, QuoteCache } from '../storage/quote-cache.js';
import { openHashStore } from '../storage/redis.js';
import type { Log } from '../telemetry.js';
import type { Core } from './core.js';

/** Null without Redis: then the price book is the only copy, and the database fills it. */
export async function openQuoteCache(
  config: Config,
  { database, databaseId }: Core,
  prices: PriceBook,
  log: Log,
): Promise<QuoteCache | null> {
  if (config.redis === null) return null;
  const store = openHashStore(config.redis, () => undefined);
  const cache = new QuoteCache(store, databaseId);
  const cached = await cache.read();
  const warm = await database.read((em) => confirmed(em, cached));
  for (const quote of warm) prices.put(quote);
  log.info({ cached: cached.length, warm: warm.length }, 'The latest prices were read from Redis; the rest comes from the database.');
  return cache;
}
