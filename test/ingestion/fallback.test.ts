/** Two sources of one share: the more trusted one stands, and when it goes down the other takes its place. */
import { expect, test } from '@jest/globals';
import type { Currency } from '../../src/domain/currency.js';
import type { InstrumentId, SourceId } from '../../src/domain/ids.js';
import { PriceBook } from '../../src/domain/price-book.js';
import { SourceStatus } from '../../src/domain/source.js';
import { Pipeline, type StoreRequest } from '../../src/ingestion/pipeline.js';
import { IngestionLoop } from '../../src/ingestion/schedule.js';
import { YahooSource } from '../../src/ingestion/sources/yahoo.js';
import { SymbolBook } from '../../src/ingestion/symbols.js';
import { StubExchange, sampleText } from '../testkit/stub-exchange.js';

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
    return { quotes, rates: [], history: history.length };
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
