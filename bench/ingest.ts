/**
 * How fast prices come in: a refresh of 10,000 instruments and a steady stream, through the real pipeline into a real
 * database, beside the loop a user would write (insert, upsert and publish for each price) in the same run.
 */
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PubSub } from 'graphql-subscriptions';
import { type WebSocket, WebSocketServer } from 'ws';
import type { SourceId } from '../src/domain/ids.js';
import { Instrument, SourceSymbol } from '../src/domain/instrument.js';
import { PriceBook } from '../src/domain/price-book.js';
import { Adjustment, type Quote, QuoteKind } from '../src/domain/quote.js';
import type { SourceInfo } from '../src/domain/source.js';
import { Pipeline } from '../src/ingestion/pipeline.js';
import type { RawQuote } from '../src/ingestion/source.js';
import { StreamSource } from '../src/ingestion/sources/stream.js';
import { SymbolBook } from '../src/ingestion/symbols.js';
import { Bus } from '../src/storage/bus.js';
import { Database } from '../src/storage/database.js';
import { storeObservations } from '../src/storage/query/store.js';
import { findBinaries } from '../test/testkit/binaries.js';
import { startPostgres } from '../test/testkit/postgres.js';
import { machine, rows, saveTable } from './report.js';
import { CURRENCY, firstCents, fromHundredths, IdKind, idOf, symbolOf } from './world.js';
import { writeInstruments } from './world-database.js';

const INSTRUMENTS = 10_000;
/** Streamed ticks offered at once while measuring the most that can be taken. */
const BURST = 500;
const STREAM_S = 5;
const GOAL_S = { postgresql: 2, embedded: 5 } as const;
const SOURCE: SourceInfo = { id: 'stream' as SourceId, name: 'Bench', simulated: false, priority: 5 };
/** As the stream's ticks are named. */
const STREAM = 'ticks' as SourceId;
/** Ticks a second over a socket, and the longest time between telling and storing one. */
const SUSTAINED = 5_000;
const AHEAD_MS = 200;
const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Each round moves every price by a cent and a millisecond, so that all of them are news. */
class Prices {
  private round = 0;
  private timeMs = Date.now() - 3_600_000;

  next(index: number): RawQuote {
    if (index === 0) this.round += 1;
    this.timeMs += index === 0 ? 1_000 : 0;
    return {
      type: 'quote',
      symbol: symbolOf(index),
      kind: QuoteKind.LAST,
      price: fromHundredths(firstCents(index) + this.round),
      currency: CURRENCY,
      observedAt: new Date(this.timeMs),
      valueDate: null,
      previousClose: null,
      adjustment: Adjustment.NONE,
    };
  }

  /** As a feed writes it. */
  tick(index: number): { symbol: string; price: string; currency: string } {
    if (index === 0) this.round += 1;
    return { symbol: idOf(IdKind.INSTRUMENT, index), price: fromHundredths(firstCents(index) + this.round), currency: CURRENCY };
  }

  all(): RawQuote[] {
    return Array.from({ length: INSTRUMENTS }, (_, index) => this.next(index));
  }
}

async function openPipeline(
  database: Database,
  onPublished: (quotes: readonly Quote[]) => void = () => undefined,
): Promise<{ pipeline: Pipeline; published: () => number; close(): Promise<void> }> {
  const bus = Bus.open(null, 'bench', () => undefined);
  let published = 0;
  await bus.subscribe('quotes', ({ quotes }) => {
    published += quotes.length;
    onPublished(quotes);
  });
  const symbols = new SymbolBook(() =>
    database.read(async (em) => ({ instruments: await em.find(Instrument, {}), symbols: await em.find(SourceSymbol, {}) })),
  );
  await symbols.refresh();
  const silent = { info() {}, warn() {}, error: (detail: object, message: string) => console.error(message, detail) };
  const pipeline = new Pipeline({
    book: new PriceBook(),
    symbols,
    store: (request) => database.write((em) => storeObservations(em, request, new Date())),
    publish: (news) => bus.publish('quotes', news),
    now: () => new Date(),
    aheadMs: AHEAD_MS,
    log: silent,
    sources: [SOURCE],
  });
  return { pipeline, published: () => published, close: () => bus.close() };
}

/** Seconds until every price of a refresh is stored and its reader told; the best of three rounds is no average of noise. */
async function refresh(database: Database, prices: Prices): Promise<number> {
  const { pipeline, published, close } = await openPipeline(database);
  const taken: number[] = [];
  for (let round = 1; round <= 3; round += 1) {
    const raws = prices.all();
    const startMs = performance.now();
    await pipeline.ingest(SOURCE, raws);
    taken.push((performance.now() - startMs) / 1000);
    if (published() !== round * INSTRUMENTS) throw new Error(`${published()} of ${round * INSTRUMENTS} prices were published.`);
  }
  await close();
  return median(taken);
}

async function stream(database: Database, prices: Prices, burst: number): Promise<number> {
  const { pipeline, published, close } = await openPipeline(database);
  await pipeline.ingest(SOURCE, prices.all());
  const before = published();
  const startMs = performance.now();
  for (let index = 0; performance.now() - startMs < STREAM_S * 1000; ) {
    const raws = Array.from({ length: burst }, (_, place) => prices.next((index + place) % INSTRUMENTS));
    index = (index + burst) % INSTRUMENTS;
    pipeline.offer(SOURCE, raws);
    await pipeline.settled();
  }
  const rate = (published() - before) / ((performance.now() - startMs) / 1000);
  await close();
  return rate;
}

/**
 * A feed over a real socket, so many ticks a second: from the moment a tick is written to the moment it is in the book and told, how
 * many of those written were told, and what it costs; the sender's part of the CPU is in it too.
 */
async function overSocket(database: Database, prices: Prices) {
  const latencies: number[] = [];
  const newest = new Map<string, number>();
  const told = (quotes: readonly Quote[]) => {
    const now = Date.now();
    for (const { instrumentId, observedAt, source } of quotes) {
      const atMs = observedAt.getTime();
      // Told again once its row is there: the first time counts.
      if (source !== STREAM || atMs <= (newest.get(instrumentId) ?? 0)) continue;
      newest.set(instrumentId, atMs);
      latencies.push(now - atMs);
    }
  };
  const { pipeline, close } = await openPipeline(database, told);
  await pipeline.ingest(SOURCE, prices.all());
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const connected = new Promise<WebSocket>((resolve) => server.once('connection', resolve));
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const source = new StreamSource({ url, info: { ...SOURCE, id: STREAM } });
  const nothing = () => undefined;
  const handle = source.open([], {
    observed: (raws) => pipeline.offer(source.info, raws),
    connected: nothing,
    disconnected: nothing,
    garbage: nothing,
  });
  const socket = await connected;
  const [heapBefore, cpuBefore] = [process.memoryUsage().heapUsed, process.cpuUsage()];
  const startMs = performance.now();
  let sent = 0;
  while (performance.now() - startMs < STREAM_S * 1000) {
    const due = Math.floor(((performance.now() - startMs) / 1000) * SUSTAINED) - sent;
    const frame = Array.from({ length: due }, (_, place) => ({ ...prices.tick((sent + place) % INSTRUMENTS), time: Date.now() }));
    if (due > 0) socket.send(JSON.stringify(frame));
    sent += due;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const sentS = (performance.now() - startMs) / 1000;
  const rate = latencies.length / sentS;
  const { user, system } = process.cpuUsage(cpuBefore);
  await pipeline.settled();
  const heapMb = (process.memoryUsage().heapUsed - heapBefore) / 1024 / 1024;
  await handle.close();
  server.close();
  await close();
  latencies.sort((a, b) => a - b);
  const p99Ms = latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN;
  return { p99Ms, rate, heapMb, share: latencies.length / sent, cores: (user + system) / 1e6 / sentS };
}

/** What a user would write first: for each price an insert, an upsert and a publish. */
async function simpleLoop(database: Database, prices: Prices): Promise<number> {
  const pubsub = new PubSub();
  let published = 0;
  await pubsub.subscribe('PRICE', () => {
    published += 1;
  });
  const columns =
    'instrument_id, source, priority, kind, price, currency, observed_at, value_date, received_at, raw_price, adjustment, revision';
  const values = `values (?, 'bench', 9, 'LAST', ?, '${CURRENCY}', ?, ?, ?, ?, 'NONE', nextval('revision'))`;
  const startMs = performance.now();
  for (const [index, { price, observedAt }] of prices.all().entries()) {
    const at = (observedAt as Date).toISOString();
    const row = [idOf(IdKind.INSTRUMENT, index), price, at, at.slice(0, 10), at, price];
    await database.read(async (em) => {
      await em.execute(`insert into quote (${columns}) ${values}`, row);
      await em.execute(
        `insert into current_quote (${columns}) ${values} on conflict (instrument_id) do update set price = excluded.price, observed_at = excluded.observed_at`,
        row,
      );
    });
    await pubsub.publish('PRICE', { index, price });
  }
  if (published !== INSTRUMENTS) throw new Error(`${published} prices were published.`);
  return (performance.now() - startMs) / 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

async function measure(database: Database): Promise<string[]> {
  await database.write((em) => writeInstruments(em, INSTRUMENTS));
  const prices = new Prices();
  await refresh(database, prices);
  const [looped, refreshed] = [await simpleLoop(database, prices), await refresh(database, prices)];
  const goal = GOAL_S[database.kind];
  const [burst, single] = [await stream(database, prices, BURST), await stream(database, prices, 1)];
  // Last, since its ticks are of now and the others' of an hour ago.
  const socket = await overSocket(database, prices);
  return [
    database.kind,
    looped.toFixed(2),
    refreshed.toFixed(2),
    (refreshed / looped).toFixed(3),
    `<= ${goal} s: ${refreshed <= goal ? 'reached' : 'missed'}`,
    burst.toFixed(0),
    single.toFixed(0),
    `${socket.rate.toFixed(0)} / ${(socket.share * 100).toFixed(1)} % / ${socket.cores.toFixed(2)} / ${socket.p99Ms} / ${socket.heapMb.toFixed(0)}`,
  ];
}

async function measureEmbedded(): Promise<string[]> {
  const folder = join(tmpdir(), `tidemark-bench-ingest-${process.pid}`);
  const database = await Database.open({ url: null, folder });
  try {
    return await measure(database);
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measurePostgres(): Promise<string[]> {
  const server = await startPostgres();
  try {
    const database = await Database.open({ url: await server.createDatabase('bench'), folder: null });
    try {
      return await measure(database);
    } finally {
      await database.close();
    }
  } finally {
    await server.stop();
  }
}

const { values } = parseArgs({ options: { save: { type: 'boolean', default: false } } });
const alive = setInterval(() => undefined, 1000);
const lines = [await measureEmbedded()];
if (findBinaries('postgres')) lines.push(await measurePostgres());
else console.log('PostgreSQL is not on this machine; it is left out.');
const titles = [
  'database',
  'loop, s',
  'refresh of 10,000, s',
  'ratio',
  'goal',
  `ticks/s, ${BURST} at once`,
  'ticks/s, one at a time',
  `${SUSTAINED}/s over a socket: told/s, of those sent, cores, p99 ms, heap MB`,
];
const table = `${rows(titles, lines)}\n\n${machine()}`;
console.log(table);
if (values.save) saveTable(join(ROOT, 'docs/BENCHMARKS.md'), 'ingest', table);
clearInterval(alive);
