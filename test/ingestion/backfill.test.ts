// Past prices on demand, what they say of splits, and how a source did: through the API, over a real connector and its samples.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SourceId } from '../../src/domain/ids.js';
import { writeSkip } from '../../src/storage/query/skipped-symbol.js';
import { graphql } from '../testkit/gql/gql.js';
import { StubExchange } from '../testkit/stub-exchange.js';
import { eventuallyGet } from '../testkit/until.js';
import { type LocalWorld, openWorld, type Person } from '../testkit/world.js';

const START = graphql(`mutation StartBackfill($input: BackfillInput!) { startBackfill(input: $input) { id source status nextDay } }`);
const CANCEL = graphql(`mutation CancelBackfill($id: ID!) { cancelBackfill(id: $id) { status } }`);
const BACKFILLS = graphql(`query Backfills { backfills { id status nextDay stored attempts message instrument { name } } }`);
const PAST = graphql(
  `query BackfilledPrices($id: ID!) { instrument(id: $id) { splits { exDate ratioNew } priceHistory { nodes { valueDate price source } } } }`,
);
const PROPOSALS = graphql(`
  query Proposals($status: ProposalStatus) {
    corporateActions(status: $status) { id kind exDate ratioNew ratioOld amount currency sources status reason instrument { ticker } }
  }
`);
const ACCEPT = graphql(`mutation AcceptAction($id: ID!) { acceptCorporateAction(id: $id) { status decidedAt } }`);
const REFUSE = graphql(
  `mutation RefuseAction($id: ID!, $reason: String!) { refuseCorporateAction(id: $id, reason: $reason) { status reason } }`,
);
const SYMBOLS = graphql(`query Symbols($id: ID!) { sourceSymbols(instrumentId: $id) { source symbol isEntered skippedUntil } }`);
const SET_SYMBOL = graphql(`
  mutation SetSymbol($id: ID!, $source: String!, $symbol: String) {
    setSourceSymbol(instrumentId: $id, source: $source, symbol: $symbol) { source symbol isEntered }
  }
`);
const SOURCES = graphql(`
  query SourcesOverTime {
    sources { id status hasHistory priority lastFailure events { status failure } hours { successes failures accepted } }
  }
`);

let stub: StubExchange;
let world: LocalWorld;
let reader: Person;
let share: string;

beforeAll(async () => {
  stub = await StubExchange.open();
  // Also to who asks for one of them alone, whom another sample tells that the budget of the hour is used up.
  stub.pin('tiingo/iex-batch.json');
  world = await openWorld({ SOURCES: 'tiingo', TIINGO_URL: stub.url(), TIINGO_KEY: 'a-key-of-the-test', REFRESH_INTERVAL: '1' });
  reader = await world.signUp();
  // Only this one is among the prices the samples poll.
  await world.instrument({ name: 'Apple', mic: 'XNAS', ticker: 'AAPL', currency: 'USD' });
  share = await world.instrument({ name: 'Nvidia', mic: 'XNAS', ticker: 'NVDA', currency: 'USD' });
});
afterAll(async () => {
  await world?.close();
  await stub?.close();
});

const input = (given: object = {}) => ({ instrumentId: share, from: '2024-06-10', to: '2024-06-11', ...given });
const backfill = async (id: string) => (await world.admin.run(BACKFILLS)).expectNoErrors().backfills.find((each) => each.id === id);
const proposals = async (status: 'PROPOSED' | 'ACCEPTED' | 'REFUSED') =>
  (await world.admin.run(PROPOSALS, { status })).expectNoErrors().corporateActions;

test('past prices come with the next cycles of the source, as they were', async () => {
  const { startBackfill } = (await world.admin.run(START, { input: input() })).expectNoErrors();
  expect(startBackfill).toMatchObject({ source: 'tiingo', status: 'WAITING', nextDay: '2024-06-10' });
  const done = await eventuallyGet(async () => {
    const found = await backfill(startBackfill.id);
    return found?.status === 'DONE' ? found : null;
  });
  expect(done).toMatchObject({ nextDay: '2024-06-12', stored: 2, attempts: 0, message: null, instrument: { name: 'Nvidia' } });
  const { instrument } = (await reader.api.run(PAST, { id: share })).expectNoErrors();
  expect(instrument?.priceHistory.nodes).toEqual([
    { valueDate: '2024-06-10', price: '121.8', source: 'tiingo' },
    { valueDate: '2024-06-11', price: '120.9', source: 'tiingo' },
  ]);
  expect((await world.admin.run(CANCEL, { id: startBackfill.id })).refusal()).toBe('CONFLICT ENDED');
});

test('a split that came with it is proposed, and once accepted it is entered; a second answer proposes nothing new', async () => {
  const proposed = await eventuallyGet(async () => (await proposals('PROPOSED')).find(({ kind }) => kind === 'SPLIT'));
  expect(proposed).toMatchObject({ exDate: '2024-06-10', ratioNew: 10, ratioOld: 1, sources: ['tiingo'], instrument: { ticker: 'NVDA' } });
  const { id } = proposed as { id: string };
  expect((await reader.api.run(ACCEPT, { id })).refusal()).toBe('FORBIDDEN');
  const { acceptCorporateAction } = (await world.admin.run(ACCEPT, { id })).expectNoErrors();
  expect(acceptCorporateAction.status).toBe('ACCEPTED');
  const { instrument } = (await reader.api.run(PAST, { id: share })).expectNoErrors();
  expect(instrument?.splits).toEqual([{ exDate: '2024-06-10', ratioNew: 10 }]);
  expect((await world.admin.run(ACCEPT, { id })).refusal()).toBe('CONFLICT DECIDED');
  expect((await world.admin.run(REFUSE, { id, reason: 'Too late' })).refusal()).toBe('CONFLICT DECIDED');
  const { startBackfill } = (await world.admin.run(START, { input: input({ source: 'tiingo' }) })).expectNoErrors();
  await eventuallyGet(async () => ((await backfill(startBackfill.id))?.status === 'DONE' ? true : null));
  expect(await proposals('PROPOSED')).toEqual([]);
});

test('a source that knows nothing of the instrument is not asked again and again', async () => {
  stub.answerNext(1, 'tiingo/error-404.json', (url) => url.includes('/tiingo/daily/nvda'));
  const { startBackfill } = (await world.admin.run(START, { input: input() })).expectNoErrors();
  const failed = await eventuallyGet(async () => {
    const found = await backfill(startBackfill.id);
    return found?.status === 'FAILED' ? found : null;
  });
  expect(failed?.message).toContain('UNKNOWN_SYMBOL');
});

test('what a source calls an instrument is derived, entered by hand, and taken back; no name means two', async () => {
  const of = (list: readonly { source: string; symbol: string; isEntered: boolean }[], source: string) =>
    list.filter((each) => each.source === source).map(({ symbol, isEntered }) => [symbol, isEntered]);
  const set = (id: string, source: string, symbol: string | null) => world.admin.run(SET_SYMBOL, { id, source, symbol });
  expect(of((await world.admin.run(SYMBOLS, { id: share })).expectNoErrors().sourceSymbols, 'tiingo')).toEqual([['NVDA', false]]);
  expect(of((await set(share, 'twelve-data', 'NVDA:XNGS')).expectNoErrors().setSourceSymbol, 'twelve-data')).toEqual([['NVDA:XNGS', true]]);
  const other = await world.instrument({ name: 'Other', mic: 'XNYS', ticker: 'OTHR', currency: 'USD' });
  expect((await set(other, 'twelve-data', 'NVDA:XNGS')).refusal()).toBe('CONFLICT SYMBOL_TAKEN');
  expect((await set(other, 'Twelve Data', 'X')).refusal()).toBe('BAD_USER_INPUT SOURCE source');
  expect((await set('nobody', 'yahoo', 'X')).refusal()).toBe('NOT_FOUND instrumentId');
  expect((await reader.api.run(SYMBOLS, { id: share })).refusal()).toBe('FORBIDDEN');
  expect(of((await set(share, 'twelve-data', null)).expectNoErrors().setSourceSymbol, 'twelve-data')).toEqual([]);
  expect(of((await set(share, 'tiingo', 'nvda-x')).expectNoErrors().setSourceSymbol, 'tiingo')).toEqual([['nvda-x', true]]);
  expect(of((await set(share, 'tiingo', null)).expectNoErrors().setSourceSymbol, 'tiingo')).toEqual([['NVDA', false]]);
});

test('what no source knows is shown with the instrument it was meant for, and is asked again once it is entered anew', async () => {
  const until = new Date(Date.now() + 3_600_000);
  const lost = await world.instrument({ name: 'Lost', mic: 'XNAS', ticker: 'LOST', currency: 'USD' });
  await world.app.core.database.write(async (em) => {
    for (const source of ['tiingo', 'yahoo', 'finnhub'] as SourceId[])
      await writeSkip(em, { source, symbol: 'LOST', kind: 'UNKNOWN_SYMBOL', until });
    await writeSkip(em, { source: 'finnhub' as SourceId, symbol: 'NVDA', kind: 'ENTITLEMENT', until });
  });
  const skipped = async () =>
    (await world.admin.text('{ skippedSymbols { source symbol kind instrumentId isSuspect } }')).data?.skippedSymbols as {
      symbol: string;
    }[];
  const ofLost = (source: string) => ({ source, symbol: 'LOST', kind: 'UNKNOWN_SYMBOL', instrumentId: lost, isSuspect: true });
  expect((await world.admin.run(SYMBOLS, { id: lost })).expectNoErrors().sourceSymbols.map((each) => each.skippedUntil)).toContain(
    until.toISOString(),
  );
  expect(await skipped()).toEqual([
    ofLost('finnhub'),
    { source: 'finnhub', symbol: 'NVDA', kind: 'ENTITLEMENT', instrumentId: share, isSuspect: false },
    ofLost('tiingo'),
    ofLost('yahoo'),
  ]);
  (await world.admin.run(SET_SYMBOL, { id: lost, source: 'yahoo', symbol: 'LOST' })).expectNoErrors();
  expect((await skipped()).length).toBe(3);
  expect((await reader.api.text('{ skippedSymbols { symbol } }')).refusal()).toBe('FORBIDDEN');
});

test('what cannot be fetched is refused at once', async () => {
  const refusal = async (given: object) => (await world.admin.run(START, { input: input(given) })).refusal();
  expect(await refusal({ from: '2024-06-12' })).toBe('BAD_USER_INPUT RANGE input.from');
  expect(await refusal({ to: '2999-01-01' })).toBe('BAD_USER_INPUT FUTURE input.to');
  expect(await refusal({ source: 'amfi' })).toBe('BAD_USER_INPUT SOURCE input.source');
  expect(await refusal({ instrumentId: 'nobody' })).toBe('NOT_FOUND input.instrumentId');
  const other = await world.instrument({ name: 'Unlisted', mic: null, currency: 'USD' });
  expect(await refusal({ instrumentId: other })).toBe('CONFLICT NO_HISTORY');
  await world.admin.text(`mutation { delistInstrument(instrumentId: "${other}", delistedOn: "2024-06-10") { id } }`);
  expect(await refusal({ instrumentId: other, to: '2024-06-10' })).toBe('BAD_USER_INPUT RANGE input.to');
  expect((await reader.api.run(START, { input: input() })).refusal()).toBe('FORBIDDEN');
});

test('a source shows how it did: its hours and each change of its status', async () => {
  const well = await eventuallyGet(async () => {
    const { sources } = (await world.admin.run(SOURCES)).expectNoErrors();
    return sources.find(({ hours }) => hours.some(({ successes, accepted }) => successes > 0 && accepted > 0));
  });
  expect(well).toMatchObject({
    id: 'tiingo',
    status: 'OK',
    hasHistory: true,
    priority: expect.any(Number),
    events: [{ status: 'OK', failure: null }],
  });
  stub.answerNext(100, { status: 503 });
  // What has no price yet is asked for in every cycle, whatever the hour.
  await world.instrument({ name: 'Microsoft', mic: 'XNAS', ticker: 'MSFT', currency: 'USD' });
  const ill = await eventuallyGet(async () => {
    const { sources } = (await world.admin.run(SOURCES)).expectNoErrors();
    // Each is read by itself, and they may be written in between.
    const isTold = ({ events }: (typeof sources)[number]) => events.some(({ failure }) => failure?.startsWith('UPSTREAM_5XX'));
    return sources.find((source) => isTold(source) && source.hours.some(({ failures }) => failures > 0));
  });
  expect(ill?.events.at(-1)).toEqual({ status: 'OK', failure: null });
  stub.heal();
});
