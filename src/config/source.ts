/** Which sources are asked, where, and with which keys. */
import { resolve } from 'node:path';
import type { Settings } from './environment.js';

/** Sources that can be named in SOURCES. */
export const SOURCE_NAMES = [
  'amfi',
  'ecb',
  'yahoo',
  'stream',
  'mfapi',
  'finnhub',
  'alpaca',
  'tiingo',
  'twelve-data',
  'alpha-vantage',
  'massive',
  'eodhd',
  'coingecko',
] as const;
export type SourceName = (typeof SOURCE_NAMES)[number];

/** Those the demo's made-up market answers. */
const DEMO_SOURCES: readonly SourceName[] = ['amfi', 'ecb', 'yahoo', 'stream'];

/** What a source cannot be asked without. */
const SOURCE_KEYS: Readonly<Partial<Record<SourceName, readonly (keyof Settings)[]>>> = {
  finnhub: ['FINNHUB_KEY'],
  alpaca: ['ALPACA_KEY_ID', 'ALPACA_SECRET'],
  tiingo: ['TIINGO_KEY'],
  'twelve-data': ['TWELVE_DATA_KEY'],
  'alpha-vantage': ['ALPHA_VANTAGE_KEY'],
  massive: ['MASSIVE_KEY'],
  eodhd: ['EODHD_KEY'],
};

/** A source that is not among those named above: by its name in capitals with _URL, _KEY and _STREAM_URL. */
export interface OwnSource {
  readonly url: string;
  readonly key: string;
  readonly streamUrl: string | null;
}

export function readSources(text: string, given: Readonly<Record<string, string | undefined>>) {
  const faults: string[] = [];
  const own: Record<string, OwnSource> = {};
  const streamUrl = given.QUOTE_STREAM_URL;
  if (text === 'demo') return { sources: DEMO_SOURCES, own, isSimulated: true, faults };
  if (text === 'none') return { sources: streamUrl ? (['stream'] as const) : [], own, isSimulated: false, faults };
  const names = text === 'live' ? ['amfi', 'ecb', 'yahoo', ...(streamUrl ? ['stream'] : [])] : text.split(',').map((name) => name.trim());
  const known = names.filter((name): name is SourceName => (SOURCE_NAMES as readonly string[]).includes(name));
  for (const name of names) {
    if ((SOURCE_NAMES as readonly string[]).includes(name)) continue;
    const prefix = prefixOf(name);
    const url = given[`${prefix}_URL`];
    if (/^[a-z][a-z0-9-]{0,39}$/.test(name) && url && URL.canParse(url)) {
      own[name] = { url, key: given[`${prefix}_KEY`] ?? '', streamUrl: given[`${prefix}_STREAM_URL`] ?? null };
    } else {
      faults.push(
        `SOURCES: "${name}" is not a source. Use demo, live, none or a list of ${SOURCE_NAMES.join(', ')}; one of your own needs ${prefix}_URL.`,
      );
    }
  }
  if (known.includes('stream') && !streamUrl)
    faults.push('QUOTE_STREAM_URL: is needed for the source "stream", for example wss://host/path.');
  for (const name of known) {
    for (const key of SOURCE_KEYS[name] ?? [])
      if (!given[key]) faults.push(`${key}: is needed for the source "${name}", named in SOURCES.`);
  }
  return { sources: [...known, ...Object.keys(own)], own, isSimulated: false, faults };
}

/** The names of the settings of sources of one's own. */
export function ownSettings(own: Readonly<Record<string, OwnSource>>): string[] {
  return Object.keys(own).flatMap((name) => ['URL', 'KEY', 'STREAM_URL'].map((part) => `${prefixOf(name)}_${part}`));
}

const prefixOf = (name: string) => name.toUpperCase().replaceAll('-', '_');

export function sourceSettings(values: Settings) {
  return {
    sourceUrls: {
      amfi: values.AMFI_URL,
      ecb: values.ECB_URL,
      yahoo: values.YAHOO_URL,
      mfapi: values.MFAPI_URL,
      finnhub: values.FINNHUB_URL,
      alpaca: values.ALPACA_URL,
      tiingo: values.TIINGO_URL,
      'twelve-data': values.TWELVE_DATA_URL,
      'alpha-vantage': values.ALPHA_VANTAGE_URL,
      massive: values.MASSIVE_URL,
      eodhd: values.EODHD_URL,
      coingecko: values.COINGECKO_URL,
    },
    sourceStreamUrls: {
      yahoo: values.YAHOO_STREAM_URL ?? null,
      finnhub: values.FINNHUB_STREAM_URL ?? null,
      alpaca: values.ALPACA_STREAM_URL ?? null,
      tiingo: values.TIINGO_STREAM_URL ?? null,
      'twelve-data': values.TWELVE_DATA_STREAM_URL ?? null,
      massive: values.MASSIVE_STREAM_URL ?? null,
      eodhd: values.EODHD_STREAM_URL ?? null,
    },
    sourceKeys: {
      finnhub: values.FINNHUB_KEY ?? '',
      alpacaKeyId: values.ALPACA_KEY_ID ?? '',
      alpacaSecret: values.ALPACA_SECRET ?? '',
      tiingo: values.TIINGO_KEY ?? '',
      twelveData: values.TWELVE_DATA_KEY ?? '',
      alphaVantage: values.ALPHA_VANTAGE_KEY ?? '',
      massive: values.MASSIVE_KEY ?? '',
      eodhd: values.EODHD_KEY ?? '',
      coinGecko: values.COINGECKO_KEY ?? '',
    },
    alpacaFeed: values.ALPACA_FEED,
    yahooCookieUrl: values.YAHOO_COOKIE_URL ?? null,
    sourceLeaseS: values.SOURCE_LEASE,
    fileDrop: values.FILE_DROP ? resolve(values.FILE_DROP) : null,
    retention: { ticksDays: values.QUOTE_TICKS_DAYS, minutesDays: values.QUOTE_MINUTES_DAYS },
  };
}
