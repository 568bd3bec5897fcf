/**
 * mfapi.in: NAVs of Indian mutual funds as JSON, by scheme code. It repeats what AMFI publishes, later and not always, so
 * a NAV that stands still is warned of, and AMFI is to be trusted more.
 */
import { z } from 'zod';
import { type Day, dayIn, daysBetween, tryParseDay } from '../../domain/day.js';
import type { SourceId } from '../../domain/ids.js';
import { Adjustment, QuoteKind } from '../../domain/quote.js';
import type { SourceInfo } from '../../domain/source.js';
import { attempt, each, isPrice, merge, type Part, readAnswer } from '../answer.js';
import { HttpClient } from '../http.js';
import type { PollResult, RawQuote, Source, SourceCapabilities } from '../source.js';
import { SourceError, SourceErrorKind } from '../source-error.js';

export const MFAPI = 'mfapi' as SourceId;

/** From here on one list of everything is less to ask than each scheme alone. */
const ALONE_MAX = 10;
const PAGE_SCHEMES = 10_000;
const PAGES_MAX = 5;
const PAGE_BYTES_MAX = 32 * 1024 * 1024;
/** A NAV older than this on its arrival is worth a warning: the service has stood still before. */
const STALE_DAYS = 10;

export interface MfapiOptions {
  readonly baseUrl: string;
  readonly info?: SourceInfo;
  readonly http?: HttpClient;
  readonly now?: () => Date;
}

export class MfapiSource implements Source {
  readonly info: SourceInfo;
  readonly capabilities: SourceCapabilities = {
    kinds: ['FUND'],
    mics: [],
    maxBatch: Number.POSITIVE_INFINITY,
    stream: false,
    adjusted: Adjustment.NONE,
    delayMinutes: null,
    commercialUse: true,
    licence: 'Free public service without warranty; name mfapi.in and AMFI.',
    limits: { deadlineMs: 120_000, spacingMs: 1000, quota: { MINUTE: 60 } },
  };
  private readonly http: HttpClient;
  private readonly now: () => Date;

  constructor(private readonly options: MfapiOptions) {
    this.info = options.info ?? { id: MFAPI, name: 'mfapi.in', simulated: false, priority: 15 };
    this.http = options.http ?? new HttpClient();
    this.now = options.now ?? this.http.now;
  }

  async poll(symbols: readonly string[], signal: AbortSignal): Promise<PollResult> {
    if (symbols.length > ALONE_MAX) return this.all(symbols, signal);
    return each(symbols, 1, async (symbol) => this.readScheme(symbol, await this.scheme(symbol, '/latest', signal)));
  }

  async history(symbols: readonly string[], from: Day, to: Day, signal: AbortSignal): Promise<PollResult> {
    return each(symbols, 1, async (symbol) => {
      const { data } = await this.scheme(symbol, `?startDate=${from}&endDate=${to}`, signal);
      const rows = data.filter(({ date }) => isWithin(date, from, to));
      return { observations: rows.map((row) => navOf(symbol, row)) };
    });
  }

  /** Everything there is, a page at a time, until nothing is missing or there is no more. */
  private async all(symbols: readonly string[], signal: AbortSignal): Promise<PollResult> {
    const missing = new Set(symbols);
    const parts: Part[] = [];
    for (let page = 0; page < PAGES_MAX && missing.size > 0; page += 1) {
      const url = this.url(`/mf/latest?limit=${PAGE_SCHEMES}&offset=${page * PAGE_SCHEMES}`);
      const answer = await this.http.get({ url, signal, bytesMax: PAGE_BYTES_MAX, deadlineMs: 60_000 });
      const rows = readAnswer(List, answer, this.info.name);
      for (const row of rows.filter(({ schemeCode }) => missing.delete(schemeCode))) {
        parts.push(attempt(row.schemeCode, () => this.withWarning(row.schemeCode, navOf(row.schemeCode, row))));
      }
      if (rows.length < PAGE_SCHEMES) break;
    }
    return merge([...parts, { missing: [...missing] }]);
  }

  private readScheme(symbol: string, { data }: Scheme): Part {
    return this.withWarning(symbol, navOf(symbol, data[0] as Row));
  }

  private withWarning(symbol: string, quote: RawQuote): Part {
    const today = dayIn('UTC', this.now());
    const isStale = quote.valueDate !== null && daysBetween(quote.valueDate, today) > STALE_DAYS;
    return { observations: [quote], warnings: isStale ? [`STALE: the newest NAV of ${symbol} is of ${quote.valueDate}.`] : [] };
  }

  private async scheme(symbol: string, rest: string, signal: AbortSignal): Promise<Scheme> {
    const unknown = () => new SourceError(SourceErrorKind.UNKNOWN_SYMBOL, `mfapi.in knows no scheme ${symbol}.`);
    if (!/^\d{1,9}$/.test(symbol)) throw unknown();
    const meaning = { 404: SourceErrorKind.UNKNOWN_SYMBOL };
    const answer = await this.http.get({ url: this.url(`/mf/${symbol}${rest}`), signal, meaning });
    const scheme = readAnswer(Scheme, answer, this.info.name);
    if (scheme.data.length === 0 || scheme.status === 'ERROR') throw unknown();
    return scheme;
  }

  private url(path: string): string {
    return `${this.options.baseUrl.replace(/\/$/, '')}${path}`;
  }
}

const Row = z.object({ date: z.string(), nav: z.string() });
type Row = z.infer<typeof Row>;
const Scheme = z.object({ data: z.array(Row), status: z.string().nullish() });
type Scheme = z.infer<typeof Scheme>;
const List = z.array(Row.extend({ schemeCode: z.string() }));

/** @throws SourceError when there is no NAV or no day */
function navOf(symbol: string, { nav, date }: Row): RawQuote {
  const valueDate = dayOf(date);
  if (!isPrice(nav) || !valueDate) throw new SourceError(SourceErrorKind.NO_DATA, `mfapi.in has no NAV for ${symbol}.`);
  const dated = { kind: QuoteKind.NAV, observedAt: null, valueDate, previousClose: null } as const;
  return { type: 'quote', symbol, price: nav, currency: 'INR', adjustment: Adjustment.NONE, ...dated };
}

function isWithin(date: string, from: Day, to: Day): boolean {
  const day = dayOf(date);
  return day !== null && day >= from && day <= to;
}

/** `17-11-2026` */
function dayOf(text: string): Day | null {
  const [day, month, year] = text.split('-');
  return tryParseDay(`${year}-${month}-${day}`);
}
