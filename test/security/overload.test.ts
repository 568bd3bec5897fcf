// More than can be under way at once: what is refused is refused at once and says when to come again; what was let in is finished.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { until } from '../testkit/until.js';
import { day, type LocalWorld, ME, openWorld, PASSWORD } from '../testkit/world.js';

const BUSY = { code: 'RATE_LIMITED', rule: 'BUSY', retryAfterS: 1 };
let world: LocalWorld;
let roomy: LocalWorld;
beforeAll(async () => {
  world = await openWorld({ REQUESTS_AT_ONCE: '3' });
  roomy = await openWorld();
});
afterAll(() => Promise.all([world.close(), roomy.close()]));

function registration(count: number): string {
  const input = `{email: "crowd${count}@example.org", password: "A long enough password", name: "Ada", baseCurrency: "EUR"}`;
  return `mutation { register(input: ${input}) { user { email } } }`;
}

async function register({ url }: LocalWorld, count: number) {
  const body = JSON.stringify({ query: registration(count) });
  const answer = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return {
    status: answer.status,
    retry: answer.headers.get('retry-after'),
    body: (await answer.json()) as { data?: object; errors?: { extensions: object }[] },
  };
}

interface Asked {
  readonly token: string | null;
  readonly query: string;
}

/**
 * The statuses of requests, each on a connection that the server has taken up already: it reads all of them in one round of its event loop, in
 * this order.
 */
async function inOneMoment({ url }: LocalWorld, asked: readonly Asked[]): Promise<number[]> {
  const { host, hostname, port } = new URL(url);
  const come = asked.map(({ token, query }) => {
    const body = JSON.stringify({ query });
    const head = [`host: ${host}`, 'content-type: application/json', `content-length: ${body.length}`];
    if (token !== null) head.push(`authorization: Bearer ${token}`);
    return { socket: connect(Number(port), hostname), text: `POST /graphql HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n${body}` };
  });
  for (const { socket } of come) socket.write(`GET /healthz HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
  await Promise.all(come.map(({ socket }) => once(socket, 'data')));
  const answers = come.map(async ({ socket }) => {
    const [answer] = await once(socket, 'data');
    socket.destroy();
    return Number(String(answer).slice(9, 12));
  });
  for (const { socket, text } of come) socket.write(text);
  return Promise.all(answers);
}

async function usersOf({ app }: LocalWorld): Promise<number> {
  const [found] = await app.core.database.read((em) => em.execute<{ count: number }[]>('select count(*)::int as count from "user"'));
  return found?.count as number;
}

test('a crowd is let in as far as there is room', async () => {
  const before = await usersOf(world);
  const answers = await Promise.all(Array.from({ length: 12 }, (_, count) => register(world, count)));
  const refused = answers.filter(({ status }) => status === 503);
  const taken = answers.filter(({ status }) => status === 200);
  expect(refused.length).toBeGreaterThan(0);
  // Half of the room is for strangers.
  expect(taken.length).toBeGreaterThanOrEqual(2);
  expect(refused.length + taken.length).toBe(12);
  for (const { retry, body } of refused) expect([retry, body.errors?.[0]?.extensions]).toEqual(['1', BUSY]);
  for (const { body } of taken) expect(body.errors).toBeUndefined();
  // The room is free again, and what was let in was done.
  expect((await usersOf(world)) - before).toBe(taken.length);
  expect(await (await fetch(`${world.url}/metrics`)).text()).toContain(`tidemark_requests_refused_total ${refused.length}`);
});

test('of a crowd that registers some wait their turn and are finished, and the others are refused before anything is done for them', async () => {
  const before = await usersOf(roomy);
  const answers = await Promise.all(Array.from({ length: 400 }, (_, count) => register(roomy, count)));
  const refused = answers.filter(({ body }) => body.errors);
  // Those beyond the room of strangers before anything of theirs is read, the others by the registration.
  const [early, late] = [refused.filter(({ status }) => status === 503), refused.filter(({ status }) => status === 200)];
  for (const { retry, body } of early) expect([retry, body.errors?.[0]?.extensions]).toEqual(['1', BUSY]);
  for (const { retry, body } of late)
    expect([retry, body.errors?.[0]?.extensions]).toMatchObject(['10', { code: 'RATE_LIMITED', retryAfterS: 10 }]);
  expect(early.length + late.length).toBeGreaterThan(0);
  expect((await usersOf(roomy)) - before).toBe(answers.length - refused.length);
});

const ASKING = (host: string) =>
  `POST /graphql HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: 13\r\n\r\n{"query":"{"}`;
const OPENING = (host: string) =>
  `GET /graphql HTTP/1.1\r\nhost: ${host}\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n` +
  'sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n';

test.each([
  ['that asks', ASKING],
  ['that opens dashboards', OPENING],
])('a new connection does not wait behind a crowd %s', async (_name, request) => {
  const { host, hostname, port } = new URL(roomy.url);
  let answered = 0;
  const crowd = Array.from({ length: 120 }, () => {
    const socket = connect(Number(port), hostname);
    socket.once('data', () => {
      answered += 1;
    });
    socket.write(request(host));
    return socket;
  });
  const probe = connect(Number(port), hostname);
  probe.write(`GET /healthz HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
  const [answer] = await once(probe, 'data');
  expect(String(answer)).toContain('200 OK');
  expect(answered).toBeLessThan(60);
  await until(
    () => answered,
    (count) => count === 120,
  );
  for (const socket of [...crowd, probe]) socket.destroy();
});

test('a crowd that is gone before its dashboards are opened leaves nothing behind', async () => {
  const { host, hostname, port } = new URL(roomy.url);
  const complaints = roomy.log.length;
  const crowd = Array.from({ length: 120 }, () => {
    const socket = connect(Number(port), hostname);
    socket.write(OPENING(host));
    return socket;
  });
  await once(crowd.at(-1) as Socket, 'connect');
  // Some are in by now, most stand at the door.
  for (const socket of crowd) socket.destroy();
  await (await fetch(`${roomy.url}/healthz`)).text();
  await until(
    () => roomy.app.connections(),
    ({ open, beating }) => open + beating === 0,
  );
  expect(roomy.log.slice(complaints)).toEqual([]);
});

test('a crowd of strangers, of tokens that are none, or of one user with one token or many leaves its room to everybody else', async () => {
  const small = await openWorld({ REQUESTS_AT_ONCE: '6' });
  try {
    const [ada, eve] = [await small.signUp(), await small.signUp()];
    const again: string[] = [];
    for (let count = 0; count < 7; count += 1)
      again.push((await small.app.core.users.signIn({ email: eve.email, password: PASSWORD })).accessToken);
    // Everybody's session is known, so that nobody overtakes who came before.
    for (const token of [...again, eve.session.accessToken, ada.session.accessToken])
      (await small.anonymous.as(token).run(ME)).expectNoErrors();
    const notTokens = again.map((_, index) => `none.at.${index}`);
    for (const crowd of [[null], notTokens, [eve.session.accessToken], again]) {
      // What takes its time, so that it is under way when she comes.
      const theirs = Array.from({ length: 100 }, (_, index) => ({
        token: crowd[index % crowd.length] as string | null,
        query: registration(index),
      }));
      const hers = { token: ada.session.accessToken, query: '{ service { version } valuation { total } }' };
      const statuses = await inOneMoment(small, [...theirs, hers]);
      expect(statuses.pop()).toBe(200);
      expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(0);
      // Half of the room is theirs, and who was let in has an answer.
      expect(statuses.filter((status) => status !== 503).length).toBeGreaterThanOrEqual(3);
    }
  } finally {
    await small.close();
  }
});

test("whoever reads none of their answers takes nobody else's room", async () => {
  const small = await openWorld({ REQUESTS_AT_ONCE: '6' });
  const unread: Socket[] = [];
  try {
    const ada = await small.signUp();
    const { host, hostname, port } = new URL(small.url);
    // More than the system takes off the server's hands.
    const query = `{ ${Array.from({ length: 29 }, (_, index) => `a${index}: transactions(first: 200) { nodes { note } }`).join(' ')} }`;
    for (const person of [await small.signUp(), await small.signUp()]) {
      const accountId = await person.openAccount();
      const entry = { accountId, kind: 'DEPOSIT', tradeDate: day(-2), amount: '1', currency: 'EUR', note: '\u682a'.repeat(500) } as const;
      await person.record(...Array.from({ length: 200 }, () => entry));
      const body = JSON.stringify({ query });
      const head = [`host: ${host}`, 'content-type: application/json', `content-length: ${body.length}`];
      head.push(`authorization: Bearer ${person.session.accessToken}`);
      // What she did just now may keep its place a moment longer, and then one of these is refused.
      await until(
        async () => {
          const socket = connect(Number(port), hostname);
          unread.push(socket);
          socket.write(`POST /graphql HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n${body}`);
          // The answer has begun, and nothing more is read of it.
          await once(socket, 'data').then(() => socket.pause());
          return (await fetch(`${small.url}/graphql`, { headers: { authorization: `Bearer ${person.session.accessToken}` } })).status;
        },
        (status) => status === 503,
      );
    }
    (await ada.api.run(ME)).expectNoErrors();
  } finally {
    for (const socket of unread) socket.destroy();
    await small.close();
  }
});

test('of the operations of one user some are carried out at once, over a socket as well, and all have their answer', async () => {
  const ada = await roomy.signUp();
  const socket = ada.api.socket();
  const streams = Array.from({ length: 100 }, () => socket.text('{ me { id } valuation { total } }'));
  const answers = await Promise.all(Array.from({ length: 100 }, () => ada.api.text('{ me { id } valuation { total } }')));
  for (const stream of streams) await stream.ended();
  await socket.close();
  expect(streams.map(({ errors, messages }) => [errors, messages.length])).toEqual(streams.map(() => [[], 1]));
  expect(answers.map(({ errors }) => errors)).toEqual(answers.map(() => []));
});
