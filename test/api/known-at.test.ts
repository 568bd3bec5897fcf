// As known at an instant: later entries, amendments, voids, prices and corrections change nothing of what was answered then.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../testkit/gql/gql.js';
import type { ValuationPartsFragment } from '../testkit/gql/graphql.js';
import { AMEND, day, type LocalWorld, openWorld, VOID } from '../testkit/world.js';

const KNOWN = graphql(`
  query ValuationKnownAt($asOf: Day, $knownAt: Instant) { valuation(asOf: $asOf, knownAt: $knownAt) { ...ValuationParts rates { quote rate source } } }
`);
const KNOWN_ACCOUNT = graphql(`
  query AccountKnownAt($id: ID!, $asOf: Day, $knownAt: Instant) {
    account(id: $id) { valuation(asOf: $asOf, knownAt: $knownAt) { ...ValuationParts } }
  }
`);

const REPORTS = graphql(`
  query ReportsKnownAt($from: Day, $to: Day, $knownAt: Instant) {
    history(from: $from, to: $to, knownAt: $knownAt) { points { day total netContribution isPartial } }
    performance(from: $from, to: $to, knownAt: $knownAt) {
      twr { total { value absence } } irr { total { value absence } }
      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }
      contributions { rows { nodes { bought sold priceGain currencyGain gain } } }
    }
    realisedGains(from: $from, to: $to, knownAt: $knownAt) { totalInBase { proceeds cost gain } rows { nodes { quantity gain } } }
    income(from: $from, to: $to, knownAt: $knownAt) { total { gross net } }
  }
`);

const CASH = graphql(`
  query CashKnownAt($accountId: ID!, $asOf: Day, $knownAt: Instant) {
    explainCash(accountId: $accountId, currency: "USD", asOf: $asOf, knownAt: $knownAt) { steps { name terms { name use value } result } }
  }
`);

let world: LocalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** The present instant, with the next one begun: whatever comes after is later. */
function instant(): string {
  const now = Date.now();
  while (Date.now() <= now);
  return new Date(now).toISOString();
}

/** How often something was recorded is counted by today. */
const answer = ({ sequence: _sequence, ...figures }: ValuationPartsFragment) => figures;

test('what was answered then is answered again, whatever came since', async () => {
  const fund = await world.instrument({ name: 'Fund', kind: 'FUND', schemeCode: '120504', currency: 'USD', mic: null });
  const ada = await world.signUp('EUR');
  const account = await ada.openAccount();
  const asOf = day(-10);
  const past = async () => answer((await ada.api.run(KNOWN, { asOf })).expectNoErrors().valuation as ValuationPartsFragment);
  const shared = { accountId: account, instrumentId: fund, currency: 'USD' } as const;
  const reports = async (knownAt?: string) => [
    (await ada.api.run(REPORTS, { from: day(-25), to: asOf, knownAt })).expectNoErrors(),
    (await ada.api.run(CASH, { accountId: account, asOf, knownAt })).expectNoErrors().explainCash,
  ];
  const answers: { knownAt: string; figures: ReturnType<typeof answer>; reported: unknown }[] = [];
  const note = async () => {
    const [figures, reported] = [await past(), await reports()];
    answers.push({ knownAt: instant(), figures, reported });
  };

  await note();
  const [bought, other] = await ada.record(
    { ...shared, kind: 'BUY', tradeDate: day(-20), quantity: '10', price: '50' },
    { ...shared, kind: 'BUY', tradeDate: day(-19), quantity: '5', price: '51' },
  );
  await note();
  await world.quotes([{ instrumentId: fund, price: '52', currency: 'USD', valueDate: day(-12) }]);
  await world.rates([{ base: 'EUR', quote: 'USD', rate: '1.1', valueDate: day(-12) }]);
  await note();
  // Late: the NAV of the day asked for comes after that of a later day, and with it the previous close changes.
  await world.quotes([{ instrumentId: fund, price: '53', currency: 'USD', valueDate: day(-9) }]);
  await world.quotes([{ instrumentId: fund, price: '52.5', currency: 'USD', valueDate: day(-10) }]);
  await note();
  // Corrected: by the same source for the same day, and the rate too.
  await world.quotes([{ instrumentId: fund, price: '52.6', currency: 'USD', valueDate: day(-10) }]);
  await world.rates([{ base: 'EUR', quote: 'USD', rate: '1.12', valueDate: day(-12) }]);
  await note();
  const input = { kind: 'BUY', tradeDate: day(-20), instrumentId: fund, quantity: '11', price: '50', currency: 'USD' } as const;
  (await ada.api.run(AMEND, { id: bought?.id as string, version: 1, input })).expectNoErrors();
  await note();
  (await ada.api.run(VOID, { id: other?.id as string, version: 1 })).expectNoErrors();
  await note();
  await ada.record({ ...shared, kind: 'SELL', tradeDate: day(-11), quantity: '1', price: '52' });
  await note();
  await ada.record({ ...shared, kind: 'DIVIDEND', tradeDate: day(-11), amount: '3', tax: '1' });
  await note();
  await ada.record({ accountId: account, kind: 'INTEREST', tradeDate: day(-24), amount: '2', currency: 'USD' });
  await note();

  expect(new Set(answers.map(({ figures }) => JSON.stringify(figures))).size).toBe(answers.length);
  expect(new Set(answers.map(({ reported }) => JSON.stringify(reported))).size).toBeGreaterThan(6);
  for (const { knownAt, figures, reported } of answers) {
    expect([knownAt, await reports(knownAt)]).toEqual([knownAt, reported]);
    const again = (await ada.api.run(KNOWN, { asOf, knownAt })).expectNoErrors().valuation;
    expect([knownAt, answer(again as ValuationPartsFragment)]).toEqual([knownAt, figures]);
    const byAccount = (await ada.api.run(KNOWN_ACCOUNT, { id: account, asOf, knownAt })).expectNoErrors().account?.valuation;
    expect(figures).toMatchObject(answer(byAccount as ValuationPartsFragment));
  }
  // By hand: 15 units at 52 and 1.1, before anything was corrected.
  expect(answers[2]?.figures).toMatchObject({ marketValue: '709.09090909', holdings: [{ quantity: '15', price: '52' }] });
  expect(answers[4]?.figures).toMatchObject({ holdings: [{ price: '52.6', previousClose: '52', previousCloseDate: day(-12) }] });
});

const AGAINST = graphql(`
  query AgainstKnownAt($from: Day, $to: Day, $knownAt: Instant, $benchmark: ID) {
    performance(from: $from, to: $to, knownAt: $knownAt, benchmarkInstrumentId: $benchmark) { risk { benchmarkReturn { value } } }
  }
`);
const SPLIT = graphql(`
  mutation SplitKnownAt($id: ID!, $exDate: Day!) { recordSplit(instrumentId: $id, exDate: $exDate, ratioNew: 2, ratioOld: 1) { id } }
`);

test('a benchmark has the splits that were known', async () => {
  const [index, ada] = [await world.instrument({ name: 'Index', currency: 'EUR', mic: null }), await world.signUp('EUR')];
  const accountId = await ada.openAccount();
  await ada.record({ accountId, kind: 'DEPOSIT', tradeDate: day(-9), amount: '5', currency: 'EUR' });
  for (const [offset, price] of [
    [-9, '100'],
    [-5, '55'],
  ] as const) {
    await world.quotes([{ instrumentId: index, price, currency: 'EUR', valueDate: day(offset) }], true);
  }
  const returned = async (knownAt?: string) => {
    const asked = { from: day(-8), to: day(-2), benchmark: index, knownAt };
    return (await ada.api.run(AGAINST, asked)).expectNoErrors().performance?.risk.benchmarkReturn.value;
  };
  expect(await returned()).toBe('-0.45');
  const before = instant();
  (await world.admin.run(SPLIT, { id: index, exDate: day(-5) })).expectNoErrors();
  expect([await returned(), await returned(before)]).toEqual(['0.1', '-0.45']);
});

test('without a day, the day of the instant counts', async () => {
  const ada = await world.signUp();
  const account = await ada.openAccount();
  await ada.record({ accountId: account, kind: 'DEPOSIT', tradeDate: day(-1), amount: '5', currency: 'EUR' });
  const knownAt = instant();
  await ada.record({ accountId: account, kind: 'DEPOSIT', tradeDate: day(-1), amount: '7', currency: 'EUR' });
  const { valuation } = (await ada.api.run(KNOWN, { knownAt })).expectNoErrors();
  expect(valuation).toMatchObject({ day: knownAt.slice(0, 10), total: '5' });
  expect((await ada.valuation()).total).toBe('12');
});

test('nothing is known of the future, and nothing was answered of days to come', async () => {
  const ada = await world.signUp();
  const later = new Date(Date.now() + 60_000).toISOString();
  expect((await ada.api.run(KNOWN, { knownAt: later })).refusal()).toBe('BAD_USER_INPUT FUTURE knownAt');
  const refused = await ada.api.run(REPORTS, { knownAt: later });
  expect(refused.errors.map(({ extensions }) => `${extensions.rule} ${extensions.field}`)).toEqual(
    Array.from({ length: 4 }, () => 'FUTURE knownAt'),
  );
  expect((await ada.api.run(KNOWN, { asOf: day(-1), knownAt: `${day(-2)}T12:00:00Z` })).refusal()).toBe('BAD_USER_INPUT RANGE asOf');
});
