// An account that moves from one portfolio to another: every figure of both follows it day by day, and nothing else changes.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { KeptDays } from '../../src/services/kept-day.js';
import { loadScopeHead } from '../../src/services/scope.js';
import { VerificationService } from '../../src/services/verification.js';
import type { Answer } from '../testkit/api.js';
import { graphql } from '../testkit/gql/gql.js';
import { AMEND, day, type LocalWorld, openWorld, type Person, VALUATION_CHANGED } from '../testkit/world.js';

const OPEN_PORTFOLIO = graphql(`mutation SecondPortfolio($input: OpenPortfolioInput!) { openPortfolio(input: $input) { id } }`);
const MOVE = graphql(`
  mutation MoveAccount($id: ID!, $portfolioId: ID!, $from: Day, $key: String) {
    moveAccount(id: $id, portfolioId: $portfolioId, from: $from, idempotencyKey: $key) {
      portfolioId memberships { portfolioId from until }
    }
  }
`);
const REPORTS = graphql(`
  query ReportsOfPortfolio($portfolioId: ID, $accountId: ID, $instrumentId: ID, $from: Day, $to: Day, $knownAt: Instant) {
    history(portfolioId: $portfolioId, accountId: $accountId, to: $to, knownAt: $knownAt) { from points { day total netContribution } }
    performance(portfolioId: $portfolioId, accountId: $accountId, to: $to, knownAt: $knownAt) {
      start twr { total { value absence } } simpleReturn { total { value } }
      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }
      parts(onlyFlows: true) { nodes { day inflow outflow departed } }
    }
    instrument: performance(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId, to: $to, knownAt: $knownAt) {
      twr { total { value absence } }
    }
    realisedGains(portfolioId: $portfolioId, accountId: $accountId, from: $from, knownAt: $knownAt) { rows { nodes { soldOn gain } } }
    income(portfolioId: $portfolioId, accountId: $accountId, from: $from, knownAt: $knownAt) { total { gross } }
    allocationHistory(portfolioId: $portfolioId, accountId: $accountId, by: ACCOUNT, from: $from, points: 400) { days totals }
  }
`);
const ACCOUNTS = graphql(`
  query AccountsOn($asOf: Day) { portfolios { nodes { id accounts(asOf: $asOf) { nodes { name } } } } }
`);
const TARGET_ACCOUNTS = graphql(`
  mutation TargetAccounts($portfolioId: ID!, $targets: [TargetInput!]!) {
    setTargets(portfolioId: $portfolioId, by: ACCOUNT, targets: $targets) { key weight }
  }
`);
const TARGETS_BY_ACCOUNT = graphql(`
  query TargetsByAccount($portfolioId: ID!) {
    portfolio(id: $portfolioId) { targets(by: ACCOUNT) { key weight } }
    allocation(portfolioId: $portfolioId, by: ACCOUNT) { slices { nodes { key target drift } } }
  }
`);
const AUDIT = graphql(`query MoveAudit { auditLog(first: 200) { nodes { action before after } } }`);

let world: LocalWorld;
let acme: string;

beforeAll(async () => {
  world = await openWorld();
  acme = await world.instrument({ currency: 'EUR', mic: null });
  const closes = { [-30]: '100', [-20]: '110', [-12]: '120', [-10]: '90', [-1]: '99' };
  await world.quotes(
    Object.entries(closes).map(([offset, price]) => ({ instrumentId: acme, price, currency: 'EUR', valueDate: day(Number(offset)) })),
    true,
  );
});
afterAll(async () => {
  const { differences } = await new VerificationService(world.app.core.database).verify();
  await world.close();
  expect(differences).toEqual([]);
});

interface Somebody {
  readonly ada: Person;
  readonly first: string;
  readonly second: string;
  readonly main: string;
  readonly other: string;
}

/** 10 units and 500 of cash in `other`, 5 units in `main`; half of `other`'s sold on the 15th day from now back, a dividend on the 5th. */
async function somebody(): Promise<Somebody> {
  const ada = await world.signUp();
  const [main, other] = [await ada.openAccount(), await ada.openAccount({ name: 'Other' })];
  const first = (await ada.valuation()).portfolioId;
  const { openPortfolio } = (await ada.api.run(OPEN_PORTFOLIO, { input: { name: 'Second', baseCurrency: 'EUR' } })).expectNoErrors();
  const units = { instrumentId: acme, currency: 'EUR' } as const;
  await ada.record(
    { accountId: main, kind: 'DELIVERY_IN', tradeDate: day(-30), quantity: '5', price: '100', ...units },
    { accountId: other, kind: 'DELIVERY_IN', tradeDate: day(-30), quantity: '10', price: '100', ...units },
    { accountId: other, kind: 'DEPOSIT', tradeDate: day(-30), amount: '500', currency: 'EUR' },
    { accountId: other, kind: 'SELL', tradeDate: day(-15), quantity: '5', price: '110', ...units },
    { accountId: other, kind: 'DIVIDEND', tradeDate: day(-5), amount: '7', ...units },
    { accountId: other, kind: 'SELL', tradeDate: day(-4), quantity: '1', price: '95', ...units },
  );
  return { ada, first, second: openPortfolio.id, main, other };
}

const move = (ada: Person, id: string, portfolioId: string, from?: string, key?: string) =>
  ada.api.run(MOVE, { id, portfolioId, from, key });
const reports = async (ada: Person, portfolioId: string, knownAt?: string) =>
  (await ada.api.run(REPORTS, { portfolioId, instrumentId: acme, from: day(-30), to: day(-1), knownAt })).expectNoErrors();
const refusal = (answer: Answer<unknown>) => [answer.refusal(), answer.expectError().message];

test('both portfolios follow the account by day: totals, returns, gains, income, and who belonged to them', async () => {
  const { ada, first, second, other } = await somebody();
  const before = await reports(ada, first);
  const moved = (await move(ada, other, second, day(-10))).expectNoErrors().moveAccount;
  expect(moved).toEqual({
    portfolioId: second,
    memberships: [
      { portfolioId: second, from: day(-10), until: null },
      { portfolioId: first, from: null, until: day(-10) },
    ],
  });
  const [one, two] = [await reports(ada, first), await reports(ada, second)];
  // On the 11th day back `other` had 5 units at 120 and 500 + 5 x 110 of cash: 1,650.
  expect(one.performance?.parts.nodes).toMatchObject([
    { day: day(-30), inflow: '2000', outflow: '0', departed: '0' },
    { day: day(-10), inflow: '0', outflow: '1650', departed: '1650' },
  ]);
  expect(two.performance?.parts.nodes).toMatchObject([{ day: day(-10), inflow: '1650', outflow: '0', departed: '0' }]);
  expect([two.history?.from, two.performance?.start]).toEqual([day(-10), day(-11)]);
  const on = (report: typeof one, offset: number) => report.history?.points.find((point) => point.day === day(offset))?.total;
  expect([-11, -10, -1].map((offset) => [on(one, offset), on(two, offset)])).toEqual([
    ['2250', undefined],
    // 5 x 90, and 5 x 90 + 1,050.
    ['450', '1500'],
    // 5 x 99, and 4 x 99 + 1,050 + 7 + 95.
    ['495', '1548'],
  ]);
  // 2,250 / 2,000 x 495 / 600, and 1,548 / 1,650.
  expect(one.performance?.twr.total.value).toBe('-0.071875');
  expect(two.performance?.twr.total.value).toBe('-0.0618181818');
  // Of the instrument alone: in both 99 / 100 from the first day, and 99 / 120 with its dividend from the turn.
  expect(one.instrument?.twr.total.value).toBe('-0.01');
  for (const { performance } of [one, two]) {
    const { start, end, inflow, outflow, priceGain, currencyGain, income, fees, taxes } = performance?.explanation ?? ({} as never);
    const sum =
      [inflow, priceGain, income].reduce((total, amount) => total + Number(amount), 0) - Number(outflow) - Number(fees) - Number(taxes);
    expect([Number(end) - Number(start), currencyGain]).toEqual([sum, '0']);
  }
  expect([one, two].map(({ realisedGains }) => realisedGains?.rows.nodes)).toEqual([
    [{ soldOn: day(-15), gain: '50' }],
    [{ soldOn: day(-4), gain: '-5' }],
  ]);
  expect([one.income?.total.gross, two.income?.total.gross]).toEqual(['0', '7']);
  for (const [offset, totals] of [
    [-11, ['2250', '0']],
    [-10, ['450', '1500']],
  ] as const) {
    expect([(await ada.valuation(day(offset), first)).total, (await ada.valuation(day(offset), second)).total]).toEqual(totals);
    for (const [report, total] of [
      [one, totals[0]],
      [two, totals[1]],
    ] as const) {
      const place = report.allocationHistory?.days.indexOf(day(offset)) ?? -1;
      if (place >= 0) expect(report.allocationHistory?.totals[place]).toBe(total);
    }
    const { nodes } = (await ada.api.run(ACCOUNTS, { asOf: day(offset) })).expectNoErrors().portfolios;
    expect(nodes.map(({ accounts }) => accounts.nodes.map(({ name }) => name))).toEqual(
      offset === -11 ? [['Brokerage', 'Other'], []] : [['Brokerage'], ['Other']],
    );
  }
  const { nodes } = (await ada.api.run(AUDIT, {})).expectNoErrors().auditLog;
  expect(nodes.filter(({ action }) => action === 'account.move')).toHaveLength(1);

  // Taken back, everything is as it was.
  (await move(ada, other, first, day(-10))).expectNoErrors();
  expect(await reports(ada, first)).toEqual(before);
  const left = (await ada.api.run(REPORTS, { portfolioId: second, from: day(-30), to: day(-1) })).expectNoErrors();
  expect([left.history?.points, left.performance?.twr.total.absence]).toEqual([[], 'NO_HISTORY']);
});

test('what changes in the past of an account changes the portfolio it belonged to then; what was known before stays known', async () => {
  const { ada, first, second, other } = await somebody();
  const known = await reports(ada, first);
  const instant = new Date().toISOString();
  while (Date.now() <= Date.parse(instant));
  (await move(ada, other, second, day(-10))).expectNoErrors();
  await reports(ada, first);
  await reports(ada, second);
  const [deposit] = await ada.record({ accountId: other, kind: 'DEPOSIT', tradeDate: day(-20), amount: '100', currency: 'EUR' });
  expect((await reports(ada, first)).performance?.explanation).toMatchObject({ inflow: '2100', outflow: '1750' });
  expect((await reports(ada, second)).performance?.explanation).toMatchObject({ inflow: '1750' });
  // A late price of the day before the turn reaches both as well.
  await world.quotes([{ instrumentId: acme, price: '121', currency: 'EUR', valueDate: day(-11) }], true);
  expect((await reports(ada, first)).performance?.explanation).toMatchObject({ outflow: '1755' });
  expect((await reports(ada, second)).performance?.explanation).toMatchObject({ inflow: '1755' });
  const input = { kind: 'DEPOSIT', tradeDate: day(-9), amount: '100', currency: 'EUR' } as const;
  (await ada.api.run(AMEND, { id: deposit?.id as string, version: 1, input })).expectNoErrors();
  expect((await reports(ada, second)).performance?.parts.nodes).toMatchObject([
    { day: day(-10), inflow: '1655' },
    { day: day(-9), inflow: '100' },
  ]);
  const { allocationHistory: _now, ...then } = await reports(ada, first, instant);
  const { allocationHistory: _then, ...answered } = known;
  expect(then).toEqual(answered);
});

test('who watches either portfolio sees the account come and go, and the account itself has one past', async () => {
  const { ada, first, second, other } = await somebody();
  const alone = async () =>
    (await ada.api.run(REPORTS, { accountId: other, instrumentId: acme, from: day(-30), to: day(-1) })).expectNoErrors();
  const before = await alone();
  const socket = ada.api.socket();
  const [one, two] = [first, second].map((portfolioId) => socket.subscribe(VALUATION_CHANGED, { portfolioId })) as [never, never];
  const until = (stream: never, total: string) =>
    (stream as ReturnType<typeof socket.subscribe<{ valuationChanged: { total: string } }, object>>).until(
      ({ valuationChanged }) => valuationChanged.total === total,
    );
  // 9 units at 99 and 1,152 of cash; 5 and 4 units.
  await until(one, '2043');
  await until(two, '0');
  (await move(ada, other, second)).expectNoErrors();
  await until(one, '495');
  await until(two, '1548');
  await socket.close();
  expect([(await ada.valuation(undefined, first)).total, (await ada.valuation(undefined, second)).total]).toEqual(['495', '1548']);
  expect(await alone()).toEqual(before);
  const today = (await ada.api.run(REPORTS, { portfolioId: second, instrumentId: acme, from: day(-30) })).expectNoErrors();
  expect(today.performance?.parts.nodes).toMatchObject([{ day: day(0), inflow: '1548' }]);
  expect(today.performance?.twr.total.value).toBe('0');
});

test('days that were asked for before the account left are kept without it', async () => {
  const { ada, first, second, other } = await somebody();
  const { database } = world.app.core;
  const before = await database.read((em) => loadScopeHead(em, { userId: ada.session.user.id as never }, { portfolioId: first }));
  (await move(ada, other, second, day(-10))).expectNoErrors();
  // The head says that the account is still there; the version it is kept for is the one after the move.
  await database.write((em) => em.execute('delete from valuation_day where portfolio_id = ?', [first]));
  const { days } = await new KeptDays(database, () => new Date()).of(before, day(-1) as never);
  expect(days.at(-1)).toMatchObject({ day: day(-1), total: 495_0000_0000n });
});

test('targets by account go when one of them leaves, because those that stay do not add up to 1', async () => {
  const { ada, first, second, main, other } = await somebody();
  const targets = [
    { key: other, weight: '0.6' },
    { key: main, weight: '0.4' },
  ];
  const asked = async () => (await ada.api.run(TARGETS_BY_ACCOUNT, { portfolioId: first })).expectNoErrors();
  (await ada.api.run(TARGET_ACCOUNTS, { portfolioId: first, targets })).expectNoErrors();
  // What goes without a weight leaves them as they are.
  const extra = await ada.openAccount({ name: 'Extra' });
  (await move(ada, extra, second)).expectNoErrors();
  expect((await asked()).portfolio?.targets).toEqual(targets);
  (await move(ada, other, second, day(-3))).expectNoErrors();
  expect(await asked()).toEqual({
    portfolio: { targets: [] },
    allocation: { slices: { nodes: [{ key: main, target: null, drift: null }] } },
  });
  const audit = (await ada.api.run(AUDIT)).expectNoErrors().auditLog.nodes.filter(({ action }) => action === 'target.set');
  expect(audit.map(({ after }) => JSON.parse(after ?? ''))).toEqual([
    { by: 'ACCOUNT', targets: {} },
    { by: 'ACCOUNT', targets: { [main]: '0.4', [other]: '0.6' } },
  ]);
});

test('a move that says nothing new, lies in the future or before the account, or names what is not yours is refused', async () => {
  const { ada, first, second, main, other } = await somebody();
  const eve = await somebody();
  const refusals = await Promise.all([
    move(ada, main, first),
    move(ada, main, second, day(1)),
    move(ada, main, second, day(-31)),
    move(ada, main, eve.second),
    move(ada, eve.main, second),
    move(ada, main, 'no-uuid'),
  ]);
  expect(refusals.map(refusal)).toEqual([
    ['RULE_BROKEN SAME_PORTFOLIO portfolioId', expect.stringContaining('already belongs to')],
    ['BAD_USER_INPUT FUTURE from', `from must not lie in the future (today is ${day(0)}).`],
    ['BAD_USER_INPUT RANGE from', `from must not be before ${day(-30)}: there was nothing in the account then. Move it from that day on.`],
    ['NOT_FOUND portfolioId', 'There is no such portfolio.'],
    ['NOT_FOUND id', 'There is no such account.'],
    ['NOT_FOUND portfolioId', 'There is no such portfolio.'],
  ]);
  const empty = await ada.openAccount({ name: 'Empty' });
  const CLOSE = graphql(`mutation CloseEmpty($id: ID!) { changeAccount(id: $id, input: { isClosed: true }) { closedAt } }`);
  (await ada.api.run(CLOSE, { id: empty })).expectNoErrors();
  expect(refusal(await move(ada, empty, second))[0]).toBe('RULE_BROKEN CLOSED id');
  // With a key: once, however often it is sent, and for nothing else.
  const again = async (from: string) => move(ada, other, second, from, 'once');
  const [sent, repeated] = [await again(day(-3)), await again(day(-3))];
  expect(repeated.expectNoErrors()).toEqual(sent.expectNoErrors());
  expect((await again(day(-2))).refusal()).toBe('CONFLICT IDEMPOTENCY_KEY');
});
