import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type LedgerOptions, ledger } from '../../test/testkit/ledger.js';
import { TestMarket } from '../../test/testkit/market.js';
import { type Currency, EUR } from './currency.js';
import type { Day } from './day.js';
import { Decimal, formatDecimal, ONE } from './decimal.js';
import type { Holding, TradeRates } from './holding.js';
import type { PortfolioId } from './ids.js';
import { type Valuation, valuePortfolio } from './valuation.js';

const NOON = new Date('2024-06-05T12:05:00Z');
const [USD, GBP] = ['USD' as Currency, 'GBP' as Currency];

function value(
  text: string,
  market: TestMarket,
  more: LedgerOptions & { now?: Date; base?: Currency; day?: string; tradeRates?: TradeRates } = {},
): Valuation {
  const book = ledger(text, more);
  const accounts = [...book.fold(more.day).values()];
  const input = {
    portfolioId: 'portfolio' as PortfolioId,
    baseCurrency: more.base ?? EUR,
    accounts,
    ledgerVersion: 7,
    day: (more.day ?? null) as Day | null,
    ...(more.tradeRates && { tradeRates: more.tradeRates }),
  };
  return valuePortfolio(input, market.prices, (id) => book.instrument(id), more.now ?? NOON);
}

/** The named figures as text, so that a test states what it expects and nothing else. */
function figures<Key extends string>(of: Partial<Record<Key, unknown>> | Holding | Valuation | undefined, ...keys: Key[]): string {
  return keys
    .map((key) => (of as Record<Key, unknown>)[key])
    .map((figure) => (figure instanceof Decimal ? formatDecimal(figure) : figure instanceof Date ? figure.toISOString() : String(figure)))
    .join(' ');
}
const reasons = (valuation: Valuation) => valuation.gaps.map((gap) => `${gap.reason} ${gap.instrumentId ?? gap.currency}`);

test('a total is the exact sum of positions and cash', () => {
  const market = new TestMarket();
  market.quote('ACME', '110', { previous: '105' });
  const valuation = value('2024-01-02 DEPOSIT 5000 EUR\n2024-01-02 BUY 10 ACME @ 100 fee 1', market);
  expect(figures(valuation, 'total', 'marketValue', 'cash', 'costBasis', 'unrealisedGain', 'isPartial', 'staleShare')).toBe(
    '5099 1100 3999 1001 99 false 0',
  );
  expect(figures(valuation, 'dayChange', 'dayChangePrice', 'dayChangeCurrency', 'dayChangeRatio')).toBe('50 50 0 0.0099029511');
  expect(figures(valuation.holdings[0], 'id', 'value', 'dayChange', 'dayChangeRatio', 'freshness')).toBe(
    'main:ACME 1100 50 0.0476190476 FRESH',
  );
  expect(figures(valuation, 'asOf')).toBe('2024-06-05T12:00:00.000Z');
});

test('the base value is rounded once from the exact product, not from a rounded rate or a rounded local value', () => {
  const market = new TestMarket();
  market.quote('AAPL', '33.33333333', { currency: 'USD' });
  market.rate('EURUSD', '1.0867');
  market.rate('EURGBP', '0.8431');
  const options = { instruments: { AAPL: { currency: USD } }, base: GBP };
  const valuation = value('2024-01-02 DELIVERY_IN 7.123456789012 AAPL @ 1', market, options);
  const exact = new Decimal('7.123456789012').times('33.33333333').times('0.8431').div('1.0867');
  expect(figures(valuation, 'marketValue')).toBe(exact.toDecimalPlaces(8, Decimal.ROUND_HALF_EVEN).toFixed());
});

describe('what an open lot cost in the base currency (C5, C13)', () => {
  const options = { instruments: { AAPL: { currency: USD } } };
  const rates: Record<string, string> = { '2024-01-02': '0.9', '2024-02-01': '0.95' };
  const tradeRates = (day: Day) => (rates[day] ? { numerator: new Decimal(rates[day] as string), denominator: ONE } : null);
  const shown = ['costBasisInBase', 'unrealisedGain', 'unrealisedGainBeforeFees', 'unrealisedGainPrice', 'unrealisedGainCurrency'] as const;
  const market = new TestMarket();
  market.quote('AAPL', '130', { currency: 'USD' });
  market.rate('USDEUR', '0.8');

  test('is at the rate of its day, and the gain has its price and its currency part', () => {
    // 10 x 100 x 0.9 + fee 2 x 0.9 = 901.8. Value 1,040; by price 300 x 0.8 = 240; by the rate 1,000 x (0.8 - 0.9) = -100.
    const one = value('2024-01-02 BUY 10 AAPL @ 100 fee 2', market, { ...options, tradeRates });
    expect(figures(one.holdings[0], ...shown)).toBe('901.8 138.2 140 240 -100');
  });

  test('the rate it was booked at comes first', () => {
    const one = value('2024-01-02 BUY 10 AAPL @ 100 fee 2 rate 0.85', market, { ...options, tradeRates });
    expect(figures(one.holdings[0], ...shown)).toBe('851.7 188.3 190 240 -50');
  });

  test('lots add up, each at its own; where the rate of one is not known the present one counts and there is no currency part', () => {
    const text = '2024-01-02 BUY 10 AAPL @ 100\n2024-02-01 BUY 10 AAPL @ 110';
    expect(figures(value(text, market, { ...options, tradeRates }).holdings[0], ...shown)).toBe('1945 135 135 400 -265');
    const early = value(`${text}\n2023-12-01 BUY 10 AAPL @ 90`, market, { ...options, tradeRates });
    expect(figures(early.holdings[0], ...shown)).toBe('2665 455 455 720 null');
  });
});

test('a short position is worth less than nothing, gains when its price falls, and counts by magnitude', () => {
  const market = new TestMarket();
  market.quote('ACME', '90', { previous: '100' });
  const valuation = value('2024-01-02 SELL 10 ACME @ 120 fee 2', market, { accounts: { main: { allowsShort: true } } });
  expect(figures(valuation, 'total', 'marketValue', 'cash', 'costBasis', 'unrealisedGain', 'staleShare')).toBe('298 -900 1198 -1198 298 0');
  expect(figures(valuation.holdings[0], 'quantity', 'value', 'dayChange', 'dayChangeRatio')).toBe('-10 -900 100 0.1');
});

test('a day change is split into price and currency, and trades of the day count from their own price', () => {
  const market = new TestMarket();
  market.quote('AAPL', '110', { previous: '100', currency: 'USD' });
  market.rate('USDEUR', '0.9', { previous: '0.8' });
  const options = { instruments: { AAPL: { currency: USD } } };
  const held = value('2024-01-02 BUY 10 AAPL @ 50', market, options);
  // Price: 10 x (110 - 100) x 0.9 = 90. Currency: 10 x 100 x (0.9 - 0.8) = 100. Basis: 1000 x 0.8 = 800.
  expect(figures(held.holdings[0], 'dayChange', 'dayChangePrice', 'dayChangeCurrency', 'dayChangeRatio')).toBe('190 90 100 0.2375');
  const bought = value('2024-01-02 BUY 10 AAPL @ 50\n2024-06-05 BUY 5 AAPL @ 104\n2024-06-05 SELL 3 AAPL @ 106', market, options);
  // 10 x 10 held, 5 x (110 - 104) bought, 3 x (106 - 110) sold: 100 + 30 - 12 = 118, x 0.9.
  expect(figures(bought.holdings[0], 'dayChangePrice', 'dayChangeCurrency')).toBe('106.2 100');
});

test('without an earlier rate the currency part is absent, and a rate unchanged since the previous close moved nothing', () => {
  const options = { instruments: { AAPL: { currency: USD } } };
  const unknown = new TestMarket();
  unknown.quote('AAPL', '110', { previous: '100', currency: 'USD' });
  unknown.rate('USDEUR', '0.9');
  expect(figures(value('2024-01-02 BUY 10 AAPL @ 50', unknown, options), 'dayChange', 'dayChangeCurrency')).toBe('90 null');
  const unchanged = new TestMarket();
  unchanged.quote('AAPL', '110', { previous: '100', currency: 'USD' });
  unchanged.rate('USDEUR', '0.9', { day: '2024-06-04', previous: '0.8' });
  expect(figures(value('2024-01-02 BUY 10 AAPL @ 50', unchanged, options), 'dayChange', 'dayChangeCurrency')).toBe('90 0');
});

test('no previous close leaves the day change absent, never zero, and the total whole', () => {
  const market = new TestMarket();
  market.quote('ACME', '110');
  const valuation = value('2024-01-02 BUY 10 ACME @ 100', market);
  expect(figures(valuation, 'total', 'dayChange', 'isPartial')).toBe('100 null false');
  expect(reasons(valuation)).toEqual(['NO_PREVIOUS_CLOSE ACME']);
});

test('what was traded on more days than are remembered since an old price leaves the day change absent', () => {
  const market = new TestMarket();
  market.quote('ACME', '110', { previous: '100', day: '2024-05-01' });
  const bought = (days: number) =>
    Array.from({ length: days }, (_, index) => `2024-05-${String(index + 2).padStart(2, '0')} BUY 1 ACME @ 120`).join('\n');
  const changeOf = (days: number) => value(`2024-01-02 BUY 10 ACME @ 100\n${bought(days)}`, market).holdings[0]?.dayChange?.toFixed();
  // 10 x (110 - 100) + 9 x (110 - 120)
  expect([changeOf(9), changeOf(11)]).toEqual(['10', undefined]);
});

test('before the first quote the trade price counts, marked stale; with neither the holding is left out', () => {
  const valuation = value('2024-01-02 BUY 10 ACME @ 100\n2024-01-02 DELIVERY_IN 5 GIFT @ 0', new TestMarket());
  const [acme, gift] = valuation.holdings;
  expect(figures(acme, 'value', 'source', 'priceDate', 'isStale', 'priceKind', 'dayChange')).toBe('1000 trade 2024-01-02 true null null');
  expect(figures(gift, 'value', 'price', 'freshness', 'isStale')).toBe('null null null false');
  expect(reasons(valuation)).toEqual(['STALE_PRICE ACME', 'NO_PREVIOUS_CLOSE ACME', 'NO_PRICE GIFT']);
  expect(figures(valuation, 'isPartial', 'marketValue', 'costBasis', 'staleShare', 'asOf')).toBe('true 1000 1000 0.5 null');
});

test('the trade price is split exactly, also where the price of a new unit has more places than a price', () => {
  const text =
    '2024-01-02 BUY 50000000 COIN @ 0.00000001\n2024-01-03 SPLIT COIN 3:1\n2024-01-04 BUY 21 BOND @ 109.22\n2024-01-05 SPLIT BOND 7:3';
  const [bond, coin] = value(text, new TestMarket()).holdings;
  expect(figures(bond, 'quantity', 'value', 'price', 'priceDate')).toBe('49 2293.62 46.80857143 2024-01-04');
  expect(figures(coin, 'quantity', 'value', 'priceDate')).toBe('150000000 0.5 2024-01-02');
});

test('a rate that is too old counts, and is named, with the share of what counts at it', () => {
  const market = new TestMarket();
  market.quote('AAPL', '110', { previous: '100', currency: 'USD' });
  market.rate('EURUSD', '1.25', { previous: '1.25', day: '2024-05-06' });
  const text = '2024-01-02 DEPOSIT 125 USD\n2024-01-02 DEPOSIT 200 EUR\n2024-01-02 BUY 10 AAPL @ 1 rate 0.8';
  const valuation = value(text, market, { instruments: { AAPL: { currency: USD } } });
  expect(figures(valuation, 'total', 'isPartial', 'staleShare')).toBe('1172 true 0.8361774744');
  expect(reasons(valuation)).toEqual(['STALE_RATE USD']);
  expect(figures(valuation.holdings[0] as never, 'isStale', 'freshness')).toBe('false FRESH');
});

test('without a rate holding and cash are left out, and the valuation says so', () => {
  const market = new TestMarket();
  market.quote('AAPL', '110', { previous: '100', currency: 'USD' });
  const valuation = value('2024-01-02 DEPOSIT 10 USD\n2024-01-02 BUY 10 AAPL @ 50 rate 0.9', market, {
    instruments: { AAPL: { currency: USD } },
  });
  expect(figures(valuation.holdings[0], 'marketValue', 'value', 'unrealisedGain')).toBe('1100 null null');
  expect(figures(valuation, 'total', 'marketValue', 'costBasis', 'dayChange', 'isPartial')).toBe('-450 0 null null true');
  expect(reasons(valuation)).toEqual(['NO_RATE USD']);
});

test('a booked rate into the base currency fixes the cost, so the gain has its currency part', () => {
  const market = new TestMarket();
  market.quote('AAPL', '100', { currency: 'USD' });
  market.rate('USDEUR', '0.8');
  const valuation = value('2024-01-02 BUY 10 AAPL @ 100 rate 0.9', market, { instruments: { AAPL: { currency: USD } } });
  expect(figures(valuation, 'costBasis', 'unrealisedGain')).toBe('900 -100');
});

test('on the morning of a split the last price of the old units counts for the new ones', () => {
  const market = new TestMarket();
  market.quote('ACME', '120', { previous: '110', day: '2024-06-04' });
  const text = '2024-01-02 BUY 10 ACME @ 100';
  const before = value(text, market);
  const after = value(`${text}\n2024-06-05 SPLIT ACME 3:1`, market);
  const keys = ['total', 'marketValue', 'costBasis', 'unrealisedGain', 'dayChange'] as const;
  expect(figures(after, ...keys)).toBe(figures(before, ...keys));
  expect(figures(after.holdings[0], 'quantity', 'price', 'previousClose')).toBe('30 40 36.66666667');
  market.quote('ACME', '41', { previous: '120', day: '2024-06-05' });
  expect(figures(value(`${text}\n2024-06-05 SPLIT ACME 3:1`, market).holdings[0], 'value', 'dayChange')).toBe('1230 30');
});

test('a quote in another currency than the instrument is not used', () => {
  const market = new TestMarket();
  market.quote('ACME', '11000', { currency: 'GBP' });
  expect(figures(value('2024-01-02 BUY 10 ACME @ 100', market).holdings[0], 'value', 'source')).toBe('1000 trade');
});

test('a valuation of a past day judges freshness by that day', () => {
  const market = new TestMarket();
  market.quote('ACME', '110', { day: '2024-05-31', kind: 'CLOSE' });
  const options = { now: new Date('2026-01-01T00:00:00Z') };
  const text = '2024-01-02 BUY 10 ACME @ 100\n2024-06-20 SELL 10 ACME @ 100';
  // 31 May was a Friday: it is Sunday's price, one day late on Monday the 3rd and two on the 4th.
  const freshness = (day: string) => value(text, market, { ...options, day }).holdings[0]?.freshness;
  expect(['2024-06-02', '2024-06-03', '2024-06-04', '2024-06-05'].map(freshness)).toEqual(['FRESH', 'FRESH', 'AGING', 'STALE']);
  expect(figures(value(text, market, { ...options, day: '2024-06-03' }), 'day', 'total')).toBe('2024-06-03 100');
});

test('a split of whole units changes no value, gain or day change, whenever the price was observed', () => {
  const number = fc.integer({ min: 1, max: 999_999 }).map((count) => new Decimal(count).div(1000).toFixed());
  fc.assert(
    fc.property(number, number, number, number, fc.integer({ min: 1, max: 10_000 }), (quantity, cost, price, previous, ratio) => {
      const market = new TestMarket();
      market.quote('ACME', price, { previous, day: '2024-06-04' });
      const text = `2024-01-02 BUY ${quantity} ACME @ ${cost} fee 1`;
      const keys = ['total', 'costBasis', 'unrealisedGain', 'dayChange', 'dayChangeRatio'] as const;
      const after = value(`${text}\n2024-06-05 SPLIT ACME ${ratio}:1`, market);
      expect(figures(after, ...keys)).toBe(figures(value(text, market), ...keys));
    }),
  );
});
