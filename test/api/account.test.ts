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

const EVERYTHING = graphql(`
  query EveryFigure($from: Day, $to: Day, $asOf: Day) {
    valuation { baseCurrency total costBasis unrealisedGain holdings { quantity costBasis costBasisInBase unrealisedGainPrice unrealisedGainCurrency } }
    past: valuation(asOf: $asOf) { baseCurrency total costBasis unrealisedGain }
    history { baseCurrency points { day total netContribution } }
    performance(from: $from, to: $to) {
      baseCurrency twr { total { value } } irr { total { value } } explanation { start end inflow priceGain currencyGain income fees taxes }
      contributions { rows { nodes { bought sold gain } } }
    }
    realisedGains(from: $from) { baseCurrency totalInBase { gain priceGain currencyGain } rows { nodes { acquiredOn quantity cost gain } } }
    income(from: $from) { baseCurrency total { gross net } }
    allocation(by: CURRENCY) { slices { nodes { key value } } }
    allocationHistory(by: CURRENCY, points: 5) { baseCurrency totals }
    accounts { nodes { valuation { baseCurrency total costBasis } } }
  }
`);

test('a cost method or a base currency that is changed later gives every figure as if it had been so from the start', async () => {
  const share = await world.instrument({ currency: 'USD', mic: null });
  await world.rates([{ base: 'EUR', quote: 'USD', rate: '1.5', valueDate: day(-15) }], true);
  const closes = [-30, -12, -1].map((offset, index) => ({
    instrumentId: share,
    price: `${10 + 5 * index}`,
    currency: 'USD',
    valueDate: day(offset),
  }));
  await world.quotes(closes, true);
  const figures = async (person: Awaited<ReturnType<typeof world.signUp>>) =>
    (await person.api.run(EVERYTHING, { from: day(-28), to: day(-1), asOf: day(-8) })).expectNoErrors();
  const live = async (base: string, costMethod: 'FIFO' | 'LIFO') => {
    const person = await world.signUp(base);
    const id = await person.openAccount({ currency: 'USD', costMethod });
    const entry = { accountId: id, instrumentId: share, currency: 'USD' } as const;
    await person.record(
      { accountId: id, kind: 'DEPOSIT', tradeDate: day(-30), amount: '500', currency: 'EUR' },
      { ...entry, kind: 'BUY', tradeDate: day(-29), quantity: '4', price: '10', fee: '1' },
      { ...entry, kind: 'BUY', tradeDate: day(-20), quantity: '4', price: '12', fee: '1' },
      { ...entry, kind: 'SELL', tradeDate: day(-10), quantity: '3', price: '16', tax: '0.5' },
      { ...entry, kind: 'DIVIDEND', tradeDate: day(-5), amount: '3', tax: '1' },
    );
    return { person, id, portfolioId: (await person.valuation()).portfolioId };
  };
  const [changed, other] = [await live('EUR', 'FIFO'), await live('EUR', 'LIFO')];
  // Whatever is kept, in memory and in tables, is kept of the figures before; and somebody watches.
  const before = await figures(changed.person);
  expect(await figures(changed.person)).toEqual(before);
  const socket = changed.person.api.socket();
  const stream = socket.subscribe(VALUATION_CHANGED, {});
  await stream.until(() => true);
  (await changed.person.api.run(CHANGE_ACCOUNT, { id: changed.id, input: { costMethod: 'LIFO' } })).expectNoErrors();
  const later = await figures(changed.person);
  expect(later).toEqual(await figures(other.person));
  expect(later).not.toEqual(before);
  (await changed.person.api.run(CHANGE_PORTFOLIO, { id: changed.portfolioId, input: { baseCurrency: 'USD' } })).expectNoErrors();
  expect(await figures(changed.person)).toEqual(await figures((await live('USD', 'LIFO')).person));
  await stream.until(({ valuationChanged }) => valuationChanged.baseCurrency === 'USD');
  await socket.close();
});
