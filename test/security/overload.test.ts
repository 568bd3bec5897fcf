// More than can be under way at once: what is refused is refused at once and says when to come again; what was let in is finished.
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LocalWorld, openWorld } from '../testkit/world.js';

const BUSY = { code: 'RATE_LIMITED', rule: 'BUSY' };
let world: LocalWorld;
let roomy: LocalWorld;
beforeAll(async () => {
  world = await openWorld({ REQUESTS_AT_ONCE: '3' });
  roomy = await openWorld();
});
afterAll(() => Promise.all([world.close(), roomy.close()]));

async function register({ url }: LocalWorld, count: number) {
  const input = `{email: "crowd${count}@example.org", password: "A long enough password", name: "Ada", baseCurrency: "EUR"}`;
  const body = JSON.stringify({ query: `mutation { register(input: ${input}) { user { email } } }` });
  const answer = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return {
    status: answer.status,
    retry: answer.headers.get('retry-after'),
    body: (await answer.json()) as { data?: object; errors?: { extensions: object }[] },
  };
}

/** The statuses of so many requests on as many connections that the server has taken up already: it reads all of them in one round of its event loop. */
async function inOneMoment({ url }: LocalWorld, headers: Readonly<Record<string, string | undefined>>, count: number): Promise<number[]> {
  const { host, hostname, port } = new URL(url);
  const body = JSON.stringify({ query: '{ service { version } valuation { total } }' });
  const head = Object.entries({ host, 'content-type': 'application/json', 'content-length': body.length, ...headers });
  const text = `POST /graphql HTTP/1.1\r\n${head.map((each) => `${each.join(': ')}\r\n`).join('')}\r\n${body}`;
  const sockets = Array.from({ length: count }, () => connect(Number(port), hostname));
  for (const socket of sockets) socket.write(`GET /healthz HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
  await Promise.all(sockets.map((socket) => once(socket, 'data')));
  const answers = sockets.map(async (socket) => {
    const [answer] = await once(socket, 'data');
    socket.destroy();
    return Number(String(answer).slice(9, 12));
  });
  for (const socket of sockets) socket.write(text);
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

test('a crowd of strangers, of tokens that are none, or of one user leaves its room to everybody else', async () => {
  const small = await openWorld({ REQUESTS_AT_ONCE: '6' });
  try {
    const [ada, eve] = [await small.signUp(), await small.signUp()];
    for (const crowd of [{}, { authorization: 'Bearer none.at.all' }, { authorization: `Bearer ${eve.session.accessToken}` }]) {
      const crowded = inOneMoment(small, crowd, 100);
      for (let count = 0; count < 5; count += 1) expect((await ada.valuation()).total).toBe('0');
      const statuses = await crowded;
      expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(0);
      // Half of the room is theirs, and who was let in has an answer.
      expect(statuses.filter((status) => status !== 503).length).toBeGreaterThanOrEqual(3);
    }
  } finally {
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
