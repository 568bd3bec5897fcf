import { expect, test } from '@jest/globals';
import { type Currency, EUR } from '../domain/currency.js';
import type { PortfolioId, UserId } from '../domain/ids.js';
import { PriceBook } from '../domain/price-book.js';
import type { PortfolioHead } from './portfolio-head.js';
import { RememberedValuations } from './remembered-valuation.js';

const NOON = new Date('2026-03-02T12:00:00Z');
const portfolioId = 'portfolio' as PortfolioId;
const head = (of: Partial<PortfolioHead> = {}, baseCurrency: Currency = EUR): PortfolioHead => {
  const portfolio = { id: portfolioId, userId: 'user' as UserId, baseCurrency };
  return { portfolio, accounts: [], memberships: [], version: 3, ledgerVersion: 7, ...of };
};

test('what is held is remembered for one version, one base currency and one day', () => {
  const prices = new PriceBook();
  const remembered = new RememberedValuations();
  const input = { portfolioId, baseCurrency: EUR, accounts: [], ledgerVersion: 7 };
  const instruments = () => {
    throw new Error('Nothing is held.');
  };
  remembered.remember(head(), { input, instruments }, { prices, now: NOON });
  const find = (of: PortfolioHead, now = NOON) => remembered.find(of, prices, now)?.total.toFixed() ?? null;
  expect(find(head())).toBe('0');
  expect([find(head({ version: 4 })), find(head({ ledgerVersion: 8 })), find(head({}, 'USD' as Currency))]).toEqual([null, null, null]);
  // A lot of yesterday counts at a rate that is known for good now.
  expect(find(head(), new Date('2026-03-03T00:00:01Z'))).toBeNull();
  expect(find(head())).toBe('0');
});
