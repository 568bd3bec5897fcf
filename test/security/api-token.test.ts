// An API token gives what its scopes name and its user's role allows, over both transports, until it expires or is revoked.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { NotAuthenticated } from '../../src/domain/errors.js';
import { Role } from '../../src/domain/user.js';
import type { Api } from '../testkit/api.js';
import { temporaryFolder } from '../testkit/child.js';
import { type LocalWorld, openWorld, PASSWORD, type Person, VALUATION_CHANGED } from '../testkit/world.js';

let world: LocalWorld;
let ada: Person;
beforeAll(async () => {
  world = await openWorld();
  ada = await world.signUp();
});
afterAll(() => world.close());

const CREATE =
  'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret token { id name scopes expiresAt lastUsedAt } } }';
interface Made {
  readonly secret: string;
  readonly token: { readonly id: string; readonly scopes: string[]; readonly expiresAt: string; readonly lastUsedAt: string | null };
}
const input = (more: object = {}) => ({ name: 'Sheet', scopes: ['READ'], expiresInDays: 30, currentPassword: PASSWORD, ...more });
async function make(api: Api, more: object = {}): Promise<Made> {
  return ((await api.text(CREATE, { input: input(more) })).expectNoErrors() as { createApiToken: Made }).createApiToken;
}
const codeOf = async (api: Api, text: string, variables = {}) => {
  const { extensions } = (await api.text(text, variables)).errors[0] ?? {};
  return extensions ? [extensions.code, extensions.rule, extensions.field].filter(Boolean).join(' ') : 'ok';
};
const revoke = (id: string) => `mutation { revokeApiToken(id: "${id}") }`;

test('its secret is shown once and kept as a hash; the list tells the rest, and when it was last used', async () => {
  const { secret, token } = await make(ada.api, { scopes: ['LEDGER', 'READ', 'READ'] });
  expect(secret).toMatch(/^tmk_[\w-]{43}$/);
  expect(token).toMatchObject({ scopes: ['READ', 'LEDGER'], lastUsedAt: null });
  expect(Date.parse(token.expiresAt) - Date.now()).toBeGreaterThan(29.9 * 86_400_000);
  expect(await codeOf(world.anonymous.as(secret), '{ me { id } }')).toBe('ok');
  const { apiTokens } = (await ada.api.text('{ apiTokens { nodes { id lastUsedAt } } }')).expectNoErrors() as {
    apiTokens: { nodes: { id: string; lastUsedAt: string }[] };
  };
  expect(apiTokens.nodes).toEqual([{ id: token.id, lastUsedAt: expect.any(String) }]);
  const rows = await world.app.core.database.read((em) => em.execute('select * from api_token'));
  expect(JSON.stringify(rows)).not.toContain(secret.slice(4));
  const log = JSON.stringify((await ada.api.text('{ auditLog { nodes { action subject after } } }')).data);
  expect([log.includes('api-token.create'), log.includes(token.id), log.includes(secret)]).toEqual([true, true, false]);
});

test('each scope allows its own and nothing of the others, over HTTP and over the socket', async () => {
  const asks: Record<string, readonly [query: string, scope: string]> = {
    me: ['{ me { id } }', 'READ'],
    accounts: ['{ accounts { nodes { id } } }', 'READ'],
    openAccount: ['mutation { openAccount(input: {name: "T", currency: "EUR"}) { __typename } }', 'LEDGER'],
    alertRules: ['{ alertRules { nodes { id } } }', 'ALERTS'],
    ingestQuotes: ['mutation { ingestQuotes(quotes: []) { accepted } }', 'PRICES'],
    sources: ['{ sources { id } }', 'INSTRUMENTS'],
    users: ['{ users { nodes { id } } }', 'none'],
    sessions: ['{ sessions { nodes { id } } }', 'none'],
    endOtherSessions: ['mutation { endOtherSessions }', 'none'],
    changePassword: ['mutation { changePassword(currentPassword: "x", newPassword: "a new battery") }', 'none'],
    createApiToken: [
      'mutation { createApiToken(input: {name: "x", scopes: [READ], expiresInDays: 1, currentPassword: "x"}) { secret } }',
      'none',
    ],
    auditLog: ['{ auditLog { nodes { id } } }', 'none'],
    signOut: ['mutation { signOut }', 'none'],
  };
  for (const scope of ['READ', 'LEDGER', 'ALERTS', 'PRICES', 'INSTRUMENTS']) {
    const { secret } = await make(world.admin, { scopes: [scope] });
    const api = world.anonymous.as(secret);
    const socket = api.socket();
    for (const [name, [query, needed]] of Object.entries(asks)) {
      const stream = socket.text(query);
      await stream.ended();
      const codes = [(await api.text(query)).errors, stream.errors].map(([error]) => error?.extensions.code === 'FORBIDDEN');
      const isRefused = needed !== scope;
      expect([scope, name, codes]).toEqual([scope, name, [isRefused, isRefused]]);
    }
    await socket.close();
  }
});

test('a scope gives no more than the role of its user', async () => {
  const api = world.anonymous.as((await make(ada.api, { scopes: ['READ', 'LEDGER', 'PRICES', 'INSTRUMENTS'] })).secret);
  expect(await codeOf(api, 'mutation { ingestQuotes(quotes: []) { accepted } }')).toBe('FORBIDDEN');
  expect(await codeOf(api, '{ sources { id } }')).toBe('FORBIDDEN');
  expect(await codeOf(api, '{ me { id } }')).toBe('ok');
});

test('an export holds nothing that the token could not ask for by itself', async () => {
  const eve = await world.signUp();
  (await eve.api.text('mutation { createAlertWebhook(url: "https://hooks.example.org/capability") { webhook { id } } }')).expectNoErrors();
  const exportedTo = async (api: Api) => {
    const { exportOwnData } = (await api.text('{ exportOwnData { json } }')).expectNoErrors() as { exportOwnData: { json: string } };
    return [exportOwnData.json.includes('capability'), Object.keys(JSON.parse(exportOwnData.json)).toSorted().join(' ')];
  };
  const of = async (...scopes: string[]) => exportedTo(world.anonymous.as((await make(eve.api, { scopes })).secret));
  const ledger = ['accounts', 'exportedAt', 'format', 'instruments', 'portfolios', 'transactions', 'user', 'version'];
  const alerting = ['alertRules', 'alerts', 'webhooks'];
  const ofPeople = ['apiTokens', 'audit', 'secondFactor', 'sessions'];
  expect(await of('READ')).toEqual([false, ledger.toSorted().join(' ')]);
  expect(await of('READ', 'ALERTS')).toEqual([true, [...ledger, ...alerting].toSorted().join(' ')]);
  expect(await exportedTo(eve.api)).toEqual([true, [...ledger, ...alerting, ...ofPeople].toSorted().join(' ')]);
});

test('it needs the password, a name, a scope and an end; a user has so many', async () => {
  const eve = await world.signUp();
  const refusal = (more: object) => codeOf(eve.api, CREATE, { input: input(more) });
  expect(await refusal({ currentPassword: 'not the password' })).toBe('BAD_USER_INPUT WRONG input.currentPassword');
  expect(await refusal({ name: ' ' })).toBe('BAD_USER_INPUT LENGTH input.name');
  expect(await refusal({ scopes: [] })).toBe('BAD_USER_INPUT REQUIRED input.scopes');
  for (const expiresInDays of [0, -1, 367]) expect(await refusal({ expiresInDays })).toBe('BAD_USER_INPUT RANGE input.expiresInDays');
  await world.app.core.database.write((em) =>
    em.execute(
      `insert into api_token (id, user_id, name, secret_hash, scopes, created_at, expires_at)
       select gen_random_uuid(), ?, 'x', md5(n::text), '[]', now(), now() + interval '1 day' from generate_series(1, 50) as n`,
      [eve.session.user.id],
    ),
  );
  expect(await refusal({})).toBe('CONFLICT TOO_MANY');
});

test("a revoked token is dead at once, its socket too; a neighbour's is not there", async () => {
  const eve = await world.signUp();
  const { secret, token } = await make(ada.api);
  const api = world.anonymous.as(secret);
  const socket = api.socket();
  await socket.subscribe(VALUATION_CHANGED, {}).first();
  for (const id of [token.id, 'nonsense', '01900000-0000-7000-8000-000000000000']) {
    expect(await codeOf(eve.api, revoke(id))).toBe('NOT_FOUND id');
  }
  expect(await codeOf(api, '{ me { id } }')).toBe('ok');
  expect(await codeOf(ada.api, revoke(token.id))).toBe('ok');
  expect(await socket.closed).toBe(4403);
  expect(await codeOf(api, '{ me { id } }')).toBe('UNAUTHENTICATED');
  expect(await codeOf(ada.api, revoke(token.id))).toBe('NOT_FOUND id');
  const other = await make(ada.api);
  expect(await codeOf(world.admin, revoke(other.token.id))).toBe('ok');
  expect(await codeOf(world.anonymous.as(other.secret), '{ me { id } }')).toBe('UNAUTHENTICATED');
});

test('an expired one is refused, and what is none is refused in the same words', async () => {
  const { secret, token } = await make(ada.api);
  await world.app.core.database.write((em) =>
    em.execute(`update api_token set expires_at = now() - interval '1 second' where id = ?`, [token.id]),
  );
  const answers = new Set<string>();
  for (const wrong of [secret, `tmk_${'A'.repeat(43)}`, 'tmk_', `${secret}x`]) {
    const { status, errors } = await world.anonymous.as(wrong).text('{ me { id } }');
    answers.add(JSON.stringify([status, errors]));
    const socket = world.anonymous.as(wrong).socket();
    const stream = socket.text('{ me { id } }');
    expect(await socket.closed).toBe(4403);
    await stream.ended();
  }
  expect([...answers]).toEqual([expect.stringContaining('UNAUTHENTICATED')]);
});

test('a crowd of tokens that somebody made up is looked up in a few questions, between which everybody else is served', async () => {
  const { sessions, database } = world.app.core;
  let refused = 0;
  const crowd = Array.from({ length: 500 }, (_, count) =>
    sessions.authenticate(`tmk_${count}`).catch((error: Error) => {
      if (error instanceof NotAuthenticated) refused += 1;
    }),
  );
  await database.read((em) => em.execute('select 1'));
  expect(refused).toBeLessThan(250);
  await Promise.all(crowd);
  expect(refused).toBe(500);
});

test("a lock holds its user's tokens back while it lasts; another role ends them", async () => {
  const eve = await world.signUp();
  const { secret } = await make(eve.api);
  const api = world.anonymous.as(secret);
  const socket = api.socket();
  await socket.subscribe(VALUATION_CHANGED, {}).first();
  const lock = (isLocked: boolean) => `mutation { setUserLocked(id: "${eve.session.user.id}", isLocked: ${isLocked}) { id } }`;
  await world.admin.text(lock(true));
  expect(await socket.closed).toBe(4403);
  expect(await codeOf(api, '{ me { id } }')).toBe('UNAUTHENTICATED');
  await world.admin.text(lock(false));
  expect(await codeOf(api, '{ me { id } }')).toBe('ok');
  await world.admin.text(`mutation { setUserRole(id: "${eve.session.user.id}", role: ADMIN) { id } }`);
  expect(await codeOf(api, '{ me { id } }')).toBe('UNAUTHENTICATED');
});

test('an administrator makes one for a machine that delivers prices, and for nobody else', async () => {
  const email = 'machine@example.org';
  const machine = await world.app.core.users.create({ email, password: PASSWORD, name: 'M', role: Role.SOURCE, actorId: null });
  const { secret } = await make(world.admin, { scopes: ['PRICES'], userId: machine.id });
  const api = world.anonymous.as(secret);
  expect(await codeOf(api, 'mutation { ingestQuotes(quotes: []) { accepted } }')).not.toMatch(/FORBIDDEN|UNAUTHENTICATED/);
  expect(await codeOf(api, '{ me { id } }')).toBe('FORBIDDEN');
  for (const [api_, userId, code] of [
    [ada.api, machine.id, 'FORBIDDEN'],
    [world.admin, ada.session.user.id, 'FORBIDDEN'],
    [world.admin, 'nonsense', 'NOT_FOUND input.userId'],
  ] as const) {
    expect(await codeOf(api_, CREATE, { input: input({ userId }) })).toBe(code);
  }
  const list = `{ apiTokens(userId: "${machine.id}") { nodes { id } } }`;
  expect([await codeOf(ada.api, list), await codeOf(world.admin, list)]).toEqual(['FORBIDDEN', 'ok']);
  const log = JSON.stringify((await world.admin.text('{ auditLog(first: 5) { nodes { action subject } } }')).data);
  expect(log).toContain('api-token.list');
});

test('the command line makes one', async () => {
  const folder = temporaryFolder('token');
  const env = { PATH: process.env.PATH, DATA_DIR: folder.path };
  const run = (...args: string[]) => promisify(execFile)(process.execPath, ['dist/src/cli.js', ...args], { env });
  try {
    await run('user', 'create', '--email', 'm@example.org', '--role', 'SOURCE');
    const { stdout } = await run(
      'token',
      'create',
      '--email',
      'm@example.org',
      '--name',
      'Feed',
      '--scopes',
      'PRICES',
      '--days',
      '90',
      '--json',
    );
    expect(JSON.parse(stdout).secret).toMatch(/^tmk_/);
    await expect(run('token', 'create', '--email', 'x@example.org', '--name', 'x', '--scopes', 'READ', '--days', '9')).rejects.toThrow(
      'There is no such user',
    );
  } finally {
    folder.remove();
  }
});
