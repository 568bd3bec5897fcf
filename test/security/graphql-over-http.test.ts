// The audit suite of the GraphQL-over-HTTP specification, every demand of it, the SHOULDs and MAYs included.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { type LocalWorld, openWorld } from '../testkit/world.js';

let world: LocalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const AUDITS = serverAudits({
  url: () => `${world.url}/graphql`,
  // Our one demand beside it: what a page elsewhere could send unasked is refused without a header that makes a browser ask first.
  fetchFn: (url: string, init: RequestInit = {}) =>
    fetch(url, { ...init, headers: { ...init.headers, 'apollo-require-preflight': 'true' } }),
});

test('it is the whole suite', () => {
  expect(AUDITS.length).toBeGreaterThan(55);
});

test.each(AUDITS.map((audit) => [audit.id, audit.name, audit] as const))('%s %s', async (_id, _name, audit) => {
  const result = await audit.fn();
  expect([result.status, 'reason' in result ? result.reason : '']).toEqual(['ok', '']);
});
