import { expect, test } from '@jest/globals';
import { ledger, type TestLedger } from '../../test/testkit/ledger.js';
import { TestMarket } from '../../test/testkit/market.js';
import { type Currency, EUR } from './currency.js';
import { addDays, type Day, parseDay } from './day.js';
import { DayValuer } from './day-valuation.js';
import { formatDecimal } from './decimal.js';
import type { AccountId, PortfolioId } from './ids.js';
import { Members } from './membership.js';
import { unscaled } from './scaled.js';
import { valuePortfolio } from './valuation.js';

const text = `2024-01-02 DEPOSIT 10000 EUR
   2024-01-02 BUY 7.3 AAPL @ 101.37 fee 2
   2024-01-03 BUY 3 VOD @ 0.7134 in other
   2024-01-04 SPLIT AAPL 3:1
   2024-01-04 BUY 10 NEW @ 12.5
   2024-01-09 SELL 20 AAPL @ 34
   2024-01-10 DEPOSIT 5 JPY`;
const instruments = { AAPL: { currency: 'USD' as Currency }, VOD: { currency: 'GBP' as Currency } };
const accountIds = new Set(['main', 'other'] as AccountId[]);
const CLOSES: Readonly<Record<string, (market: TestMarket) => void>> = {
  '2024-01-02': (market) => {
    market.quote('AAPL', '100.12345678', { day: '2024-01-02', currency: 'USD', kind: 'CLOSE' });
    market.quote('VOD', '0.7', { day: '2024-01-02', currency: 'GBP', kind: 'CLOSE' });
    market.rate('EURUSD', '1.0867', { day: '2024-01-02' });
  },
  '2024-01-05': (market) => market.quote('AAPL', '33.4', { day: '2024-01-05', currency: 'USD', kind: 'CLOSE' }),
  '2024-01-08': (market) => market.rate('EURGBP', '0.8431', { day: '2024-01-08' }),
};

/** What the walk says of each day, having compared it with the valuation from scratch. */
function walked(book: TestLedger): readonly unknown[][] {
  const valuer = new DayValuer({ baseCurrency: EUR, members: Members.always(accountIds), instruments: (id) => book.instrument(id) });
  const market = new TestMarket();
  const kept: unknown[][] = [];
  const scratch: unknown[][] = [];
  for (let day: Day = parseDay('2024-01-01'); day < '2024-01-14'; day = addDays(day, 1)) {
    CLOSES[day]?.(market);
    const states = book.fold(day);
    const { total, marketValue, cash, isPartial } = valuer.value(day, states, market.prices);
    kept.push([day, ...[total, marketValue, cash].map((amount) => formatDecimal(unscaled(amount))), isPartial]);
    const accounts = [...accountIds].flatMap((id) => [...states.values()].filter(({ accountId }) => accountId === id));
    const input = { portfolioId: 'portfolio' as PortfolioId, baseCurrency: EUR, accounts, ledgerVersion: 0, day };
    const whole = valuePortfolio(input, market.prices, (id) => book.instrument(id), new Date(0));
    scratch.push([day, ...[whole.total, whole.marketValue, whole.cash].map(formatDecimal), whole.isPartial]);
  }
  expect(kept).toEqual(scratch);
  return kept;
}

test('every day is worth what the valuation from scratch says, and partial on the same days', () => {
  const kept = walked(ledger(text, { instruments }));
  expect(new Set(kept.map(([, total]) => total)).size).toBe(5);
});

test('what trades no more keeps its last price, which makes no day partial', () => {
  const book = ledger('2024-01-02 BUY 10 ACME @ 100\n2024-01-02 BUY 1 NEW @ 5', {
    instruments: { ACME: { delistedOn: parseDay('2024-01-11') }, NEW: { delistedOn: parseDay('2024-01-03') } },
  });
  const market = new TestMarket();
  market.quote('ACME', '120', { day: '2024-01-02', kind: 'CLOSE' });
  const valuer = new DayValuer({ baseCurrency: EUR, members: Members.always(accountIds), instruments: (id) => book.instrument(id) });
  const isPartial = (day: string) => valuer.value(parseDay(day), book.fold(day), market.prices).isPartial;
  expect(['02', '03', '05', '10', '11', '13'].map((day) => isPartial(`2024-01-${day}`))).toEqual([true, false, true, true, false, false]);
});
