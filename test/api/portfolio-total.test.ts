// The totals kept after each refresh: of every portfolio, watched or not, the very figure a valuation gives at that moment.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PortfolioTotals } from '../../src/services/portfolio-total.js';
import { graphql } from '../testkit/gql/gql.js';
import { ago, day, type LocalWorld, openWorld, type Person } from '../testkit/world.js';

const TOTALS = graphql(`query LastTotals { portfolios { nodes { id lastTotal { total asOf } valuation { total } } } }`);

const ACCOUNTS = graphql(`query AccountsOfTotals { accounts { nodes { id } } }`);

let world: LocalWorld;
let totals: PortfolioTotals;
beforeAll(async () => {
  world = await openWorld();
  totals = new PortfolioTotals(world.app.core.database, world.app.prices, () => new Date());
});
afterAll(() => world.close());

const run = () => totals.run(new AbortController().signal);

async function compare(person: Person): Promise<string[]> {
  const { portfolios } = (await person.api.run(TOTALS)).expectNoErrors();
  return portfolios.nodes.map(({ lastTotal, valuation }) => {
    expect(lastTotal?.total).toBe(valuation.total);
    return lastTotal?.total as string;
  });
}

test('every portfolio is kept at its value: several currencies, an odd rate, cash, a holding without a price', async () => {
  const share = await world.instrument({ currency: 'USD', mic: null });
  const bond = await world.instrument({ currency: 'EUR', mic: null, multiplier: '0.01' });
  const unpriced = await world.instrument({ currency: 'JPY', mic: null });
  await world.rates([
    { base: 'EUR', quote: 'USD', rate: '1.1637', valueDate: day(-1) },
    { base: 'EUR', quote: 'JPY', rate: '161.03', valueDate: day(-1) },
  ]);
  await world.quotes([
    { instrumentId: share, price: '231.4189', currency: 'USD', observedAt: ago(60) },
    { instrumentId: bond, price: '98.7654321', currency: 'EUR', observedAt: ago(60) },
  ]);
  const people = [await world.signUp('EUR'), await world.signUp('USD'), await world.signUp('JPY')];
  for (const [index, person] of people.entries()) {
    const accountId = await person.openAccount({ currency: 'EUR' });
    const buy = { accountId, kind: 'BUY' as const, tradeDate: day(-3), price: '100' };
    await person.record(
      { ...buy, instrumentId: share, quantity: `${index + 1}.123456789`, currency: 'USD' },
      { ...buy, instrumentId: bond, quantity: '12345.5', currency: 'EUR' },
      { ...buy, instrumentId: unpriced, quantity: '7', currency: 'JPY' },
      { accountId, kind: 'DEPOSIT', tradeDate: day(-4), amount: '1000.01', currency: 'EUR' },
    );
  }
  // An administrator has a portfolio as well, and nothing in it. The job may have come by itself meanwhile.
  expect(await run()).toMatch(/^Valued \d+ portfolios: \d+ changed, \d+ read anew, \d+ one by one\.$/);
  for (const person of people) expect(await compare(person)).toHaveLength(1);

  // A price for what had none, and another for the rest: nothing is read again, and only what changed is written.
  await world.quotes([
    { instrumentId: unpriced, price: '1234', currency: 'JPY', observedAt: ago(30) },
    { instrumentId: share, price: '232', currency: 'USD', observedAt: ago(30) },
  ]);
  expect(await run()).toBe('Valued 4 portfolios: 3 changed, 0 read anew, 0 one by one.');
  for (const person of people) await compare(person);
  expect(await run()).toBe('Valued 4 portfolios: 0 changed, 0 read anew, 0 one by one.');

  // A ledger that changed, and a portfolio that is valued in another currency, are read again; the others are not.
  const [first] = people as [Person];
  const { accounts } = (await first.api.run(ACCOUNTS)).expectNoErrors();
  await first.record({
    accountId: accounts.nodes[0]?.id as string,
    kind: 'DEPOSIT',
    tradeDate: day(0),
    amount: '5',
    currency: 'EUR',
  });
  expect(await run()).toBe('Valued 4 portfolios: 1 changed, 1 read anew, 0 one by one.');
  for (const person of people) await compare(person);
});

test('nobody is shown the totals of others', async () => {
  const eve = await world.signUp();
  const { portfolios } = (await eve.api.run(TOTALS)).expectNoErrors();
  expect(portfolios.nodes.map(({ lastTotal }) => lastTotal)).toEqual([null]);
});
