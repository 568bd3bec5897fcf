// Alert rules as people make them: what is taken, what is refused and why, and whose they are.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../testkit/gql/gql.js';
import type { CreateAlertRuleInput } from '../testkit/gql/graphql.js';
import { type LocalWorld, openWorld, type Person } from '../testkit/world.js';

const CREATE = graphql(`
  mutation CreateAlertRule($input: CreateAlertRuleInput!) {
    createAlertRule(input: $input) {
      id name note measure condition threshold hysteresis isRepeating expiresAt channels status version portfolioId accountId firedCount
      instrument { name }
    }
  }
`);
const AMEND_RULE = graphql(`
  mutation AmendAlertRule($id: ID!, $version: Int!, $input: AlertTermsInput!) {
    amendAlertRule(id: $id, version: $version, input: $input) { version condition threshold name }
  }
`);
const RULES = graphql(`
  query AlertRules($first: Int, $after: String) {
    alertRules(first: $first, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }
  }
`);
const DELETE_RULE = graphql(`mutation DeleteAlertRule($id: ID!) { deleteAlertRule(id: $id) }`);
const CREATE_WEBHOOK = graphql(
  `mutation CreateAlertWebhook($url: String!) { createAlertWebhook(url: $url) { secret webhook { id url } } }`,
);
const RENEW = graphql(`mutation RenewAlertWebhook($id: ID!) { renewAlertWebhookSecret(id: $id) { secret } }`);
const WEBHOOKS = graphql(`query AlertWebhooks { alertWebhooks { id url disabledAt } }`);
const DELETE_WEBHOOK = graphql(`mutation DeleteAlertWebhook($id: ID!) { deleteAlertWebhook(id: $id) }`);

let world: LocalWorld;
let ada: Person;
let share: string;
let fund: string;
beforeAll(async () => {
  world = await openWorld();
  ada = await world.signUp();
  share = await world.instrument({ name: 'Acme' });
  fund = await world.instrument({ name: 'Fund', kind: 'FUND', mic: null, currency: 'EUR' });
});
afterAll(() => world.close());

const create = (person: Person, input: Partial<CreateAlertRuleInput>) =>
  person.api.run(CREATE, { input: { name: 'Acme is dear', measure: 'PRICE', condition: 'ABOVE', threshold: '105', ...input } });

test('a rule is kept as it was made, amended by whoever saw its last version, and deleted', async () => {
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const terms = { note: 'Sell half', hysteresis: '1.5', isRepeating: true, expiresAt, channels: ['EMAIL' as const, 'EMAIL' as const] };
  const { createAlertRule: rule } = (await create(ada, { instrumentId: share, ...terms })).expectNoErrors();
  expect(rule).toMatchObject({ ...terms, channels: ['EMAIL'], name: 'Acme is dear', measure: 'PRICE', threshold: '105', status: 'ARMED' });
  expect(rule).toMatchObject({ version: 1, firedCount: 0, portfolioId: null, accountId: null, instrument: { name: 'Acme' } });
  const amended = { id: rule.id, version: 1, input: { name: 'Acme is cheap', condition: 'BELOW' as const, threshold: '90' } };
  expect((await ada.api.run(AMEND_RULE, amended)).expectNoErrors().amendAlertRule).toEqual({
    version: 2,
    condition: 'BELOW',
    threshold: '90',
    name: 'Acme is cheap',
  });
  expect((await ada.api.run(AMEND_RULE, amended)).refusal()).toBe('CONFLICT VERSION');
  expect((await ada.api.run(DELETE_RULE, { id: rule.id })).expectNoErrors().deleteAlertRule).toBe(true);
  expect((await ada.api.run(DELETE_RULE, { id: rule.id })).refusal()).toBe('NOT_FOUND id');
});

test('rules are listed newest first, page by page', async () => {
  const person = await world.signUp();
  for (const name of ['one', 'two', 'three']) (await create(person, { name, instrumentId: share })).expectNoErrors();
  const first = (await person.api.run(RULES, { first: 2 })).expectNoErrors().alertRules;
  expect(first.nodes.map(({ name }) => name)).toEqual(['three', 'two']);
  const second = (await person.api.run(RULES, { first: 2, after: first.pageInfo.endCursor })).expectNoErrors().alertRules;
  expect([second.nodes.map(({ name }) => name), second.pageInfo.hasNextPage]).toEqual([['one'], false]);
});

test('what makes no sense is refused with the field and the rule', async () => {
  const cases: [Partial<CreateAlertRuleInput>, string][] = [
    [{}, 'REQUIRED input.instrumentId'],
    [{ instrumentId: 'x' }, 'NOT_FOUND input.instrumentId'],
    [{ instrumentId: share, accountId: share }, 'MEASURE input.accountId'],
    [{ measure: 'VALUE', instrumentId: share }, 'MEASURE input.instrumentId'],
    [{ instrumentId: share, name: ' ' }, 'LENGTH input.name'],
    [{ instrumentId: share, threshold: '0' }, 'RANGE input.threshold'],
    [{ instrumentId: share, threshold: '1.0000000001' }, 'SCALE input.threshold'],
    [{ instrumentId: share, hysteresis: '-1' }, 'RANGE input.hysteresis'],
    [{ instrumentId: share, expiresAt: '2020-01-01T00:00:00Z' }, 'PAST input.expiresAt'],
    [{ instrumentId: share, expiresAt: '2999-01-01T00:00:00Z' }, 'RANGE input.expiresAt'],
    [{ instrumentId: share, measure: 'DAY_MOVE', threshold: '-1' }, 'RANGE input.threshold'],
    [{ instrumentId: share, measure: 'PRICE_CHANGE', threshold: '-0.05' }, 'RANGE input.threshold'],
    [{ instrumentId: share, measure: 'PRICE_CHANGE', condition: 'CROSSES', threshold: '0.05' }, 'MEASURE input.condition'],
    [{ measure: 'DRAWDOWN', condition: 'BELOW', threshold: '0.1' }, 'MEASURE input.condition'],
    [{ measure: 'DRAWDOWN', threshold: '10' }, 'RANGE input.threshold'],
    [{ instrumentId: share, measure: 'NAV_LATE', threshold: '1' }, 'MEASURE input.measure'],
    [{ instrumentId: fund, measure: 'PRICE_STALE', threshold: '30' }, 'MEASURE input.measure'],
    [{ instrumentId: fund, measure: 'NAV_LATE', threshold: '1.5' }, 'RANGE input.threshold'],
  ];
  for (const [input, expected] of cases) {
    expect([input, (await create(ada, input)).refusal().replace('BAD_USER_INPUT ', '')]).toEqual([input, expected]);
  }
});

test('a webhook shows its secret once, and lies on the public network', async () => {
  const { createAlertWebhook } = (await ada.api.run(CREATE_WEBHOOK, { url: 'https://example.org/alerts' })).expectNoErrors();
  const { webhook, secret } = createAlertWebhook;
  expect(secret).toMatch(/^whsec_[\w-]{43}$/);
  expect((await ada.api.run(WEBHOOKS)).expectNoErrors().alertWebhooks).toEqual([{ ...webhook, disabledAt: null }]);
  const renewed = (await ada.api.run(RENEW, { id: webhook.id })).expectNoErrors().renewAlertWebhookSecret.secret;
  expect(renewed).not.toBe(secret);
  const refused = [
    'http://example.org/',
    'https://localhost/',
    'https://localhost./',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://169.254.169.254/latest',
  ];
  for (const url of [...refused, 'https://db.internal/', 'https://2130706433/', 'https://me:secret@example.org/', 'nonsense']) {
    expect([url, (await ada.api.run(CREATE_WEBHOOK, { url })).refusal()]).toEqual([
      url,
      expect.stringMatching(/^BAD_USER_INPUT (ADDRESS|URL) url$/),
    ]);
  }
  expect((await ada.api.run(CREATE_WEBHOOK, { url: 'https://example.org/alerts' })).refusal()).toBe('BAD_USER_INPUT EXISTS url');
  expect((await ada.api.run(DELETE_WEBHOOK, { id: webhook.id })).expectNoErrors().deleteAlertWebhook).toBe(true);
  expect((await ada.api.run(WEBHOOKS)).expectNoErrors().alertWebhooks).toEqual([]);
});

test('what people do with rules and webhooks is audited', async () => {
  const person = await world.signUp();
  const { createAlertRule: rule } = (await create(person, { instrumentId: share })).expectNoErrors();
  await person.api.run(DELETE_RULE, { id: rule.id });
  const data = (await person.api.text('{ auditLog { nodes { action subject } } }')).expectNoErrors();
  const { nodes } = data.auditLog as { nodes: readonly object[] };
  expect(nodes.slice(0, 2)).toEqual([
    { action: 'alert.delete', subject: rule.id },
    { action: 'alert.create', subject: rule.id },
  ]);
});
