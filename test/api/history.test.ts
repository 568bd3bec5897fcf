/**
 * The daily series through the API: the four days of `test/golden/multi-currency.test.ts`, kept, forgotten where something
 * changes, and the same again.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Day } from '../../src/domain/day.js';
import { Decimal } from '../../src/domain/decimal.js';
import { PriceBook } from '../../src/domain/price-book.js';
import type { Actor } from '../../src/domain/user.js';
import { KeptDays } from '../../src/services/kept-day.js';
import { PortfolioHeads } from '../../src/services/portfolio-head.js';
import { PresentLedgers } from '../../src/services/present-ledger.js';
import { loadScopeHead } from '../../src/services/scope.js';
import { SeriesService } from '../../src/services/series.js';
import { keptDays, type ScopeId } from '../../src/storage/query/history.js';
import type { StorableQuote } from '../../src/storage/query/quote.js';
import { storeObservations } from '../../src/storage/query/store.js';
import { graphql } from '../testkit/gql/gql.js';
import { tradedShare } from '../testkit/traded-share.js';
import { until } from '../testkit/until.js';
import { day, type LocalWorld, openWorld, type Person, VOID } from '../testkit/world.js';

const HISTORY = graphql(`
  query History($portfolioId: ID, $accountId: ID, $from: Day, $to: Day, $points: Int) {
    history(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to, points: $points) {
      from to baseCurrency
      points { day total netContribution isPartial }
    }
  }
`);

let world: LocalWorld;
let ada: Person;
let accountId: string;
let instrumentId: string;

const close = (valueDate: string, price: string) => ({ instrumentId, price, currency: 'USD', valueDate });
const usd = (valueDate: string, rate: string) => ({ base: 'USD', quote: 'EUR', rate, valueDate });

beforeAll(async () => {
  world = await openWorld();
  ({ person: ada, accountId, instrumentId } = await tradedShare(world));
});
afterAll(() => world.close());

async function totals(to = '2024-01-05', from?: string): Promise<string[][]> {
  const { history } = (await ada.api.run(HISTORY, { from, to })).expectNoErrors();
  return (history?.points ?? []).map((point) => [point.day, point.total, point.netContribution]);
}

const GOLDEN = [
  ['2024-01-02', '9998.2', '10000'],
  ['2024-01-03', '10739.35', '10000'],
  ['2024-01-04', '10701.72', '10000'],
  ['2024-01-05', '9701.72', '9000'],
];

test('each day is what it was worked out to be by hand, the first time and from what is kept', async () => {
  expect(await totals()).toEqual(GOLDEN);
  expect(await totals()).toEqual(GOLDEN);
  expect(await totals('2024-01-04', '2024-01-04')).toEqual(GOLDEN.slice(2, 3));
});

test('an entry of a past day changes that day and those after it, and taking it out brings them back', async () => {
  await totals();
  const [fee] = await ada.record({ accountId, kind: 'FEE', tradeDate: '2024-01-04', amount: '1.72', currency: 'EUR' });
  expect(await totals()).toEqual([...GOLDEN.slice(0, 2), ['2024-01-04', '10700', '10000'], ['2024-01-05', '9700', '9000']]);
  (await ada.api.run(VOID, { id: fee?.id as string, version: 1 })).expectNoErrors();
  expect(await totals()).toEqual(GOLDEN);
});

test('a late price and a late rate change the days they touch', async () => {
  await totals();
  // Friday's close comes in: 60 x 58 x 0.92 = 3,201.60 instead of 3,091.20.
  await world.quotes([close('2024-01-05', '58')], true);
  expect(await totals()).toEqual([...GOLDEN.slice(0, 3), ['2024-01-05', '9812.12', '9000']]);
  // Friday's rate: (60 x 58 + 2,296) x 0.90 = 5,198.40, and 5,498.20 - 1,000 EUR.
  await world.rates([usd('2024-01-05', '0.90')], true);
  expect(await totals()).toEqual([...GOLDEN.slice(0, 3), ['2024-01-05', '9696.6', '9000']]);
});

test('the last point is now, and thinning keeps the first, the last, the lowest and the highest', async () => {
  const whole = (await ada.api.run(HISTORY, { points: 2000 })).expectNoErrors().history?.points ?? [];
  const last = whole.at(-1);
  expect(last?.day).toBe(day(0));
  expect(last?.total).toBe((await ada.valuation()).total);
  expect(whole).toHaveLength(Math.round((Date.parse(day(0)) - Date.parse('2024-01-02')) / 86_400_000) + 1);
  const few = (await ada.api.run(HISTORY, { points: 6 })).expectNoErrors().history?.points ?? [];
  expect(few.length).toBeLessThanOrEqual(6);
  expect(few[0]).toEqual(whole[0]);
  expect(few.at(-1)).toEqual(last);
  const highest = whole.reduce((best, point) => (Number(point.total) > Number(best.total) ? point : best));
  expect(few).toContainEqual(highest);
});

test('one account has its own series, and what moves between accounts is a flow of each but not of both', async () => {
  const cara = await world.signUp();
  const [one, two] = [await cara.openAccount(), await cara.openAccount({ name: 'Savings' })];
  await cara.record(
    { accountId: one, kind: 'DEPOSIT', tradeDate: '2024-01-02', amount: '100', currency: 'EUR' },
    { accountId: one, kind: 'TRANSFER', tradeDate: '2024-01-03', amount: '40', currency: 'EUR', counterAccountId: two },
  );
  const pointsOf = async (id?: string) => {
    const { history } = (await cara.api.run(HISTORY, { accountId: id, to: '2024-01-03' })).expectNoErrors();
    return history?.points.map((point) => [point.day, point.total, point.netContribution]);
  };
  expect(await pointsOf(one)).toEqual([
    ['2024-01-02', '100', '100'],
    ['2024-01-03', '60', '60'],
  ]);
  expect(await pointsOf(two)).toEqual([['2024-01-03', '40', '40']]);
  expect(await pointsOf()).toEqual([
    ['2024-01-02', '100', '100'],
    ['2024-01-03', '100', '100'],
  ]);
});

test('an empty portfolio has no points, and that of somebody else is not there', async () => {
  const bob = await world.signUp();
  expect((await bob.api.run(HISTORY, {})).expectNoErrors().history?.points).toEqual([]);
  expect((await bob.api.run(HISTORY, { accountId })).refusal()).toBe('NOT_FOUND accountId');
  expect((await bob.api.run(HISTORY, { points: 1 })).refusal()).toBe('BAD_USER_INPUT RANGE points');
});

test('amounts beyond anything real are kept and told as exactly as any other', async () => {
  const carl = await world.signUp();
  const his = await carl.openAccount();
  const token = await world.instrument({ currency: 'EUR', mic: null, kind: 'CRYPTO' });
  const most = '999999999999999.99999999';
  await world.quotes([{ instrumentId: token, price: most, currency: 'EUR', valueDate: day(-5) }], true);
  await carl.record(
    { accountId: his, kind: 'DEPOSIT', tradeDate: day(-6), amount: '100', currency: 'EUR' },
    {
      accountId: his,
      kind: 'BUY',
      tradeDate: day(-6),
      instrumentId: token,
      quantity: '999999999999999',
      price: '0.00000001',
      currency: 'EUR',
    },
  );
  const { portfolioId } = await carl.valuation();
  const kept = () =>
    world.app.core.database.read((em) => keptDays(em, portfolioId as never, { from: day(-6) as never, to: day(-1) as never }));
  const told = async () => (await carl.api.run(HISTORY, {})).expectNoErrors().history?.points.map(({ total }) => total);
  // 100 less 9,999,999.99999999 paid, and 999,999,999,999,999 units at the price.
  const [before, after] = ['100', '999999999999998999999980000100.00000002'];
  const expected = [before, ...Array.from({ length: 6 }, () => after)];
  expect(await told()).toEqual(expected);
  await until(kept, (days) => days.length === 6);
  expect(await told()).toEqual(expected);
});

test('past days are worked out soon after they are recorded, and those that are missing otherwise are caught up', async () => {
  const eve = await world.signUp();
  const hers = await eve.openAccount();
  await eve.record({ accountId: hers, kind: 'DEPOSIT', tradeDate: '2024-01-02', amount: '5', currency: 'EUR' });
  const { portfolioId } = await eve.valuation();
  const { database } = world.app.core;
  await database.write((em) => em.execute("update job set next_at = now() + interval '1 hour' where name = 'history'"));
  const kept = () => database.read((em) => keptDays(em, portfolioId as never, { from: day(-3) as never, to: day(0) as never }));
  await until(kept, (days) => days.length > 1);
  await eve.record({ accountId: hers, kind: 'DEPOSIT', tradeDate: day(-3), amount: '6', currency: 'EUR' });
  await until(kept, ([first]) => first?.total === 11_0000_0000n);
  await database.write((em) => em.execute('delete from valuation_day where scope_id = ?', [portfolioId]));
  const days = new KeptDays(database, () => new Date());
  expect(await days.catchUp(new AbortController().signal)).toBeGreaterThan(0);
  expect((await kept()).length).toBeGreaterThan(1);
  expect(await days.catchUp(new AbortController().signal)).toBe(0);
});

test('who asks for past days does not wait until they are written, and they are written all the same', async () => {
  const ivy = await world.signUp();
  const hers = await ivy.openAccount();
  await ivy.record({ accountId: hers, kind: 'DEPOSIT', tradeDate: '2019-01-02', amount: '5', currency: 'EUR' });
  const { portfolioId } = await ivy.valuation();
  const { database } = world.app.core;
  const range = { from: '2019-01-02' as never, to: day(-2) as never };
  const kept = () => database.read((em) => keptDays(em, portfolioId as never, range));
  const count = (days: readonly unknown[]) => days.length;
  const whole = (Date.parse(range.to) - Date.parse(range.from)) / 86_400_000 + 1;
  // The worker's own come first, and the job's much later, so that they write none of these.
  await database.write((em) => em.execute("update job set next_at = now() + interval '1 hour' where name = 'history'"));
  await until(kept, (days) => count(days) === whole);
  await database.write((em) => em.execute('delete from valuation_day where scope_id = ?', [portfolioId]));
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const slow: typeof database = Object.assign(Object.create(database), {
    write: async (work: Parameters<typeof database.write>[0]) => {
      await gate;
      return database.write(work);
    },
  });
  const userId = ivy.session.user.id as never;
  const head = await database.read((em) => loadScopeHead(em, { userId }, { portfolioId }));
  const { days } = await new KeptDays(slow, () => new Date()).of(head, range.to);
  expect(count(days)).toBe(whole);
  expect(await kept()).toEqual([]);
  open();
  expect(await until(kept, (written) => count(written) === whole)).toEqual(days);
});

test('a price that came before midnight and was stored after it is in the day it is of', async () => {
  const owl = await world.signUp();
  const night = await owl.openAccount();
  await owl.record({
    accountId: night,
    kind: 'DELIVERY_IN',
    tradeDate: day(-3),
    instrumentId,
    quantity: '10',
    price: '56',
    currency: 'USD',
  });
  const yesterday = async () => {
    const { history } = (await owl.api.run(HISTORY, { from: day(-2), to: day(-1) })).expectNoErrors();
    return history?.points.at(-1)?.total;
  };
  expect(await yesterday()).toBe('522');
  const received = new Date(`${day(-1)}T23:59:59.900Z`);
  const waited = {
    instrumentId,
    price: new Decimal('60'),
    currency: 'USD',
    kind: 'LAST',
    source: 'push',
    observedAt: received,
    valueDate: day(-1),
    receivedAt: received,
    previousClose: null,
    rawPrice: '60',
    rawCurrency: null,
    adjustment: 'NONE',
    priority: 1,
  } as unknown as StorableQuote; // prettier-ignore
  const decided = { current: [waited], history: [], currentRates: [], historyRates: [] };
  await world.app.core.database.write((em) => storeObservations(em, decided, new Date()));
  expect(await yesterday()).toBe('540');
});

test('in the minute after midnight yesterday is a day as ever, and is kept when that is over', async () => {
  const lark = await world.signUp();
  const early = await lark.openAccount();
  await lark.record({ accountId: early, kind: 'DEPOSIT', tradeDate: day(-3), amount: '5', currency: 'EUR' });
  const { portfolioId } = await lark.valuation();
  const { database } = world.app.core;
  const scopeId = portfolioId as ScopeId;
  const range = { from: day(-2) as Day, to: day(-1) as Day };
  // The worker's own come first, and the job's much later.
  await database.write((em) => em.execute("update job set next_at = now() + interval '1 hour' where name = 'history'"));
  const kept = () => database.read((em) => keptDays(em, scopeId, range));
  await until(kept, ({ length }) => length === 2);
  await database.write((em) => em.execute('delete from valuation_day where scope_id = ?', [portfolioId]));
  let clock = new Date(`${day(0)}T00:00:30Z`);
  const now = () => clock;
  const parts = {
    database,
    heads: new PortfolioHeads(database),
    ledgers: new PresentLedgers(database),
    kept: new KeptDays(database, now),
    prices: new PriceBook(),
  };
  const service = new SeriesService(parts, now);
  const actor = { userId: lark.session.user.id } as Actor;
  const asked = async (start: number, to: number) => {
    const { days } = await service.series(actor, {}, () => ({ start: day(start) as Day, to: day(to) as Day }));
    return days?.map((each) => each.day);
  };
  expect(await asked(-1, 0)).toEqual([day(-1), day(0)]);
  expect(await asked(-2, -1)).toEqual([day(-2), day(-1)]);
  // Written with the days before it, or not at all.
  expect(await until(kept, ({ length }) => length > 0)).toMatchObject([{ day: day(-2) }]);
  clock = new Date(`${day(0)}T00:01:30Z`);
  expect(await asked(-2, 0)).toEqual([day(-2), day(-1), day(0)]);
  expect(await until(kept, ({ length }) => length > 1)).toMatchObject([{ day: day(-2) }, { day: day(-1), total: 500000000n }]);
});
