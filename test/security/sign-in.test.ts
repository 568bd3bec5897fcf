// Guessing is slowed down per account and per address, tells nothing of who has an account, and holds nobody else up.
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { User } from '../../src/domain/user.js';
import { emailHashOf } from '../../src/storage/query/user.js';
import type { Answer } from '../testkit/api.js';
import { startPostgres } from '../testkit/postgres.js';
import { describeWithPostgres } from '../testkit/servers.js';
import { until } from '../testkit/until.js';
import { type LocalWorld, openWorld, PASSWORD, REGISTER } from '../testkit/world.js';

const SIGN_IN = 'mutation($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken user { id } } }';
const WRONG = 'not the password';
let world: LocalWorld;

beforeAll(async () => {
  world = await openWorld({ TRUST_PROXY: 'loopback', REGISTRATIONS_PER_HOUR: '20' });
});
afterAll(() => world.close());

async function signIn(email: string, password: string, address?: string): Promise<Answer<unknown>> {
  const response = await world.anonymous.post(
    JSON.stringify({ query: SIGN_IN, variables: { email, password } }),
    address ? { 'x-forwarded-for': address } : {},
  );
  const { data, errors = [] } = (await response.json()) as { data: unknown; errors?: Answer<unknown>['errors'] };
  return { status: response.status, data, errors } as unknown as Answer<unknown>;
}
const codeOf = ({ errors }: Answer<unknown>) => errors[0]?.extensions.code ?? 'ok';

test('after ten wrong passwords the account waits, even for the right one; other accounts do not', async () => {
  const [ada, eve] = [await world.signUp(), await world.signUp()];
  for (let count = 0; count < 10; count += 1) expect(codeOf(await signIn(ada.email, WRONG))).toBe('UNAUTHENTICATED');
  const refused = await signIn(ada.email, PASSWORD);
  expect(refused.errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterS: expect.any(Number) });
  const wait = (refused.errors[0]?.extensions as { retryAfterS?: number } | undefined)?.retryAfterS;
  expect(wait).toBeGreaterThan(800);
  expect(wait).toBeLessThanOrEqual(900);
  expect(codeOf(await signIn(` ${ada.email.toUpperCase()} `, PASSWORD))).toBe('RATE_LIMITED');
  expect(codeOf(await signIn(eve.email, PASSWORD))).toBe('ok');
  // Whoever is signed in stays so.
  expect((await ada.api.text('{ me { id } }')).errors).toEqual([]);
});

test('a right password begins the count anew; an account that does not exist is counted like one that does', async () => {
  const ada = await world.signUp();
  for (let round = 0; round < 2; round += 1) {
    for (let count = 0; count < 9; count += 1) await signIn(ada.email, WRONG);
    expect(codeOf(await signIn(ada.email, PASSWORD))).toBe('ok');
  }
  for (let count = 0; count < 10; count += 1) expect(codeOf(await signIn('nobody@example.org', WRONG))).toBe('UNAUTHENTICATED');
  expect(codeOf(await signIn('nobody@example.org', WRONG))).toBe('RATE_LIMITED');
});

test('one address has a hundred wrong tries over all accounts; another address has its own', async () => {
  const ada = await world.signUp();
  await Promise.all(Array.from({ length: 100 }, (_, count) => signIn(`nobody-${count}@example.org`, WRONG, '203.0.113.9')));
  expect(codeOf(await signIn(ada.email, PASSWORD, '203.0.113.9'))).toBe('RATE_LIMITED');
  expect(codeOf(await signIn(ada.email, PASSWORD, '203.0.113.10'))).toBe('ok');
});

test('an address that an undeclared proxy claims changes nothing', async () => {
  const strict = await openWorld();
  try {
    const send = (count: number) =>
      strict.anonymous.post(JSON.stringify({ query: SIGN_IN, variables: { email: `nobody-${count}@example.org`, password: WRONG } }), {
        'x-forwarded-for': `203.0.113.${count}`,
      });
    await Promise.all(Array.from({ length: 100 }, (_, count) => send(count)));
    expect(await (await send(100)).text()).toContain('RATE_LIMITED');
  } finally {
    await strict.close();
  }
});

test('so many registrations come from one address, and others may go on', async () => {
  const register = async (index: number, address: string) => {
    const query = `mutation { register(input: {email: "many-${index}@example.org", password: "${PASSWORD}", name: "M"}) { accessToken } }`;
    return (await (await world.anonymous.post(JSON.stringify({ query }), { 'x-forwarded-for': address })).json()) as { errors?: unknown };
  };
  for (let index = 0; index < 20; index += 1) expect((await register(index, '203.0.113.20')).errors).toBeUndefined();
  expect(JSON.stringify(await register(20, '203.0.113.20'))).toContain('RATE_LIMITED');
  expect((await register(21, '203.0.113.21')).errors).toBeUndefined();
});

test('an unknown user and a wrong password get the same answer after the same time', async () => {
  const ada = await world.signUp();
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
  const answers = new Set<string>();
  for (let count = 0; count < 8; count += 1) {
    for (const [kind, email] of [
      ['known', ada.email],
      ['unknown', `stranger-${count}@example.org`],
    ] as const) {
      const startMs = performance.now();
      const { status, data, errors } = await signIn(email, WRONG);
      times[kind].push(performance.now() - startMs);
      answers.add(JSON.stringify([status, data, errors]));
    }
  }
  expect([...answers]).toHaveLength(1);
  // The quickest of each, since other work on the machine only slows one down; without a hash it would be twenty times as quick.
  const ratio = Math.min(...times.known) / Math.min(...times.unknown);
  expect(Math.max(ratio, 1 / ratio)).toBeLessThan(4);
});

test('thirty sign-ins at once leave the server answering, and all of them succeed', async () => {
  const ada = await world.signUp();
  let signedIn = 0;
  const flood = Promise.all(
    Array.from({ length: 30 }, async () => {
      const answer = await signIn(ada.email, PASSWORD);
      signedIn += 1;
      return answer;
    }),
  );
  let answered = 0;
  while (signedIn < 30) {
    expect((await ada.api.text('{ service { version } }')).errors).toEqual([]);
    answered += 1;
  }
  // Each in its turn between the hashes, instead of behind all of them.
  expect(answered).toBeGreaterThan(3);
  expect((await flood).map(codeOf)).toEqual(Array(30).fill('ok'));
});

test('passwords lie as argon2id with a salt each, hashed anew once the settings have changed, and are in no answer', async () => {
  const [ada, eve] = [await world.signUp(), await world.signUp()];
  const { database } = world.app.core;
  const hashOf = async (id: string) => {
    const [row] = await database.read((em) =>
      em.execute<{ password_hash: string }[]>('select password_hash from "user" where id = ?', [id]),
    );
    return row?.password_hash as string;
  };
  const [first, second] = [await hashOf(ada.session.user.id), await hashOf(eve.session.user.id)];
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(second).not.toBe(first);
  const weak = await hash(PASSWORD, { memoryCost: 1_024, timeCost: 1, parallelism: 1 });
  await database.write((em) => em.execute('update "user" set password_hash = ? where id = ?', [weak, ada.session.user.id]));
  const answer = await signIn(ada.email, PASSWORD);
  expect([codeOf(answer), JSON.stringify(answer).includes('argon2')]).toEqual(['ok', false]);
  expect(await hashOf(ada.session.user.id)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(codeOf(await signIn(ada.email, PASSWORD))).toBe('ok');
});

test('who signed up before addresses were folded is found by the address they know, and keeps it for themselves', async () => {
  const { database } = world.app.core;
  const keptAs = async (prefix: string) => {
    const person = await world.signUp();
    const email = `${prefix}-${person.email}`;
    await database.write(async (em) => {
      const user = await em.findOneOrFail(User, { id: person.session.user.id as User['id'] });
      Object.assign(user, { email, emailHash: emailHashOf(database, email) });
    });
    return email;
  };
  // An e with an accent in two characters, which is one when it is folded; and a letter that is two others when it is.
  const [accented, ligature] = [await keptAs('e\u0301va'), await keptAs('\ufb01ona')];
  for (const email of [accented, accented.normalize('NFC'), accented.toUpperCase(), ligature]) {
    expect([email, codeOf(await signIn(email, PASSWORD))]).toEqual([email, 'ok']);
  }
  expect(codeOf(await signIn(ligature.normalize('NFKC'), PASSWORD))).toBe('UNAUTHENTICATED');
  for (const email of [accented, accented.normalize('NFC'), ligature]) {
    const input = { email, name: 'Another', password: PASSWORD };
    expect((await world.anonymous.run(REGISTER, { input })).errors[0]?.extensions).toMatchObject({ rule: 'EMAIL_TAKEN' });
  }
  // The letters that count as the same may lead to the mailbox of somebody else.
  await world.anonymous.text('mutation ($email: String!) { requestPasswordReset(email: $email) }', { email: ligature });
  await until(
    () => world.said.some((text) => text.includes(ligature)),
    (isSaid) => isSaid,
  );
  expect(world.said.filter((text) => text.includes(ligature.normalize('NFKC')))).toEqual([]);
});

test('a password of 900 KB is refused without being hashed', async () => {
  const ada = await world.signUp();
  const huge = 'x'.repeat(900 * 1024);
  // It would be the right one, if anybody compared it.
  const kept = await hash(huge, { memoryCost: 1_024, timeCost: 1, parallelism: 1 });
  await world.app.core.database.write((em) => em.execute('update "user" set password_hash = ? where id = ?', [kept, ada.session.user.id]));
  expect(codeOf(await signIn(ada.email, huge))).toBe('UNAUTHENTICATED');
  const register = 'mutation($p: String!) { register(input: {email: "huge@example.org", password: $p, name: "H"}) { accessToken } }';
  expect((await world.anonymous.text(register, { p: huge })).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

describeWithPostgres('two instances on one database', () => {
  test('count wrong passwords together, without Redis', async () => {
    const postgres = await startPostgres({ fsync: false });
    const { startServer } = await import('../testkit/process.js');
    const settings = {
      DATABASE_URL: await postgres.createDatabase('shared'),
      SOURCES: 'none',
      DEMO: 'off',
      JWT_SECRET: 'k7#Jw0pQ!zXv29LmN4bT8yRc6HsDf1Ga',
    };
    const [first, second] = await Promise.all([startServer(settings), startServer(settings)]);
    try {
      const tryOn = async (url: string, email: string) => {
        const response = await fetch(`${url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: SIGN_IN, variables: { email, password: WRONG } }),
        });
        return ((await response.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code;
      };
      const codes: unknown[] = [];
      for (let count = 0; count < 5; count += 1)
        codes.push(await tryOn(first.url, 'a@example.org'), await tryOn(second.url, 'a@example.org'));
      expect(codes).toEqual(Array(10).fill('UNAUTHENTICATED'));
      expect([await tryOn(first.url, 'a@example.org'), await tryOn(second.url, 'a@example.org')]).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
      expect(await tryOn(second.url, 'b@example.org')).toBe('UNAUTHENTICATED');
    } finally {
      await Promise.all([first.stop(), second.stop()]);
      await postgres.stop();
    }
  });
});
