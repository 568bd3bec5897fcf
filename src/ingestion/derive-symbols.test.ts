import { expect, test } from '@jest/globals';
import type { Currency } from '../domain/currency.js';
import { ONE } from '../domain/decimal.js';
import type { Isin, Mic, Ticker } from '../domain/identifiers.js';
import type { InstrumentId, SourceId } from '../domain/ids.js';
import { Instrument, InstrumentKind } from '../domain/instrument.js';
import { withDerivedSymbols } from './derive-symbols.js';
import { SymbolBook } from './symbols.js';

function instrument(
  id: string,
  props: Partial<{
    kind: InstrumentKind;
    currency: string;
    isin: string;
    mic: string;
    ticker: string;
    schemeCode: string;
    unitDivisor: number;
  }>,
) {
  return new Instrument({
    id: id as InstrumentId,
    kind: props.kind ?? InstrumentKind.EQUITY,
    name: id,
    currency: (props.currency ?? 'USD') as Currency,
    isin: (props.isin ?? null) as Isin | null,
    mic: (props.mic ?? null) as Mic | null,
    ticker: (props.ticker ?? null) as Ticker | null,
    schemeCode: props.schemeCode ?? null,
    multiplier: ONE,
    unitDivisor: props.unitDivisor ?? 1,
    createdAt: new Date(0),
  });
}

const OPEN = ['amfi', 'yahoo', 'stream'];

function check(instruments: readonly Instrument[], expected: readonly string[], entered: readonly string[] = [], sources = OPEN) {
  const rows = entered.map((text) => {
    const [source, symbol, instrumentId] = text.split(' ') as [string, string, InstrumentId];
    return { source, symbol, instrumentId };
  });
  const symbols = withDerivedSymbols(instruments, rows);
  const book = new SymbolBook(() => Promise.reject(new Error('unused')));
  book.replace({ instruments, symbols });
  const counting = symbols.filter(({ source, symbol, instrumentId }) => book.resolve(source as SourceId, symbol)?.id === instrumentId);
  const texts = counting.filter(({ source }) => sources.includes(source)).map((row) => `${row.source} ${row.symbol} ${row.instrumentId}`);
  expect(texts).toEqual(expected);
}

test('a listing is called by its venue: suffixes abroad, hyphens for classes in the United States', () => {
  check([instrument('vod', { mic: 'XLON', ticker: 'VOD', currency: 'GBP' })], ['yahoo VOD.L vod', 'stream VOD.L vod', 'stream VOD vod']);
  check([instrument('brk', { mic: 'XNYS', ticker: 'BRK.B' })], ['yahoo BRK-B brk', 'stream BRK-B brk', 'stream BRK.B brk']);
});

test('an Indian fund is asked for by its scheme code, or by its ISIN', () => {
  check(
    [instrument('a', { kind: 'FUND', currency: 'INR', schemeCode: '190001', isin: 'INF900X01AA4' })],
    ['amfi 190001 a', 'stream INF900X01AA4 a'],
  );
  check([instrument('b', { kind: 'FUND', currency: 'INR', isin: 'INF900X01AA4' })], ['amfi INF900X01AA4 b', 'stream INF900X01AA4 b']);
});

test('a symbol entered by hand goes before a derived one of the same source', () => {
  check([instrument('x', { mic: 'XNAS', ticker: 'X' })], ['yahoo OTHER x', 'stream X x'], ['yahoo OTHER x']);
});

test('a name that fits two instruments is given to neither', () => {
  const twins = [instrument('l', { mic: 'XLON', ticker: 'ABC', currency: 'GBP' }), instrument('n', { mic: 'XNAS', ticker: 'ABC' })];
  check(twins, ['yahoo ABC.L l', 'stream ABC.L l', 'yahoo ABC n']);
});

test('without a ticker or a known venue nothing is guessed', () => {
  check([instrument('q', { mic: 'XXXX', ticker: 'Q' })], ['stream Q q']);
  check([instrument('r', {})], []);
});

test('sources of the United States know its listings and funds, mfapi scheme codes alone; the small budgets know nothing by themselves', () => {
  const others = ['mfapi', 'finnhub', 'alpaca', 'tiingo', 'twelve-data', 'alpha-vantage', 'massive', 'eodhd', 'coingecko'];
  const share = instrument('brk', { mic: 'XNYS', ticker: 'BRK.B' });
  check([share], ['finnhub BRK.B brk', 'alpaca BRK.B brk', 'massive BRK.B brk', 'tiingo BRK-B brk', 'eodhd BRK-B.US brk'], [], others);
  check([instrument('f', { kind: 'FUND', ticker: 'VTSAX' })], ['tiingo VTSAX f', 'eodhd VTSAX.US f'], [], others);
  const vodafone = { mic: 'XLON', ticker: 'VOD', currency: 'GBP' };
  check([instrument('v', vodafone)], [], [], others);
  check([instrument('v', { ...vodafone, unitDivisor: 100 })], ['eodhd VOD.LSE v'], [], others);
  check([instrument('i', { kind: 'FUND', currency: 'INR', schemeCode: '190001' })], ['mfapi 190001 i'], [], others);
});

test('coins go by their ids at CoinGecko, in their own currency; a ticker that could be several is given to none', () => {
  const coin = (id: string, ticker: string, currency = 'USD') => instrument(id, { kind: 'CRYPTO', ticker, currency });
  check(
    [coin('b', 'BTC-USD'), coin('e', 'ETH', 'EUR'), coin('u', 'UNI')],
    ['coingecko bitcoin b', 'coingecko ethereum/EUR e'],
    [],
    ['coingecko'],
  );
});
