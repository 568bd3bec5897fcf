// Each institution that pushes prices is a source of its own: it confirms and contradicts others, and is told from them.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Api } from '../testkit/api.js';
import { graphql } from '../testkit/gql/gql.js';
import { eventuallyGet } from '../testkit/until.js';
import { ago, day, INGEST_QUOTES, INGEST_RATES, type LocalWorld, openWorld, PASSWORD } from '../testkit/world.js';

const CREATE = graphql(`
  mutation CreatePusher($input: CreateUserInput!) { createUser(input: $input) { setupLink user { id source role } } }
`);
const TOKEN = graphql(`
  mutation PusherToken($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }
`);
const PRICE = graphql(`
  query PushedPrice($id: ID!) {
    instrument(id: $id) { pinnedSource quote { price source verdict { rule losers { source price } } } priceHistory { nodes { price source } } }
  }
`);
const PIN = graphql(`
  mutation PinPusher($id: ID!, $source: String, $from: Day) {
    pinSource(instrumentId: $id, source: $source, from: $from, reason: "A test") { pinnedSource }
  }
`);
const PIN_RATE = graphql(`
  mutation PinPusherRate($source: String, $from: Day) {
    pinFxSource(base: "EUR", quote: "HUF", source: $source, from: $from, reason: "A test") { rate source pinnedSource }
  }
`);
const DISAGREEMENTS = graphql(`query PushersDisagree { quoteDisagreements { instrumentId source price otherSource otherPrice } }`);
const RATE_DOUBTS = graphql(`
  query RateDoubts {
    rateDisagreements { base quote source rate otherSource otherRate count }
    heldRates { base quote source rate count isDiscarded }
  }
`);
const DISCARD_RATE = graphql(`
  mutation DiscardRate($base: Currency!, $quote: Currency!) { discardHeldRate(base: $base, quote: $quote) { rate isDiscarded } }
`);
const RELEASE_RATE = graphql(`
  mutation ReleaseRate($base: Currency!, $quote: Currency!) { releaseRate(base: $base, quote: $quote) { outcome reason } }
`);
const VALUED_AT = graphql(`
  query ValuedAt($asOf: Day) { valuation(asOf: $asOf) { total isPartial hasStaleRates gaps { reason currency } rates { base quote rate source valueDate freshness } } }
`);
const HEALTH = graphql(`
  query PushersHealth { sources { id name status priority accepted rejected plan { isEnough symbols } hours { accepted rejected successes } } }
`);

let world: LocalWorld;
let acme: Api;
let bolt: Api;

beforeAll(async () => {
  world = await openWorld();
  acme = await pusher({ name: 'Acme Fonds-Verwaltung Österreich' });
  bolt = await pusher({ name: 'Bolt', source: 'bolt' });
});
afterAll(() => world.close());

async function pusher({ name, source }: { name: string; source?: string }): Promise<Api> {
  const email = `${name.replace(/\W/g, '').toLowerCase()}@example.org`;
  const { createUser } = (await world.admin.run(CREATE, { input: { email, name, role: 'SOURCE', source } })).expectNoErrors();
  const input = { userId: createUser.user.id, name: 'Feed', scopes: ['PRICES' as const], expiresInDays: 1, currentPassword: PASSWORD };
  const { createApiToken } = (await world.admin.run(TOKEN, { input })).expectNoErrors();
  return world.anonymous.as(createApiToken.secret);
}

const share = (name: string) => world.instrument({ name, mic: null, currency: 'USD' });
const priceOf = async (id: string) => (await world.admin.run(PRICE, { id })).expectNoErrors().instrument;
async function push(by: Api, instrumentId: string, price: string, observedAt: string): Promise<string> {
  const { ingestQuotes } = (
    await by.run(INGEST_QUOTES, { quotes: [{ instrumentId, price, currency: 'USD', observedAt }] })
  ).expectNoErrors();
  const [result] = ingestQuotes.results;
  return `${result?.outcome} ${result?.reason}`;
}

test('two that push do not correct each other, and their prices say whose they are', async () => {
  const id = await share('Contested');
  const at = ago(30);
  expect(await push(acme, id, '100', at)).toBe('CURRENT FIRST');
  expect(await push(bolt, id, '100.9', at)).toBe('HISTORY PRIORITY');
  expect(await push(acme, id, '100.1', at)).toBe('CURRENT CORRECTION');
  const quote = (await priceOf(id))?.quote;
  expect(quote).toMatchObject({ price: '100.1', source: 'push-acme-fonds-verwaltung-osterreich' });
  expect(quote?.verdict?.losers).toEqual([{ source: 'push-bolt', price: '100.9' }]);
  const disagreement = await eventuallyGet(async () => {
    const { quoteDisagreements } = (await world.admin.run(DISAGREEMENTS, {})).expectNoErrors();
    return quoteDisagreements.find(({ instrumentId }) => instrumentId === id);
  });
  expect(new Set([disagreement?.source, disagreement?.otherSource])).toEqual(
    new Set(['push-bolt', 'push-acme-fonds-verwaltung-osterreich']),
  );
});

test('the second confirms what is held of the first, and none confirms its own', async () => {
  const id = await share('Jumping');
  await push(acme, id, '100', ago(50));
  expect(await push(acme, id, '160', ago(40))).toBe('HELD OUTLIER');
  const confirmed = await acme.run(INGEST_QUOTES, {
    quotes: [{ instrumentId: id, price: '160', currency: 'USD', observedAt: ago(30) }],
    isConfirmed: true,
  });
  expect(confirmed.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect(await push(bolt, id, '160.5', ago(20))).toBe('CURRENT CONFIRMED_BY_SOURCE');
  expect((await priceOf(id))?.quote).toMatchObject({ price: '160.5', source: 'push-bolt' });
});

test('one of them can be pinned, and `push` pins all that is pushed', async () => {
  const id = await share('Pinned');
  await push(acme, id, '100', ago(50));
  await push(bolt, id, '101', ago(40));
  const pin = async (source: string | null) => (await world.admin.run(PIN, { id, source, from: day(-1) })).expectNoErrors();
  await pin('push-acme-fonds-verwaltung-osterreich');
  expect((await priceOf(id))?.quote).toMatchObject({ price: '100', source: 'push-acme-fonds-verwaltung-osterreich' });
  expect(await push(bolt, id, '102', ago(30))).toBe('HISTORY PINNED');
  await pin('push');
  expect((await priceOf(id))?.quote).toMatchObject({ price: '102', source: 'push-bolt' });
  expect(await push(acme, id, '103', ago(20))).toBe('CURRENT NEWER');
  expect(await world.quotes([{ instrumentId: id, price: '104', currency: 'USD', observedAt: ago(10) }])).toEqual(['CURRENT NEWER']);
  await pin(null);
  expect((await priceOf(id))?.quote).toMatchObject({ price: '104', source: 'push' });
  const unknown = await world.admin.run(PIN, { id, source: 'push-nobody', from: day(-1) });
  expect(unknown.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', rule: 'SOURCE' });
});

test('before the day a source is pinned from all of them count, however late they are', async () => {
  const id = await share('Pinned from');
  expect(await push(acme, id, '100', `${day(-1)}T12:00:00Z`)).toBe('CURRENT FIRST');
  (await world.admin.run(PIN, { id, source: 'push-bolt', from: day(-1) })).expectNoErrors();
  expect(await push(bolt, id, '90', `${day(-4)}T12:00:00Z`)).toBe('HISTORY OLDER');
  expect(await push(acme, id, '91', `${day(-4)}T12:00:00Z`)).toBe('HISTORY OLDER');
  const acmes = { source: 'push-acme-fonds-verwaltung-osterreich' };
  expect(await priceOf(id)).toMatchObject({
    quote: { price: '100', ...acmes },
    priceHistory: {
      nodes: [
        { price: '91', ...acmes },
        { price: '100', ...acmes },
      ],
    },
  });
  expect(await push(bolt, id, '102', `${day(-1)}T11:00:00Z`)).toBe('CURRENT PINNED');
  expect(await push(acme, id, '103', `${day(-1)}T13:00:00Z`)).toBe('HISTORY PINNED');
});

test('rates of one of them can be pinned', async () => {
  const rate = async (by: Api, of: string, valueDate = day(-1)) => {
    const rates = [{ base: 'EUR', quote: 'HUF', rate: of, valueDate }];
    const [result] = (await by.run(INGEST_RATES, { rates })).expectNoErrors().ingestFxRates.results;
    return `${result?.outcome} ${result?.reason}`;
  };
  expect(await rate(acme, '400')).toBe('CURRENT FIRST');
  expect(await rate(bolt, '401')).toBe('HISTORY PRIORITY');
  const pinned = (await world.admin.run(PIN_RATE, { source: 'push-bolt', from: day(-2) })).expectNoErrors().pinFxSource;
  expect(pinned).toEqual({ rate: '401', source: 'push-bolt', pinnedSource: 'push-bolt' });
  const free = (await world.admin.run(PIN_RATE, { source: null, from: day(-2) })).expectNoErrors().pinFxSource;
  expect(free).toMatchObject({ rate: '400', pinnedSource: null });
  (await world.admin.run(PIN_RATE, { source: 'push-bolt', from: day(0) })).expectNoErrors();
  expect(await rate(bolt, '405', day(-5))).toBe('HISTORY OLDER');
  expect(await rate(acme, '406', day(-5))).toBe('HISTORY OLDER');
});

test('rates of two that disagree, or that jump, are shown, let in or not believed', async () => {
  const observedAt = ago(40);
  const push = async (by: Api, rate: string, at: string) => {
    const rates = [{ base: 'USD', quote: 'CLP', rate, observedAt: at }];
    const [result] = (await by.run(INGEST_RATES, { rates })).expectNoErrors().ingestFxRates.results;
    return `${result?.outcome} ${result?.reason}`;
  };
  expect(await push(acme, '900', observedAt)).toBe('CURRENT FIRST');
  expect(await push(bolt, '910', observedAt)).toBe('HISTORY PRIORITY');
  const disagreement = await eventuallyGet(async () => {
    const { rateDisagreements } = (await world.admin.run(RATE_DOUBTS, {})).expectNoErrors();
    return rateDisagreements.find(({ quote }) => quote === 'CLP');
  });
  expect(disagreement).toMatchObject({ base: 'USD', source: 'push-bolt', rate: '910', otherRate: '900' });
  expect(await push(acme, '1100', ago(30))).toBe('HELD OUTLIER');
  const held = async () => (await world.admin.run(RATE_DOUBTS, {})).expectNoErrors().heldRates.find(({ quote }) => quote === 'CLP') ?? null;
  expect(await eventuallyGet(held)).toMatchObject({ source: 'push-acme-fonds-verwaltung-osterreich', rate: '1100', isDiscarded: false });
  const pair = { base: 'USD', quote: 'CLP' };
  expect((await world.admin.run(DISCARD_RATE, pair)).expectNoErrors().discardHeldRate.isDiscarded).toBe(true);
  expect(await push(acme, '1100', ago(20))).toBe('REJECTED OUTLIER');
  expect((await world.admin.run(RELEASE_RATE, pair)).expectNoErrors().releaseRate.outcome).toBe('CURRENT');
  expect(await held()).toBeNull();
  expect((await world.admin.run(RELEASE_RATE, pair)).refusal()).toMatch(/^NOT_FOUND/);
});

test('a valuation says at which rates it counts, and whether one is stale', async () => {
  const rates = async (quote: string, valueDate: string) => {
    await world.rates([{ base: 'EUR', quote, rate: '2', valueDate }]);
    const person = await world.signUp('EUR');
    const accountId = await person.openAccount({ currency: quote });
    await person.record({ kind: 'DEPOSIT', accountId, tradeDate: day(-40), amount: '10', currency: quote });
    const now = (await person.api.run(VALUED_AT, {})).expectNoErrors().valuation;
    const then = (await person.api.run(VALUED_AT, { asOf: valueDate })).expectNoErrors().valuation;
    return { now, then };
  };
  const old = await rates('ISK', day(-30));
  expect(old.now).toMatchObject({ isPartial: true, hasStaleRates: true, gaps: [{ reason: 'STALE_RATE', currency: 'ISK' }] });
  expect(old.now).toMatchObject({ rates: [{ base: 'EUR', quote: 'ISK', source: 'push', freshness: 'STALE' }] });
  expect(old.then).toMatchObject({ hasStaleRates: false, rates: [{ valueDate: day(-30), freshness: 'FRESH' }] });
  const fresh = await rates('NOK', day(0));
  expect(fresh.now).toMatchObject({ hasStaleRates: false, rates: [{ quote: 'NOK', freshness: 'FRESH' }] });
});

test('each has its health beside the sources that are asked', async () => {
  const quiet = { name: 'Carl', source: 'carl' };
  await pusher(quiet);
  const id = await share('Counted');
  await push(bolt, id, '1', ago(30));
  const bolts = await eventuallyGet(async () => {
    const { sources } = (await world.admin.run(HEALTH, {})).expectNoErrors();
    const found = sources.find((source) => source.id === 'push-bolt');
    return found?.hours.length ? { found, quiet: sources.find((source) => source.id === 'push-carl') } : null;
  });
  expect(bolts?.found).toMatchObject({ name: 'Bolt', status: 'OK', priority: 1, plan: { isEnough: true, symbols: 0 } });
  expect(bolts?.found.accepted).toBeGreaterThan(0);
  expect(bolts?.quiet).toMatchObject({ name: 'Carl', status: 'STARTING', accepted: 0, hours: [] });
});

test('no two share a source, people have none, and a name is spelled plainly', async () => {
  const create = async (input: object) => {
    const base = { email: `x${Math.floor(performance.now() * 1000)}@example.org`, name: 'X', role: 'SOURCE' as const };
    return (await world.admin.run(CREATE, { input: { ...base, ...input } })).errors?.[0]?.extensions;
  };
  expect(await create({ source: 'bolt' })).toMatchObject({ code: 'CONFLICT', rule: 'SOURCE_TAKEN' });
  expect(await create({ role: 'USER', source: 'eve' })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'input.source' });
  for (const source of ['A', 'a_b', 'a--b', '-a', 'a'.repeat(35)])
    expect(await create({ source })).toMatchObject({ code: 'BAD_USER_INPUT', rule: 'SOURCE' });
  const named = async (name: string) => {
    const email = `y${Math.floor(performance.now() * 1000)}@example.org`;
    const { createUser } = (await world.admin.run(CREATE, { input: { email, name, role: 'SOURCE' } })).expectNoErrors();
    return createUser.user.source;
  };
  expect(await named('Τράπεζα')).toMatch(/^push-[0-9a-f]{6}$/);
  // Nobody asked for the name that is taken, so the second is known by an ending.
  expect(await named('Feed')).toBe('push-feed');
  expect(await named('Feed')).toMatch(/^push-feed-[0-9a-f]{6}$/);
});
