// The latest prices in Redis: warm for whoever starts, and never wrong after a restart of Redis or a change behind its back.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Currency } from '../../src/domain/currency.js';
import type { Day } from '../../src/domain/day.js';
import { Decimal } from '../../src/domain/decimal.js';
import type { InstrumentId, SourceId } from '../../src/domain/ids.js';
import { Database } from '../../src/storage/database.js';
import { databaseIdOf } from '../../src/storage/query/database-id.js';
import type { StorableQuote } from '../../src/storage/query/quote.js';
import { storeObservations } from '../../src/storage/query/store.js';
import { confirmed, QuoteCache } from '../../src/storage/quote-cache.js';
import { openHashStore } from '../../src/storage/redis.js';
import { type RedisServer, startRedis } from '../testkit/redis.js';
import { describeWithRedis } from '../testkit/servers.js';

const [ONE, TWO] = ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002'] as [InstrumentId, InstrumentId];

function price(instrumentId: InstrumentId, figure: string, minute: string): StorableQuote {
  const observedAt = new Date(`2026-11-18T15:${minute}:00Z`);
  const shared = {
    instrumentId,
    source: 'one' as SourceId,
    priority: 1,
    kind: 'LAST',
    adjustment: 'NONE',
    currency: 'USD' as Currency,
  } as const;
  const close = { price: new Decimal('99.5'), valueDate: null };
  return {
    ...shared,
    price: new Decimal(figure),
    observedAt,
    valueDate: '2026-11-18' as Day,
    receivedAt: observedAt,
    previousClose: close,
    rawPrice: figure,
    rawCurrency: null,
  };
}

describeWithRedis('the cache of the latest prices', () => {
  let redis: RedisServer;
  let database: Database;
  let databaseId: string;

  beforeAll(async () => {
    redis = await startRedis();
    const image = new Blob([readFileSync('dist/database.tar')], { type: 'application/x-tar' });
    database = await Database.open({ url: null, folder: null, image });
    databaseId = await database.read(databaseIdOf);
  });
  afterAll(async () => {
    await database?.close();
    await redis?.stop();
  });

  const open = (id = databaseId) =>
    new QuoteCache(
      openHashStore({ kind: 'server', url: redis.url }, () => undefined),
      id,
    );
  const put = async (...quotes: StorableQuote[]) => {
    const decided = { current: quotes, history: [], currentRates: [], historyRates: [] };
    return (await database.write((em) => storeObservations(em, decided, new Date()))).quotes;
  };
  const warm = async (cache: QuoteCache) => {
    const quotes = await database.read(async (em) => confirmed(em, await cache.read()));
    return quotes.map(({ price: figure }) => figure.toFixed()).sort();
  };

  test('what became current is there for whoever starts, digit by digit; what changed since is left to the database', async () => {
    const cache = open();
    const stored = await put(price(ONE, '100.00000001', '30'), price(TWO, '200', '30'));
    cache.put(stored);
    await cache.close();
    const restarted = open();
    const read = await restarted.read();
    expect(read.find(({ instrumentId }) => instrumentId === ONE)).toEqual(stored.find(({ instrumentId }) => instrumentId === ONE));
    expect(await warm(restarted)).toEqual(['100.00000001', '200']);
    await put(price(TWO, '201', '31'));
    expect(await warm(restarted)).toEqual(['100.00000001']);
    await restarted.close();
  });

  test('a price told ahead of its row is not kept, nor one of another database', async () => {
    const cache = open();
    const [stored] = await put(price(ONE, '101', '40'));
    if (!stored) throw new Error('It became current.');
    cache.put([stored]);
    await cache.flush();
    cache.put([{ ...stored, price: new Decimal('102'), ahead: 1 }]);
    await cache.flush();
    expect(await warm(cache)).toEqual(['101']);
    const foreign = open('another');
    expect(await foreign.read()).toEqual([]);
    await Promise.all([cache.close(), foreign.close()]);
  });

  test('a Redis that begins anew is empty, and filled again by what comes', async () => {
    const cache = open();
    cache.put(await put(price(ONE, '103', '50')));
    await cache.flush();
    await redis.restart();
    const after = open();
    expect(await warm(after)).toEqual([]);
    after.put(await put(price(ONE, '104', '51')));
    await after.flush();
    expect(await warm(after)).toEqual(['104']);
    await redis.kill();
    expect(await after.read()).toEqual([]);
    after.put(await put(price(ONE, '105', '52')));
    await after.close();
    await cache.close();
  });
});
