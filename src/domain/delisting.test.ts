// What trades no more has a last price for ever: it counts, it is not stale, and nothing of a day moves it but rates.
import { expect, test } from '@jest/globals';
import { type LedgerOptions, ledger } from '../../test/testkit/ledger.js';
import { TestMarket } from '../../test/testkit/market.js';
import { type Currency, EUR } from './currency.js';
import { type Day, parseDay } from './day.js';
import { checkPurchase, isDelistedAt } from './delisting.js';
import type { Mic } from './identifiers.js';
import type { PortfolioId } from './ids.js';
import { valuePortfolio } from './valuation.js';

const DAY = parseDay('2024-06-06');

function valued(text: string, options: LedgerOptions, market: TestMarket, moment: { day?: string; now?: string }) {
  const book = ledger(text, options);
  const input = {
    portfolioId: 'portfolio' as PortfolioId,
    baseCurrency: EUR,
    accounts: [...book.fold().values()],
    ledgerVersion: 1,
    day: moment.day ? parseDay(moment.day) : null,
  };
  return valuePortfolio(input, market.prices, (id) => book.instrument(id), new Date(moment.now ?? '2024-07-10T12:00:00Z'));
}

function marketOf(currency: string): TestMarket {
  const market = new TestMarket();
  market.quote('ACME', '110', { previous: '100', currency, day: '2024-06-05' });
  market.rate('EURUSD', '1.25', { previous: '1.2', day: '2024-07-09' });
  return market;
}

test('its last price is final from its day on, and stale before', () => {
  const market = marketOf('EUR');
  const of = (delistedOn: Day | null, moment: { day?: string }) => {
    const { holdings, isPartial, staleShare, gaps, dayChange, asOfEarliest } = valued(
      '2024-01-02 DELIVERY_IN 10 ACME @ 90',
      { instruments: { ACME: { delistedOn } } },
      market,
      moment,
    );
    return [holdings[0]?.freshness, isPartial, staleShare?.toFixed(), gaps.length, dayChange?.toFixed(), asOfEarliest?.toISOString()];
  };
  const stale = ['STALE', true, '1', 1, '100', '2024-06-05T12:00:00.000Z'];
  const final = ['FINAL', false, '0', 0, '0', undefined];
  expect(of(null, {})).toEqual(stale);
  expect(of(parseDay('2024-07-11'), {})).toEqual(stale);
  expect(of(DAY, {})).toEqual(final);
  expect(of(parseDay('2024-06-20'), { day: '2024-06-19' })).toEqual(stale);
  expect(of(parseDay('2024-06-20'), { day: '2024-06-20' })).toEqual(final);
});

test('before it had a price, its own last trade is final as well; with neither it has none', () => {
  const options = { instruments: { ACME: { delistedOn: DAY } } };
  const bought = valued('2024-01-02 DELIVERY_IN 10 ACME @ 90', options, new TestMarket(), {});
  expect(bought.holdings[0]).toMatchObject({ freshness: 'FINAL', isStale: false, source: 'trade' });
  expect([bought.total.toFixed(), bought.dayChange?.toFixed(), bought.gaps]).toEqual(['900', '0', []]);
  const given = valued('2024-01-02 DELIVERY_IN 10 ACME @ 0', options, new TestMarket(), {});
  expect(given.gaps.map(({ reason }) => reason)).toEqual(['NO_PRICE']);
});

test('what was sold since, and a split, change nothing of its day; a rate does', () => {
  const text = '2024-01-02 BUY 10 ACME @ 90\n2024-06-08 SELL 4 ACME @ 115\n2024-06-09 SPLIT ACME 2:1';
  const options = { instruments: { ACME: { currency: 'USD' as Currency, delistedOn: DAY } } };
  const [holding] = valued(text.replaceAll(/(@ \d+)/g, '$1 USD'), options, marketOf('USD'), {}).holdings;
  // 12 units at 55: 660 USD, at 1.25 and at 1.2.
  expect([holding?.price, holding?.previousClose, holding?.value].map((figure) => figure?.toFixed())).toEqual(['55', '55', '528']);
  expect(holding?.previousCloseDate).toBe('2024-06-05');
  expect([holding?.dayChangePrice, holding?.dayChangeCurrency].map((figure) => figure?.toFixed())).toEqual(['0', '-22']);
});

test('its day begins where it is traded', () => {
  const share = { kind: 'EQUITY' as const, mic: 'XTKS' as Mic, currency: 'JPY' as Currency, delistedOn: DAY };
  expect(isDelistedAt(share, new Date('2024-06-05T14:59:59Z'))).toBe(false);
  expect(isDelistedAt(share, new Date('2024-06-05T15:00:00Z'))).toBe(true);
  expect(isDelistedAt({ ...share, delistedOn: null }, new Date())).toBe(false);
});

test('it is bought no more, but where it may be owed', () => {
  const buy = (tradeDate: string, allowsShort = false) => {
    const content = { kind: 'BUY' as const, tradeDate: parseDay(tradeDate) };
    return () => checkPurchase(content, { name: 'Acme', delistedOn: DAY }, { allowsShort });
  };
  expect(buy('2024-06-05')).not.toThrow();
  expect(buy('2024-06-06')).toThrow('Acme trades no more since 2024-06-06: it can be sold, and not be bought.');
  expect(buy('2024-06-06', true)).not.toThrow();
});
