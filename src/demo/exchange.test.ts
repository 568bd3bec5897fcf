import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { XMLParser } from 'fast-xml-parser';
import { WebSocket } from 'ws';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import { type Exchange, startExchange, type Tick } from './exchange.js';
import { findListing, LISTINGS, type Listing } from './listing.js';
import { DemoMarket } from './market.js';

// A Wednesday, 15:30 UTC: New York has opened, India has closed, the reference rates are out.
const NOW = new Date('2026-11-18T15:30:00.000Z');
const market = new DemoMarket('tidemark');
const listing = (symbol: string) => findListing(symbol) as Listing;
let exchange: Exchange;

beforeAll(async () => {
  exchange = await startExchange({ seed: 'tidemark', ticksPerSecond: 200, now: () => NOW });
});
afterAll(() => exchange.close());

async function getText(path: string): Promise<string> {
  const response = await fetch(exchange.httpUrl + path);
  expect(response.status).toBe(200);
  return response.text();
}

// biome-ignore lint/suspicious/noExplicitAny: foreign JSON
async function getJson(path: string, status = 200): Promise<any> {
  const response = await fetch(exchange.httpUrl + path);
  expect(response.status).toBe(status);
  return response.json();
}

test('the NAV file has eight columns, sections, houses and every scheme', async () => {
  const text = await getText('/spages/NAVAll.txt');
  const lines = text.split('\r\n');
  expect(lines[0]).toBe('Scheme Code;ISIN Div Payout/ ISIN Growth;ISIN Div Reinvestment;Scheme Name;Plan;Option;Net Asset Value;Date');
  const rows = lines.slice(1).filter((line) => line.includes(';'));
  for (const row of rows) expect(row.split(';')).toHaveLength(8);
  for (const each of LISTINGS) if (each.scheme) expect(rows.filter((row) => row.startsWith(`${each.symbol};`))).toHaveLength(1);
  const nav = market.close(listing('190001'), '2026-11-17' as Day);
  expect(rows).toContain(`190001;INF900X01AA4;-;Northstar Bluechip Fund;Direct Plan;Growth;${nav};17-Nov-2026`);
  expect(rows.find((row) => row.startsWith('190103;'))).toMatch(/16-Nov-2026$/);
  expect(lines).toContain('Open Ended Schemes(Equity Scheme - Large Cap Fund)');
  expect(lines).toContain('Sahyadri Mutual Fund');
});

test('the history report has the NAVs of the days asked for', async () => {
  const text = await getText('/DownloadNAVHistoryReport_Po.aspx?frmdt=13-Nov-2026&todt=20-Nov-2026');
  const lines = text.split('\r\n');
  expect(lines[0]).toBe('Scheme Code;NAV Name;Plan;Option;ISIN Div Payout/ISIN Growth;ISIN Div Reinvestment;Net Asset Value;Date');
  const navs = (['2026-11-13', '2026-11-16', '2026-11-17'] as Day[]).map((day) => market.close(listing('190001'), day));
  expect(lines.filter((line) => line.startsWith('190001;')).map((line) => line.split(';')[6])).toEqual(navs);
  expect((await fetch(`${exchange.httpUrl}/DownloadNAVHistoryReport_Po.aspx?frmdt=2026-11-13`)).status).toBe(400);
});

test('the reference rates parse, newest day first', async () => {
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', isArray: (name) => name === 'Cube' });
  const daily = parser.parse(await getText('/stats/eurofxref/eurofxref-daily.xml'))['gesmes:Envelope'].Cube[0].Cube;
  expect(daily).toHaveLength(1);
  expect(daily[0].time).toBe('2026-11-18');
  expect(daily[0].Cube).toHaveLength(29);
  expect(daily[0].Cube[0]).toEqual({ currency: 'USD', rate: market.rate('USD' as Currency, '2026-11-18' as Day) });
  const history = parser.parse(await getText('/stats/eurofxref/eurofxref-hist-90d.xml'))['gesmes:Envelope'].Cube[0].Cube;
  expect(history.length).toBeGreaterThan(60);
  expect(history[0].time > history[1].time).toBe(true);
});

test('a chart of today has the last price, its time, and yesterday to compare with', async () => {
  const { chart } = await getJson('/v8/finance/chart/VOD.L?range=1d&interval=5m');
  const [{ meta, timestamp, indicators }] = chart.result;
  expect(chart.error).toBeNull();
  expect(meta).toMatchObject({
    currency: 'GBp',
    symbol: 'VOD.L',
    instrumentType: 'EQUITY',
    exchangeTimezoneName: 'Europe/London',
    gmtoffset: 0,
  });
  expect(meta.regularMarketPrice).toBe(Number(market.live(listing('VOD.L'), NOW)));
  expect(meta.regularMarketTime).toBe(NOW.getTime() / 1000);
  expect(meta.previousClose).toBe(Number(market.close(listing('VOD.L'), '2026-11-17' as Day)));
  expect(timestamp.at(-1)).toBe(meta.regularMarketTime);
  for (const array of Object.values<number[]>(indicators.quote[0])) expect(array).toHaveLength(timestamp.length);
  expect(indicators.quote[0].close.at(-1)).toBe(meta.regularMarketPrice);
});

test('a daily history has the closes of its days', async () => {
  const period1 = Date.parse('2026-11-02T00:00:00Z') / 1000;
  const period2 = Date.parse('2026-11-14T00:00:00Z') / 1000;
  const { chart } = await getJson(`/v8/finance/chart/AAPL?period1=${period1}&period2=${period2}&interval=1d&events=div%7Csplit`);
  const [{ timestamp, indicators, meta }] = chart.result;
  const days = timestamp.map((at: number) => new Date(at * 1000).toISOString().slice(0, 10));
  expect(days).toHaveLength(10);
  expect(days[0]).toBe('2026-11-02');
  const closes = days.map((each: string) => Number(market.close(listing('AAPL'), each as Day)));
  expect(indicators.quote[0].close).toEqual(closes);
  expect(indicators.adjclose[0].adjclose).toEqual(closes);
  expect(meta.dataGranularity).toBe('1d');
});

test('the running day is marked as such by the session that has not ended', async () => {
  const { chart } = await getJson('/v8/finance/chart/AAPL?range=5d&interval=1d');
  const [{ timestamp, meta, indicators }] = chart.result;
  expect(timestamp.at(-1)).toBe(NOW.getTime() / 1000);
  expect(indicators.quote[0].close.at(-1)).toBe(meta.regularMarketPrice);
  expect(new Date(meta.currentTradingPeriod.regular.end * 1000).toISOString()).toBe('2026-11-18T21:00:00.000Z');
});

test('dividends of the span come as events', async () => {
  const { chart } = await getJson('/v8/finance/chart/KO?range=1y&interval=1d&events=div');
  const dividends = Object.values<{ amount: number; date: number }>(chart.result[0].events.dividends);
  expect(dividends).toHaveLength(4);
  for (const { amount } of dividends) expect(amount).toBeGreaterThan(0);
});

test('a fund answers with its last NAV, published in the evening', async () => {
  const { chart } = await getJson('/v8/finance/chart/VTSAX?range=5d&interval=1d');
  const [{ meta, timestamp, indicators }] = chart.result;
  expect(meta.instrumentType).toBe('MUTUALFUND');
  expect(new Date(meta.regularMarketTime * 1000).toISOString()).toBe('2026-11-18T01:01:00.000Z');
  expect(meta.regularMarketPrice).toBe(Number(market.close(listing('VTSAX'), '2026-11-17' as Day)));
  expect(indicators.quote[0].close.at(-1)).toBe(meta.regularMarketPrice);
  expect(timestamp.length).toBeGreaterThan(1);
});

test('unknown symbols: not found on a chart, left out of a spark', async () => {
  expect(await getJson('/v8/finance/chart/APPL?range=1d&interval=5m', 404)).toEqual({
    chart: { result: null, error: { code: 'Not Found', description: 'No data found, symbol may be delisted' } },
  });
  expect((await getJson('/v8/finance/chart/190001', 404)).chart.result).toBeNull();
  const { spark } = await getJson('/v7/finance/spark?symbols=AAPL,APPL,VTSAX&range=1d&interval=5m');
  expect(spark.result.map(({ symbol }: { symbol: string }) => symbol)).toEqual(['AAPL', 'VTSAX']);
  const [{ meta, timestamp, indicators }] = spark.result[0].response;
  expect(meta).toMatchObject({ currency: 'USD', symbol: 'AAPL', regularMarketTime: NOW.getTime() / 1000, dataGranularity: '5m' });
  expect(indicators.quote[0].close).toHaveLength(timestamp.length);
});

test('the stream sends ticks of traded instruments in their quoted unit', async () => {
  const socket = new WebSocket(exchange.streamUrl);
  const messages: (Tick | Tick[])[] = [];
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (data) => {
      messages.push(JSON.parse(data.toString()));
      if (messages.length === 60) resolve();
    });
  });
  socket.terminate();
  expect(messages.some((message) => Array.isArray(message))).toBe(true);
  for (const tick of messages.flat()) {
    const { unit, kind, mic } = listing(tick.symbol);
    // In Tokyo it is past midnight.
    const yesterday = (mic === 'XTKS' ? '2026-11-18' : '2026-11-17') as Day;
    expect(kind).not.toBe('FUND');
    expect(tick).toEqual({
      symbol: tick.symbol,
      price: market.live(listing(tick.symbol), NOW),
      currency: unit,
      time: NOW.toISOString(),
      previousClose: market.close(listing(tick.symbol), yesterday),
    });
  }
});

test('closing ends the stream of whoever still listens', async () => {
  const short = await startExchange({ seed: 'tidemark', ticksPerSecond: 0, now: () => NOW });
  const socket = new WebSocket(short.streamUrl);
  await new Promise((resolve) => socket.on('open', resolve));
  const closed = new Promise((resolve) => socket.on('close', resolve));
  await short.close();
  await closed;
  await expect(fetch(`${short.httpUrl}/spages/NAVAll.txt`)).rejects.toThrow();
});
