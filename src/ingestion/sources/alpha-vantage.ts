/**
 * Alpha Vantage: closes of shares worldwide and exchange rates, 25 calls a day on a free key. Every failure comes with
 * status 200: success is the expected key with something in it, never the wording of anything else.
 */
import { z } from 'zod';
import { type Day, tryParseDay } from '../../domain/day.js';
import type { SourceId } from '../../domain/ids.js';
import { Adjustment, QuoteKind } from '../../domain/quote.js';
import type { SourceInfo } from '../../domain/source.js';
import { each, isPrice, type Part, priceOrNull, readAnswer } from '../answer.js';
import { HttpClient } from '../http.js';
import { AnswerMemory } from '../memory.js';
import type { PollResult, RawObservation, RawQuote, Source, SourceCapabilities } from '../source.js';
import { SourceError, SourceErrorKind } from '../source-error.js';
import { isUsFund } from '../us-fund.js';
import { parseTime } from './stream.js';

export const ALPHA_VANTAGE = 'alpha-vantage' as SourceId;

/** One close a day, and a budget that would not allow for more. */
const KEPT_MS = 12 * 3_600_000;

export interface AlphaVantageOptions {
  readonly baseUrl: string;
  readonly key: string;
  readonly info?: SourceInfo;
  readonly http?: HttpClient;
  readonly now?: () => Date;
}

export class AlphaVantageSource implements Source {
  readonly info: SourceInfo;
  readonly capabilities: SourceCapabilities = {
    kinds: ['EQUITY', 'ETF', 'FUND', 'FX'],
    mics: '*',
    maxBatch: 1,
    alone: { is: () => true, everyMs: KEPT_MS },
    stream: false,
    adjusted: Adjustment.NONE,
    delayMinutes: null,
    commercialUse: false,
    licence: 'Personal use is free; commercial use by agreement.',
    limits: { deadlineMs: 15_000, spacingMs: 1500, quota: { MINUTE: 5, DAY: 25 } },
  };
  private readonly http: HttpClient;
  private readonly closes: AnswerMemory;

  constructor(private readonly options: AlphaVantageOptions) {
    this.info = options.info ?? { id: ALPHA_VANTAGE, name: 'Alpha Vantage', simulated: false, priority: 60 };
    this.http = options.http ?? new HttpClient({ secrets: [options.key] });
    this.closes = new AnswerMemory({ keepMs: KEPT_MS, now: options.now ?? this.http.now });
  }

  poll(symbols: readonly string[], signal: AbortSignal): Promise<PollResult> {
    return each(symbols, 1, (symbol) => this.closes.recall(symbol, () => this.latest(symbol, signal)));
  }

  /** The newest hundred days at most: more is a paid feature. */
  history(symbols: readonly string[], from: Day, to: Day, signal: AbortSignal): Promise<PollResult> {
    return each(symbols, 1, async (symbol) => {
      const query = `function=TIME_SERIES_DAILY&symbol=${encodeURIComponent(symbol)}&outputsize=compact`;
      const { 'Time Series (Daily)': days } = await this.ask(Daily, query, symbol, signal);
      const observations = Object.entries(days).flatMap(([text, bar]) => {
        const day = tryParseDay(text);
        const close = bar['4. close'];
        return day && day >= from && day <= to && isPrice(close) ? [closeOf({ symbol, price: close, day, previousClose: null })] : [];
      });
      return { observations };
    });
  }

  private async latest(symbol: string, signal: AbortSignal): Promise<Part> {
    const pair = /^([A-Z]{3})\/([A-Z]{3})$/.exec(symbol);
    if (pair) return this.rate({ base: pair[1] as string, quote: pair[2] as string }, signal);
    const answer = await this.ask(Global, `function=GLOBAL_QUOTE&symbol=${encodeURIComponent(symbol)}`, symbol, signal);
    const quote = answer['Global Quote'];
    if (Object.keys(quote).length === 0) throw new SourceError(SourceErrorKind.UNKNOWN_SYMBOL, `Alpha Vantage knows no ${symbol}.`);
    const price = quote['05. price'];
    const day = tryParseDay(quote['07. latest trading day'] ?? '');
    if (!isPrice(price) || !day) throw new SourceError(SourceErrorKind.NO_DATA, `Alpha Vantage has no close for ${symbol}.`);
    return { observations: [closeOf({ symbol, price, day, previousClose: priceOrNull(quote['08. previous close']) })] };
  }

  private async rate(pair: { base: string; quote: string }, signal: AbortSignal): Promise<Part> {
    const query = `function=CURRENCY_EXCHANGE_RATE&from_currency=${pair.base}&to_currency=${pair.quote}`;
    const answer = await this.ask(Exchange, query, `${pair.base}/${pair.quote}`, signal);
    const found = answer['Realtime Currency Exchange Rate'];
    const rate = found['5. Exchange Rate'];
    // Without a time zone of its own the time would be a guess.
    const observedAt = found['7. Time Zone'] === 'UTC' ? parseTime(`${found['6. Last Refreshed']}Z`) : null;
    if (!isPrice(rate) || !observedAt) throw new SourceError(SourceErrorKind.NO_DATA, 'Alpha Vantage has no rate for this pair.');
    const observation: RawObservation = { type: 'rate', ...pair, rate, observedAt, valueDate: null };
    return { observations: [observation] };
  }

  /** The key travels in the address, since the service takes it nowhere else; the HTTP client keeps it out of every text. */
  private async ask<T>(schema: z.ZodType<T>, query: string, symbol: string, signal: AbortSignal): Promise<T> {
    const { baseUrl, key } = this.options;
    const url = `${baseUrl.replace(/\/$/, '')}/query?${query}&apikey=${encodeURIComponent(key)}`;
    const answer = await this.http.get({ url, signal, deadlineMs: 10_000 });
    try {
      return readAnswer(schema, answer, this.info.name);
    } catch (error) {
      throw refusalOf(answer.text, { symbol, excerpt: answer.excerpt }) ?? error;
    }
  }
}

const text = z.string().nullish();
const Global = z.object({
  'Global Quote': z.object({ '05. price': text, '07. latest trading day': text, '08. previous close': text }),
});
const Daily = z.object({ 'Time Series (Daily)': z.record(z.string(), z.object({ '4. close': z.string() })) });
const Exchange = z.object({
  'Realtime Currency Exchange Rate': z.object({
    '5. Exchange Rate': z.string(),
    '6. Last Refreshed': z.string(),
    '7. Time Zone': z.string(),
  }),
});

/** Only once the expected key is not there do the words decide, and only about what to do next. */
function refusalOf(words: string, { symbol, excerpt }: { symbol: string; excerpt: string }): SourceError | null {
  const of = (kind: SourceErrorKind, message: string) => new SourceError(kind, message, { excerpt });
  const isMessage = /^\s*\{\s*"(Note|Information|Error Message)"/.test(words);
  if (!isMessage) return null;
  if (/apikey is invalid|apikey.*missing/i.test(words)) return of(SourceErrorKind.AUTH, 'Alpha Vantage does not accept the key.');
  if (/"Error Message"/.test(words)) return of(SourceErrorKind.UNKNOWN_SYMBOL, `Alpha Vantage does not know ${symbol}.`);
  if (/premium (feature|endpoint)/i.test(words) && !/rate limit|sparingly|frequency/i.test(words)) {
    return of(SourceErrorKind.ENTITLEMENT, 'This needs a paid plan of Alpha Vantage.');
  }
  return of(SourceErrorKind.RATE_LIMITED, "Alpha Vantage's budget is used up.");
}

function closeOf(close: { symbol: string; price: string; day: Day; previousClose: string | null }): RawQuote {
  const { symbol, price, day, previousClose } = close;
  const kind = isUsFund(symbol) ? QuoteKind.NAV : QuoteKind.CLOSE;
  return {
    type: 'quote',
    symbol,
    kind,
    price,
    currency: null,
    observedAt: null,
    valueDate: day,
    previousClose,
    adjustment: Adjustment.NONE,
  };
}
