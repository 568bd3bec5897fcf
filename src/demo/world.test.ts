import { expect, test } from '@jest/globals';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import { type Decimal, ZERO } from '../domain/decimal.js';
import { checkEntry } from '../domain/entry.js';
import { fold, inCanonicalOrder } from '../domain/fold.js';
import type { AccountId } from '../domain/ids.js';
import type { LedgerBooks } from '../domain/ledger.js';
import type { Transaction } from '../domain/transaction.js';
import { instrumentOf, LISTINGS } from './listing.js';
import { DemoMarket, inCurrency, isTradingDay } from './market.js';
import { DEMO_EMAIL } from './person.js';
import { createWorld, firstDay, type World } from './world.js';

const TODAY = '2026-11-22' as Day;
const worldOf = (seed: string, userCount?: number) =>
  createWorld({ market: new DemoMarket(seed), today: TODAY, passwordHash: 'hash', userCount });
const world = worldOf('tidemark');
const instruments = instrumentsOf('tidemark');

function instrumentsOf(seed: string) {
  return new Map(LISTINGS.map((listing) => instrumentOf({ seed, listing, createdAt: new Date(0) })).map((each) => [each.id, each]));
}

function booksOf({ accounts }: World, seed: string): LedgerBooks {
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const known = instrumentsOf(seed);
  return { account: (id) => byId.get(id), instrument: (id) => known.get(id) };
}

function ledgersOf({ transactions }: World): Map<string, Transaction[]> {
  const ledgers = new Map<string, Transaction[]>();
  for (const entry of transactions) {
    const entries = ledgers.get(entry.userId) ?? [];
    entries.push(entry);
    ledgers.set(entry.userId, entries);
  }
  return ledgers;
}

test('the same seed and day make the same world, whoever else lives in it', () => {
  const few = worldOf('tidemark', 5);
  expect(few.users).toEqual(world.users.slice(0, 5));
  expect(JSON.stringify(few.transactions)).toBe(JSON.stringify(world.transactions.slice(0, few.transactions.length)));
  expect(worldOf('another', 5).users[1]?.id).not.toBe(few.users[1]?.id);
});

test('there are 250 users with one portfolio each and one to three accounts', () => {
  expect(world.users).toHaveLength(250);
  expect(world.portfolios).toHaveLength(250);
  expect(new Set(world.users.map(({ email }) => email)).size).toBe(250);
  expect(world.users[0]).toMatchObject({ email: DEMO_EMAIL, name: 'Alex Demo', baseCurrency: 'EUR', role: 'USER', passwordHash: 'hash' });
  const counts = world.users.map(({ id }) => world.accounts.filter(({ userId }) => userId === id).length);
  expect([Math.min(...counts), Math.max(...counts)]).toEqual([1, 3]);
  const currencies = new Set(world.portfolios.map(({ baseCurrency }) => baseCurrency));
  expect([...currencies].sort()).toEqual(['CHF', 'EUR', 'GBP', 'INR', 'JPY', 'USD']);
});

test('every entry says what its kind needs, on a trading day that is over, in canonical order', () => {
  for (const entries of ledgersOf(world).values()) {
    expect(inCanonicalOrder(entries)).toEqual(entries);
    for (const entry of entries) {
      checkEntry(entry, entry.instrumentId ? (instruments.get(entry.instrumentId) ?? null) : null);
      expect(isTradingDay(entry.tradeDate) && entry.tradeDate < TODAY && entry.tradeDate >= firstDay(TODAY)).toBe(true);
    }
  }
  expect(new Set(world.transactions.map(({ id }) => id)).size).toBe(world.transactions.length);
  expect(new Set(world.transactions.map(({ ordinal }) => ordinal)).size).toBe(world.transactions.length);
});

test.each(['tidemark', 'another'])('seed %s: every ledger folds, 40 to 120 entries long, and cash is never below zero', (seed) => {
  const each = seed === 'tidemark' ? world : worldOf(seed, 60);
  const [demo, ...others] = ledgersOf(each).values();
  for (const entries of others) expect(entries.length >= 40 && entries.length <= 120).toBe(true);
  for (const entries of [demo as Transaction[], ...others]) {
    const states = fold(entries, booksOf(each, seed));
    const lows = lowestCash(entries, each);
    for (const [accountId, low] of lows) {
      expect(low.gte(0)).toBe(true);
      expect([...(states.get(accountId)?.cash.keys() ?? [])]).toHaveLength(1);
    }
  }
});

/** The lowest balance of each account after any entry, reckoned apart from the fold: by adding up one entry at a time. */
function lowestCash(entries: readonly Transaction[], { accounts }: World): Map<AccountId, Decimal> {
  const currencies = new Map<AccountId, Currency>(accounts.map(({ id, currency }) => [id, currency]));
  const balances = new Map<AccountId, Decimal>();
  const lows = new Map<AccountId, Decimal>();
  const signs: Record<string, number> = { BUY: -1, FEE: -1 };
  for (const { accountId, kind, currency, quantity, price, amount, fee, tax, exchangeRate } of entries) {
    expect(exchangeRate === null).toBe(currency === currencies.get(accountId));
    const gross = (amount ?? (quantity as Decimal).times(price as Decimal)).times(signs[kind] ?? 1);
    const balance = (balances.get(accountId) ?? ZERO).plus(
      gross
        .minus(fee)
        .minus(tax)
        .times(exchangeRate ?? 1),
    );
    balances.set(accountId, balance);
    const low = lows.get(accountId);
    if (!low || balance.lt(low)) lows.set(accountId, balance);
  }
  return lows;
}

test('the demo user holds fifteen instruments or more, from all markets, in a long ledger', () => {
  const [entries] = ledgersOf(world).values();
  const states = fold(entries as Transaction[], booksOf(world, 'tidemark'));
  const held = [...states.values()].flatMap(({ positions }) => [...positions.values()]).filter(({ quantity }) => quantity.gt(0));
  const currencies = new Set(held.map(({ instrumentId }) => instruments.get(instrumentId)?.currency));
  expect(held.length).toBeGreaterThanOrEqual(15);
  expect([...currencies].sort()).toEqual(['CHF', 'EUR', 'GBP', 'INR', 'JPY', 'USD']);
  expect((entries as Transaction[]).length).toBeGreaterThanOrEqual(130);
  expect(new Set((entries as Transaction[]).map(({ kind }) => kind))).toEqual(
    new Set(['DEPOSIT', 'BUY', 'SELL', 'DIVIDEND', 'INTEREST', 'FEE']),
  );
});

test('purchases are made at the close of their day', () => {
  const market = new DemoMarket('tidemark');
  const byId = new Map(LISTINGS.map((listing) => [instrumentOf({ seed: 'tidemark', listing, createdAt: new Date(0) }).id, listing]));
  const buys = world.transactions.filter(({ kind }) => kind === 'BUY');
  expect(buys.length).toBeGreaterThan(5_000);
  for (const { instrumentId, tradeDate, price } of buys) {
    const listing = byId.get(instrumentId as never);
    expect(listing && inCurrency(listing, market.close(listing, tradeDate)).eq(price as Decimal)).toBe(true);
  }
});
