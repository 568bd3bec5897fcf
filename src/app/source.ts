/** Makes each source, with its name and its place in the order of trust. */
import type { Config, SourceName } from '../config.js';
import type { Exchange } from '../demo/exchange.js';
import { PUSHED, type SourceInfo } from '../domain/source.js';
import { HttpClient } from '../ingestion/http.js';
import { meterOf, type Spend } from '../ingestion/quota.js';
import type { Source } from '../ingestion/source.js';
import { AlpacaSource } from '../ingestion/sources/alpaca.js';
import { AlphaVantageSource } from '../ingestion/sources/alpha-vantage.js';
import { AMFI, AmfiSource } from '../ingestion/sources/amfi.js';
import { ECB, EcbSource } from '../ingestion/sources/ecb.js';
import { FinnhubSource } from '../ingestion/sources/finnhub.js';
import { MfapiSource } from '../ingestion/sources/mfapi.js';
import { STREAM, StreamSource } from '../ingestion/sources/stream.js';
import { TiingoSource } from '../ingestion/sources/tiingo.js';
import { TwelveDataSource } from '../ingestion/sources/twelve-data.js';
import { YAHOO, YahooSource } from '../ingestion/sources/yahoo.js';
import type { Database } from '../storage/database.js';
import { spendUsage } from '../storage/query/source-usage.js';
import { now } from './clock.js';

export const PUSH_SOURCE: SourceInfo = { id: PUSHED, name: 'Pushed by an institution', simulated: false, priority: 1 };

/** Each source with its file, its name and its place in the order of trust: lower wins. */
export function openSource(name: SourceName, config: Config, exchange: Exchange | null, database: Database): Source {
  const { sourceKeys: keys, sourceStreamUrls: streams } = config;
  const baseUrl = name === 'stream' ? '' : (exchange?.httpUrl ?? config.sourceUrls[name]);
  const about = (id: SourceInfo['id'], title: string, priority: number): SourceInfo => ({
    id,
    name: config.isSimulated ? `${title} (simulated)` : title,
    simulated: config.isSimulated,
    priority,
  });
  const spend: Spend = (usage) => database.write((em) => spendUsage(em, usage)) as ReturnType<Spend>;
  const meter = meterOf({ source: name, quota: () => source.capabilities.limits.quota ?? {}, spend, now });
  const http = new HttpClient({ now, secrets: Object.values(keys), ...(!exchange && { meter }) });
  const open: Record<SourceName, () => Source> = {
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
    'alpha-vantage': () => new AlphaVantageSource({ baseUrl, http, key: keys.alphaVantage }),
  };
  const source = open[name]();
  return source;
}
