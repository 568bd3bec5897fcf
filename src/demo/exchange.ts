/**
 * A loopback server that plays every source at once: it answers in the true formats of AMFI, the European Central Bank
 * and Yahoo, and streams ticks, so that the demo runs through the same connectors as real prices do.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { isTraded, LISTINGS } from './listing.js';
import { DemoMarket } from './market.js';
import { Dice } from './random.js';
import { historyReport, navFile } from './wire-amfi.js';
import { rateFile } from './wire-ecb.js';
import { type Answer, type ChartQuery, chartAnswer, sparkAnswer } from './wire-yahoo.js';

/** Bytes that may wait in one listener's socket before it misses ticks. */
const BUFFERED_MAX = 1_000_000;
const TICK_BATCH_MAX = 3;
/** The timer's shortest useful period; faster streams send several messages a beat. */
const BEAT_MIN_MS = 10;

export interface Exchange {
  /** Stands for each source's own address, such as `https://query1.finance.yahoo.com`. */
  readonly httpUrl: string;
  readonly streamUrl: string;
  close(): Promise<void>;
}

/** @param ticksPerSecond messages a second on the stream; 0: none. */
export async function startExchange({
  seed,
  ticksPerSecond,
  now,
}: {
  seed: string;
  ticksPerSecond: number;
  now: () => Date;
}): Promise<Exchange> {
  const market = new DemoMarket(seed);
  const server = createServer((request, response) => respond(market, now(), request, response));
  const listeners = new WebSocketServer({ server, path: '/stream', maxPayload: 65_536 });
  // What a listener asks for is not looked at: everyone gets every tick. A broken socket is closed by the library itself.
  listeners.on('connection', (socket) => socket.on('error', () => socket.terminate()));
  await listening(server);
  const stop = startTicks({ market, listeners, ticksPerSecond, now });
  const { port } = server.address() as AddressInfo;
  return {
    httpUrl: `http://127.0.0.1:${port}`,
    streamUrl: `ws://127.0.0.1:${port}/stream`,
    close: async () => {
      stop();
      for (const socket of listeners.clients) socket.terminate();
      listeners.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** One message of the stream. */
export interface Tick {
  readonly symbol: string;
  /** In the venue's quoted unit, exact. */
  readonly price: string;
  /** The unit's text, `GBp` for pence. */
  readonly currency: string;
  /** ISO 8601 in UTC, with milliseconds. */
  readonly time: string;
  /** In the quoted unit; sent along so that a day's change is measured against the close, not against a tick of last night. */
  readonly previousClose: string;
}

function startTicks(parts: { market: DemoMarket; listeners: WebSocketServer; ticksPerSecond: number; now: () => Date }): () => void {
  const { market, listeners, ticksPerSecond, now } = parts;
  if (ticksPerSecond <= 0) return () => {};
  const dice = new Dice(market.seed, `ticks/${now().getTime()}`);
  const traded = LISTINGS.filter(isTraded);
  const beatMs = Math.max(BEAT_MIN_MS, 1000 / ticksPerSecond);
  let due = 0;
  const timer = setInterval(() => {
    due += (ticksPerSecond * beatMs) / 1000;
    for (; due >= 1; due -= 1) {
      if (listeners.clients.size === 0) continue;
      const time = now();
      const count = dice.chance(0.8) ? 1 : dice.whole(2, TICK_BATCH_MAX);
      const ticks: Tick[] = dice.sample(traded, count).map((listing) => ({
        symbol: listing.symbol,
        price: market.live(listing, time),
        currency: listing.unit,
        time: time.toISOString(),
        previousClose: market.previousClose(listing, time),
      }));
      broadcast(listeners, JSON.stringify(ticks.length === 1 ? ticks[0] : ticks));
    }
  }, beatMs);
  timer.unref();
  return () => clearInterval(timer);
}

function broadcast(listeners: WebSocketServer, text: string): void {
  for (const socket of listeners.clients) {
    if (socket.readyState === WebSocket.OPEN && socket.bufferedAmount < BUFFERED_MAX) socket.send(text);
  }
}

function respond(market: DemoMarket, now: Date, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://exchange');
  const chart = /^\/v8\/finance\/chart\/([^/]+)$/.exec(url.pathname);
  if (request.method !== 'GET') return send(response, { status: 405, type: 'text/plain', text: 'Method Not Allowed' });
  if (chart) return sendJson(response, chartAnswer({ market, symbol: decoded(chart[1] as string), query: queryOf(url), now }));
  switch (url.pathname) {
    case '/v7/finance/spark': {
      const symbols = (url.searchParams.get('symbols') ?? '').split(',').filter((symbol) => symbol !== '');
      return sendJson(response, sparkAnswer({ market, symbols, query: queryOf(url), now }));
    }
    case '/spages/NAVAll.txt':
      return send(response, { status: 200, type: 'text/plain', text: navFile(market, now) });
    case '/DownloadNAVHistoryReport_Po.aspx':
      return sendReport(response, historyReport(market, now, { from: url.searchParams.get('frmdt'), to: url.searchParams.get('todt') }));
    case '/stats/eurofxref/eurofxref-daily.xml':
      return sendRates(response, rateFile({ market, instant: now, days: 1 }));
    case '/stats/eurofxref/eurofxref-hist-90d.xml':
      return sendRates(response, rateFile({ market, instant: now, days: 90 }));
    case '/stats/eurofxref/eurofxref-hist.xml':
      return sendRates(response, rateFile({ market, instant: now, days: null }));
    default:
      return send(response, { status: 404, type: 'text/plain', text: 'Not Found' });
  }
}

function queryOf(url: URL): ChartQuery {
  const of = (name: string) => url.searchParams.get(name);
  return { range: of('range'), interval: of('interval'), period1: of('period1'), period2: of('period2'), events: of('events') };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function sendJson(response: ServerResponse, answer: Answer): void {
  send(response, { status: answer.status, type: 'application/json;charset=utf-8', text: JSON.stringify(answer.body) });
}

function sendReport(response: ServerResponse, text: string | null): void {
  send(
    response,
    text === null ? { status: 400, type: 'text/html', text: '<html>Bad Request</html>' } : { status: 200, type: 'text/plain', text },
  );
}

function sendRates(response: ServerResponse, text: string): void {
  send(response, { status: 200, type: 'text/xml', text });
}

function send(response: ServerResponse, { status, type, text }: { status: number; type: string; text: string }): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1', exclusive: true }, () => resolve());
  });
}
