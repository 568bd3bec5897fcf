// The audit suite of the GraphQL-over-HTTP specification, every demand of it, the SHOULDs and MAYs included; and what it does not ask.
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

const NEW = 'application/graphql-response+json';
const FAULTY = '{ nope }';

/** The status, the media type and the codes of an answer. */
async function answerTo(path: string, init: RequestInit & { headers?: Record<string, string> }) {
  const headers = { 'content-type': 'application/json', ...init.headers };
  const answer = await fetch(`${world.url}${path}`, { ...init, headers });
  const { errors = [] } = (await answer.json()) as { errors?: { extensions: { code: string } }[] };
  return [answer.status, answer.headers.get('content-type')?.split(';')[0], ...errors.map(({ extensions }) => extensions.code)].join(' ');
}
const post = (accept: string, body: object) => answerTo('/graphql', { method: 'POST', headers: { accept }, body: JSON.stringify(body) });

test('an operation at fault is answered in the type that is liked best, as one that runs is', async () => {
  for (const [accept, status, type] of [
    ['application/json;q=0.9, application/graphql-response+json;q=0.5', 200, 'application/json'],
    ['application/graphql-response+json;q=0, application/json', 200, 'application/json'],
    ['application/json;q=0.5, application/graphql-response+json', 400, NEW],
    ['Application/JSON', 200, 'application/json'],
    ['text/html, */*', 400, 'application/json'],
  ] as const) {
    expect([accept, await post(accept, { query: '{ __typename }' })]).toEqual([accept, `200 ${type}`]);
    expect([accept, await post(accept, { query: FAULTY })]).toEqual([accept, `${status} ${type} GRAPHQL_VALIDATION_FAILED`]);
  }
});

test('what could not be answered in any type that is taken is not carried out', async () => {
  const { api } = await world.signUp();
  const name = async () => (await api.text('{ me { name } }')).data;
  const before = await name();
  const change = JSON.stringify({ query: 'mutation { changeProfile(input: { name: "Another" }) { name } }' });
  expect((await api.post(change, { accept: 'text/html' })).status).toBe(406);
  expect(await post('text/html', { query: FAULTY })).toBe('406 application/json BAD_REQUEST');
  expect(await name()).toEqual(before);
  expect((await api.post(change)).status).toBe(200);
  expect(await name()).not.toEqual(before);
});

test('an operation that is not found is at fault in the status, too; an empty operation name in an address is none', async () => {
  const hash = { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } };
  expect(await post(NEW, hash)).toBe(`400 ${NEW} PERSISTED_QUERY_NOT_SUPPORTED`);
  expect(await post('application/json', hash)).toBe('200 application/json PERSISTED_QUERY_NOT_SUPPORTED');
  const unknown = { query: 'query A { __typename }', operationName: 'B' };
  expect(await post(NEW, unknown)).toBe(`400 ${NEW} OPERATION_RESOLUTION_FAILURE`);
  expect(await post('application/json', unknown)).toBe('200 application/json OPERATION_RESOLUTION_FAILURE');
  expect(await answerTo('/graphql?operationName=&query=query+A{__typename}', { method: 'GET' })).toBe('200 application/json');
});

test('other methods are told which there are', async () => {
  for (const method of ['PUT', 'PATCH', 'DELETE', 'QUERY']) {
    const answer = await fetch(`${world.url}/graphql`, { method });
    const { errors } = (await answer.json()) as { errors: { extensions: object }[] };
    expect([method, answer.status, answer.headers.get('allow'), errors.length]).toEqual([method, 405, 'GET, POST', 1]);
  }
});
