/** A split entered once: 10 units at 120 are 30 at 40, for everybody, in the past and now, and once only. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Day } from '../../src/domain/day.js';
import type { SessionId, UserId } from '../../src/domain/ids.js';
import { splitsKnownAt } from '../../src/domain/split.js';
import { type Actor, Role } from '../../src/domain/user.js';
import { SplitService } from '../../src/services/split.js';
import { graphql } from '../testkit/gql/gql.js';
import { day, type LocalWorld, openWorld, type Person, VALUATION_CHANGED } from '../testkit/world.js';

const RECORD_SPLIT = graphql(`
  mutation RecordSplit($instrumentId: ID!, $exDate: Day!, $ratioNew: Int!, $ratioOld: Int!) {
    recordSplit(instrumentId: $instrumentId, exDate: $exDate, ratioNew: $ratioNew, ratioOld: $ratioOld) {
      id splits { exDate ratioNew ratioOld }
    }
  }
`);
const TOTALS = graphql(`query SplitTotals($to: Day) { history(to: $to) { points { day total } } }`);

let world: LocalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function holderOf(instrumentId: string, quantity = '10'): Promise<{ person: Person; accountId: string }> {
  const person = await world.signUp();
  const accountId = await person.openAccount();
  await person.record({
    accountId,
    kind: 'DELIVERY_IN',
    tradeDate: '2024-01-02',
    instrumentId,
    quantity,
    price: '100',
    currency: 'EUR',
  });
  return { person, accountId };
}

const shareIn = (name: string) => world.instrument({ name, currency: 'EUR', mic: 'XETR' });
const close = (instrumentId: string, valueDate: string, price: string) => ({ instrumentId, price, currency: 'EUR', valueDate });

test('everybody who held it has the new units from its day on, at the value they had', async () => {
  const instrumentId = await shareIn('Acme');
  await world.quotes([close(instrumentId, '2024-01-02', '120')], true);
  const [one, two] = [await holderOf(instrumentId), await holderOf(instrumentId, '7')];
  const totals = async () =>
    (await one.person.api.run(TOTALS, { to: '2024-01-05' })).expectNoErrors().history?.points.map(({ total }) => total);
  expect(await totals()).toEqual(['1200', '1200', '1200', '1200']);

  const split = { instrumentId, exDate: '2024-01-04', ratioNew: 3, ratioOld: 1 };
  const { recordSplit } = (await world.admin.run(RECORD_SPLIT, split)).expectNoErrors();
  expect(recordSplit.splits).toEqual([{ exDate: '2024-01-04', ratioNew: 3, ratioOld: 1 }]);
  const held = async (person: Person, asOf?: string) => {
    const [holding] = (await person.valuation(asOf)).holdings;
    return [holding?.quantity, holding?.price, holding?.value, holding?.costBasis];
  };
  expect(await held(one.person)).toEqual(['30', '40', '1200', '1000']);
  expect(await held(two.person)).toEqual(['21', '40', '840', '700']);
  expect(await held(one.person, '2024-01-03')).toEqual(['10', '120', '1200', '1000']);
  expect(await totals()).toEqual(['1200', '1200', '1200', '1200']);
  // The first price of the new units: 30 x 41.
  await world.quotes([close(instrumentId, '2024-01-05', '41')], true);
  expect(await totals()).toEqual(['1200', '1200', '1200', '1230']);

  expect((await world.admin.run(RECORD_SPLIT, split)).refusal()).toBe('CONFLICT SPLIT_EXISTS');
});

test('an own entry of the day stands in its place, whichever came first', async () => {
  const instrumentId = await shareIn('Before');
  const { person, accountId } = await holderOf(instrumentId);
  const split = { instrumentId, exDate: '2024-02-01', ratioNew: 2, ratioOld: 1 };
  const own = { accountId, kind: 'SPLIT', tradeDate: '2024-02-01', instrumentId, ratioNew: 2, ratioOld: 1, currency: 'EUR' } as const;
  await person.record(own);
  (await world.admin.run(RECORD_SPLIT, split)).expectNoErrors();
  expect((await person.valuation()).holdings[0]?.quantity).toBe('20');
});

test('units that are transferred to an account that had held, and split, such ones before are worth there what they were', async () => {
  const instrumentId = await shareIn('Transferred');
  const { person, accountId } = await holderOf(instrumentId);
  const counterAccountId = await person.openAccount({ name: 'Old' });
  await world.quotes([close(instrumentId, '2024-06-03', '120')], true);
  const share = { instrumentId, currency: 'EUR' } as const;
  await person.record(
    { ...share, accountId: counterAccountId, kind: 'DELIVERY_IN', tradeDate: '2024-01-02', quantity: '5', price: '100' },
    { ...share, accountId: counterAccountId, kind: 'SPLIT', tradeDate: '2024-02-01', ratioNew: 2, ratioOld: 1 },
    { ...share, accountId: counterAccountId, kind: 'DELIVERY_OUT', tradeDate: '2024-02-02', quantity: '10' },
    { ...share, accountId, kind: 'SPLIT', tradeDate: '2024-06-04', ratioNew: 3, ratioOld: 1 },
    { ...share, accountId, kind: 'TRANSFER', tradeDate: '2024-06-05', quantity: '15', counterAccountId },
  );
  expect((await person.valuation()).holdings).toMatchObject([
    { quantity: '15', price: '40', value: '600' },
    { quantity: '15', price: '40', value: '600' },
  ]);
  const points = (await person.api.run(TOTALS, { to: '2024-06-06' })).expectNoErrors().history?.points;
  expect(points?.slice(-4).map(({ total }) => total)).toEqual(['1200', '1200', '1200', '1200']);
});

test('an account that sold, in old units, more than a reverse split would have left keeps to its ledger', async () => {
  const instrumentId = await shareIn('Reverse');
  const [one, two] = [await holderOf(instrumentId), await holderOf(instrumentId)];
  await one.person.record({
    accountId: one.accountId,
    kind: 'SELL',
    tradeDate: '2024-03-05',
    instrumentId,
    quantity: '6',
    price: '100',
    currency: 'EUR',
  });
  (await world.admin.run(RECORD_SPLIT, { instrumentId, exDate: '2024-03-01', ratioNew: 1, ratioOld: 5 })).expectNoErrors();
  expect((await one.person.valuation()).holdings[0]?.quantity).toBe('4');
  expect((await two.person.valuation()).holdings[0]?.quantity).toBe('2');
});

test('an open dashboard hears of it', async () => {
  const instrumentId = await shareIn('Live');
  const { person } = await holderOf(instrumentId);
  const socket = person.api.socket();
  const stream = socket.subscribe(VALUATION_CHANGED, {});
  await stream.until(({ valuationChanged }) => valuationChanged.holdings[0]?.quantity === '10');
  (await world.admin.run(RECORD_SPLIT, { instrumentId, exDate: day(0), ratioNew: 4, ratioOld: 1 })).expectNoErrors();
  await stream.until(({ valuationChanged }) => valuationChanged.holdings[0]?.quantity === '40');
  await socket.close();
});

test('only administrators may, of an instrument there is, and not for a day to come', async () => {
  const instrumentId = await shareIn('Rules');
  const split = { instrumentId, exDate: '2024-01-04', ratioNew: 3, ratioOld: 1 };
  const ada = await world.signUp();
  expect((await ada.api.run(RECORD_SPLIT, split)).refusal()).toBe('FORBIDDEN');
  expect((await world.admin.run(RECORD_SPLIT, { ...split, exDate: day(2) })).refusal()).toBe('BAD_USER_INPUT FUTURE exDate');
  expect((await world.admin.run(RECORD_SPLIT, { ...split, ratioNew: 0 })).refusal()).toBe('BAD_USER_INPUT RATIO ratioNew');
  expect((await world.admin.run(RECORD_SPLIT, { ...split, ratioNew: 1 })).refusal()).toBe('BAD_USER_INPUT RATIO ratioNew');
  expect((await world.admin.run(RECORD_SPLIT, { ...split, instrumentId: ada.session.user.id })).refusal()).toBe('NOT_FOUND instrumentId');
});

async function administrator(): Promise<Actor> {
  const { id } = await world.app.core.users.byEmail('admin@example.org');
  const sessionId = id as unknown as SessionId;
  return { userId: id as UserId, role: Role.ADMIN, sessionId, scopes: null, address: null, expiresAt: new Date() };
}

test('what was known of a split is at every instant the one before its correction or the one after, however long it takes', async () => {
  const { database, bus } = world.app.core;
  const admin = await administrator();
  // Every look at this clock takes a minute.
  let [first, looks] = [Date.now() - 3_600_000, 0];
  const splits = new SplitService(database, bus, () => new Date(first + 60_000 * looks++));
  const split = { instrumentId: await shareIn('Corrected'), exDate: '2024-01-04' as Day, ratioOld: 1 };
  await splits.record(admin, { ...split, ratioNew: 2 });
  first += 600_000;
  const instrument = await splits.amend(admin, { ...split, ratioNew: 3 });
  const known = Array.from({ length: 60 }, (_, minute) => splitsKnownAt(instrument, new Date(first + 60_000 * (minute - 5))));
  const ratios = known.map((each) => each.map(({ ratioNew }) => ratioNew).join('+'));
  expect([...new Set(ratios)]).toEqual(['2', '3']);
});

test('where an exchange has tomorrow already, so have its splits', async () => {
  const evening = new Date(`${day(-1)}T22:00:00Z`);
  const { database, bus } = world.app.core;
  const admin = await administrator();
  const splits = new SplitService(database, bus, () => evening);
  const split = (instrumentId: string) => splits.record(admin, { instrumentId, exDate: day(0) as Day, ratioNew: 2, ratioOld: 1 });
  const [kiwi, acme] = [await world.instrument({ name: 'Kiwi', mic: 'XNZE' }), await world.instrument()];
  expect((await split(kiwi)).splits).toMatchObject([{ exDate: day(0) }]);
  await expect(split(acme)).rejects.toThrow(`exDate must not lie in the future (today is ${day(-1)}).`);
});
