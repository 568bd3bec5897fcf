// What an administrator does about a price or a source that is wrong, and that every day it counted for is valued anew.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../testkit/gql/gql.js';
import { StubExchange } from '../testkit/stub-exchange.js';
import { eventuallyGet } from '../testkit/until.js';
import { day, type LocalWorld, openEmbeddedWorld, openWorld, type Person, QUOTE_CHANGED } from '../testkit/world.js';

const PRICES = graphql(`
  query PricesToCorrect($id: ID!) {
    instrument(id: $id) {
      pinnedSource
      quote { price source revision verdict { rule losers { source price } } }
      priceHistory { nodes { valueDate price source revision observedAt } }
    }
  }
`);
const CORRECT = graphql(`
  mutation CorrectQuote($id: ID!, $revision: SafeInt!, $price: Decimal!, $reason: String!) {
    correctQuote(instrumentId: $id, revision: $revision, price: $price, reason: $reason) { id quote { price } }
  }
`);
const PIN = graphql(`
  mutation PinSource($id: ID!, $source: String, $from: Day, $reason: String!) {
    pinSource(instrumentId: $id, source: $source, from: $from, reason: $reason) { pinnedSource quote { price source } }
  }
`);
const TOTALS = graphql(`query DailyTotals($from: Day, $to: Day) { history(from: $from, to: $to) { points { day total } } }`);
const SEEN = graphql(`query SeenQuote($id: ID!) { instrument(id: $id) { quote { price revision observedAt } } }`);
const WITHDRAW_AT = graphql(`
  mutation WithdrawQuoteAt($id: ID!, $revision: SafeInt!, $observedAt: Instant!) {
    withdrawQuote(instrumentId: $id, revision: $revision, observedAt: $observedAt, reason: "Wrong") { quote { price } }
  }
`);
const AUDIT = graphql(`query CorrectionsAudited { auditLog(first: 5) { nodes { action subject } } }`);

let stub: StubExchange;
let world: LocalWorld;
let reader: Person;

beforeAll(async () => {
  stub = await StubExchange.open();
  world = await openWorld({ SOURCES: 'stream,amfi', QUOTE_STREAM_URL: stub.streamUrl(), AMFI_URL: stub.url(), STREAM_STORE_MS: '0' });
  reader = await world.signUp('USD');
  await eventuallyGet(async () => (stub.sockets.size > 0 ? true : null));
});
afterAll(async () => {
  await world?.close();
  await stub?.close();
});

const share = (name: string) => world.instrument({ name, mic: null, currency: 'USD' });
const close = (instrumentId: string, price: string, offset: number) => ({ instrumentId, price, currency: 'USD', valueDate: day(offset) });
/** So many seconds before noon of yesterday: of one day, whenever the test runs. */
const at = (seconds: number) => new Date(Date.parse(`${day(-1)}T12:00:00Z`) - seconds * 1000).toISOString();
const live = (instrumentId: string, price: string, seconds: number) => ({ instrumentId, price, currency: 'USD', observedAt: at(seconds) });
const stream = (symbol: string, price: string, seconds: number) => stub.broadcast({ symbol, price, currency: 'USD', time: at(seconds) });
const pricesOf = async (id: string) => (await reader.api.run(PRICES, { id })).expectNoErrors().instrument;
const current = async (id: string) => (await pricesOf(id))?.quote;
const dailyOf = async (id: string) =>
  (await pricesOf(id))?.priceHistory.nodes.map(({ valueDate, price, source }) => [valueDate, price, source]);
const correct = (variables: { id: string; revision: number; price: string; reason?: string }) =>
  world.admin.run(CORRECT, { reason: 'A typing error', ...variables });

async function totalsOf(person: Person): Promise<string[]> {
  const { history } = (await person.api.run(TOTALS, { from: day(-5), to: day(-2) })).expectNoErrors();
  return (history?.points ?? []).map(({ total }) => total);
}

async function hold(person: Person, instrumentId: string): Promise<void> {
  const accountId = await person.openAccount({ currency: 'USD' });
  await person.record(
    { accountId, kind: 'DEPOSIT', tradeDate: day(-5), amount: '1000', currency: 'USD' },
    { accountId, instrumentId, kind: 'BUY', tradeDate: day(-5), quantity: '10', price: '100', currency: 'USD' },
  );
}

test('a past price is corrected: its day and the days that carry it are worth something else, and it does not come back', async () => {
  const id = await share('Past');
  const owner = await world.signUp('USD');
  await world.quotes([close(id, '100', -5), close(id, '110', -4), close(id, '120', -2)]);
  await hold(owner, id);
  expect(await totalsOf(owner)).toEqual(['1000', '1100', '1100', '1200']);
  const wrong = (await pricesOf(id))?.priceHistory.nodes[1];
  expect((await reader.api.run(CORRECT, { id, revision: 1, price: '1', reason: 'x' })).refusal()).toBe('FORBIDDEN');
  (await correct({ id, revision: Number(wrong?.revision), price: '101' })).expectNoErrors();
  expect(await totalsOf(owner)).toEqual(['1000', '1010', '1010', '1200']);
  expect(await world.quotes([close(id, '110', -4)])).toEqual(['HISTORY OLDER']);
  expect(await totalsOf(owner)).toEqual(['1000', '1010', '1010', '1200']);
  expect((await correct({ id, revision: Number(wrong?.revision), price: '102' })).refusal()).toBe('NOT_FOUND revision');
  const { auditLog } = (await world.admin.run(AUDIT)).expectNoErrors();
  expect(auditLog.nodes[0]).toEqual({ action: 'quote.correct', subject: id });
});

test('a withdrawn price is not what the current one is measured against, though no other is left', async () => {
  const id = await share('Measured');
  const owner = await world.signUp('USD');
  await world.quotes([close(id, '100', -5), close(id, '110', -4)]);
  await hold(owner, id);
  const changeOf = async () => (await owner.valuation()).holdings.map(({ previousClose, dayChange }) => [previousClose, dayChange]);
  expect(await changeOf()).toEqual([['100', '100']]);
  const [first] = (await pricesOf(id))?.priceHistory.nodes ?? [];
  const target = { id, revision: Number(first?.revision), observedAt: `${first?.observedAt}` };
  (await world.admin.run(WITHDRAW_AT, target)).expectNoErrors();
  expect(await changeOf()).toEqual([[null, null]]);
});

test('a current price is corrected, even where it is the only one; readers are told, and see by whom', async () => {
  const id = await share('Current');
  await world.quotes([live(id, '321.40', 60)]);
  const socket = reader.api.socket();
  const watch = socket.subscribe(QUOTE_CHANGED, { ids: [id] });
  await watch.first();
  const revision = Number((await current(id))?.revision);
  expect((await correct({ id, revision, price: '0' })).refusal()).toBe('BAD_USER_INPUT POSITIVE price');
  expect((await correct({ id, revision, price: '321.4' })).refusal()).toBe('BAD_USER_INPUT SAME price');
  expect((await correct({ id, revision, price: '1.123456789' })).refusal()).toMatch('BAD_USER_INPUT');
  (await correct({ id, revision, price: '231.40' })).expectNoErrors();
  expect((await watch.until(({ quoteChanged }) => quoteChanged.price === '231.4')).quoteChanged.source).toBe('push');
  await socket.close();
  expect((await current(id))?.verdict).toEqual({ rule: 'CORRECTED_BY_ADMINISTRATOR', losers: [{ source: 'push', price: '321.4' }] });
  expect(await world.quotes([live(id, '232', 30)])).toEqual(['CURRENT NEWER']);
});

test('of an instrument whose source is pinned only that source counts, from the day on', async () => {
  const id = await share('Pinned');
  const owner = await world.signUp('USD');
  await world.quotes([close(id, '100', -5), close(id, '90', -3)]);
  await hold(owner, id);
  await world.quotes([live(id, '95', 2000)]);
  stream(id, '101', 200);
  await eventuallyGet(async () => ((await current(id))?.source === 'stream' ? true : null));
  await world.quotes([live(id, '96', 100)]);
  expect(await current(id)).toMatchObject({ price: '96', source: 'push' });

  const pin = (source: string | null, from = day(-4)) => world.admin.run(PIN, { id, source, from, reason: 'The other is wrong' });
  expect((await pin('nobody')).refusal()).toBe('BAD_USER_INPUT SOURCE source');
  expect((await pin('stream', day(2))).refusal()).toBe('BAD_USER_INPUT FUTURE from');
  expect((await reader.api.run(PIN, { id, source: 'stream', reason: 'x' })).refusal()).toBe('FORBIDDEN');
  expect(await totalsOf(owner)).toEqual(['1000', '1000', '900', '900']);
  expect((await pin('stream')).expectNoErrors().pinSource).toEqual({ pinnedSource: 'stream', quote: { price: '101', source: 'stream' } });
  expect(await totalsOf(owner)).toEqual(['1000', '1000', '1000', '1000']);

  expect(await world.quotes([live(id, '97', 50)])).toEqual(['HISTORY PINNED']);
  expect(await world.quotes([live(id, '97.5', 40)], true)).toEqual(['HISTORY PINNED']);
  expect(await current(id)).toMatchObject({ price: '101', source: 'stream' });
  stream(id, '102', 30);
  await eventuallyGet(async () => ((await current(id))?.price === '102' ? true : null));
  expect(await dailyOf(id)).toEqual([
    [day(-5), '100', 'push'],
    [day(-1), '102', 'stream'],
  ]);

  expect((await pin(null)).expectNoErrors().pinSource).toEqual({ pinnedSource: null, quote: { price: '102', source: 'stream' } });
  expect(await totalsOf(owner)).toEqual(['1000', '1000', '900', '900']);
  expect(await world.quotes([live(id, '103', 20)])).toEqual(['CURRENT NEWER']);
});

test('a source that could never deliver what it is pinned for is refused', async () => {
  const id = await share('Elsewhere');
  const pin = { source: 'amfi', reason: 'By contract' };
  expect((await world.admin.run(PIN, { id, ...pin })).refusal()).toBe('BAD_USER_INPUT NO_SYMBOL source');
  expect((await world.admin.run(PIN, { id: randomUUID(), ...pin })).refusal()).toBe('NOT_FOUND instrumentId');
  const rate = 'mutation { pinFxSource(base: "EUR", quote: "USD", source: "amfi", reason: "By contract") { pinnedSource } }';
  expect((await world.admin.text(rate)).refusal()).toBe('BAD_USER_INPUT NO_RATES source');
  (
    await world.admin.text(`mutation { setSourceSymbol(instrumentId: "${id}", source: "amfi", symbol: "100033") { symbol } }`)
  ).expectNoErrors();
  expect((await world.admin.run(PIN, { id, ...pin })).expectNoErrors().pinSource.pinnedSource).toBe('amfi');
});

test('until the pinned source has said something the price that stands goes on, and then gives way though it is later', async () => {
  const id = await share('Pinned before');
  await world.quotes([live(id, '50', 60)]);
  (await world.admin.run(PIN, { id, source: 'stream', from: day(-1), reason: 'By contract' })).expectNoErrors();
  expect(await current(id)).toMatchObject({ price: '50', source: 'push' });
  stream(id, '51', 120);
  const pinned = await eventuallyGet(async () => {
    const quote = await current(id);
    return quote?.source === 'stream' ? quote : null;
  });
  expect(pinned).toMatchObject({ price: '51', verdict: { rule: 'PINNED', losers: [{ source: 'push', price: '50' }] } });
});

test('a streamed price that was told before it had a row is found by its time, and no other is taken for it', async () => {
  // Alone on its database, so that none has to hear over Redis what it tells ahead.
  const ahead = await openEmbeddedWorld({ SOURCES: 'stream', QUOTE_STREAM_URL: stub.streamUrl(), STREAM_STORE_MS: '1000' });
  try {
    const id = await ahead.instrument({ name: 'Ahead', mic: null, currency: 'USD' });
    await eventuallyGet(async () => (stub.sockets.size > 1 ? true : null));
    const seen = async () => (await ahead.admin.run(SEEN, { id })).expectNoErrors().instrument?.quote ?? null;
    stream(id, '100', 30);
    const first = await eventuallyGet(seen);
    stream(id, '109', 20);
    const wrong = await eventuallyGet(async () => {
      const quote = await seen();
      return quote?.price === '109' ? quote : null;
    });
    expect(wrong.revision).toBe(first.revision);
    const withdrawn = await eventuallyGet(async () => {
      const answer = await ahead.admin.run(WITHDRAW_AT, { id, revision: Number(wrong.revision), observedAt: wrong.observedAt });
      return answer.errors.length === 0 ? answer.expectNoErrors().withdrawQuote.quote : null;
    });
    expect(withdrawn?.price).toBe('100');
  } finally {
    await ahead.close();
  }
});

const LOTS = graphql(`
  subscription WatchedLots {
    valuationChanged { holdings { costBasisInBase unrealisedGain unrealisedGainPrice unrealisedGainCurrency } }
  }
`);
const LOTS_NOW = graphql(`
  query LotsNow { valuation { holdings { costBasisInBase unrealisedGain unrealisedGainPrice unrealisedGainCurrency } } }
`);

const RATES_ON = graphql(`query RatesOfTheDay($day: Day) { fxRates(day: $day) { quote revision } }`);
const CORRECT_RATE = graphql(`
  mutation CorrectRateOfTheDay($base: Currency!, $quote: Currency!, $revision: SafeInt!, $rate: Decimal!, $reason: String!) {
    correctFxRate(base: $base, quote: $quote, revision: $revision, rate: $rate, reason: $reason) { rate }
  }
`);

test('a late or corrected rate of the day an open lot was bought on reaches who watches: its cost, and the gain by price and by rate', async () => {
  const ada = await world.signUp('CHF');
  const bonds = await world.instrument({ name: 'Bond', mic: null, currency: 'SEK' });
  const rate = (value: string, offset: number) => ({ base: 'CHF', quote: 'SEK', rate: value, valueDate: day(offset) });
  await world.rates([rate('10', -40), rate('8', -1)], true);
  await world.quotes([{ instrumentId: bonds, price: '120', currency: 'SEK', valueDate: day(-1) }], true);
  const accountId = await ada.openAccount({ currency: 'CHF' });
  const bought = { accountId, instrumentId: bonds, kind: 'BUY', quantity: '10', price: '100', currency: 'SEK' } as const;
  await ada.record({ ...bought, tradeDate: day(-20) });
  const socket = ada.api.socket();
  const stream = socket.subscribe(LOTS, {});
  const until = (cost: string) => stream.until(({ valuationChanged }) => valuationChanged.holdings[0]?.costBasisInBase === cost);
  const now = async () => (await ada.api.run(LOTS_NOW, {})).expectNoErrors().valuation?.holdings[0];
  // 10 x 120 / 8 = 150 of value; 1,000 / 10 of cost; 200 / 8 by price and 1,000 x (1/8 - 1/10) by the rate.
  await until('100');
  expect(await now()).toEqual({ costBasisInBase: '100', unrealisedGain: '50', unrealisedGainPrice: '25', unrealisedGainCurrency: '25' });
  await world.rates([rate('12.5', -21)], true);
  await until('80');
  expect(await now()).toEqual({ costBasisInBase: '80', unrealisedGain: '70', unrealisedGainPrice: '25', unrealisedGainCurrency: '45' });
  await world.rates([rate('20', -20)], true);
  await until('50');
  expect(await now()).toMatchObject({ costBasisInBase: '50', unrealisedGainPrice: '25', unrealisedGainCurrency: '75' });
  const { fxRates } = (await ada.api.run(RATES_ON, { day: day(-20) })).expectNoErrors();
  const wrong = fxRates.find(({ quote }) => quote === 'SEK');
  const right = { base: 'CHF', quote: 'SEK', revision: wrong?.revision ?? 0, rate: '16', reason: 'A typing error' };
  (await world.admin.run(CORRECT_RATE, right)).expectNoErrors();
  await until('62.5');
  await socket.close();
});
