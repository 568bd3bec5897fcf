import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../testkit/gql/gql.js';
import { type LocalWorld, openWorld } from '../testkit/world.js';

const ALLOCATION = graphql(`
  query GetAllocation($by: AllocationBy!, $asOf: Day, $accountId: ID) {
    allocation(by: $by, asOf: $asOf, accountId: $accountId) {
      by
      valuation { total day }
      slices { nodes { key value share { value absence } instrument { name } } }
    }
  }
`);

let world: LocalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test('10 units at 30 USD, 2 EUR for a USD, and 400 EUR of cash are 600 and 400 of 1,000', async () => {
  const instrumentId = await world.instrument();
  await world.quotes([{ instrumentId, price: '30', currency: 'USD', valueDate: '2024-01-02' }], true);
  await world.rates([{ base: 'USD', quote: 'EUR', rate: '2', valueDate: '2024-01-02' }], true);
  const ada = await world.signUp();
  const accountId = await ada.openAccount();
  await ada.record(
    { accountId, kind: 'DEPOSIT', tradeDate: '2024-01-02', amount: '400', currency: 'EUR' },
    { accountId, kind: 'DELIVERY_IN', tradeDate: '2024-01-02', instrumentId, quantity: '10', price: '20', currency: 'USD' },
  );
  const slices = async (by: 'INSTRUMENT' | 'KIND' | 'CURRENCY' | 'ACCOUNT', asOf?: string) => {
    const { allocation } = (await ada.api.run(ALLOCATION, { by, asOf, accountId })).expectNoErrors();
    return allocation?.slices.nodes.map(({ key, value, share }) => [key, value, share.value]);
  };
  expect(await slices('CURRENCY')).toEqual([
    ['USD', '600', '0.6'],
    ['EUR', '400', '0.4'],
  ]);
  expect(await slices('KIND')).toEqual([
    ['EQUITY', '600', '0.6'],
    ['CASH', '400', '0.4'],
  ]);
  expect(await slices('INSTRUMENT', '2024-01-02')).toEqual([
    [instrumentId, '600', '0.6'],
    ['CASH', '400', '0.4'],
  ]);
  expect(await slices('ACCOUNT', '2024-01-01')).toEqual([]);
  expect((await (await world.signUp()).api.run(ALLOCATION, { by: 'KIND', accountId })).refusal()).toBe('NOT_FOUND accountId');
});
