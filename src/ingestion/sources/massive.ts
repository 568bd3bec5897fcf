/**
 * Massive (Polygon until 2025): US shares and ETFs. With a plan that has them, last trades of all in one call and a stream; without,
 * the closes of every share of the last session, in one call as well. Times of trades are nanoseconds, those of bars milliseconds.
 */
import { z } from 'zod';
import type { Currency } from '../../domain/currency.js';
import { addDays, type Day, dayIn } from '../../domain/day.js';
import type { Mic } from '../../domain/identifiers.js';
import type { SourceId } from '../../domain/ids.js';
import { lastClosedSession, marketOf, sessionUpTo } from '../../domain/market.js';
import { Adjustment, QuoteKind } from '../../domain/quote.js';
import type { SourceInfo } from '../../domain/source.js';
import { each, isPrice, merge, type Part, priceOrNull, readAnswer } from '../answer.js';
import { Connection, type ConnectionOptions } from '../connection.js';
import { HttpClient } from '../http.js';
import type { PollResult, RawQuote, Source, SourceCapabilities } from '../source.js';
import { SourceError, SourceErrorKind } from '../source-error.js';
import { massiveProtocol } from './massive-stream.js';

export const MASSIVE = 'massive' as SourceId;

const MARKET = marketOf({ kind: 'EQUITY', mic: 'XNYS' as Mic, currency: 'USD' as Currency });
/** Named in one call; of more the whole market is asked. */
const SNAPSHOT_MAX = 250;
/** The whole market in one answer: some 12,000 tickers. */
const MARKET_BYTES_MAX = 32 * 1024 * 1024;
/** A plan without live prices is not asked for them again for so long. */
const NOT_LIVE_MS = 24 * 3_600_000;
/** Closes of a session that is over are asked for again after so long, for what was corrected. */
const CLOSES_KEPT_MS = 6 * 3_600_000;
/** Pages of a history, of 5,000 bars. */
const PAGES_MAX = 10;

export interface MassiveOptions {
  readonly baseUrl: string;
  readonly key: string;
  /** Null: polled only. */
  readonly streamUrl?: string | null;
  readonly info?: SourceInfo;
  readonly http?: HttpClient;
  readonly now?: () => Date;
  readonly connection?: ConnectionOptions;
}

export class MassiveSource implements Source {
  readonly info: SourceInfo;
  readonly capabilities: SourceCapabilities;
  readonly open?: NonNullable<Source['open']>;
  private readonly http: HttpClient;
  private readonly now: () => Date;
  private notLiveUntilMs = Number.NEGATIVE_INFINITY;
  private kept: { readonly day: Day; readonly closes: ReadonlyMap<string, string>; readonly atMs: number } | null = null;

  constructor(private readonly options: MassiveOptions) {
    const { key, streamUrl, connection } = options;
    this.info = options.info ?? { id: MASSIVE, name: 'Massive', simulated: false, priority: 13 };
    this.http = options.http ?? new HttpClient({ secrets: [key] });
    this.now = options.now ?? this.http.now;
    this.capabilities = {
      kinds: ['EQUITY', 'ETF'],
      mics: ['XNYS', 'XNAS', 'ARCX', 'BATS', 'XASE'],
      maxBatch: Number.POSITIVE_INFINITY,
      stream: Boolean(streamUrl),
      adjusted: Adjustment.NONE,
      delayMinutes: null,
      commercialUse: false,
      licence: 'Individual plans are for personal, non-business use.',
      limits: { deadlineMs: 120_000, spacingMs: 12_000, quota: { MINUTE: 5 } },
    };
    if (streamUrl) this.open = (symbols, sink) => new Connection(massiveProtocol(streamUrl, key), symbols, sink, connection);
  }

  async poll(symbols: readonly string[], signal: AbortSignal): Promise<PollResult> {
    // No names would mean the whole market.
    if (symbols.length === 0) return merge([]);
    const nowMs = this.now().getTime();
    if (nowMs >= this.notLiveUntilMs) {
      try {
        return await this.trades(symbols, signal);
      } catch (error) {
        if (!isNotCovered(error)) throw error;
        this.notLiveUntilMs = nowMs + NOT_LIVE_MS;
      }
    }
    return this.closes(symbols, signal);
  }

  /** Closes as they were traded, without the adjustment for later splits that the service makes unless told otherwise. */
  history(symbols: readonly string[], from: Day, to: Day, signal: AbortSignal): Promise<PollResult> {
    return each(symbols, 1, async (symbol) => {
      const observations: RawQuote[] = [];
      let path: string | null =
        `/v2/aggs/ticker/${encodeURIComponent(symbol)}/range/1/day/${from}/${to}?adjusted=false&sort=asc&limit=5000`;
      for (let page = 0; page < PAGES_MAX && path; page += 1) {
        const { results, next_url }: z.infer<typeof Bars> = await this.get(Bars, path, signal);
        for (const { c, t } of results ?? []) {
          const day = dayIn(MARKET.zone, new Date(Number(t)));
          if (isPrice(c) && day >= from && day <= to) observations.push(closeOn(symbol, day, c));
        }
        path = next_url ? pathOf(next_url) : null;
      }
      // It says the same of a share it does not know and of days without a session.
      if (observations.length === 0) throw new SourceError(SourceErrorKind.NO_DATA, `Massive has no closes of ${symbol} for these days.`);
      return { observations };
    });
  }

  private async trades(symbols: readonly string[], signal: AbortSignal): Promise<PollResult> {
    const named = symbols.length > SNAPSHOT_MAX ? '' : `?tickers=${symbols.map(encodeURIComponent).join(',')}`;
    const { tickers } = await this.get(Snapshots, `/v2/snapshot/locale/us/markets/stocks/tickers${named}`, signal);
    const byTicker = new Map((tickers ?? []).map((each) => [each.ticker, each]));
    return merge(
      symbols.map((symbol): Part => {
        const quote = lastOf(symbol, byTicker.get(symbol));
        return quote ? { observations: [quote] } : { missing: [symbol] };
      }),
    );
  }

  /** Of the last session, or of the one before while the service does not give it yet. */
  private async closes(symbols: readonly string[], signal: AbortSignal): Promise<PollResult> {
    const nowMs = this.now().getTime();
    const day = lastClosedSession(MARKET, this.now());
    if (this.kept?.day !== day || nowMs - this.kept.atMs >= CLOSES_KEPT_MS) {
      const latest = await this.closesOf(day, signal).catch((error: unknown) => {
        // A free plan has no right to a day that has just ended.
        if (isNotCovered(error)) return null;
        throw error;
      });
      const before = sessionUpTo(MARKET, addDays(day, -1));
      if (latest?.size) this.kept = { day, closes: latest, atMs: nowMs };
      else if (this.kept?.day !== before) this.kept = { day: before, closes: await this.closesOf(before, signal), atMs: nowMs };
    }
    const { day: known, closes } = this.kept;
    return merge(
      symbols.map((symbol): Part => {
        const close = closes.get(symbol);
        return close === undefined ? { missing: [symbol] } : { observations: [closeOn(symbol, known, close)] };
      }),
    );
  }

  private async closesOf(day: Day, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    const { results } = await this.get(Bars, `/v2/aggs/grouped/locale/us/market/stocks/${day}?adjusted=false`, signal);
    return new Map((results ?? []).flatMap(({ T, c }) => (T && isPrice(c) ? [[T, c]] : [])));
  }

  /** The key travels in the address, the form every plan takes; the HTTP client keeps it out of every text. */
  private async get<T>(schema: z.ZodType<T>, path: string, signal: AbortSignal): Promise<T> {
    const { baseUrl, key } = this.options;
    const url = `${baseUrl.replace(/\/$/, '')}${path}${path.includes('?') ? '&' : '?'}apiKey=${encodeURIComponent(key)}`;
    const meaning = { 404: SourceErrorKind.UNKNOWN_SYMBOL };
    const answer = await this.http.get({ url, signal, meaning, bytesMax: MARKET_BYTES_MAX, deadlineMs: 60_000 });
    return readAnswer(schema, answer, this.info.name);
  }
}

const figure = z.string().nullish();
const Bars = z.object({
  results: z.array(z.object({ T: figure, c: figure, t: figure })).nullish(),
  next_url: z.string().nullish(),
});
const Snapshot = z.object({
  ticker: z.string(),
  updated: figure,
  day: z.object({ c: figure }).nullish(),
  lastTrade: z.object({ p: figure, t: figure }).nullish(),
  prevDay: z.object({ c: figure }).nullish(),
});
const Snapshots = z.object({ tickers: z.array(Snapshot).nullish() });

function isNotCovered(error: unknown): boolean {
  return error instanceof SourceError && error.kind === SourceErrorKind.ENTITLEMENT;
}

/** The last trade, or without the right to trades the newest of the day; null before there is one. */
function lastOf(symbol: string, snapshot: z.infer<typeof Snapshot> | undefined): RawQuote | null {
  const { lastTrade, day, updated, prevDay } = snapshot ?? {};
  const [price, time] = isPrice(lastTrade?.p) ? [lastTrade.p, lastTrade.t] : [day?.c, updated];
  const observedAt = instantOfNanoseconds(time);
  if (!isPrice(price) || !observedAt) return null;
  const previousClose = priceOrNull(prevDay?.c);
  const plain = { currency: 'USD', valueDate: null, adjustment: Adjustment.NONE } as const;
  return { type: 'quote', symbol, kind: QuoteKind.LAST, price, observedAt, previousClose, ...plain };
}

function closeOn(symbol: string, valueDate: Day, price: string): RawQuote {
  const plain = { currency: 'USD', observedAt: null, previousClose: null, adjustment: Adjustment.NONE } as const;
  return { type: 'quote', symbol, kind: QuoteKind.CLOSE, price, valueDate, ...plain };
}

/** Cut while it is text: as a number it is beyond what a double holds. */
function instantOfNanoseconds(text: string | null | undefined): Date | null {
  return text && /^\d{19}$/.test(text) ? new Date(Number(text.slice(0, -6))) : null;
}

/** The next page is asked of the address we know, whatever host it names; the key is added again. */
function pathOf(nextUrl: string): string | null {
  if (!URL.canParse(nextUrl)) return null;
  const { pathname, search } = new URL(nextUrl);
  return `${pathname}${search}`;
}
