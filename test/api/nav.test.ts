// Net asset values that come late, out of order and corrected: which one counts for which day, and what a fund shows meanwhile.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../testkit/gql/gql.js';
import { day, type LocalWorld, openWorld, type Person } from '../testkit/world.js';

const FUND = graphql(`
  query FundNav($id: ID!) {
    instrument(id: $id) {
      expectedNavDate isMarketOpen quote { price kind valueDate previousClose previousCloseDate freshness }
      priceHistory { nodes { valueDate price } }
    }
  }
`);
const TOTALS = graphql(`query FundTotals($from: Day, $to: Day) { history(from: $from, to: $to) { points { day total } } }`);

let world: LocalWorld;
let owner: Person;
let fund: string;

beforeAll(async () => {
  world = await openWorld();
  owner = await world.signUp('USD');
  fund = await world.instrument({ kind: 'FUND', name: 'Growth', currency: 'USD', mic: null, ticker: 'GROWX' });
  await world.quotes([nav('100', -9)]);
  const accountId = await owner.openAccount({ currency: 'USD' });
  await owner.record(
    { accountId, kind: 'DEPOSIT', tradeDate: day(-9), amount: '1000', currency: 'USD' },
    { accountId, instrumentId: fund, kind: 'BUY', tradeDate: day(-9), quantity: '10', price: '100', currency: 'USD' },
  );
});
afterAll(() => world.close());

const nav = (price: string, offset: number) => ({ instrumentId: fund, price, currency: 'USD', valueDate: day(offset) });
const seen = async () => (await owner.api.run(FUND, { id: fund })).expectNoErrors().instrument;
const totals = async (from: number, to: number) => {
  const { history } = (await owner.api.run(TOTALS, { from: day(from), to: day(to) })).expectNoErrors();
  return history?.points.map(({ total }) => total);
};

test('a late NAV counts for its own day and the days that carry it, a correction in its place, and neither for the newest', async () => {
  expect(await world.quotes([nav('103', -4)])).toEqual(['CURRENT NEWER']);
  expect(await totals(-8, -3)).toEqual(['1000', '1000', '1000', '1000', '1030', '1030']);
  expect(await world.quotes([nav('102', -6)])).toEqual(['HISTORY OLDER']);
  expect(await totals(-8, -3)).toEqual(['1000', '1000', '1020', '1020', '1030', '1030']);
  expect((await seen())?.quote).toMatchObject({ price: '103', valueDate: day(-4), previousClose: '102', previousCloseDate: day(-6) });
  expect(await world.quotes([nav('101', -6)])).toEqual(['HISTORY OLDER']);
  expect(await totals(-8, -3)).toEqual(['1000', '1000', '1010', '1010', '1030', '1030']);
  expect(await world.quotes([nav('103.5', -4)])).toEqual(['CURRENT CORRECTION']);
  expect(await totals(-5, -3)).toEqual(['1010', '1035', '1035']);
  expect(await world.quotes([nav('101', -6)])).toEqual(['HISTORY OLDER']);
  expect((await seen())?.priceHistory.nodes).toEqual([
    { valueDate: day(-9), price: '100' },
    { valueDate: day(-6), price: '101' },
    { valueDate: day(-4), price: '103.5' },
  ]);
});

test('while a NAV is late the fund shows the change between the two days it names, never "no change today"', async () => {
  const before = await seen();
  expect(before?.expectedNavDate && before.expectedNavDate > day(-4)).toBe(true);
  expect(before?.isMarketOpen).toBeNull();
  expect(['AGING', 'STALE']).toContain(before?.quote?.freshness);
  const { holdings } = await owner.valuation();
  expect(holdings[0]).toMatchObject({ dayChange: '25', priceDate: day(-4), previousCloseDate: day(-6), priceKind: 'NAV' });
});

test('a NAV of a day to come, or a last trade of a fund, is refused, and a wild one waits', async () => {
  expect(await world.quotes([nav('104', 2)])).toEqual(['REJECTED FUTURE']);
  const trade = { instrumentId: fund, price: '104', currency: 'USD', observedAt: new Date(Date.now() - 60_000).toISOString() };
  expect(await world.quotes([trade])).toEqual(['REJECTED KIND_MISMATCH']);
  expect(await world.quotes([nav('140', -1)])).toEqual(['HELD OUTLIER']);
  expect(await world.quotes([nav('10350', -1)])).toEqual(['REJECTED UNIT_MIX_UP']);
  expect((await seen())?.quote?.price).toBe('103.5');
});
