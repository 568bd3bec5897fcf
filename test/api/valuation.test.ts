// What a portfolio is worth, against figures worked out by hand, and what the API says where it cannot know.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../testkit/gql/gql.js';
import { ago, day, type LocalWorld, openWorld, type Person, VALUATION_CHANGED } from '../testkit/world.js';

const ACCOUNTS = graphql(`
  query AccountsWithValuation($first: Int, $after: String, $asOf: Day) {
    accounts(first: $first, after: $after) {
      nodes { id name currency valuation(asOf: $asOf) { total cash holdings { instrument { name } quantity value } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
const HOLDINGS = graphql(`
  query HoldingsPage($first: Int, $after: String, $portfolioId: ID) {
    holdings(first: $first, after: $after, portfolioId: $portfolioId) {
      nodes { id value instrument { name } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
const PORTFOLIO = graphql(`
  query PortfolioWithParts {
    portfolio { id name baseCurrency accounts { nodes { id } } holdings(first: 1) { nodes { id } } valuation { total } }
    portfolios { nodes { id } }
  }
`);

let world: LocalWorld;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const instrument = (currency: string, name = `Share in ${currency}`) => world.instrument({ name, currency, mic: null });

/** 10 units in USD at 100, 5 in GBP at 40, 1000 EUR and 300 USD in cash. */
async function twoCurrencies(): Promise<{ ada: Person; usd: string; gbp: string; account: string }> {
  const [usd, gbp] = [await instrument('USD'), await instrument('GBP')];
  const ada = await world.signUp('EUR');
  const account = await ada.openAccount();
  await ada.record(
    { accountId: account, kind: 'DEPOSIT', tradeDate: day(-30), amount: '1000', currency: 'EUR' },
    { accountId: account, kind: 'DEPOSIT', tradeDate: day(-30), amount: '1310', currency: 'USD' },
    { accountId: account, kind: 'DEPOSIT', tradeDate: day(-30), amount: '200', currency: 'GBP' },
    { accountId: account, kind: 'BUY', tradeDate: day(-20), instrumentId: usd, quantity: '10', price: '100', currency: 'USD', fee: '10' },
    { accountId: account, kind: 'BUY', tradeDate: day(-20), instrumentId: gbp, quantity: '5', price: '40', currency: 'GBP' },
  );
  return { ada, usd, gbp, account };
}

test('a missing price or rate is a gap, never a zero or a one', async () => {
  const { ada, usd, gbp } = await twoCurrencies();
  const before = await ada.valuation();
  // No rate at all is known: what is in USD and GBP is in no total, and says so.
  expect(before).toMatchObject({ total: '1000', cash: '1000', marketValue: '0', isPartial: true, costBasis: null, unrealisedGain: null });
  expect(before.gaps.map(({ reason, currency, instrumentId }) => `${reason} ${currency ?? instrumentId}`).toSorted()).toEqual(
    [
      'NO_RATE GBP',
      'NO_RATE USD',
      `STALE_PRICE ${gbp}`,
      `STALE_PRICE ${usd}`,
      `NO_PREVIOUS_CLOSE ${gbp}`,
      `NO_PREVIOUS_CLOSE ${usd}`,
    ].toSorted(),
  );
  for (const gap of before.gaps) expect(gap.message).toMatch(/^No |^The price/);
  for (const holding of before.holdings)
    expect(holding).toMatchObject({ value: null, unrealisedGain: null, source: 'trade', isStale: true });
  expect(before.holdings.map(({ price }) => price).toSorted()).toEqual(['100', '40']);
});

test('totals in several currencies are those worked out by hand', async () => {
  const { ada, usd, gbp, account } = await twoCurrencies();
  for (const valueDate of [day(-5), day(0)]) {
    await world.rates([
      { base: 'EUR', quote: 'USD', rate: '1.2', valueDate },
      { base: 'EUR', quote: 'GBP', rate: '0.8', valueDate },
    ]);
  }
  await world.quotes([
    { instrumentId: usd, price: '110', currency: 'USD', valueDate: day(-1) },
    { instrumentId: gbp, price: '41', currency: 'GBP', valueDate: day(-1) },
  ]);
  const at = ago(2);
  await world.quotes([
    { instrumentId: usd, price: '120', currency: 'USD', observedAt: at },
    { instrumentId: gbp, price: '42', currency: 'GBP', observedAt: at },
  ]);
  const valuation = await ada.valuation();
  // USD: 10 x 120 / 1.2 = 1000; GBP: 5 x 42 / 0.8 = 262.5; cash: 1000 + 300 / 1.2 = 1250.
  // Cost: (1000 + 10) / 1.2 = 841.66666667, 200 / 0.8 = 250. Day: 10 x (120 - 110) / 1.2 = 83.33333333, 5 x (42 - 41) / 0.8 = 6.25.
  expect(valuation).toMatchObject({
    baseCurrency: 'EUR',
    marketValue: '1262.5',
    cash: '1250',
    total: '2512.5',
    costBasis: '1091.66666667',
    unrealisedGain: '170.83333333',
    dayChangePrice: '89.58333333',
    isPartial: false,
    staleShare: '0',
    gaps: [],
    asOf: at,
    day: null,
  });
  expect(valuation.holdings.find(({ instrumentId }) => instrumentId === usd)).toMatchObject({
    id: `${account}:${usd}`,
    quantity: '10',
    price: '120',
    currency: 'USD',
    source: 'push',
    priceKind: 'LAST',
    priceObservedAt: at,
    previousClose: '110',
    marketValue: '1200',
    value: '1000',
    costBasis: '1010',
    costBasisInBase: '841.66666667',
    unrealisedGain: '158.33333333',
    isStale: false,
  });
  expect(valuation.cashBalances).toEqual([
    { accountId: account, currency: 'EUR', amount: '1000', value: '1000' },
    { accountId: account, currency: 'USD', amount: '300', value: '250' },
  ]);
});

test('a past day is valued with what held at its end, and a late price corrects it', async () => {
  const share = await instrument('CHF');
  const ada = await world.signUp('CHF');
  const account = await ada.openAccount({ currency: 'CHF' });
  await ada.record(
    { accountId: account, kind: 'DEPOSIT', tradeDate: day(-20), amount: '1000', currency: 'CHF' },
    { accountId: account, kind: 'BUY', tradeDate: day(-10), instrumentId: share, quantity: '10', price: '50', currency: 'CHF' },
    { accountId: account, kind: 'SELL', tradeDate: day(-2), instrumentId: share, quantity: '4', price: '60', currency: 'CHF' },
  );
  await world.quotes([
    { instrumentId: share, price: '51', currency: 'CHF', valueDate: day(-9) },
    { instrumentId: share, price: '59', currency: 'CHF', valueDate: day(-3) },
    { instrumentId: share, price: '61', currency: 'CHF', valueDate: day(-1) },
  ]);
  const totals = async () => Promise.all([-25, -15, -9, -6, -3, -2, -1, 0].map(async (offset) => (await ada.valuation(day(offset))).total));
  // Cash: 0, 1000, then 500, and 500 + 240 from the sale on.
  expect(await totals()).toEqual(['0', '1000', '1010', '1010', '1090', '1094', '1106', '1106']);
  expect(await world.quotes([{ instrumentId: share, price: '54', currency: 'CHF', valueDate: day(-7) }])).toEqual(['HISTORY OLDER']);
  expect(await totals()).toEqual(['0', '1000', '1010', '1040', '1090', '1094', '1106', '1106']);
  const past = await ada.valuation(day(-6));
  expect(past).toMatchObject({ day: day(-6), holdings: [{ quantity: '10', price: '54', priceDate: day(-7), previousClose: '51' }] });
  expect((await ada.valuation()).total).toBe('1106');
});

test("the rate of a past day is that day's, carried forward over days without one", async () => {
  const ada = await world.signUp('SEK');
  const account = await ada.openAccount();
  await ada.record({ accountId: account, kind: 'DEPOSIT', tradeDate: day(-20), amount: '100', currency: 'NOK' });
  await world.rates([{ base: 'NOK', quote: 'SEK', rate: '1', valueDate: day(-9) }]);
  await world.rates([{ base: 'NOK', quote: 'SEK', rate: '1.02', valueDate: day(-3) }]);
  expect((await ada.valuation()).total).toBe('102');
  expect((await ada.valuation(day(-4))).total).toBe('100');
  expect(await ada.valuation(day(-10))).toMatchObject({
    total: '0',
    cash: '0',
    isPartial: true,
    gaps: [{ reason: 'NO_RATE', currency: 'NOK' }],
  });
});

test('a currency without a direct rate is crossed', async () => {
  const ada = await world.signUp('JPY');
  const account = await ada.openAccount();
  await ada.record({ accountId: account, kind: 'DEPOSIT', tradeDate: day(-20), amount: '10', currency: 'PLN' });
  await world.rates([
    { base: 'EUR', quote: 'PLN', rate: '4', valueDate: day(-3) },
    { base: 'EUR', quote: 'JPY', rate: '160', valueDate: day(-3) },
  ]);
  // 10 / 4 x 160.
  expect((await ada.valuation()).total).toBe('400');
});

test('what a purchase cost follows the rate of its day at once, a late one and one of today', async () => {
  const ada = await world.signUp('EUR');
  const [account, share] = [await ada.openAccount(), await instrument('SEK')];
  const bought = { accountId: account, kind: 'BUY', instrumentId: share, quantity: '10', price: '100', currency: 'SEK' } as const;
  await ada.record({ ...bought, tradeDate: day(-5) }, { ...bought, tradeDate: day(0) });
  await world.quotes([{ instrumentId: share, price: '100', currency: 'SEK', observedAt: ago(2) }]);
  const costs: (string | null)[] = [];
  const look = async () => {
    // The second one is answered from what is remembered of the first.
    const [first, second] = [await ada.valuation(), await ada.valuation()];
    expect(second.costBasis).toBe(first.costBasis);
    costs.push(first.costBasis);
  };
  for (const [rate, offset] of [
    ['0.5', -9],
    ['0.6', -6],
    ['0.7', 0],
  ] as const) {
    await world.rates([{ base: 'SEK', quote: 'EUR', rate, valueDate: day(offset) }], true);
    await look();
  }
  expect(costs).toEqual(['1000', '1200', '1300']);
});

test('what was just written is read at once, also while the portfolio is watched', async () => {
  const share = await instrument('EUR');
  const ada = await world.signUp('EUR');
  const account = await ada.openAccount();
  await ada.record({
    accountId: account,
    kind: 'BUY',
    tradeDate: day(-2),
    instrumentId: share,
    quantity: '1',
    price: '5',
    currency: 'EUR',
  });
  await world.quotes([{ instrumentId: share, price: '100', currency: 'EUR', observedAt: ago(60) }]);
  const socket = ada.api.socket();
  await socket.subscribe(VALUATION_CHANGED, {}).first();
  for (let round = 1; round <= 20; round += 1) {
    await ada.record({ accountId: account, kind: 'DEPOSIT', tradeDate: day(0), amount: '10', currency: 'EUR' });
    expect((await ada.valuation()).cash).toBe(String(10 * round - 5));
    await world.quotes([{ instrumentId: share, price: String(100 + round), currency: 'EUR', observedAt: ago(30 - round) }]);
    expect((await ada.valuation()).marketValue).toBe(String(100 + round));
  }
  await socket.close();
});

test('accounts are valued one by one, in the order they were opened, page by page', async () => {
  const share = await instrument('EUR', 'Paged');
  const ada = await world.signUp('EUR');
  for (const amount of ['100', '200', '300']) {
    const account = await ada.openAccount({ name: amount });
    await ada.record(
      { accountId: account, kind: 'DEPOSIT', tradeDate: day(-9), amount, currency: 'EUR' },
      { accountId: account, kind: 'BUY', tradeDate: day(-5), instrumentId: share, quantity: '2', price: '7', currency: 'EUR' },
    );
  }
  await world.quotes([{ instrumentId: share, price: '8', currency: 'EUR', valueDate: day(-1) }]);
  const first = (await ada.api.run(ACCOUNTS, { first: 2 })).expectNoErrors().accounts;
  const rest = (await ada.api.run(ACCOUNTS, { first: 2, after: first.pageInfo.endCursor })).expectNoErrors().accounts;
  expect(rest.pageInfo.hasNextPage).toBe(false);
  const rows = [...first.nodes, ...rest.nodes].map(({ name, valuation }) => `${name} ${valuation.cash} ${valuation.total}`);
  expect(rows).toEqual(['100 86 102', '200 186 202', '300 286 302']);
  const past = (await ada.api.run(ACCOUNTS, { asOf: day(-7) })).expectNoErrors().accounts.nodes.map(({ valuation }) => valuation.total);
  expect(past).toEqual(['100', '200', '300']);
  const { portfolio, portfolios } = (await ada.api.run(PORTFOLIO)).expectNoErrors();
  expect(portfolio).toMatchObject({ baseCurrency: 'EUR', valuation: { total: '606' } });
  expect(portfolio?.accounts.nodes).toHaveLength(3);
  expect(portfolios.nodes).toEqual([{ id: portfolio?.id }]);
});

test('holdings page without a gap or a repetition, also when one is sold in between', async () => {
  const ada = await world.signUp('EUR');
  const account = await ada.openAccount();
  const shares: string[] = [];
  for (let index = 0; index < 5; index += 1) {
    const share = await instrument('EUR', `Held ${index}`);
    shares.push(share);
    await ada.record({
      accountId: account,
      kind: 'BUY',
      tradeDate: day(-2),
      instrumentId: share,
      quantity: '1',
      price: '5',
      currency: 'EUR',
    });
  }
  const all = (await ada.valuation()).holdings.map(({ id }) => id);
  const first = (await ada.api.run(HOLDINGS, { first: 2 })).expectNoErrors().holdings;
  const sold = first.nodes.at(-1)?.id.split(':')[1] as string;
  await ada.record({
    accountId: account,
    kind: 'SELL',
    tradeDate: day(-1),
    instrumentId: sold,
    quantity: '1',
    price: '5',
    currency: 'EUR',
  });
  const second = (await ada.api.run(HOLDINGS, { first: 2, after: first.pageInfo.endCursor })).expectNoErrors().holdings;
  const third = (await ada.api.run(HOLDINGS, { first: 2, after: second.pageInfo.endCursor })).expectNoErrors().holdings;
  expect([...first.nodes, ...second.nodes, ...third.nodes].map(({ id }) => id)).toEqual(all);
  expect(third.pageInfo.hasNextPage).toBe(false);
  expect(first.nodes[0]?.instrument.name).toMatch(/^Held/);
});

test('the accounts of a list are valued each by itself, and add up to their portfolio', async () => {
  const ada = await world.signUp();
  const share = await world.instrument({ currency: 'EUR', mic: null });
  await world.quotes([{ instrumentId: share, price: '10', currency: 'EUR', observedAt: ago(60) }]);
  for (const [name, units] of [
    ['One', '1'],
    ['Two', '20'],
    ['Three', '300'],
  ] as const) {
    const accountId = await ada.openAccount({ name });
    await ada.record({
      accountId,
      kind: 'DELIVERY_IN',
      tradeDate: day(-3),
      instrumentId: share,
      quantity: units,
      price: '9',
      currency: 'EUR',
    });
  }
  const answer = await ada.api.text(
    'query($past: Day!, $coming: Day!) { accounts { nodes { name valuation { total } past: valuation(asOf: $past) { total } holdings { nodes { quantity } } } } ' +
      'broken: accounts { nodes { valuation(asOf: $coming) { total } } } }',
    { past: day(-10), coming: day(10) },
  );
  expect(answer.errors.map(({ extensions }) => `${extensions.code} ${extensions.field}`)).toContain('BAD_USER_INPUT asOf');
  const whole = await ada.api.text(
    'query($past: Day!) { accounts { nodes { name valuation { total } past: valuation(asOf: $past) { total } holdings { nodes { quantity } } } } }',
    {
      past: day(-10),
    },
  );
  const nodes = (whole.expectNoErrors() as { accounts: { nodes: unknown[] } }).accounts.nodes;
  expect(nodes).toEqual([
    { name: 'One', valuation: { total: '10' }, past: { total: '0' }, holdings: { nodes: [{ quantity: '1' }] } },
    { name: 'Two', valuation: { total: '200' }, past: { total: '0' }, holdings: { nodes: [{ quantity: '20' }] } },
    { name: 'Three', valuation: { total: '3000' }, past: { total: '0' }, holdings: { nodes: [{ quantity: '300' }] } },
  ]);
  expect((await ada.valuation()).total).toBe('3210');
});
