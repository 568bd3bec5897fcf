import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Currency } from '../domain/currency.js';
import type { FxRate } from '../domain/fx.js';
import type { InstrumentId, SourceId } from '../domain/ids.js';
import { PriceBook } from '../domain/price-book.js';
import type { Quote } from '../domain/quote.js';
import type { SourceInfo } from '../domain/source.js';
import { BATCH_QUEUE_MAX, Pipeline } from './pipeline.js';
import type { RawQuote } from './source.js';
import type { StoreRequest, StoreResult } from './store.js';
import { STREAM_QUEUE_MAX } from './stream-queue.js';
import { SymbolBook } from './symbols.js';

const TRUSTED: SourceInfo = { id: 'trusted' as SourceId, name: 'Trusted', simulated: false, priority: 1 };
const OTHER: SourceInfo = { id: 'other' as SourceId, name: 'Other', simulated: false, priority: 2 };
const NOW = new Date('2026-11-18T20:00:00Z');
const quiet = { info() {}, warn() {}, error() {} };

/** A pipeline over a store in memory that numbers revisions; the store can be held, and can fail. */
function open() {
  const instruments = ['A', 'B', 'C'].map((name) => ({
    id: `id-${name}` as InstrumentId,
    kind: 'EQUITY' as const,
    currency: 'USD' as Currency,
    mic: null,
    unitDivisor: 1,
    splits: [],
    pinnedSource: null,
  }));
  const rowsOf = (known: typeof instruments) => ({
    instruments: known,
    symbols: [TRUSTED, OTHER].flatMap(({ id }) =>
      known.map((instrument) => ({ source: id, symbol: instrument.id.slice(3), instrumentId: instrument.id })),
    ),
  });
  const made = [...instruments];
  const symbols = new SymbolBook(async () => rowsOf(made));
  symbols.replace(rowsOf(instruments));
  const make = (name: string) => {
    const [like] = instruments;
    if (like) made.push({ ...like, id: `id-${name}` as InstrumentId });
  };
  const requests: StoreRequest[] = [];
  const published: (Quote | FxRate)[] = [];
  const world = {
    book: new PriceBook(),
    requests,
    published,
    revision: 0,
    fails: false,
    loses: false,
    gate: Promise.resolve(),
    clock: NOW,
    answer: null as ((request: StoreRequest) => Promise<StoreResult>) | null,
  };
  const next = () => {
    world.revision += 1;
    return world.revision;
  };
  const store = async (request: StoreRequest): Promise<StoreResult> => {
    requests.push(request);
    await world.gate;
    if (world.fails) throw new Error('The database is away.');
    if (world.answer) return world.answer(request);
    if (world.loses) return { quotes: [], rates: [], history: request.current.length, withdrawn: [] };
    const quotes = request.current.map((candidate) => ({ ...candidate, revision: next() }));
    const rates = request.currentRates.map((candidate) => ({ ...candidate, revision: next(), previous: null }));
    return { quotes, rates, history: request.history.length, withdrawn: [] };
  };
  const publish = (news: { quotes: readonly Quote[]; rates: readonly FxRate[] }) => void published.push(...news.quotes, ...news.rates);
  const pipeline = new Pipeline({
    book: world.book,
    symbols,
    store,
    publish,
    now: () => world.clock,
    log: quiet,
    sources: [TRUSTED, OTHER],
  });
  return { ...world, world, pipeline, make };
}

/** `A 12:00 100` */
function raw(text: string): RawQuote {
  const [symbol, time, price] = text.split(' ') as [string, string, string];
  const observedAt = new Date(`2026-11-18T${time}:00Z`);
  return {
    type: 'quote',
    symbol,
    kind: 'LAST',
    price,
    currency: 'USD',
    observedAt,
    valueDate: null,
    previousClose: null,
    adjustment: 'NONE',
  };
}

function price(book: PriceBook, name: string): string | undefined {
  return book.quote(`id-${name}` as InstrumentId)?.price.toFixed();
}

test('each observation gets its result, in order, and what stands is stored, put and published', async () => {
  const { pipeline, book, published, requests } = open();
  const results = await pipeline.ingest(TRUSTED, [raw('A 12:00 100'), raw('X 12:00 1'), raw('B 12:00 0'), raw('C 12:00 50')]);
  expect(results.map(({ index, outcome, reason }) => `${index} ${outcome} ${reason}`)).toEqual([
    '0 CURRENT FIRST',
    '1 REJECTED UNKNOWN_SYMBOL',
    '2 REJECTED NOT_POSITIVE',
    '3 CURRENT FIRST',
  ]);
  expect(results[0]?.quote?.revision).toBe(1);
  expect([price(book, 'A'), price(book, 'B'), price(book, 'C')]).toEqual(['100', undefined, '50']);
  expect(published).toHaveLength(2);
  expect(requests).toHaveLength(1);
});

test('a price of an instrument that was made a moment ago, and that nobody told of yet, is looked up instead of refused', async () => {
  const { pipeline, make, book } = open();
  make('NEW');
  const results: string[] = [];
  pipeline.offer(TRUSTED, [raw('NEW 12:00 7')], (found) => results.push(...found.map(({ outcome, reason }) => `${outcome} ${reason}`)));
  await pipeline.settled();
  expect(results).toEqual(['CURRENT FIRST']);
  expect(price(book, 'NEW')).toBe('7');
});

test('within a batch the later observation stands, whatever the order', async () => {
  const { pipeline, book, requests } = open();
  const results = await pipeline.ingest(TRUSTED, [raw('A 12:02 102'), raw('A 12:00 100'), raw('A 12:01 101')]);
  expect(results.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual([
    'CURRENT NEWER',
    'HISTORY SUPERSEDED',
    'HISTORY SUPERSEDED',
  ]);
  expect(price(book, 'A')).toBe('102');
  expect(requests[0]?.history).toHaveLength(2);
});

test('a repetition reaches neither the store nor the readers', async () => {
  const { pipeline, published, requests } = open();
  await pipeline.ingest(TRUSTED, [raw('A 12:00 100')]);
  const [again] = await pipeline.ingest(TRUSTED, [raw('A 12:00 100')]);
  expect([again?.outcome, requests.length, published.length]).toEqual(['DUPLICATE', 1, 1]);
});

test('the permuted replay of one source ends in the same book', async () => {
  const texts = ['A 12:00 100', 'A 12:01 101', 'A 12:02 99', 'A 12:03 104', 'B 12:00 10', 'B 12:05 11'];
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(texts, { minLength: texts.length }), fc.integer({ min: 1, max: 6 }), async (order, size) => {
      const { pipeline, book } = open();
      for (let start = 0; start < order.length; start += size) await pipeline.ingest(TRUSTED, order.slice(start, start + size).map(raw));
      expect([price(book, 'A'), price(book, 'B')]).toEqual(['104', '11']);
    }),
    { numRuns: 50 },
  );
});

test('a figure out of proportion leaves the price as it is until a second source agrees', async () => {
  const { pipeline, book } = open();
  await pipeline.ingest(TRUSTED, [raw('A 12:00 100')]);
  const [held] = await pipeline.ingest(TRUSTED, [raw('A 12:01 150')]);
  expect([held?.outcome, price(book, 'A')]).toEqual(['HELD', '100']);
  expect(pipeline.held()).toMatchObject([{ subject: 'id-A' }]);
  const [second] = await pipeline.ingest(OTHER, [raw('A 12:02 150.5')]);
  expect([second?.reason, price(book, 'A')]).toEqual(['CONFIRMED_BY_SOURCE', '150.5']);
  expect(pipeline.held()).toEqual([]);
});

test('a hundredfold price never gets in by repetition, but an administrator may confirm it', async () => {
  const { pipeline, book } = open();
  await pipeline.ingest(TRUSTED, [raw('A 12:00 100')]);
  for (let minute = 10; minute < 20; minute += 1) await pipeline.ingest(TRUSTED, [raw(`A 12:${minute} 10000`)]);
  expect(price(book, 'A')).toBe('100');
  await pipeline.ingest(TRUSTED, [raw('A 12:30 10000')], { confirmed: true });
  expect(price(book, 'A')).toBe('10000');
});

test('when the store fails nothing is put or published, and the next attempt succeeds', async () => {
  const { pipeline, world } = open();
  world.fails = true;
  await expect(pipeline.ingest(TRUSTED, [raw('A 12:00 100')])).rejects.toThrow('away');
  expect([price(world.book, 'A'), world.published.length]).toEqual([undefined, 0]);
  world.fails = false;
  const [result] = await pipeline.ingest(TRUSTED, [raw('A 12:00 100')]);
  expect([result?.outcome, price(world.book, 'A')]).toEqual(['CURRENT', '100']);
});

test('a store that fails forgets the hold it would have counted', async () => {
  const { pipeline, world } = open();
  await pipeline.ingest(TRUSTED, [raw('A 12:00 100'), raw('B 12:00 10')]);
  world.fails = true;
  await expect(pipeline.ingest(TRUSTED, [raw('A 12:01 150'), raw('B 12:01 11')])).rejects.toThrow();
  expect(pipeline.held()).toEqual([]);
});

test('what loses in the database is reported as history', async () => {
  const { pipeline, world } = open();
  world.loses = true;
  const [result] = await pipeline.ingest(TRUSTED, [raw('A 12:00 100')]);
  expect([result?.outcome, result?.reason, price(world.book, 'A')]).toEqual(['HISTORY', 'LOST_IN_STORE', undefined]);
});

test('a correction the store makes to the incumbent is published, and not mistaken for the candidate that lost', async () => {
  const { pipeline, world } = open();
  const [first] = await pipeline.ingest(TRUSTED, [raw('A 12:00 100')]);
  const corrected = { ...(first?.quote as Quote), revision: 50 };
  world.answer = async () => ({ quotes: [corrected], rates: [], history: 1, withdrawn: [] });
  const [lost] = await pipeline.ingest(TRUSTED, [raw('A 12:01 101')]);
  expect([lost?.reason, world.published.at(-1)?.revision, price(world.book, 'A')]).toEqual(['LOST_IN_STORE', 50, '100']);
});

test('rates take the same way', async () => {
  const { pipeline, book } = open();
  const rate = { type: 'rate', base: 'EUR', quote: 'USD', rate: '1.1601', observedAt: NOW, valueDate: null } as const;
  const [result] = await pipeline.ingest(TRUSTED, [rate]);
  expect([result?.outcome, result?.rate?.rate.toFixed()]).toEqual(['CURRENT', '1.1601']);
  expect(book.rate('EUR' as Currency, 'USD' as Currency)?.revision).toBe(1);
});

test('under pressure a stream keeps the newest of each symbol, and one store is in flight at a time', async () => {
  const { pipeline, world } = open();
  const { promise: gate, resolve: release } = Promise.withResolvers<void>();
  world.gate = gate;
  const first = pipeline.ingest(TRUSTED, [raw('A 11:00 100')]);
  for (let count = 0; count < 3 * STREAM_QUEUE_MAX; count += 1) {
    pipeline.offer(TRUSTED, [{ ...raw('A 12:00 100'), observedAt: new Date(NOW.getTime() - 3_600_000 + count), price: `100.${count}` }]);
  }
  await new Promise((resolve) => setImmediate(resolve));
  expect(world.requests).toHaveLength(1);
  release();
  await first;
  await pipeline.settled();
  expect(price(world.book, 'A')).toBe(`100.${3 * STREAM_QUEUE_MAX - 1}`);
  const stored = world.requests.reduce((sum, { current, history }) => sum + current.length + history.length, 0);
  expect(stored).toBe(STREAM_QUEUE_MAX + 2);
});

test('delivered batches are never conflated, and beyond their bound they are refused rather than lost', async () => {
  const { pipeline } = open();
  const accepted = Array.from({ length: BATCH_QUEUE_MAX }, () => pipeline.ingest(TRUSTED, [raw('A 12:00 100')]));
  await expect(pipeline.ingest(TRUSTED, [raw('A 12:00 100')])).rejects.toThrow('not reachable');
  const results = await Promise.all(accepted);
  expect(results.flat().filter(({ outcome }) => outcome === 'CURRENT')).toHaveLength(1);
});

test('readers hear only of what can be read: publishing that fails takes nothing back', async () => {
  const { world } = open();
  const symbols = new SymbolBook(async () => ({ instruments: [], symbols: [] }));
  symbols.replace({
    instruments: [
      {
        id: 'id-A' as InstrumentId,
        kind: 'EQUITY',
        currency: 'USD' as Currency,
        mic: null,
        unitDivisor: 1,
        splits: [],
        pinnedSource: null,
      },
    ],
    symbols: [],
  });
  const pipeline = new Pipeline({
    book: world.book,
    symbols,
    store: async ({ current }) => ({ quotes: current.map((quote) => ({ ...quote, revision: 1 })), rates: [], history: 0, withdrawn: [] }),
    publish: () => Promise.reject(new Error('The bus is away.')),
    now: () => NOW,
    log: quiet,
  });
  const [result] = await pipeline.ingest(TRUSTED, [raw('id-A 12:00 100')]);
  expect([result?.outcome, price(world.book, 'A')]).toEqual(['CURRENT', '100']);
});

test('refusals are counted by reason, and the newest hundred are kept', async () => {
  const { pipeline } = open();
  await pipeline.ingest(
    TRUSTED,
    Array.from({ length: 150 }, (_, index) => raw(`X${index} 12:00 1`)),
  );
  expect(pipeline.tally.counts()).toEqual([{ source: 'trusted', outcome: 'REJECTED', reason: 'UNKNOWN_SYMBOL', count: 150 }]);
  expect(pipeline.rejections()).toHaveLength(100);
  expect(pipeline.rejections().at(-1)).toMatchObject({ symbol: 'X149', figure: '1', reason: 'UNKNOWN_SYMBOL' });
});

test('a verdict names its rule and the newest word of each other source', async () => {
  const { pipeline, requests } = open();
  await pipeline.ingest(OTHER, [raw('A 12:00 100')]);
  await pipeline.ingest(TRUSTED, [raw('A 12:01 101')]);
  await pipeline.ingest(OTHER, [raw('A 12:02 102')]);
  await pipeline.ingest(TRUSTED, [raw('A 12:03 103')]);
  const verdicts = requests.flatMap(({ current }) => current.map(({ verdict }) => verdict));
  expect(verdicts).toEqual([
    { rule: 'FIRST', losers: [] },
    { rule: 'NEWER', losers: [{ source: 'other', price: '100', observedAt: '2026-11-18T12:00:00.000Z' }] },
    { rule: 'NEWER', losers: [{ source: 'other', price: '102', observedAt: '2026-11-18T12:02:00.000Z' }] },
  ]);
});
