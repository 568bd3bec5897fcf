/** The loop over real connectors and a misbehaving exchange: no source holds up another, and the last good price stays. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Currency } from '../../src/domain/currency.js';
import type { InstrumentId, SourceId } from '../../src/domain/ids.js';
import { PriceBook } from '../../src/domain/price-book.js';
import { HttpClient } from '../../src/ingestion/http.js';
import { Pipeline } from '../../src/ingestion/pipeline.js';
import { IngestionLoop } from '../../src/ingestion/schedule.js';
import type { PollResult, Source, SourceCapabilities } from '../../src/ingestion/source.js';
import { AMFI, AmfiSource } from '../../src/ingestion/sources/amfi.js';
import { ECB, EcbSource } from '../../src/ingestion/sources/ecb.js';
import { StreamSource } from '../../src/ingestion/sources/stream.js';
import { YAHOO, YahooSource } from '../../src/ingestion/sources/yahoo.js';
import type { StoreRequest } from '../../src/ingestion/store.js';
import { SymbolBook } from '../../src/ingestion/symbols.js';
import { StubExchange } from '../testkit/stub-exchange.js';
import { eventually } from '../testkit/until.js';

const NOW = new Date('2026-11-18T15:31:00Z');
const quiet = { info() {}, warn() {}, error() {} };
let stub: StubExchange;
let loop: IngestionLoop;
let world: ReturnType<typeof prepare>;

beforeEach(async () => {
  stub = await StubExchange.open();
  world = prepare();
});
afterEach(async () => {
  await loop.stop();
  await stub.close();
});

function prepare() {
  const state = { clock: NOW, fails: false, revision: 0, pauses: new Map<string, Date>() };
  const book = new PriceBook();
  const instrument = (id: string, kind: 'EQUITY' | 'FUND', currency: string) => ({
    id: id as InstrumentId,
    kind,
    currency: currency as Currency,
    mic: null,
    unitDivisor: 1,
    splits: [],
    pinnedSource: null,
  });
  const named = (source: string, symbol: string, id: string) => ({ source, symbol, instrumentId: id as InstrumentId });
  const symbols = new SymbolBook(async () => ({
    instruments: [instrument('aapl', 'EQUITY', 'USD'), instrument('vtsax', 'FUND', 'USD'), instrument('bluechip', 'FUND', 'INR')],
    symbols: [
      named(YAHOO, 'AAPL', 'aapl'),
      named(YAHOO, 'VTSAX', 'vtsax'),
      named(AMFI, '190001', 'bluechip'),
      named('stream', 'AAPL', 'aapl'),
      named('own', 'AAPL', 'aapl'),
    ],
  }));
  const next = () => {
    state.revision += 1;
    return state.revision;
  };
  const store = async ({ current, currentRates, history }: StoreRequest) => {
    if (state.fails) throw new Error('The database is away.');
    return {
      quotes: current.map((quote) => ({ ...quote, revision: next() })),
      rates: currentRates.map((rate) => ({ ...rate, revision: next(), previous: null })),
      history: history.length,
      withdrawn: [],
    };
  };
  const pipeline = new Pipeline({ book, symbols, store, publish: () => {}, now: () => state.clock, log: quiet });
  return { state, book, symbols, pipeline };
}

function open(...sources: Source[]): IngestionLoop {
  const { pipeline, symbols, state } = world;
  loop = new IngestionLoop({
    sources,
    pipeline,
    symbols,
    intervalMs: 3_600_000,
    now: () => state.clock,
    log: quiet,
    retryMs: 1,
    random: () => 0,
    pauses: {
      recall: async (source) => state.pauses.get(source) ?? null,
      remember: async (source, until) => void state.pauses.set(source, until),
    },
  });
  return loop;
}

const http = new HttpClient({ now: () => world.state.clock });
const amfi = () => new AmfiSource({ baseUrl: stub.url(), http });
const ecb = () => new EcbSource({ baseUrl: stub.url(), http });
const yahoo = () => new YahooSource({ baseUrl: stub.url(), http });

/** A source of our own making, to act out what no server can. */
function own(poll: NonNullable<Source['poll']>, deadlineMs = 60_000): Source {
  const capabilities: SourceCapabilities = { ...yahoo().capabilities, limits: { deadlineMs, spacingMs: 0 } };
  return { info: { id: 'own' as SourceId, name: 'Own', simulated: false, priority: 1 }, capabilities, poll };
}

function priceOf(id: string): string | undefined {
  return world.book.quote(id as InstrumentId)?.price.toFixed();
}

function healthOf(id: string) {
  return loop.health().find((health) => health.id === id);
}

test('one cycle brings the prices of every source into the book', async () => {
  await open(amfi(), ecb(), yahoo()).runOnce();
  expect([priceOf('aapl'), priceOf('vtsax'), priceOf('bluechip')]).toEqual(['231.42', '158.27', '84.3127']);
  expect(world.book.rate('EUR' as Currency, 'USD' as Currency)?.rate.toFixed()).toBe('1.1601');
  expect(loop.health().map(({ id, status, accepted, rejected }) => [id, status, accepted, rejected])).toEqual([
    ['amfi', 'OK', 1, 0],
    ['ecb', 'OK', 29, 0],
    ['yahoo', 'OK', 2, 0],
  ]);
});

test('the first cycle runs at the start', async () => {
  open(ecb()).start();
  await eventually(() => healthOf(ECB)?.status === 'OK');
});

test('a source that never answers holds up no other', async () => {
  open(
    own(() => new Promise(() => {})),
    ecb(),
    yahoo(),
  ).start();
  await eventually(() => healthOf(ECB)?.status === 'OK' && healthOf(YAHOO)?.status === 'OK');
  expect([priceOf('aapl'), healthOf('own')?.status]).toEqual(['231.42', 'STARTING']);
});

test('a source that ignores its deadline is given up and reported', async () => {
  await open(own(() => new Promise(() => {}), 5)).runOnce();
  expect(healthOf('own')).toMatchObject({ status: 'DOWN', lastFailure: expect.stringContaining('TIMEOUT') });
});

test.each(['generic/html-200.html', 'generic/html-503.html', 'generic/truncated.json', 'generic/empty-200.txt'])(
  'after %s from everywhere the last good prices stay, and the sources recover',
  async (file) => {
    open(amfi(), ecb(), yahoo());
    await loop.runOnce();
    stub.answerNext(100, file);
    await loop.runOnce();
    expect(loop.health().map(({ status }) => status)).toEqual(['DEGRADED', 'DEGRADED', 'DEGRADED']);
    expect([priceOf('aapl'), priceOf('bluechip')]).toEqual(['231.42', '84.3127']);
    stub.heal();
    // The outage page asks for half a minute of patience.
    world.state.clock = new Date(NOW.getTime() + 31_000);
    await loop.runOnce();
    expect(loop.health().map(({ status }) => status)).toEqual(['OK', 'OK', 'OK']);
  },
);

test('a passing failure is tried again within the cycle', async () => {
  stub.answerNext(2, { status: 502 });
  await open(ecb()).runOnce();
  expect([stub.requests.length, healthOf(ECB)?.status]).toEqual([3, 'OK']);
});

test('a failure that asks for patience is not tried again within the cycle', async () => {
  stub.answerNext(2, 'generic/html-503.html');
  await open(ecb()).runOnce();
  await loop.runOnce();
  expect([stub.requests.length, healthOf(ECB)?.status]).toEqual([1, 'DOWN']);
});

test('a source that keeps failing is left alone by its breaker', async () => {
  stub.answerNext(100, { fault: 'reset' });
  open(ecb());
  for (let cycle = 0; cycle < 5; cycle += 1) await loop.runOnce();
  expect([stub.requests.length, healthOf(ECB)?.status]).toEqual([5, 'DOWN']);
});

test('a source that asked for a pause is not asked before', async () => {
  stub.answerNext(1, { status: 429, body: 'slow down', headers: { 'retry-after': '90' } });
  open(ecb());
  await loop.runOnce();
  await loop.runOnce();
  expect(stub.requests).toHaveLength(1);
  expect(healthOf(ECB)?.pausedUntil).toEqual(new Date(NOW.getTime() + 90_000));
  world.state.clock = new Date(NOW.getTime() + 91_000);
  await loop.runOnce();
  expect([stub.requests.length, healthOf(ECB)?.status]).toEqual([2, 'OK']);
});

test('a symbol the source does not know is not asked again until a day later', async () => {
  const asked: string[][] = [];
  const source = yahoo();
  const recording: Source = {
    info: source.info,
    capabilities: source.capabilities,
    poll: (list, signal) => {
      asked.push([...list]);
      return source.poll(list, signal);
    },
  };
  stub.answerNext(1, 'yahoo/chart-hollow-typo.json', (url) => url.includes('AAPL?'));
  stub.answerNext(1, { status: 404, body: '{}' }, (url) => url.includes('/spark'));
  open(recording);
  await loop.runOnce();
  await loop.runOnce();
  world.state.clock = new Date(NOW.getTime() + 25 * 3_600_000);
  await loop.runOnce();
  expect(asked).toEqual([['AAPL', 'VTSAX'], ['VTSAX'], ['AAPL', 'VTSAX']]);
});

test('a cycle never overlaps itself', async () => {
  let running = 0;
  let most = 0;
  const empty: PollResult = { observations: [], missing: [], failures: [], warnings: [] };
  open(
    own(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return empty;
    }),
  );
  await Promise.all([loop.runOnce(), loop.runOnce(), loop.runOnce()]);
  expect(most).toBe(1);
});

test('when our own database is away the source is not punished, and the prices come with the next cycle', async () => {
  world.state.fails = true;
  open(ecb());
  for (let cycle = 0; cycle < 7; cycle += 1) await loop.runOnce();
  expect(healthOf(ECB)?.lastFailure).toContain('could not be stored');
  world.state.fails = false;
  await loop.runOnce();
  expect([healthOf(ECB)?.status, world.book.rates.size]).toEqual(['OK', 29]);
});

test('stopping ends a call that is under way', async () => {
  stub.answerNext(9, { fault: 'hang' });
  open(ecb()).start();
  await eventually(() => stub.requests.length === 1);
  await loop.stop();
  expect(stub.requests).toHaveLength(1);
});

const tick = (price: string, second: number) => ({
  symbol: 'AAPL',
  price,
  time: new Date(NOW.getTime() - 60_000 + second * 1000).toISOString(),
});
const stream = (heartbeatMs = 60_000) => new StreamSource({ url: stub.streamUrl(), heartbeatMs, backOffMs: { first: 5, longest: 20 } });

test('streamed prices reach the book, and garbage is counted and ignored', async () => {
  await open(stream()).runOnce();
  await eventually(() => stub.streamed.length === 1);
  expect(JSON.parse(stub.streamed[0] as string)).toEqual({ subscribe: ['AAPL'] });
  stub.broadcast(tick('231.4200', 1));
  stub.broadcast('<html>');
  stub.broadcast(Buffer.from([1, 2, 3]));
  stub.broadcast([tick('231.43', 2), { symbol: 'NOPE', price: '1', time: NOW.toISOString() }]);
  await eventually(() => priceOf('aapl') === '231.43');
  await world.pipeline.settled();
  expect(healthOf('stream')).toMatchObject({ status: 'OK', accepted: 2, rejected: 1, garbage: 2 });
});

test('a stream that is cut connects and subscribes again', async () => {
  await open(stream()).runOnce();
  await eventually(() => stub.streamed.length === 1);
  for (const socket of stub.sockets) socket.terminate();
  await eventually(() => stub.streamed.length === 2);
  stub.broadcast(tick('232', 3));
  await eventually(() => priceOf('aapl') === '232');
  expect(healthOf('stream')).toMatchObject({ status: 'OK', lastFailure: expect.stringContaining('disconnected') });
});

test('a connection without a sign of life is replaced', async () => {
  await open(stream(20)).runOnce();
  await eventually(() => stub.streamed.length > 0);
  for (const socket of stub.sockets) socket.pause();
  const before = stub.streamed.length;
  await eventually(() => stub.streamed.length > before);
  expect(healthOf('stream')?.lastFailure).toContain('silent');
});

test('a frame beyond the size limit ends the connection, not the process', async () => {
  await open(stream()).runOnce();
  await eventually(() => stub.sockets.size === 1);
  stub.broadcast('x'.repeat(2 * 1024 * 1024));
  await eventually(() => healthOf('stream')?.lastFailure?.includes('disconnected') ?? false);
  await eventually(() => healthOf('stream')?.status === 'OK');
});

test('a pause that a source asked for outlives the program that was told', async () => {
  stub.answerNext(1, { status: 429, headers: { 'retry-after': '3600' }, body: 'x' });
  await open(ecb()).runOnce();
  await loop.stop();
  await open(ecb()).runOnce();
  expect([stub.requests.length, healthOf(ECB)?.pausedUntil]).toEqual([1, new Date(NOW.getTime() + 3_600_000)]);
  world.state.clock = new Date(NOW.getTime() + 3_600_000);
  await loop.runOnce();
  expect([stub.requests.length, healthOf(ECB)?.status]).toEqual([2, 'OK']);
});
