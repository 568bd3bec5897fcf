// Instruments and their prices: what an institution pushes, what becomes of it, and what readers see.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../testkit/gql/gql.js';
import type { PriceHistoryQuery, SearchQuery } from '../testkit/gql/graphql.js';
import { ago, CREATE_INSTRUMENT, day, INGEST_QUOTES, type LocalWorld, openWorld, type Person } from '../testkit/world.js';

const INSTRUMENT = graphql(`
  query InstrumentWithQuote($id: ID!) {
    instrument(id: $id) {
      id name kind currency isin mic ticker schemeCode multiplier
      quote {
        instrumentId price currency kind source observedAt valueDate receivedAt previousClose previousCloseDate rawPrice rawCurrency
        revision ageS freshness isSimulated
      }
    }
  }
`);
const HISTORY = graphql(`
  query PriceHistory($id: ID!, $first: Int, $after: String, $from: Day, $to: Day) {
    instrument(id: $id) {
      priceHistory(first: $first, after: $after, from: $from, to: $to) {
        nodes { valueDate price kind }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);
const RECENT = graphql(`
  query RecentPrices($search: String, $days: Int!) {
    instruments(search: $search) { nodes { recentPrices(days: $days) } }
  }
`);
const SEARCH = graphql(`
  query Search($search: String, $kind: InstrumentKind, $first: Int, $after: String) {
    instruments(search: $search, kind: $kind, first: $first, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }
  }
`);

let world: LocalWorld;
let reader: Person;

beforeAll(async () => {
  world = await openWorld();
  reader = await world.signUp();
});
afterAll(() => world.close());

/** A share without a venue: its days are UTC days. */
const share = (name = 'Acme') => world.instrument({ name, mic: null, currency: 'USD' });
const quoteOf = async (id: string) => (await reader.api.run(INSTRUMENT, { id })).expectNoErrors().instrument?.quote ?? null;
const historyOf = async (id: string) =>
  (await reader.api.run(HISTORY, { id }))
    .expectNoErrors()
    .instrument?.priceHistory.nodes.map(({ valueDate, price }) => `${valueDate} ${price}`);
const live = (instrumentId: string, price: string, observedAt: string) => ({ instrumentId, price, currency: 'USD', observedAt });
const close = (instrumentId: string, price: string, offset: number) => ({ instrumentId, price, currency: 'USD', valueDate: day(offset) });

test('a pushed live price becomes current, with the times and digits it came with', async () => {
  const id = await share();
  expect(await quoteOf(id)).toBeNull();
  const observedAt = ago(2);
  expect(await world.quotes([live(id, '231.4200', observedAt)])).toEqual(['CURRENT FIRST']);
  const quote = await quoteOf(id);
  expect(quote).toMatchObject({ instrumentId: id, price: '231.42', currency: 'USD', kind: 'LAST', source: 'push', observedAt });
  expect(quote).toMatchObject({ valueDate: observedAt.slice(0, 10), previousClose: null, isSimulated: false, freshness: 'FRESH' });
  expect(Date.parse(quote?.receivedAt as string)).toBeGreaterThanOrEqual(Date.parse(observedAt));
  expect(quote?.ageS).toBeLessThan(30);
});

test('a price of long ago has its age, however many seconds that are', async () => {
  const id = await share();
  expect(await world.quotes([{ instrumentId: id, price: '5', currency: 'USD', valueDate: '1900-01-02' }])).toEqual(['CURRENT FIRST']);
  const quote = await quoteOf(id);
  expect(quote).toMatchObject({ price: '5', valueDate: '1900-01-02', freshness: 'STALE' });
  expect(quote?.ageS).toBeGreaterThan(2 ** 31);
});

test('a newer price replaces an older one, in whatever order they come', async () => {
  const id = await share();
  const [first, second, third] = [ago(9), ago(6), ago(3)];
  expect(await world.quotes([live(id, '100', second)])).toEqual(['CURRENT FIRST']);
  expect(await world.quotes([live(id, '99', first)])).toEqual(['HISTORY OLDER']);
  expect((await quoteOf(id))?.price).toBe('100');
  expect(await world.quotes([live(id, '101', third)])).toEqual(['CURRENT NEWER']);
  expect(await world.quotes([live(id, '100', second)])).toEqual(['HISTORY OLDER']);
  expect(await quoteOf(id)).toMatchObject({ price: '101', observedAt: third });
});

test('the same price again changes nothing, another of the same moment is a correction', async () => {
  const id = await share();
  const at = ago(3);
  await world.quotes([live(id, '100', at)]);
  const before = await quoteOf(id);
  expect(await world.quotes([live(id, '100.00', at)])).toEqual(['DUPLICATE SAME']);
  expect(await quoteOf(id)).toMatchObject({ revision: before?.revision, receivedAt: before?.receivedAt });
  expect(await world.quotes([live(id, '100.5', at)])).toEqual(['CURRENT CORRECTION']);
  expect((await quoteOf(id))?.price).toBe('100.5');
});

test('within one batch the latest stands, and each one is answered in its place', async () => {
  const [id, other] = [await share(), await share()];
  const results = await world.quotes([live(id, '10', ago(4)), live(id, '11', ago(2)), live(other, '5', ago(2)), live(id, '9', ago(6))]);
  expect(results).toEqual(['HISTORY SUPERSEDED', 'CURRENT NEWER', 'CURRENT FIRST', 'HISTORY SUPERSEDED']);
  expect((await quoteOf(id))?.price).toBe('11');
});

test('what cannot be right is rejected with its reason and leaves no trace, and spares the rest of the batch', async () => {
  const [id, fund] = [
    await share(),
    await world.instrument({ kind: 'FUND', name: 'Growth', currency: 'INR', mic: null, schemeCode: '118989' }),
  ];
  const nobody = '01900000-0000-7000-8000-000000000000';
  const results = await world.quotes([
    { ...live(id, '100', ago(1)), currency: 'EUR' },
    live(nobody, '100', ago(1)),
    live('not-an-id', '100', ago(1)),
    live(id, '100', ago(-60)),
    { ...close(id, '100', 2) },
    { ...live(fund, '100', ago(1)), currency: 'INR' },
    live(await share(), '7', ago(1)),
  ]);
  expect(results).toEqual([
    'REJECTED CURRENCY_MISMATCH',
    'REJECTED UNKNOWN_SYMBOL',
    'REJECTED UNKNOWN_SYMBOL',
    'REJECTED FUTURE',
    'REJECTED FUTURE',
    'REJECTED KIND_MISMATCH',
    'CURRENT FIRST',
  ]);
  expect(await quoteOf(id)).toBeNull();
  expect(await historyOf(id)).toEqual([]);
});

test('a jump is held back until an administrator confirms it', async () => {
  const id = await share();
  await world.quotes([live(id, '100', ago(9))]);
  const jump = live(id, '150', ago(6));
  expect(await world.quotes([jump])).toEqual(['HELD OUTLIER']);
  expect(await quoteOf(id)).toMatchObject({ price: '100' });
  expect(await historyOf(id)).toEqual([`${day(0)} 100`]);
  expect(await world.quotes([jump], true)).toEqual(['CURRENT CONFIRMED_BY_ADMINISTRATOR']);
  expect(await quoteOf(id)).toMatchObject({ price: '150', observedAt: jump.observedAt });
});

test('a third observation of the new level confirms it too, pounds for pence never do', async () => {
  const id = await share();
  await world.quotes([live(id, '100', ago(9))]);
  expect(await world.quotes([live(id, '130', ago(8))])).toEqual(['HELD OUTLIER']);
  expect(await world.quotes([live(id, '130.5', ago(7))])).toEqual(['HELD OUTLIER']);
  expect(await world.quotes([live(id, '130.2', ago(6))])).toEqual(['CURRENT CONFIRMED_BY_REPETITION']);
  for (const seconds of [5, 4, 3]) expect(await world.quotes([live(id, '13020', ago(seconds))])).toEqual(['REJECTED UNIT_MIX_UP']);
  expect((await quoteOf(id))?.price).toBe('130.2');
});

test('a price in pence is kept in pounds with the digits and the unit it came in', async () => {
  const id = await world.instrument({ name: 'Vodafone', mic: null, currency: 'GBP' });
  const pence = { ...live(id, '7134', ago(5)), currency: 'GBX', previousClose: '7100' };
  expect(await world.quotes([pence])).toEqual(['CURRENT FIRST']);
  expect(await quoteOf(id)).toMatchObject({ price: '71.34', currency: 'GBP', previousClose: '71', rawPrice: '7134', rawCurrency: 'GBX' });
  expect(await world.quotes([{ ...live(id, '71.35', ago(4)), currency: 'GBP' }])).toEqual(['CURRENT NEWER']);
  expect(await world.quotes([{ ...live(id, '7136', ago(3)), currency: 'GBP' }])).toEqual(['REJECTED UNIT_MIX_UP']);
  expect(await world.quotes([{ ...live(await share(), '7136', ago(3)), currency: 'GBp' }])).toEqual(['REJECTED CURRENCY_MISMATCH']);
  const unknown = await world.admin.run(INGEST_QUOTES, { quotes: [{ ...pence, currency: 'gbp' }] });
  expect(unknown.refusal()).toBe('BAD_USER_INPUT CURRENCY quotes[0].currency');
});

test('a day without a kind is a close of a share and a NAV of a fund, whichever of its names it is pushed by', async () => {
  const symbols = [{ source: 'push', symbol: 'GROWTH 1' }];
  const [id, fund] = [await share(), await world.instrument({ kind: 'FUND', name: 'Growth', currency: 'USD', mic: null, symbols })];
  const closes = [close(id, '10', -3), close('GROWTH 1', '20', -3), close('\u0000', '1', -3), close('\ud83d', '1', -3)];
  const unknown = 'REJECTED UNKNOWN_SYMBOL';
  expect(await world.quotes(closes)).toEqual(['CURRENT FIRST', 'CURRENT FIRST', unknown, unknown]);
  expect(await quoteOf(id)).toMatchObject({ kind: 'CLOSE', valueDate: day(-3), observedAt: `${day(-3)}T17:00:00.000Z` });
  expect(await quoteOf(fund)).toMatchObject({ kind: 'NAV', valueDate: day(-3) });
});

test('the history has one price a day, oldest first, and pages without a gap or a repetition', async () => {
  const id = await share();
  await world.quotes([
    close(id, '10', -9),
    close(id, '11', -8),
    close(id, '12', -7),
    close(id, '12.5', -7),
    close(id, '13', -6),
    close(id, '14', -5),
  ]);
  const all = [`${day(-9)} 10`, `${day(-8)} 11`, `${day(-7)} 12.5`, `${day(-6)} 13`, `${day(-5)} 14`];
  expect(await historyOf(id)).toEqual(all);
  const seen: string[] = [];
  let after: string | null | undefined;
  do {
    const data: PriceHistoryQuery = (await reader.api.run(HISTORY, { id, first: 2, after })).expectNoErrors();
    const page = data.instrument?.priceHistory;
    seen.push(...(page?.nodes ?? []).map(({ valueDate, price }) => `${valueDate} ${price}`));
    after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after);
  expect(seen).toEqual(all);
  const some = (await reader.api.run(HISTORY, { id, from: day(-8), to: day(-6) })).expectNoErrors().instrument?.priceHistory.nodes;
  expect(some?.map(({ price }) => price)).toEqual(['11', '12.5', '13']);
});

test('a close that comes late becomes the previous close, and does not touch the current price', async () => {
  const id = await share();
  await world.quotes([close(id, '10', -5)]);
  await world.quotes([live(id, '12', ago(3))]);
  expect(await quoteOf(id)).toMatchObject({ price: '12', previousClose: '10', previousCloseDate: day(-5) });
  expect(await world.quotes([close(id, '11.5', -1)])).toEqual(['HISTORY OLDER']);
  expect(await quoteOf(id)).toMatchObject({ price: '12', previousClose: '11.5', previousCloseDate: day(-1) });
  expect(await world.quotes([close(id, '10.4', -3)])).toEqual(['HISTORY OLDER']);
  expect(await quoteOf(id)).toMatchObject({ price: '12', previousClose: '11.5' });
  expect(await historyOf(id)).toEqual([`${day(-5)} 10`, `${day(-3)} 10.4`, `${day(-1)} 11.5`, `${day(0)} 12`]);
});

test('rates: the newest stands, the same again is a duplicate, a jump is held, tomorrow is refused', async () => {
  const rate = (value: string, observedAt: string) => ({ base: 'NZD', quote: 'USD', rate: value, observedAt });
  const at = ago(6);
  expect(await world.rates([rate('0.6', at)])).toEqual(['CURRENT FIRST']);
  expect(await world.rates([rate('0.60', at)])).toEqual(['DUPLICATE SAME']);
  expect(await world.rates([rate('0.59', ago(9))])).toEqual(['HISTORY OLDER']);
  expect(await world.rates([rate('0.7', ago(4))])).toEqual(['HELD OUTLIER']);
  expect(await world.rates([rate('0.7', ago(3))], true)).toEqual(['CURRENT CONFIRMED_BY_ADMINISTRATOR']);
  expect(await world.rates([rate('0.7', ago(-60)), { base: 'NZD', quote: 'USD', rate: '0.7', valueDate: day(3) }])).toEqual([
    'REJECTED FUTURE',
    'REJECTED FUTURE',
  ]);
  expect(await world.rates([{ base: 'CHF', quote: 'USD', rate: '1.1', valueDate: day(-2) }])).toEqual(['CURRENT FIRST']);
});

test('an instrument is found by part of its name, ticker, ISIN or scheme code, and wildcards mean themselves', async () => {
  const id = await world.instrument({ name: 'Übergröße 100% AG', isin: 'DE0007164600', mic: 'XETR', ticker: 'UEG' });
  const fund = await world.instrument({ kind: 'FUND', name: 'Nifty Index', currency: 'INR', mic: null, schemeCode: '120716' });
  const find = async (search: string) =>
    (await reader.api.run(SEARCH, { search })).expectNoErrors().instruments.nodes.map((found) => found.id);
  for (const text of ['übergrö', 'GRÖSSE 100%'.replace('SS', 'ß'), 'ueg', '0007164600', '100%'])
    expect([text, await find(text)]).toEqual([text, [id]]);
  expect(await find('120716')).toEqual([fund]);
  expect(await find('1_0%')).toEqual([]);
  expect(await find('\\')).toEqual([]);
});

test('the list of instruments pages by name without a gap or a repetition', async () => {
  const names = ['Pager A', 'Pager B', 'Pager B', 'Pager B', 'Pager C'];
  const ids = await Promise.all(names.map((name) => share(name)));
  const seen: string[] = [];
  let after: string | null | undefined;
  do {
    const { instruments }: SearchQuery = (
      await reader.api.run(SEARCH, { search: 'pager', kind: 'EQUITY', first: 2, after })
    ).expectNoErrors();
    seen.push(...instruments.nodes.map(({ id }) => id));
    after = instruments.pageInfo.hasNextPage ? instruments.pageInfo.endCursor : null;
  } while (after);
  expect(seen.toSorted()).toEqual(ids.toSorted());
  expect((await reader.api.run(SEARCH, { search: 'pager', kind: 'BOND' })).expectNoErrors().instruments.nodes).toEqual([]);
});

test('an instrument shows what it was made with, and exists once', async () => {
  const input = {
    kind: 'EQUITY',
    name: 'Vodafone',
    currency: 'GBP',
    isin: 'GB00BH4HKS39',
    mic: 'XLON',
    ticker: 'VOD',
    unitDivisor: 100,
  } as const;
  const { createInstrument } = (await world.admin.run(CREATE_INSTRUMENT, { input })).expectNoErrors();
  expect(createInstrument).toMatchObject({ isin: input.isin, mic: 'XLON', ticker: 'VOD', currency: 'GBP', multiplier: '1' });
  expect((await reader.api.run(INSTRUMENT, { id: createInstrument.id })).expectNoErrors().instrument).toMatchObject({
    name: 'Vodafone',
    quote: null,
  });
  expect((await world.admin.run(CREATE_INSTRUMENT, { input })).refusal()).toBe('CONFLICT INSTRUMENT_EXISTS');
});

test('an instrument is found by any of its numbers, and a wrong check digit is refused by name', async () => {
  const NAMED =
    'query ($kind: IdentifierKind!, $identifier: String!, $mic: String) { instrumentsNamed(kind: $kind, identifier: $identifier, mic: $mic) { id } }';
  const SET = 'mutation ($id: ID!, $input: IdentifiersInput!) { setIdentifiers(instrumentId: $id, input: $input) { cusip sedol figi } }';
  const input = { kind: 'EQUITY', name: 'Cisco', currency: 'USD', isin: 'US17275R1023', mic: 'XNAS', ticker: 'CSCO' } as const;
  const { id } = (await world.admin.run(CREATE_INSTRUMENT, { input })).expectNoErrors().createInstrument;
  const set = (numbers: object) => world.admin.text(SET, { id, input: numbers });
  expect((await set({ sedol: '2198163', figi: 'BBG000C3J3C9' })).data).toEqual({
    setIdentifiers: { cusip: '17275R102', sedol: '2198163', figi: 'BBG000C3J3C9' },
  });
  const named = async (kind: string, value: string, mic?: string) => reader.api.text(NAMED, { kind, identifier: value, mic });
  for (const [kind, value, mic] of [
    ['ISIN', 'US17275R1023'],
    ['CUSIP', '17275r102'],
    ['SEDOL', ' 2198163'],
    ['FIGI', 'BBG000C3J3C9', 'XNAS'],
    ['TICKER', 'CSCO', 'XNAS'],
  ] as const)
    expect((await named(kind, value, mic)).data).toEqual({ instrumentsNamed: [{ id }] });
  expect((await named('SCHEME_CODE', '990001')).data).toEqual({ instrumentsNamed: [] });
  expect((await named('CUSIP', '17275R103')).refusal()).toBe('BAD_USER_INPUT CUSIP_CHECK_DIGIT identifier');
  expect((await named('TICKER', 'CSCO')).refusal()).toBe('BAD_USER_INPUT MIC mic');
  expect((await set({ figi: 'BBG000C3J3C8' })).refusal()).toBe('BAD_USER_INPUT FIGI_CHECK_DIGIT input.figi');
  expect((await set({ cusip: '037833100' })).refusal()).toBe('BAD_USER_INPUT ISIN_MISMATCH input.cusip');
  expect((await world.admin.text(SET, { id: await share('Twin'), input: { figi: 'BBG000C3J3C9' } })).refusal()).toBe(
    'CONFLICT INSTRUMENT_EXISTS',
  );
  expect((await set({ figi: null })).data).toMatchObject({ setIdentifiers: { sedol: '2198163', figi: null } });
});

test('a batch says how many it took', async () => {
  const id = await share();
  const quotes = [live(id, '10', ago(3)), live(id, '11', ago(2)), { ...live(id, '12', ago(1)), currency: 'EUR' }];
  const { ingestQuotes } = (await world.admin.run(INGEST_QUOTES, { quotes })).expectNoErrors();
  expect(ingestQuotes.accepted).toBe(2);
  expect(ingestQuotes.results.map(({ index }) => index)).toEqual([0, 1, 2]);
  for (const { message } of ingestQuotes.results) expect(message).toMatch(/^[A-Z].*\.$/);
});

test('the recent prices of many instruments come together, one for each day that had one', async () => {
  const [one, other] = [await share('Recent one'), await share('Recent two')];
  await world.quotes([close(one, '9', -40), close(one, '10', -3), close(one, '11', -2), close(other, '5', -1)], true);
  await world.quotes([live(one, '12.5', ago(0))]);
  const ask = (days: number) => reader.api.run(RECENT, { search: 'Recent', days });
  const { instruments } = (await ask(30)).expectNoErrors();
  expect(instruments.nodes.map(({ recentPrices }) => recentPrices)).toEqual([['10', '11', '12.5'], ['5']]);
  expect((await ask(91)).refusal()).toBe('BAD_USER_INPUT RANGE days');
});
