/** Every sample of the sources with keys and of mfapi and Yahoo's quotes, against what its manifest entry expects; and their streams. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Day } from '../../src/domain/day.js';
import type { InstrumentId, SourceId } from '../../src/domain/ids.js';
import type { HttpClient } from '../../src/ingestion/http.js';
import { parseLossless } from '../../src/ingestion/lossless.js';
import { isRate, isRejection, normalise } from '../../src/ingestion/normalise.js';
import type { PollResult, RawObservation, Source, StreamSink } from '../../src/ingestion/source.js';
import { SOURCE_ERROR_POLICY, SourceError } from '../../src/ingestion/source-error.js';
import { AlpacaSource, quoteOfSnapshot } from '../../src/ingestion/sources/alpaca.js';
import { readTiingoFrame } from '../../src/ingestion/sources/tiingo.js';
import { YahooSource } from '../../src/ingestion/sources/yahoo.js';
import { SymbolBook } from '../../src/ingestion/symbols.js';
import { CONNECTORS, COOKIE_PATH, http, KEY, NOW } from '../testkit/connector.js';
import { SAMPLES, type Sample, StubExchange, sample, sampleText } from '../testkit/stub-exchange.js';
import { eventually } from '../testkit/until.js';

const SOURCES = ['mfapi', 'finnhub', 'alpaca', 'tiingo', 'twelve-data', 'alpha-vantage', 'yahoo', 'massive', 'eodhd', 'coingecko'];
const never = new AbortController().signal;
const LATER = new Date('2026-11-19T12:00:00Z');
let stub: StubExchange;

beforeEach(async () => {
  stub = await StubExchange.open();
  stub.answerNext(Number.POSITIVE_INFINITY, { status: 404, headers: { 'set-cookie': 'A3=d; Path=/' } }, (url) => url === COOKIE_PATH);
});
afterEach(() => stub.close());

function open(name: string, client?: HttpClient, streamUrl?: string) {
  return (CONNECTORS[name] as NonNullable<(typeof CONNECTORS)[string]>)(stub.url(), client, streamUrl);
}

function poll(source: Source, symbols: readonly string[]): Promise<PollResult> {
  return (source.poll as NonNullable<Source['poll']>)(symbols, never);
}

/** What came out wrong: thrown, or the failure of the one symbol. */
async function failureOf(answer: Promise<PollResult>): Promise<SourceError> {
  const outcome = await answer.then(
    ({ failures }) => failures[0]?.error,
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(SourceError);
  return outcome as SourceError;
}

/** The observation as it would enter the book; the currency and unit come from the instrument where the source names none. */
function entered(source: string, raw: RawObservation, wanted: { symbol: string; currency: string; kind?: string; unitDivisor?: number }) {
  const id = '00000000-0000-7000-8000-000000000001' as InstrumentId;
  const kind = wanted.kind === 'NAV' ? 'FUND' : /BTC/.test(wanted.symbol) ? 'CRYPTO' : 'EQUITY';
  const book = new SymbolBook(() => Promise.reject(new Error('unused')));
  const instrument = { id, kind, currency: wanted.currency, mic: null, unitDivisor: wanted.unitDivisor ?? 1 };
  book.replace({ instruments: [instrument as never], symbols: [{ source, symbol: wanted.symbol, instrumentId: id }] });
  return normalise(raw, { id: source as SourceId, name: source, simulated: false, priority: 1 }, book, LATER);
}

// biome-ignore lint/suspicious/noExplicitAny: the manifest's expectations differ from case to case.
function expectQuotes(source: string, raws: readonly RawObservation[], wanted: readonly any[]): void {
  for (const want of wanted) {
    const raw = raws.find((each) => (each.type === 'quote' ? each.symbol === want.symbol : isPairOf(each.base + each.quote, want.symbol)));
    expect([want.symbol, raw]).toEqual([want.symbol, expect.anything()]);
    const candidate = entered(source, raw as RawObservation, want);
    if (isRejection(candidate)) throw new Error(`${want.symbol}: ${candidate.message}`);
    if (isRate(candidate)) {
      expect([candidate.rate.toFixed(), candidate.quote]).toEqual([want.price, want.currency]);
    } else {
      expect(candidate.price.eq(want.price)).toBe(true);
      expect(candidate.currency).toBe(want.currency);
      if (want.kind) expect(candidate.kind).toBe(want.kind);
      if (want.prevClose) expect(candidate.previousClose?.price.eq(want.prevClose)).toBe(true);
    }
    if (want.asOf) expect(candidate.observedAt).toEqual(new Date(want.asOf));
    if (want.valueDate) expect(candidate.valueDate).toBe(want.valueDate);
  }
}

function isPairOf(pair: string, symbol: string): boolean {
  return pair === symbol.replace('/', '').replace('=X', '');
}

const GET = SAMPLES.filter(({ source, request }) => SOURCES.includes(source) && request.startsWith('GET'));
/** Yahoo's charts and lists have tests of their own in source.test.ts; the others answer calls we do not make. */
const ELSEWHERE = /^yahoo\/(chart|spark|too-many|getcrumb)/;
const HISTORY = /daily-ibm\.json|daily-aapl|daily-split|history-190001|aggs-|grouped-|eod-(aapl|empty)|member-without/;
const UNUSED = /search|list\.json|market-|symbol-search|corporate-actions|latest-(trades|quotes|all)|price-(single|batch)|\.csv$/;
const errors = GET.filter(({ file, expect: wanted }) => wanted?.error && !ELSEWHERE.test(file) && !HISTORY.test(file));
const answers = GET.filter(
  ({ file, expect: wanted }) => wanted && !wanted.error && ![ELSEWHERE, HISTORY, UNUSED].some((rule) => rule.test(file)),
);

test('every sample of these sources is exercised', () => {
  const named = [...errors, ...answers].map(({ file }) => file);
  const rest = GET.filter(({ file, expect: wanted }) => wanted && !named.includes(file)).map(({ file }) => file);
  expect(rest.filter((file) => !ELSEWHERE.test(file)).sort()).toEqual([
    'alpaca/latest-quotes.json',
    'alpaca/latest-trades.json',
    'alpha-vantage/daily-ibm.csv',
    'alpha-vantage/daily-ibm.json',
    'coingecko/member-without-price.json',
    'eodhd/eod-aapl.json',
    'eodhd/eod-empty.json',
    'massive/aggs-aapl-day.json',
    'massive/aggs-empty.json',
    'massive/grouped-daily.json',
    'mfapi/history-190001.json',
    'mfapi/latest-all.json',
    'tiingo/daily-aapl.json',
    'tiingo/daily-split-dividend.json',
    'twelve-data/price-single.json',
  ]);
  expect(errors.length + answers.length).toBeGreaterThan(35);
});

test.each(errors.map((entry) => [entry.file, entry.expect.error, entry] as const))('%s is %s', async (file, kind, entry) => {
  const { source, symbols } = open(entry.source === 'yahoo' ? 'yahoo-quote' : entry.source);
  stub.answerNext(9, file, (url) => !url.includes('getcrumb'));
  const error = await failureOf(poll(source, symbols));
  expect(error.kind).toBe(kind);
  expect(JSON.stringify([error.message, error.excerpt, String(error.cause)])).not.toContain(KEY);
  const { retryAfterMs, retryAt } = entry.expect;
  const pauseMs = error.retryAt ? error.retryAt.getTime() - NOW.getTime() : SOURCE_ERROR_POLICY[error.kind].pauseMs;
  if (retryAfterMs) expect(pauseMs).toBe(retryAfterMs);
  if (/^next full minute/.test(retryAt ?? '')) expect(error.retryAt).toEqual(new Date('2026-11-18T15:31:00Z'));
  if (/^next full hour/.test(retryAt ?? '')) expect(error.retryAt).toEqual(new Date('2026-11-18T16:00:00Z'));
  if (/^next UTC day/.test(retryAt ?? '')) expect(error.retryAt).toEqual(new Date('2026-11-19T00:00:00Z'));
});

test.each(answers.map((entry) => [entry.file, entry] as const))('%s gives the prices it holds', async (file, entry: Sample) => {
  const { source } = open(entry.source === 'yahoo' ? 'yahoo-quote' : entry.source);
  const { quotes = [], missing = [], stale = [] } = entry.expect;
  const symbols = [...quotes.map(({ symbol }: { symbol: string }) => symbol), ...missing];
  stub.answerNext(1, file, (url) => !url.includes('getcrumb'));
  const alone = symbols.length === 1 && entry.source === 'yahoo' ? [...symbols, 'OTHER'] : symbols;
  const result = await poll(source, alone);
  expectQuotes(entry.source, result.observations, quotes);
  const unanswered = [
    ...result.missing,
    ...result.failures.filter(({ error }) => error.kind === 'UNKNOWN_SYMBOL').map(({ symbol }) => symbol),
  ];
  expect(unanswered).toEqual(expect.arrayContaining(missing));
  expect(result.warnings.filter((text) => text.startsWith('STALE'))).toHaveLength(stale.length);
});

test('mfapi: many schemes by one list, and a history within its days', async () => {
  const { source } = open('mfapi');
  const others = Array.from({ length: 10 }, (_, index) => `${index + 1}`);
  const all = await poll(source, ['190001', '190002', ...others]);
  expect(all.observations).toHaveLength(sample('mfapi/latest-all.json').expect.count);
  expect(all.missing).toEqual(others);
  expect(stub.requests).toHaveLength(1);
  const history = await source.history?.(['190001'], '2026-11-14' as Day, '2026-11-17' as Day, never);
  expect(history?.observations.map((raw) => raw.valueDate)).toEqual(['2026-11-17', '2026-11-16']);
});

test('alpaca: the last trade, else the middle of a close book, and nothing of a withdrawn trade or a one-sided book', () => {
  const { trades } = parseLossless(sampleText('alpaca/latest-trades.json')) as { trades: Record<string, { p: string; t: string }> };
  const { quotes } = parseLossless(sampleText('alpaca/latest-quotes.json')) as {
    quotes: Record<string, { ap: string; bp: string; t: string }>;
  };
  const wanted = sample('alpaca/latest-trades.json').expect.quotes;
  expectQuotes(
    'alpaca',
    ['AAPL', 'MSFT'].map((symbol) => quoteOfSnapshot(symbol, { latestTrade: trades[symbol] }) as RawObservation),
    wanted,
  );
  const { mid, noMid } = sample('alpaca/latest-quotes.json').expect;
  const withdrawn = { p: '1', t: '2026-11-18T15:30:00Z', u: 'canceled' };
  expect(quoteOfSnapshot('AAPL', { latestTrade: withdrawn, latestQuote: quotes.AAPL })).toMatchObject({ kind: 'MID', price: mid.AAPL });
  for (const symbol of noMid) expect(quoteOfSnapshot(symbol, { latestQuote: quotes[symbol] })).toBeNull();
});

test('alpaca: one bad symbol is found by halving, and the paid feed falls back to the free one', async () => {
  stub.answerNext(99, 'alpaca/error-422.json', (url) => url.includes('BAD'));
  stub.answerNext(1, 'alpaca/error-403-sip.json', (url) => url.includes('feed=sip'));
  const source = new AlpacaSource({ baseUrl: stub.url(), http, keyId: KEY, secret: KEY, feed: 'sip' });
  const result = await poll(source, ['AAPL', 'BAD', '$$$']);
  expect(result.observations).toHaveLength(1);
  expect(result.failures.map(({ symbol, error }) => [symbol, error.kind])).toEqual([
    ['$$$', 'UNKNOWN_SYMBOL'],
    ['BAD', 'BAD_REQUEST'],
  ]);
  expect(stub.requests.every(({ headers }) => headers['apca-api-secret-key'] === KEY)).toBe(true);
});

test('alpaca: corporate actions are proposals by their ex-day', async () => {
  const { source } = open('alpaca');
  const result = await source.actions?.(['NVDA', 'AAPL'], '2024-06-01' as Day, '2026-11-30' as Day, never);
  expect(result?.actions).toEqual([
    { type: 'split', symbol: 'NVDA', day: '2024-06-10', numerator: '10', denominator: '1' },
    { type: 'dividend', symbol: 'AAPL', day: '2026-11-09', amount: '0.26', currency: null },
  ]);
});

test('tiingo: closes as they were, with splits and dividends; text of another form is refused', async () => {
  const { source } = open('tiingo');
  const close = (await source.history?.(['AAPL'], '2026-11-17' as Day, '2026-11-17' as Day, never)) as PollResult;
  expectQuotes('tiingo', close.observations, sample('tiingo/daily-aapl.json').expect.quotes);
  const result = await source.actions?.(['NVDA'], '2024-06-10' as Day, '2024-06-11' as Day, never);
  expect(result?.actions).toEqual([
    { type: 'split', symbol: 'NVDA', day: '2024-06-10', numerator: '10', denominator: '1' },
    { type: 'dividend', symbol: 'NVDA', day: '2024-06-11', amount: '0.01', currency: 'USD' },
  ]);
  stub.answerNext(1, 'tiingo/daily.csv');
  expect((await failureOf(poll(source, ['AAPL']))).kind).toBe('MALFORMED');
});

test('tiingo: a fund is not asked for again within hours, and its NAV is still given', async () => {
  const { source } = open('tiingo');
  const first = await poll(source, ['VTSAX']);
  expect(await poll(source, ['VTSAX'])).toEqual(first);
  expect(stub.requests).toHaveLength(1);
});

test('twelve data: a market travels as its code, a price without a time is none', async () => {
  const { source } = open('twelve-data');
  await poll(source, ['AAPL', 'VOD:XLON']).catch(() => null);
  expect(stub.requests.map(({ url }) => url)).toEqual(['/quote?symbol=AAPL', '/quote?symbol=VOD&mic_code=XLON']);
  for (const file of ['twelve-data/price-single.json', 'twelve-data/price-batch.json']) {
    stub.answerNext(1, file);
    expect((await failureOf(poll(source, ['AAPL']))).kind).toBe('MALFORMED');
  }
});

test('alpha vantage: raw closes of the newest days; a table where JSON was asked is refused', async () => {
  const { source } = open('alpha-vantage');
  stub.answerNext(1, 'alpha-vantage/daily-ibm.json');
  const history = await source.history?.(['IBM'], '2026-11-01' as Day, '2026-11-17' as Day, never);
  expect(history?.observations).toHaveLength(sample('alpha-vantage/daily-ibm.json').expect.count);
  stub.answerNext(1, 'alpha-vantage/daily-ibm.csv');
  expect((await failureOf(poll(source, ['IBM']))).kind).toBe('MALFORMED');
});

test('a key that the server repeats is taken out of the error', async () => {
  stub.answerNext(1, { body: `{"Information": "We have detected your API key as ${KEY} and the rate limit is 25 requests per day."}` });
  const { source, symbols } = open('alpha-vantage');
  const error = await failureOf(poll(source, symbols));
  expect([error.kind, error.excerpt]).toEqual(['RATE_LIMITED', expect.stringContaining('***')]);
  expect(JSON.stringify([error.message, error.excerpt])).not.toContain(KEY);
});

test('yahoo: the crumb is fetched once, kept, and renewed once when it is refused', async () => {
  stub.pin('yahoo/quote-v7-batch.json');
  const { source, symbols } = open('yahoo-quote');
  await poll(source, symbols);
  stub.answerNext(1, 'yahoo/quote-v7-401-crumb.json', (url) => url.includes('/quote'));
  await poll(source, symbols);
  const paths = stub.requests.map(({ url }) => (url as string).split('?')[0]);
  const enter = [COOKIE_PATH, '/v1/test/getcrumb', '/v7/finance/quote'];
  expect(paths).toEqual([...enter, '/v7/finance/quote', ...enter]);
  expect(stub.requests.at(-1)).toMatchObject({ url: expect.stringContaining('crumb=aB3%2Fx.Yz9Qk'), headers: { cookie: 'A3=d' } });
});

/** Plays a recorded stream: sends each frame of the server, after every frame the client was to send has come. */
async function play(file: string, { symbols, streamSource }: { symbols: readonly string[]; streamSource: Source }) {
  const heard = { ticks: [] as RawObservation[], garbage: [] as string[], notes: [] as string[], lost: [] as string[], connected: 0 };
  const sink: StreamSink = {
    observed: (raws) => heard.ticks.push(...raws),
    connected: () => {
      heard.connected += 1;
    },
    disconnected: (reason, kind) => heard.lost.push(`${kind} ${reason}`),
    garbage: (reason) => heard.garbage.push(reason),
    noted: (text) => heard.notes.push(text),
  };
  const handle = streamSource.open?.(symbols, sink);
  await eventually(() => stub.sockets.size === 1);
  const lines = sampleText(file)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  for (const { dir, json, text } of lines) if (dir === 's2c') stub.broadcast(json ?? text);
  return { handle, heard };
}

test.each([
  [
    'finnhub',
    ['AAPL', 'BINANCE:BTCUSDT'],
    [
      { type: 'subscribe', symbol: 'AAPL' },
      { type: 'subscribe', symbol: 'BINANCE:BTCUSDT' },
    ],
  ],
  [
    'tiingo',
    ['AAPL', 'MSFT'],
    [{ eventName: 'subscribe', authorization: KEY, eventData: { thresholdLevel: 6, tickers: ['aapl', 'msft'] } }],
  ],
  ['twelve-data', ['AAPL', 'EUR/USD', 'NOPE123'], [{ action: 'subscribe', params: { symbols: 'AAPL,EUR/USD,NOPE123' } }]],
  ['yahoo', ['AAPL', 'BTC-USD', 'VOD.L'], [{ subscribe: ['AAPL', 'BTC-USD', 'VOD.L'] }]],
  [
    'alpaca',
    ['AAPL', 'MSFT'],
    [
      { action: 'auth', key: KEY, secret: KEY },
      { action: 'subscribe', trades: ['AAPL', 'MSFT'] },
    ],
  ],
  [
    'massive',
    ['AAPL'],
    [
      { action: 'auth', params: KEY },
      { action: 'subscribe', params: 'T.AAPL' },
    ],
  ],
  ['eodhd', ['AAPL.US', 'VOD.LSE', 'MSFT.US', 'VTSAX.US'], [{ action: 'subscribe', symbols: 'AAPL, MSFT' }]],
] as const)('%s: the stream asks as it should, and its ticks arrive with their digits and times', async (name, symbols, asked) => {
  const file = `${name}/stream.ndjson`;
  const { heard, handle } = await play(file, { symbols, streamSource: open(name, http, stub.streamUrl()).source });
  const { ticks, badFrames, rejected, halted } = sample(file).expect;
  await eventually(() => stub.streamed.length >= asked.length);
  expect(stub.streamed.map((text) => JSON.parse(text))).toEqual(asked);
  // What was never subscribed is refused by its symbol later on; USDT is no currency of ours.
  const regular = ticks.filter((tick: { session?: string; currency: string }) => tick.session !== 'POST' && tick.currency !== 'USDT');
  await eventually(() => heard.ticks.length >= regular.length && heard.notes.length >= (rejected ?? halted ?? []).length);
  for (const tick of regular) {
    const at = heard.ticks.filter((raw) => raw.observedAt?.toISOString() === new Date(tick.asOf).toISOString());
    expectQuotes(name, at, [{ ...tick, unitDivisor: tick.currency === 'GBP' ? 100 : 1 }]);
  }
  await eventually(() => heard.garbage.length === (badFrames ?? 0));
  for (const symbol of [...(rejected ?? []), ...(halted ?? [])]) expect(heard.notes.join()).toContain(symbol);
  await handle?.close();
});

test.each([
  ['alpaca/stream-auth-failed.ndjson', 'AUTH 402'],
  ['alpaca/stream-second-connection.ndjson', 'RATE_LIMITED 406'],
  ['massive/stream-not-authorized.ndjson', 'AUTH auth_failed'],
])('%s: the stream leaves, says why, and does not storm the server', async (file, reason) => {
  const { heard, handle } = await play(file, { symbols: ['AAPL'], streamSource: open(sample(file).source, http, stub.streamUrl()).source });
  await eventually(() => heard.lost.length === 1);
  expect([heard.lost[0], heard.connected]).toEqual([expect.stringContaining(reason), 0]);
  await handle?.close();
});

test('tiingo: of the whole book only trades count, and a broken trade is told of', () => {
  const news = sampleText('tiingo/stream-top-of-book.ndjson')
    .split('\n')
    .filter((line) => line.includes('s2c'))
    .map((line) => readTiingoFrame(line.replace(/^.*?"json": /, '').replace(/\}$/, '')));
  expectQuotes(
    'tiingo',
    news.flatMap(({ observations }) => observations ?? []),
    sample('tiingo/stream-top-of-book.ndjson').expect.ticks,
  );
  expect(news.flatMap(({ notes }) => notes ?? [])).toHaveLength(1);
});

test('yahoo: the whole subscription is sent again and again', async () => {
  const source = new YahooSource({ baseUrl: stub.url(), streamUrl: stub.streamUrl() });
  const quiet: StreamSink = { observed() {}, connected() {}, disconnected() {}, garbage() {} };
  const realInterval = globalThis.setInterval;
  const intervals: number[] = [];
  globalThis.setInterval = ((work: () => void, ms: number) => {
    intervals.push(ms);
    return realInterval(work, ms === 15_000 ? 5 : ms);
  }) as typeof setInterval;
  try {
    const handle = source.open?.(['AAPL', 'VOD.L'], quiet);
    await eventually(() => stub.streamed.length >= 3);
    await handle?.close();
  } finally {
    globalThis.setInterval = realInterval;
  }
  expect(intervals).toContain(15_000);
  expect(new Set(stub.streamed)).toEqual(new Set([JSON.stringify({ subscribe: ['AAPL', 'VOD.L'] })]));
});
