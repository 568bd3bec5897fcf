/**
 * Realised gains, lots and income through the API, worked out by hand. Base EUR, the share in USD.
 *
 *   2024-01-10  buy 10 at 100, fee 2, booked at 0.90: cost 1,000 USD = 900 EUR, charges 2 USD = 1.80 EUR
 *   2024-02-10  buy 10 at 120, rate of the day 0.92:  cost 1,200 USD = 1,104 EUR
 *   2024-06-10  sell 15 at 130, fee 3, booked at 0.95: proceeds 1,950 USD, 1,300 for the first lot and 650 for half the second
 *
 * FIFO, first lot:  before fees 1,300 - 1,000 = 300 USD; fees 2 of the sale (10 of 15 units) and 2 of the purchase: 296 USD.
 *   EUR: 1,300 x 0.95 = 1,235; cost 900; price 300 x 0.95 = 285, currency 1,000 x 0.05 = 50, together 335; fees 1.90 + 1.80: 331.30.
 * FIFO, second lot: 650 - 600 = 50 USD; fee 1: 49 USD. EUR: 617.50 - 552 = 65.50; price 47.50, currency 600 x 0.03 = 18; fee 0.95: 64.55.
 * AVERAGE closes 7.5 of each lot: proceeds 975 each; cost 750 and 900.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../testkit/gql/gql.js';
import { type LocalWorld, openWorld, type Person } from '../testkit/world.js';

const REALISED = graphql(`
  query RealisedGains($year: Int, $from: Day, $to: Day, $accountId: ID, $instrumentId: ID, $costMethod: CostMethod, $first: Int, $after: String) {
    realisedGains(year: $year, from: $from, to: $to, accountId: $accountId, instrumentId: $instrumentId, costMethod: $costMethod) {
      from to baseCurrency withoutRate
      totals { currency proceeds cost charges gainBeforeFees gain }
      totalInBase { proceeds cost charges gainBeforeFees gain priceGain currencyGain }
      rows(first: $first, after: $after) {
        nodes {
          acquiredOn soldOn acquiredRate soldRate holdingDays quantity currency proceeds cost charges gainBeforeFees gain
          instrument { name }
          inBase { proceeds cost charges gainBeforeFees gain priceGain currencyGain }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);
const CSV = graphql(`query RealisedGainsCsv($year: Int) { realisedGainsCsv(year: $year) }`);
const LOTS = graphql(`
  query Lots { holdings { nodes { marketValue costBasis lots { nodes { tradeDate quantity cost costBasis marketValue unrealisedGainBeforeFees unrealisedGain } } } } }
`);
const INCOME = graphql(`
  query Income($from: Day, $to: Day, $accountId: ID) {
    income(from: $from, to: $to, accountId: $accountId) {
      from to lastTwelveMonths
      total { gross tax fee net missing }
      byMonth { month gross net }
      byInstrument { nodes { instrument { name } gross net yieldOnCost { value absence } } }
      yieldOnCost { value absence }
      yieldOnValue { value absence }
    }
  }
`);

const PAYMENTS = graphql(`
  query Payments($after: String) {
    income(from: "2024-01-01", to: "2024-12-31") { payments(first: 1, after: $after) { nodes { gross } pageInfo { hasNextPage endCursor } } }
  }
`);

let world: LocalWorld;
let ada: Person;
let accountId: string;

beforeAll(async () => {
  world = await openWorld();
  const acme = await world.instrument({ name: '=Acme', ticker: 'ACME' });
  await world.rates(
    [
      { base: 'USD', quote: 'EUR', rate: '0.92', valueDate: '2024-02-09' },
      { base: 'USD', quote: 'EUR', rate: '0.95', valueDate: '2024-06-10' },
    ],
    true,
  );
  await world.quotes([{ instrumentId: acme, price: '140', currency: 'USD', valueDate: '2024-06-11' }], true);
  ada = await world.signUp();
  accountId = await ada.openAccount();
  const trade = { accountId, instrumentId: acme, currency: 'USD' } as const;
  await ada.record(
    { ...trade, kind: 'BUY', tradeDate: '2024-01-10', quantity: '10', price: '100', fee: '2', exchangeRate: '0.90' },
    { ...trade, kind: 'BUY', tradeDate: '2024-02-10', quantity: '10', price: '120' },
    { ...trade, kind: 'SELL', tradeDate: '2024-06-10', quantity: '15', price: '130', fee: '3', exchangeRate: '0.95' },
    { ...trade, kind: 'DIVIDEND', tradeDate: '2024-03-01', amount: '20', tax: '3' },
  );
});
afterAll(() => world.close());

test('one instrument alone has its own rows and sums', async () => {
  const id = (await ada.api.text('{ holdings { nodes { instrumentId } } }')).expectNoErrors() as {
    holdings: { nodes: { instrumentId: string }[] };
  };
  const of = async (instrumentId: string | undefined) =>
    (await ada.api.run(REALISED, { year: 2024, ...(instrumentId && { instrumentId }) })).expectNoErrors().realisedGains;
  expect(await of(id.holdings.nodes[0]?.instrumentId)).toEqual(await of(undefined));
  expect((await of('no-such'))?.totals).toEqual([]);
});

test('FIFO: each lot with its gain by price and by currency, and sums that add up', async () => {
  const { realisedGains } = (await ada.api.run(REALISED, { year: 2024 })).expectNoErrors();
  expect(realisedGains?.rows.nodes).toEqual([
    {
      acquiredOn: '2024-01-10',
      soldOn: '2024-06-10',
      acquiredRate: '0.9',
      soldRate: '0.95',
      holdingDays: 152,
      quantity: '10',
      currency: 'USD',
      proceeds: '1300',
      cost: '1000',
      charges: '4',
      gainBeforeFees: '300',
      gain: '296',
      instrument: { name: '=Acme' },
      inBase: { proceeds: '1235', cost: '900', charges: '3.7', gainBeforeFees: '335', gain: '331.3', priceGain: '285', currencyGain: '50' },
    },
    {
      acquiredOn: '2024-02-10',
      soldOn: '2024-06-10',
      acquiredRate: '0.92',
      soldRate: '0.95',
      holdingDays: 121,
      quantity: '5',
      currency: 'USD',
      proceeds: '650',
      cost: '600',
      charges: '1',
      gainBeforeFees: '50',
      gain: '49',
      instrument: { name: '=Acme' },
      inBase: {
        proceeds: '617.5',
        cost: '552',
        charges: '0.95',
        gainBeforeFees: '65.5',
        gain: '64.55',
        priceGain: '47.5',
        currencyGain: '18',
      },
    },
  ]);
  expect(realisedGains?.totals).toEqual([
    { currency: 'USD', proceeds: '1950', cost: '1600', charges: '5', gainBeforeFees: '350', gain: '345' },
  ]);
  expect(realisedGains?.totalInBase).toEqual({
    proceeds: '1852.5',
    cost: '1452',
    charges: '4.65',
    gainBeforeFees: '400.5',
    gain: '395.85',
    priceGain: '332.5',
    currencyGain: '68',
  });
});

test('another cost method for one query changes the lots and not the proceeds', async () => {
  const { realisedGains } = (await ada.api.run(REALISED, { year: 2024, costMethod: 'AVERAGE' })).expectNoErrors();
  expect(realisedGains?.rows.nodes.map(({ quantity, proceeds, cost }) => [quantity, proceeds, cost])).toEqual([
    ['7.5', '975', '750'],
    ['7.5', '975', '900'],
  ]);
  const again = (await ada.api.run(REALISED, { year: 2024 })).expectNoErrors();
  expect(again.realisedGains?.totals[0]?.cost).toBe('1600');
});

test('rows come in pages, and a year without sales has none', async () => {
  const { realisedGains } = (await ada.api.run(REALISED, { year: 2024, first: 1 })).expectNoErrors();
  expect(realisedGains?.rows.pageInfo.hasNextPage).toBe(true);
  const after = realisedGains?.rows.pageInfo.endCursor;
  const next = (await ada.api.run(REALISED, { year: 2024, first: 1, after })).expectNoErrors();
  expect(next.realisedGains?.rows.nodes[0]?.acquiredOn).toBe('2024-02-10');
  const { realisedGains: none } = (await ada.api.run(REALISED, { year: 2023 })).expectNoErrors();
  expect([none?.rows.nodes, none?.totals, none?.totalInBase.gain]).toEqual([[], [], '0']);
});

test('the CSV has a title line, exact figures and no formula', async () => {
  const { realisedGainsCsv } = (await ada.api.run(CSV, { year: 2024 })).expectNoErrors();
  const lines = realisedGainsCsv?.split('\r\n') ?? [];
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain('account,instrument,isin,acquired on,sold on,holding days,quantity');
  expect(lines[1]).toBe(
    "Brokerage,'=Acme,,2024-01-10,2024-06-10,152,10,USD,1300,1000,4,300,296,1235,900,3.7,335,331.3,285,50,LONG,0.9,0.95",
  );
});

test('the lots of a holding add up to it', async () => {
  const { holdings } = (await ada.api.run(LOTS)).expectNoErrors();
  expect(holdings.nodes).toEqual([
    {
      marketValue: '700',
      costBasis: '600',
      lots: {
        nodes: [
          {
            tradeDate: '2024-02-10',
            quantity: '5',
            cost: '600',
            costBasis: '600',
            marketValue: '700',
            unrealisedGainBeforeFees: '100',
            unrealisedGain: '100',
          },
        ],
      },
    },
  ]);
});

test('income is gross with its tax apart, at the rate of its day', async () => {
  const { income } = (await ada.api.run(INCOME, { from: '2024-01-01', to: '2024-12-31' })).expectNoErrors();
  expect(income).toMatchObject({
    total: { gross: '18.4', tax: '2.76', fee: '0', net: '15.64', missing: [] },
    byMonth: [{ month: '2024-03', gross: '18.4', net: '15.64' }],
    byInstrument: { nodes: [{ instrument: { name: '=Acme' }, gross: '18.4', net: '15.64', yieldOnCost: { value: '0', absence: null } }] },
    lastTwelveMonths: '0',
    yieldOnCost: { value: '0', absence: null },
  });
});

test('the account of somebody else is not there, and a period upside down is refused', async () => {
  const bob = await world.signUp();
  expect((await bob.api.run(REALISED, { year: 2024, accountId })).refusal()).toBe('NOT_FOUND accountId');
  expect((await bob.api.run(INCOME, { accountId })).refusal()).toBe('NOT_FOUND accountId');
  expect((await bob.api.run(REALISED, { from: '2024-02-01', to: '2024-01-01' })).refusal()).toBe('BAD_USER_INPUT RANGE from');
  expect((await bob.api.run(REALISED, { year: 2024, to: '2024-01-01' })).refusal()).toBe('BAD_USER_INPUT EITHER year');
});

test('sales and payments that are recorded while somebody turns the pages move none of the later ones', async () => {
  const eve = await world.signUp();
  const own = await eve.openAccount();
  const instrumentId = await world.instrument({ ticker: 'PAGE' });
  const dividend = { accountId: own, instrumentId, currency: 'USD', kind: 'DIVIDEND' } as const;
  const sale = { accountId: own, instrumentId, currency: 'USD', kind: 'SELL', quantity: '1', price: '3' } as const;
  await eve.record(
    { ...sale, kind: 'BUY', tradeDate: '2024-01-10', quantity: '10', price: '2' },
    { ...sale, tradeDate: '2024-03-01' },
    { ...sale, tradeDate: '2024-04-01' },
    { ...dividend, tradeDate: '2024-03-01', amount: '1' },
    { ...dividend, tradeDate: '2024-04-01', amount: '2' },
  );
  const payments = async (after: string | null) => (await eve.api.run(PAYMENTS, { after })).expectNoErrors().income?.payments;
  const rows = async (after: string | null) =>
    (await eve.api.run(REALISED, { year: 2024, first: 1, after })).expectNoErrors().realisedGains?.rows;
  const [paid, sold] = [await payments(null), await rows(null)];
  await eve.record({ ...dividend, tradeDate: '2024-05-01', amount: '4' }, { ...sale, tradeDate: '2024-02-01' });
  expect(await payments(paid?.pageInfo.endCursor ?? null)).toMatchObject({ nodes: [{ gross: '1' }], pageInfo: { hasNextPage: false } });
  expect(await rows(sold?.pageInfo.endCursor ?? null)).toMatchObject({
    nodes: [{ soldOn: '2024-04-01' }],
    pageInfo: { hasNextPage: false },
  });
});
