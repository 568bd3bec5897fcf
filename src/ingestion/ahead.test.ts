import { expect, test } from '@jest/globals';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import { Decimal } from '../domain/decimal.js';
import { Unavailable } from '../domain/errors.js';
import type { InstrumentId, SourceId } from '../domain/ids.js';
import { PriceBook } from '../domain/price-book.js';
import type { Quote } from '../domain/quote.js';
import type { SourceInfo } from '../domain/source.js';
import { AHEAD_MAX } from './ahead.js';
import { Pipeline } from './pipeline.js';
import type { RawQuote } from './source.js';
import type { StoreRequest, StoreResult } from './store.js';
import { SymbolBook } from './symbols.js';

const STREAM: SourceInfo = { id: 'stream' as SourceId, name: 'Stream', simulated: false, priority: 1 };
const OTHER: SourceInfo = { id: 'other' as SourceId, name: 'Other', simulated: false, priority: 2 };
const A = 'id-A' as InstrumentId;

/** A pipeline that stores what it told when it is asked to settle, or after `aheadMs`, over a store in memory that numbers rows, can be held and can fail. */
async function open({ aheadMs = 60_000, names = [] }: { aheadMs?: number; names?: readonly string[] } = {}) {
  const symbols = new SymbolBook(async () => ({ instruments: [], symbols: [] }));
  const instruments = [A, 'id-B' as InstrumentId, ...(names as InstrumentId[])].map((id) => ({
    id,
    kind: 'EQUITY' as const,
    currency: 'USD' as Currency,
    mic: null,
    unitDivisor: 1,
  }));
  symbols.replace({ instruments, symbols: [] });
  const world = {
    book: new PriceBook(),
    requests: [] as StoreRequest[],
    published: [] as Quote[],
    gate: Promise.resolve(),
    fails: false,
    failure: new Error('The store is broken.'),
    isAway: false,
    answer: null as ((request: StoreRequest) => StoreResult) | null,
    heard: null as (() => void) | null,
  };
  let revision = 0;
  const numbered = (request: StoreRequest): StoreResult => {
    const quotes = request.current.map((candidate) => {
      revision += 1;
      return { ...candidate, revision };
    });
    return { quotes, rates: [], history: request.history.length, withdrawn: [] };
  };
  const pipeline = new Pipeline({
    book: world.book,
    symbols,
    aheadMs,
    store: async (request) => {
      world.requests.push(request);
      world.heard?.();
      await world.gate;
      if (world.fails) throw world.failure;
      return (world.answer ?? numbered)(request);
    },
    isAway: () => world.isAway,
    publish: ({ quotes }) => void world.published.push(...quotes),
    now: () => new Date('2026-11-18T20:00:00Z'),
    log: { info() {}, warn() {}, error() {} },
    sources: [STREAM, OTHER],
  });
  await pipeline.ingest(STREAM, [raw('id-A 12:00 100'), raw('id-B 12:00 10')]);
  world.requests.length = 0;
  world.published.length = 0;
  const shown = () => world.book.quote(A);
  return { pipeline, world, shown, nextStore: () => new Promise<void>((resolve) => (world.heard = resolve)) };
}

/** `id-A 12:00 100` */
function raw(text: string): RawQuote {
  const [symbol, time, price] = text.split(' ') as [string, string, string];
  const about = { type: 'quote', kind: 'LAST', currency: 'USD', valueDate: null, previousClose: null, adjustment: 'NONE' } as const;
  return { ...about, symbol, price, observedAt: new Date(`2026-11-18T${time}:00Z`) };
}

function held(): { gate: Promise<void>; release: () => void } {
  const { promise: gate, resolve: release } = Promise.withResolvers<void>();
  return { gate, release };
}

test('a later price of a stream is told at once, and stored by itself within its time', async () => {
  const { pipeline, world, shown, nextStore } = await open({ aheadMs: 20 });
  const stored = nextStore();
  pipeline.offer(STREAM, [raw('id-A 12:01 101')]);
  expect(world.published.map(({ price, revision, ahead }) => `${price} ${revision} ${ahead}`)).toEqual(['101 1 1']);
  expect([shown()?.price.toFixed(), world.requests.length]).toEqual(['101', 0]);
  await stored;
  await pipeline.settled();
  expect(world.requests[0]?.current).toMatchObject([{ instrumentId: A, priority: 1, verdict: { rule: 'NEWER', losers: [] } }]);
  expect([shown()?.revision, shown()?.ahead]).toEqual([3, undefined]);
});

test('prices passed by a newer one before they are stored become history, with the verdict they had', async () => {
  const { pipeline, world } = await open();
  for (let minute = 10; minute < 40; minute += 1) pipeline.offer(STREAM, [raw(`id-A 12:${minute} ${90 + minute / 2}`)]);
  expect(world.published.map(({ ahead }) => ahead)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  await pipeline.settled();
  expect(world.requests).toHaveLength(1);
  expect(world.requests[0]?.current).toHaveLength(1);
  expect(world.requests[0]?.history.map(({ verdict }) => verdict?.rule)).toEqual(Array.from({ length: 29 }, () => 'NEWER'));
});

test.each([
  ['the first of its instrument', 'id-C 12:00 10'],
  ['one of the same moment', 'id-A 12:00 101'],
  ['an older one', 'id-A 11:59 101'],
  ['a jump', 'id-A 12:01 150'],
  ['one in another unit', 'id-A 12:01 10000'],
])('%s is not told before it is stored', async (_, text) => {
  const { pipeline, world } = await open({ names: ['id-C'] });
  const { gate, release } = held();
  world.gate = gate;
  pipeline.offer(STREAM, [raw(text)]);
  expect(world.published).toEqual([]);
  release();
  await pipeline.settled();
});

test('a price of a new day is stored first, because its previous close is found in the database', async () => {
  const { pipeline, world } = await open();
  pipeline.offer(STREAM, [{ ...raw('id-A 12:00 101'), observedAt: new Date('2026-11-19T12:00:00Z') }]);
  expect(world.published).toEqual([]);
});

test('what an institution pushes is told and acknowledged after it is stored', async () => {
  const { pipeline, world } = await open();
  const { gate, release } = held();
  world.gate = gate;
  let isAcknowledged = false;
  const report = pipeline.ingest(STREAM, [raw('id-A 12:01 101')]).then(() => {
    isAcknowledged = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect([world.published.length, isAcknowledged, world.requests.length]).toEqual([0, false, 1]);
  release();
  await report;
  expect(world.published).toHaveLength(1);
});

test('a newer price told while its predecessor is being stored stays on top, and nobody goes back', async () => {
  const { pipeline, world, shown, nextStore } = await open({ aheadMs: 20 });
  const { gate, release } = held();
  world.gate = gate;
  const storing = nextStore();
  pipeline.offer(STREAM, [raw('id-A 12:01 101')]);
  await storing;
  pipeline.offer(STREAM, [raw('id-A 12:02 102')]);
  release();
  await pipeline.settled();
  expect(world.published.map(({ price }) => price.toFixed())).toEqual(['101', '102', '102', '102']);
  expect(world.published.map(({ revision, ahead }) => `${revision} ${ahead ?? 0}`)).toEqual(['1 1', '1 2', '3 2', '4 0']);
  expect([shown()?.price.toFixed(), world.requests.length]).toEqual(['102', 2]);
});

test('a whole refresh is told at once and stored in parts, with what was passed beside what passed it', async () => {
  const names = Array.from({ length: 1200 }, (_, index) => `id-${index}`);
  const { pipeline, world } = await open({ names });
  await pipeline.ingest(
    STREAM,
    names.map((name) => raw(`${name} 12:00 100`)),
  );
  world.requests.length = 0;
  world.published.length = 0;
  for (const minute of ['01', '02']) {
    pipeline.offer(
      STREAM,
      names.map((name) => raw(`${name} 12:${minute} 10${minute.slice(1)}`)),
    );
  }
  expect(world.published).toHaveLength(2400);
  await pipeline.settled();
  expect(world.requests.map(({ current, history }) => [current.length, history.length])).toEqual([
    [500, 500],
    [500, 500],
    [200, 200],
  ]);
  expect(
    world.requests.every(({ current, history }) =>
      current.every(({ instrumentId }, index) => history[index]?.instrumentId === instrumentId),
    ),
  ).toBe(true);
});

test('while the store fails nothing more is told ahead, and what was told is stored when it answers again', async () => {
  const { pipeline, world, shown } = await open();
  world.fails = true;
  pipeline.offer(STREAM, [raw('id-A 12:01 101')]);
  await pipeline.settled();
  pipeline.offer(STREAM, [raw('id-A 12:02 102')]);
  expect([world.published.at(-1)?.price.toFixed(), shown()?.price.toFixed()]).toEqual(['101', '101']);
  world.fails = false;
  await pipeline.settled();
  expect([shown()?.price.toFixed(), shown()?.ahead]).toEqual(['102', undefined]);
  const rows = world.requests.flatMap(({ current, history }) => [...current, ...history]).map(({ price }) => price.toFixed());
  expect(new Set(rows)).toEqual(new Set(['101', '102']));
  pipeline.offer(STREAM, [raw('id-A 12:03 103')]);
  expect(shown()?.ahead).toBe(1);
});

test('what the database refuses is asked of it no more, and readers are told what stands', async () => {
  const { pipeline, world, shown } = await open();
  const stands = { ...(shown() as Quote) };
  pipeline.offer(STREAM, [raw('id-A 12:01 101')]);
  world.answer = ({ again }) => ({
    quotes: (again ?? []).map(() => ({ ...stands, revision: 9, stands: true })),
    rates: [],
    history: 0,
    withdrawn: [],
  });
  await pipeline.settled();
  await pipeline.settled();
  expect(world.requests.map(({ current, history, again }) => [current.length, history.length, again?.length])).toEqual([
    [1, 0, 0],
    [0, 0, 1],
  ]);
  expect([shown()?.price.toFixed(), shown()?.revision]).toEqual(['100', 9]);
});

test('what stands is not told again where a later price has been told meanwhile, by another instance', async () => {
  const { pipeline, world, shown } = await open();
  const before = shown() as Quote;
  pipeline.offer(STREAM, [raw('id-A 12:01 101')]);
  const told = shown() as Quote;
  world.answer = () => {
    world.fails = true;
    return { quotes: [], rates: [], history: 0, withdrawn: [] };
  };
  await pipeline.settled();
  world.fails = false;
  // The other one had stored the same price, and its next is heard of before the row.
  world.book.put({ ...told, price: new Decimal(102), observedAt: new Date(told.observedAt.getTime() + 60_000), ahead: 2 });
  world.requests.length = 0;
  world.answer = ({ again }) => ({
    quotes: (again ?? []).map(() => ({ ...before, revision: 9, stands: true })),
    rates: [],
    history: 0,
    withdrawn: [],
  });
  await pipeline.settled();
  expect([world.requests, shown()?.price.toFixed()]).toEqual([[], '102']);
});

test('no price of a stream or of an instrument overtakes another that has to be stored first', async () => {
  const { pipeline, world, nextStore } = await open({ names: ['id-C'] });
  const { gate, release } = held();
  world.gate = gate;
  const storing = nextStore();
  pipeline.offer(STREAM, [raw('id-C 12:01 11'), raw('id-A 12:02 101')]);
  pipeline.offer(OTHER, [raw('id-A 12:30 99')]);
  expect(world.published).toEqual([]);
  await storing;
  pipeline.offer(STREAM, [raw('id-A 12:33 103')]);
  release();
  await pipeline.settled();
  const told = ({ source, price, ahead }: Quote) => `${source} ${price} ${ahead ?? 0}`;
  expect(world.published.map(told)).toEqual(['stream 11 0', 'other 99 0', 'stream 103 1']);
});

test('what a source corrects before it is stored goes into the store ahead of its correction, and once', async () => {
  const { pipeline, world, shown } = await open();
  pipeline.offer(STREAM, [raw('id-A 12:01 101'), raw('id-A 12:02 102')]);
  await pipeline.ingest(STREAM, [raw('id-A 12:02 103')]);
  expect(world.requests[0]).toMatchObject({ current: [{ verdict: { rule: 'CORRECTION' } }], history: [{ verdict: { rule: 'NEWER' } }] });
  expect(world.requests[0]?.history.map(({ price }) => price.toFixed())).toEqual(['102']);
  await pipeline.settled();
  expect(world.requests.slice(1).flatMap(({ current }) => current)).toEqual([]);
  expect(world.requests.slice(1).flatMap(({ history }) => history.map(({ price }) => price.toFixed()))).toEqual(['101']);
  expect(shown()?.price.toFixed()).toBe('103');
});

test('where the correction cannot be stored, what was told still is', async () => {
  const { pipeline, world, shown } = await open();
  pipeline.offer(STREAM, [raw('id-A 12:02 102')]);
  world.fails = true;
  await expect(pipeline.ingest(STREAM, [raw('id-A 12:02 103')])).rejects.toThrow('broken');
  world.fails = false;
  await pipeline.settled();
  expect(world.requests.at(-1)?.current.map(({ price }) => price.toFixed())).toEqual(['102']);
  expect([shown()?.price.toFixed(), shown()?.ahead]).toEqual(['102', undefined]);
});

test('what another instance told and did not live to store is stored once, and is then shown as stored', async () => {
  const { pipeline, world, shown } = await open();
  const close = { price: new Decimal(99), valueDate: '2026-11-17' as Day };
  const orphan: Quote = {
    ...(shown() as Quote),
    price: new Decimal(101),
    observedAt: new Date('2026-11-18T12:01:00Z'),
    ahead: 3,
    previousClose: close,
  };
  pipeline.adopt([orphan]);
  await pipeline.settled();
  expect(world.requests).toEqual([]);
  world.book.put(orphan);
  pipeline.adopt([orphan]);
  pipeline.adopt([orphan]);
  const { gate, release } = held();
  world.gate = gate;
  const settled = pipeline.settled();
  pipeline.adopt([orphan]);
  release();
  await settled;
  // What it was measured against was found in the database, and is found there again.
  expect(world.requests).toMatchObject([
    { current: [{ price: orphan.price, previousClose: null, priority: 1, verdict: { rule: 'NEWER' } }] },
  ]);
  expect(world.requests[0]?.current[0]).not.toHaveProperty('ahead');
  expect([shown()?.price.toFixed(), shown()?.ahead]).toEqual(['101', undefined]);
});

test('with no time to be ahead, every price is stored before it is told', async () => {
  const { pipeline, world } = await open({ aheadMs: 0 });
  pipeline.offer(STREAM, [raw('id-A 12:01 101')]);
  expect(world.published).toEqual([]);
  await pipeline.settled();
  expect(world.published.map(({ price, ahead }) => [price.toFixed(), ahead])).toEqual([['101', undefined]]);
});

test('a figure that is held is not passed by one told ahead', async () => {
  const { pipeline, world } = await open();
  pipeline.offer(STREAM, [raw('id-A 12:01 150')]);
  await pipeline.settled();
  expect(pipeline.held()).toHaveLength(1);
  pipeline.offer(STREAM, [raw('id-A 12:02 101')]);
  expect(world.published).toEqual([]);
  await pipeline.settled();
  expect(pipeline.held()).toEqual([]);
});

test('while the store is known to be away readers are told, and it gets the newest of each and what there is room for', async () => {
  const { pipeline, world, shown, nextStore } = await open();
  world.fails = true;
  pipeline.offer(STREAM, [raw('id-A 12:01 101')]);
  await pipeline.settled();
  // Failing, and not known to be away: nothing is told.
  pipeline.offer(STREAM, [raw('id-A 12:02 102')]);
  await pipeline.settled();
  expect(new Set(world.published.map(({ price }) => price.toFixed()))).toEqual(new Set(['101']));
  world.isAway = true;
  // The first has to be stored first, waits for that, and holds up nothing of its source.
  pipeline.offer(STREAM, [raw('id-B 12:03 99'), raw('id-A 12:03 103')]);
  const startMs = Date.parse('2026-11-18T12:04:00Z');
  for (let index = 0; index < AHEAD_MAX; index += 1) {
    pipeline.offer(STREAM, [{ ...raw('id-A 12:04 104'), observedAt: new Date(startMs + index * 100) }]);
  }
  pipeline.offer(STREAM, [raw('id-A 13:00 105')]);
  await pipeline.settled();
  const times = new Set(world.published.map(({ observedAt }) => observedAt.getTime()));
  expect([times.size, shown()?.price.toFixed()]).toEqual([AHEAD_MAX + 3, '105']);
  [world.fails, world.isAway] = [false, false];
  world.requests.length = 0;
  const stored = nextStore();
  await stored;
  await pipeline.settled();
  const told = world.requests.filter(({ again }) => again !== undefined);
  expect(told[0]?.current.map(({ price }) => price.toFixed())).toEqual(['105']);
  // In parts, each of which a database takes in well within its time.
  const sizes = told.map(({ history }) => history.length);
  expect([Math.max(...sizes) <= 5000, sizes.reduce((sum, size) => sum + size, 0)]).toEqual([true, AHEAD_MAX / 2 - 1]);
  expect([shown()?.price.toFixed(), shown()?.ahead]).toEqual(['105', undefined]);
});

test('while the store refuses what it is given readers are told on, and once more what it would not take', async () => {
  const { pipeline, world, shown, nextStore } = await open();
  const prices = () => world.published.map(({ instrumentId, price }) => `${instrumentId} ${price}`);
  [world.fails, world.failure] = [true, new Unavailable('The database')];
  pipeline.offer(STREAM, [raw('id-A 12:01 101'), raw('id-B 12:01 11')]);
  await pipeline.settled();
  expect(prices()).toEqual(['id-A 101', 'id-B 11', 'id-A 101', 'id-B 11']);
  expect(pipeline.unstoredS()).toBeGreaterThan(0);
  pipeline.offer(STREAM, [raw('id-A 12:02 102')]);
  expect(prices().slice(4)).toEqual(['id-A 102']);
  await pipeline.settled();
  expect(prices().slice(5)).toEqual(['id-A 102', 'id-B 11']);
  world.fails = false;
  await nextStore();
  await pipeline.settled();
  expect([shown()?.price.toFixed(), shown()?.ahead, pipeline.unstoredS()]).toEqual(['102', undefined, 0]);
});

test('what could not be stored comes back by itself, the newest of each, and what came meanwhile stands', async () => {
  const { pipeline, world, nextStore } = await open({ aheadMs: 0 });
  world.fails = true;
  for (const text of ['id-A 12:01 101', 'id-A 12:02 102', 'id-B 12:02 11']) {
    pipeline.offer(STREAM, [raw(text)]);
    await pipeline.settled();
  }
  world.fails = false;
  pipeline.offer(STREAM, [raw('id-B 12:03 12')]);
  await pipeline.settled();
  await nextStore();
  await pipeline.settled();
  const shown = [A, 'id-B' as InstrumentId].map((id) => world.book.quote(id)?.price.toFixed());
  expect(shown).toEqual(['102', '12']);
});
