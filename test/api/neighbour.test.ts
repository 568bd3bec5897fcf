// What is somebody else's answers as what does not exist: every id that any field of the schema takes is tried, on both transports.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type GraphQLInputType, isInputObjectType, isListType, isNonNullType, isScalarType } from 'graphql';
import type { Api } from '../testkit/api.js';
import { ASKED, codeOf, fieldsOf, operationOn, UNKNOWN } from '../testkit/schema-walk.js';
import { day, type LocalWorld, openWorld, type Person } from '../testkit/world.js';

let world: LocalWorld;
let ada: Person;
let eve: Person;

beforeAll(async () => {
  world = await openWorld();
  [ada, eve] = [await world.signUp(), await world.signUp()];
});
afterAll(() => world.close());

/** Tried with their own kind of things, in session, audit, and api-token of test/security, and in explanation.test.ts. */
const TRIED_ELSEWHERE = [
  'apiTokens.userId',
  'auditLog.userId',
  'createApiToken.input.userId',
  'endSession.id',
  'eraseUser.id',
  'explainHolding.holdingId',
  'resetUserPassword.id',
  'resetUserSecondFactor.id',
  'revokeApiToken.id',
  'setUserLocked.id',
  'setUserRole.id',
  // In test/api/membership.test.ts.
  'moveAccount.id',
  'moveAccount.portfolioId',
  // In test/api/alert.test.ts: they give or change nothing of a stranger's.
  'alerts.ruleId',
  'markAlertsRead.ids',
  'user.id',
];
/** Ids of things everybody may read, and ids that are checked in a test of their own. */
const NOT_PERSONAL = /[iI]nstrumentId|^instrument\.id$|lotIds|jobId|ruleIds|CorporateAction\.id$|Backfill\.id$/;

interface IdCase {
  /** Other arguments that must be there. */
  readonly variables?: Record<string, unknown>;
  /** The arguments covered, as `field.argument` or `field.input.member`. */
  readonly covers: string;
  readonly query: string;
  /** Which of Ada's ids it takes. */
  readonly takes: 'account' | 'portfolio' | 'transaction' | 'alertRule' | 'webhook';
  readonly isSubscription?: boolean;
  /** A change that can be made once only: its positive control comes last. */
  readonly isLast?: boolean;
}

const content = `kind: DEPOSIT, tradeDate: "${day(-3)}", amount: "5", currency: "EUR"`;
const alertTerms = 'name: "Mine", condition: ABOVE, threshold: "1"';
const CASES: readonly IdCase[] = [
  { covers: 'alertRule.id', takes: 'alertRule', query: 'query ($id: ID!) { alertRule(id: $id) { name } }' },
  {
    covers: 'createAlertRule.input.portfolioId',
    takes: 'portfolio',
    query: `mutation ($id: ID!) { createAlertRule(input: {measure: VALUE, portfolioId: $id, ${alertTerms}}) { name } }`,
  },
  {
    covers: 'createAlertRule.input.accountId',
    takes: 'account',
    query: `mutation ($id: ID!) { createAlertRule(input: {measure: VALUE, accountId: $id, ${alertTerms}}) { name } }`,
  },
  {
    covers: 'amendAlertRule.id',
    takes: 'alertRule',
    query: `mutation ($id: ID!) { amendAlertRule(id: $id, version: 1, input: {${alertTerms}}) { name } }`,
  },
  { covers: 'pauseAlertRule.id', takes: 'alertRule', query: 'mutation ($id: ID!) { pauseAlertRule(id: $id) { status } }', isLast: true },
  { covers: 'resumeAlertRule.id', takes: 'alertRule', query: 'mutation ($id: ID!) { resumeAlertRule(id: $id) { status } }', isLast: true },
  { covers: 'deleteAlertRule.id', takes: 'alertRule', query: 'mutation ($id: ID!) { deleteAlertRule(id: $id) }', isLast: true },
  { covers: 'enableAlertWebhook.id', takes: 'webhook', query: 'mutation ($id: ID!) { enableAlertWebhook(id: $id) { url } }' },
  {
    covers: 'renewAlertWebhookSecret.id',
    takes: 'webhook',
    query: 'mutation ($id: ID!) { renewAlertWebhookSecret(id: $id) { webhook { url } } }',
  },
  { covers: 'deleteAlertWebhook.id', takes: 'webhook', query: 'mutation ($id: ID!) { deleteAlertWebhook(id: $id) }', isLast: true },
  { covers: 'account.id', takes: 'account', query: 'query ($id: ID!) { account(id: $id) { name valuation { total } } }' },
  { covers: 'portfolio.id', takes: 'portfolio', query: 'query ($id: ID!) { portfolio(id: $id) { name valuation { total } } }' },
  { covers: 'holdings.portfolioId', takes: 'portfolio', query: 'query ($id: ID!) { holdings(portfolioId: $id) { nodes { id } } }' },
  { covers: 'valuation.portfolioId', takes: 'portfolio', query: 'query ($id: ID!) { valuation(portfolioId: $id) { total } }' },
  {
    covers: 'valuation.portfolioId',
    takes: 'portfolio',
    query: `query ($id: ID!) { valuation(portfolioId: $id, asOf: "${day(-1)}") { total } }`,
  },
  { covers: 'transaction.id', takes: 'transaction', query: 'query ($id: ID!) { transaction(id: $id) { kind } }' },
  { covers: 'transactions.accountId', takes: 'account', query: 'query ($id: ID!) { transactions(accountId: $id) { nodes { id } } }' },
  {
    covers: 'changeAccount.id',
    takes: 'account',
    query: 'mutation ($id: ID!) { changeAccount(id: $id, input: {costMethod: LIFO}) { costMethod } }',
  },
  {
    covers: 'changePortfolio.id',
    takes: 'portfolio',
    query: 'mutation ($id: ID!) { changePortfolio(id: $id, input: {name: "Other"}) { name } }',
  },
  {
    covers: 'openAccount.input.portfolioId',
    takes: 'portfolio',
    query: 'mutation ($id: ID!) { openAccount(input: {name: "Mine", currency: "EUR", portfolioId: $id}) { name } }',
  },
  {
    covers: 'recordTransaction.input.accountId',
    takes: 'account',
    query: `mutation ($id: ID!) { recordTransaction(input: {accountId: $id, ${content}}) { kind } }`,
  },
  {
    covers: 'previewTransaction.input.accountId',
    takes: 'account',
    query: `query ($id: ID!) { previewTransaction(input: {accountId: $id, ${content}}) { cash { after } } }`,
  },
  {
    covers: 'previewTransaction.input.counterAccountId',
    takes: 'account',
    query: `query ($id: ID!, $own: ID!) { previewTransaction(input: {accountId: $own, kind: TRANSFER, counterAccountId: $id, tradeDate: "${day(-3)}", amount: "1", currency: "EUR"}) { cash { after } } }`,
  },
  {
    covers: 'recordTransactions.inputs.accountId',
    takes: 'account',
    query: `mutation ($id: ID!) { recordTransactions(inputs: [{accountId: $id, ${content}}]) { kind } }`,
  },
  {
    covers: 'importTransactions.accountId',
    takes: 'account',
    query: `mutation ($id: ID!) { importTransactions(accountId: $id, csv: "kind,tradeDate,amount,currency\\nDEPOSIT,${day(-3)},5,EUR") { recordedCount } }`,
  },
  {
    covers: 'recordTransaction.input.counterAccountId',
    takes: 'account',
    query: `mutation ($id: ID!, $own: ID!) { recordTransaction(input: {accountId: $own, kind: TRANSFER, counterAccountId: $id, tradeDate: "${day(-3)}", amount: "1", currency: "EUR"}) { kind } }`,
  },
  {
    covers: 'recordTransactions.inputs.counterAccountId',
    takes: 'account',
    query: `mutation ($id: ID!, $own: ID!) { recordTransactions(inputs: [{accountId: $own, kind: TRANSFER, counterAccountId: $id, tradeDate: "${day(-3)}", amount: "1", currency: "EUR"}]) { kind } }`,
  },
  {
    covers: 'amendTransaction.input.counterAccountId',
    takes: 'account',
    query: `mutation ($id: ID!, $entry: ID!) { amendTransaction(id: $entry, version: 1, input: {kind: TRANSFER, counterAccountId: $id, tradeDate: "${day(-3)}", amount: "1", currency: "EUR"}) { kind } }`,
  },
  {
    covers: 'amendTransaction.id',
    takes: 'transaction',
    query: `mutation ($id: ID!) { amendTransaction(id: $id, version: 1, input: {${content}}) { kind } }`,
  },
  {
    covers: 'setTargets.portfolioId',
    takes: 'portfolio',
    query: 'mutation ($id: ID!) { setTargets(portfolioId: $id, by: CURRENCY, targets: []) { key } }',
  },
  {
    covers: 'voidTransaction.id',
    takes: 'transaction',
    query: 'mutation ($id: ID!) { voidTransaction(id: $id, version: 2) { kind } }',
    isLast: true,
  },
  {
    covers: 'valuationChanged.portfolioId',
    takes: 'portfolio',
    isSubscription: true,
    query: 'subscription ($id: ID!) { valuationChanged(portfolioId: $id) { total } }',
  },
];

/** Queries that narrow what they give by an account or a portfolio, as far as they have no case above. */
function narrowedQueries(): IdCase[] {
  const covered = new Set(CASES.map(({ covers }) => covers));
  return fieldsOf('query').flatMap((field) =>
    (['account', 'portfolio'] as const).flatMap((takes): IdCase[] => {
      const name = `${takes}Id`;
      const covers = `${field.name}.${name}`;
      if (covered.has(covers) || !field.args.some((argument) => argument.name === name)) return [];
      const { query, variables } = operationOn('query', field, [name]);
      return [{ covers, takes, query: query.replaceAll(`$${name}`, '$id'), variables }];
    }),
  );
}

/** Every id a root field takes, as `field.argument` or `field.input.member`. */
function idArguments(): string[] {
  const found: string[] = [];
  for (const root of [...ASKED, 'subscription' as const]) {
    for (const field of fieldsOf(root))
      for (const argument of field.args) collectIds(argument.type, `${field.name}.${argument.name}`, found);
  }
  return found;
}

function collectIds(type: GraphQLInputType, path: string, found: string[]): void {
  if (isNonNullType(type) || isListType(type)) collectIds(type.ofType, path, found);
  else if (isScalarType(type) && type.name === 'ID') found.push(path);
  else if (isInputObjectType(type))
    for (const member of Object.values(type.getFields())) collectIds(member.type, `${path}.${member.name}`, found);
}

test('every id a field takes is tried below', () => {
  const covered = new Set([...CASES, ...narrowedQueries()].map(({ covers }) => covers));
  expect(idArguments().filter((path) => !covered.has(path) && !TRIED_ELSEWHERE.includes(path) && !NOT_PERSONAL.test(path))).toEqual([]);
});

interface Own {
  readonly account: string;
  readonly portfolio: string;
  readonly transaction: string;
  readonly alertRule: string;
  readonly webhook: string;
}

async function belongings(person: Person): Promise<Own> {
  const account = await person.openAccount();
  const [entry] = await person.record({ accountId: account, kind: 'DEPOSIT', tradeDate: day(-3), amount: '5', currency: 'EUR' });
  const { portfolioId: portfolio } = await person.valuation();
  const alerts = await person.api.text(
    `mutation ($url: String!) { createAlertRule(input: {measure: VALUE, ${alertTerms}}) { id } createAlertWebhook(url: $url) { webhook { id } } }`,
    { url: `https://example.org/${account}` },
  );
  const { createAlertRule, createAlertWebhook } = alerts.expectNoErrors() as {
    createAlertRule: { id: string };
    createAlertWebhook: { webhook: { id: string } };
  };
  return { account, portfolio, transaction: entry?.id as string, alertRule: createAlertRule.id, webhook: createAlertWebhook.webhook.id };
}

/** What the caller sees: over HTTP, and over a socket up to the first message or the end. */
async function seenBy(api: Api, { query, isSubscription }: IdCase, variables: Record<string, unknown>): Promise<unknown[]> {
  const seen: unknown[] = [];
  if (!isSubscription) {
    const { status, data, errors } = await api.text(query, variables);
    seen.push({ status, data, errors });
  }
  const socket = api.socket();
  const stream = socket.text(query, variables);
  await (isSubscription ? Promise.race([stream.first().catch(() => undefined), stream.ended()]) : stream.ended());
  seen.push({ data: stream.messages, errors: stream.errors });
  await socket.close();
  return seen;
}

test("a neighbour's id answers exactly as one that does not exist, on both transports", async () => {
  const [hers, mine] = [await belongings(ada), await belongings(eve)];
  const before = await ada.valuation();
  for (const each of [...CASES, ...narrowedQueries()]) {
    const variables = (id: string) => ({ ...each.variables, id, own: mine.account, entry: mine.transaction });
    const neighbours = await seenBy(eve.api, each, variables(hers[each.takes]));
    const unknown = await seenBy(eve.api, each, variables(UNKNOWN));
    const malformed = await seenBy(eve.api, each, variables('x'));
    expect([each.covers, neighbours]).toEqual([each.covers, unknown]);
    expect([each.covers, malformed]).toEqual([each.covers, unknown]);
    if (CASES.includes(each) && each.covers !== 'transactions.accountId') expect(JSON.stringify(neighbours)).toContain('"NOT_FOUND"');
    expect(JSON.stringify(neighbours)).not.toContain('INTERNAL');
  }
  // Its number is the time it was asked at.
  expect({ ...(await ada.valuation()), asOf: null, sequence: null }).toEqual({ ...before, asOf: null, sequence: null });
});

test('the owner of those ids gets an answer to each of them', async () => {
  const hers = await belongings(ada);
  const other = await ada.openAccount();
  const [spare] = await ada.record({ accountId: other, kind: 'DEPOSIT', tradeDate: day(-3), amount: '5', currency: 'EUR' });
  for (const each of CASES.toSorted((a, b) => Number(a.isLast ?? false) - Number(b.isLast ?? false))) {
    const variables = { id: hers[each.takes], own: other, entry: spare?.id };
    if (each.isSubscription) {
      const socket = ada.api.socket();
      await socket.text(each.query, variables).first();
      await socket.close();
    } else {
      expect([each.covers, (await ada.api.text(each.query, variables)).errors]).toEqual([each.covers, []]);
    }
  }
  for (const { covers, query, takes, variables } of narrowedQueries()) {
    expect([covers, codeOf(await ada.api.text(query, { ...variables, id: hers[takes] }))]).not.toEqual([covers, 'NOT_FOUND']);
  }
});

test("nobody lists what is somebody else's", async () => {
  const stranger = await world.signUp();
  const lists = await stranger.api.text(
    '{ accounts { nodes { id } } portfolios { nodes { id } } transactions { nodes { id } } holdings { nodes { id } } }',
  );
  expect(lists.expectNoErrors()).toMatchObject({ accounts: { nodes: [] }, transactions: { nodes: [] }, holdings: { nodes: [] } });
  expect(lists.data?.portfolios).toEqual({ nodes: [{ id: (await stranger.valuation()).portfolioId }] });
});
