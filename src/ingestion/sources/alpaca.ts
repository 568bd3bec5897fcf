/**
 * Alpaca: US shares and ETFs by the hundred in one call, a stream of trades, and corporate actions. The free feed is one
 * venue (IEX): its book may be wide, so the last trade counts, and the middle only where both sides are close.
 */
import { z } from 'zod';
import { type Day, dayIn, tryParseDay } from '../../domain/day.js';
import { Decimal } from '../../domain/decimal.js';
import type { SourceId } from '../../domain/ids.js';
import { Adjustment, QuoteKind } from '../../domain/quote.js';
import type { SourceInfo } from '../../domain/source.js';
import { isPrice, merge, type Part, readAnswer } from '../answer.js';
import { Connection, type ConnectionOptions } from '../connection.js';
import { HttpClient } from '../http.js';
import type { CorporateAction, PollResult, RawQuote, Source, SourceCapabilities } from '../source.js';
import { SourceError, SourceErrorKind } from '../source-error.js';
import { alpacaProtocol } from './alpaca-stream.js';
import { parseTime } from './stream.js';

export const ALPACA = 'alpaca' as SourceId;

const BATCH_MAX = 100;
const SYMBOL = /^[A-Z][A-Z0-9]{0,6}(\.[A-Z]{1,3})?$/;
/** A spread beyond this share of the bid says nothing about the price. */
const SPREAD_MAX = '0.01';
const ACTION_PAGES_MAX = 20;

export interface AlpacaOptions {
  readonly baseUrl: string;
  readonly keyId: string;
  readonly secret: string;
  /** `iex` is free; `sip` is the whole tape and needs a plan. */
  readonly feed?: 'iex' | 'sip' | 'delayed_sip';
  /** Null: polled only. One connection per account: whoever opens it must hold the source's lease. */
  readonly streamUrl?: string | null;
  readonly info?: SourceInfo;
  readonly http?: HttpClient;
  readonly connection?: ConnectionOptions;
}

export class AlpacaSource implements Source {
  readonly info: SourceInfo;
  readonly capabilities: SourceCapabilities;
  readonly open?: NonNullable<Source['open']>;
  private readonly http: HttpClient;
  private readonly feed: string;

  constructor(private readonly options: AlpacaOptions) {
    const { keyId, secret, streamUrl, connection } = options;
    this.feed = options.feed ?? 'iex';
    this.info = options.info ?? { id: ALPACA, name: `Alpaca (${this.feed})`, simulated: false, priority: this.feed === 'sip' ? 6 : 16 };
    this.http = options.http ?? new HttpClient({ secrets: [keyId, secret] });
    this.capabilities = {
      kinds: ['EQUITY', 'ETF'],
      mics: ['XNYS', 'XNAS', 'ARCX', 'BATS', 'XASE'],
      maxBatch: BATCH_MAX,
      stream: Boolean(streamUrl),
      adjusted: Adjustment.NONE,
      delayMinutes: this.feed === 'delayed_sip' ? 15 : 0,
      commercialUse: false,
      licence: 'Personal use with an account; showing prices to others needs agreements.',
      actionsPerCall: 100,
      limits: { deadlineMs: 30_000, spacingMs: 300, quota: { MINUTE: 200 } },
    };
    if (streamUrl)
      this.open = (symbols, sink) => new Connection(alpacaProtocol({ url: streamUrl, keyId, secret }), symbols, sink, connection);
  }

  async poll(symbols: readonly string[], signal: AbortSignal): Promise<PollResult> {
    const asked = symbols.filter((symbol) => SYMBOL.test(symbol));
    const odd = symbols.filter((symbol) => !SYMBOL.test(symbol));
    const error = (symbol: string) => new SourceError(SourceErrorKind.UNKNOWN_SYMBOL, `${symbol.slice(0, 40)} is no US ticker.`);
    const refused: Part = { failures: odd.map((symbol) => ({ symbol, error: error(symbol) })) };
    return merge([refused, ...(asked.length > 0 ? [await this.snapshots(asked, signal)] : [])]);
  }

  /** Splits and cash dividends by their ex-day, unadjusted. */
  async actions(symbols: readonly string[], from: Day, to: Day, signal: AbortSignal): Promise<PollResult> {
    const actions: CorporateAction[] = [];
    let token: string | null | undefined;
    for (let page = 0; page < ACTION_PAGES_MAX; page += 1) {
      const list = symbols.map(encodeURIComponent).join(',');
      const rest = `types=forward_split,reverse_split,cash_dividend&start=${from}&end=${to}`;
      const next = token ? `&page_token=${encodeURIComponent(token)}` : '';
      const answer = await this.get(`/v1/corporate-actions?symbols=${list}&${rest}${next}`, signal);
      const found = readAnswer(Actions, answer, this.info.name);
      actions.push(...actionsOf(found.corporate_actions));
      token = found.next_page_token;
      if (!token) break;
    }
    return merge([{ actions }]);
  }

  /** One bad symbol refuses a whole call: halving finds it, and the others get their prices. */
  private async snapshots(symbols: readonly string[], signal: AbortSignal, feed = this.feed): Promise<PollResult> {
    try {
      const list = symbols.map(encodeURIComponent).join(',');
      const answer = await this.get(`/v2/stocks/snapshots?symbols=${list}&feed=${feed}`, signal);
      const found = readAnswer(Snapshots, answer, this.info.name);
      const quotes = symbols.map((symbol) => quoteOfSnapshot(symbol, found[symbol]));
      const missing = symbols.filter((_, index) => quotes[index] === null);
      return merge([{ observations: quotes.filter((quote) => quote !== null), missing }]);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      if (error.kind === SourceErrorKind.ENTITLEMENT && feed === 'sip') return this.snapshots(symbols, signal, 'iex');
      if (error.kind !== SourceErrorKind.BAD_REQUEST) throw error;
      if (symbols.length === 1) return merge([{ failures: [{ symbol: symbols[0] as string, error }] }]);
      const half = Math.ceil(symbols.length / 2);
      return merge([await this.snapshots(symbols.slice(0, half), signal, feed), await this.snapshots(symbols.slice(half), signal, feed)]);
    }
  }

  private get(path: string, signal: AbortSignal) {
    const { baseUrl, keyId, secret } = this.options;
    const headers = { 'apca-api-key-id': keyId, 'apca-api-secret-key': secret };
    return this.http.get({ url: `${baseUrl.replace(/\/$/, '')}${path}`, signal, headers, deadlineMs: 10_000, meaning: MEANING });
  }
}

const MEANING = { 404: SourceErrorKind.BAD_REQUEST, 422: SourceErrorKind.BAD_REQUEST } as const;

const Snapshot = z
  .object({
    latestTrade: z.object({ p: z.string(), t: z.string(), u: z.string().nullish() }).nullish(),
    latestQuote: z.object({ ap: z.string(), bp: z.string(), t: z.string() }).nullish(),
    prevDailyBar: z.object({ c: z.string(), t: z.string() }).nullish(),
  })
  .nullish();
export type AlpacaSnapshot = z.infer<typeof Snapshot>;
const Snapshots = z.record(z.string(), Snapshot);

const Split = z.object({ symbol: z.string(), new_rate: z.string(), old_rate: z.string(), ex_date: z.string() });
const Dividend = z.object({ symbol: z.string(), rate: z.string(), ex_date: z.string(), currency: z.string().nullish() });
const ActionLists = z.object({
  forward_splits: z.array(Split).nullish(),
  reverse_splits: z.array(Split).nullish(),
  cash_dividends: z.array(Dividend).nullish(),
});
const Actions = z.object({ corporate_actions: ActionLists, next_page_token: z.string().nullish() });

/** The last trade unless it was withdrawn; else the middle of a close book; null: nothing to say. */
export function quoteOfSnapshot(symbol: string, snapshot: AlpacaSnapshot): RawQuote | null {
  const { latestTrade: trade, latestQuote: book, prevDailyBar: bar } = snapshot ?? {};
  const barAt = bar ? parseTime(bar.t) : null;
  const before = bar && isPrice(bar.c) ? { previousClose: bar.c, previousCloseDate: barAt && dayIn('America/New_York', barAt) } : null;
  const shared = {
    type: 'quote',
    symbol,
    currency: 'USD',
    valueDate: null,
    previousClose: null,
    adjustment: Adjustment.NONE,
    ...before,
  } as const;
  const tradedAt = trade ? parseTime(trade.t) : null;
  const isWithdrawn = trade?.u === 'canceled' || trade?.u === 'incorrect';
  if (trade && tradedAt && !isWithdrawn && isPrice(trade.p)) {
    return { ...shared, kind: QuoteKind.LAST, price: trade.p, observedAt: tradedAt };
  }
  const middle = book ? middleOf(book.bp, book.ap) : null;
  const bookAt = book ? parseTime(book.t) : null;
  return middle && bookAt ? { ...shared, kind: QuoteKind.MID, price: middle, observedAt: bookAt } : null;
}

function middleOf(bid: string, ask: string): string | null {
  if (!isPrice(bid) || !isPrice(ask)) return null;
  const [low, high] = [new Decimal(bid), new Decimal(ask)];
  return high.gte(low) && high.minus(low).lt(low.times(SPREAD_MAX)) ? low.plus(high).div(2).toFixed() : null;
}

function actionsOf({ forward_splits, reverse_splits, cash_dividends }: z.infer<typeof ActionLists>): CorporateAction[] {
  const actions: CorporateAction[] = [];
  for (const { symbol, new_rate, old_rate, ex_date } of [...(forward_splits ?? []), ...(reverse_splits ?? [])]) {
    const day = tryParseDay(ex_date);
    if (day) actions.push({ type: 'split', symbol, day, numerator: new_rate, denominator: old_rate });
  }
  for (const { symbol, rate, ex_date, currency } of cash_dividends ?? []) {
    const day = tryParseDay(ex_date);
    if (day && isPrice(rate)) actions.push({ type: 'dividend', symbol, day, amount: rate, currency: currency || null });
  }
  return actions;
}
