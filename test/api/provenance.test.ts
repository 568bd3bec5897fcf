// Why a price stands, and what administrators do about those that should not.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../testkit/gql/gql.js';
import { eventuallyGet } from '../testkit/until.js';
import { ago, type LocalWorld, openWorld, type Person } from '../testkit/world.js';

const WHY = graphql(`
  query WhyThisPrice($id: ID!) {
    instrument(id: $id) { quote { price revision valueDate previousClose verdict { rule message losers { source price observedAt } } } }
  }
`);
const REJECTED = graphql(`
  query RejectedQuotes($source: String) { rejectedQuotes(first: 50, source: $source) { source symbol figure reason message count at } }
`);
const HELD = graphql(
  `query HeldQuotes { heldQuotes { instrumentId source price kind observedAt valueDate receivedAt count isDiscarded } }`,
);
const RELEASE = graphql(`mutation ReleaseQuote($id: ID!) { releaseQuote(instrumentId: $id) { outcome reason message } }`);
const DISCARD = graphql(`mutation DiscardHeldQuote($id: ID!) { discardHeldQuote(instrumentId: $id) { price isDiscarded } }`);
const WITHDRAW = graphql(`
  mutation WithdrawQuote($id: ID!, $revision: SafeInt!, $reason: String!) {
    withdrawQuote(instrumentId: $id, revision: $revision, reason: $reason) { id quote { price revision } }
  }
`);
const PAST = graphql(`query PastPrices($id: ID!) { instrument(id: $id) { priceHistory { nodes { price } } } }`);
const WATCH = graphql(`subscription WatchPrice($ids: [ID!]!) { quoteChanged(instrumentIds: $ids) { price revision } }`);

let world: LocalWorld;
let reader: Person;

beforeAll(async () => {
  world = await openWorld();
  reader = await world.signUp();
});
afterAll(() => world.close());

const share = (name: string) => world.instrument({ name, mic: null, currency: 'USD' });
const at = (instrumentId: string, price: string, observedAt: string) => ({ instrumentId, price, currency: 'USD', observedAt });
const why = async (id: string) => (await reader.api.run(WHY, { id })).expectNoErrors().instrument?.quote ?? null;
const held = async (id: string) => {
  const { heldQuotes } = (await world.admin.run(HELD, {})).expectNoErrors();
  return heldQuotes.find(({ instrumentId }) => instrumentId === id) ?? null;
};

test('a price says by which rule it stands', async () => {
  const id = await share('Why');
  await world.quotes([at(id, '100', ago(9))]);
  expect((await why(id))?.verdict).toEqual({ rule: 'FIRST', message: 'The first one known.', losers: [] });
  await world.quotes([at(id, '101', ago(6))]);
  expect((await why(id))?.verdict?.rule).toBe('NEWER');
});

test('a withdrawn price gives way to the best of the others, is told to readers, and does not come back by being said again', async () => {
  const id = await share('Withdrawn');
  const [first, second] = [ago(9), ago(6)];
  await world.quotes([at(id, '100', first)]);
  await world.quotes([at(id, '110', second)]);
  const wrong = await why(id);
  const revision = Number(wrong?.revision);
  const socket = reader.api.socket();
  const watch = socket.subscribe(WATCH, { ids: [id] });
  expect((await watch.first()).quoteChanged.price).toBe('110');
  const refused = await reader.api.run(WITHDRAW, { id, revision, reason: 'Wrong' });
  expect(refused.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  const { withdrawQuote } = (await world.admin.run(WITHDRAW, { id, revision, reason: 'A typing error' })).expectNoErrors();
  expect(withdrawQuote.id).toBe(id);
  const told = await watch.until(({ quoteChanged }) => Number(quoteChanged.revision) > revision);
  expect(told.quoteChanged.price).toBe('100');
  await socket.close();
  expect((await why(id))?.price).toBe('100');
  expect(await world.quotes([at(id, '110', second)])).toEqual(['DUPLICATE WITHDRAWN']);
  expect((await why(id))?.price).toBe('100');
  const { instrument } = (await reader.api.run(PAST, { id })).expectNoErrors();
  expect(instrument?.priceHistory.nodes.map(({ price }) => price)).toEqual(['100']);
  const again = await world.admin.run(WITHDRAW, { id, revision, reason: 'Again' });
  expect(again.errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  const only = await world.admin.run(WITHDRAW, { id, revision: Number((await why(id))?.revision), reason: 'The only one' });
  expect(only.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', rule: 'LAST_QUOTE' });
  // Nor when it is of the past by now.
  expect(await world.quotes([at(id, '101', ago(3)), at(id, '110', second)])).toEqual(['CURRENT NEWER', 'DUPLICATE WITHDRAWN']);
});

test('a held price is shown, released by an administrator, and then stands by that rule', async () => {
  const id = await share('Released');
  await world.quotes([at(id, '100', ago(9))]);
  expect(await world.quotes([at(id, '190', ago(6))])).toEqual(['HELD OUTLIER']);
  // What is refused or held is written a moment later.
  expect(await eventuallyGet(() => held(id))).toMatchObject({ source: 'push', price: '190', kind: 'LAST', count: 1, isDiscarded: false });
  expect((await reader.api.run(HELD, {})).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  const { releaseQuote } = (await world.admin.run(RELEASE, { id })).expectNoErrors();
  expect(releaseQuote).toMatchObject({ outcome: 'CURRENT', reason: 'CONFIRMED_BY_ADMINISTRATOR' });
  expect(await why(id)).toMatchObject({ price: '190', verdict: { rule: 'CONFIRMED_BY_ADMINISTRATOR' } });
  expect(await held(id)).toBeNull();
  expect((await world.admin.run(RELEASE, { id })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
});

test('a discarded price is not confirmed by repetition', async () => {
  const id = await share('Discarded');
  await world.quotes([at(id, '100', ago(9))]);
  await world.quotes([at(id, '190', ago(8))]);
  await eventuallyGet(() => held(id));
  const { discardHeldQuote } = (await world.admin.run(DISCARD, { id })).expectNoErrors();
  expect(discardHeldQuote).toEqual({ price: '190', isDiscarded: true });
  for (const minutes of [7, 6, 5]) expect(await world.quotes([at(id, '190', ago(minutes))])).toEqual(['REJECTED OUTLIER']);
  expect((await why(id))?.price).toBe('100');
});

test('refusals leave a sample with their number, for administrators only', async () => {
  const id = await share('Refused');
  const later = new Date(Date.now() + 3_600_000).toISOString();
  await world.quotes([at(id, '100', later)]);
  await world.quotes([at(id, '101', later)]);
  const sample = await eventuallyGet(async () => {
    const { rejectedQuotes } = (await world.admin.run(REJECTED, { source: 'push' })).expectNoErrors();
    return rejectedQuotes.find(({ symbol, count }) => symbol === id && count === 2);
  });
  expect(sample).toMatchObject({ source: 'push', figure: '101', reason: 'FUTURE' });
  expect((await reader.api.run(REJECTED, {})).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});
