/**
 * Twelve Data: shares, funds and currency pairs worldwide; one credit per symbol, a few credits a minute. One symbol is
 * answered by an object, several by a map whose members may each be an error; an error may come with status 200.
 */
import { z } from 'zod';
import { tryParseDay } from '../../domain/day.js';
import type { SourceId } from '../../domain/ids.js';
import { Adjustment, QuoteKind } from '../../domain/quote.js';
import type { SourceInfo } from '../../domain/source.js';
import { attempt, instantOfSeconds, isPrice, merge, type Part, priceOrNull, readAnswer } from '../answer.js';
import { Connection, type ConnectionOptions, type FrameNews, type StreamProtocol } from '../connection.js';
import { type HttpAnswer, HttpClient } from '../http.js';
import { parseLossless } from '../lossless.js';
import type { PollResult, RawObservation, Source, SourceCapabilities } from '../source.js';
import { SourceError, SourceErrorKind, toSourceError } from '../source-error.js';
import { isUsFund } from '../us-fund.js';

export const TWELVE_DATA = 'twelve-data' as SourceId;

/** Credits of the smallest plan per minute, and so symbols per call. */
const BATCH_MAX = 8;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** The server closes a stream that does not say this. */
const BEAT = { everyMs: 10_000, frame: { action: 'heartbeat' } };

export interface TwelveDataOptions {
  readonly baseUrl: string;
  readonly key: string;
  /** Null: polled only. */
  readonly streamUrl?: string | null;
  readonly info?: SourceInfo;
  readonly http?: HttpClient;
  readonly now?: () => Date;
  readonly connection?: ConnectionOptions;
}

export class TwelveDataSource implements Source {
  readonly info: SourceInfo;
  readonly capabilities: SourceCapabilities;
  readonly open?: NonNullable<Source['open']>;
  private readonly http: HttpClient;
  private readonly now: () => Date;

  constructor(private readonly options: TwelveDataOptions) {
    const { key, streamUrl, connection } = options;
    this.info = options.info ?? { id: TWELVE_DATA, name: 'Twelve Data', simulated: false, priority: 45 };
    this.http = options.http ?? new HttpClient({ secrets: [key] });
    this.now = options.now ?? this.http.now;
    this.capabilities = {
      kinds: ['EQUITY', 'ETF', 'FUND', 'CRYPTO', 'FX'],
      mics: '*',
      maxBatch: BATCH_MAX,
      unitsPerSymbol: 1,
      stream: Boolean(streamUrl),
      adjusted: Adjustment.NONE,
      delayMinutes: null,
      commercialUse: false,
      licence: 'The Basic plan is personal and non-commercial.',
      limits: { deadlineMs: 20_000, spacingMs: MINUTE_MS, quota: { MINUTE: 8, DAY: 800 } },
    };
    if (streamUrl) this.open = (symbols, sink) => new Connection(twelveDataProtocol(streamUrl, key), symbols, sink, connection);
  }

  /** Symbols such as `AAPL`, `EUR/USD`, or `VOD:XLON` with the market, which is one call per market. */
  async poll(symbols: readonly string[], signal: AbortSignal): Promise<PollResult> {
    const byMarket = new Map<string, string[]>();
    for (const symbol of symbols) {
      const mic = symbol.split(':')[1] ?? '';
      byMarket.set(mic, [...(byMarket.get(mic) ?? []), symbol]);
    }
    const parts: Part[] = [];
    for (const [mic, group] of byMarket) {
      try {
        parts.push(await this.quotes(group, mic, signal));
      } catch (error) {
        const failure = toSourceError(error);
        const isOfSymbol = group.length === 1 && OF_SYMBOL.has(failure.kind);
        if (byMarket.size === 1 && !isOfSymbol) throw failure;
        parts.push({ failures: group.map((symbol) => ({ symbol, error: failure })) });
      }
    }
    return merge(parts);
  }

  private async quotes(symbols: readonly string[], mic: string, signal: AbortSignal): Promise<PollResult> {
    const { baseUrl, key } = this.options;
    const list = symbols.map((symbol) => encodeURIComponent(symbol.split(':')[0] as string)).join(',');
    const url = `${baseUrl.replace(/\/$/, '')}/quote?symbol=${list}${mic && `&mic_code=${encodeURIComponent(mic)}`}`;
    const answer = await this.get({ url, signal, headers: { authorization: `apikey ${key}` }, cost: symbols.length });
    const envelope = Envelope.safeParse(parsed(answer.text));
    if (envelope.success) throw this.refusalOf(envelope.data, answer.excerpt);
    if (symbols.length === 1) {
      const symbol = symbols[0] as string;
      const quote = readAnswer(Quote, answer, this.info.name);
      return merge([{ observations: [observationOf(symbol, quote)] }]);
    }
    const members = readAnswer(z.record(z.string(), z.union([Quote, Envelope])), answer, this.info.name);
    return merge(symbols.map((symbol) => this.member(symbol, members[symbol.split(':')[0] as string])));
  }

  private member(symbol: string, member: z.infer<typeof Quote> | z.infer<typeof Envelope> | undefined): Part {
    if (!member) return { missing: [symbol] };
    return attempt(symbol, () => {
      if ('code' in member) throw this.refusalOf(member, '');
      return { observations: [observationOf(symbol, member)] };
    });
  }

  /** Statuses say less than the words that come with them. */
  private async get(request: Parameters<HttpClient['get']>[0]): Promise<HttpAnswer> {
    try {
      return await this.http.get(request);
    } catch (error) {
      if (!(error instanceof SourceError) || error.status === null || error.status >= 500 || error.retryAt) throw error;
      const envelope = Envelope.safeParse(parsed(error.excerpt ?? ''));
      throw envelope.success ? this.refusalOf(envelope.data, error.excerpt ?? '') : error;
    }
  }

  private refusalOf({ code, message }: z.infer<typeof Envelope>, excerpt: string): SourceError {
    const of = (kind: SourceErrorKind, words: string, retryAt: Date | null = null) =>
      new SourceError(kind, words, { excerpt, retryAt, status: Number(code) });
    const nowMs = this.now().getTime();
    const next = (lengthMs: number) => new Date((Math.floor(nowMs / lengthMs) + 1) * lengthMs);
    if (code === '429' && /for the day/i.test(message)) {
      return of(SourceErrorKind.QUOTA_EXHAUSTED, "Twelve Data's credits of the day are used up.", next(DAY_MS));
    }
    if (code === '429') return of(SourceErrorKind.RATE_LIMITED, "Twelve Data's credits of the minute are used up.", next(MINUTE_MS));
    if (code === '401') return of(SourceErrorKind.AUTH, 'Twelve Data does not accept the key.');
    if (code === '403' || /available starting with|plan/i.test(message))
      return of(SourceErrorKind.ENTITLEMENT, 'The plan does not cover this.');
    if (code === '404') return of(SourceErrorKind.UNKNOWN_SYMBOL, 'Twelve Data does not know this symbol.');
    if (/no data is available/i.test(message)) return of(SourceErrorKind.NO_DATA, 'Twelve Data has no data for this.');
    return of(Number(code) >= 500 ? SourceErrorKind.UPSTREAM_5XX : SourceErrorKind.BAD_REQUEST, 'Twelve Data refused the call.');
  }
}

const OF_SYMBOL: ReadonlySet<SourceErrorKind> = new Set([
  SourceErrorKind.UNKNOWN_SYMBOL,
  SourceErrorKind.ENTITLEMENT,
  SourceErrorKind.NO_DATA,
]);

const Envelope = z.object({ code: z.string(), message: z.string(), status: z.literal('error') });
const Quote = z.object({
  symbol: z.string(),
  currency: z.string().nullish(),
  datetime: z.string().nullish(),
  timestamp: z.string().nullish(),
  last_quote_at: z.string().nullish(),
  close: z.string().nullish(),
  previous_close: z.string().nullish(),
});

function parsed(text: string): unknown {
  try {
    return parseLossless(text);
  } catch {
    return null;
  }
}

/** @throws SourceError when there is no price or no time */
function observationOf(symbol: string, quote: z.infer<typeof Quote>): RawObservation {
  const price = quote.close;
  const observedAt = instantOfSeconds(quote.last_quote_at ?? quote.timestamp);
  if (!isPrice(price)) throw new SourceError(SourceErrorKind.NO_DATA, `Twelve Data has no price for ${symbol} now.`);
  const shared = { type: 'quote', symbol, price, currency: quote.currency ?? null, adjustment: Adjustment.NONE } as const;
  const valueDate = tryParseDay((quote.datetime ?? '').slice(0, 10));
  if (isUsFund(symbol) && valueDate) {
    return { ...shared, kind: QuoteKind.NAV, observedAt: null, valueDate, previousClose: priceOrNull(quote.previous_close) };
  }
  if (!observedAt) throw new SourceError(SourceErrorKind.NO_DATA, `Twelve Data has no time for the price of ${symbol}.`);
  const pair = pairOf(symbol);
  if (pair) return { type: 'rate', ...pair, rate: price, observedAt, valueDate: null };
  return { ...shared, kind: QuoteKind.LAST, observedAt, valueDate: null, previousClose: priceOrNull(quote.previous_close) };
}

function pairOf(symbol: string): { readonly base: string; readonly quote: string } | null {
  const match = /^([A-Z]{3})\/([A-Z]{3})$/.exec(symbol);
  return match ? { base: match[1] as string, quote: match[2] as string } : null;
}

function twelveDataProtocol(streamUrl: string, key: string): StreamProtocol {
  const address = new URL(streamUrl);
  address.searchParams.set('apikey', key);
  const message = (action: string, symbols: readonly string[]) => ({ action, params: { symbols: symbols.join(',') } });
  return {
    url: address.href,
    ask: ({ added, removed }) => [
      ...(removed.length > 0 ? [message('unsubscribe', removed)] : []),
      ...(added.length > 0 ? [message('subscribe', added)] : []),
    ],
    read: readTwelveDataFrame,
    beat: BEAT,
  };
}

const Tick = z.object({
  event: z.literal('price'),
  symbol: z.string(),
  price: z.string(),
  timestamp: z.string(),
  currency: z.string().nullish(),
});
const Notice = z.object({
  event: z.string().nullish(),
  status: z.string().nullish(),
  message: z.string().nullish(),
  fails: z.array(z.object({ symbol: z.string() })).nullish(),
});

/** @throws when the frame is none of the known */
export function readTwelveDataFrame(frame: string): FrameNews {
  const value = parseLossless(frame);
  const tick = Tick.safeParse(value);
  if (!tick.success) {
    const { event, status, message, fails } = Notice.parse(value);
    if (event === 'price') return { garbage: 'a price of another form than known' };
    const refused = (fails ?? []).map(({ symbol }) => `The stream does not know ${symbol.slice(0, 40)}.`);
    return { notes: [...refused, ...(status === 'error' && message ? [`The stream says: ${message.slice(0, 200)}`] : [])] };
  }
  const { symbol, price, timestamp, currency } = tick.data;
  const observedAt = instantOfSeconds(timestamp);
  if (!isPrice(price) || !observedAt) return { garbage: 'a price without a time or a figure' };
  const pair = pairOf(symbol);
  if (pair) return { observations: [{ type: 'rate', ...pair, rate: price, observedAt, valueDate: null }] };
  const plain = { valueDate: null, previousClose: null, adjustment: Adjustment.NONE, currency: currency ?? null } as const;
  return { observations: [{ type: 'quote', symbol, kind: QuoteKind.LAST, price, observedAt, ...plain }] };
}
