// Whatever a source answers, its connector gives observations or says in its own words what is wrong, and what becomes a price is one.
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Currency } from '../../src/domain/currency.js';
import type { InstrumentId } from '../../src/domain/ids.js';
import { isRate, isRejection, normalise } from '../../src/ingestion/normalise.js';
import type { PollResult, RawObservation, Source, StreamSink } from '../../src/ingestion/source.js';
import { SourceError } from '../../src/ingestion/source-error.js';
import { StreamSource } from '../../src/ingestion/sources/stream.js';
import { SymbolBook } from '../../src/ingestion/symbols.js';
import { CONNECTORS, COOKIE_PATH, NOW } from '../testkit/connector.js';
import { SAMPLES, StubExchange, sampleText } from '../testkit/stub-exchange.js';
import { until } from '../testkit/until.js';

const never = new AbortController().signal;
const RUNS = 60;

const odd = fc.constantFrom(
  ...['NaN', 'null', '-1', '0', '-0', '1e400', '1e-400', '99999999999999999999999', '"abc"', '""', '{}', '[]', 'true', '[null]', '{"0":1}'],
  ...[
    '"-5.5"',
    '"1,234.50"',
    '"\\u0000"',
    '"2099-01-01"',
    '"0001-01-01"',
    '"2026-02-30"',
    '253402300800000',
    '-62135596800',
    '1e21',
    '0.1e1',
  ],
);
/** As a share of the whole; a double by chance is next to 0 nearly always. */
const place = fc.integer({ min: 0, max: 9_999 }).map((tenThousandths) => tenThousandths / 10_000);
type Change = (text: string) => string;

/** Puts something else where a value stood, be it JSON, a table or XML. */
const replaced = fc.tuple(place, odd).map(
  ([at, value]): Change =>
    (text) => {
      const values = [...text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|null|true|false/g)];
      const found = values[Math.floor(at * values.length)];
      return found ? text.slice(0, found.index) + value + text.slice(found.index + found[0].length) : value;
    },
);
const cut = place.map(
  (at): Change =>
    (text) =>
      text.slice(0, Math.floor(at * text.length)),
);
const removed = fc.tuple(place, fc.integer({ min: 1, max: 60 })).map(
  ([at, length]): Change =>
    (text) => {
      const start = Math.floor(at * text.length);
      return text.slice(0, start) + text.slice(start + length);
    },
);
const lines = fc.tuple(place, place).map(
  ([one, other]): Change =>
    (text) => {
      const all = text.split('\n');
      return [...all.slice(Math.floor(one * all.length)), ...all.slice(0, Math.floor(other * all.length))].join('\n');
    },
);
const whole = fc.constantFrom<Change>(
  () => '',
  () => 'null',
  () => '[]',
  () => '{}',
  () => '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Enable JavaScript</body></html>',
  (text) => `[${text}]`,
  (text) => `\ufeff${text}`,
  (text) => text + text,
  (text) => text.replaceAll('"', "'"),
  (text) => text.toUpperCase(),
  (text) => Buffer.from(text, 'utf16le').toString('latin1'),
  (text) => `${'['.repeat(50_000)}${text}`,
);
const change = fc.oneof({ weight: 8, arbitrary: replaced }, { weight: 2, arbitrary: fc.oneof(cut, removed, lines, whole) });
const changes = fc.array(change, { minLength: 1, maxLength: 3 });

/** What a defect of ours would say. */
const OURS = /undefined|\[object|Cannot read|is not a function|is not iterable/;
const ID = 'share' as InstrumentId;
const instrument = { id: ID, kind: 'EQUITY' as const, currency: 'USD' as Currency, mic: null, unitDivisor: 1 };

/** Knows every symbol, as a share in dollars. */
function bookOf(source: string, symbols: readonly string[]): SymbolBook {
  const book = new SymbolBook(async () => ({ instruments: [], symbols: [] }));
  book.replace({ instruments: [instrument], symbols: symbols.map((symbol) => ({ source, symbol, instrumentId: ID })) });
  return book;
}

/** Every figure that would be believed is a positive number with a time that is not ahead of ours. */
function check(source: Source['info'], symbols: readonly string[], observations: readonly RawObservation[]): void {
  const book = bookOf(source.id, symbols);
  for (const raw of observations) {
    const taken = normalise(raw, source, book, NOW);
    if (isRejection(taken)) continue;
    const figure = isRate(taken) ? taken.rate : taken.price;
    expect([raw, figure.isFinite() && figure.gt(0)]).toEqual([raw, true]);
    expect([raw, taken.observedAt.getTime() <= NOW.getTime() + 5_000]).toEqual([raw, true]);
    if (!isRate(taken) && taken.previousClose) expect(taken.previousClose.price.gt(0)).toBe(true);
  }
}

test.each(Object.keys(CONNECTORS))('%s: whatever is wrong with an answer', async (name) => {
  await using stub = await StubExchange.open();
  const samples = SAMPLES.filter(({ source, status }) => source === name.replace('yahoo-quote', 'yahoo') && status === 200);
  const cookie = { status: 404, headers: { 'set-cookie': 'A3=d; Path=/' }, body: 'x' };
  const runs = fc.asyncProperty(fc.constantFrom(...samples), changes, async ({ file, contentType }, applied) => {
    stub.heal();
    stub.answerNext(Number.POSITIVE_INFINITY, cookie, (url) => url === COOKIE_PATH);
    const body = applied.reduce((text, apply) => apply(text), sampleText(file));
    stub.answerNext(Number.POSITIVE_INFINITY, { body, headers: { 'content-type': contentType } });
    const { source, symbols } = (CONNECTORS[name] as NonNullable<(typeof CONNECTORS)[string]>)(stub.url());
    try {
      const answer: PollResult | undefined = await source.poll?.(symbols, never);
      const { observations = [], failures = [] } = answer ?? {};
      check(source.info, symbols, observations);
      for (const { error } of failures) expect(error.message).not.toMatch(OURS);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      expect(error.message).not.toMatch(OURS);
    }
  });
  await fc.assert(runs, { numRuns: RUNS, seed: 20_261_127 });
});

const STREAMS: Readonly<Record<string, (url: string, streamUrl: string) => Source>> = {
  ...Object.fromEntries(
    ['alpaca', 'finnhub', 'tiingo', 'twelve-data', 'yahoo', 'massive', 'eodhd'].map((name) => [
      name,
      (url: string, streamUrl: string) => (CONNECTORS[name] as NonNullable<(typeof CONNECTORS)[string]>)(url, undefined, streamUrl).source,
    ]),
  ),
  generic: (_, url) => new StreamSource({ url }),
};
const FRAMES: Readonly<Record<string, string[]>> = Object.fromEntries(Object.keys(STREAMS).map((name) => [name, framesOf(name)]));

/** What the recorded server of a stream said, frame by frame. */
function framesOf(name: string): string[] {
  if (name === 'generic') {
    const tick = '{"symbol":"AAPL","price":"231.42","time":"2026-11-18T15:29:59Z","currency":"USD","previousClose":"230"}';
    return [tick, `[${tick},{"base":"EUR","quote":"USD","rate":1.0842,"time":1795015799}]`];
  }
  const recorded = sampleText(`${name}/stream.ndjson`).split('\n').filter(Boolean);
  return recorded.map((line) => JSON.parse(line)).flatMap(({ dir, json, text }) => (dir === 's2c' ? [text ?? JSON.stringify(json)] : []));
}

test.each(Object.keys(STREAMS))('%s: whatever is wrong with a frame of the stream', async (name) => {
  await using stub = await StubExchange.open();
  const frames = FRAMES[name] as string[];
  const odd = fc.array(fc.tuple(fc.constantFrom(...frames), changes), { minLength: 1, maxLength: 8 });
  let understood = 0;
  const runs = fc.asyncProperty(odd, async (said) => {
    const source = (STREAMS[name] as NonNullable<(typeof STREAMS)[string]>)(stub.url(), stub.streamUrl());
    const [heard, told] = [[] as RawObservation[], [] as string[]];
    const tell = (text: string) => void told.push(text);
    const sink: StreamSink = {
      observed: (raws) => heard.push(...raws),
      connected: () => undefined,
      disconnected: tell,
      garbage: tell,
      noted: tell,
    };
    const connections = stub.connections;
    const handle = source.open?.(['AAPL'], sink);
    await until(
      () => stub.connections,
      (count) => count > connections,
    );
    for (const [frame, applied] of said) stub.broadcast(applied.reduce((text, apply) => apply(text), frame));
    // A pong comes when all frames before it were read; a server that refuses us is left.
    const socket = [...stub.sockets].at(-1);
    socket?.ping();
    if (socket) await Promise.race([once(socket, 'pong'), once(socket, 'close')]);
    await handle?.close();
    check(source.info, ['AAPL', 'MSFT', 'VOD.L', 'BTC-USD', 'EUR/USD', 'BINANCE:BTCUSDT'], heard);
    for (const text of told) expect(text).not.toMatch(OURS);
    understood += heard.length;
  });
  await fc.assert(runs, { numRuns: RUNS, seed: 20_261_127 });
  expect(understood).toBeGreaterThan(0);
});
