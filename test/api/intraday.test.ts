/** Totals within the last hours: what was the newest price at each instant, by hand. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../testkit/gql/gql.js';
import { ago, day, type LocalWorld, openWorld, type Person } from '../testkit/world.js';

const INTRADAY = graphql(`
  query Intraday($accountId: ID, $hours: Int, $points: Int) {
    intraday(accountId: $accountId, hours: $hours, points: $points) { from to baseCurrency points { at total isPartial } }
  }
`);
const HOUR_S = 3_600;

let world: LocalWorld;
let ada: Person;
let accountId: string;

beforeAll(async () => {
  world = await openWorld();
  ada = await world.signUp();
  accountId = await ada.openAccount();
  const [share, coin] = [await world.instrument(), await world.instrument({ kind: 'CRYPTO', name: 'Coin', currency: 'EUR', mic: null })];
  const tick = (instrumentId: string, price: string, hours: number, currency = 'USD') => {
    return { instrumentId, price, currency, observedAt: ago(hours * HOUR_S + 60) };
  };
  // One call each: of a batch only the newest becomes current, and the others are kept all the same.
  await world.quotes([tick(share, '100', 9), tick(share, '110', 5), tick(share, '120', 2), tick(coin, '50', 4, 'EUR')], true);
  await world.rates([{ base: 'EUR', quote: 'USD', rate: '1.25', observedAt: ago(20 * HOUR_S) }], true);
  await world.rates([{ base: 'EUR', quote: 'USD', rate: '1.20', observedAt: ago(3 * HOUR_S + 60) }], true);
  const bought = { accountId, kind: 'BUY', tradeDate: day(-3) } as const;
  await ada.record(
    { ...bought, instrumentId: share, quantity: '10', price: '90', currency: 'USD', exchangeRate: '0.8' },
    { ...bought, instrumentId: coin, quantity: '2', price: '40', currency: 'EUR' },
  );
});
afterAll(() => world.close());

const totals = async (variables: { hours?: number; points?: number }) => {
  const { intraday } = (await ada.api.run(INTRADAY, { accountId, ...variables })).expectNoErrors();
  return intraday?.points ?? [];
};

test('each instant counts the newest price and rate of its time, and none that came later', async () => {
  // Cash: -(900 x 0.8) - 80 = -800. The coin's own trade price counts before its first tick.
  const points = await totals({ hours: 8, points: 9 });
  expect(points.map(({ total }) => Number(total))).toEqual([
    1000 / 1.25 + 80 - 800, // 8 hours ago
    1000 / 1.25 + 80 - 800,
    1000 / 1.25 + 80 - 800,
    1100 / 1.25 + 80 - 800, // 5 hours ago, a minute after the tick
    1100 / 1.25 + 100 - 800,
    Number((1100 / 1.2 + 100 - 800).toFixed(8)),
    1200 / 1.2 + 100 - 800,
    1200 / 1.2 + 100 - 800,
    1200 / 1.2 + 100 - 800, // now
  ]);
  expect(points[0]?.isPartial).toBe(true);
});

test('the last point is the live valuation', async () => {
  const points = await totals({ hours: 1, points: 2 });
  expect(points.at(-1)?.total).toBe((await ada.valuation()).total);
});

test('what is asked for has limits', async () => {
  const refusal = async (variables: { hours?: number; points?: number }) => (await ada.api.run(INTRADAY, variables)).refusal();
  expect(await refusal({ hours: 169 })).toBe('BAD_USER_INPUT RANGE hours');
  expect(await refusal({ points: 1 })).toBe('BAD_USER_INPUT RANGE points');
});

test("New York's evening, which is the next morning in UTC, is not known before it has come", async () => {
  // The last midnight that a tick an hour later has followed already.
  const midnight = new Date(Date.now() - 2 * HOUR_S * 1000).setUTCHours(0, 0, 0, 0);
  const share = await world.instrument({ currency: 'EUR' });
  const at = (minutes: number) => new Date(midnight + minutes * 60_000).toISOString();
  const tick = (price: string, minutes: number) => ({ instrumentId: share, price, currency: 'EUR', observedAt: at(minutes) });
  await world.quotes([tick('10', -30), tick('20', 60)], true);
  const own = await ada.openAccount();
  await ada.record({
    accountId: own,
    kind: 'DELIVERY_IN',
    tradeDate: day(-5),
    instrumentId: share,
    quantity: '1',
    price: '1',
    currency: 'EUR',
  });
  const { intraday } = (await ada.api.run(INTRADAY, { accountId: own, hours: 48, points: 500 })).expectNoErrors();
  const between = (from: number, to: number) => (intraday?.points ?? []).filter((point) => point.at >= at(from) && point.at < at(to));
  const totalsBetween = (from: number, to: number) => new Set(between(from, to).map(({ total }) => total));
  expect(totalsBetween(-30, 0)).toEqual(new Set(['10']));
  expect(totalsBetween(0, 60)).toEqual(new Set(['10']));
  expect(totalsBetween(60, 90)).toEqual(new Set(['20']));
});

const RECORD_SPLIT = graphql(`
  mutation SplitWithinDay($share: ID!, $exDate: Day!) {
    recordSplit(instrumentId: $share, exDate: $exDate, ratioNew: 2, ratioOld: 1) { id }
  }
`);

test('a split moves nothing while its exchange is a day ahead of UTC', async () => {
  const share = await world.instrument({ name: 'Kiwi', currency: 'EUR', mic: 'XNZE' });
  const bob = await world.signUp();
  const account = await bob.openAccount();
  const held = { accountId: account, instrumentId: share, quantity: '10', price: '100', currency: 'EUR' };
  await bob.record({ ...held, kind: 'DELIVERY_IN', tradeDate: day(-9) });
  // Half past ten in the morning of today in Auckland, or half past nine.
  const observed = { observedAt: `${day(-1)}T21:30:00Z` };
  for (const price of [
    { price: '120', valueDate: day(-3) },
    { price: '60', ...observed },
  ]) {
    await world.quotes([{ instrumentId: share, currency: 'EUR', ...price }], true);
  }
  (await world.admin.run(RECORD_SPLIT, { share, exDate: day(0) })).expectNoErrors();
  const { intraday } = (await bob.api.run(INTRADAY, { accountId: account, hours: 48, points: 97 })).expectNoErrors();
  expect(new Set(intraday?.points.map(({ total }) => total))).toEqual(new Set(['1200']));
});
