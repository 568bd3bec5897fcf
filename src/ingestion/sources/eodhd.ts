/**
 * EODHD: delayed prices of seventy exchanges, closes, and NAVs of funds, under one scheme of symbols such as `VOD.LSE`. It states no
 * currency (the instrument's own and its quotation unit hold) and writes "NA" for what it does not have.
 */
import { z } from 'zod';
import { addDays, type Day, dayIn, tryParseDay } from '../../domain/day.js';
import type { SourceId } from '../../domain/ids.js';
import { Adjustment, QuoteKind } from '../../domain/quote.js';
import type { SourceInfo } from '../../domain/source.js';
import { each, instantOfSeconds, isPrice, merge, type Part, priceOrNull, readAnswer } from '../answer.js';
import { Connection, type ConnectionOptions, type FrameNews, type StreamProtocol } from '../connection.js';
import { HttpClient } from '../http.js';
import { parseLossless } from '../lossless.js';
import { AnswerMemory } from '../memory.js';
import type { CorporateAction, PollResult, RawObservation, Source, SourceCapabilities } from '../source.js';
import { SourceError, SourceErrorKind } from '../source-error.js';
import { isUsFund } from '../us-fund.js';

export const EODHD = 'eodhd' as SourceId;

/** Symbols of one call; each costs one of the budget. */
const BATCH_MAX = 15;
/** A fund has one NAV a day. */
const FUND_KEPT_MS = 6 * 3_600_000;
/** A NAV may be some days late, and feasts come on top. */
const NAV_DAYS = 10;
/** Symbols one connection streams. */
const STREAM_SYMBOLS_MAX = 50;
const DAY_MS = 86_400_000;

export interface EodhdOptions {
  readonly baseUrl: string;
  readonly key: string;
  /** Trades of the United States; null: polled only. */
  readonly streamUrl?: string | null;
  readonly info?: SourceInfo;
  readonly http?: HttpClient;
  readonly now?: () => Date;
  readonly connection?: ConnectionOptions;
}

export class EodhdSource implements Source {
  readonly info: SourceInfo;
  readonly capabilities: SourceCapabilities;
  readonly open?: NonNullable<Source['open']>;
  private readonly http: HttpClient;
  private readonly now: () => Date;
  private readonly navs: AnswerMemory;

  constructor(private readonly options: EodhdOptions) {
    const { key, streamUrl, connection } = options;
    this.info = options.info ?? { id: EODHD, name: 'EODHD', simulated: false, priority: 42 };
    this.http = options.http ?? new HttpClient({ secrets: [key] });
    this.now = options.now ?? this.http.now;
    this.navs = new AnswerMemory({ keepMs: FUND_KEPT_MS, now: this.now });
    this.capabilities = {
      kinds: ['EQUITY', 'ETF', 'FUND', 'CRYPTO', 'FX'],
      mics: '*',
      maxBatch: BATCH_MAX,
      unitsPerSymbol: 1,
      alone: { is: isFund, everyMs: FUND_KEPT_MS },
      stream: Boolean(streamUrl),
      adjusted: Adjustment.NONE,
      delayMinutes: 15,
      commercialUse: false,
      licence: 'Personal plans exclude business use.',
      limits: { deadlineMs: 60_000, spacingMs: 1000, quota: { MINUTE: 1000, DAY: 100_000 } },
    };
    if (streamUrl) this.open = (symbols, sink) => new Connection(eodhdProtocol(streamUrl, key), symbols, sink, connection);
  }

  /** Shares, coins and pairs in one call; each fund alone by its closes, and not again for some hours. */
  async poll(symbols: readonly string[], signal: AbortSignal): Promise<PollResult> {
    const funds = symbols.filter(isFund);
    const others = symbols.filter((symbol) => !isFund(symbol));
    const ofOthers = others.length > 0 ? await this.latest(others, signal) : merge([]);
    if (funds.length === 0) return ofOthers;
    const ofFunds = each(funds, 1, (symbol) => this.navs.recall(symbol, () => this.latestNav(symbol, signal)));
    if (others.length === 0) return ofFunds;
    return merge([ofOthers, await ofFunds.catch((error: SourceError) => ({ failures: [{ error }] }))]);
  }

  /** Closes, NAVs and rates as they were, without adjustment. */
  history(symbols: readonly string[], from: Day, to: Day, signal: AbortSignal): Promise<PollResult> {
    return each(symbols, 1, async (symbol) => ({ observations: await this.closes(symbol, { from, to }, signal) }));
  }

  actions(symbols: readonly string[], from: Day, to: Day, signal: AbortSignal): Promise<PollResult> {
    return each(symbols, 1, async (symbol) => {
      const span = `from=${from}&to=${to}`;
      const splits = await this.get(z.array(Split), { path: `/api/splits/${encodeURIComponent(symbol)}?${span}`, signal });
      const dividends = await this.get(z.array(Dividend), { path: `/api/div/${encodeURIComponent(symbol)}?${span}`, signal });
      const found = [...splits.map((row) => splitOf(symbol, row)), ...dividends.map((row) => dividendOf(symbol, row))];
      return { actions: found.filter((action): action is CorporateAction => action !== null && action.day >= from && action.day <= to) };
    });
  }

  private async latest(symbols: readonly string[], signal: AbortSignal): Promise<PollResult> {
    const [first, ...rest] = symbols.map(encodeURIComponent);
    const path = `/api/real-time/${first}${rest.length > 0 ? `?s=${rest.join(',')}` : ''}`;
    const answer = await this.get(z.union([z.array(Quote), Quote]), { path, signal, cost: symbols.length });
    const byCode = new Map([answer].flat().map((quote) => [quote.code, quote]));
    return merge(
      symbols.map((symbol): Part => {
        const observation = latestOf(symbol, byCode.get(symbol));
        // It does not tell a code it does not know from a share that has not traded.
        return observation ? { observations: [observation] } : { missing: [symbol] };
      }),
    );
  }

  private async latestNav(symbol: string, signal: AbortSignal): Promise<Part> {
    const to = dayIn('UTC', this.now());
    return { observations: (await this.closes(symbol, { from: addDays(to, -NAV_DAYS), to }, signal)).slice(-1) };
  }

  /** Oldest first. @throws SourceError when there are none */
  private async closes(symbol: string, { from, to }: { from: Day; to: Day }, signal: AbortSignal): Promise<RawObservation[]> {
    const rows = await this.get(z.array(Bar), { path: `/api/eod/${encodeURIComponent(symbol)}?period=d&from=${from}&to=${to}`, signal });
    const observations = rows.flatMap(({ date, close }) => {
      const day = tryParseDay(date);
      return day && day >= from && day <= to && isPrice(close) ? [closeOf(symbol, day, close)] : [];
    });
    if (observations.length === 0) throw new SourceError(SourceErrorKind.NO_DATA, `EODHD has no closes of ${symbol} for these days.`);
    return observations;
  }

  /** The key travels in the address, since the service takes it nowhere else; the HTTP client keeps it out of every text. */
  private async get<T>(schema: z.ZodType<T>, { path, signal, cost = 1 }: { path: string; signal: AbortSignal; cost?: number }): Promise<T> {
    const { baseUrl, key } = this.options;
    const url = `${baseUrl.replace(/\/$/, '')}${path}${path.includes('?') ? '&' : '?'}fmt=json&api_token=${encodeURIComponent(key)}`;
    const meaning = { 402: SourceErrorKind.QUOTA_EXHAUSTED, 404: SourceErrorKind.UNKNOWN_SYMBOL };
    try {
      return readAnswer(schema, await this.http.get({ url, signal, meaning, cost }), this.info.name);
    } catch (error) {
      if (!(error instanceof SourceError) || error.kind !== SourceErrorKind.QUOTA_EXHAUSTED || error.retryAt) throw error;
      const retryAt = new Date((Math.floor(this.now().getTime() / DAY_MS) + 1) * DAY_MS);
      throw new SourceError(error.kind, "EODHD's calls of the day are used up.", { retryAt, excerpt: error.excerpt ?? '', status: 402 });
    }
  }
}

/** A figure, or "NA". */
const figure = z.string().nullish();
const Quote = z.object({ code: z.string(), timestamp: figure, close: figure, previousClose: figure });
const Bar = z.object({ date: z.string(), close: figure });
const Split = z.object({ date: z.string(), split: figure });
const Dividend = z.object({ date: z.string(), value: figure, unadjustedValue: figure, currency: figure });

function isFund(symbol: string): boolean {
  const [code = '', exchange] = symbol.split('.');
  return exchange === 'EUFUND' || (exchange === 'US' && isUsFund(code));
}

function pairOf(symbol: string): { readonly base: string; readonly quote: string } | null {
  const match = /^([A-Z]{3})([A-Z]{3})\.FOREX$/.exec(symbol);
  return match ? { base: match[1] as string, quote: match[2] as string } : null;
}

/** A coin's code names its currency (`BTC-USD.CC`); of anything else the instrument's holds. */
function currencyOf(symbol: string): string | null {
  return /-([A-Z]{3})\.CC$/.exec(symbol)?.[1] ?? null;
}

function latestOf(symbol: string, quote: z.infer<typeof Quote> | undefined): RawObservation | null {
  const price = quote?.close;
  const observedAt = instantOfSeconds(quote?.timestamp);
  if (!isPrice(price) || !observedAt) return null;
  const pair = pairOf(symbol);
  if (pair) return { type: 'rate', ...pair, rate: price, observedAt, valueDate: null };
  const previousClose = priceOrNull(quote?.previousClose);
  const plain = { currency: currencyOf(symbol), valueDate: null, adjustment: Adjustment.NONE } as const;
  return { type: 'quote', symbol, kind: QuoteKind.LAST, price, observedAt, previousClose, ...plain };
}

function closeOf(symbol: string, valueDate: Day, price: string): RawObservation {
  const pair = pairOf(symbol);
  if (pair) return { type: 'rate', ...pair, rate: price, observedAt: null, valueDate };
  const kind = isFund(symbol) ? QuoteKind.NAV : QuoteKind.CLOSE;
  const plain = { currency: currencyOf(symbol), observedAt: null, previousClose: null, adjustment: Adjustment.NONE } as const;
  return { type: 'quote', symbol, kind, price, valueDate, ...plain };
}

/** `10.000000/1.000000`: new units for old ones. */
function splitOf(symbol: string, { date, split }: z.infer<typeof Split>): CorporateAction | null {
  const day = tryParseDay(date);
  const [numerator, denominator] = (split ?? '').split('/');
  if (!day || !isPrice(numerator) || !isPrice(denominator)) return null;
  return { type: 'split', symbol, day, numerator, denominator };
}

/** As paid: `value` is what it would have been for today's units. */
function dividendOf(symbol: string, { date, unadjustedValue, currency }: z.infer<typeof Dividend>): CorporateAction | null {
  const day = tryParseDay(date);
  if (!day || !isPrice(unadjustedValue)) return null;
  return { type: 'dividend', symbol, day, amount: unadjustedValue, currency: currency ?? null };
}

const US = '.US';

function eodhdProtocol(streamUrl: string, key: string): StreamProtocol {
  const address = new URL(streamUrl);
  address.searchParams.set('api_token', key);
  // The stream is of the United States, and its codes are without the exchange.
  const codesOf = (symbols: readonly string[]) => symbols.flatMap((symbol) => (isStreamed(symbol) ? [symbol.slice(0, -US.length)] : []));
  const message = (action: string, symbols: readonly string[]) => ({ action, symbols: symbols.join(', ') });
  return {
    url: address.href,
    // What is asked for before the greeting makes the server fall silent.
    awaitsWelcome: true,
    ask({ all, added, removed }) {
      const covered = new Set(all.filter(isStreamed).slice(0, STREAM_SYMBOLS_MAX));
      const [gone, come] = [codesOf(removed), codesOf(added.filter((symbol) => covered.has(symbol)))];
      return [...(gone.length > 0 ? [message('unsubscribe', gone)] : []), ...(come.length > 0 ? [message('subscribe', come)] : [])];
    },
    read: readEodhdFrame,
  };
}

function isStreamed(symbol: string): boolean {
  return symbol.endsWith(US) && !isFund(symbol);
}

const Status = z.object({ status_code: z.string(), message: z.string().nullish() });
const Trade = z.object({ s: z.string(), p: z.string(), t: z.string() });

/** @throws when the frame is none of the known */
export function readEodhdFrame(frame: string): FrameNews {
  const value = parseLossless(frame);
  const status = Status.safeParse(value);
  if (status.success) {
    const { status_code: code, message } = status.data;
    if (code === '200') return { isWelcome: true };
    const reason = `${code}: ${(message ?? '').slice(0, 200)}`;
    const isLockedOut = code === '401' || code === '403';
    return isLockedOut ? { refusal: { kind: SourceErrorKind.AUTH, reason, pauseMs: null } } : { notes: [`The stream says ${reason}`] };
  }
  const { s, p, t } = Trade.parse(value);
  if (!isPrice(p) || !/^\d{13}$/.test(t)) return { garbage: 'a price without a time or a figure' };
  const plain = { currency: 'USD', valueDate: null, previousClose: null, adjustment: Adjustment.NONE } as const;
  return {
    observations: [{ type: 'quote', symbol: `${s}${US}`, kind: QuoteKind.LAST, price: p, observedAt: new Date(Number(t)), ...plain }],
  };
}
