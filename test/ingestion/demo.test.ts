/** The demo's exchange through the real connectors: everything it lists gets a price, and nothing it says is refused. */
import { expect, test } from '@jest/globals';
import { startExchange } from '../../src/demo/exchange.js';
import { instrumentOf, LISTINGS, symbolsOf } from '../../src/demo/listing.js';
import type { Day } from '../../src/domain/day.js';
import { PriceBook } from '../../src/domain/price-book.js';
import { Pipeline } from '../../src/ingestion/pipeline.js';
import { IngestionLoop } from '../../src/ingestion/schedule.js';
import { AmfiSource } from '../../src/ingestion/sources/amfi.js';
import { EcbSource } from '../../src/ingestion/sources/ecb.js';
import { StreamSource } from '../../src/ingestion/sources/stream.js';
import { YahooSource } from '../../src/ingestion/sources/yahoo.js';
import type { StoreRequest } from '../../src/ingestion/store.js';
import { SymbolBook } from '../../src/ingestion/symbols.js';
import { eventually } from '../testkit/until.js';

const seed = 'connectors';
const now = () => new Date();
const quiet = { info() {}, warn() {}, error() {} };

test('every listing is priced by the first cycle, and the stream moves prices on', async () => {
  const exchange = await startExchange({ seed, ticksPerSecond: 200, now });
  const instruments = LISTINGS.map((listing) => instrumentOf({ seed, listing, createdAt: now() }));
  const symbols = new SymbolBook(async () => ({
    instruments,
    symbols: LISTINGS.flatMap((listing, index) => symbolsOf(listing).map((name) => ({ ...name, instrumentId: instruments[index]!.id }))),
  }));
  const book = new PriceBook();
  let revision = 0;
  const next = () => {
    revision += 1;
    return revision;
  };
  const store = async ({ current, currentRates, history }: StoreRequest) => ({
    quotes: current.map((quote) => ({ ...quote, revision: next() })),
    rates: currentRates.map((rate) => ({ ...rate, revision: next(), previous: null })),
    history: history.length,
    withdrawn: [],
  });
  const pipeline = new Pipeline({ book, symbols, store, publish: () => {}, now, log: quiet });
  const yahoo = new YahooSource({ baseUrl: exchange.httpUrl });
  const polled = [new AmfiSource({ baseUrl: exchange.httpUrl }), new EcbSource({ baseUrl: exchange.httpUrl }), yahoo];
  const sources = [...polled, new StreamSource({ url: exchange.streamUrl })];
  const loop = new IngestionLoop({ sources, pipeline, symbols, intervalMs: 3_600_000, now, log: quiet });
  try {
    await loop.runOnce();
    expect(instruments.filter(({ id }) => book.quote(id) === null).map(({ name }) => name)).toEqual([]);
    expect(book.rates.size).toBeGreaterThan(20);
    await eventually(() => [...book.quotes.values()].some(({ source }) => source === 'stream'));
    expect(pipeline.rejections()).toEqual([]);
    expect(loop.health().map(({ id, status }) => `${id} ${status}`)).toEqual(['amfi OK', 'ecb OK', 'yahoo OK', 'stream OK']);
    const history = await yahoo.history(['AAPL'], '2026-01-05' as Day, '2026-01-09' as Day, new AbortController().signal);
    expect(history.observations).toHaveLength(5);
  } finally {
    await loop.stop();
    await exchange.close();
  }
});
