/**
 * Short positions, reinvestments, refunds, splits that pay fractions and are corrected or taken back, targets, and cost methods,
 * driven through the API alone; each figure is worked out beside it. The verification has nothing to say at the end.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { VerificationService } from '../../src/services/verification.js';
import { graphql } from '../testkit/gql/gql.js';
import type { RecordTransactionInput } from '../testkit/gql/graphql.js';
import { AMEND, day, type LocalWorld, openWorld, type Person, RECORD, VOID } from '../testkit/world.js';

const CHANGE_ACCOUNT = graphql(`
  mutation ChangeRules($id: ID!, $input: ChangeAccountInput!) { changeAccount(id: $id, input: $input) { costMethod allowsShort fractionRule } }
`);
const FIGURES = graphql(`
  query AccountingFigures($from: Day, $to: Day) {
    history(from: $from, to: $to) { points { day total netContribution } }
    performance(from: $from, to: $to) { explanation { start end inflow outflow priceGain currencyGain income fees taxes gain } }
    realisedGains(from: $from, to: $to) {
      totalInBase { proceeds cost gain priceGain currencyGain }
      rows { nodes { transactionId isShort isFraction acquiredOn soldOn closedOn quantity proceeds cost gain } }
    }
    income(from: $from, to: $to) { total { gross tax fee net } }
  }
`);
const RECORD_SPLIT = graphql(`
  mutation PaySplit($id: ID!, $exDate: Day!, $new: Int!, $old: Int!, $fractionPrice: Decimal) {
    recordSplit(instrumentId: $id, exDate: $exDate, ratioNew: $new, ratioOld: $old, fractionPrice: $fractionPrice) {
      splits { exDate ratioNew ratioOld fractionPrice }
    }
  }
`);
const AMEND_SPLIT = graphql(`
  mutation AmendSplit($id: ID!, $exDate: Day!, $new: Int!, $old: Int!) {
    amendSplit(instrumentId: $id, exDate: $exDate, ratioNew: $new, ratioOld: $old) { splits { ratioNew ratioOld fractionPrice } }
  }
`);
const WITHDRAW_SPLIT = graphql(`
  mutation WithdrawSplit($id: ID!, $exDate: Day!) { withdrawSplit(instrumentId: $id, exDate: $exDate) { splits { exDate } } }
`);
const SET_TARGETS = graphql(`
  mutation SetTargets($portfolioId: ID!, $by: AllocationBy!, $targets: [TargetInput!]!) {
    setTargets(portfolioId: $portfolioId, by: $by, targets: $targets) { key weight }
  }
`);
const DRIFT = graphql(`
  query Drift($by: AllocationBy!) {
    allocation(by: $by) { slices { nodes { key value share { value } target drift excess } } }
    portfolio { targets(by: $by) { key weight } }
  }
`);
const OVER_TIME = graphql(`
  query AllocationOverTime($by: AllocationBy!, $from: Day, $to: Day, $points: Int) {
    allocationHistory(by: $by, from: $from, to: $to, points: $points) { days totals baseCurrency series { nodes { key values } } }
  }
`);
const BY_METHOD = graphql(`
  query ByMethod($method: CostMethod) { valuation(costMethod: $method) { holdings { costBasis unrealisedGain unrealisedGainPrice unrealisedGainCurrency unrealisedGainBeforeFees } } }
`);

let world: LocalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  const { differences } = await new VerificationService(world.app.core.database).verify();
  await world.close();
  expect(differences).toEqual([]);
});

const share = (name: string, currency = 'EUR') => world.instrument({ name, currency, mic: currency === 'EUR' ? 'XETR' : 'XNAS' });
const close = (instrumentId: string, valueDate: string, price: string, currency = 'EUR') => ({ instrumentId, price, currency, valueDate });
const figures = async (person: Person, from: string, to: string) => (await person.api.run(FIGURES, { from, to })).expectNoErrors();

test('a short position from its sale to its end', async () => {
  const instrumentId = await share('Short');
  await world.quotes(
    [close(instrumentId, '2024-01-02', '120'), close(instrumentId, '2024-01-03', '110'), close(instrumentId, '2024-01-05', '90')],
    true,
  );
  const ada = await world.signUp();
  const sale = { kind: 'SELL', tradeDate: '2024-01-02', instrumentId, quantity: '10', price: '120', currency: 'EUR', fee: '2' } as const;
  const plain = await ada.openAccount();
  expect((await ada.api.run(RECORD, { input: { accountId: plain, ...sale } })).refusal()).toBe('RULE_BROKEN OVERSOLD input.quantity');
  const accountId = await ada.openAccount({ allowsShort: true });
  await ada.record(
    { accountId, kind: 'DEPOSIT', tradeDate: '2024-01-02', amount: '1000', currency: 'EUR' },
    { accountId, ...sale },
    { accountId, kind: 'DIVIDEND_PAID', tradeDate: '2024-01-03', instrumentId, amount: '5', currency: 'EUR' },
    { accountId, kind: 'BUY', tradeDate: '2024-01-05', instrumentId, quantity: '4', price: '90', currency: 'EUR', fee: '1' },
  );
  // 1,000 + 1,198 - 5 - 361 = 1,832 of cash, less 6 at 90.
  const valuation = await ada.valuation('2024-01-05');
  expect(valuation).toMatchObject({ total: '1292', cash: '1832', marketValue: '-540', costBasis: '-718.8', unrealisedGain: '178.8' });
  const { history, performance, realisedGains, income } = await figures(ada, '2024-01-02', '2024-01-05');
  // 2 Jan 1,000 - 2; 3 Jan + 100 - 5; 5 Jan + 10 x 20 - 1.
  expect(history?.points.map(({ total }) => total)).toEqual(['998', '1093', '1093', '1292']);
  expect(performance?.explanation).toMatchObject({
    inflow: '1000',
    priceGain: '300',
    income: '-5',
    fees: '3',
    currencyGain: '0',
    gain: '292',
  });
  // 4 x 30 less 0.80 of the sale's fee and 1.
  expect(realisedGains?.rows.nodes).toEqual([
    expect.objectContaining({
      isShort: true,
      soldOn: '2024-01-02',
      acquiredOn: '2024-01-05',
      closedOn: '2024-01-05',
      quantity: '4',
      proceeds: '480',
      cost: '360',
      gain: '118.2',
    }),
  ]);
  expect(income?.total).toEqual({ gross: '-5', tax: '0', fee: '0', net: '-5' });
  const forbid = await ada.api.run(CHANGE_ACCOUNT, { id: accountId, input: { allowsShort: false } });
  expect(forbid.expectError().extensions.rule).toBe('OVERSOLD');
});

test('what became worthless is sold for nothing: all it cost is lost, and what is left keeps the price it last had', async () => {
  const instrumentId = await share('Bust');
  const ada = await world.signUp();
  const accountId = await ada.openAccount();
  const units = { accountId, instrumentId, currency: 'EUR' } as const;
  const [start, end] = ['2024-01-02', '2024-01-08'];
  await ada.record(
    { accountId, kind: 'DEPOSIT', tradeDate: start, amount: '101', currency: 'EUR' },
    { ...units, kind: 'BUY', tradeDate: start, quantity: '10', price: '10', fee: '1' },
    { ...units, kind: 'SELL', tradeDate: '2024-01-05', quantity: '4', price: '0' },
  );
  expect(await ada.valuation('2024-01-05')).toMatchObject({
    total: '60',
    cash: '0',
    holdings: [{ quantity: '6', price: '10', source: 'trade' }],
  });
  await ada.record({ ...units, kind: 'SELL', tradeDate: end, quantity: '6', price: '0' });
  const { history, performance, realisedGains } = await figures(ada, start, end);
  expect(history?.points.at(-1)?.total).toBe('0');
  expect(performance?.explanation).toMatchObject({ inflow: '101', priceGain: '-100', fees: '1', gain: '-101' });
  expect(realisedGains?.rows.nodes.map(({ proceeds, cost, gain }) => [proceeds, cost, gain])).toEqual([
    ['0', '40', '-40.4'],
    ['0', '60', '-60.6'],
  ]);
  const answer = await ada.api.text(
    `{ performance(from: "${start}", to: "${end}") { simpleReturn { total { value } } twr { total { value } } irr { total { absence } } } }`,
  );
  expect(answer.expectNoErrors().performance).toEqual({
    simpleReturn: { total: { value: '-1' } },
    twr: { total: { value: '-1' } },
    irr: { total: { absence: 'NO_RATE_SOLVES' } },
  });
});

test('a reinvested dividend, and a fee and a tax given back, explain what they did', async () => {
  const instrumentId = await share('Reinvested');
  await world.quotes([close(instrumentId, '2024-01-02', '10'), close(instrumentId, '2024-01-04', '12')], true);
  const ada = await world.signUp();
  const accountId = await ada.openAccount();
  const common = { accountId, currency: 'EUR' } as const;
  await ada.record(
    { ...common, kind: 'DEPOSIT', tradeDate: '2024-01-02', amount: '1010' },
    { ...common, kind: 'BUY', tradeDate: '2024-01-02', instrumentId, quantity: '100', price: '10', fee: '10' },
    {
      ...common,
      kind: 'REINVESTMENT',
      tradeDate: '2024-01-04',
      instrumentId,
      quantity: '3.5',
      price: '12',
      amount: '50',
      tax: '7',
      fee: '0.5',
    },
    { ...common, kind: 'FEE_REFUND', tradeDate: '2024-01-05', amount: '4' },
    { ...common, kind: 'TAX_REFUND', tradeDate: '2024-01-05', amount: '2' },
  );
  // 103.5 x 12 = 1,242; cash 50 - 7 - 0.5 - 42 = 0.5, and 6 given back.
  const { performance, income } = await figures(ada, '2024-01-02', '2024-01-05');
  expect(performance?.explanation).toEqual({
    start: '0',
    end: '1248.5',
    inflow: '1010',
    outflow: '0',
    priceGain: '200',
    currencyGain: '0',
    income: '50',
    fees: '6.5',
    taxes: '5',
    gain: '238.5',
  });
  expect(income?.total).toEqual({ gross: '50', tax: '7', fee: '0', net: '43' });
  expect((await ada.valuation('2024-01-05')).holdings[0]).toMatchObject({ quantity: '103.5', costBasis: '1052.5' });
});

test('a split pays fractions where the account says so, is corrected, and is taken back as if it had never been', async () => {
  const instrumentId = await share('Fractions');
  await world.quotes([close(instrumentId, '2024-01-02', '60')], true);
  const holders = [];
  for (const fractionRule of ['CASH', 'KEEP'] as const) {
    const person = await world.signUp();
    const accountId = await person.openAccount({ fractionRule });
    await person.record({
      accountId,
      kind: 'DELIVERY_IN',
      tradeDate: '2024-01-02',
      instrumentId,
      quantity: '15',
      price: '60',
      currency: 'EUR',
    });
    holders.push(person);
  }
  const [cash, keep] = holders as [Person, Person];
  const before = await Promise.all(holders.map((person) => figures(person, '2024-01-02', '2024-01-05')));
  const split = { id: instrumentId, exDate: '2024-01-04' };
  const { recordSplit } = (await world.admin.run(RECORD_SPLIT, { ...split, new: 3, old: 2, fractionPrice: '41' })).expectNoErrors();
  expect(recordSplit.splits).toEqual([{ exDate: '2024-01-04', ratioNew: 3, ratioOld: 2, fractionPrice: '41' }]);
  // 22.5 units at 40; of them 22 are 880, and half a one was paid 20.5.
  expect(await cash.valuation('2024-01-05')).toMatchObject({ total: '900.5', cash: '20.5', holdings: [{ quantity: '22' }] });
  expect(await keep.valuation('2024-01-05')).toMatchObject({ total: '900', cash: '0', holdings: [{ quantity: '22.5' }] });
  const { performance, realisedGains } = await figures(cash, '2024-01-02', '2024-01-05');
  expect(performance?.explanation).toMatchObject({ end: '900.5', inflow: '900', priceGain: '0.5', currencyGain: '0' });
  // It cost 0.5 of 22.5 units of 900.
  expect(realisedGains?.rows.nodes).toEqual([
    expect.objectContaining({ transactionId: null, isFraction: true, quantity: '0.5', proceeds: '20.5', cost: '20', gain: '0.5' }),
  ]);

  (await world.admin.run(AMEND_SPLIT, { ...split, new: 2, old: 1 })).expectNoErrors();
  for (const person of holders)
    expect(await person.valuation('2024-01-05')).toMatchObject({ total: '900', holdings: [{ quantity: '30', price: '30' }] });
  expect((await world.admin.run(WITHDRAW_SPLIT, split)).expectNoErrors().withdrawSplit.splits).toEqual([]);
  expect(await Promise.all(holders.map((person) => figures(person, '2024-01-02', '2024-01-05')))).toEqual(before);
  expect((await world.admin.run(WITHDRAW_SPLIT, split)).refusal()).toBe('NOT_FOUND exDate');
});

test('a split that a later sale needs cannot be taken back', async () => {
  const instrumentId = await share('Needed');
  const ada = await world.signUp();
  const accountId = await ada.openAccount();
  const common = { accountId, instrumentId, currency: 'EUR' } as const;
  await ada.record({ ...common, kind: 'DELIVERY_IN', tradeDate: '2024-01-02', quantity: '10', price: '60' });
  (await world.admin.run(RECORD_SPLIT, { id: instrumentId, exDate: '2024-01-04', new: 2, old: 1 })).expectNoErrors();
  await ada.record({ ...common, kind: 'SELL', tradeDate: '2024-01-05', quantity: '20', price: '30' });
  const answer = await world.admin.run(WITHDRAW_SPLIT, { id: instrumentId, exDate: '2024-01-04' });
  expect(answer.refusal()).toBe('CONFLICT SPLIT_NEEDED');
});

test('the drift from targets, and what was held over time', async () => {
  const [one, two] = [await share('One'), await share('Two')];
  await world.quotes([close(one, '2024-01-02', '10'), close(two, '2024-01-02', '20'), close(one, '2024-01-04', '30')], true);
  const ada = await world.signUp();
  const accountId = await ada.openAccount();
  const bought = { accountId, kind: 'BUY', tradeDate: '2024-01-02', currency: 'EUR' } as const;
  await ada.record(
    { accountId, kind: 'DEPOSIT', tradeDate: '2024-01-02', amount: '400', currency: 'EUR' },
    { ...bought, instrumentId: one, quantity: '10', price: '10' },
    { ...bought, instrumentId: two, quantity: '5', price: '20' },
  );
  const { portfolioId } = await ada.valuation();
  const targets = (weights: readonly [string, string][]) => ({
    portfolioId,
    by: 'INSTRUMENT' as const,
    targets: weights.map(([key, weight]) => ({ key, weight })),
  });
  const set = async (weights: readonly [string, string][]) => ada.api.run(SET_TARGETS, targets(weights));
  expect(
    (
      await set([
        [one, '0.5'],
        [two, '0.4'],
      ])
    ).refusal(),
  ).toBe('BAD_USER_INPUT SUM targets');
  expect(
    (
      await set([
        [one, '1.5'],
        [two, '-0.5'],
      ])
    ).refusal(),
  ).toBe('BAD_USER_INPUT RANGE targets[0].weight');
  expect((await set([[accountId, '1']])).refusal()).toBe('NOT_FOUND targets[0].key');
  (
    await set([
      [one, '0.5'],
      [two, '0.4'],
      ['CASH', '0.1'],
    ])
  ).expectNoErrors();
  // 300 + 100 + 200 of cash = 600.
  const { allocation, portfolio } = (await ada.api.run(DRIFT, { by: 'INSTRUMENT' })).expectNoErrors();
  expect(allocation?.slices.nodes.map(({ key, value, target, drift, excess }) => [key, value, target, drift, excess])).toEqual([
    [one, '300', '0.5', '0', '0'],
    ['CASH', '200', '0.1', '0.2333333333', '140'],
    [two, '100', '0.4', '-0.2333333333', '-140'],
  ]);
  expect(portfolio?.targets.map(({ key }) => key)).toEqual([one, two, 'CASH']);
  const { allocation: byCurrency } = (await ada.api.run(DRIFT, { by: 'CURRENCY' })).expectNoErrors();
  expect(byCurrency?.slices.nodes).toEqual([{ key: 'EUR', value: '600', share: { value: '1' }, target: null, drift: null, excess: null }]);

  const over = await ada.api.run(OVER_TIME, { by: 'INSTRUMENT', from: '2024-01-01', to: '2024-01-04', points: 3 });
  expect(over.expectNoErrors().allocationHistory).toEqual({
    baseCurrency: 'EUR',
    days: ['2024-01-02', '2024-01-03', '2024-01-04'],
    totals: ['400', '400', '600'],
    series: {
      nodes: [
        { key: one, values: ['100', '100', '300'] },
        { key: 'CASH', values: ['200', '200', '200'] },
        { key: two, values: ['100', '100', '100'] },
      ],
    },
  });
  expect((await ada.api.run(OVER_TIME, { by: 'KIND', points: 401 })).refusal()).toBe('BAD_USER_INPUT RANGE points');
});

test('cost by another method, asked for and set, and the gain on what is open by price and by rate', async () => {
  const instrumentId = await share('Methods', 'USD');
  await world.quotes([close(instrumentId, day(-1), '130', 'USD')], true);
  await world.rates([{ base: 'USD', quote: 'EUR', rate: '0.9', valueDate: '2024-01-02' }], true);
  await world.rates([{ base: 'USD', quote: 'EUR', rate: '0.8', valueDate: '2024-02-01' }], true);
  const ada = await world.signUp();
  const accountId = await ada.openAccount();
  const traded = { accountId, instrumentId, currency: 'USD' } as const;
  await ada.record(
    { ...traded, kind: 'BUY', tradeDate: '2024-01-02', quantity: '10', price: '100', fee: '2' },
    { ...traded, kind: 'BUY', tradeDate: '2024-02-01', quantity: '10', price: '120' },
    { ...traded, kind: 'SELL', tradeDate: '2024-03-01', quantity: '10', price: '130' },
  );
  const by = async (method?: 'FIFO' | 'LIFO') => (await ada.api.run(BY_METHOD, { method })).expectNoErrors().valuation?.holdings[0];
  // FIFO leaves the second lot: 1,200 x 0.8 = 960 of 1,040. LIFO the first: 1,002 x 0.9 = 901.80; price 300 x 0.8, rate 1,000 x -0.1.
  expect(await by()).toMatchObject({ costBasis: '1200', unrealisedGain: '80', unrealisedGainPrice: '80', unrealisedGainCurrency: '0' });
  const lifo = {
    costBasis: '1002',
    unrealisedGain: '138.2',
    unrealisedGainBeforeFees: '140',
    unrealisedGainPrice: '240',
    unrealisedGainCurrency: '-100',
  };
  expect(await by('LIFO')).toMatchObject(lifo);
  (await ada.api.run(CHANGE_ACCOUNT, { id: accountId, input: { costMethod: 'LIFO' } })).expectNoErrors();
  expect(await by()).toMatchObject(lifo);
});

test('amended and voided entries leave what would be there had they never been', async () => {
  const instrumentId = await share('Amended');
  await world.quotes(
    [close(instrumentId, '2024-01-02', '10'), close(instrumentId, '2024-01-05', '11'), close(instrumentId, '2024-01-09', '9')],
    true,
  );
  const [ada, eve] = [await world.signUp(), await world.signUp()];
  const [mine, hers] = [await ada.openAccount({ allowsShort: true }), await eve.openAccount({ allowsShort: true })];
  const entry = (kind: 'BUY' | 'SELL', tradeDate: string, quantity: string, price: string): Omit<RecordTransactionInput, 'accountId'> => {
    return { kind, tradeDate, instrumentId, quantity, price, currency: 'EUR', fee: '1' };
  };
  const kept = [entry('BUY', '2024-01-02', '10', '10'), entry('SELL', '2024-01-05', '15', '11.5'), entry('BUY', '2024-01-09', '2', '9.5')];
  await eve.record(...kept.map((each) => ({ accountId: hers, ...each })));
  const whole = async (person: Person) => {
    const said = await figures(person, '2024-01-01', '2024-01-12');
    return {
      ...said,
      realisedGains: { ...said.realisedGains, rows: said.realisedGains?.rows.nodes.map((row) => ({ ...row, transactionId: null })) },
    };
  };
  // Recorded out of order, wrongly, asked in between so that days are kept, then put right.
  const [last, wrong] = await ada.record(
    { accountId: mine, ...(kept[2] as (typeof kept)[0]) },
    { accountId: mine, ...entry('BUY', '2024-01-01', '99', '3') },
  );
  await whole(ada);
  const [late] = await ada.record(
    { accountId: mine, ...entry('SELL', '2024-01-08', '1', '500') },
    { accountId: mine, ...(kept[1] as (typeof kept)[0]) },
  );
  await whole(ada);
  (await ada.api.run(VOID, { id: wrong?.id as string, version: 1 })).expectNoErrors();
  await whole(ada);
  (await ada.api.run(AMEND, { id: late?.id as string, version: 1, input: kept[0] as never })).expectNoErrors();
  expect(last?.version).toBe(1);
  expect(await whole(ada)).toEqual(await whole(eve));
});
