// Who holds the files of the database but not its keys reads no address, name or secret; who lost the keys is told so at the start.
import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { User } from '../../src/domain/user.js';
import { Api } from '../testkit/api.js';
import { temporaryFolder } from '../testkit/child.js';
import { startPostgres } from '../testkit/postgres.js';
import { startServer } from '../testkit/process.js';
import { describeWithPostgres } from '../testkit/servers.js';
import { type LocalWorld, openWorld, PASSWORD, REGISTER, SIGN_IN } from '../testkit/world.js';

let world: LocalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const key = () => randomBytes(32).toString('base64');

/** The files under a folder that hold the text, in any of the forms a database might keep it. */
function holding(folder: string, text: string): string[] {
  const forms = [Buffer.from(text), Buffer.from(text, 'utf16le'), Buffer.from(Buffer.from(text).toString('hex'))];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name);
    if (!statSync(path).isFile()) return false;
    const bytes = readFileSync(path);
    return forms.some((form) => bytes.includes(form));
  });
}

test('no file of the data folder holds an address, a name, a shared secret or a letter', async () => {
  const folder = temporaryFolder('canary');
  const env = { DATA_DIR: folder.path, SOURCES: 'none', DEMO: 'off' };
  const canary = { email: 'canary-bird@example.org', name: 'Canary Bird', other: 'Yellow Bird' };
  try {
    const server = await startServer(env);
    const anonymous = new Api(server.url);
    const input = { email: canary.email, name: canary.name, password: PASSWORD };
    const { register } = (await anonymous.run(REGISTER, { input })).expectNoErrors();
    const api = anonymous.as(register.accessToken);
    (await api.text(`mutation { changeProfile(input: {name: "${canary.other}"}) { name } }`)).expectNoErrors();
    await anonymous.run(SIGN_IN, { email: canary.email, password: 'not the password' });
    await anonymous.text(`mutation { requestPasswordReset(email: "${canary.email}") }`);
    const { enableTotp } = (await api.text(`mutation { enableTotp(currentPassword: "${PASSWORD}") { secret } }`)).expectNoErrors() as {
      enableTotp: { secret: string };
    };
    const { createAlertWebhook } = (
      await api.text('mutation { createAlertWebhook(url: "https://hooks.example.org/canary-path") { secret } }')
    ).expectNoErrors() as { createAlertWebhook: { secret: string } };
    (await api.text('mutation { openAccount(input: {name: "Plain Bird", currency: "EUR"}) { id } }')).expectNoErrors();
    expect((await api.text('{ me { email name } }')).data).toEqual({ me: { email: canary.email, name: canary.other } });
    await server.stop();
    for (const text of [canary.email, canary.name, canary.other, enableTotp.secret, createAlertWebhook.secret, 'canary-path', PASSWORD]) {
      expect([text, holding(folder.path, text)]).toEqual([text, []]);
    }
    // Nobody else on the machine reads any of it.
    for (const name of ['data-keys', 'jwt-secret', 'database'])
      expect([name, statSync(join(folder.path, name)).mode & 0o077]).toEqual([name, 0]);
    // What is not encrypted is found: the search itself works.
    expect(holding(folder.path, 'Plain Bird').length).toBeGreaterThan(0);
  } finally {
    folder.remove();
  }
});

test('a value put into another row does not open, and the answer says nothing of it', async () => {
  const [ada, eve] = [await world.signUp(), await world.signUp()];
  const ids = [ada, eve, ada, eve].map(({ session }) => session.user.id);
  const swap = () =>
    world.app.core.database.write((em) =>
      em.execute(
        `update "user" as u set email = other.email from "user" as other
         where u.id in (?::uuid, ?::uuid) and other.id in (?::uuid, ?::uuid) and u.id <> other.id`,
        ids,
      ),
    );
  await swap();
  const answer = await eve.api.text('{ me { email } }');
  expect(answer.errors[0]?.extensions.code).toBe('INTERNAL');
  expect(JSON.stringify(answer)).not.toMatch(/s1\.|ada|@example/);
  expect(JSON.stringify(world.log)).toContain(`user.email of ${eve.session.user.id} does not open`);
  await swap();
  expect((await eve.api.text('{ me { email } }')).data).toEqual({ me: { email: eve.email } });
});

test('an entity that was only read is not written, one read twice stays plain, and a change is stored encrypted', async () => {
  const ada = await world.signUp();
  const { database } = world.app.core;
  const id = ada.session.user.id as User['id'];
  const stored = async () => {
    const [row] = await database.read((em) =>
      em.execute<{ email: string; name: string }[]>('select email, name, xmin::text from "user" where id = ?', [id]),
    );
    return row as { email: string; name: string };
  };
  const before = await stored();
  await database.write(async (em) => {
    const user = await em.findOneOrFail(User, { id });
    const again = await em.findOneOrFail(User, { id }, { refresh: true });
    expect([again === user, again.email]).toEqual([true, ada.email]);
  });
  expect(await stored()).toEqual(before);
  await database.write(async (em) => {
    const user = await em.findOneOrFail(User, { id });
    user.name = 's1.1.looks-like-it';
    await em.flush();
    expect(user.name).toBe('s1.1.looks-like-it');
  });
  const after = await stored();
  expect(after.email).toBe(before.email);
  expect(after.name).toMatch(/^s1\.1\./);
  expect((await ada.api.text('{ me { name email } }')).data).toEqual({ me: { name: 's1.1.looks-like-it', email: ada.email } });
});

test('users are found by a part of an encrypted name or address', async () => {
  const ada = await world.signUp();
  await ada.api.text('mutation { changeProfile(input: {name: "Countess Lovelace"}) { name } }');
  for (const search of ['tess Love', ada.email.slice(3, 20)]) {
    const { data } = await world.admin.text(`{ users(search: "${search}") { nodes { id } } }`);
    expect(data).toEqual({ users: { nodes: [{ id: ada.session.user.id }] } });
  }
  const log = JSON.stringify((await world.admin.text('{ auditLog(first: 3) { nodes { action after } } }')).data);
  expect([log.includes(ada.session.user.id), log.includes('tess Love')]).toEqual([true, false]);
});

describeWithPostgres('on PostgreSQL', () => {
  test('a wrong or missing key is told at the start; keys change without a loss; plain rows of before become encrypted', async () => {
    const postgres = await startPostgres({ fsync: false });
    const url = await postgres.createDatabase('keys');
    const [first, second] = [`1:${key()}`, `2:${key()}`];
    const settings = { DATABASE_URL: url, SOURCES: 'none', DEMO: 'off', JWT_SECRET: 'k7#Jw0pQ!zXv29LmN4bT8yRc6HsDf1Ga' };
    const folder = temporaryFolder('keys');
    const run = (keys: string, ...more: readonly string[]) =>
      promisify(execFile)(process.execPath, ['dist/src/cli.js', 'keys', 'rotate', ...more], {
        env: { PATH: process.env.PATH, ...settings, DATA_DIR: folder.path, DATA_KEYS: keys },
      });
    const refusal = (keys: string) =>
      spawnSync(process.execPath, ['dist/src/main.js'], {
        encoding: 'utf8',
        timeout: 20_000,
        env: { PATH: process.env.PATH, PORT: '0', ...settings, DATA_DIR: folder.path, DATA_KEYS: keys },
      });
    try {
      const email = 'ada@example.org';
      const own = await openWorld({ DATABASE_URL: url, DATA_KEYS: first });
      await own.app.core.users.create({ email, password: PASSWORD, name: 'Ada', role: 'USER', actorId: null });
      await own.app.core.database.write((em) =>
        em.execute(
          `insert into "user" (id, email, name, role, password_hash, base_currency, created_at)
           select '01900000-0000-7000-8000-000000000001', 'old@example.org', 'Old', 'USER', password_hash, 'EUR', now() from "user" limit 1`,
        ),
      );
      await own.close();

      for (const [keys, text] of [
        [`1:${key()}`, 'key 1 is not the one this database was encrypted with'],
        [second, 'encrypted under key 1, which is not given'],
      ] as const) {
        const { status, stderr } = refusal(keys);
        expect([status, stderr]).toEqual([1, expect.stringContaining(text)]);
        expect(stderr).not.toMatch(/ {4}at /);
      }

      const { stdout } = await run(`${second},${first}`);
      expect(stdout).toContain('Keys 1 may be taken out of DATA_KEYS.');
      expect(JSON.parse((await run(`${second},${first}`, '--json')).stdout)).toEqual({ fields: 0, forgotten: ['1'] });
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query('select email, name, email_hash from "user"');
      await client.end();
      const sealed = expect.stringMatching(/^s1\.2\./);
      expect(rows).toEqual(Array(3).fill({ email: sealed, name: sealed, email_hash: expect.any(String) }));
      const server = await startServer({ ...settings, DATA_KEYS: second });
      for (const known of [email, 'old@example.org']) {
        const { signIn } = (await new Api(server.url).run(SIGN_IN, { email: known, password: PASSWORD })).expectNoErrors();
        expect(signIn.user.email).toBe(known);
      }
      await server.stop();
    } finally {
      folder.remove();
      await postgres.stop();
    }
  });
});
