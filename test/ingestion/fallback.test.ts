/** Two sources of one share: the more trusted one stands, and when it goes down the other takes its place; when all are gone, values stay. */
import { expect, test } from '@jest/globals';
import type { Currency } from '../../src/domain/currency.js';
import type { InstrumentId, SourceId } from '../../src/domain/ids.js';
import { PriceBook } from '../../src/domain/price-book.js';
import { SourceStatus } from '../../src/domain/source.js';
import { Pipeline } from '../../src/ingestion/pipeline.js';
import { IngestionLoop } from '../../src/ingestion/schedule.js';
import { YahooSource } from '../../src/ingestion/sources/yahoo.js';
import type { StoreRequest } from '../../src/ingestion/store.js';
import { SymbolBook } from '../../src/ingestion/symbols.js';
import { graphql } from '../testkit/gql/gql.js';
import { StubExchange, sampleText } from '../testkit/stub-exchange.js';
import { eventually, until } from '../testkit/until.js';
import { ago, day, openWorld, VALUATION_CHANGED } from '../testkit/world.js';

const quiet = { info() {}, warn() {}, error() {} };
const SHARE = 'aapl' as InstrumentId;
const [FIRST, SECOND] = ['first', 'second'] as SourceId[] as [SourceId, SourceId];

/** Both sources over one pipeline; the store numbers revisions. */
function prepare(exchanges: readonly [StubExchange, StubExchange]) {
  const book = new PriceBook();
  const instrument = {
    id: SHARE,
    kind: 'EQUITY' as const,
    currency: 'USD' as Currency,
    mic: null,
    unitDivisor: 1,
    splits: [],
    pinnedSource: null,
  };
  const symbols = new SymbolBook(async () => ({
    instruments: [instrument],
    symbols: [FIRST, SECOND].map((source) => ({ source, symbol: 'AAPL', instrumentId: SHARE })),
  }));
  let revision = 0;
  const store = async ({ current, history }: StoreRequest) => {
    const quotes = current.map((quote) => {
      revision += 1;
      return { ...quote, revision };
    });
    return { quotes, rates: [], history: history.length, withdrawn: [] };
  };
  const statuses = new Map<SourceId, SourceStatus>();
  const now = () => new Date('2026-11-18T15:33:00Z');
  const isDown = (id: SourceId) => statuses.get(id) === SourceStatus.DOWN;
  const pipeline = new Pipeline({ book, symbols, store, publish: () => {}, now, log: quiet, isDown });
  const sources = [FIRST, SECOND].map((id, index) => {
    const info = { id, name: id, simulated: false, priority: index + 1 };
    return new YahooSource({ baseUrl: (exchanges[index] as StubExchange).url(), info });
  });
  const onHealth = ({ id, status }: { id: SourceId; status: SourceStatus }) => void statuses.set(id, status);
  const loop = new IngestionLoop({ sources, pipeline, symbols, intervalMs: 3_600_000, now, log: quiet, retryMs: 1, onHealth });
  return { loop, statuses, price: () => [book.quote(SHARE)?.source, book.quote(SHARE)?.price.toFixed()] };
}

test('a price moves to the next source when its own goes down, and not before', async () => {
  await using first = await StubExchange.open();
  await using second = await StubExchange.open();
  const { loop, statuses, price } = prepare([first, second]);
  await loop.runOnce();
  expect(price()).toEqual([FIRST, '231.42']);

  // Two minutes later: the second goes on, the first does not answer any more.
  const body = sampleText('yahoo/chart-aapl-regular.json')
    .replace(/("regularMarketTime":\s*)\d+/, '$11795015920')
    .replace(/("regularMarketPrice":\s*)[\d.]+/, '$1231.5');
  second.answerNext(99, { body, headers: { 'content-type': 'application/json' } });
  first.answerNext(99, { status: 500, body: 'down' });
  await loop.runOnce();
  expect([statuses.get(FIRST), price()]).toEqual([SourceStatus.DEGRADED, [FIRST, '231.42']]);
  await loop.runOnce();
  await loop.runOnce();
  await loop.runOnce();
  expect([statuses.get(FIRST), statuses.get(SECOND), price()]).toEqual([SourceStatus.DOWN, SourceStatus.OK, [SECOND, '231.5']]);
  await loop.stop();
});

const SOURCES = graphql(`query SourcesGone { sources { id status lastFailure } }`);

test('when every source is gone values stay, with the instant they are of, for who looks and for who comes', async () => {
  const exchange = await StubExchange.open();
  const world = await openWorld({ SOURCES: 'stream', QUOTE_STREAM_URL: exchange.streamUrl() });
  try {
    await eventually(() => exchange.sockets.size > 0);
    const [person, share] = [await world.signUp(), await world.instrument({ currency: 'EUR', mic: null })];
    const accountId = await person.openAccount();
    await person.record(
      { accountId, kind: 'DEPOSIT', tradeDate: day(-2), amount: '100', currency: 'EUR' },
      { accountId, kind: 'BUY', tradeDate: day(-2), instrumentId: share, quantity: '1', price: '100', currency: 'EUR' },
    );
    const [watching, coming] = [person.api.socket(), person.api.socket()];
    const stream = watching.subscribe(VALUATION_CHANGED, {});
    await stream.first();
    const observedAt = ago(30);
    exchange.broadcast({ symbol: share, price: '130', currency: 'EUR', time: observedAt });
    await stream.until(({ valuationChanged }) => valuationChanged.total === '130');
    await exchange.close();
    await until(
      async () => (await world.admin.run(SOURCES)).expectNoErrors().sources.find(({ id }) => id === 'stream'),
      (source) => source?.status !== 'OK' && /disconnected/.test(source?.lastFailure ?? ''),
    );
    const { valuationChanged } = await coming.subscribe(VALUATION_CHANGED, {}).first();
    for (const { total, holdings } of [await person.valuation(), valuationChanged]) {
      expect([total, holdings[0]?.price, holdings[0]?.priceObservedAt]).toEqual(['130', '130', observedAt]);
    }
    expect([stream.isEnded, stream.errors]).toEqual([false, []]);
    expect(((await (await fetch(`${world.url}/readyz`)).json()) as { status: string }).status).toBe('ready');
    await Promise.all([watching.close(), coming.close()]);
  } finally {
    await world.close();
  }
});
