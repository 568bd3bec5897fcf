// Sources that answer for a whole market, or charge for each symbol: how few calls they are asked with, and what is made of the answers.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Day } from '../../src/domain/day.js';
import type { PollResult, Source } from '../../src/ingestion/source.js';
import { CoinGeckoSource } from '../../src/ingestion/sources/coingecko.js';
import { MassiveSource } from '../../src/ingestion/sources/massive.js';
import { CONNECTORS, http, KEY } from '../testkit/connector.js';
import { StubExchange } from '../testkit/stub-exchange.js';

const never = new AbortController().signal;
let stub: StubExchange;
beforeEach(async () => {
  stub = await StubExchange.open();
});
afterEach(() => stub.close());

const open = (name: string) => (CONNECTORS[name] as NonNullable<(typeof CONNECTORS)[string]>)(stub.url()).source;
const poll = (source: Source, symbols: readonly string[]) => (source.poll as NonNullable<Source['poll']>)(symbols, never);
const history = (source: Source, symbols: readonly string[], from: string, to: string) =>
  (source.history as NonNullable<Source['history']>)(symbols, from as Day, to as Day, never);
const asked = () => stub.requests.map(({ url }) => (url as string).replace(/[?&](apiKey|api_token)=.*$/, ''));
const figures = ({ observations }: PollResult) =>
  observations.map((raw) => (raw.type === 'quote' ? [raw.symbol, raw.kind, raw.price, raw.valueDate] : [raw.base + raw.quote, raw.rate]));

const GROUPED = '/v2/aggs/grouped/locale/us/market/stocks';
/** 15 November is a Sunday; New York is five hours behind. */
const at = { sunday: '2026-11-15T12:00:00Z', wednesday: '2026-11-18T15:30:00Z', evening: '2026-11-18T21:30:00Z' };

test('massive: without live prices the closes of the whole market come in one call, which is not repeated', async () => {
  stub.answerNext(9, 'massive/error-403.json', (url) => url.includes('/snapshot/'));
  stub.pin('massive/grouped-daily.json');
  const source = open('massive');
  const symbols = ['AAPL', 'MSFT', 'NOPE123'];
  const first = await poll(source, symbols);
  expect([figures(first), first.missing]).toEqual([
    [
      ['AAPL', 'CLOSE', '228.9', '2026-11-17'],
      ['MSFT', 'CLOSE', '495.2', '2026-11-17'],
    ],
    ['NOPE123'],
  ]);
  expect(await poll(source, symbols)).toEqual(first);
  expect(asked()).toEqual([
    '/v2/snapshot/locale/us/markets/stocks/tickers?tickers=AAPL,MSFT,NOPE123',
    `${GROUPED}/2026-11-17?adjusted=false`,
  ]);
});

test.each(['massive/error-403.json', 'massive/aggs-empty.json'])(
  'massive: a session whose closes are not out yet (%s) is asked for again, and meanwhile the one before counts',
  async (file) => {
    let now = at.evening;
    const source = new MassiveSource({ baseUrl: stub.url(), http, key: KEY, now: () => new Date(now) });
    stub.answerNext(99, 'massive/error-403.json', (url) => url.includes('/snapshot/'));
    stub.answerNext(2, file, (url) => url.includes('/2026-11-18'));
    stub.answerNext(1, 'massive/grouped-daily.json', (url) => url.includes('/2026-11-17'));
    stub.answerNext(1, 'massive/grouped-daily.json', (url) => url.includes('/2026-11-18'));
    for (const day of ['2026-11-17', '2026-11-17', '2026-11-18']) {
      expect(figures(await poll(source, ['AAPL']))).toEqual([['AAPL', 'CLOSE', '228.9', day]]);
      now = new Date(Date.parse(now) + 600_000).toISOString();
    }
    const days = asked().filter((path) => path.startsWith(GROUPED));
    expect(days.map((path) => path.slice(GROUPED.length + 1, GROUPED.length + 11))).toEqual([
      ...['2026-11-18', '2026-11-17'],
      '2026-11-18',
      '2026-11-18',
    ]);
  },
);

test('massive: on a Sunday the closes are those of Friday', async () => {
  stub.answerNext(1, 'massive/error-403.json', (url) => url.includes('/snapshot/'));
  stub.answerNext(1, 'massive/grouped-daily.json');
  const source = new MassiveSource({ baseUrl: stub.url(), http, key: KEY, now: () => new Date(at.sunday) });
  expect(figures(await poll(source, ['AAPL']))).toEqual([['AAPL', 'CLOSE', '228.9', '2026-11-13']]);
});

test('massive: of many symbols the whole market is asked, and a history is read page by page from the address we know', async () => {
  stub.pin('massive/snapshot-batch.json');
  const many = await poll(open('massive'), ['AAPL', ...Array.from({ length: 300 }, (_, index) => `X${index}`)]);
  expect([many.observations.length, many.missing.length, asked()]).toEqual([1, 300, ['/v2/snapshot/locale/us/markets/stocks/tickers']]);
  expect(await poll(open('massive'), [])).toMatchObject({ observations: [], missing: [] });
  expect(stub.requests).toHaveLength(1);
  const bar = (c: string, t: number) => ({
    body: JSON.stringify({ results: [{ c, t }], next_url: 'https://elsewhere.example/v2/next?cursor=abc' }),
  });
  stub.answerNext(1, bar('227.4', 1_794_805_200_000));
  stub.answerNext(1, 'massive/aggs-aapl-day.json', (url) => url.startsWith('/v2/next?cursor=abc&apiKey='));
  expect(figures(await history(open('massive'), ['AAPL'], '2026-11-16', '2026-11-17'))).toEqual([
    ['AAPL', 'CLOSE', '227.4', '2026-11-16'],
    ['AAPL', 'CLOSE', '227.4', '2026-11-16'],
    ['AAPL', 'CLOSE', '228.9', '2026-11-17'],
  ]);
  const nothing = await history(open('massive'), ['NOPE123'], '2026-11-16', '2026-11-17');
  expect(nothing.failures.map(({ symbol, error }) => [symbol, error.kind])).toEqual([['NOPE123', 'NO_DATA']]);
});

test('eodhd: shares and pairs in one call, a fund by its closes and not again within hours', async () => {
  stub.answerNext(1, 'eodhd/real-time-forex.json');
  expect(figures(await poll(open('eodhd'), ['EURUSD.FOREX']))).toEqual([['EURUSD', '1.1604']]);
  stub.answerNext(1, 'eodhd/real-time-multi.json');
  const source = open('eodhd');
  const symbols = ['AAPL.US', 'VOD.LSE', 'VTSAX.US'];
  const wanted = [
    ['AAPL.US', 'LAST', '231.42', null],
    ['VOD.LSE', 'LAST', '71.34', null],
    ['VTSAX.US', 'NAV', '158.27', '2026-11-17'],
  ];
  expect(figures(await poll(source, symbols))).toEqual(wanted);
  stub.answerNext(1, 'eodhd/real-time-multi.json');
  expect(figures(await poll(source, symbols))).toEqual(wanted);
  expect(asked().slice(1)).toEqual([
    '/api/real-time/AAPL.US?s=VOD.LSE&fmt=json',
    '/api/eod/VTSAX.US?period=d&from=2026-11-08&to=2026-11-18&fmt=json',
    '/api/real-time/AAPL.US?s=VOD.LSE&fmt=json',
  ]);
});

test('eodhd: closes as they were, splits, and dividends as they were paid', async () => {
  const source = open('eodhd');
  expect(figures(await history(source, ['AAPL.US'], '2026-11-16', '2026-11-16'))).toEqual([['AAPL.US', 'CLOSE', '227.4', '2026-11-16']]);
  stub.answerNext(1, 'eodhd/eod-empty.json');
  expect((await history(source, ['NOPE123.US'], '2026-11-16', '2026-11-16')).failures[0]?.error.kind).toBe('NO_DATA');
  stub.answerNext(1, 'eodhd/splits-nvda.json', (url) => url.includes('/splits/'));
  stub.answerNext(1, 'eodhd/div-aapl.json', (url) => url.includes('/div/'));
  const told = await source.actions?.(['NVDA.US'], '2024-01-01' as Day, '2026-12-01' as Day, never);
  expect(told?.actions).toEqual([
    { type: 'split', symbol: 'NVDA.US', day: '2024-06-10', numerator: '10.000000', denominator: '1.000000' },
    { type: 'dividend', symbol: 'NVDA.US', day: '2026-11-09', amount: '0.26', currency: 'USD' },
  ]);
});

test('coingecko: each coin and currency is named once, the key goes to the host it is of, and a coin without a price is no price', async () => {
  await poll(open('coingecko'), ['bitcoin', 'bitcoin/EUR', 'ethereum']);
  expect(stub.requests[0]?.url).toBe(
    '/api/v3/simple/price?ids=bitcoin,ethereum&vs_currencies=usd,eur&include_last_updated_at=true&precision=full',
  );
  expect(stub.requests[0]?.headers['x-cg-demo-api-key']).toBe(KEY);
  await poll(new CoinGeckoSource({ baseUrl: stub.url(), http, key: '' }), ['bitcoin']);
  expect(Object.keys(stub.requests[1]?.headers ?? {}).filter((name) => name.startsWith('x-cg'))).toEqual([]);
  stub.answerNext(1, 'coingecko/member-without-price.json');
  const { failures, missing } = await poll(open('coingecko'), ['dead-coin', 'constructor']);
  expect([failures.map(({ symbol, error }) => [symbol, error.kind]), missing]).toEqual([[['dead-coin', 'NO_DATA']], ['constructor']]);
});
