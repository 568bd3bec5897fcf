/**
 * What sources call an instrument by their own rules, so that an ordinary listing needs no table entry. A symbol that was
 * entered by hand always goes before a derived one.
 */
import type { SourceId } from '../domain/ids.js';
import { InstrumentKind, type ListedInstrument } from '../domain/instrument.js';
import { DROP } from './file-drop.js';
import { ALPACA } from './sources/alpaca.js';
import { AMFI } from './sources/amfi.js';
import { COINGECKO, coinSymbol } from './sources/coingecko.js';
import { EODHD } from './sources/eodhd.js';
import { FINNHUB } from './sources/finnhub.js';
import { MASSIVE } from './sources/massive.js';
import { MFAPI } from './sources/mfapi.js';
import { STREAM } from './sources/stream.js';
import { TIINGO } from './sources/tiingo.js';
import { YAHOO } from './sources/yahoo.js';
import type { SymbolRow } from './symbols.js';

/** Yahoo's suffix by venue; none in the United States, where a class of shares is set off by a hyphen. */
const YAHOO_SUFFIXES: Readonly<Record<string, string>> = {
  XNYS: '',
  XNAS: '',
  ARCX: '',
  BATS: '',
  XLON: '.L',
  XETR: '.DE',
  XFRA: '.F',
  XPAR: '.PA',
  XAMS: '.AS',
  XBRU: '.BR',
  XLIS: '.LS',
  XMIL: '.MI',
  XMAD: '.MC',
  XSWX: '.SW',
  XWBO: '.VI',
  XSTO: '.ST',
  XHEL: '.HE',
  XCSE: '.CO',
  XOSL: '.OL',
  XDUB: '.IR',
  XWAR: '.WA',
  XTSE: '.TO',
  XMEX: '.MX',
  BVMF: '.SA',
  XNSE: '.NS',
  XBOM: '.BO',
  XHKG: '.HK',
  XTKS: '.T',
  XASX: '.AX',
  XNZE: '.NZ',
  XSES: '.SI',
  XJSE: '.JO',
  XTAE: '.TA',
};

/** EODHD's name of a venue; the others are entered by hand. */
const EODHD_EXCHANGES: Readonly<Record<string, string>> = {
  XNYS: 'US',
  XNAS: 'US',
  ARCX: 'US',
  BATS: 'US',
  XASE: 'US',
  XLON: 'LSE',
  XETR: 'XETRA',
  XPAR: 'PA',
  XNSE: 'NSE',
};

/** The symbols entered by hand, and the derived ones where a source has none of an instrument. */
export function withDerivedSymbols(instruments: readonly ListedInstrument[], entered: readonly SymbolRow[]): SymbolRow[] {
  const hasSymbol = new Set(entered.map(({ source, instrumentId }) => `${source} ${instrumentId}`));
  const derived = instruments.flatMap(derive).filter(({ source, instrumentId }) => !hasSymbol.has(`${source} ${instrumentId}`));
  return [...entered, ...derived];
}

function derive(instrument: ListedInstrument): SymbolRow[] {
  const rows: SymbolRow[] = [];
  const add = (source: SourceId, symbol: string | null) => {
    if (symbol && !rows.some((row) => row.source === source && row.symbol === symbol))
      rows.push({ source, symbol, instrumentId: instrument.id, isDerived: true });
  };
  const isIndianFund = instrument.kind === InstrumentKind.FUND && (instrument.schemeCode !== null || instrument.isin?.startsWith('INF'));
  if (isIndianFund) add(AMFI, instrument.schemeCode ?? instrument.isin);
  const yahoo = yahooSymbol(instrument);
  add(YAHOO, yahoo);
  if (isIndianFund) add(MFAPI, instrument.schemeCode);
  for (const [source, symbol] of usSymbols(instrument)) add(source, symbol);
  add(EODHD, eodhdSymbol(instrument));
  if (instrument.kind === InstrumentKind.CRYPTO && instrument.ticker) add(COINGECKO, coinSymbol(instrument.ticker, instrument.currency));
  for (const symbol of [yahoo, instrument.ticker, instrument.isin]) add(STREAM, symbol);
  const { isin, cusip, sedol, figi, ticker, mic, schemeCode } = instrument;
  for (const name of [isin, cusip, sedol, ticker]) if (name && mic) add(DROP, `${name}:${mic}`);
  for (const name of [isin, cusip, sedol, figi, schemeCode]) add(DROP, name);
  return rows;
}

const US_VENUES: ReadonlySet<string> = new Set(['XNYS', 'XNAS', 'ARCX', 'BATS', 'XASE']);

/**
 * Sources of the United States whose budgets carry a portfolio. Twelve Data and Alpha Vantage are not among them: what their
 * few credits are spent on is for an administrator to say.
 */
function usSymbols({ kind, ticker, mic, currency }: ListedInstrument): (readonly [SourceId, string])[] {
  if (!ticker || currency !== 'USD') return [];
  const dashed = ticker.replaceAll('.', '-');
  if (kind === InstrumentKind.FUND && !mic) return [[TIINGO, dashed]];
  const isListed = (kind === InstrumentKind.EQUITY || kind === InstrumentKind.ETF) && mic !== null && US_VENUES.has(mic);
  return isListed
    ? [
        [FINNHUB, ticker],
        [ALPACA, ticker],
        [MASSIVE, ticker],
        [TIINGO, dashed],
      ]
    : [];
}

function eodhdSymbol({ kind, ticker, mic, currency, unitDivisor }: ListedInstrument): string | null {
  if (!ticker || kind === InstrumentKind.CRYPTO) return null;
  // It does not say that London's prices are in pence, so the instrument has to.
  if (mic === 'XLON' && currency === 'GBP' && unitDivisor === 1) return null;
  const isUsMutualFund = kind === InstrumentKind.FUND && !mic && currency === 'USD';
  const exchange = isUsMutualFund ? 'US' : EODHD_EXCHANGES[mic ?? ''];
  return exchange ? `${ticker.replaceAll('.', '-')}.${exchange}` : null;
}

function yahooSymbol({ kind, ticker, mic, currency }: ListedInstrument): string | null {
  if (!ticker) return null;
  if (kind === InstrumentKind.FUND && !mic) return currency === 'USD' ? ticker : null;
  const suffix = mic === null ? undefined : YAHOO_SUFFIXES[mic];
  return suffix === undefined ? null : `${ticker.replaceAll('.', '-')}${suffix}`;
}
