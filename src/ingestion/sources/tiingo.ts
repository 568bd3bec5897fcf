/**
 * Tiingo: net asset values of US mutual funds (end of day, with dividends and splits), reference prices of US shares in one
 * call, and a stream of them. An object where a list is due is an error, whatever the status.
 */
import { z } from 'zod';
import { type Day, tryParseDay } from '../../domain/day.js';
import { Decimal } from '../../domain/decimal.js';
import type { SourceId } from '../../domain/ids.js';
import { Adjustment, QuoteKind } from '../../domain/quote.js';
import type { SourceInfo } from '../../domain/source.js';
import { each, isPrice, merge, type Part, priceOrNull, readAnswer } from '../answer.js';
import { Connection, type ConnectionOptions, type FrameNews, type StreamProtocol } from '../connection.js';
import { HttpClient } from '../http.js';
import { parseLossless } from '../lossless.js';
import { AnswerMemory } from '../memory.js';
import type { CorporateAction, PollResult, RawObservation, RawQuote, Source, SourceCapabilities } from '../source.js';
import { SourceError, SourceErrorKind } from '../source-error.js';
import { isUsFund } from '../us-fund.js';
import { parseTime } from './stream.js';

export const TIINGO = 'tiingo' as SourceId;

const HOUR_MS = 3_600_000;
/** A fund has one NAV a day, and the budget is small. */
const FUND_KEPT_MS = 6 * HOUR_MS;
const BATCH_MAX = 100;

export interface TiingoOptions {
  readonly baseUrl: string;
  readonly key: string;
  /** Null: polled only. */
  readonly streamUrl?: string | null;
  readonly info?: SourceInfo;
  readonly http?: HttpClient;
  readonly now?: () => Date;
  readonly connection?: ConnectionOptions;
}

export class TiingoSource implements Source {
  readonly info: SourceInfo;
  readonly capabilities: SourceCapabilities;
  readonly open?: NonNullable<Source['open']>;
  private readonly http: HttpClient;
  private readonly now: () => Date;
  private readonly navs: AnswerMemory;

  constructor(private readonly options: TiingoOptions) {
    const { key, streamUrl, connection } = options;
    this.info = options.info ?? { id: TIINGO, name: 'Tiingo', simulated: false, priority: 14 };
    this.http = options.http ?? new HttpClient({ secrets: [key] });
    this.now = options.now ?? this.http.now;
    this.navs = new AnswerMemory({ keepMs: FUND_KEPT_MS, now: this.now });
    this.capabilities = {
      kinds: ['EQUITY', 'ETF', 'FUND'],
      mics: ['XNYS', 'XNAS', 'ARCX', 'BATS', 'XASE'],
      maxBatch: BATCH_MAX,
      alone: { is: isUsFund, everyMs: FUND_KEPT_MS },
      stream: Boolean(streamUrl),
      adjusted: Adjustment.NONE,
      delayMinutes: 0,
      commercialUse: false,
      licence: 'Free for internal, personal use; redistribution needs a licence.',
      limits: { deadlineMs: 300_000, spacingMs: 1000, quota: { HOUR: 50, DAY: 1000 } },
    };
    if (streamUrl) this.open = (symbols, sink) => new Connection(tiingoProtocol(streamUrl, key), symbols, sink, connection);
  }

  /** Shares in one call; each fund alone, and not again for some hours. */
  async poll(symbols: readonly string[], signal: AbortSignal): Promise<PollResult> {
    const shares = symbols.filter((symbol) => !isUsFund(symbol));
    const funds = symbols.filter(isUsFund);
    const ofShares = shares.length > 0 ? await this.references(shares, signal) : merge([]);
    if (funds.length === 0) return ofShares;
    const ofFunds = each(funds, 1, (symbol) => this.navs.recall(symbol, async () => this.latestNav(symbol, signal)));
    if (shares.length === 0) return ofFunds;
    return merge([ofShares, await ofFunds.catch((error: SourceError) => ({ failures: [{ error }] }))]);
  }

  /** Closes and NAVs as they were, with the splits and dividends of the period. */
  history(symbols: readonly string[], from: Day, to: Day, signal: AbortSignal): Promise<PollResult> {
    return each(symbols, 1, async (symbol) => {
      const bars = await this.bars(symbol, `?startDate=${from}&endDate=${to}&resampleFreq=daily`, signal);
      return { observations: bars.map((bar) => closeOf(symbol, bar)), actions: bars.flatMap((bar) => actionsOf(symbol, bar)) };
    });
  }

  actions(symbols: readonly string[], from: Day, to: Day, signal: AbortSignal): Promise<PollResult> {
    return this.history(symbols, from, to, signal).then((result) => ({ ...result, observations: [] }));
  }

  private async latestNav(symbol: string, signal: AbortSignal): Promise<Part> {
    const bar = (await this.bars(symbol, '', signal)).at(-1);
    if (!bar) throw new SourceError(SourceErrorKind.NO_DATA, `Tiingo has no NAV for ${symbol}.`);
    return { observations: [closeOf(symbol, bar)] };
  }

  private async bars(symbol: string, query: string, signal: AbortSignal): Promise<Bar[]> {
    const path = `/tiingo/daily/${encodeURIComponent(symbol.toLowerCase())}/prices${query}`;
    const rows = await this.get(z.array(Row), path, signal);
    return rows.flatMap((row) => {
      const day = tryParseDay(row.date.slice(0, 10));
      return day && isPrice(row.close) ? [{ day, close: row.close, split: row.splitFactor, dividend: row.divCash }] : [];
    });
  }

  private async references(symbols: readonly string[], signal: AbortSignal): Promise<PollResult> {
    const list = symbols.map((symbol) => encodeURIComponent(symbol.toLowerCase())).join(',');
    const rows = await this.get(z.array(Reference), `/iex/?tickers=${list}`, signal);
    const byTicker = new Map(rows.map((row) => [row.ticker.toLowerCase(), row]));
    return merge(
      symbols.map((symbol): Part => {
        const row = byTicker.get(symbol.toLowerCase());
        const observedAt = row ? parseTime(row.timestamp) : null;
        if (!row || !observedAt || !isPrice(row.tngoLast)) return { missing: [symbol] };
        return { observations: [lastOf({ symbol, price: row.tngoLast, observedAt, previousClose: priceOrNull(row.prevClose) })] };
      }),
    );
  }

  private async get<T>(schema: z.ZodType<T>, path: string, signal: AbortSignal): Promise<T> {
    const { baseUrl, key } = this.options;
    const headers = { authorization: `Token ${key}` };
    const url = `${baseUrl.replace(/\/$/, '')}${path}`;
    const meaning = { 404: SourceErrorKind.UNKNOWN_SYMBOL, 403: SourceErrorKind.AUTH };
    try {
      const answer = await this.http.get({ url, signal, headers, meaning, deadlineMs: 10_000 });
      const refused = Refusal.safeParse(parsed(answer.text));
      if (refused.success) throw this.refusalOf(refused.data.detail, answer.excerpt);
      return readAnswer(schema, answer, this.info.name);
    } catch (error) {
      const isPlain = error instanceof SourceError && error.kind === SourceErrorKind.RATE_LIMITED && !error.retryAt;
      throw isPlain ? this.refusalOf(error.excerpt ?? '', error.excerpt ?? '') : error;
    }
  }

  /** The hour's budget comes back with the next full hour, that of a day or month later. */
  private refusalOf(words: string, excerpt: string): SourceError {
    if (!/allocation|limit/i.test(words)) return new SourceError(SourceErrorKind.MALFORMED, 'Tiingo refused the call.', { excerpt });
    const nowMs = this.now().getTime();
    if (/daily|month|per day/i.test(words)) {
      return new SourceError(SourceErrorKind.QUOTA_EXHAUSTED, "Tiingo's budget of the day or month is used up.", { excerpt });
    }
    const retryAt = new Date((Math.floor(nowMs / HOUR_MS) + 1) * HOUR_MS);
    return new SourceError(SourceErrorKind.RATE_LIMITED, "Tiingo's budget of the hour is used up.", { excerpt, retryAt });
  }
}

const Row = z.object({ date: z.string(), close: z.string().nullish(), divCash: z.string().nullish(), splitFactor: z.string().nullish() });
const Reference = z.object({
  ticker: z.string(),
  timestamp: z.string(),
  tngoLast: z.string().nullish(),
  prevClose: z.string().nullish(),
});
const Refusal = z.object({ detail: z.string() });

interface Bar {
  readonly day: Day;
  readonly close: string;
  readonly split: string | null | undefined;
  readonly dividend: string | null | undefined;
}

function parsed(text: string): unknown {
  try {
    return parseLossless(text);
  } catch {
    return null;
  }
}

function lastOf(price: { symbol: string; price: string; observedAt: Date; previousClose: string | null }): RawQuote {
  return { type: 'quote', kind: QuoteKind.LAST, currency: 'USD', valueDate: null, adjustment: Adjustment.NONE, ...price };
}

function closeOf(symbol: string, { day, close }: Bar): RawQuote {
  const kind = isUsFund(symbol) ? QuoteKind.NAV : QuoteKind.CLOSE;
  const dated = { kind, observedAt: null, valueDate: day, previousClose: null } as const;
  return { type: 'quote', symbol, price: close, currency: 'USD', adjustment: Adjustment.NONE, ...dated };
}

/** A split factor such as 10, 0.1 or 1.5 as the two whole numbers it stands for. */
function actionsOf(symbol: string, { day, split, dividend }: Bar): CorporateAction[] {
  const actions: CorporateAction[] = [];
  if (isPrice(split) && !new Decimal(split).eq(1)) {
    const [numerator, denominator] = new Decimal(split).toFraction(1000).map((part) => part.toFixed());
    actions.push({ type: 'split', symbol, day, numerator: numerator as string, denominator: denominator as string });
  }
  if (isPrice(dividend)) actions.push({ type: 'dividend', symbol, day, amount: dividend, currency: 'USD' });
  return actions;
}

/** Reference prices only: they are what ordinary accounts may have. */
const REFERENCE_LEVEL = 6;

function tiingoProtocol(url: string, key: string): StreamProtocol {
  const message = (eventName: string, symbols: readonly string[]) => ({
    eventName,
    authorization: key,
    eventData: { thresholdLevel: REFERENCE_LEVEL, tickers: symbols.map((symbol) => symbol.toLowerCase()) },
  });
  return {
    url,
    ask: ({ added, removed }) => [
      ...(removed.length > 0 ? [message('unsubscribe', removed)] : []),
      ...(added.length > 0 ? [message('subscribe', added)] : []),
    ],
    read: readTiingoFrame,
  };
}

const Envelope = z.object({
  messageType: z.string(),
  data: z.unknown().optional(),
  response: z.object({ code: z.string(), message: z.string().nullish() }).nullish(),
});
const ReferenceTick = z.tuple([z.string(), z.string(), z.string()]);
const BookTick = z.tuple([z.string(), z.string(), z.string(), z.string()]).rest(z.unknown());
/** Where the price of a trade stands in a message of the whole book. */
const BOOK_LAST = 9;

/** @throws when the frame is none of the known */
export function readTiingoFrame(frame: string): FrameNews {
  const { messageType, data, response } = Envelope.parse(parseLossless(frame));
  if (messageType === 'E' || (response && Number(response.code) >= 400)) {
    const reason = `${response?.code ?? 'error'}: ${(response?.message ?? '').slice(0, 200)}`;
    const isLockedOut = response?.code === '401' || response?.code === '403';
    return isLockedOut ? { refusal: { kind: SourceErrorKind.AUTH, reason, pauseMs: null } } : { notes: [`The stream says ${reason}`] };
  }
  if (messageType !== 'A') return {};
  const reference = ReferenceTick.safeParse(data);
  if (reference.success) return ticked(reference.data[0], reference.data[1], reference.data[2]);
  const book = BookTick.parse(data);
  if (book[0] === 'B') return { notes: [`A trade of ${book[3]} at ${book[1]} was broken.`] };
  return book[0] === 'T' ? ticked(book[1], book[3], String(book[BOOK_LAST])) : {};
}

function ticked(time: string, ticker: string, price: string): FrameNews {
  const observedAt = parseTime(time);
  if (!observedAt || !isPrice(price)) return { garbage: 'a price without a time or a figure' };
  const observation: RawObservation = lastOf({ symbol: ticker.toUpperCase(), price, observedAt, previousClose: null });
  return { observations: [observation] };
}
