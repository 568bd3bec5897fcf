// Sessions can be seen and ended, and what an administrator changes about a user reaches every socket of theirs within seconds.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { Api, type Stream } from '../testkit/api.js';
import { startPostgres } from '../testkit/postgres.js';
import { startServer } from '../testkit/process.js';
import { startRedis } from '../testkit/redis.js';
import { describeWith } from '../testkit/servers.js';
import { type LocalWorld, ME, openWorld, PASSWORD, type Person, SIGN_IN, signUp, VALUATION_CHANGED } from '../testkit/world.js';

const SESSIONS = '{ sessions { nodes { id createdAt lastUsedAt expiresAt isCurrent } pageInfo { hasNextPage } } }';
const SECRET = 'k7#Jw0pQ!zXv29LmN4bT8yRc6HsDf1Ga';
const OLD_SECRET = 'oLd%9sEcret=thatWasUsedBefore~4Q8';
let world: LocalWorld;

beforeAll(async () => {
  world = await openWorld({ JWT_SECRET: SECRET, JWT_SECRET_PREVIOUS: OLD_SECRET });
});
afterAll(() => world.close());

interface SessionNode {
  readonly id: string;
  readonly isCurrent: boolean;
  readonly lastUsedAt: string;
}

async function sessionsOf(api: Api): Promise<SessionNode[]> {
  const { sessions } = (await api.text(SESSIONS)).expectNoErrors() as { sessions: { nodes: SessionNode[] } };
  return sessions.nodes;
}

/** The same person on another device. */
async function again(person: Person, password = PASSWORD): Promise<Api> {
  return world.anonymous.as((await world.anonymous.run(SIGN_IN, { email: person.email, password })).expectNoErrors().signIn.accessToken);
}

async function live(api: Api): Promise<{ closed: Promise<number>; stream: Stream<unknown> }> {
  const socket = api.socket();
  const stream = socket.subscribe(VALUATION_CHANGED, {});
  await stream.first();
  return { closed: socket.closed, stream };
}

const codeOf = async (api: Api, text: string) => (await api.text(text)).errors[0]?.extensions.code ?? 'ok';

test('a user sees where they are signed in, newest first, and which of it is here', async () => {
  const ada = await world.signUp();
  const phone = await again(ada);
  const [first, second, ...more] = await sessionsOf(phone);
  expect(more).toEqual([]);
  expect([first?.isCurrent, second?.isCurrent]).toEqual([true, false]);
  expect((await sessionsOf(ada.api)).map(({ isCurrent }) => isCurrent)).toEqual([false, true]);
  expect(Date.parse(first?.lastUsedAt as string)).toBeGreaterThan(Date.now() - 60_000);
  const page = (await ada.api.text('{ sessions(first: 1) { nodes { id } pageInfo { hasNextPage endCursor } } }')).expectNoErrors();
  expect(page).toMatchObject({ sessions: { nodes: [{ id: first?.id }], pageInfo: { hasNextPage: true } } });
});

test("one session is ended from another, its socket included; somebody else's is not there", async () => {
  const [ada, eve] = [await world.signUp(), await world.signUp()];
  const phone = await again(ada);
  const [mine] = await sessionsOf(phone);
  const { closed } = await live(phone);
  const end = `mutation { endSession(id: "${mine?.id}") }`;
  expect(await codeOf(eve.api, end)).toBe('NOT_FOUND');
  expect(await codeOf(eve.api, 'mutation { endSession(id: "nonsense") }')).toBe('NOT_FOUND');
  expect(await codeOf(phone, '{ me { id } }')).toBe('ok');
  expect(await codeOf(ada.api, end)).toBe('ok');
  expect(await closed).toBe(4403);
  expect((await phone.run(ME)).refusal()).toBe('UNAUTHENTICATED');
  expect(await codeOf(ada.api, end)).toBe('NOT_FOUND');
  expect(await sessionsOf(ada.api)).toHaveLength(1);
});

test.each(['signOut', 'endSession(id: $id)', 'eraseMe(currentPassword: $password)'])(
  '%s over a socket is answered before it is closed',
  async (field) => {
    const ada = await world.signUp();
    const [current] = await sessionsOf(ada.api);
    const declared = field.includes('$id') ? '($id: ID!)' : field.includes('$password') ? '($password: String!)' : '';
    const socket = ada.api.socket();
    const stream = socket.text(`mutation Last${declared} { last: ${field} }`, { id: current?.id, password: PASSWORD });
    await stream.ended();
    expect([stream.messages, stream.errors, stream.failure]).toEqual([[{ last: true }], [], null]);
    expect(await socket.closed).toBe(4403);
  },
);

test('all other sessions end at once, this one stays', async () => {
  const ada = await world.signUp();
  const devices = [await again(ada), await again(ada)];
  const sockets = await Promise.all(devices.map(live));
  expect((await ada.api.text('mutation { endOtherSessions }')).expectNoErrors()).toEqual({ endOtherSessions: 2 });
  expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([4403, 4403]);
  for (const device of devices) expect((await device.run(ME)).refusal()).toBe('UNAUTHENTICATED');
  expect(await codeOf(ada.api, '{ me { id } }')).toBe('ok');
});

test('a new password needs the current one, ends the other sessions, and is the one that counts', async () => {
  const ada = await world.signUp();
  const phone = await again(ada);
  const { closed } = await live(phone);
  const change = (current: string, next: string) => `mutation { changePassword(currentPassword: "${current}", newPassword: "${next}") }`;
  const refused = await ada.api.text(change('not the password', 'a new battery staple'));
  expect(refused.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'currentPassword', rule: 'WRONG' });
  expect((await ada.api.text(change(PASSWORD, 'short'))).errors[0]?.extensions).toMatchObject({ field: 'newPassword', rule: 'LENGTH' });
  expect(await codeOf(phone, '{ me { id } }')).toBe('ok');
  expect(await codeOf(ada.api, change(PASSWORD, 'a new battery staple'))).toBe('ok');
  expect(await closed).toBe(4403);
  expect((await phone.run(ME)).refusal()).toBe('UNAUTHENTICATED');
  expect(await codeOf(ada.api, '{ me { id } }')).toBe('ok');
  expect((await world.anonymous.run(SIGN_IN, { email: ada.email, password: PASSWORD })).refusal()).toBe('UNAUTHENTICATED');
  expect((await (await again(ada, 'a new battery staple')).run(ME)).expectNoErrors().me?.email).toBe(ada.email);
});

test('who guesses the current password is slowed down like at the sign-in', async () => {
  const ada = await world.signUp();
  const guess = 'mutation { changePassword(currentPassword: "a wild guess", newPassword: "a new battery staple") }';
  for (let count = 0; count < 10; count += 1) expect(await codeOf(ada.api, guess)).toBe('BAD_USER_INPUT');
  expect(await codeOf(ada.api, guess)).toBe('RATE_LIMITED');
});

test('a locked user is out at once and cannot come back until let in again', async () => {
  const [ada, eve] = [await world.signUp(), await world.signUp()];
  const { closed } = await live(ada.api);
  const lock = (isLocked: boolean) => `mutation { setUserLocked(id: "${ada.session.user.id}", isLocked: ${isLocked}) { id lockedAt } }`;
  expect(await codeOf(eve.api, lock(true))).toBe('FORBIDDEN');
  expect(await codeOf(ada.api, '{ me { id } }')).toBe('ok');
  expect((await world.admin.text(lock(true))).expectNoErrors()).toMatchObject({ setUserLocked: { lockedAt: expect.any(String) } });
  expect(await closed).toBe(4403);
  expect((await ada.api.run(ME)).refusal()).toBe('UNAUTHENTICATED');
  expect((await world.anonymous.run(SIGN_IN, { email: ada.email, password: PASSWORD })).refusal()).toBe('FORBIDDEN');
  expect((await world.anonymous.run(SIGN_IN, { email: ada.email, password: 'not the password' })).refusal()).toBe('UNAUTHENTICATED');
  expect((await world.admin.text(lock(false))).expectNoErrors()).toMatchObject({ setUserLocked: { lockedAt: null } });
  expect((await (await again(ada)).run(ME)).expectNoErrors().me?.email).toBe(ada.email);
  expect(await codeOf(eve.api, '{ me { id } }')).toBe('ok');
});

test('another role ends the sessions with the old one; nobody changes their own, and SOURCE is not given', async () => {
  const [ada, eve] = [await world.signUp(), await world.signUp()];
  const id = ada.session.user.id;
  const role = (to: string, of = id) => `mutation { setUserRole(id: "${of}", role: ${to}) { role } }`;
  expect(await codeOf(eve.api, role('ADMIN', eve.session.user.id))).toBe('FORBIDDEN');
  const { closed } = await live(ada.api);
  expect((await world.admin.text(role('ADMIN'))).expectNoErrors()).toEqual({ setUserRole: { role: 'ADMIN' } });
  expect(await closed).toBe(4403);
  const promoted = await again(ada);
  expect(await codeOf(promoted, '{ sources { id } }')).toBe('ok');
  expect(await codeOf(promoted, role('USER'))).toBe('BAD_USER_INPUT');
  expect(await codeOf(world.admin, role('SOURCE'))).toBe('BAD_USER_INPUT');
  expect(await codeOf(world.admin, role('USER', '01900000-0000-7000-8000-000000000000'))).toBe('NOT_FOUND');
  expect(await codeOf(world.admin, role('USER'))).toBe('ok');
  expect((await promoted.run(ME)).refusal()).toBe('UNAUTHENTICATED');
  expect(await codeOf(await again(ada), '{ sources { id } }')).toBe('FORBIDDEN');
});

test('administrators list users page by page and search them; others may not', async () => {
  const ada = await world.signUp();
  const find = (search: string) => `{ users(search: "${search}") { nodes { id email role lockedAt } } }`;
  expect(await codeOf(ada.api, find('a'))).toBe('FORBIDDEN');
  const part = ada.email.slice(2, 20).toUpperCase();
  expect((await world.admin.text(find(part))).expectNoErrors()).toEqual({
    users: { nodes: [{ id: ada.session.user.id, email: ada.email, role: 'USER', lockedAt: null }] },
  });
  expect((await world.admin.text(find('%'))).expectNoErrors()).toEqual({ users: { nodes: [] } });
  const { users } = (await world.admin.text('{ users(first: 2) { nodes { id } pageInfo { endCursor } } }')).expectNoErrors() as {
    users: { nodes: { id: string }[]; pageInfo: { endCursor: string } };
  };
  const after = users.pageInfo.endCursor;
  const next = (await world.admin.text(`{ users(first: 2, after: "${after}") { nodes { id } } }`)).expectNoErrors() as {
    users: typeof users;
  };
  expect(new Set([...users.nodes, ...next.users.nodes].map(({ id }) => id)).size).toBe(users.nodes.length + next.users.nodes.length);
});

test('a token signed before the secret was changed is good, one signed with a third is not', async () => {
  const { session } = await world.signUp();
  const [header, payload] = session.accessToken.split('.') as [string, string];
  const signed = (secret: string) =>
    `${header}.${payload}.${createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url')}`;
  expect(signed(SECRET)).toBe(session.accessToken);
  expect((await world.anonymous.as(signed(OLD_SECRET)).run(ME)).expectNoErrors().me?.id).toBe(session.user.id);
  expect((await world.anonymous.as(signed('another secret of thirty-two bytes or more')).run(ME)).refusal()).toBe('UNAUTHENTICATED');
});

describeWith(['postgres', 'redis'], 'two instances', () => {
  test('a lock reaches the sockets of the other, with Redis and without', async () => {
    const [postgres, redis] = await Promise.all([startPostgres({ fsync: false }), startRedis()]);
    const settings = {
      DATABASE_URL: await postgres.createDatabase('locks'),
      REDIS_URL: redis.url,
      SOURCES: 'none',
      DEMO: 'off',
      JWT_SECRET: SECRET,
    };
    const [first, second] = await Promise.all([startServer(settings), startServer(settings)]);
    try {
      const admin = await promote(await signUp(new Api(first.url)), settings.DATABASE_URL);
      for (const isRedisThere of [true, false]) {
        if (!isRedisThere) await redis.kill();
        const ada = await signUp(new Api(second.url));
        const { closed } = await live(ada.api);
        await admin.text(`mutation { setUserLocked(id: "${ada.session.user.id}", isLocked: true) { id } }`);
        expect(await closed).toBe(4403);
        expect((await ada.api.run(ME)).refusal()).toBe('UNAUTHENTICATED');
      }
    } finally {
      await Promise.all([first.stop(), second.stop()]);
      await Promise.all([postgres.stop(), redis.stop()]);
    }
  });
});

/** Makes somebody an administrator behind the program's back, and signs in anew. */
async function promote(person: Person, databaseUrl: string): Promise<Api> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`update "user" set role = 'ADMIN' where id = $1`, [person.session.user.id]);
  await client.end();
  const { signIn } = (await person.api.run(SIGN_IN, { email: person.email, password: PASSWORD })).expectNoErrors();
  return person.api.as(signIn.accessToken);
}
