// What an entry would do is what it does, to the last digit, and asking changes nothing.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../testkit/gql/gql.js';
import type { RecordTransactionInput } from '../testkit/gql/graphql.js';
import { day, LEDGER, type LocalWorld, openWorld, RECORD } from '../testkit/world.js';

const PREVIEW = graphql(`
  query Preview($input: RecordTransactionInput!) {
    previewTransaction(input: $input) {
      cash { accountId currency before after }
      positions {
        accountId instrumentId quantityBefore quantityAfter costBasisBefore costBasisAfter
        lots { nodes { tradeDate quantity cost charges } }
      }
      realised { nodes { quantity proceeds cost charges gain acquiredOn inBase { gain priceGain currencyGain } } }
      changesLaterGains
    }
  }
`);
const GAINS = graphql(`
  query PreviewedGains($from: Day) {
    realisedGains(from: $from) { rows { nodes { quantity proceeds cost charges gain acquiredOn inBase { gain priceGain currencyGain } } } }
  }
`);

let world: LocalWorld;
let acme: string;
beforeAll(async () => {
  world = await openWorld();
  acme = await world.instrument();
  await world.rates([{ base: 'EUR', quote: 'USD', rate: '1.25', valueDate: day(-30) }], true);
  await world.quotes([{ instrumentId: acme, price: '120', currency: 'USD', valueDate: day(-1) }], true);
});
afterAll(() => world.close());

test('a sale in preview is the sale that follows: cash, lots and gains by price and by rate', async () => {
  const ada = await world.signUp();
  const [main, other] = [await ada.openAccount(), await ada.openAccount({ name: 'Other', currency: 'USD' })];
  const shared = { accountId: main, instrumentId: acme, currency: 'USD' };
  await ada.record(
    { ...shared, kind: 'BUY', tradeDate: day(-20), quantity: '10', price: '100', fee: '2', exchangeRate: '0.9' },
    { ...shared, kind: 'BUY', tradeDate: day(-10), quantity: '10', price: '110', fee: '2' },
    { ...shared, kind: 'SELL', tradeDate: day(-2), quantity: '2', price: '115' },
  );
  const preview = async (input: RecordTransactionInput) => (await ada.api.run(PREVIEW, { input })).expectNoErrors().previewTransaction;
  const sale: RecordTransactionInput = {
    ...shared,
    kind: 'SELL',
    tradeDate: day(-1),
    quantity: '12',
    price: '120',
    fee: '3',
    exchangeRate: '0.8',
  };
  const before = (await ada.api.run(LEDGER, {})).expectNoErrors();
  const told = await preview(sale);
  expect(told?.positions).toMatchObject([
    {
      accountId: main,
      quantityBefore: '18',
      quantityAfter: '6',
      costBasisAfter: '661.2',
      lots: { nodes: [{ tradeDate: day(-10), quantity: '6' }] },
    },
  ]);
  // (12 x 120 - 3) x 0.8 into the account's currency.
  const [cash] = told?.cash ?? [];
  expect([cash?.currency, Number(cash?.after) - Number(cash?.before)]).toEqual(['EUR', 1149.6]);
  expect(told?.changesLaterGains).toBe(false);
  expect((await ada.api.run(LEDGER, {})).expectNoErrors()).toEqual(before);

  await ada.record(sale);
  const rows = (await ada.api.run(GAINS, { from: day(-1) })).expectNoErrors().realisedGains?.rows.nodes;
  expect(rows).toEqual(told?.realised.nodes);
  const { holdings, cashBalances } = await ada.valuation();
  expect(holdings.map(({ quantity, costBasis }) => [quantity, costBasis])).toEqual([['6', '661.2']]);
  expect(cashBalances.find(({ currency }) => currency === 'EUR')?.amount).toBe(cash?.after);

  // An older purchase would be what the sales of then closed; a transfer is seen on both sides.
  expect(await preview({ ...shared, kind: 'BUY', tradeDate: day(-25), quantity: '1', price: '1' })).toMatchObject({
    changesLaterGains: true,
  });
  const moved = await preview({ ...shared, kind: 'TRANSFER', tradeDate: day(0), quantity: '4', counterAccountId: other });
  expect(moved?.positions.map(({ accountId, quantityBefore, quantityAfter }) => [accountId, quantityBefore, quantityAfter])).toEqual([
    [main, '6', '2'],
    [other, '0', '4'],
  ]);
});

test('a deposit before everything else of its account changes no gain', async () => {
  const ada = await world.signUp();
  const [main, other] = [await ada.openAccount(), await ada.openAccount({ name: 'Other' })];
  const trades = (accountId: string, offset: number): RecordTransactionInput[] => [
    { accountId, instrumentId: acme, currency: 'USD', kind: 'BUY', tradeDate: day(offset), quantity: '2', price: '100' },
    { accountId, instrumentId: acme, currency: 'USD', kind: 'SELL', tradeDate: day(offset + 1), quantity: '1', price: '110' },
  ];
  await ada.record(...trades(other, -20), ...trades(main, -10));
  const input: RecordTransactionInput = { accountId: main, kind: 'DEPOSIT', tradeDate: day(-25), amount: '100', currency: 'USD' };
  const told = (await ada.api.run(PREVIEW, { input })).expectNoErrors().previewTransaction;
  expect(told).toMatchObject({ changesLaterGains: false, positions: [], realised: { nodes: [] } });
});

test('what recording refuses the preview refuses in the same words', async () => {
  const ada = await world.signUp();
  const accountId = await ada.openAccount();
  const shared = { accountId, instrumentId: acme, currency: 'USD', tradeDate: day(-1) };
  const wrong: RecordTransactionInput[] = [
    { ...shared, kind: 'SELL', quantity: '1', price: '10' },
    { ...shared, kind: 'BUY', quantity: '-1', price: '10' },
    { ...shared, kind: 'BUY', quantity: '1', price: '10', tradeDate: day(2) },
    { ...shared, kind: 'BUY', quantity: '1', price: '10', currency: 'GBP' },
    { ...shared, kind: 'DEPOSIT', amount: '1' },
    { ...shared, kind: 'TRANSFER', quantity: '1', counterAccountId: accountId },
    { ...shared, kind: 'SPLIT', ratioNew: 2, ratioOld: 1 },
  ];
  for (const input of wrong) {
    const [told, refused] = [await ada.api.run(PREVIEW, { input }), await ada.api.run(RECORD, { input })];
    expect([told.refusal(), told.expectError().message]).toEqual([refused.refusal(), refused.expectError().message]);
  }
});
