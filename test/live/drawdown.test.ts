// How far a portfolio has fallen from its highest: what is paid out, and what a split does, is no fall.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AlertBook } from '../../src/domain/alert-book.js';
import type { AlertRuleId, InstrumentId, PortfolioId } from '../../src/domain/ids.js';
import { AlertValuations } from '../../src/services/alert-valuation.js';
import { type RuleRow, rulesById } from '../../src/storage/query/alert.js';
import { alertsOf, inboxOf, makeRule } from '../testkit/alerts.js';
import { graphql } from '../testkit/gql/gql.js';
import { until } from '../testkit/until.js';
import { ago, day, type LocalWorld, openWorld, type Person, VOID } from '../testkit/world.js';

const RECORD_SPLIT = graphql(`
  mutation SplitOfDrawdown($share: ID!, $exDate: Day!, $ratioNew: Int!, $ratioOld: Int!) {
    recordSplit(instrumentId: $share, exDate: $exDate, ratioNew: $ratioNew, ratioOld: $ratioOld) { id }
  }
`);

const CHANGE_BASE = graphql(`
  mutation ChangeBaseOfDrawdown($id: ID!, $baseCurrency: Currency!) { changePortfolio(id: $id, input: { baseCurrency: $baseCurrency }) { id } }
`);

const WITHDRAW = graphql(`
  mutation WithdrawOfDrawdown($id: ID!, $revision: SafeInt!) {
    withdrawQuote(instrumentId: $id, revision: $revision, reason: "Wrong") { quote { price } }
  }
`);

let world: LocalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

/** Ten units of a share at 100, and the rule. */
async function holder(name: string, threshold: string) {
  const share = await world.instrument({ name, currency: 'EUR', mic: null });
  await priced(share, '100');
  const person = await world.signUp();
  const accountId = await person.openAccount();
  await person.record({
    accountId,
    kind: 'DELIVERY_IN',
    tradeDate: day(-2),
    instrumentId: share,
    quantity: '10',
    price: '100',
    currency: 'EUR',
  });
  const ruleId = await makeRule(person, { name: 'Down', measure: 'DRAWDOWN', condition: 'ABOVE', threshold });
  return { share, person, accountId, ruleId };
}

let pushed = 0;
async function priced(instrumentId: string, price: string): Promise<void> {
  pushed += 1;
  await world.quotes([{ instrumentId, price, currency: 'EUR', observedAt: ago(60 - pushed) }], true);
}

/** Until what was recorded last has been looked at. */
async function ledgerIsSeen({ session }: Person): Promise<void> {
  const isSeen = () =>
    world.app.core.database.read((em) =>
      em.execute<{ seen: boolean }[]>(
        'select peak_ordinal = (select max(ordinal) from transaction where user_id = r.user_id) as seen from alert_rule r where user_id = ?',
        [session.user.id],
      ),
    );
  await until(isSeen, (rows) => rows.every(({ seen }) => seen));
}

/** As the database has them, of the newest rule first. */
function peaksOf({ session }: Person): () => Promise<(string | null)[]> {
  return async () => {
    const rows = await world.app.core.database.read((em) =>
      em.execute<{ peak: string | null }[]>(
        "select trim_scale(peak)::text as peak from alert_rule where user_id = ? and measure = 'DRAWDOWN' order by id desc",
        [session.user.id],
      ),
    );
    return rows.map(({ peak }) => peak);
  };
}

async function peakIs(expected: string, person: Person): Promise<void> {
  await until(peaksOf(person), ([peak]) => peak === expected);
}

test('a drawdown is of the market, not of what is paid out', async () => {
  const { share, person, accountId } = await holder('Falling', '0.1');
  await person.record({ accountId, kind: 'DEPOSIT', tradeDate: day(-1), amount: '1000', currency: 'EUR' });
  await priced(share, '120');
  await peakIs('2200', person);
  await person.record({ accountId, kind: 'WITHDRAWAL', tradeDate: day(0), amount: '1000', currency: 'EUR' });
  await peakIs('1200', person);
  expect(await inboxOf(person)).toEqual([]);
  await priced(share, '108');
  expect(await alertsOf(person, 1)).toMatchObject([{ name: 'Down', value: '0.1' }]);
});

test('what is earned and spent is no payment: a dividend makes up for the fall of its day, and fees are a fall', async () => {
  const { share, person, accountId } = await holder('Paying', '0.12');
  const entry = { accountId, tradeDate: day(0), currency: 'EUR' };
  await peakIs('1000', person);
  await priced(share, '90');
  await person.record({ ...entry, kind: 'DIVIDEND', instrumentId: share, amount: '100' });
  await ledgerIsSeen(person);
  // 850 + 100, then 780 + 100, of 1,000.
  await priced(share, '85');
  await makeRule(person, { name: 'Seen', measure: 'VALUE', condition: 'BELOW', threshold: '950' });
  expect(await alertsOf(person, 1)).toMatchObject([{ name: 'Seen' }]);
  await priced(share, '78');
  expect(await alertsOf(person, 2)).toMatchObject([{ name: 'Seen' }, { name: 'Down', value: '0.12' }]);
  await makeRule(person, { name: 'Costs', measure: 'DRAWDOWN', condition: 'ABOVE', threshold: '0.05' });
  await until(peaksOf(person), (peaks) => peaks.includes('880'));
  await person.record({ ...entry, kind: 'FEE', amount: '44' });
  expect(await alertsOf(person, 3)).toMatchObject([{}, {}, { name: 'Costs', value: '0.05' }]);
});

test('what is wrongly entered and taken back was never there', async () => {
  const { share, person, accountId } = await holder('Mistaken', '0.1');
  await peakIs('1000', person);
  const dividend = { accountId, kind: 'DIVIDEND', tradeDate: day(0), instrumentId: share, amount: '500', currency: 'EUR' } as const;
  const [entry] = await person.record(dividend);
  await peakIs('1500', person);
  (await person.api.run(VOID, { id: entry?.id as string, version: 1 })).expectNoErrors();
  await peakIs('1000', person);
  await priced(share, '90');
  expect(await alertsOf(person, 1)).toMatchObject([{ value: '0.1' }]);
});

test('where all was paid out, it starts from what comes in', async () => {
  const { share, person, accountId } = await holder('Emptied', '0.1');
  const units = { accountId, tradeDate: day(-1), instrumentId: share, price: '100', currency: 'EUR' } as const;
  await peakIs('1000', person);
  await person.record({ ...units, kind: 'DELIVERY_OUT', quantity: '10', price: null });
  await peakIs('0', person);
  await person.record({ ...units, kind: 'DELIVERY_IN', quantity: '5' });
  await peakIs('500', person);
  await priced(share, '90');
  expect(await alertsOf(person, 1)).toMatchObject([{ value: '0.1' }]);
});

test('who takes over moves it by what was paid out while nobody looked', async () => {
  const { share, person, accountId, ruleId } = await holder('Taken over', '0.1');
  await peakIs('1000', person);
  const { core, prices } = world.app;
  const [row] = await core.database.read((em) => rulesById(em, [ruleId as AlertRuleId]));
  const { rule, portfolioId } = row as RuleRow;
  await person.record({ accountId, tradeDate: day(0), currency: 'EUR', kind: 'DELIVERY_OUT', instrumentId: share, quantity: '5' });
  const book = new AlertBook();
  book.put(rule);
  const valuations = new AlertValuations(core.database, prices, {
    now: () => new Date(),
    isQuiet: () => false,
    changed: () => undefined,
    read: (subjectId, { ordinal, changeSince }) => book.followLedger(subjectId, ordinal, changeSince),
    failed: () => undefined,
  });
  valuations.keep(rule.subjectId, { portfolioId: portfolioId as PortfolioId, accountId: null });
  expect(
    await until(
      () => book.takePeaks(),
      (peaks) => peaks.length > 0,
    ),
  ).toMatchObject([{ id: ruleId, peak: '500' }]);
});

test('in another base currency it is the same fall, and the same change', async () => {
  const { share, person } = await holder('Revalued', '0.1');
  await makeRule(person, { name: 'Change', measure: 'VALUE_CHANGE', condition: 'BELOW', threshold: '-0.1' });
  await world.rates([{ base: 'EUR', quote: 'JPY', rate: '160', observedAt: ago(5) }]);
  await peakIs('1000', person);
  const { portfolioId } = await person.valuation();
  const change = async (baseCurrency: string) => (await person.api.run(CHANGE_BASE, { id: portfolioId, baseCurrency })).expectNoErrors();
  await change('JPY');
  await peakIs('160000', person);
  await change('EUR');
  await peakIs('1000', person);
  await priced(share, '90');
  const told = await alertsOf(person, 2);
  expect(told.map(({ name, value }) => [name, value]).sort()).toEqual([
    ['Change', '900'],
    ['Down', '0.1'],
  ]);
});

test('a price that is withdrawn was never the highest, and nothing is measured from it', async () => {
  const { share, person } = await holder('Withdrawn', '0.1');
  await peakIs('1000', person);
  await priced(share, '300');
  await peakIs('3000', person);
  await makeRule(person, { name: 'Change', measure: 'VALUE_CHANGE', condition: 'BELOW', threshold: '-0.1' });
  const references = () =>
    world.app.core.database.read((em) =>
      em.execute<{ reference: string | null }[]>(
        "select trim_scale(reference)::text as reference from alert_rule where user_id = ? and measure = 'VALUE_CHANGE'",
        [person.session.user.id],
      ),
    );
  const measuredFrom = (expected: string) => until(references, ([row]) => row?.reference === expected);
  await measuredFrom('3000');
  const revision = world.app.prices.quote(share as InstrumentId)?.revision as number;
  const { withdrawQuote } = (await world.admin.run(WITHDRAW, { id: share, revision })).expectNoErrors();
  expect(withdrawQuote.quote?.price).toBe('100');
  await Promise.all([peakIs('1000', person), measuredFrom('1000')]);
  expect(await inboxOf(person)).toEqual([]);
  await priced(share, '90');
  const told = await alertsOf(person, 2);
  expect(told.map(({ name, value }) => [name, value]).sort()).toEqual([
    ['Change', '900'],
    ['Down', '0.1'],
  ]);
});

test('a split that is entered after its first price gives back what seemed lost, and takes back what seemed won', async () => {
  const [forward, reverse] = [await holder('Split late', '0.55'), await holder('Merged late', '0.05')];
  const enter = async (share: string, ratioNew: number, ratioOld: number) =>
    (await world.admin.run(RECORD_SPLIT, { share, exDate: day(0), ratioNew, ratioOld })).expectNoErrors();
  await Promise.all([peakIs('1000', forward.person), peakIs('1000', reverse.person)]);
  // Half the price for what is still counted as the old units, and twice the price.
  await priced(forward.share, '50');
  await priced(reverse.share, '200');
  await peakIs('2000', reverse.person);
  await makeRule(forward.person, { name: 'Up', measure: 'GAIN', condition: 'ABOVE', threshold: '-100' });
  await enter(forward.share, 2, 1);
  await enter(reverse.share, 1, 2);
  expect(await alertsOf(forward.person, 1)).toMatchObject([{ name: 'Up', value: '0' }]);
  await peakIs('1000', reverse.person);
  // 900 and 420 of 1,000.
  await priced(forward.share, '45');
  await priced(forward.share, '21');
  await priced(reverse.share, '180');
  expect(await alertsOf(forward.person, 2)).toMatchObject([{ name: 'Up' }, { name: 'Down', value: '0.58' }]);
  expect(await alertsOf(reverse.person, 1)).toMatchObject([{ value: '0.1' }]);
});
