// Changing what is there: accounts, portfolios, and who one is.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../testkit/gql/gql.js';
import type { RecordTransactionInput } from '../testkit/gql/graphql.js';
import { day, type LocalWorld, openWorld, RECORD, VALUATION_CHANGED } from '../testkit/world.js';

const CHANGE_ACCOUNT = graphql(`
  mutation ChangeAccount($id: ID!, $input: ChangeAccountInput!) { changeAccount(id: $id, input: $input) { name costMethod closedAt } }
`);
const CHANGE_PORTFOLIO = graphql(`
  mutation ChangePortfolio($id: ID!, $input: ChangePortfolioInput!) { changePortfolio(id: $id, input: $input) { name baseCurrency } }
`);
const CHANGE_PROFILE = graphql(`
  mutation ChangeProfile($input: ChangeProfileInput!) { changeProfile(input: $input) { name baseCurrency } }
`);
const TOTALS = graphql(`query Totals($from: Day) { history(from: $from) { baseCurrency points { day total } } }`);

let world: LocalWorld;
let acme: string;

beforeAll(async () => {
  world = await openWorld();
  acme = await world.instrument({ currency: 'EUR', mic: null });
  await world.quotes([{ instrumentId: acme, price: '30', currency: 'EUR', observedAt: new Date().toISOString() }]);
  await world.rates([{ base: 'EUR', quote: 'USD', rate: '1.25', valueDate: day(-40) }]);
});
afterAll(() => world.close());

const trade = (accountId: string, kind: 'BUY' | 'SELL', quantity: string, price: string, offset: number): RecordTransactionInput => ({
  accountId,
  kind,
  tradeDate: day(offset),
  instrumentId: acme,
  quantity,
  price,
  currency: 'EUR',
});

test('another cost method counts for the sales of the past too, and those who watch see it', async () => {
  const ada = await world.signUp();
  const id = await ada.openAccount();
  await ada.record(trade(id, 'BUY', '1', '10', -30), trade(id, 'BUY', '1', '20', -20), trade(id, 'SELL', '1', '25', -10));
  const socket = ada.api.socket();
  const stream = socket.subscribe(VALUATION_CHANGED, {});
  await stream.until(({ valuationChanged }) => valuationChanged.costBasis === '20');
  const changed = await ada.api.run(CHANGE_ACCOUNT, { id, input: { name: 'Newest first', costMethod: 'LIFO' } });
  expect(changed.expectNoErrors().changeAccount).toEqual({ name: 'Newest first', costMethod: 'LIFO', closedAt: null });
  expect(await ada.valuation()).toMatchObject({ costBasis: '10', unrealisedGain: '20' });
  await stream.until(({ valuationChanged }) => valuationChanged.costBasis === '10');
  await socket.close();
});

test('an account is closed when nothing is left in it, and then takes no entry until it is opened again', async () => {
  const ada = await world.signUp();
  const [id, other] = [await ada.openAccount(), await ada.openAccount({ name: 'Other' })];
  const entry = (kind: 'DEPOSIT' | 'WITHDRAWAL') => ({ accountId: id, kind, tradeDate: day(-3), amount: '5', currency: 'EUR' });
  await ada.record(entry('DEPOSIT'));
  const close = () => ada.api.run(CHANGE_ACCOUNT, { id, input: { isClosed: true } });
  const full = await close();
  expect([full.refusal(), full.expectError().message]).toEqual([
    'RULE_BROKEN NOT_EMPTY input.isClosed',
    'Something is left in this account (cash): move it out before it is closed.',
  ]);
  await ada.record(entry('WITHDRAWAL'));
  expect((await close()).expectNoErrors().changeAccount.closedAt).not.toBeNull();
  expect((await ada.api.run(RECORD, { input: entry('DEPOSIT') })).refusal()).toBe('RULE_BROKEN CLOSED input.accountId');
  const transfer = { ...entry('DEPOSIT'), kind: 'TRANSFER' as const, accountId: other, counterAccountId: id };
  expect((await ada.api.run(RECORD, { input: transfer })).refusal()).toBe('RULE_BROKEN CLOSED input.counterAccountId');
  (await ada.api.run(CHANGE_ACCOUNT, { id, input: { isClosed: false } })).expectNoErrors();
  (await ada.api.run(RECORD, { input: entry('DEPOSIT') })).expectNoErrors();
});

test('a portfolio valued in another currency has every figure in it, those of past days too', async () => {
  const ada = await world.signUp();
  const accountId = await ada.openAccount();
  await ada.record({ accountId, kind: 'DEPOSIT', tradeDate: day(-5), amount: '100', currency: 'EUR' });
  const { portfolioId: id } = await ada.valuation();
  const totals = async () => (await ada.api.run(TOTALS, {})).expectNoErrors().history;
  // Read once, so that past days are kept in the former currency.
  expect((await totals())?.points[0]).toEqual({ day: day(-5), total: '100' });
  const socket = ada.api.socket();
  const stream = socket.subscribe(VALUATION_CHANGED, { portfolioId: id });
  await stream.until(({ valuationChanged }) => valuationChanged.baseCurrency === 'EUR');
  const changed = await ada.api.run(CHANGE_PORTFOLIO, { id, input: { name: 'Abroad', baseCurrency: 'USD' } });
  expect(changed.expectNoErrors().changePortfolio).toEqual({ name: 'Abroad', baseCurrency: 'USD' });
  expect(await ada.valuation()).toMatchObject({ baseCurrency: 'USD', total: '125' });
  const live = await stream.until(({ valuationChanged }) => valuationChanged.baseCurrency === 'USD');
  expect(live.valuationChanged.total).toBe('125');
  expect(await totals()).toMatchObject({ baseCurrency: 'USD', points: expect.arrayContaining([{ day: day(-5), total: '125' }]) });
  await socket.close();
});

test('one’s name and currency are changed, and an empty name is refused', async () => {
  const ada = await world.signUp();
  const change = (input: { name?: string; baseCurrency?: string }) => ada.api.run(CHANGE_PROFILE, { input });
  expect((await change({ name: 'Ada L.' })).expectNoErrors().changeProfile).toEqual({ name: 'Ada L.', baseCurrency: 'EUR' });
  expect((await change({ baseCurrency: 'CHF' })).expectNoErrors().changeProfile).toEqual({ name: 'Ada L.', baseCurrency: 'CHF' });
  expect((await change({ name: ' ' })).refusal()).toMatch(/^BAD_USER_INPUT .* input.name$/);
});
