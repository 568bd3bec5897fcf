/**
 * CoinGecko: prices of coins in many currencies, a hundred coins a call, with a key or without. It calls a coin by an id of its own,
 * since many share a ticker, and leaves out of its answer what it does not know.
 */
import { z } from 'zod';
import type { SourceId } from '../../domain/ids.js';
import { Adjustment, QuoteKind } from '../../domain/quote.js';
import type { SourceInfo } from '../../domain/source.js';
import { attempt, instantOfSeconds, isPrice, merge, type Part, readAnswer } from '../answer.js';
import { type HttpAnswer, HttpClient } from '../http.js';
import type { PollResult, Source, SourceCapabilities } from '../source.js';
import { SourceError, SourceErrorKind } from '../source-error.js';

export const COINGECKO = 'coingecko' as SourceId;

/** Well within the length of an address; the service takes more. */
const BATCH_MAX = 100;

/** The coins of most portfolios, whose tickers nobody else goes by; any other is entered by hand. */
const COIN_IDS: Readonly<Record<string, string>> = {
  BTC: 'bitcoin',
  ETH: 'ethereum',
  XRP: 'ripple',
  SOL: 'solana',
  ADA: 'cardano',
  DOGE: 'dogecoin',
  DOT: 'polkadot',
  LTC: 'litecoin',
  LINK: 'chainlink',
  XLM: 'stellar',
  BCH: 'bitcoin-cash',
  USDT: 'tether',
  USDC: 'usd-coin',
};

/** `bitcoin` for BTC or BTC-USD in US dollars, `bitcoin/EUR` in euros; null for a ticker that could be several coins'. */
export function coinSymbol(ticker: string, currency: string): string | null {
  const id = COIN_IDS[ticker.split(/[-/]/)[0] as string];
  if (!id) return null;
  return currency === 'USD' ? id : `${id}/${currency}`;
}

export interface CoinGeckoOptions {
  readonly baseUrl: string;
  /** Empty: asked without one, within the budget all callers without a key share. */
  readonly key: string;
  readonly info?: SourceInfo;
  readonly http?: HttpClient;
}

export class CoinGeckoSource implements Source {
  readonly info: SourceInfo;
  readonly capabilities: SourceCapabilities = {
    kinds: ['CRYPTO'],
    mics: [],
    maxBatch: BATCH_MAX,
    stream: false,
    adjusted: Adjustment.NONE,
    delayMinutes: 1,
    commercialUse: false,
    licence: 'Free with attribution to CoinGecko; commercial use by plan.',
    limits: { deadlineMs: 15_000, spacingMs: 2000, quota: { MINUTE: 30, MONTH: 10_000 } },
  };
  private readonly http: HttpClient;

  constructor(private readonly options: CoinGeckoOptions) {
    this.info = options.info ?? { id: COINGECKO, name: 'CoinGecko', simulated: false, priority: 35 };
    this.http = options.http ?? new HttpClient({ secrets: [options.key] });
  }

  /** Symbols such as `bitcoin`, which is in US dollars, or `bitcoin/EUR`. */
  async poll(symbols: readonly string[], signal: AbortSignal): Promise<PollResult> {
    const wanted = symbols.map((symbol) => {
      const [id = '', currency = 'USD'] = symbol.split('/');
      return { symbol, id, currency: currency.toUpperCase() };
    });
    const list = (parts: readonly string[]) => [...new Set(parts)].map(encodeURIComponent).join(',');
    const query = `ids=${list(wanted.map(({ id }) => id))}&vs_currencies=${list(wanted.map(({ currency }) => currency.toLowerCase()))}`;
    const answer = await this.get(`/api/v3/simple/price?${query}&include_last_updated_at=true&precision=full`, signal);
    const coins = new Map(Object.entries(readAnswer(Coins, answer, this.info.name)));
    return merge(
      wanted.map(({ symbol, id, currency }): Part => {
        const coin = coins.get(id);
        return coin ? attempt(symbol, () => priceOf(symbol, currency, coin)) : { missing: [symbol] };
      }),
    );
  }

  private async get(path: string, signal: AbortSignal): Promise<HttpAnswer> {
    const { baseUrl, key } = this.options;
    const url = `${baseUrl.replace(/\/$/, '')}${path}`;
    const name = new URL(baseUrl).hostname.startsWith('pro-') ? 'x-cg-pro-api-key' : 'x-cg-demo-api-key';
    try {
      return await this.http.get({ url, signal, headers: key ? { [name]: key } : {} });
    } catch (error) {
      throw error instanceof SourceError ? (refusalOf(error) ?? error) : error;
    }
  }
}

/** Figures as text, by what they are: `usd`, `usd_24h_change`, `last_updated_at`. */
const Coins = z.record(z.string(), z.record(z.string(), z.string().nullish()));

/** @throws SourceError when there is no price or no time */
function priceOf(symbol: string, currency: string, coin: Readonly<Record<string, string | null | undefined>>): Part {
  const price = coin[currency.toLowerCase()];
  const observedAt = instantOfSeconds(coin.last_updated_at);
  if (!isPrice(price)) throw new SourceError(SourceErrorKind.NO_DATA, `CoinGecko has no price for ${symbol} in ${currency}.`);
  if (!observedAt) throw new SourceError(SourceErrorKind.NO_DATA, `CoinGecko has no time for the price of ${symbol}.`);
  // A change over 24 hours is no previous close.
  const plain = { valueDate: null, previousClose: null, adjustment: Adjustment.NONE } as const;
  return { observations: [{ type: 'quote', symbol, kind: QuoteKind.LAST, price, currency, observedAt, ...plain }] };
}

/** Its own codes say more than the statuses they come with: 10002 no key, 10005 not in the plan, 10010 and 10011 a key of another host. */
function refusalOf({ excerpt, status, retryAt }: SourceError): SourceError | null {
  const detail = { excerpt: excerpt ?? '', retryAt, ...(status !== null && { status }) };
  const code = /"error_code"\s*:\s*"?(\d+)/.exec(detail.excerpt)?.[1] ?? '';
  if (['10002', '10010', '10011'].includes(code)) {
    return new SourceError(SourceErrorKind.AUTH, 'CoinGecko does not accept the key at this address.', detail);
  }
  if (code === '10005') return new SourceError(SourceErrorKind.ENTITLEMENT, "CoinGecko's plan does not cover this.", detail);
  const isBlocked = status === 403 && /\b1020\b/.test(detail.excerpt);
  return isBlocked ? new SourceError(SourceErrorKind.CHALLENGE_PAGE, 'CoinGecko blocks this address.', detail) : null;
}
