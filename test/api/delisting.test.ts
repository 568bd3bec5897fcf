// What trades no more: everybody who holds it sees it at once, its last price is final, and it can be taken back.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../testkit/gql/gql.js';
import { AMEND, day, type LocalWorld, openWorld, type Person, RECORD } from '../testkit/world.js';

const DELIST = graphql(`
  mutation Delist($id: ID!, $on: Day!) { delistInstrument(instrumentId: $id, delistedOn: $on) { id delistedOn } }
`);
const RELIST = graphql(`mutation Relist($id: ID!) { withdrawDelisting(instrumentId: $id) { id delistedOn } }`);
const PLANNED = graphql(`
  subscription DelistedPlanned { valuationChanged { isPartial staleShare dayChange holdings { freshness value instrument { delistedOn } } } }
`);
const EXECUTED = graphql(`
  subscription DelistedExecuted { valuationChanged { isPartial holdings { freshness instrument { delistedOn quote { freshness } } } } }
`);
const TRADED = graphql(`
  query DelistedTraded($id: ID!) { instrument(id: $id) { delistedOn isMarketOpen expectedNavDate quote { price freshness valueDate } } }
`);
const DAYS = graphql(`query DelistedDays { history(from: "2024-06-03", to: "2024-06-12") { points { day total isPartial } } }`);
const AUDIT = graphql(`query DelistingsAudited { auditLog(first: 50) { nodes { action subject before after } } }`);

let world: LocalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const delist = (id: string, on: string) => world.admin.run(DELIST, { id, on });
const close = (instrumentId: string, valueDate: string, price: string) => ({ instrumentId, price, currency: 'EUR', valueDate });

async function share(name: string): Promise<string> {
  const id = await world.instrument({ name, currency: 'EUR', mic: 'XETR' });
  await world.quotes([close(id, '2024-06-03', '100'), close(id, '2024-06-04', '110')], true);
  return id;
}

async function holderOf(instrumentId: string): Promise<{ person: Person; accountId: string }> {
  const person = await world.signUp();
  const accountId = await person.openAccount();
  const units = { instrumentId, quantity: '10', price: '90', currency: 'EUR' } as const;
  await person.record({ accountId, kind: 'DELIVERY_IN', tradeDate: '2024-06-03', ...units });
  return { person, accountId };
}

test('everybody who holds it sees it at once, in ready frames and others, and that it is taken back', async () => {
  const id = await share('Merged');
  const [one, two] = [await holderOf(id), await holderOf(id)];
  const sockets = [one, one, two].map(({ person }) => person.api.socket());
  const executed = sockets[0]?.subscribe(EXECUTED, {});
  const planned = sockets.slice(1).map((socket) => socket.subscribe(PLANNED, {}));
  const seen = async (freshness: string, delistedOn: string | null) => {
    for (const stream of planned) {
      const { valuationChanged } = await stream.until((each) => each.valuationChanged.holdings[0]?.instrument.delistedOn === delistedOn);
      const isStale = freshness === 'STALE';
      expect(valuationChanged).toEqual({
        isPartial: isStale,
        staleShare: isStale ? '1' : '0',
        dayChange: isStale ? '100' : '0',
        holdings: [{ freshness, value: '1100', instrument: { delistedOn } }],
      });
    }
    const holding = { freshness, instrument: { delistedOn, quote: { freshness } } };
    await executed?.until((each) => JSON.stringify(each.valuationChanged.holdings) === JSON.stringify([holding]));
  };
  await seen('STALE', null);
  expect((await delist(id, '2024-06-05')).expectNoErrors().delistInstrument).toEqual({ id, delistedOn: '2024-06-05' });
  await seen('FINAL', '2024-06-05');
  expect(await two.person.valuation()).toMatchObject({ isPartial: false, gaps: [], dayChange: '0', total: '1100' });
  expect((await world.admin.run(TRADED, { id })).expectNoErrors().instrument).toEqual({
    delistedOn: '2024-06-05',
    isMarketOpen: false,
    expectedNavDate: null,
    quote: { price: '110', freshness: 'FINAL', valueDate: '2024-06-04' },
  });
  expect((await world.admin.run(RELIST, { id })).expectNoErrors().withdrawDelisting).toEqual({ id, delistedOn: null });
  await seen('STALE', null);
  for (const socket of sockets) await socket.close();
});

test('past days are worth its last price, and are incomplete no more', async () => {
  const id = await share('Closed');
  const { person } = await holderOf(id);
  const days = async () => (await person.api.run(DAYS)).expectNoErrors().history?.points ?? [];
  const partial = async () => (await days()).filter(({ isPartial }) => isPartial).map((point) => point.day);
  expect(await partial()).toEqual(['2024-06-07', '2024-06-08', '2024-06-09', '2024-06-10', '2024-06-11', '2024-06-12']);
  (await delist(id, '2024-06-10')).expectNoErrors();
  // A day is as incomplete as the evening it begins with.
  expect(await partial()).toEqual(['2024-06-07', '2024-06-08', '2024-06-09', '2024-06-10']);
  (await delist(id, '2024-06-05')).expectNoErrors();
  expect(await partial()).toEqual([]);
  expect((await days()).at(-1)?.total).toBe('1100');
  // Said once more it changes nothing, and the trail has each change once.
  (await delist(id, '2024-06-05')).expectNoErrors();
  (await world.admin.run(RELIST, { id })).expectNoErrors();
  expect(await partial()).toHaveLength(6);
  const { nodes } = (await world.admin.run(AUDIT)).expectNoErrors().auditLog;
  const told = nodes.filter(({ subject }) => subject === id).map(({ action, before, after }) => [action, before, after].join(' '));
  expect(told.slice(0, 3)).toEqual([
    'instrument.relist {"delistedOn": "2024-06-05"} {"delistedOn": null}',
    'instrument.delist {"delistedOn": "2024-06-10"} {"delistedOn": "2024-06-05"}',
    'instrument.delist {"delistedOn": null} {"delistedOn": "2024-06-10"}',
  ]);
});

test('a day that prices or entries speak against is refused, and what nobody may say', async () => {
  const id = await share('Refused');
  expect((await delist('nothing', '2024-06-05')).refusal()).toBe('NOT_FOUND instrumentId');
  expect((await delist(id, '2024-06-04')).refusal()).toBe('CONFLICT PRICED');
  expect((await delist(id, '2024-06-04')).errors?.[0]?.message).toBe(
    'It has prices since, the last of 2024-06-04 (push): give a later day, or withdraw them first if they are wrong.',
  );
  expect((await world.admin.run(RELIST, { id })).refusal()).toBe('NOT_FOUND instrumentId');
  const { person, accountId } = await holderOf(id);
  expect((await person.api.run(DELIST, { id, on: '2024-06-05' })).refusal()).toBe('FORBIDDEN');
  const unpriced = await world.instrument({ name: 'Unpriced', currency: 'EUR', mic: 'XETR' });
  const units = { instrumentId: unpriced, quantity: '1', price: '5', currency: 'EUR' } as const;
  await person.record({ accountId, kind: 'DELIVERY_IN', tradeDate: '2024-06-10', ...units });
  expect((await delist(unpriced, '2024-06-10')).refusal()).toBe('BAD_USER_INPUT RANGE delistedOn');
  (await delist(unpriced, '2024-06-11')).expectNoErrors();
  expect((await person.valuation()).holdings.map(({ freshness }) => freshness).toSorted()).toEqual(['FINAL', 'STALE']);
});

test('prices of its day and later are refused, late ones of before are not, and until an announced day it trades', async () => {
  const id = await share('Announced');
  (await delist(id, day(3))).expectNoErrors();
  expect(await world.quotes([close(id, '2024-06-05', '111')], true)).toEqual(['CURRENT NEWER']);
  expect((await world.admin.run(TRADED, { id })).expectNoErrors().instrument).toMatchObject({
    delistedOn: day(3),
    quote: { freshness: 'STALE' },
  });
  (await delist(id, '2024-06-07')).expectNoErrors();
  const told = await world.quotes([close(id, '2024-06-07', '112'), close(id, '2024-06-06', '113')], true);
  expect(told).toEqual(['REJECTED DELISTED', 'CURRENT NEWER']);
});

test('it is sold, delivered and written off, and bought no more', async () => {
  const id = await share('Bankrupt');
  const { person, accountId } = await holderOf(id);
  (await delist(id, '2024-06-05')).expectNoErrors();
  const entry = { accountId, instrumentId: id, quantity: '2', currency: 'EUR' } as const;
  const buy = { ...entry, kind: 'BUY', price: '1', tradeDate: '2024-06-05' } as const;
  expect((await person.api.run(RECORD, { input: buy })).refusal()).toBe('RULE_BROKEN DELISTED input.tradeDate');
  const [bought] = await person.record(
    { ...buy, tradeDate: '2024-06-04' },
    { ...entry, kind: 'SELL', price: '0', tradeDate: '2024-06-20' },
    { ...entry, kind: 'DELIVERY_OUT', tradeDate: '2024-06-21' },
  );
  const { accountId: _account, ...content } = buy;
  const amend = { id: bought?.id ?? '', version: 1, input: content };
  expect((await person.api.run(AMEND, amend)).refusal()).toBe('RULE_BROKEN DELISTED input.tradeDate');
  expect((await person.valuation()).holdings).toMatchObject([{ quantity: '8', value: '880', dayChange: '0' }]);
});
