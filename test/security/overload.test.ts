// More than can be under way at once: what is refused is refused at once and says when to come again; what was let in is finished.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LocalWorld, openWorld } from '../testkit/world.js';

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
  expect(taken.length).toBeGreaterThanOrEqual(3);
  expect(refused.length + taken.length).toBe(12);
  for (const { retry, body } of refused)
    expect([retry, body.errors?.[0]?.extensions]).toEqual(['1', { code: 'RATE_LIMITED', rule: 'BUSY' }]);
  for (const { body } of taken) expect(body.errors).toBeUndefined();
  // The room is free again, and what was let in was done.
  expect((await usersOf(world)) - before).toBe(taken.length);
  expect(await (await fetch(`${world.url}/metrics`)).text()).toContain(`tidemark_requests_refused_total ${refused.length}`);
});

test('of a crowd that registers some wait their turn and are finished, and the others are refused before anything is done for them', async () => {
  const before = await usersOf(roomy);
  const answers = await Promise.all(Array.from({ length: 400 }, (_, count) => register(roomy, count)));
  const refused = answers.filter(({ body }) => body.errors);
  for (const { body } of refused) expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterS: 10 });
  expect(refused.length).toBeGreaterThan(0);
  expect((await usersOf(roomy)) - before).toBe(answers.length - refused.length);
}, 60_000);
