import { expect, test } from '@jest/globals';
import type { Currency } from '../domain/currency.js';
import { addDays, type Day } from '../domain/day.js';
import { parseIsin, parseMic, parseSchemeCode, parseTicker } from '../domain/identifiers.js';
import { closeOf, marketOf } from '../domain/market.js';
import { CURRENCIES } from './demo-currency.js';
import { findListing, instrumentIdOf, isTraded, LISTINGS, type Listing, symbolsOf } from './listing.js';
import { ANCHOR, DemoMarket, inCurrency, isTradingDay, lastPublished, lastTradingDay, previousTradingDay, tradingDays } from './market.js';

const day = (text: string) => text as Day;
const listing = (symbol: string) => findListing(symbol) as Listing;

test('every identity is well formed, with its check digit, and none occurs twice', () => {
  for (const { isin, mic, ticker, scheme, symbol } of LISTINGS) {
    expect(parseIsin(isin)).toBe(isin);
    if (mic) parseMic(mic);
    if (ticker) parseTicker(ticker);
    if (scheme) parseSchemeCode(symbol);
  }
  expect(new Set(LISTINGS.map(({ isin }) => isin)).size).toBe(LISTINGS.length);
  expect(new Set(LISTINGS.map(({ symbol }) => symbol)).size).toBe(LISTINGS.length);
  expect(new Set(LISTINGS.map((each) => instrumentIdOf('tidemark', each))).size).toBe(LISTINGS.length);
  expect(LISTINGS.length).toBeGreaterThanOrEqual(48);
});

test('a listing is known to the sources that can price it, and to no others', () => {
  expect(symbolsOf(listing('BRK-B'))).toEqual([
    { source: 'yahoo', symbol: 'BRK-B' },
    { source: 'stream', symbol: 'BRK-B' },
  ]);
  expect(symbolsOf(listing('VTSAX'))).toEqual([{ source: 'yahoo', symbol: 'VTSAX' }]);
  expect(symbolsOf(listing('190001'))).toEqual([{ source: 'amfi', symbol: '190001' }]);
});

test('the same seed makes the same market, in whatever order it is asked', () => {
  const [one, other] = [new DemoMarket('tidemark'), new DemoMarket('tidemark')];
  const days = tradingDays({ from: day('2026-10-01'), to: day('2026-11-20') });
  const forwards = days.map((each) => one.close(listing('AAPL'), each));
  const backwards = [...days].reverse().map((each) => other.close(listing('AAPL'), each));
  expect(backwards.reverse()).toEqual(forwards);
  expect(new DemoMarket('another').close(listing('AAPL'), day('2026-11-20'))).not.toBe(forwards.at(-1));
});

test('a weekend has no close of its own', () => {
  const market = new DemoMarket('tidemark');
  expect(isTradingDay(day('2026-11-21'))).toBe(false);
  expect(market.close(listing('MSFT'), day('2026-11-22'))).toBe(market.close(listing('MSFT'), day('2026-11-20')));
  expect(lastTradingDay(day('2026-11-22'))).toBe('2026-11-20');
  expect(previousTradingDay(day('2026-11-22'))).toBe('2026-11-20');
  expect(previousTradingDay(day('2026-11-23'))).toBe('2026-11-20');
});

test('over five years no price strays beyond belief, and none stands still', () => {
  for (const seed of ['tidemark', 'another', 'third']) {
    const market = new DemoMarket(seed);
    for (const each of LISTINGS) {
      const last = Number(market.close(each, day('2028-12-29')));
      expect(last).toBeGreaterThan(each.start * 0.3);
      expect(last).toBeLessThan(each.start * 6);
      expect(market.close(each, day('2026-11-19'))).not.toBe(market.close(each, day('2026-11-13')));
    }
  }
});

test('prices have the digits of their venue', () => {
  const market = new DemoMarket('tidemark');
  expect(market.close(listing('AAPL'), day('2026-11-20'))).toMatch(/^\d+\.\d{2}$/);
  expect(market.close(listing('7203.T'), day('2026-11-20'))).toMatch(/^\d+\.\d$/);
  expect(market.close(listing('190101'), day('2026-11-20'))).toMatch(/^\d+\.\d{4}$/);
  expect(inCurrency(listing('VOD.L'), '71.34').toFixed()).toBe('0.7134');
  expect(inCurrency(listing('VUSA.L'), '71.34').toFixed()).toBe('71.34');
});

test('the live price runs into the close of each day, without a jump', () => {
  const market = new DemoMarket('tidemark');
  for (const each of LISTINGS.filter(isTraded)) {
    for (const date of tradingDays({ from: day('2026-11-16'), to: day('2026-11-20') })) {
      const close = Number(market.close(each, date));
      const at = closeOf(marketOf(each), date);
      expect(Number(market.live(each, at))).toBe(close);
      const before = Number(market.live(each, new Date(at.getTime() - 60_000)));
      expect(Math.abs(before / close - 1)).toBeLessThan(0.004);
    }
  }
});

test('the live price moves at any hour, on a Sunday too, and stays near the closes about it', () => {
  const market = new DemoMarket('tidemark');
  const start = Date.parse('2026-11-22T03:00:00Z');
  for (const symbol of ['AAPL', 'VOD.L', 'RELIANCE.NS', '7203.T', 'NESN.SW']) {
    const seen = new Set<string>();
    for (let step = 0; step < 120; step += 1) seen.add(market.live(listing(symbol), new Date(start + step * 10_000)));
    expect(seen.size).toBeGreaterThan(10);
    const close = Number(market.close(listing(symbol), day('2026-11-22')));
    for (const price of seen) expect(Math.abs(Number(price) / close - 1)).toBeLessThan(0.1);
  }
});

test('a company pays as often as it says, on trading days', () => {
  const market = new DemoMarket('tidemark');
  const year = (symbol: string) =>
    tradingDays({ from: day('2026-01-01'), to: day('2026-12-31') }).filter((each) => market.dividend(listing(symbol), each));
  expect(year('KO')).toHaveLength(4);
  expect(year('VOD.L')).toHaveLength(2);
  expect(year('SAP.DE')).toHaveLength(1);
  expect(year('AMZN')).toHaveLength(0);
});

test('the euro rates name every currency of the list, with its digits, near its level', () => {
  const market = new DemoMarket('tidemark');
  expect(CURRENCIES.size).toBe(29);
  for (const { currency, perEuro, digits } of CURRENCIES.values()) {
    const rate = market.rate(currency, day('2026-11-20')) as string;
    expect(rate.split('.')[1]).toHaveLength(digits);
    expect(Math.abs(Number(rate) / perEuro - 1)).toBeLessThan(0.12);
  }
  expect(market.rate('AED' as Currency, ANCHOR)).toBeNull();
  const cross = market.cross({ from: 'USD' as Currency, to: 'INR' as Currency, day: day('2026-11-20') });
  expect(cross.gt(70) && cross.lt(110)).toBe(true);
});

test('a figure is out from its hour of publication on, on trading days only', () => {
  const at = (text: string) => lastPublished({ zone: 'Asia/Kolkata', time: '23:00', instant: new Date(text) });
  expect(at('2026-11-18T17:29:00Z')).toBe('2026-11-17');
  expect(at('2026-11-18T17:31:00Z')).toBe('2026-11-18');
  expect(at('2026-11-22T12:00:00Z')).toBe(addDays(day('2026-11-22'), -2));
});
