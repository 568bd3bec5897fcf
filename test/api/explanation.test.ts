// Why a figure is what it is: whoever carries out the steps that are given comes to the figures that are shown.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../testkit/gql/gql.js';
import type { ExplainHoldingQuery } from '../testkit/gql/graphql.js';
import { AMEND, ago, day, type LocalWorld, openWorld } from '../testkit/world.js';

const EXPLAIN = graphql(`
  query ExplainHolding($holdingId: ID!, $asOf: Day, $knownAt: Instant) {
    explainHolding(holdingId: $holdingId, asOf: $asOf, knownAt: $knownAt) {
      baseCurrency day knownAt priceRule entryCount
      holding { id quantity price value marketValue costBasis costBasisInBase unrealisedGain dayChange dayChangePrice dayChangeCurrency }
      quote { price source observedAt receivedAt valueDate rawPrice revision previousClose }
      rates { base quote rate use earlierRate source valueDate receivedAt revision }
      lots { id tradeDate quantity cost charges bookedRate { currency rate } }
      splits { day ratioNew ratioOld }
      entries { id kind quantity version }
      steps { name terms { name use value } scale result }
      gaps { reason }
    }
  }
`);
const EXPLAIN_CASH = graphql(`
  query ExplainCash($accountId: ID!, $currency: Currency!, $asOf: Day) {
    explainCash(accountId: $accountId, currency: $currency, asOf: $asOf) {
      balance { amount value } entryCount rates { base quote use } steps { name terms { name use value } scale result }
    }
  }
`);

let world: LocalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

type Step = NonNullable<ExplainHoldingQuery['explainHolding']>['steps'][number];

/** Carries a step out with integers, from the texts the API gave. */
function carriedOut({ terms, scale }: Step): string {
  const isSum = terms.every(({ use }) => use === 'PLUS' || use === 'MINUS');
  let [n, d] = isSum ? [0n, 1n] : [1n, 1n];
  for (const { use, value } of terms) {
    const [whole, digits = ''] = value.split('.') as [string, string?];
    const term = { n: BigInt(whole + digits), d: 10n ** BigInt(digits.length) };
    if (isSum) [n, d] = [n * term.d + (use === 'PLUS' ? 1n : -1n) * term.n * d, d * term.d];
    else [n, d] = use === 'TIMES' ? [n * term.n, d * term.d] : [n * term.d, d * term.n];
  }
  const places = scale ?? 60;
  const isNegative = n < 0n !== d < 0n;
  const [top, bottom] = [(n < 0n ? -n : n) * 10n ** BigInt(places), d < 0n ? -d : d];
  const twice = (top % bottom) * 2n;
  const rounded = top / bottom + (twice > bottom || (twice === bottom && (top / bottom) % 2n === 1n) ? 1n : 0n);
  if ((scale ?? null) === null) expect(twice).toBe(0n);
  const text = rounded.toString().padStart(places + 1, '0');
  const plain = `${text.slice(0, -places)}.${text.slice(-places)}`.replace(/\.?0+$/, '');
  return isNegative && rounded !== 0n ? `-${plain}` : plain;
}

function check(steps: readonly Step[], figures: Readonly<Record<string, unknown>>): void {
  const results = new Map<string, string>();
  for (const step of steps) {
    for (const { name, value } of step.terms) if (results.has(name)) expect(value).toBe(results.get(name));
    results.set(step.name, carriedOut(step));
    expect([step.name, step.result]).toEqual([step.name, results.get(step.name)]);
  }
  const shown = Object.entries(figures).filter(([name]) => results.has(name));
  expect(shown.map(([name]) => [name, results.get(name)])).toEqual(shown);
}

test('a holding and its cash are explained to the last digit, now, on a past day, and as known then', async () => {
  const share = await world.instrument({ name: 'Share', mic: null, currency: 'USD' });
  const ada = await world.signUp('GBP');
  const account = await ada.openAccount({ currency: 'GBP' });
  const [spare] = [await ada.openAccount({ name: 'Spare', currency: 'GBP' })];
  const of = { accountId: account, instrumentId: share, currency: 'USD' } as const;
  const [, booked] = await ada.record(
    { ...of, kind: 'BUY', tradeDate: day(-30), quantity: '10.123456789012', price: '33.33333333', fee: '1.5' },
    { ...of, kind: 'BUY', tradeDate: day(-29), quantity: '5', price: '34', exchangeRate: '0.7901' },
    { ...of, kind: 'SPLIT', tradeDate: day(-3), ratioNew: 7, ratioOld: 3 },
    { ...of, kind: 'TRANSFER', tradeDate: day(-2), quantity: '2', counterAccountId: spare },
    { ...of, kind: 'BUY', tradeDate: day(0), quantity: '3', price: '15.5' },
    { accountId: account, kind: 'DEPOSIT', tradeDate: day(-31), amount: '1000', currency: 'USD' },
  );
  await world.rates([
    { base: 'EUR', quote: 'USD', rate: '1.0867', valueDate: day(-20) },
    { base: 'EUR', quote: 'GBP', rate: '0.8431', valueDate: day(-20) },
    { base: 'EUR', quote: 'USD', rate: '1.0912', valueDate: day(0) },
  ]);
  await world.quotes([{ instrumentId: share, price: '35.5', currency: 'USD', valueDate: day(-10) }]);
  await world.quotes([{ instrumentId: share, price: '15.7', currency: 'USD', observedAt: ago(1) }], true);
  const valuation = await ada.valuation();
  const holding = valuation.holdings.find(({ accountId }) => accountId === account);
  const holdingId = holding?.id as string;

  const now = (await ada.api.run(EXPLAIN, { holdingId })).expectNoErrors().explainHolding;
  check(now.steps, now.holding);
  const { dayChangePrice: _price, dayChangeCurrency: _currency, ...shown } = now.holding;
  expect(holding).toMatchObject(shown);
  expect(now.steps.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['value', 'costBasis', 'costBasisInBase', 'unrealisedGain', 'dayChangePrice', 'dayChangeCurrency', 'dayChange']),
  );
  expect(now).toMatchObject({
    priceRule: 'CURRENT',
    entryCount: 5,
    splits: [{ day: day(-3), ratioNew: 7, ratioOld: 3 }],
    quote: { price: '15.7', source: 'push', previousClose: '35.5' },
    rates: [
      { base: 'EUR', quote: 'USD', use: 'DIVIDED_BY', rate: '1.0912', earlierRate: '1.0867' },
      { base: 'EUR', quote: 'GBP', use: 'TIMES', rate: '0.8431' },
    ],
  });
  expect(now.lots.map(({ bookedRate }) => bookedRate?.rate ?? null)).toEqual([null, '0.7901', null]);

  const knownAt = new Date().toISOString();
  const asOf = day(-5);
  const before = (await ada.api.run(EXPLAIN, { holdingId, asOf })).expectNoErrors().explainHolding;
  check(before.steps, before.holding);
  expect(before).toMatchObject({ priceRule: 'NEWEST_OF_DAY', day: asOf, quote: { price: '35.5' }, entryCount: 2 });
  while (new Date().toISOString() <= knownAt);
  const input = { kind: 'BUY', tradeDate: day(-29), instrumentId: share, quantity: '6', price: '34', currency: 'USD' } as const;
  (await ada.api.run(AMEND, { id: booked?.id as string, version: 1, input })).expectNoErrors();
  const after = (await ada.api.run(EXPLAIN, { holdingId, asOf })).expectNoErrors().explainHolding;
  check(after.steps, after.holding);
  expect(after.holding.quantity).toBe('16.123456789012');
  const then = (await ada.api.run(EXPLAIN, { holdingId, asOf, knownAt })).expectNoErrors().explainHolding;
  expect(then).toEqual({ ...before, knownAt });

  for (const currency of ['USD', 'GBP'] as const) {
    const cash = (await ada.api.run(EXPLAIN_CASH, { accountId: account, currency })).expectNoErrors().explainCash;
    check(cash.steps, cash.balance);
    const shown = (await ada.valuation()).cashBalances.find((each) => each.accountId === account && each.currency === currency);
    expect(cash.balance).toEqual(shown ? { amount: shown.amount, value: shown.value } : { amount: '0', value: '0' });
  }
});

test('nothing is explained that is not held, or not yours', async () => {
  const share = await world.instrument({ name: 'Share', mic: null, currency: 'EUR' });
  const [ada, bob] = [await world.signUp(), await world.signUp()];
  const account = await ada.openAccount();
  await ada.record({
    accountId: account,
    kind: 'BUY',
    tradeDate: day(-1),
    instrumentId: share,
    quantity: '1',
    price: '1',
    currency: 'EUR',
  });
  const holdingId = `${account}:${share}`;
  // A neighbour's answers exactly as one that does not exist.
  const foreign = (await bob.api.run(EXPLAIN, { holdingId })).expectError();
  const missing = (await bob.api.run(EXPLAIN, { holdingId: `${share}:${share}` })).expectError();
  expect(foreign).toEqual(missing);
  expect(foreign.extensions.code).toBe('NOT_FOUND');
  expect((await ada.api.run(EXPLAIN, { holdingId, asOf: day(-2) })).refusal()).toBe('NOT_FOUND holdingId');
  expect((await ada.api.run(EXPLAIN, { holdingId: 'nonsense' })).refusal()).toBe('NOT_FOUND holdingId');
  expect((await bob.api.run(EXPLAIN_CASH, { accountId: account, currency: 'EUR' })).refusal()).toBe('NOT_FOUND accountId');
  const { explainHolding } = (await ada.api.run(EXPLAIN, { holdingId })).expectNoErrors();
  expect(explainHolding).toMatchObject({ priceRule: 'OWN_TRADE', quote: null, holding: { value: '1' } });
  check(explainHolding.steps, explainHolding.holding);
});
