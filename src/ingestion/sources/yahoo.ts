/**
 * Yahoo's unofficial JSON: shares, funds, currencies and crypto. Success is a price of the right type under the expected
 * key, never a status of 200. Quotation units keep their case (`GBp` is pence), and funds have a NAV with a day.
 */
import { z } from 'zod';
import { addDays, type Day, dayIn } from '../../domain/day.js';
import type { SourceId } from '../../domain/ids.js';
import { Adjustment, QuoteKind } from '../../domain/quote.js';
import type { SourceInfo } from '../../domain/source.js';
import { attempt, each, instantOfSeconds, merge, type Part, readAnswer } from '../answer.js';
import { Connection, type ConnectionOptions } from '../connection.js';
import { HttpClient } from '../http.js';
import type { CorporateAction, PollResult, RawObservation, RawQuote, Source, SourceCapabilities } from '../source.js';
import { SourceError, SourceErrorKind, toSourceError } from '../source-error.js';
import { YahooQuotes } from './yahoo-quote.js';
import { yahooProtocol } from './yahoo-stream.js';
import { pairOfYahoo } from './yahoo-symbol.js';

export const YAHOO = 'yahoo' as SourceId;

const BATCH_MAX = 20;
/** Symbols in one call for quotes. */
const QUOTES_MAX = 50;
const DEADLINE_MS = 10_000;
/** Calls under way at once when a batch has to be asked symbol by symbol. */
const PARALLEL_MAX = 2;
const MS_PER_DAY = 86_400_000;

const MEANING = { 403: SourceErrorKind.RATE_LIMITED, 999: SourceErrorKind.RATE_LIMITED, 404: SourceErrorKind.UNKNOWN_SYMBOL } as const;

export interface YahooOptions {
  readonly baseUrl: string;
  readonly info?: SourceInfo;
  readonly http?: HttpClient;
  /** Currency pairs to ask for, for example `EURUSD`. */
  readonly pairs?: readonly string[];
  /** Asks for several by the call that wants a cookie and a crumb, which takes more symbols and knows more markets. */
  readonly cookieUrl?: string | null;
  /** Null: polled only. */
  readonly streamUrl?: string | null;
  readonly connection?: ConnectionOptions;
}

export class YahooSource implements Source {
  readonly info: SourceInfo;
  readonly rateSymbols: readonly string[];
  readonly capabilities: SourceCapabilities;
  readonly open?: NonNullable<Source['open']>;
  private readonly http: HttpClient;
  private readonly quotes: YahooQuotes | null;

  constructor(private readonly options: YahooOptions) {
    const { baseUrl, cookieUrl, streamUrl, connection } = options;
    this.info = options.info ?? { id: YAHOO, name: 'Yahoo Finance', simulated: false, priority: 40 };
    this.rateSymbols = (options.pairs ?? []).map((pair) => `${pair}=X`);
    this.http = options.http ?? new HttpClient();
    this.quotes = cookieUrl ? new YahooQuotes({ baseUrl, cookieUrl, http: this.http }) : null;
    this.capabilities = {
      kinds: ['EQUITY', 'ETF', 'FUND', 'BOND', 'CRYPTO', 'FX'],
      mics: '*',
      maxBatch: cookieUrl ? QUOTES_MAX : BATCH_MAX,
      stream: Boolean(streamUrl),
      adjusted: Adjustment.SPLIT,
      delayMinutes: null,
      commercialUse: false,
      licence: 'Unofficial; personal use only.',
      limits: { deadlineMs: 3 * DEADLINE_MS, spacingMs: 1000, quota: { MINUTE: 60, HOUR: 2000 } },
    };
    if (streamUrl) this.open = (symbols, sink) => new Connection(yahooProtocol(streamUrl), symbols, sink, connection);
  }

  /** One symbol by its chart; several in one call, and by their charts those it leaves out, or all should it be refused. */
  async poll(symbols: readonly string[], signal: AbortSignal): Promise<PollResult> {
    if (symbols.length === 0) return merge([]);
    if (symbols.length === 1) return this.charts(symbols, signal);
    try {
      const answer = await this.batch(symbols, signal);
      return await this.withMissing(answer, signal);
    } catch (error) {
      const { kind } = toSourceError(error);
      const isRefused =
        kind === SourceErrorKind.UNKNOWN_SYMBOL || kind === SourceErrorKind.BAD_REQUEST || kind === SourceErrorKind.MALFORMED;
      if (!isRefused) throw error;
      return this.charts(symbols, signal);
    }
  }

  /** Daily closes, split-adjusted back in time, with the splits and dividends of the period. */
  async history(symbols: readonly string[], from: Day, to: Day, signal: AbortSignal): Promise<PollResult> {
    // A day more on both sides, since the bars' days are those of the exchange's zone.
    const period1 = Date.parse(`${addDays(from, -1)}T00:00:00Z`) / 1000;
    const period2 = (Date.parse(`${to}T00:00:00Z`) + 2 * MS_PER_DAY) / 1000;
    const query = `period1=${period1}&period2=${period2}&interval=1d&events=div%7Csplit`;
    return each(symbols, PARALLEL_MAX, async (symbol) => {
      const chart = await this.chart(symbol, query, signal);
      const within = ({ day }: { day: Day }) => day >= from && day <= to;
      const bars = dailyBars(chart).filter(within);
      return { observations: bars.map((bar) => closeOfBar(symbol, chart.meta, bar)), actions: actionsOf(symbol, chart).filter(within) };
    });
  }

  private async batch(symbols: readonly string[], signal: AbortSignal): Promise<PollResult> {
    if (this.quotes) return this.quotes.ask(symbols, signal);
    const list = symbols.map(encodeURIComponent).join(',');
    const answer = await this.get(`/v7/finance/spark?symbols=${list}&range=1d&interval=5m`, signal);
    const { result } = readAnswer(Spark, answer, 'Yahoo').spark;
    if (!result) throw new SourceError(SourceErrorKind.MALFORMED, 'Yahoo answered without a result.');
    const bySymbol = new Map(result.map((entry) => [entry.symbol, entry.response?.[0] ?? null]));
    const parts = symbols.map((symbol): Part => {
      const chart = bySymbol.get(symbol);
      return chart ? attempt(symbol, () => ({ observations: [live(symbol, chart)] })) : { missing: [symbol] };
    });
    return merge(parts);
  }

  /** What the call for several leaves out is asked for alone, which tells the unknown from the merely silent. */
  private async withMissing(answer: PollResult, signal: AbortSignal): Promise<PollResult> {
    if (answer.missing.length === 0) return answer;
    try {
      return merge([{ ...answer, missing: [] }, await this.charts(answer.missing, signal)]);
    } catch (error) {
      return merge([answer, { failures: [{ error: toSourceError(error) }] }]);
    }
  }

  private charts(symbols: readonly string[], signal: AbortSignal): Promise<PollResult> {
    return each(symbols, PARALLEL_MAX, async (symbol) => {
      const chart = await this.chart(symbol, 'range=1d&interval=5m', signal);
      return { observations: [live(symbol, chart)] };
    });
  }

  private async chart(symbol: string, query: string, signal: AbortSignal): Promise<Chart> {
    const answer = await this.get(`/v8/finance/chart/${encodeURIComponent(symbol)}?${query}`, signal);
    const { result, error } = readAnswer(ChartAnswer, answer, 'Yahoo').chart;
    const chart = result?.[0];
    if (chart) return chart;
    const isUnknown = error?.code === 'Not Found';
    throw new SourceError(isUnknown ? SourceErrorKind.UNKNOWN_SYMBOL : SourceErrorKind.NO_DATA, `Yahoo has nothing for ${symbol}.`);
  }

  private get(path: string, signal: AbortSignal) {
    const url = `${this.options.baseUrl.replace(/\/$/, '')}${path}`;
    return this.http.get({ url, signal, deadlineMs: DEADLINE_MS, meaning: MEANING });
  }
}

// Every number is its own text (see lossless.ts), and nearly everything is optional in practice.
const text = z.string().nullish();
const Chart = z.object({
  meta: z.object({
    currency: text,
    exchangeName: text,
    instrumentType: text,
    exchangeTimezoneName: text,
    regularMarketTime: text,
    regularMarketPrice: text,
    previousClose: text,
    chartPreviousClose: text,
    dataGranularity: text,
    range: text,
    currentTradingPeriod: z.object({ regular: z.object({ start: text, end: text }).nullish() }).nullish(),
  }),
  timestamp: z.array(z.string().nullable()).nullish(),
  events: z
    .object({
      dividends: z.record(z.string(), z.object({ amount: z.string(), date: z.string(), currency: text })).nullish(),
      splits: z.record(z.string(), z.object({ date: z.string(), numerator: z.string(), denominator: z.string() })).nullish(),
    })
    .nullish(),
  indicators: z.object({ quote: z.array(z.object({ close: z.array(text).nullish() })).nullish() }).nullish(),
});
type Chart = z.infer<typeof Chart>;
type Meta = Chart['meta'];

const ChartAnswer = z.object({
  chart: z.object({ result: z.array(Chart).nullish(), error: z.object({ code: text, description: text }).nullish() }),
});
const Spark = z.object({
  spark: z.object({ result: z.array(z.object({ symbol: z.string(), response: z.array(Chart).nullish() })).nullish() }),
});

/** @throws SourceError when the chart has no price: hollow answers come with status 200 for mistyped symbols */
function live(symbol: string, chart: Chart): RawObservation {
  const { meta } = chart;
  const price = meta.regularMarketPrice;
  const observedAt = instantOfSeconds(meta.regularMarketTime);
  if (!price && (meta.exchangeName === 'YHD' || !meta.currency)) {
    throw new SourceError(SourceErrorKind.UNKNOWN_SYMBOL, `Yahoo knows nothing of ${symbol}: its answer is hollow.`);
  }
  if (!price || !observedAt) throw new SourceError(SourceErrorKind.NO_DATA, `Yahoo has no price for ${symbol} now.`);
  const pair = pairOfYahoo(symbol);
  if (pair) return { type: 'rate', ...pair, rate: price, observedAt, valueDate: null };
  const shared = { type: 'quote', symbol, price, currency: meta.currency ?? null, adjustment: Adjustment.NONE } as const;
  if (!isFund(meta)) {
    return { ...shared, kind: QuoteKind.LAST, observedAt, valueDate: null, previousClose: previousClose(meta) };
  }
  const valueDate = dayOf(meta, observedAt);
  const before = dailyBars(chart).findLast((bar) => bar.day < valueDate);
  const stated = { previousClose: before?.close ?? previousClose(meta), previousCloseDate: before?.day ?? null };
  return { ...shared, kind: QuoteKind.NAV, observedAt: null, valueDate, ...stated };
}

/** `chartPreviousClose` is the close before the range: yesterday's only where the range is one day. */
function previousClose(meta: Meta): string | null {
  return meta.previousClose ?? (meta.range === '1d' ? meta.chartPreviousClose : null) ?? null;
}

function isFund(meta: Meta): boolean {
  return meta.instrumentType === 'MUTUALFUND' || meta.instrumentType === 'MONEYMARKET';
}

interface Bar {
  readonly day: Day;
  readonly close: string;
}

/** One close per day, oldest first: gaps are left out, of two bars on one day the later counts, and an unfinished day has no close. */
function dailyBars({ meta, timestamp, indicators }: Chart): Bar[] {
  if (meta.dataGranularity !== '1d') return [];
  const closes = indicators?.quote?.[0]?.close ?? [];
  const unfinished = unfinishedDay(meta);
  const byDay = new Map<Day, string>();
  (timestamp ?? []).forEach((seconds, index) => {
    const instant = instantOfSeconds(seconds);
    const close = closes[index];
    if (!instant || !close) return;
    const day = dayOf(meta, instant);
    if (day !== unfinished) byDay.set(day, close);
  });
  return [...byDay].map(([day, close]) => ({ day, close })).sort((one, other) => (one.day < other.day ? -1 : 1));
}

/** The day of the last price while its session runs: its bar is of the moment, not of the close. */
function unfinishedDay(meta: Meta): Day | null {
  const latest = instantOfSeconds(meta.regularMarketTime);
  const start = instantOfSeconds(meta.currentTradingPeriod?.regular?.start);
  const end = instantOfSeconds(meta.currentTradingPeriod?.regular?.end);
  const isRunning = latest && start && end && latest >= start && latest < end;
  return isRunning && !isFund(meta) ? dayOf(meta, latest) : null;
}

function closeOfBar(symbol: string, meta: Meta, { day, close }: Bar): RawQuote {
  return {
    type: 'quote',
    symbol,
    kind: isFund(meta) ? QuoteKind.NAV : QuoteKind.CLOSE,
    price: close,
    currency: meta.currency ?? null,
    observedAt: null,
    valueDate: day,
    previousClose: null,
    adjustment: Adjustment.SPLIT,
  };
}

function actionsOf(symbol: string, { meta, events }: Chart): CorporateAction[] {
  const actions: CorporateAction[] = [];
  for (const { date, numerator, denominator } of Object.values(events?.splits ?? {})) {
    const instant = instantOfSeconds(date);
    if (instant)
      actions.push({ type: 'split', symbol, day: dayOf(meta, instant), numerator: whole(numerator), denominator: whole(denominator) });
  }
  for (const { date, amount, currency } of Object.values(events?.dividends ?? {})) {
    const instant = instantOfSeconds(date);
    if (instant) actions.push({ type: 'dividend', symbol, day: dayOf(meta, instant), amount, currency: currency ?? meta.currency ?? null });
  }
  return actions;
}

/** `10.0` as `10`: the terms of a split are integers. */
function whole(text: string): string {
  return text.replace(/\.0+$/, '');
}

/** @throws SourceError when the zone is none */
function dayOf(meta: Meta, instant: Date): Day {
  try {
    return dayIn(meta.exchangeTimezoneName ?? 'UTC', instant);
  } catch (cause) {
    throw new SourceError(SourceErrorKind.MALFORMED, `Yahoo named an unknown time zone, ${meta.exchangeTimezoneName}.`, { cause });
  }
}
