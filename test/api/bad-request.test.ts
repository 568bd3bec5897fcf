// Nothing that arrives is our defect: what is no request of GraphQL is told so over HTTP, and ends the socket it came by, and no other.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { day, type LocalWorld, openWorld, type Person } from '../testkit/world.js';

let world: LocalWorld;
let ada: Person;
let account: string;

beforeAll(async () => {
  world = await openWorld();
  ada = await world.signUp();
  account = await ada.openAccount();
});
afterAll(() => world.close());

test('a request that is no GraphQL is told so, and never with a 500', async () => {
  const json = 'application/json';
  const requests: readonly (readonly [name: string, type: string, body: string, answer: string])[] = [
    ['null', json, 'null', '400 BAD_REQUEST'],
    ['a number', json, '7', '400 BAD_REQUEST'],
    ['a string', json, '"{ me { id } }"', '400 BAD_REQUEST'],
    ['a list', json, '[]', '400 BAD_REQUEST'],
    ['nothing', json, '', '400 BAD_REQUEST'],
    ['an empty object', json, '{}', '400 BAD_REQUEST'],
    ['unclosed', json, '{"query": "{ me { id } }"', '400 BAD_REQUEST'],
    ['a NUL', json, '{"query": "{ me \\u0000 }"}', '400 GRAPHQL_PARSE_FAILED'],
    ['raw NUL', json, '{"query": "\0"}', '400 BAD_REQUEST'],
    ['not UTF-8', json, '\xff\xfe', '400 BAD_REQUEST'],
    ['a query that is a number', json, '{"query": 7}', '400 BAD_REQUEST'],
    ['a query that is null', json, '{"query": null}', '400 BAD_REQUEST'],
    ['variables that are text', json, '{"query": "{ service { version } }", "variables": "x"}', '400 BAD_REQUEST'],
    ['variables that are a list', json, '{"query": "{ service { version } }", "variables": []}', '400 BAD_REQUEST'],
    ['an operation name that is a number', json, '{"query": "{ service { version } }", "operationName": 7}', '400 BAD_REQUEST'],
    [
      'an unknown operation name',
      json,
      '{"query": "query A { service { version } }", "operationName": "B"}',
      '400 OPERATION_RESOLUTION_FAILURE',
    ],
    ['a syntax error', json, '{"query": "{ me { id "}', '400 GRAPHQL_PARSE_FAILED'],
    ['an unknown field', json, '{"query": "{ nope }"}', '400 GRAPHQL_VALIDATION_FAILED'],
    ['a prototype', json, '{"__proto__": {"query": "{ me { id } }"}}', '400 BAD_REQUEST'],
    ['a constructor', json, '{"constructor": {"prototype": 1}, "query": "{ service { version } }"}', '400 BAD_REQUEST'],
    ['a form', 'application/x-www-form-urlencoded', 'query={me{id}}', '415 BAD_REQUEST'],
    ['plain text', 'text/plain', '{"query": "{ service { version } }"}', '400 BAD_REQUEST'],
    ['xml', 'application/xml', '<a/>', '415 BAD_REQUEST'],
    ['no type', '', '{"query": "{ service { version } }"}', '415 BAD_REQUEST'],
    ['a wrong type', 'application/json; charset=utf-99', '{"query": "{ service { version } }"}', '200'],
    ['a subscription', json, '{"query": "subscription { valuationChanged { total } }"}', '400 BAD_REQUEST'],
    ['deep', json, `{"query": "${'{ me '.repeat(2000)}"}`, '400 GRAPHQL_VALIDATION_FAILED'],
    ['5 MB', json, JSON.stringify({ query: `{ me { id } } #${'x'.repeat(5_000_000)}` }), '413 BAD_REQUEST'],
  ];
  for (const [name, type, body, expected] of requests) {
    const response = await ada.api.post(body, { 'content-type': type });
    const { errors = [] } = (await response.json()) as { errors?: { message: string; extensions: { code: string } }[] };
    expect([name, [response.status, ...errors.map(({ extensions }) => extensions.code)].join(' ')]).toEqual([name, expected]);
    for (const { message } of errors) expect(message).toMatch(/^[A-Z`].*[.!]$/s);
  }
  expect(world.log.filter(({ level }) => level === 'error')).toEqual([]);
});

test('what is missing or null is REQUIRED by its name, in the document as in variables', async () => {
  const entry = 'kind: DEPOSIT, tradeDate: "2026-01-02", amount: "1", currency: "EUR"';
  const preview = (rest: string) => `{ previewTransaction(input: { ${rest} ${entry} }) { changesLaterGains } }`;
  const told = async (text: string, variables = {}) => (await ada.api.text(text, variables)).refusal();
  expect(await told('{ account { id } }')).toBe('GRAPHQL_VALIDATION_FAILED REQUIRED id');
  expect(await told('{ account(id: null) { id } }')).toBe('GRAPHQL_VALIDATION_FAILED REQUIRED id');
  expect(await told('query ($a: ID = "x") { account(id: $a) { id } }', { a: null })).toBe('BAD_USER_INPUT REQUIRED id');
  expect(await told(preview(''))).toBe('GRAPHQL_VALIDATION_FAILED REQUIRED input.accountId');
  expect(await told(preview('accountId: null,'))).toBe('GRAPHQL_VALIDATION_FAILED REQUIRED input.accountId');
});

test('a socket that sends nonsense is closed, and takes nothing else with it', async () => {
  const other = ada.api.socket();
  const stream = other.text('subscription { valuationChanged { total } }');
  await stream.first();
  for (const frame of [
    'nonsense',
    '{}',
    'null',
    '7',
    '{"type": "subscribe"}',
    '{"type":"subscribe","id":"","payload":{}}',
    'x'.repeat(300_000),
  ]) {
    const socket = ada.api.socket();
    await socket.text('{ service { version } }').ended();
    const transport = socket.transport;
    if (transport && transport.readyState === transport.OPEN) transport.send(frame);
    expect([frame.slice(0, 30), await socket.closed]).toEqual([frame.slice(0, 30), expect.any(Number)]);
  }
  await ada.record({ accountId: account, kind: 'DEPOSIT', tradeDate: day(0), amount: '1', currency: 'EUR' });
  await stream.until(() => stream.messages.length > 1);
  await other.close();
  expect(world.log.filter(({ level }) => level === 'error')).toEqual([]);
});
