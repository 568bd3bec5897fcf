// From a price to the person: what fires, and that it does so once.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { Alert, AlertRule } from '../../src/domain/alert.js';
import { Decimal } from '../../src/domain/decimal.js';
import type { AlertRuleId, InstrumentId, PortfolioId, UserId } from '../../src/domain/ids.js';
import { PriceBook } from '../../src/domain/price-book.js';
import type { Quote } from '../../src/domain/quote.js';
import { type Actor, Role } from '../../src/domain/user.js';
import { Rule } from '../../src/domain/verdict.js';
import { AlertService } from '../../src/services/alert.js';
import { AlertValuations } from '../../src/services/alert-valuation.js';
import { AlertWatch } from '../../src/services/alert-watch.js';
import { newId } from '../../src/storage/new-id.js';
import { currentQuotes } from '../../src/storage/query/quote.js';
import { storeObservations } from '../../src/storage/query/store.js';
import { ALERT_FIRED, alertsOf, INBOX, inboxOf, MARK_READ, makeRule, priceRule, teller } from '../testkit/alerts.js';
import { graphql } from '../testkit/gql/gql.js';
import { beforeItEnds, until } from '../testkit/until.js';
import { ago, day, type LocalWorld, openWorld, type Person } from '../testkit/world.js';

const RECORD_SPLIT = graphql(`
  mutation SplitOfAlerts($share: ID!, $exDate: Day!) {
    recordSplit(instrumentId: $share, exDate: $exDate, ratioNew: 2, ratioOld: 1) { id }
  }
`);

const DELIST = graphql(`
  mutation DelistWithAlerts($gone: ID!, $on: Day!) { delistInstrument(instrumentId: $gone, delistedOn: $on) { id } }
`);
const RULES_OVER_SPLIT = graphql(`query RulesOverSplit { alertRules { nodes { id threshold setThreshold hysteresis reference } } }`);

let world: LocalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

const shareIn = (name: string) => world.instrument({ name, currency: 'EUR', mic: null });
const prices = teller(() => world);
const signUp = () => world.signUp();

async function holder(instrumentId: string): Promise<{ person: Person; accountId: string }> {
  const person = await signUp();
  const accountId = await person.openAccount();
  const bought = { tradeDate: day(-2), instrumentId, quantity: '10', price: '100', currency: 'EUR' };
  await person.record(
    { accountId, kind: 'DEPOSIT', tradeDate: day(-3), amount: '1000', currency: 'EUR' },
    { accountId, kind: 'BUY', ...bought },
  );
  return { person, accountId };
}

test('an account that moves is worth what it was, and its rules then count in the other currency', async () => {
  const { person, accountId } = await holder(await shareIn('Moving'));
  const OPEN = graphql(`mutation PortfolioOfAlerts($input: OpenPortfolioInput!) { openPortfolio(input: $input) { id } }`);
  const MOVE = graphql(`
    mutation MoveWithAlerts($id: ID!, $portfolioId: ID!) { moveAccount(id: $id, portfolioId: $portfolioId) { portfolioId } }
  `);
  await world.rates([{ base: 'EUR', quote: 'NOK', rate: '10', valueDate: day(-5) }], true);
  const second = (await person.api.run(OPEN, { input: { name: 'Second', baseCurrency: 'NOK' } })).expectNoErrors().openPortfolio.id;
  // 1,000 EUR in units at their own price: 10,000 NOK.
  const rule = { accountId, measure: 'VALUE' } as const;
  await makeRule(person, { ...rule, name: 'Gone', condition: 'BELOW', threshold: '500' });
  await makeRule(person, { ...rule, name: 'In crowns', condition: 'ABOVE', threshold: '5000' });
  await makeRule(person, { measure: 'VALUE', name: 'First is empty', condition: 'BELOW', threshold: '500' });
  (await person.api.run(MOVE, { id: accountId, portfolioId: second })).expectNoErrors();
  const fired = await alertsOf(person, 2);
  expect(fired.map(({ name, value }) => [name, value]).toSorted()).toEqual([
    ['First is empty', '0'],
    ['In crowns', '10000'],
  ]);
});

test('a price that nobody watches fires the rule of everybody who asked, once', async () => {
  const share = await shareIn('Acme');
  const [ada, bob] = [await signUp(), await signUp()];
  await prices(share, '100');
  await makeRule(ada, priceRule(share));
  await makeRule(bob, { ...priceRule(share), isRepeating: true, hysteresis: '2' });
  const watching = ada.api.socket();
  const stream = watching.subscribe(ALERT_FIRED);
  // The socket answers in order: what stands behind the subscription comes after it began.
  await watching.text('{ unreadAlertCount }').ended();
  await prices(share, '106');
  const { alertFired } = await stream.first();
  expect(alertFired).toMatchObject({ name: 'Dear', value: '106', message: 'Acme is at 106 EUR: it has reached 105 EUR.' });
  await prices(share, '104', '106', '102', '107');
  const [first, second, ...more] = await alertsOf(bob, 2);
  expect([first?.value, second?.value, more]).toEqual(['106', '107', []]);
  expect((await inboxOf(ada)).map(({ id }) => id)).toEqual([alertFired.id]);
  expect(stream.messages).toHaveLength(1);
  await watching.close();
});

test('the inbox counts what is unread, and marks nothing of a stranger', async () => {
  const share = await shareIn('Counted');
  const [ada, eve] = [await signUp(), await signUp()];
  await prices(share, '110');
  const rules = [await makeRule(ada, priceRule(share)), await makeRule(ada, { ...priceRule(share), name: 'Also dear' })];
  const alerts = await alertsOf(ada, 2);
  const { data } = await eve.api.run(MARK_READ, { ids: alerts.map(({ id }) => id) });
  expect(data?.markAlertsRead).toBe(0);
  expect((await eve.api.run(INBOX, { ruleId: rules[0] as string })).expectNoErrors().alerts.nodes).toEqual([]);
  expect((await ada.api.run(INBOX, { ruleId: rules[0] as string })).expectNoErrors()).toMatchObject({
    unreadAlertCount: 2,
    alerts: { nodes: [{ name: 'Dear' }] },
  });
  expect((await ada.api.run(MARK_READ, { ids: [alerts[0]?.id as string] })).expectNoErrors().markAlertsRead).toBe(1);
  const unread = (await ada.api.run(INBOX, { isUnread: true })).expectNoErrors().alerts.nodes;
  expect(unread.map(({ id }) => id)).toEqual([alerts[1]?.id]);
  expect((await ada.api.run(MARK_READ, {})).expectNoErrors().markAlertsRead).toBe(0);
  expect((await ada.api.run(MARK_READ, { ids: [] })).refusal()).toBe('BAD_USER_INPUT LENGTH ids');
});

test('a split is no move of the price: what was before counts for a unit of today', async () => {
  const share = await shareIn('Split today');
  const ada = await signUp();
  await world.quotes([{ instrumentId: share, price: '100', currency: 'EUR', valueDate: day(-1) }], true);
  const move = { instrumentId: share, measure: 'DAY_MOVE' } as const;
  await makeRule(ada, { ...move, name: 'Down', condition: 'BELOW', threshold: '-0.1' });
  await makeRule(ada, { ...move, name: 'Up', condition: 'ABOVE', threshold: '0.05' });
  const change = { instrumentId: share, measure: 'PRICE_CHANGE' } as const;
  await makeRule(ada, { ...change, name: 'Fallen', condition: 'BELOW', threshold: '-0.1' });
  await makeRule(ada, { ...change, name: 'Risen', condition: 'ABOVE', threshold: '0.05', isRepeating: true });
  await makeRule(ada, { ...priceRule(share), isRepeating: true, hysteresis: '2' });
  await makeRule(ada, { ...priceRule(share), name: 'Cheap', condition: 'BELOW', threshold: '60' });
  await until(
    () => referencesOf(ada),
    (count) => count === 2,
  );
  (await world.admin.run(RECORD_SPLIT, { share, exDate: day(0) })).expectNoErrors();
  await world.quotes([{ instrumentId: share, price: '52.5', currency: 'EUR', observedAt: ago(0) }], true);
  const fired = await alertsOf(ada, 3);
  expect(fired.map(({ name, value }) => `${name} ${value}`).toSorted()).toEqual(['Dear 52.5', 'Risen 52.5', 'Up 0.05']);
  expect(fired.find(({ name }) => name === 'Dear')).toMatchObject({
    threshold: '52.5',
    setThreshold: '105',
    message: 'Split today is at 52.5 EUR: it has reached 52.5 EUR, set as 105 EUR before a split.',
  });
  const { alertRules } = (await ada.api.run(RULES_OVER_SPLIT, {})).expectNoErrors();
  const [cheap, dear, risen, fallen] = alertRules.nodes;
  expect([cheap, dear]).toMatchObject([
    { id: expect.anything(), threshold: '30', setThreshold: '60', hysteresis: '0' },
    { threshold: '52.5', setThreshold: '105', hysteresis: '1' },
  ]);
  expect([risen, fallen]).toMatchObject([
    { threshold: '0.05', setThreshold: null, reference: '52.5' },
    { threshold: '-0.1', setThreshold: null, reference: '50' },
  ]);
  // Whoever amends it sees, and sets, a threshold for units of today; so does who makes one before the first price of them.
  const amended = { id: cheap?.id, input: { name: 'Cheap', condition: 'BELOW', threshold: '53' } };
  await ada.api.text(
    'mutation ($id: ID!, $input: AlertTermsInput!) { amendAlertRule(id: $id, version: 1, input: $input) { id } }',
    amended,
  );
  expect((await alertsOf(ada, 4))[3]).toMatchObject({ name: 'Cheap', value: '52.5', threshold: '53' });
});

test('a threshold that is set after a split is for the new units, whichever the last price is for', async () => {
  const share = await shareIn('Split before');
  const ada = await signUp();
  await world.quotes([{ instrumentId: share, price: '100', currency: 'EUR', valueDate: day(-1) }], true);
  (await world.admin.run(RECORD_SPLIT, { share, exDate: day(0) })).expectNoErrors();
  await makeRule(ada, { ...priceRule(share), threshold: '49' });
  expect(await alertsOf(ada, 1)).toMatchObject([
    { value: '50', threshold: '49', message: 'Split before is at 50 EUR: it has reached 49 EUR.' },
  ]);
});

test('a day move, a change and a rule that is amended fire by their own measure', async () => {
  const share = await shareIn('Moving');
  const ada = await signUp();
  await world.quotes([{ instrumentId: share, price: '100', currency: 'EUR', observedAt: ago(3599), previousClose: '100' }], true);
  await makeRule(ada, { name: 'Day', instrumentId: share, measure: 'DAY_MOVE', condition: 'BELOW', threshold: '-0.04' });
  await makeRule(ada, { name: 'Change', instrumentId: share, measure: 'PRICE_CHANGE', condition: 'BELOW', threshold: '-0.05' });
  const amended = await makeRule(ada, { ...priceRule(share), condition: 'BELOW', threshold: '50' });
  for (const [index, figure] of ['97', '96', '95'].entries()) {
    await world.quotes(
      [{ instrumentId: share, price: figure, currency: 'EUR', observedAt: ago(3000 - index), previousClose: '100' }],
      true,
    );
  }
  const fired = await alertsOf(ada, 2);
  expect(fired.map(({ name, value }) => [name, value])).toEqual([
    ['Day', '-0.04'],
    ['Change', '95'],
  ]);
  const terms = { id: amended, input: { name: 'Now', condition: 'BELOW', threshold: '99' } };
  await ada.api.text('mutation ($id: ID!, $input: AlertTermsInput!) { amendAlertRule(id: $id, version: 1, input: $input) { id } }', terms);
  expect((await alertsOf(ada, 3))[2]).toMatchObject({ name: 'Now', value: '95', ruleId: amended });
});

test('a rule that is paused says nothing, and is armed anew when it is resumed', async () => {
  const share = await shareIn('Paused');
  const ada = await signUp();
  await prices(share, '100');
  const id = await makeRule(ada, priceRule(share));
  const act = async (name: string) => (await ada.api.text(`mutation ($id: ID!) { ${name}(id: $id) { status } }`, { id })).expectNoErrors();
  expect(await act('pauseAlertRule')).toEqual({ pauseAlertRule: { status: 'PAUSED' } });
  await prices(share, '106', '90');
  expect(await act('resumeAlertRule')).toEqual({ resumeAlertRule: { status: 'ARMED' } });
  await prices(share, '107');
  expect((await alertsOf(ada, 1)).map(({ value }) => value)).toEqual(['107']);
});

test('a portfolio nobody watches is revalued for its rules, and so is one account of it', async () => {
  const share = await shareIn('Held');
  await prices(share, '100');
  const { person, accountId } = await holder(share);
  await makeRule(person, { name: 'Value', measure: 'VALUE', condition: 'ABOVE', threshold: '1100' });
  await makeRule(person, { name: 'Gain', accountId, measure: 'GAIN', condition: 'ABOVE', threshold: '100' });
  await makeRule(person, { name: 'Ratio', measure: 'GAIN_RATIO', condition: 'ABOVE', threshold: '0.1' });
  await makeRule(person, { name: 'Never', measure: 'VALUE', condition: 'ABOVE', threshold: '1100.01' });
  await prices(share, '110');
  const fired = await alertsOf(person, 3);
  expect(fired.map(({ name, value }) => `${name} ${value}`).toSorted()).toEqual(['Gain 100', 'Ratio 0.1', 'Value 1100']);
  expect(fired.find(({ name }) => name === 'Gain')).toMatchObject({ accountId, portfolioId: null });
});

test('a value that changed and a crossing either way fire, and a rule that has expired does not', async () => {
  const share = await shareIn('Either way');
  await prices(share, '100');
  const { person } = await holder(share);
  await makeRule(person, { name: 'Worth more', measure: 'VALUE_CHANGE', condition: 'ABOVE', threshold: '0.05' });
  await makeRule(person, { ...priceRule(share), name: 'Either', condition: 'CROSSES', isRepeating: true });
  const brief = await beforeItEnds((leadMs) =>
    makeRule(person, { ...priceRule(share), name: 'Brief', expiresAt: new Date(Date.now() + leadMs).toISOString() }),
  );
  const stored = async (id: string) =>
    (await person.api.text('query ($id: ID!) { alertRule(id: $id) { status } }', { id })).expectNoErrors();
  await until(
    () => stored(brief),
    (found) => JSON.stringify(found).includes('EXPIRED'),
  );
  await until(
    () => referencesOf(person),
    (count) => count === 1,
  );
  await prices(share, '110', '104', '106');
  const fired = await alertsOf(person, 4);
  expect(fired.map(({ name, value }) => `${name} ${value}`).toSorted()).toEqual([
    'Either 104',
    'Either 106',
    'Either 110',
    expect.stringMatching(/^Worth more 1(100|060)$/),
  ]);
});

/** How many rules have a value they measure a change from. */
async function referencesOf({ session }: Person): Promise<number> {
  const rules = await world.app.core.database.read((em) => em.find(AlertRule, { userId: session.user.id as AlertRule['userId'] }));
  return rules.filter(({ reference }) => reference !== null).length;
}

test('an old price and a late NAV fire without a price to say so', async () => {
  const [share, fund] = [await shareIn('Silent'), await world.instrument({ name: 'Fund', kind: 'FUND', mic: null, currency: 'EUR' })];
  const ada = await signUp();
  // The last price of what trades no more is as old, and no news.
  for (const kind of ['EQUITY', 'FUND'] as const) {
    const gone = await world.instrument({ name: 'Gone', kind, mic: null, currency: 'EUR' });
    await world.quotes([{ instrumentId: gone, price: '100', currency: 'EUR', valueDate: day(-15) }], true);
    (await world.admin.run(DELIST, { gone, on: day(-14) })).expectNoErrors();
    const measure = kind === 'FUND' ? 'NAV_LATE' : 'PRICE_STALE';
    await makeRule(ada, { name: 'Gone', instrumentId: gone, measure, condition: 'ABOVE', threshold: '3' });
  }
  await world.quotes([{ instrumentId: share, price: '100', currency: 'EUR', observedAt: ago(3600) }], true);
  await world.quotes([{ instrumentId: fund, price: '10', currency: 'EUR', valueDate: day(-15) }], true);
  await makeRule(ada, { name: 'Old', instrumentId: share, measure: 'PRICE_STALE', condition: 'ABOVE', threshold: '30' });
  await makeRule(ada, { name: 'Late', instrumentId: fund, measure: 'NAV_LATE', condition: 'ABOVE', threshold: '3' });
  await makeRule(ada, { name: 'Not yet', instrumentId: share, measure: 'PRICE_STALE', condition: 'ABOVE', threshold: '90' });
  expect((await alertsOf(ada, 2)).map(({ name }) => name).toSorted()).toEqual(['Late', 'Old']);
});

test('a price that is withdrawn arms the rule it had fired, and the one that truly comes there fires it', async () => {
  const share = await shareIn('Mistaken');
  const ada = await signUp();
  await prices(share, '100');
  const id = await makeRule(ada, { ...priceRule(share), isRepeating: true });
  await prices(share, '900');
  await alertsOf(ada, 1);
  const { database } = world.app.core;
  const [quote] = await database.read((em) => currentQuotes(em, [share as InstrumentId]));
  const WITHDRAW =
    'mutation ($id: ID!, $revision: SafeInt!) { withdrawQuote(instrumentId: $id, revision: $revision, reason: "A slip") { id } }';
  (await world.admin.text(WITHDRAW, { id: share, revision: quote?.revision })).expectNoErrors();
  await until(
    async () => (await database.read((em) => em.findOneOrFail(AlertRule, { id: id as AlertRule['id'] }))).status,
    (status) => status === 'ARMED',
  );
  await prices(share, '101', '106', '107');
  expect((await alertsOf(ada, 2)).map(({ value }) => value)).toEqual(['900', '106']);
});

test('a rule knows the price that was shown when it was made, though its row is not there yet', async () => {
  const share = await shareIn('Told ahead');
  const ada = await signUp();
  await prices(share, '110');
  const { database, bus } = world.app.core;
  const [row] = (await database.read((em) => currentQuotes(em, [share as InstrumentId]))) as [Quote];
  const book = new PriceBook();
  const observedAt = new Date(row.observedAt.getTime() + 500);
  book.put({ ...row, price: new Decimal(90), observedAt, ahead: 1 });
  const rules = new AlertService(database, bus, book, () => new Date());
  const actor = { userId: ada.session.user.id, role: Role.USER, scopes: null } as Actor;
  const rule = await rules.create(actor, { ...priceRule(share), threshold: new Decimal(105) });
  // What moved before it is not told: the row of 110 is older than it.
  expect(rule.observedMs).toBe(observedAt.getTime() - 1);
});

test('who takes over tells of no price that was old, but is not any more', async () => {
  const share = await shareIn('Caught up with');
  const ada = await signUp();
  const say = (seconds: number) => world.quotes([{ instrumentId: share, price: '100', currency: 'EUR', observedAt: ago(seconds) }], true);
  const stale = { instrumentId: share, measure: 'PRICE_STALE', condition: 'ABOVE' } as const;
  await say(10_800);
  await makeRule(ada, { ...stale, name: 'Four hours', threshold: '240' });
  await say(9_000);
  await say(60);
  await makeRule(ada, { ...stale, name: 'A hundred minutes', threshold: '100' });
  // In two hours the newest price is old enough for one rule, and those before it for both.
  const { watch } = await watchFrom(7_200_000);
  await alertsOf(ada, 1);
  await watch.stop();
  expect((await inboxOf(ada)).map(({ name }) => name)).toEqual(['A hundred minutes']);
});

/** Another instance takes the rules over, with a clock that is ahead by so much. */
async function watchFrom(aheadMs: number): Promise<{ watch: AlertWatch; book: PriceBook }> {
  const { database, bus } = world.app.core;
  const book = new PriceBook();
  for (const quote of await database.read((em) => currentQuotes(em))) book.put(quote);
  const watch = new AlertWatch(database, bus, book, {
    log: pino({ level: 'silent' }),
    metrics: world.app.metrics,
    now: () => new Date(Date.now() + aheadMs),
    lease: null,
    fired: () => undefined,
  });
  await watch.start();
  return { watch, book };
}

test('who takes the rules over reads what was missed, and still shows the newest price', async () => {
  const [share, ada] = [await shareIn('Passed'), await signUp()];
  await world.quotes([{ instrumentId: share, price: '100', currency: 'EUR', observedAt: ago(60) }], true);
  await makeRule(ada, { instrumentId: share, measure: 'PRICE_STALE', condition: 'ABOVE', name: 'Old', threshold: '100' });
  // Told ahead of its row and passed by the newest, it got its row after it.
  const [row] = await world.app.core.database.read((em) => currentQuotes(em, [share as InstrumentId]));
  const verdict = { rule: Rule.NEWER, losers: [] };
  const passed = { ...(row as Quote), price: new Decimal(90), observedAt: new Date(ago(61)), priority: 0, verdict };
  const nothing = { current: [], currentRates: [], historyRates: [] };
  await world.app.core.database.write((em) => storeObservations(em, { ...nothing, history: [passed] }, new Date()));
  const { watch, book } = await watchFrom(7_200_000);
  await alertsOf(ada, 1);
  await watch.stop();
  expect(String(book.quote(share as InstrumentId)?.price)).toBe('100');
});

const PORTFOLIO_OF = 'select portfolio_id as id from account where id = ?';

test('a ledger that cannot be folded takes no other with it where portfolios are read together', async () => {
  const share = await shareIn('Together');
  await prices(share, '100');
  const [sound, broken] = [await holder(share), await holder(share)];
  const { core, prices: book } = world.app;
  const portfolioOf = async ({ accountId }: { accountId: string }) => {
    const rows = await core.database.read((em) => em.execute<{ id: PortfolioId }[]>(PORTFOLIO_OF, [accountId]));
    return rows[0]?.id as PortfolioId;
  };
  const [soundId, brokenId] = [await portfolioOf(sound), await portfolioOf(broken)];
  await core.database.write((em) => em.execute(`update transaction set kind = 'SELL' where account_id = ?`, [broken.accountId]));
  const failed: (readonly string[])[] = [];
  const valuations = new AlertValuations(core.database, book, {
    now: () => new Date(),
    isQuiet: () => false,
    changed: () => undefined,
    read: () => undefined,
    failed: (_error, ids) => failed.push(ids),
  });
  // The first two, which are not there, are being read while the others wait together.
  for (const portfolioId of [randomUUID() as PortfolioId, randomUUID() as PortfolioId, brokenId, soundId]) {
    valuations.keep(portfolioId, { portfolioId, accountId: null });
  }
  await until(
    () => valuations.waiting,
    (waiting) => waiting === 0,
  );
  expect(failed).toEqual([[brokenId]]);
  expect(valuations.revalue(new Date(), 10).map(({ subjectId }) => subjectId)).toEqual([soundId]);
});

test('who stops watching reads nothing more', async () => {
  const { core, prices: book } = world.app;
  let count = 0;
  const valuations = new AlertValuations(core.database, book, {
    now: () => new Date(),
    isQuiet: () => false,
    changed: () => {
      count += 1;
    },
    read: () => undefined,
    failed: () => undefined,
  });
  // More than are read at once.
  for (let index = 0; index < 500; index += 1) {
    const portfolioId = randomUUID() as PortfolioId;
    valuations.keep(portfolioId, { portfolioId, accountId: null });
  }
  await valuations.stop();
  expect(valuations.waiting).toBe(0);
  expect(count).toBeLessThan(4);
});

test('an alert that nobody was told of is given to whom it is for, once, when messages may have been lost', async () => {
  const { core } = world.app;
  const share = await shareIn('Unheard');
  const streams = await Promise.all(
    [await signUp(), await signUp()].map(async (person) => {
      const ruleId = (await makeRule(person, priceRule(share))) as AlertRuleId;
      const socket = person.api.socket();
      const stream = socket.subscribe(ALERT_FIRED);
      await socket.text('{ unreadAlertCount }').ended();
      return { person, ruleId, socket, stream };
    }),
  );
  const firedAt = new Date();
  const figures = {
    measure: 'PRICE',
    condition: 'ABOVE',
    threshold: new Decimal(105),
    setThreshold: new Decimal(105),
    value: new Decimal(106),
    message: 'Unheard',
  } as const;
  const about = { instrumentId: share as InstrumentId, portfolioId: null, accountId: null };
  await core.database.write(async (em) => {
    for (const { person, ruleId } of streams) {
      const userId = person.session.user.id as UserId;
      em.persist(new Alert({ id: newId(firedAt), userId, ruleId, arming: 7, name: person.email, ...figures, ...about, firedAt }));
    }
  });
  core.bus.doubt();
  for (const { person, socket, stream } of streams) {
    await stream.first();
    core.bus.doubt();
    await socket.text('{ unreadAlertCount }').ended();
    expect(stream.messages.map(({ alertFired }) => alertFired.name)).toEqual([person.email]);
    await socket.close();
  }
});
