/** Makes each source, with its name and its place in the order of trust. */
import type { SourceName } from '../config/source.js';
import { type Config, ConfigError } from '../config.js';
import type { Exchange } from '../demo/exchange.js';
import { PUSHED, pushedInfo, type SourceInfo } from '../domain/source.js';
import { HttpClient } from '../ingestion/http.js';
import { meterOf, type Spend } from '../ingestion/quota.js';
import type { Source } from '../ingestion/source.js';
import { AlpacaSource } from '../ingestion/sources/alpaca.js';
import { AlphaVantageSource } from '../ingestion/sources/alpha-vantage.js';
import { AMFI, AmfiSource } from '../ingestion/sources/amfi.js';
import { CoinGeckoSource } from '../ingestion/sources/coingecko.js';
import { ECB, EcbSource } from '../ingestion/sources/ecb.js';
import { EodhdSource } from '../ingestion/sources/eodhd.js';
import { FinnhubSource } from '../ingestion/sources/finnhub.js';
import { MassiveSource } from '../ingestion/sources/massive.js';
import { MfapiSource } from '../ingestion/sources/mfapi.js';
import { STREAM, StreamSource } from '../ingestion/sources/stream.js';
import { TiingoSource } from '../ingestion/sources/tiingo.js';
import { TwelveDataSource } from '../ingestion/sources/twelve-data.js';
import { YAHOO, YahooSource } from '../ingestion/sources/yahoo.js';
import type { Database } from '../storage/database.js';
import { spendUsage } from '../storage/query/source-usage.js';
import { now } from './clock.js';

export const PUSH_SOURCE: SourceInfo = pushedInfo(PUSHED, 'Pushed through the API');

/**
 * Each source with its file, its name and its place in the order of trust: lower wins.
 * @param database counts its budget; null: a single call for a look at it
 * @throws ConfigError when there is no such source
 */
export function openSource(name: string, config: Config, exchange: Exchange | null, database: Database | null): Source {
  const { sourceKeys: keys, sourceStreamUrls: streams } = config;
  const own = config.ownSources[name];
  const baseUrl = exchange?.httpUrl ?? own?.url ?? (config.sourceUrls as Readonly<Record<string, string>>)[name] ?? '';
  const about = (id: SourceInfo['id'], title: string, priority: number): SourceInfo => ({
    id,
    name: config.isSimulated ? `${title} (simulated)` : title,
    simulated: config.isSimulated,
    priority,
  });
  const spend: Spend = (usage) => (database as Database).write((em) => spendUsage(em, usage)) as ReturnType<Spend>;
  const meter = meterOf({ source: name, quota: () => source.capabilities.limits.quota ?? {}, spend, now });
  const secrets = [...Object.values(keys), own?.key ?? ''];
  const http = new HttpClient({ now, secrets, ...(!exchange && database && { meter }) });
  // A source of your own is a line here: example: () => new ExampleSource({ baseUrl, http, key: own?.key ?? '' }),
  const open: Record<SourceName, () => Source> & Record<string, () => Source> = {
    amfi: () => new AmfiSource({ baseUrl, http, info: about(AMFI, 'AMFI India', 10), ...(exchange && { rowsMin: 1 }) }),
    ecb: () => new EcbSource({ baseUrl, http, info: about(ECB, 'European Central Bank', 20) }),
    yahoo: () =>
      new YahooSource({
        baseUrl,
        http,
        info: about(YAHOO, 'Yahoo Finance', 40),
        streamUrl: streams.yahoo,
        cookieUrl: config.yahooCookieUrl,
      }),
    stream: () => new StreamSource({ url: exchange?.streamUrl ?? config.quoteStreamUrl ?? '', info: about(STREAM, 'Price stream', 5) }),
    mfapi: () => new MfapiSource({ baseUrl, http }),
    finnhub: () => new FinnhubSource({ baseUrl, http, key: keys.finnhub, streamUrl: streams.finnhub }),
    alpaca: () =>
      new AlpacaSource({
        baseUrl,
        http,
        keyId: keys.alpacaKeyId,
        secret: keys.alpacaSecret,
        feed: config.alpacaFeed,
        streamUrl: streams.alpaca,
      }),
    tiingo: () => new TiingoSource({ baseUrl, http, key: keys.tiingo, streamUrl: streams.tiingo }),
    'twelve-data': () => new TwelveDataSource({ baseUrl, http, key: keys.twelveData, streamUrl: streams['twelve-data'] }),
    massive: () => new MassiveSource({ baseUrl, http, key: keys.massive, streamUrl: streams.massive }),
    eodhd: () => new EodhdSource({ baseUrl, http, key: keys.eodhd, streamUrl: streams.eodhd }),
    coingecko: () => new CoinGeckoSource({ baseUrl, http, key: keys.coinGecko }),
    'alpha-vantage': () => new AlphaVantageSource({ baseUrl, http, key: keys.alphaVantage }),
  };
  const make = open[name];
  if (!make) throw new ConfigError([`SOURCES: "${name}" has an address, but no line in src/app/source.ts makes it.`]);
  const source = make();
  return source;
}
