/** Streamed prices told ahead of their rows, on a real database: in the end it holds what it would have held. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Currency } from '../../src/domain/currency.js';
import type { InstrumentId, SourceId } from '../../src/domain/ids.js';
import { PriceBook } from '../../src/domain/price-book.js';
import type { Quote } from '../../src/domain/quote.js';
import { Pipeline } from '../../src/ingestion/pipeline.js';
import type { RawQuote } from '../../src/ingestion/source.js';
import { SymbolBook } from '../../src/ingestion/symbols.js';
import { Database } from '../../src/storage/database.js';
import { currentQuotes } from '../../src/storage/query/quote.js';
import { storeObservations } from '../../src/storage/query/store.js';

const SOURCES = ['one', 'two'].map((id, index) => ({ id: id as SourceId, name: id, simulated: false, priority: index + 1 }));
const START = Date.parse('2026-11-18T15:00:00Z');
const DAY_MS = 86_400_000;

interface Tick {
  readonly source: number;
  readonly instrument: number;
  /** After the start. */
  readonly minute: number;
  readonly price: number;
}

const about = { instrument: fc.nat(2), price: fc.integer({ min: 95, max: 105 }) };
/** What two sources say, in the order of time: it is what arbitration between them goes by. */
const ofTwo: fc.Arbitrary<Tick[]> = fc
  .array(fc.record({ ...about, source: fc.nat(1), pause: fc.oneof(fc.constant(0), fc.nat(15)) }), { minLength: 1, maxLength: 40 })
  .map((ticks) => {
    let minute = 0;
    return ticks.map(({ pause, ...rest }) => {
      minute += pause;
      return { ...rest, minute };
    });
  });
/** What one source says, some of it late. */
const ofOne: fc.Arbitrary<Tick[]> = fc.array(fc.record({ ...about, source: fc.constant(0), minute: fc.nat(60) }), {
  minLength: 1,
  maxLength: 40,
});

let database: Database;
let rounds = 0;

beforeAll(async () => {
  const image = new Blob([readFileSync('dist/database.tar')], { type: 'application/x-tar' });
  database = await Database.open({ url: null, folder: null, image });
});
afterAll(() => database?.close());

/** Instruments of a world of their own, so that the rounds share a database. */
function instrumentsOf(round: number): InstrumentId[] {
  return [1, 2, 3].map((index) => `01900000-0000-7000-8000-${String(round * 10 + index).padStart(12, '0')}` as InstrumentId);
}

/** An instance over the database that all share. */
function openPipeline(
  ids: readonly InstrumentId[],
  aheadMs: number,
  publish: (quotes: readonly Quote[]) => void,
): { pipeline: Pipeline; book: PriceBook } {
  const symbols = new SymbolBook(async () => ({ instruments: [], symbols: [] }));
  const share = { kind: 'EQUITY', currency: 'USD' as Currency, mic: null, unitDivisor: 1 } as const;
  symbols.replace({ instruments: ids.map((id) => ({ id, ...share })), symbols: [] });
  const book = new PriceBook();
  const pipeline = new Pipeline({
    book,
    symbols,
    aheadMs,
    store: (request) => database.write((em) => storeObservations(em, request, new Date())),
    publish: ({ quotes }) => publish(quotes),
    now: () => new Date(START + DAY_MS),
    log: { info() {}, warn() {}, error() {} },
    sources: SOURCES,
  });
  return { pipeline, book };
}

function rawOf(symbol: string, price: number, minute: number): RawQuote {
  const about = { type: 'quote', kind: 'LAST', currency: 'USD', valueDate: null, previousClose: null, adjustment: 'NONE' } as const;
  return { ...about, symbol, price: String(price), observedAt: new Date(START + minute * 60_000) };
}

async function rowsOf(ids: readonly InstrumentId[]): Promise<string[]> {
  const rows: { text: string }[] = await database.read((em) =>
    em.execute(
      `select concat_ws(' ', right(instrument_id::text, 1), source, price::float8, extract(epoch from observed_at)::bigint) as text from quote
       where instrument_id in (select jsonb_array_elements_text(?::jsonb)::uuid) order by 1`,
      [JSON.stringify(ids)],
    ),
  );
  return rows.map(({ text }) => text);
}

/** Streams the ticks; returns what readers saw, in their order, and what the database holds at the end. */
async function run(ticks: readonly Tick[], aheadMs: number) {
  rounds += 1;
  const ids = instrumentsOf(rounds);
  const seen: Quote[] = [];
  const reader = new PriceBook();
  const { pipeline } = openPipeline(ids, aheadMs, (quotes) => {
    for (const quote of quotes) if (reader.put(quote)) seen.push(quote);
  });
  for (const [index, { source, instrument, minute, price }] of ticks.entries()) {
    pipeline.offer(SOURCES[source] as (typeof SOURCES)[number], [rawOf(ids[instrument] as string, price, minute)]);
    // Long enough, once in a while, for what waits to be stored before what was told.
    if (index % 7 === 3) await new Promise((resolve) => setTimeout(resolve, index % 2 === 0 ? 0 : 25));
  }
  await pipeline.settled();
  await pipeline.settled();
  const place = (id: string) => ids.indexOf(id as InstrumentId);
  const current = await database.read((em) => currentQuotes(em, ids));
  const state = (quote: Quote) => `${place(quote.instrumentId)} ${quote.price} ${quote.observedAt.toISOString()} ${quote.source}`;
  return {
    seen,
    reader: [...reader.quotes.values()].map(state).sort(),
    current: current.map(state).sort(),
    rows: [...new Set(await rowsOf(ids))],
  };
}

test('the database ends with the current prices and the history it would have had, and every reader with the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(ofOne, ofTwo), async (ticks) => {
      const [first, ahead] = [await run(ticks, 0), await run(ticks, 1000)];
      expect(ahead.current).toEqual(first.current);
      expect(ahead.reader).toEqual(ahead.current);
      expect(ahead.rows).toEqual(first.rows);
      for (const id of new Set(ahead.seen.map(({ instrumentId }) => instrumentId))) {
        const times = ahead.seen.filter(({ instrumentId }) => instrumentId === id).map(({ observedAt }) => observedAt.getTime());
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }
    }),
    { numRuns: 60 },
  );
});

test('what an instance told and did not live to store, its heirs store once', async () => {
  rounds += 1;
  const ids = instrumentsOf(rounds);
  const [id] = ids as [InstrumentId];
  const [source] = SOURCES as [(typeof SOURCES)[number]];
  const everybody: { pipeline: Pipeline; book: PriceBook }[] = [];
  const tell = (quotes: readonly Quote[]) => {
    for (const { book } of everybody) for (const quote of quotes) book.put(quote);
  };
  for (let instance = 0; instance < 3; instance += 1) everybody.push(openPipeline(ids, 60_000, tell));
  const [gone, ...heirs] = everybody as [(typeof everybody)[number], ...typeof everybody];
  await gone.pipeline.ingest(source, [rawOf(id, 100, 0)]);
  gone.pipeline.offer(source, [rawOf(id, 101, 1)]);
  for (const { pipeline, book } of heirs) pipeline.adopt([book.quote(id) as Quote]);
  await Promise.all(heirs.map(({ pipeline }) => pipeline.settled()));
  await Promise.all(heirs.map(({ pipeline }) => pipeline.settled()));
  expect(heirs.map(({ book }) => [book.quote(id)?.price.toFixed(), book.quote(id)?.ahead])).toEqual([
    ['101', undefined],
    ['101', undefined],
  ]);
  const [row] = await database.read((em) => currentQuotes(em, [id]));
  expect([row?.price.toFixed(), (await rowsOf(ids)).length]).toEqual(['101', 2]);
});
