// Exchange rates through the API: why one stands, what administrators do about one that should not, and days that are missing.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fillGaps } from '../../src/services/history-gap.js';
import { graphql } from '../testkit/gql/gql.js';
import { StubExchange } from '../testkit/stub-exchange.js';
import { eventuallyGet } from '../testkit/until.js';
import { day, type LocalWorld, openWorld, type Person } from '../testkit/world.js';

const RATES = graphql(`
  query FxRates($day: Day) {
    fxRates(day: $day) {
      base quote rate source valueDate revision pinnedSource previousRate previousRateDate
      verdict { rule message losers { source price } }
    }
  }
`);
const WITHDRAW = graphql(`
  mutation WithdrawFxRate($base: Currency!, $quote: Currency!, $revision: SafeInt!, $reason: String!) {
    withdrawFxRate(base: $base, quote: $quote, revision: $revision, reason: $reason) { rate source revision }
  }
`);
const CORRECT = graphql(`
  mutation CorrectFxRate($base: Currency!, $quote: Currency!, $revision: SafeInt!, $rate: Decimal!, $reason: String!) {
    correctFxRate(base: $base, quote: $quote, revision: $revision, rate: $rate, reason: $reason) { rate source revision }
  }
`);
const PIN = graphql(`
  mutation PinFxSource($base: Currency!, $quote: Currency!, $source: String, $from: Day, $reason: String!) {
    pinFxSource(base: $base, quote: $quote, source: $source, from: $from, reason: $reason) { rate source pinnedSource }
  }
`);

let stub: StubExchange;
let world: LocalWorld;
let reader: Person;

beforeAll(async () => {
  stub = await StubExchange.open();
  // Without the jobs, which would ask for the days before today, of which the samples know nothing.
  world = await openWorld({ ROLES: 'api,ingest', SOURCES: 'ecb', ECB_URL: stub.url(), REFRESH_INTERVAL: '1' });
  reader = await world.signUp();
});
afterAll(async () => {
  await world?.close();
  await stub?.close();
});

const rateOf = async (base: string, quote: string, onDay?: string) =>
  (await reader.api.run(RATES, { day: onDay })).expectNoErrors().fxRates.find((rate) => rate.base === base && rate.quote === quote);
const push = (base: string, quote: string, rate: string, valueDate: string) => world.rates([{ base, quote, rate, valueDate }]);
/** Made of a pair of its own, since the source's cycles go on beside it. */
const GBPTRY = { base: 'GBP', quote: 'TRY' };

test('a rate that comes from a source says by which rule it stands, and which others lost', async () => {
  const ofEcb = await eventuallyGet(() => rateOf('EUR', 'USD'));
  expect(ofEcb).toMatchObject({ rate: '1.1601', source: 'ecb', valueDate: '2026-11-18', verdict: { rule: 'FIRST', losers: [] } });
  expect(await push('EUR', 'USD', '1.1612', '2026-11-18')).toEqual(['CURRENT PRIORITY']);
  expect(await rateOf('EUR', 'USD')).toMatchObject({
    source: 'push',
    verdict: { rule: 'PRIORITY', losers: [{ source: 'ecb', price: '1.1601' }] },
  });
  expect((await world.anonymous.run(RATES, {})).refusal()).toBe('UNAUTHENTICATED');
});

test('both directions of a pair are held against each other, and the later day counts for both', async () => {
  // Of which the samples know nothing, so that no cross speaks of them.
  const [KES, TZS] = ['KES', 'TZS'];
  const first = (base: string, quote: string, rate: string, offset: number, isConfirmed = false) =>
    world.rates([{ base, quote, rate, valueDate: day(offset) }], isConfirmed);
  expect(await first(KES, TZS, '0.8', -3)).toEqual(['CURRENT FIRST']);
  expect(await first(TZS, KES, '125', -2)).toEqual(['REJECTED UNIT_MIX_UP']);
  expect(await first(TZS, KES, '2', -2)).toEqual(['HELD OUTLIER']);
  const kenyan = await world.signUp(KES);
  const account = await kenyan.openAccount({ currency: TZS });
  await kenyan.record({ kind: 'DEPOSIT', accountId: account, tradeDate: day(-5), amount: '100', currency: TZS });
  expect((await kenyan.valuation()).total).toBe('125');
  expect(await first(TZS, KES, '1.3', -2)).toEqual(['CURRENT FIRST']);
  const tanzanian = await world.signUp(TZS);
  const hers = await tanzanian.openAccount({ currency: KES });
  await tanzanian.record({ kind: 'DEPOSIT', accountId: hers, tradeDate: day(-5), amount: '130', currency: KES });
  for (const [onDay, total, ofTanzanian] of [
    [undefined, '130', '100'],
    [day(-2), '130', '100'],
    [day(-3), '125', '104'],
  ] as const) {
    expect((await kenyan.valuation(onDay)).total).toBe(total);
    expect((await tanzanian.valuation(onDay)).total).toBe(ofTanzanian);
  }
});

test('a withdrawn rate is no previous rate any more, though no other is left', async () => {
  const pair = ['UGX', 'RWF'] as const;
  await push(...pair, '0.4', day(-3));
  await push(...pair, '0.41', day(-2));
  expect(await rateOf(...pair)).toMatchObject({ rate: '0.41', previousRate: '0.4', previousRateDate: day(-3) });
  const revision = Number((await rateOf(...pair, day(-3)))?.revision);
  (await world.admin.run(WITHDRAW, { base: 'UGX', quote: 'RWF', revision, reason: 'Never fixed' })).expectNoErrors();
  expect(await rateOf(...pair)).toMatchObject({ rate: '0.41', previousRate: null, previousRateDate: null });
});

test('a past rate that was wrong is put right, and the days it counted for are valued anew', async () => {
  // Days of which the samples say nothing.
  const [first, second, third] = ['2026-10-05', '2026-10-06', '2026-10-07'];
  const account = await reader.openAccount({ currency: 'TRY', name: 'Lira' });
  await reader.record({ kind: 'DEPOSIT', accountId: account, tradeDate: first, amount: '1000', currency: 'TRY' });
  for (const [onDay, rate] of [
    [first, '50'],
    [second, '5'],
    [third, '50'],
  ] as const)
    await push('EUR', 'TRY', rate, onDay);
  const totals = async () => Promise.all([first, second, third].map(async (onDay) => (await reader.valuation(onDay)).total));
  expect(await totals()).toEqual(['20', '200', '20']);
  const wrong = await rateOf('EUR', 'TRY', second);
  const given = { base: 'EUR', quote: 'TRY', revision: Number(wrong?.revision), reason: 'A digit was lost' };
  expect((await reader.api.run(CORRECT, { ...given, rate: '50' })).refusal()).toBe('FORBIDDEN');
  expect((await world.admin.run(CORRECT, { ...given, rate: '0' })).refusal()).toBe('BAD_USER_INPUT POSITIVE rate');
  expect((await world.admin.run(CORRECT, { ...given, rate: '5' })).refusal()).toBe('BAD_USER_INPUT SAME rate');
  expect((await world.admin.run(CORRECT, { ...given, revision: 1, rate: '50' })).refusal()).toBe('NOT_FOUND revision');
  (await world.admin.run(CORRECT, { ...given, rate: '40' })).expectNoErrors();
  expect(await totals()).toEqual(['20', '25', '20']);
  expect(await rateOf('EUR', 'TRY', second)).toMatchObject({
    source: 'push',
    verdict: { rule: 'CORRECTED_BY_ADMINISTRATOR', losers: [{ source: 'push', price: '5' }] },
  });
  // Said once more, the wrong one stays where it is.
  expect(await push('EUR', 'TRY', '5', second)).toEqual(['HISTORY OLDER']);
  expect(await totals()).toEqual(['20', '25', '20']);
  const last = await rateOf('EUR', 'TRY', third);
  (await world.admin.run(WITHDRAW, { ...given, revision: Number(last?.revision) })).expectNoErrors();
  expect(await totals()).toEqual(['20', '25', '25']);
  expect(await push('EUR', 'TRY', '50', third)).toEqual(['DUPLICATE WITHDRAWN']);
  expect(await totals()).toEqual(['20', '25', '25']);
});

test('the only rate of a pair is not taken away', async () => {
  await push('GBP', 'TRY', '55', day(-3));
  const revision = Number((await rateOf('GBP', 'TRY'))?.revision);
  expect((await world.admin.run(WITHDRAW, { ...GBPTRY, revision, reason: 'Wrong' })).refusal()).toBe('CONFLICT LAST_RATE');
});

test('a pinned source counts alone, however others speak, until none is pinned', async () => {
  await push('EUR', 'JPY', '190', day(0));
  expect((await rateOf('EUR', 'JPY'))?.source).toBe('push');
  const pair = { base: 'EUR', quote: 'JPY', reason: 'Official valuation' };
  expect((await world.admin.run(PIN, { ...pair, source: 'nobody' })).refusal()).toBe('BAD_USER_INPUT SOURCE source');
  expect((await reader.api.run(PIN, { ...pair, source: 'ecb' })).refusal()).toBe('FORBIDDEN');
  const pinned = (await world.admin.run(PIN, { ...pair, source: 'ecb', from: '2026-11-01' })).expectNoErrors().pinFxSource;
  expect(pinned).toMatchObject({ source: 'ecb', pinnedSource: 'ecb' });
  expect(await push('EUR', 'JPY', '191', day(0))).toEqual(['HISTORY PINNED']);
  expect((await rateOf('EUR', 'JPY'))?.source).toBe('ecb');
  const free = (await world.admin.run(PIN, { ...pair, source: null })).expectNoErrors().pinFxSource;
  expect(free).toEqual({ rate: '191', source: 'push', pinnedSource: null });
});

test('days without reference rates are found and fetched; whoever likes asks for more', async () => {
  const { database } = world.app.core;
  const historians = async (id: string | null) => (id === null ? (['ecb'] as never[]) : []);
  const now = () => new Date('2026-11-19T00:00:00Z');
  const run = () => fillGaps(database, { historians, now, signal: new AbortController().signal });
  // The days of the sample are long ago one day, and asked for in the whole history.
  stub.answerNext(1, 'ecb/eurofxref-hist-90d.xml', (url) => url.endsWith('/eurofxref-hist.xml'));
  expect(await run()).toBe('One stretch of days without a price is fetched.');
  const done = await eventuallyGet(async () => {
    const { data } = await world.admin.text('{ backfills { source instrumentId from to status stored message instrument { id } } }');
    const [found] = (data?.backfills ?? []) as { status: string; stored: number }[];
    return found?.status === 'DONE' ? found : null;
  });
  expect(done).toMatchObject({ source: 'ecb', instrumentId: null, instrument: null, message: null });
  expect(done.stored).toBeGreaterThan(0);
  expect((await rateOf('EUR', 'USD', '2026-11-17'))?.rate).toBe('1.1566');
  expect(await run()).toBeNull();
  const START = 'mutation ($input: BackfillInput!) { startBackfill(input: $input) { source instrumentId } }';
  // Days that no job asks for by itself.
  const input = { from: '2026-08-03', to: '2026-08-05' };
  expect((await world.admin.text(START, { input: { ...input, source: 'push' } })).refusal()).toBe('BAD_USER_INPUT SOURCE input.source');
  expect((await world.admin.text(START, { input })).data).toEqual({ startBackfill: { source: 'ecb', instrumentId: null } });
});
