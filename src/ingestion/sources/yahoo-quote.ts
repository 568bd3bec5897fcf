/**
 * Yahoo's call for many quotes at once, which wants a cookie and a crumb made for it. Both are fetched when first needed
 * and renewed once when they are refused; they are secrets like any key.
 */
import { z } from 'zod';
import { type Day, dayIn } from '../../domain/day.js';
import { Adjustment, QuoteKind } from '../../domain/quote.js';
import { attempt, instantOfSeconds, isPrice, merge, type Part, priceOrNull, readAnswer } from '../answer.js';
import type { HttpClient } from '../http.js';
import type { PollResult, RawObservation } from '../source.js';
import { SourceError, SourceErrorKind } from '../source-error.js';
import { pairOfYahoo } from './yahoo-symbol.js';

const MEANING = { 403: SourceErrorKind.RATE_LIMITED, 999: SourceErrorKind.RATE_LIMITED } as const;
/** The page that sets the cookie is a web page, or answers with an error by design. */
const COOKIE_STATUSES = [200, 404, 500, 502];

export interface YahooQuotesOptions {
  readonly baseUrl: string;
  /** A page whose only use is the cookie it sets. */
  readonly cookieUrl: string;
  readonly http: HttpClient;
}

interface Pass {
  readonly cookie: string;
  readonly crumb: string;
}

export class YahooQuotes {
  private pass: Pass | null = null;

  constructor(private readonly options: YahooQuotesOptions) {}

  async ask(symbols: readonly string[], signal: AbortSignal): Promise<PollResult> {
    try {
      return await this.quotes(symbols, signal);
    } catch (error) {
      if (!(error instanceof SourceError) || error.kind !== SourceErrorKind.AUTH) throw error;
      this.pass = null;
      return this.quotes(symbols, signal);
    }
  }

  private async quotes(symbols: readonly string[], signal: AbortSignal): Promise<PollResult> {
    this.pass ??= await this.enter(signal);
    const { cookie, crumb } = this.pass;
    const list = symbols.map(encodeURIComponent).join(',');
    const url = this.url(`/v7/finance/quote?symbols=${list}&crumb=${encodeURIComponent(crumb)}`);
    const answer = await this.options.http.get({ url, signal, headers: { cookie }, meaning: MEANING });
    const { result } = readAnswer(Answer, answer, 'Yahoo').quoteResponse;
    const bySymbol = new Map(result.map((quote) => [quote.symbol, quote]));
    return merge(
      symbols.map((symbol): Part => {
        const quote = bySymbol.get(symbol);
        return quote ? attempt(symbol, () => ({ observations: [observationOf(symbol, quote)] })) : { missing: [symbol] };
      }),
    );
  }

  private async enter(signal: AbortSignal): Promise<Pass> {
    const { http, cookieUrl } = this.options;
    const page = await http.get({ url: cookieUrl, signal, expected: COOKIE_STATUSES, meaning: MEANING });
    const cookie = page.headers
      .getSetCookie()
      .map((line) => line.split(';')[0] as string)
      .join('; ');
    if (!cookie) throw new SourceError(SourceErrorKind.AUTH, 'Yahoo set no cookie.');
    const { text } = await http.get({ url: this.url('/v1/test/getcrumb'), signal, headers: { cookie }, meaning: MEANING });
    const crumb = text.trim();
    if (/too many requests/i.test(crumb)) throw new SourceError(SourceErrorKind.RATE_LIMITED, 'Yahoo gives no crumb: too many requests.');
    if (!/^[\w./\\-]{6,40}$/.test(crumb))
      throw new SourceError(SourceErrorKind.MALFORMED, 'Yahoo answered with something that is no crumb.');
    return { cookie, crumb };
  }

  private url(path: string): string {
    return `${this.options.baseUrl.replace(/\/$/, '')}${path}`;
  }
}

const text = z.string().nullish();
const Quote = z.object({
  symbol: z.string(),
  quoteType: text,
  currency: text,
  exchangeTimezoneName: text,
  regularMarketPrice: text,
  regularMarketTime: text,
  regularMarketPreviousClose: text,
});
const Answer = z.object({ quoteResponse: z.object({ result: z.array(Quote) }) });

/** @throws SourceError when there is no price or no time */
function observationOf(symbol: string, quote: z.infer<typeof Quote>): RawObservation {
  const price = quote.regularMarketPrice;
  const observedAt = instantOfSeconds(quote.regularMarketTime);
  if (!isPrice(price) || !observedAt) throw new SourceError(SourceErrorKind.NO_DATA, `Yahoo has no price for ${symbol} now.`);
  const pair = pairOfYahoo(symbol);
  if (pair) return { type: 'rate', ...pair, rate: price, observedAt, valueDate: null };
  const shared = { type: 'quote', symbol, price, currency: quote.currency ?? null, adjustment: Adjustment.NONE } as const;
  const previousClose = priceOrNull(quote.regularMarketPreviousClose);
  if (quote.quoteType !== 'MUTUALFUND' && quote.quoteType !== 'MONEYMARKET') {
    return { ...shared, kind: QuoteKind.LAST, observedAt, valueDate: null, previousClose };
  }
  return { ...shared, kind: QuoteKind.NAV, observedAt: null, valueDate: dayOf(quote.exchangeTimezoneName, observedAt), previousClose };
}

/** A fund's time is that of its publication in the evening: the day is the one in its exchange's zone. */
function dayOf(zone: string | null | undefined, instant: Date): Day {
  try {
    return dayIn(zone ?? 'UTC', instant);
  } catch (cause) {
    throw new SourceError(SourceErrorKind.MALFORMED, 'Yahoo named an unknown time zone.', { cause });
  }
}
