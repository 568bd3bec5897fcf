/**
 * Finnhub: real-time prices of US shares and ETFs, one symbol a call, and a stream of trades. It states no currency (the
 * instrument's own holds) and answers unknown symbols with zeros. REST counts seconds, the stream milliseconds.
 */
import { z } from 'zod';
import type { SourceId } from '../../domain/ids.js';
import { Adjustment, QuoteKind } from '../../domain/quote.js';
import type { SourceInfo } from '../../domain/source.js';
import { each, instantOfSeconds, isPrice, type Part, priceOrNull, readAnswer } from '../answer.js';
import { Connection, type ConnectionOptions, type FrameNews, type StreamProtocol } from '../connection.js';
import { HttpClient } from '../http.js';
import { parseLossless } from '../lossless.js';
import type { PollResult, RawObservation, Source, SourceCapabilities, StreamHandle, StreamSink } from '../source.js';
import { SourceError, SourceErrorKind } from '../source-error.js';

export const FINNHUB = 'finnhub' as SourceId;

/** Symbols the free plan streams. */
const STREAM_SYMBOLS_MAX = 50;

export interface FinnhubOptions {
  readonly baseUrl: string;
  readonly key: string;
  /** Null: polled only. One connection per key: whoever opens it must hold the source's lease. */
  readonly streamUrl?: string | null;
  readonly info?: SourceInfo;
  readonly http?: HttpClient;
  readonly connection?: ConnectionOptions;
}

export class FinnhubSource implements Source {
  readonly info: SourceInfo;
  readonly capabilities: SourceCapabilities;
  readonly open?: NonNullable<Source['open']>;
  private readonly http: HttpClient;

  constructor(private readonly options: FinnhubOptions) {
    const { key, streamUrl, connection } = options;
    this.info = options.info ?? { id: FINNHUB, name: 'Finnhub', simulated: false, priority: 12 };
    this.http = options.http ?? new HttpClient({ secrets: [key] });
    this.capabilities = {
      kinds: ['EQUITY', 'ETF', 'CRYPTO'],
      mics: ['XNYS', 'XNAS', 'ARCX', 'BATS', 'XASE'],
      maxBatch: 1,
      stream: Boolean(streamUrl),
      adjusted: Adjustment.NONE,
      delayMinutes: 0,
      commercialUse: false,
      licence: 'Free key for personal, non-professional use; commercial use needs a paid plan.',
      limits: { deadlineMs: 10_000, spacingMs: 1000, quota: { MINUTE: 60 } },
    };
    if (streamUrl) this.open = (symbols, sink) => openStream({ url: withToken(streamUrl, key), symbols, sink, connection });
  }

  poll(symbols: readonly string[], signal: AbortSignal): Promise<PollResult> {
    return each(symbols, 1, (symbol) => this.quote(symbol, signal));
  }

  private async quote(symbol: string, signal: AbortSignal): Promise<Part> {
    const { baseUrl, key } = this.options;
    const url = `${baseUrl.replace(/\/$/, '')}/api/v1/quote?symbol=${encodeURIComponent(symbol)}`;
    const answer = await this.http.get({ url, signal, headers: { 'x-finnhub-token': key } });
    const { c, pc, t } = readAnswer(Quote, answer, this.info.name);
    if (!isPrice(c) && t === '0') throw new SourceError(SourceErrorKind.UNKNOWN_SYMBOL, `Finnhub knows no ${symbol}.`);
    const observedAt = instantOfSeconds(t);
    if (!isPrice(c) || !observedAt) throw new SourceError(SourceErrorKind.NO_DATA, `Finnhub has no price for ${symbol} now.`);
    return { observations: [tradeOf({ symbol, price: c, observedAt, previousClose: priceOrNull(pc) })] };
  }
}

const Quote = z.object({ c: z.string(), pc: z.string().nullish(), t: z.string() });
const Trades = z.object({
  type: z.literal('trade'),
  data: z.array(z.object({ s: z.string(), p: z.string(), t: z.string() })),
});
const Notice = z.object({ type: z.string(), msg: z.string().nullish() });

function openStream({
  url,
  symbols,
  sink,
  connection,
}: {
  url: string;
  symbols: readonly string[];
  sink: StreamSink;
  connection: ConnectionOptions | undefined;
}): StreamHandle {
  const protocol: StreamProtocol = {
    url,
    ask: ({ all, added, removed }) => {
      const covered = new Set(all.slice(0, STREAM_SYMBOLS_MAX));
      return [
        ...removed.map((symbol) => ({ type: 'unsubscribe', symbol })),
        ...added.filter((symbol) => covered.has(symbol)).map((symbol) => ({ type: 'subscribe', symbol })),
      ];
    },
    read: readFinnhubFrame,
  };
  return new Connection(protocol, symbols, sink, connection);
}

/** @throws when the frame is none of the known */
export function readFinnhubFrame(frame: string): FrameNews {
  const value = parseLossless(frame);
  const trades = Trades.safeParse(value);
  if (trades.success) {
    const observations = trades.data.data
      .filter(({ p, t }) => isPrice(p) && /^\d{12,14}$/.test(t))
      .map(({ s, p, t }) => {
        return tradeOf({ symbol: s, price: p, observedAt: new Date(Number(t)), previousClose: null });
      });
    const unread = trades.data.data.length - observations.length;
    return { observations, ...(unread > 0 && { garbage: `${unread} trades without a price or a time` }) };
  }
  const { type, msg } = Notice.parse(value);
  if (type === 'trade') throw new SourceError(SourceErrorKind.MALFORMED, 'Trades of another form than known.');
  return type === 'error' ? { notes: [`The stream says: ${(msg ?? 'error').slice(0, 200)}`] } : {};
}

function tradeOf(trade: { symbol: string; price: string; observedAt: Date; previousClose: string | null }): RawObservation {
  return { type: 'quote', kind: QuoteKind.LAST, currency: null, valueDate: null, adjustment: Adjustment.NONE, ...trade };
}

function withToken(url: string, key: string): string {
  const address = new URL(url);
  address.searchParams.set('token', key);
  return address.href;
}
