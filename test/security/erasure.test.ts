// Who is erased is nobody any more, in the tables and to everybody; figures, verification and the audit chain stay whole.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OutgoingMail } from '../../src/domain/mail.js';
import { VerificationService } from '../../src/services/verification.js';
import { newId } from '../../src/storage/new-id.js';
import type { Answer, Api } from '../testkit/api.js';
import { until } from '../testkit/until.js';
import { day, type LocalWorld, ME, openWorld, PASSWORD, type Person, SIGN_IN, VALUATION_CHANGED } from '../testkit/world.js';

let world: LocalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const outcome = ({ errors }: Answer<unknown>) =>
  errors[0] ? [errors[0].extensions.code, errors[0].extensions.rule, errors[0].extensions.field].filter(Boolean).join(' ') : 'ok';
const WORDS = ['Canary Person', 'Canary account', 'Canary portfolio', 'Canary note', 'Canary change', 'Canary rule', 'Canary token'];

/** Somebody with something in every table that knows people. */
async function full(): Promise<{ person: Person; figures: () => Promise<unknown> }> {
  const person = await world.signUp();
  const { api } = person;
  await api.text('mutation { changeProfile(input: {name: "Canary Person"}) { name } }');
  const account = await person.openAccount({ name: 'Canary account' });
  const portfolio = (await person.valuation()).portfolioId;
  (await api.text(`mutation { openPortfolio(input: {name: "Canary portfolio", baseCurrency: "EUR"}) { id } }`)).expectNoErrors();
  const [entry] = await person.record({
    accountId: account,
    kind: 'DEPOSIT',
    tradeDate: day(-3),
    amount: '500',
    currency: 'EUR',
    note: 'Canary note',
  });
  const change = `kind: DEPOSIT, tradeDate: "${day(-3)}", amount: "700", currency: "EUR", note: "Canary change"`;
  (await api.text(`mutation { amendTransaction(id: "${entry?.id}", version: 1, input: {${change}}) { id } }`)).expectNoErrors();
  (
    await api.text(
      `mutation { createAlertRule(input: {name: "Canary rule", measure: VALUE, condition: ABOVE, portfolioId: "${portfolio}", threshold: "1", channels: [EMAIL]}) { id } }`,
    )
  ).expectNoErrors();
  (await api.text('mutation { createAlertWebhook(url: "https://hooks.example.org/hook") { secret } }')).expectNoErrors();
  (
    await api.text(
      `mutation { createApiToken(input: {name: "Canary token", scopes: [READ], expiresInDays: 9, currentPassword: "${PASSWORD}"}) { secret } }`,
    )
  ).expectNoErrors();
  (await api.text(`mutation { enableTotp(currentPassword: "${PASSWORD}") { secret } }`)).expectNoErrors();
  (await api.text('mutation ($e: String!) { requestPasswordReset(email: $e) }', { e: person.email })).expectNoErrors();
  const { id: userId } = person.session.user;
  await world.app.core.background.settled();
  await until(
    () => tablesOf(userId),
    (tables) => tables.includes('alert_delivery') && tables.includes('confirmation'),
  );
  await world.app.core.database.write(async (em) => {
    const at = new Date();
    const letter = { subject: 'Later', text: 'Canary letter', recipient: person.email, createdAt: at, expiresAt: new Date(8e12) };
    em.persist(Object.assign(new OutgoingMail({ id: newId(at), userId, ...letter } as never), { dueAt: new Date(8e12) }));
  });
  const figures = () =>
    world.app.core.database.read((em) =>
      em.execute('select kind, trade_date::text, amount::text, currency, version from transaction where user_id = ? order by ordinal', [
        person.session.user.id,
      ]),
    );
  return { person, figures };
}

/** The tables in which a row holds one of the words. */
async function tablesWith(words: readonly string[]): Promise<string[]> {
  return world.app.core.database.read(async (em) => {
    const tables = await em.execute<{ name: string }[]>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const [row] = await em.execute<{ count: number }[]>(
        `select count(*)::int as count from "${name}" as t where ${words.map(() => 't::text ilike ?').join(' or ')}`,
        words.map((word) => `%${word}%`),
      );
      if ((row?.count ?? 0) > 0) found.push(name);
    }
    return found;
  });
}

/** The tables in which a row is the person's, of all that say whose a row is. */
async function tablesOf(userId: string): Promise<string[]> {
  return world.app.core.database.read(async (em) => {
    const tables = await em.execute<{ name: string }[]>(
      `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'user_id' order by 1`,
    );
    const counts = await Promise.all(
      tables.map(async ({ name }) => ({ name, rows: await em.execute(`select 1 from "${name}" where user_id = ? limit 1`, [userId]) })),
    );
    return counts.filter(({ rows }) => rows.length > 0).map(({ name }) => name);
  });
}
/** What a ledger is made of, and sessions, which say when and nothing else. */
const KEPT = ['account', 'imported_row', 'portfolio', 'portfolio_total', 'session', 'transaction'];

async function expectErased({ person, figures }: Awaited<ReturnType<typeof full>>, erase: () => Promise<Answer<unknown>>): Promise<void> {
  const before = await figures();
  expect((await tablesWith(WORDS)).toSorted()).toEqual(
    expect.arrayContaining(['account', 'alert_rule', 'api_token', 'portfolio', 'transaction', 'transaction_revision']),
  );
  expect(await tablesOf(person.session.user.id)).toEqual(
    expect.arrayContaining([
      'alert',
      'alert_delivery',
      'alert_rule',
      'alert_webhook',
      'api_token',
      'confirmation',
      'outgoing_mail',
      'second_factor',
    ]),
  );
  const socket = person.api.socket();
  await socket.subscribe(VALUATION_CHANGED, {}).first();
  expect(outcome(await erase())).toBe('ok');
  expect(await socket.closed).toBe(4403);
  expect(outcome(await person.api.run(ME))).toBe('UNAUTHENTICATED');
  expect((await world.anonymous.run(SIGN_IN, { email: person.email, password: PASSWORD })).refusal()).toBe('UNAUTHENTICATED');
  expect(await tablesWith([...WORDS, person.email])).toEqual([]);
  expect((await tablesOf(person.session.user.id)).filter((table) => !KEPT.includes(table))).toEqual([]);
  expect(await figures()).toEqual(before);
  const { users } = (
    await world.admin.text(`{ users(search: "${person.session.user.id}") { nodes { name email erasedAt } } }`)
  ).expectNoErrors() as {
    users: { nodes: unknown[] };
  };
  expect(users.nodes).toEqual([{ name: 'Erased', email: `${person.session.user.id}@erased.invalid`, erasedAt: expect.any(String) }]);
  expect((await world.app.core.audit.verify([])).problems).toEqual([]);
  const report = await new VerificationService(world.app.core.database).verify();
  expect(report.differences).toEqual([]);
  // The address is free again, for somebody new.
  expect(
    outcome(
      await world.anonymous.text(
        `mutation { register(input: {email: "${person.email}", password: "${PASSWORD}", name: "N"}) { user { id } } }`,
      ),
    ),
  ).toBe('ok');
}

test('one erases oneself with the password', async () => {
  const own = await full();
  const erase = (password: string) => own.person.api.text('mutation ($p: String!) { eraseMe(currentPassword: $p) }', { p: password });
  expect(outcome(await erase('not the password'))).toBe('BAD_USER_INPUT WRONG currentPassword');
  expect(outcome(await own.person.api.run(ME))).toBe('ok');
  await expectErased(own, () => erase(PASSWORD));
});

test('an administrator erases a user, once; nobody else does, and the last administrator stays', async () => {
  const [own, eve] = [await full(), await world.signUp()];
  const erase = (id: string) => `mutation { eraseUser(id: "${id}") { id } }`;
  const { id } = own.person.session.user;
  expect(outcome(await eve.api.text(erase(id)))).toBe('FORBIDDEN');
  await expectErased(own, () => world.admin.text(erase(id)));
  expect(outcome(await world.admin.text(erase(id)))).toBe('NOT_FOUND id');
  expect(outcome(await world.admin.text(`mutation { setUserLocked(id: "${id}", isLocked: false) { id } }`))).toBe('CONFLICT ERASED');
  expect(outcome(await world.admin.text(erase('nonsense')))).toBe('NOT_FOUND id');
  expect(outcome(await world.admin.text(`mutation { eraseMe(currentPassword: "${PASSWORD}") }`))).toBe('CONFLICT LAST_ADMINISTRATOR');
  expect(outcome(await world.admin.run(ME))).toBe('ok');
  const log = JSON.stringify((await world.admin.text(`{ auditLog(userId: "${id}") { nodes { action } } }`)).data);
  expect(log).toContain('user.erase');
});

test('what one takes along has everything that is one’s own, and nothing to sign in with; a program gets nothing of signing in', async () => {
  const { person } = await full();
  const { api, session } = person;
  const made = (
    await api.text(
      `mutation { createApiToken(input: {name: "Reader", scopes: [READ], expiresInDays: 9, currentPassword: "${PASSWORD}"}) { secret } }`,
    )
  ).expectNoErrors() as { createApiToken: { secret: string } };
  const take = async (by: Api) => {
    const { exportOwnData } = (await by.text('{ exportOwnData { json hasNextPage } }')).expectNoErrors() as {
      exportOwnData: { json: string; hasNextPage: boolean };
    };
    expect(exportOwnData.hasNextPage).toBe(false);
    return exportOwnData.json;
  };
  const json = await take(api);
  const own = JSON.parse(json);
  expect(own).toMatchObject({
    user: { email: person.email, name: 'Canary Person' },
    alertRules: [{ name: 'Canary rule', measure: 'VALUE', threshold: '1', channels: ['EMAIL'] }],
    webhooks: [{ url: 'https://hooks.example.org/hook' }],
    secondFactor: { confirmedAt: null },
    apiTokens: [{ name: 'Reader' }, { name: 'Canary token', scopes: ['READ'], revokedAt: null }],
    sessions: [{ id: expect.any(String), revokedAt: null }],
    alerts: [{ name: 'Canary rule', value: '700' }],
  });
  expect(own.audit.map(({ action }: { action: string }) => action)).toEqual(
    expect.arrayContaining(['user.create', 'user.sign-in', 'account.open', 'transaction.record', 'api-token.create', 'user.export']),
  );
  const rows = await world.app.core.database.read((em) =>
    em.execute<{ hash: string }[]>(
      `select secret_hash as hash from api_token union select refresh_hash from session union select password_hash from "user"
       union select secret from second_factor union select secret from alert_webhook union select hash from confirmation`,
    ),
  );
  for (const secret of [made.createApiToken.secret, session.refreshToken, 'whsec_', ...rows.map(({ hash }) => hash)])
    expect(json).not.toContain(secret);
  const program = JSON.parse(await take(world.anonymous.as(made.createApiToken.secret)));
  expect(program.user).toMatchObject({ email: person.email });
  for (const field of ['apiTokens', 'sessions', 'secondFactor', 'audit', 'alertRules', 'webhooks', 'alerts'])
    expect([field, field in program]).toEqual([field, false]);
  const stranger = JSON.parse(await take((await world.signUp()).api));
  expect(JSON.stringify(stranger)).not.toMatch(/Canary/);
});

test('taking along what is one’s own is written down, once for all its parts', async () => {
  const ada = await world.signUp();
  for (const query of ['{ exportOwnData { json } }', '{ transactionsCsv { csv } }']) (await ada.api.text(query)).expectNoErrors();
  const { auditLog } = (await ada.api.text('{ auditLog(first: 2) { nodes { action subject } } }')).expectNoErrors() as {
    auditLog: { nodes: { action: string; subject: string }[] };
  };
  expect(auditLog.nodes).toEqual([
    { action: 'transaction.export', subject: ada.session.user.id },
    { action: 'user.export', subject: ada.session.user.id },
  ]);
});
