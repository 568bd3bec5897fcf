/** Every connector, opened on one address, with symbols its samples answer. */
import { HttpClient } from '../../src/ingestion/http.js';
import type { Source } from '../../src/ingestion/source.js';
import { AlpacaSource } from '../../src/ingestion/sources/alpaca.js';
import { AlphaVantageSource } from '../../src/ingestion/sources/alpha-vantage.js';
import { AmfiSource } from '../../src/ingestion/sources/amfi.js';
import { CoinGeckoSource } from '../../src/ingestion/sources/coingecko.js';
import { EcbSource } from '../../src/ingestion/sources/ecb.js';
import { EodhdSource } from '../../src/ingestion/sources/eodhd.js';
import { FinnhubSource } from '../../src/ingestion/sources/finnhub.js';
import { MassiveSource } from '../../src/ingestion/sources/massive.js';
import { MfapiSource } from '../../src/ingestion/sources/mfapi.js';
import { TiingoSource } from '../../src/ingestion/sources/tiingo.js';
import { TwelveDataSource } from '../../src/ingestion/sources/twelve-data.js';
import { YahooSource } from '../../src/ingestion/sources/yahoo.js';

export const NOW = new Date('2026-11-18T15:30:00Z');
/** Stands for every key; no text anywhere may contain it. */
export const KEY = 'k3y-never-to-be-seen';
export const COOKIE_PATH = '/cookie';

const now = () => NOW;
export const http = new HttpClient({ now, secrets: [KEY] });

export interface Opened {
  readonly source: Source;
  readonly symbols: readonly string[];
}

export const CONNECTORS: Readonly<Record<string, (baseUrl: string, client?: HttpClient, streamUrl?: string) => Opened>> = {
  amfi: (baseUrl, client = http) => ({ source: new AmfiSource({ baseUrl, http: client }), symbols: ['190001'] }),
  ecb: (baseUrl, client = http) => ({ source: new EcbSource({ baseUrl, http: client, now }), symbols: [] }),
  yahoo: (baseUrl, client = http, streamUrl) => ({
    source: new YahooSource({ baseUrl, http: client, ...(streamUrl && { streamUrl }) }),
    symbols: ['AAPL'],
  }),
  'yahoo-quote': (baseUrl, client = http) => ({
    source: new YahooSource({ baseUrl, http: client, cookieUrl: `${baseUrl}${COOKIE_PATH}` }),
    symbols: ['AAPL', 'VOD.L'],
  }),
  mfapi: (baseUrl, client = http) => ({ source: new MfapiSource({ baseUrl, http: client, now }), symbols: ['190001'] }),
  finnhub: (baseUrl, client = http, streamUrl) => ({
    source: new FinnhubSource({ baseUrl, http: client, key: KEY, ...(streamUrl && { streamUrl }) }),
    symbols: ['AAPL'],
  }),
  alpaca: (baseUrl, client = http, streamUrl) => ({
    source: new AlpacaSource({ baseUrl, http: client, keyId: KEY, secret: KEY, ...(streamUrl && { streamUrl }) }),
    symbols: ['AAPL'],
  }),
  tiingo: (baseUrl, client = http, streamUrl) => ({
    source: new TiingoSource({ baseUrl, http: client, key: KEY, now, ...(streamUrl && { streamUrl }) }),
    symbols: ['AAPL'],
  }),
  'twelve-data': (baseUrl, client = http, streamUrl) => ({
    source: new TwelveDataSource({ baseUrl, http: client, key: KEY, now, ...(streamUrl && { streamUrl }) }),
    symbols: ['AAPL'],
  }),
  'alpha-vantage': (baseUrl, client = http) => ({
    source: new AlphaVantageSource({ baseUrl, http: client, key: KEY, now }),
    symbols: ['IBM'],
  }),
  massive: (baseUrl, client = http, streamUrl) => ({
    source: new MassiveSource({ baseUrl, http: client, key: KEY, now, ...(streamUrl && { streamUrl }) }),
    symbols: ['AAPL'],
  }),
  eodhd: (baseUrl, client = http, streamUrl) => ({
    source: new EodhdSource({ baseUrl, http: client, key: KEY, now, ...(streamUrl && { streamUrl }) }),
    symbols: ['AAPL.US'],
  }),
  coingecko: (baseUrl, client = http) => ({ source: new CoinGeckoSource({ baseUrl, http: client, key: KEY }), symbols: ['bitcoin'] }),
};
