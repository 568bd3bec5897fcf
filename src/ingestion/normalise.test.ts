import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import type { Mic } from '../domain/identifiers.js';
import type { InstrumentId, SourceId } from '../domain/ids.js';
import type { CandidateQuote } from '../domain/quote.js';
import type { SourceInfo } from '../domain/source.js';
import { isRate, isRejection, normalise } from './normalise.js';
import type { RawObservation, RawQuote, RawRate } from './source.js';
import { SymbolBook, type SymbolInstrument } from './symbols.js';

const SOURCE: SourceInfo = { id: 'test' as SourceId, name: 'Test', simulated: false, priority: 1 };
const RECEIVED = new Date('2026-11-18T15:30:00.000Z');

function instrument(id: string, kind: SymbolInstrument['kind'], currency: string, mic: string | null, unitDivisor = 1): SymbolInstrument {
  return {
    id: id as InstrumentId,
    kind,
    currency: currency as Currency,
    mic: mic as Mic | null,
    unitDivisor,
    splits: [],
    pinnedSource: null,
  };
}

const symbols = new SymbolBook(async () => ({ instruments: [], symbols: [] }));
const instruments = [
  instrument('i-vod', 'EQUITY', 'GBP', 'XLON', 100),
  instrument('i-aapl', 'EQUITY', 'USD', 'XNAS'),
  instrument('i-fund', 'FUND', 'INR', null),
  { ...instrument('i-gone', 'EQUITY', 'USD', 'XNAS'), delistedOn: '2026-11-18' as Day },
];
symbols.replace({
  instruments,
  symbols: [
    { source: 'test', symbol: 'VOD.L', instrumentId: 'i-vod' as InstrumentId },
    { source: 'test', symbol: 'AAPL', instrumentId: 'i-aapl' as InstrumentId },
    { source: 'test', symbol: '190001', instrumentId: 'i-fund' as InstrumentId },
    { source: 'test', symbol: 'GONE', instrumentId: 'i-gone' as InstrumentId },
  ],
});

const AAPL: RawQuote = {
  type: 'quote',
  symbol: 'AAPL',
  kind: 'LAST',
  price: '231.42',
  currency: 'USD',
  observedAt: new Date('2026-11-18T15:29:58Z'),
  valueDate: null,
  previousClose: null,
  adjustment: 'NONE',
};
const NAV: RawQuote = { ...AAPL, symbol: '190001', kind: 'NAV', currency: 'INR', observedAt: null, valueDate: '2026-11-17' as Day };

function quote(raw: RawQuote): CandidateQuote {
  const result = normalise(raw, SOURCE, symbols, RECEIVED);
  if (isRejection(result) || isRate(result)) throw new Error(`Expected a quote, got ${JSON.stringify(result)}`);
  return result;
}

function reason(raw: Partial<RawQuote>, base: RawQuote = AAPL): string {
  const result = normalise({ ...base, ...raw } as RawObservation, SOURCE, symbols, RECEIVED);
  return isRejection(result) ? result.reason : 'ACCEPTED';
}

test('an instant keeps its time and gets the market day', () => {
  const late = quote({ ...AAPL, observedAt: new Date('2026-11-18T02:00:00Z') });
  expect(late.valueDate).toBe('2026-11-17');
  expect(late.observedAt.toISOString()).toBe('2026-11-18T02:00:00.000Z');
});

test.each([
  ['GBp', '71.34', '0.7134'],
  ['GBX', '71.34', '0.7134'],
  ['GBP', '71.34', '71.34'],
  [null, '71.34', '0.7134'],
])('a price in %s of %s is %s pounds', (currency, price, pounds) => {
  const result = quote({ ...AAPL, symbol: 'VOD.L', price, currency });
  expect(result.price.toFixed()).toBe(pounds);
  expect([result.currency, result.rawPrice, result.rawCurrency]).toEqual(['GBP', price, currency]);
});

test('the previous close is in the same unit as the price', () => {
  const result = quote({
    ...AAPL,
    symbol: 'VOD.L',
    price: '71.34',
    currency: 'GBp',
    previousClose: '70.92',
    previousCloseDate: '2026-11-17' as Day,
  });
  expect(result.previousClose?.price.toFixed()).toBe('0.7092');
  expect(result.previousClose?.valueDate).toBe('2026-11-17');
  expect(quote({ ...AAPL, previousClose: 'N/A' }).previousClose).toBeNull();
  // The price in dollars and the close in cents would be a fall of 99 %.
  expect(quote({ ...AAPL, price: '230.5', previousClose: '23000' }).previousClose).toBeNull();
  expect(quote({ ...AAPL, price: '230.5', previousClose: '2.3' }).previousClose).toBeNull();
  expect(quote({ ...AAPL, previousClose: '230', previousCloseDate: '2026-11-18' as Day }).previousClose).toBeNull();
});

test('prices are rounded half-even to eight places, and the raw text is kept', () => {
  const result = quote({ ...AAPL, price: '1.000000005' });
  expect([result.price.toFixed(), result.rawPrice]).toEqual(['1', '1.000000005']);
  expect(quote({ ...AAPL, price: '1.000000015' }).price.toFixed()).toBe('1.00000002');
});

test('a NAV stands for the close of its day', () => {
  expect(quote(NAV).observedAt.toISOString()).toBe('2026-11-17T10:00:00.000Z');
});

test('a dated price that came before the close stands for the moment it came', () => {
  const result = quote({ ...AAPL, kind: 'CLOSE', observedAt: null, valueDate: '2026-11-18' as Day });
  expect(result.observedAt).toEqual(RECEIVED);
});

test.each([
  ['UNKNOWN_SYMBOL', { symbol: 'NOPE' }],
  ['KIND_MISMATCH', { kind: 'NAV' }],
  ['KIND_MISMATCH', { symbol: '190001', currency: 'INR' }],
  ['CURRENCY_MISMATCH', { currency: 'EUR' }],
  ['CURRENCY_MISMATCH', { symbol: 'VOD.L', currency: 'gbp' }],
  ['NOT_A_NUMBER', { price: '-1' }],
  ['NOT_A_NUMBER', { price: '1e5' }],
  ['NOT_A_NUMBER', { price: 'NaN' }],
  ['NOT_A_NUMBER', { price: '' }],
  ['NOT_A_NUMBER', { price: '1,234.50' }],
  ['NOT_POSITIVE', { price: '0.0000' }],
  ['NOT_POSITIVE', { price: '0.000000001' }],
  ['TOO_LARGE', { price: '1234567890123456789' }],
  ['NO_TIME', { observedAt: null }],
  ['NO_TIME', { observedAt: new Date(Number.NaN) }],
  ['FUTURE', { observedAt: new Date(RECEIVED.getTime() + 5001) }],
  ['ACCEPTED', { observedAt: new Date(RECEIVED.getTime() + 5000) }],
  ['TOO_OLD', { observedAt: new Date('1899-12-31T23:59:59Z') }],
  ['DELISTED', { symbol: 'GONE' }],
  ['ACCEPTED', { symbol: 'GONE', observedAt: new Date('2026-11-18T04:59:59Z') }],
] as const)('refused as %s: %j', (expected, change) => {
  expect(reason(change as Partial<RawQuote>)).toBe(expected);
});

test('what a refusal quotes is not cut within a character', () => {
  const result = normalise({ ...AAPL, symbol: `a${'\u{1F600}'.repeat(300)}` }, SOURCE, symbols, RECEIVED);
  expect(isRejection(result) && result.message).not.toMatch(/\p{Surrogate}/u);
});

test('a day that has not begun in the market is the future, one that has is not', () => {
  const evening = new Date('2026-11-18T19:00:00Z');
  const tomorrow = { ...NAV, valueDate: '2026-11-19' as Day };
  expect(isRejection(normalise(tomorrow, SOURCE, symbols, evening))).toBe(false);
  expect(reason({ valueDate: '2026-11-19' as Day }, NAV)).toBe('FUTURE');
  expect(reason({ valueDate: '1899-12-31' as Day }, NAV)).toBe('TOO_OLD');
});

const RATE: RawRate = { type: 'rate', base: 'EUR', quote: 'USD', rate: '1.16010000005', observedAt: null, valueDate: '2026-11-17' as Day };

test('a reference rate stands for 14:15 in Frankfurt and keeps ten places', () => {
  const result = normalise(RATE, SOURCE, symbols, RECEIVED);
  if (isRejection(result) || !isRate(result)) throw new Error('Expected a rate');
  expect([result.rate.toFixed(), result.observedAt.toISOString()]).toEqual(['1.1601', '2026-11-17T13:15:00.000Z']);
});

test.each([
  ['UNKNOWN_CURRENCY', { quote: 'XXX' }],
  ['UNKNOWN_CURRENCY', { base: 'eur' }],
  ['CURRENCY_MISMATCH', { quote: 'EUR' }],
  ['NOT_A_NUMBER', { rate: 'N/A' }],
  ['FUTURE', { valueDate: '2026-11-19' as Day }],
])('a rate refused as %s: %j', (expected, change) => {
  const result = normalise({ ...RATE, ...change }, SOURCE, symbols, RECEIVED);
  expect(isRejection(result) && result.reason).toBe(expected);
});

test('normalising never throws, whatever comes', () => {
  const field = fc.oneof(
    fc.anything({ withDate: true, withNullPrototype: true }),
    fc.constantFrom('AAPL', '190001', 'VOD.L', 'LAST', 'NAV', '1.5', 'USD'),
  );
  const odd = fc.record(
    {
      type: fc.constantFrom('quote', 'rate', 'other'),
      symbol: fc.oneof(fc.constantFrom('AAPL', '190001', 'VOD.L'), field),
      kind: fc.oneof(fc.constantFrom('LAST', 'NAV', 'CLOSE'), field),
      price: field,
      currency: fc.oneof(fc.constantFrom('USD', 'GBp', null), field),
      observedAt: fc.oneof(fc.date({ noInvalidDate: false }), field),
      valueDate: fc.oneof(fc.constantFrom('2026-02-30', '0000-01-01', '2026-11-17'), field),
      previousClose: field,
      previousCloseDate: field,
      adjustment: field,
      base: fc.oneof(fc.constantFrom('EUR', 'USD'), field),
      quote: fc.oneof(fc.constantFrom('EUR', 'USD'), field),
      rate: field,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(odd, fc.anything()), (raw) => {
      const result = normalise(raw as RawObservation, SOURCE, symbols, RECEIVED);
      if (!isRejection(result)) expect(isRate(result) ? result.rate.gt(0) : result.price.gt(0)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
