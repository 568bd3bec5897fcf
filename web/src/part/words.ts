/** The schema's names in the words the pages show. */
import type { Freshness, InstrumentKind, PriceRule, QuoteKind, QuoteRule, TransactionKind } from '../gql/graphql.js';

export const KINDS: Record<InstrumentKind, { readonly one: string; readonly plural: string }> = {
  EQUITY: { one: 'Equity', plural: 'Equities' },
  ETF: { one: 'ETF', plural: 'ETFs' },
  BOND: { one: 'Bond', plural: 'Bonds' },
  FUND: { one: 'Fund', plural: 'Funds' },
  CRYPTO: { one: 'Crypto', plural: 'Crypto' },
  CASH: { one: 'Cash', plural: 'Currencies held' },
};

/** The sources that come with the server; any other is shown by its id. */
const SOURCES: Readonly<Record<string, string>> = {
  stream: 'Stream',
  yahoo: 'Yahoo',
  amfi: 'AMFI',
  mfapi: 'mfapi',
  ecb: 'ECB',
  push: 'Pushed',
  drop: 'Files',
  finnhub: 'Finnhub',
  alpaca: 'Alpaca',
  tiingo: 'Tiingo',
  'twelve-data': 'Twelve Data',
  'alpha-vantage': 'Alpha Vantage',
  massive: 'Massive',
  eodhd: 'EODHD',
  coingecko: 'CoinGecko',
  trade: 'Own trade',
};

export function sourceName(id: string): string {
  return SOURCES[id] ?? id;
}

export const FRESHNESS: Record<Freshness, string> = { FRESH: 'fresh', AGING: 'late', STALE: 'stale', FINAL: 'final' };

/** The last price of what trades no more is neither good news nor bad. */
export function freshnessTag(freshness: Freshness): string {
  if (freshness === 'FINAL') return 'tag';
  return freshness === 'FRESH' ? 'tag good' : 'tag warn';
}

export const QUOTE_KINDS: Record<QuoteKind, string> = {
  LAST: 'Last trade',
  MID: 'Middle of bid and ask',
  CLOSE: 'Close of the day',
  NAV: 'Net asset value',
};

export const PRICE_RULES: Record<PriceRule, string> = {
  CURRENT: 'The current quote, which won over every other.',
  NEWEST_OF_DAY: 'The newest quote up to the day.',
  OWN_TRADE: 'No source has given a price yet: the last own trade counts.',
  FACE_VALUE: 'Cash held as an instrument counts at one.',
};

export const QUOTE_RULES: Record<QuoteRule, string> = {
  FIRST: 'First price',
  NEWER: 'Newer than the one before',
  OLDER: 'Older',
  PRIORITY: 'From the more trusted source',
  HYSTERESIS: 'Kept, so that sources do not take turns',
  CORRECTION: 'A correction by its source',
  SAME: 'The same again',
  CORRECTED_BY_ADMINISTRATOR: 'Corrected by an administrator',
  PINNED: 'From the source an administrator pinned',
  SPLIT: 'A split explains the jump',
  SPLIT_PROPOSED: 'Waits for a split to be decided about',
  OUTVOTED: 'Two other sources agree on another price',
  OUTLIER: 'Jumped too far',
  UNIT_MIX_UP: 'Units mixed up',
  CONFIRMED_BY_SOURCE: 'Confirmed by a second source',
  CONFIRMED_BY_REPETITION: 'Confirmed by repetition',
  CONFIRMED_BY_ADMINISTRATOR: 'Confirmed by an administrator',
};

export type EntryKind = TransactionKind;
