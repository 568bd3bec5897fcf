// More than can be under way at once: what is refused is refused at once and says when to come again; what was let in is finished.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LocalWorld, openWorld } from '../testkit/world.js';

let world: LocalWorld;
beforeAll(async () => {
  world = await openWorld({ REQUESTS_AT_ONCE: '3' });
});
afterAll(() => world.close());

test('a crowd is let in as far as there is room', async () => {
  const ask = async (count: number) => {
    const input = `{email: "crowd${count}@example.org", password: "A long enough password", name: "Ada", baseCurrency: "EUR"}`;
    const body = JSON.stringify({ query: `mutation { register(input: ${input}) { user { email } } }` });
    const answer = await fetch(`${world.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return {
      status: answer.status,
      retry: answer.headers.get('retry-after'),
      body: (await answer.json()) as { data?: object; errors?: { extensions: object }[] },
    };
  };
  const answers = await Promise.all(Array.from({ length: 12 }, (_, count) => ask(count)));
  const refused = answers.filter(({ status }) => status === 503);
  const taken = answers.filter(({ status }) => status === 200);
  expect(refused.length).toBeGreaterThan(0);
  expect(taken.length).toBeGreaterThanOrEqual(3);
  expect(refused.length + taken.length).toBe(12);
  for (const { retry, body } of refused)
    expect([retry, body.errors?.[0]?.extensions]).toEqual(['1', { code: 'RATE_LIMITED', rule: 'BUSY' }]);
  for (const { body } of taken) expect(body.errors).toBeUndefined();
  // The room is free again, and what was let in was done.
  const { data } = await world.admin.text('{ users(first: 50) { nodes { email } } }');
  const emails = (data as { users: { nodes: { email: string }[] } }).users.nodes.filter(({ email }) => email.startsWith('crowd'));
  expect(emails).toHaveLength(taken.length);
  expect(await (await fetch(`${world.url}/metrics`)).text()).toContain(`tidemark_requests_refused_total ${refused.length}`);
});
