// GraphQL over HTTP as its specification has it, and HTTP as strangers send it: each call that is refused has a like one that is not.
import { request } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { type LocalWorld, openWorld, type Person } from '../testkit/world.js';

let world: LocalWorld;
let ada: Person;

beforeAll(async () => {
  world = await openWorld({ METRICS_TOKEN: 'a token of the monitoring' });
  ada = await world.signUp();
});
afterAll(() => world.close());

const NEW = 'application/graphql-response+json';
const body = (query: string, more: object = {}) => JSON.stringify({ query, ...more });

function send(path: string, init: RequestInit & { headers?: Record<string, string> } = {}): Promise<Response> {
  return fetch(`${world.url}${path}`, { ...init, headers: { authorization: `Bearer ${ada.session.accessToken}`, ...init.headers } });
}
const get = (parameters: Record<string, string>, headers: Record<string, string> = { 'apollo-require-preflight': 'true' }) =>
  send(`/graphql?${new URLSearchParams(parameters)}`, { headers });
const post = (text: string, headers: Record<string, string> = {}) =>
  send('/graphql', { method: 'POST', body: text, headers: { 'content-type': 'application/json', ...headers } });

test('a query may come by GET, with variables and a name; a mutation and a subscription may not', async () => {
  const named = await get({
    query: 'query A($i: Boolean!) { me { id @include(if: $i) } } query B { __typename }',
    operationName: 'A',
    variables: '{"i":true}',
  });
  expect([named.status, await named.json()]).toEqual([200, { data: { me: { id: ada.session.user.id } } }]);
  const mutation = await get({ query: 'mutation { signOut }' });
  expect([mutation.status, mutation.headers.get('allow')]).toEqual([405, 'POST']);
  expect((await get({ query: 'subscription { valuationChanged { total } }' })).status).toBe(405);
  expect((await get({ query: 'query A { me { id } } mutation B { signOut }', operationName: 'B' })).status).toBe(405);
  expect((await post(body('{ me { id } }'))).status).toBe(200);
});

test('a page elsewhere cannot have a browser send an operation unasked', async () => {
  // Without a header that makes the browser ask first, a GET could come from any page.
  expect((await get({ query: '{ me { id } }' }, {})).status).toBe(400);
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const answer = await post(body('mutation { signOut }'), { 'content-type': type });
    expect([type, answer.status >= 400 && answer.status < 500]).toEqual([type, true]);
  }
  expect((await post(body('{ me { id } }'), { 'content-type': 'application/json; charset=utf-8' })).status).toBe(200);
  const preflight = await send('/graphql', {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
  });
  expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  const answer = await post(body('{ me { id } }'), { origin: 'https://evil.example' });
  expect([answer.headers.get('access-control-allow-origin'), answer.headers.get('set-cookie')]).toEqual([null, null]);
});

test('under a name that is not its own the server tells and does nothing; probes are answered', async () => {
  const named = await openWorld({
    PUBLIC_URL: 'https://tidemark.example.org/',
    ALLOWED_HOSTS: 'Portfolio.example.com',
    TRUST_PROXY: 'loopback',
  });
  try {
    for (const path of ['/', '/graphql?query={__typename}', '/playground', '/sign-in', '/graphql.js']) {
      expect([path, await statusUnder(named.url, 'evil.example:4000', path)]).toEqual([path, 421]);
    }
    const own = ['tidemark.example.org', 'PORTFOLIO.example.com:8443', 'localhost:4000', 'api.local', '192.0.2.7', '[2001:db8::7]:4000'];
    for (const host of own) expect([host, await statusUnder(named.url, host, '/')]).toEqual([host, 200]);
    for (const path of ['/healthz', '/readyz']) expect([path, await statusUnder(named.url, 'evil.example', path)]).toEqual([path, 200]);
    const forwarded = await exchange(
      'GET / HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: localhost\r\nConnection: close\r\n\r\n',
      named.url,
    );
    expect(forwarded).toMatch(/^HTTP\/1.1 421 /);
    const socket = await exchange(
      'GET /graphql HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n',
      named.url,
    );
    expect(socket).toMatch(/^HTTP\/1.1 421 /);
  } finally {
    await named.close();
  }
});

test('an operation of a page elsewhere is refused, whoever signed it; one of our own page or a program is not', async () => {
  const { host } = new URL(world.url);
  for (const origin of ['https://evil.example', 'null', `http://${host}.evil.example`]) {
    const answer = await post(body('{ me { id } }'), { origin });
    expect([origin, answer.status, await answer.json()]).toEqual([
      origin,
      403,
      { errors: [{ message: expect.stringContaining('ALLOWED_ORIGINS'), extensions: { code: 'FORBIDDEN', rule: 'ORIGIN' } }] },
    ]);
  }
  for (const headers of [{ origin: `http://${host}` }, { origin: `https://${host}` }, {}] as Record<string, string>[]) {
    expect([headers, (await post(body('{ me { id } }'), headers)).status]).toEqual([headers, 200]);
  }
});

test('a listed page elsewhere may ask, and its browser is told so; another one is told nothing', async () => {
  const [app, evil] = ['https://app.example.org', 'https://evil.example'];
  const listed = await openWorld({ ALLOWED_ORIGINS: app });
  const asking = {
    OPTIONS: { 'access-control-request-headers': 'authorization,content-type' },
    POST: { 'content-type': 'application/json' },
  };
  const told = async (method: keyof typeof asking, origin: string) => {
    const text = method === 'POST' ? body('{ __typename }') : null;
    const answer = await fetch(`${listed.url}/graphql`, { method, headers: { origin, ...asking[method] }, body: text });
    return [answer.status, answer.headers.get('access-control-allow-origin'), answer.headers.get('access-control-allow-headers')];
  };
  try {
    expect(await told('OPTIONS', app)).toEqual([204, app, 'authorization,content-type']);
    expect(await told('POST', app)).toEqual([200, app, null]);
    for (const method of ['OPTIONS', 'POST'] as const) expect([method, await told(method, evil)]).toEqual([method, [403, null, null]]);
    const page = await fetch(listed.url, { headers: { origin: app } });
    expect([page.status, page.headers.get('access-control-allow-origin')]).toEqual([200, null]);
  } finally {
    await listed.close();
  }
});

test('a client that offers another protocol is answered in this one', async () => {
  const offer = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABkAAQAAP__' };
  const answerTo = (method: string, path: string, text = '') =>
    new Promise<string>((resolve, reject) => {
      const headers = { ...offer, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
      const asked = request(`${world.url}${path}`, { method, headers, agent: false }, async (answer) => {
        resolve(`${answer.statusCode} ${(await answer.toArray()).join('')}`.trim());
      });
      asked.once('error', reject).end(text);
    });
  expect(await answerTo('POST', '/graphql', body('{ __typename }'))).toBe('200 {"data":{"__typename":"Query"}}');
  expect(await answerTo('GET', '/graphql?query=%7B__typename%7D')).toBe('200 {"data":{"__typename":"Query"}}');
  expect(await answerTo('GET', '/healthz')).toBe('200 {"status":"ok"}');
});

test('a body that is compressed, or no UTF-8, is refused as what it is', async () => {
  const sent = async (bytes: Buffer, headers: Record<string, string> = {}) => {
    const answer = await send('/graphql', { method: 'POST', body: bytes, headers: { 'content-type': 'application/json', ...headers } });
    const { errors = [], data } = (await answer.json()) as { errors?: { message: string }[]; data?: unknown };
    return [answer.status, errors[0]?.message ?? data];
  };
  const plain = Buffer.from(body('{ __typename } # caf\u00e9'));
  const compressed = [415, 'The body is compressed: send it plain, without Content-Encoding.'];
  expect(await sent(gzipSync(plain), { 'content-encoding': 'gzip' })).toEqual(compressed);
  expect(await sent(gzipSync(Buffer.alloc(1_000_000)), { 'content-encoding': 'GZIP, deflate' })).toEqual(compressed);
  expect(await sent(Buffer.from(plain.toString(), 'latin1'))).toEqual([400, 'The body is not UTF-8.']);
  const poisoned = await sent(Buffer.from('{"query":"{ __typename }","variables":{"__proto__":{"x":1}}}'));
  expect(poisoned).toEqual([400, expect.stringContaining('__proto__')]);
  expect(await sent(Buffer.from('{"query":'))).toEqual([400, expect.stringContaining('not valid JSON')]);
  expect(await sent(plain, { 'content-encoding': 'identity' })).toEqual([200, { __typename: 'Query' }]);
});

test('the answer has the media type that was asked for, in UTF-8', async () => {
  const typeOf = async (accept: string) => (await post(body('{ me { id } }'), { accept })).headers.get('content-type');
  expect(await typeOf('application/json')).toBe('application/json; charset=utf-8');
  expect(await typeOf(NEW)).toBe(`${NEW}; charset=utf-8`);
  expect(await typeOf(`${NEW}, application/json;q=0.5`)).toBe(`${NEW}; charset=utf-8`);
  expect(await typeOf('*/*')).toBe('application/json; charset=utf-8');
  expect((await post(body('{ me {'), { accept: NEW })).headers.get('content-type')).toBe(`${NEW}; charset=utf-8`);
  expect((await post(body('{ me { id } }'), { accept: 'text/html' })).status).toBe(406);
});

/** The operation is at fault, not the request around it: who asks for application/json by name gets 200, as the specification has it. */
const OPERATION_AT_FAULT = [
  ...['syntax fault', 'unknown field', 'variable missing', 'variable of another type', 'no operation'],
  ...['a name that is not there', 'two operations, no name'],
];

test('a request that cannot be carried out has errors and no data, and its status says so in either media type', async () => {
  const faulty: Record<string, string> = {
    'no query': '{}',
    'query null': '{"query":null}',
    'query a number': '{"query":7}',
    'query an object': '{"query":{}}',
    'query empty': '{"query":""}',
    'variables a text': body('{ me { id } }', { variables: 'x' }),
    'variables a list': body('{ me { id } }', { variables: [] }),
    'operationName a number': body('{ me { id } }', { operationName: 1 }),
    'extensions a text': body('{ me { id } }', { extensions: 'x' }),
    'a name that is not there': body('query A { me { id } }', { operationName: 'B' }),
    'two operations, no name': body('query A { me { id } } query B { me { id } }'),
    'syntax fault': body('{ me {'),
    'unknown field': body('{ nothing }'),
    'variable missing': body('query($id: ID!) { account(id: $id) { id } }'),
    'variable of another type': body('query($n: Int) { accounts(first: $n) { nodes { id } } }', { variables: { n: 'x' } }),
    'no operation': body('fragment a on User { id }'),
    'body null': 'null',
    'body a number': '7',
    'body a text': '"x"',
    'body not closed': '"x',
    'body true': 'true',
    'body a list': `[${body('{ me { id } }')}]`,
    'body an empty list': '[]',
    'body empty': '',
    'body not JSON': '{query:1}',
    'body with a prototype': '{"query":"{ me { id } }","__proto__":{"x":1}}',
  };
  for (const accept of ['application/json', NEW]) {
    for (const [name, text] of Object.entries(faulty)) {
      const answer = await post(text, { accept });
      const content = await answer.text();
      const status = accept !== NEW && OPERATION_AT_FAULT.includes(name) ? 200 : 400;
      expect([name, answer.status, content]).toEqual([name, status, expect.not.stringContaining('    at ')]);
      expect([name, content.includes('"errors"')]).toEqual([name, true]);
      expect([name, content.includes('"data"')]).toEqual([name, false]);
    }
    const right = await post(
      body('query A($id: ID!) { account(id: $id) { id } }', { variables: { id: 'x' }, operationName: 'A', extensions: {} }),
      { accept },
    );
    expect([right.status, ((await right.json()) as { data: unknown }).data]).toEqual([200, { account: null }]);
  }
  const nulls = await post(body('{ me { id } }', { variables: null, operationName: null, extensions: null }));
  expect(nulls.status).toBe(200);
});

test('a field that fails leaves a 200 with data, null where it failed', async () => {
  const answer = await send('/graphql', {
    method: 'POST',
    body: body('{ service { version } me { id } }'),
    headers: { 'content-type': 'application/json', authorization: '', accept: NEW },
  }).then((response) => response);
  expect(answer.status).toBe(401);
  const anonymous = await fetch(`${world.url}/graphql`, {
    method: 'POST',
    body: body('{ service { version } me { id } }'),
    headers: { 'content-type': 'application/json' },
  });
  expect([anonymous.status, await anonymous.json()]).toEqual([
    200,
    { data: { service: { version: expect.any(String) }, me: null }, errors: [expect.objectContaining({ path: ['me'] })] },
  ]);
});

test('a body that is too large is refused before it is sent', async () => {
  const large = await exchange(
    `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${100 * 1024 * 1024}\r\n\r\n{"query":"`,
  );
  expect(large).toMatch(/^HTTP\/1.1 413 /);
  const text = body('{ service { version } }');
  const right = await exchange(
    `POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`,
  );
  expect(right).toMatch(/^HTTP\/1.1 200 /);
});

test('malformed HTTP is answered with 4xx or cut, and others are served meanwhile', async () => {
  const odd = [
    'nonsense\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'GET /healthz HTTP/1.1\r\n\r\n',
    'GET /healthz HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n',
    'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
    `GET /healthz HTTP/1.1\r\nHost: x\r\nX-Large: ${'x'.repeat(64 * 1024)}\r\n\r\n`,
    'GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'GET /%2e%2e%2f%2e%2e%2fetc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  ];
  for (const text of odd)
    expect([text.slice(0, 40), await exchange(text)]).toEqual([text.slice(0, 40), expect.stringMatching(/^(HTTP\/1.1 4\d\d |$)/)]);
  expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
});

test('a host that cannot be one, and a body in a coding nobody undoes, are refused before anything is asked', async () => {
  const text = body('{ service { version } }');
  const rest = `Connection: close\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n`;
  const chunk = `Connection: close\r\nContent-Type: application/json\r\nHost: x\r\n`;
  const chunked = `\r\n${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;
  const told = async (request: string) => {
    const answer = await exchange(request);
    return [answer.slice(9, 12), JSON.parse(answer.slice(answer.indexOf('{'))).errors?.[0]?.extensions.code];
  };
  for (const host of ['', 'local\'host"<>', 'a b', '[::1']) {
    expect([host, ...(await told(`POST /graphql HTTP/1.1\r\nHost: ${host}\r\n${rest}\r\n${text}`))]).toEqual([host, '400', 'BAD_REQUEST']);
  }
  expect(await told(`POST /graphql HTTP/1.0\r\n${rest}\r\n${text}`)).toEqual(['400', 'BAD_REQUEST']);
  // As to a proxy: the address names a host as well.
  expect(await told(`POST http://x/graphql HTTP/1.1\r\nHost: x\r\n${rest}\r\n${text}`)).toEqual(['200', undefined]);
  expect(await told(`POST http://y/graphql HTTP/1.1\r\nHost: x\r\n${rest}\r\n${text}`)).toEqual(['400', 'BAD_REQUEST']);
  for (const path of ['/graphql', '/healthz'])
    expect([path, ...(await told(`POST ${path} HTTP/1.1\r\n${rest}\r\n${text}`))]).toEqual([path, '400', 'BAD_REQUEST']);
  expect(await exchange('GET /healthz HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 200 /);
  for (const coding of ['gzip, chunked', 'xchunked\r\nTransfer-Encoding: chunked', 'chunked, chunked']) {
    expect([coding, (await told(`POST /graphql HTTP/1.1\r\n${chunk}Transfer-Encoding: ${coding}\r\n${chunked}`))[0]]).toEqual([
      coding,
      expect.stringMatching(/^(400|501)$/),
    ]);
  }
  expect(await told(`POST /graphql HTTP/1.1\r\n${chunk}Transfer-Encoding: Chunked\r\n${chunked}`)).toEqual(['200', undefined]);
});

test('what is no request, or never comes to its end, is refused as an operation is', async () => {
  const told = (answer: string) => JSON.parse(answer.slice(answer.indexOf('{'))).errors[0];
  expect(told(await exchange('nonsense\r\n\r\n'))).toMatchObject({ extensions: { code: 'BAD_REQUEST' } });
  const long = await exchange(`GET /healthz HTTP/1.1\r\nHost: x\r\nX-Large: ${'x'.repeat(64 * 1024)}\r\n\r\n`);
  expect([long.slice(0, 12), told(long).message]).toEqual(['HTTP/1.1 431', 'The headers of this request are too long.']);
  const unfinished = await exchange('POST /graphql HTTP/1.1\r\nHost: x\r\n');
  expect([unfinished.slice(0, 12), told(unfinished).extensions]).toEqual(['HTTP/1.1 408', { code: 'DEADLINE_EXCEEDED' }]);
});

test('metrics are told to whoever knows the token, or without one to this network, but not through an undeclared proxy', async () => {
  const status = async (of: LocalWorld, headers: Record<string, string>) => (await fetch(`${of.url}/metrics`, { headers })).status;
  expect(await status(world, { authorization: 'Bearer a token of the monitoring' })).toBe(200);
  expect(await status(world, {})).toBe(404);
  expect(await status(world, { authorization: 'Bearer another' })).toBe(404);
  const [open, proxied] = await Promise.all([openWorld(), openWorld({ TRUST_PROXY: 'loopback' })]);
  try {
    expect(await status(open, {})).toBe(200);
    expect(await status(open, { 'x-forwarded-for': '127.0.0.1' })).toBe(404);
    // A page elsewhere whose own name points here.
    for (const [host, expected] of Object.entries({ 'evil.example': 404, 'tidemark:4000': 200, 'api.default.svc': 200, '[::1]:4000': 200 }))
      expect([host, await statusUnder(open.url, host)]).toEqual([host, expected]);
    expect(await status(proxied, { 'x-forwarded-for': '203.0.113.7' })).toBe(404);
    expect(await status(proxied, { 'x-forwarded-for': '10.0.0.7' })).toBe(200);
  } finally {
    await Promise.all([open.close(), proxied.close()]);
  }
});

test('every answer says what a browser may do with it, and pages talk to nobody but this server', async () => {
  const { host } = new URL(world.url);
  for (const path of ['/', '/healthz', '/nothing-here', '/graphql?query={__typename}']) {
    const { headers } = await fetch(`${world.url}${path}`, { headers: { 'apollo-require-preflight': 'true' } });
    const policy = headers.get('content-security-policy') ?? '';
    expect([path, policy.match(/connect-src [^;]*/)?.[0]]).toEqual([path, `connect-src 'self' ws://${host} wss://${host}`]);
    for (const part of ["default-src 'self'", "script-src 'self'", "frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'"]) {
      expect(policy).toContain(part);
    }
    expect(policy.match(/script-src [^;]*/)?.[0]).not.toContain('unsafe');
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'permissions-policy': expect.stringContaining('camera=()'),
    });
    expect(headers.get('x-powered-by')).toBeNull();
  }
  // Whatever a client calls us, nothing of it becomes a part of the policy.
  const odd = await exchange('GET / HTTP/1.1\r\nHost: x; script-src *\r\nConnection: close\r\n\r\n');
  expect(odd).not.toMatch(/script-src \*/);
});

test('what a proxy passes on and is no address counts as the proxy, and is nowhere a defect', async () => {
  const proxied = await openWorld({ TRUST_PROXY: 'loopback' });
  try {
    const signIn = 'mutation { signIn(email: "nobody@example.org", password: "x") { accessToken } }';
    for (const claimed of [
      'g'.repeat(300),
      "'; drop table x; --",
      ':'.repeat(200),
      '1.2.3',
      'fe80::1%eth0',
      '::ffff:203.0.113.5',
      // As some proxies write it, with the port.
      '198.51.100.9:4711',
      '[2001:db8:1:2::3]:4711',
      '[2001:db8:1:3::3]',
      '[x]:1',
    ]) {
      const answer = await proxied.anonymous.post(body(signIn), { 'x-forwarded-for': claimed });
      expect([claimed, await answer.text()]).toEqual([claimed, expect.stringContaining('UNAUTHENTICATED')]);
    }
    const rows = await proxied.app.core.database.read((em) =>
      em.execute<{ address: string }[]>(`select distinct address from audit_entry where action = 'user.sign-in-refused' order by 1`),
    );
    expect(rows.map(({ address }) => address).toSorted()).toEqual([
      '127.0.0.1',
      '198.51.100.9',
      '2001:db8:1:2::/64',
      '2001:db8:1:3::/64',
      '203.0.113.5',
      'fe80:0:0:0::/64',
    ]);
  } finally {
    await proxied.close();
  }
});

test('sockets are opened at the API and nowhere else; a hash alone is no operation', async () => {
  for (const path of ['/', '/healthz', '/metrics', '/settings']) {
    const socket = new WebSocket(`${world.url.replace('http', 'ws')}${path}`, 'graphql-transport-ws');
    const outcome = await new Promise((resolve) => {
      socket.on('open', () => resolve('open'));
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('error', () => undefined);
    });
    socket.terminate();
    expect([path, outcome]).toEqual([path, 404]);
  }
  const hash = await post(JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }));
  expect(await hash.text()).toContain('PERSISTED_QUERY_NOT_SUPPORTED');
});

test('what is told to one user is kept by no cache', async () => {
  expect((await post(body('{ me { id } }'))).headers.get('cache-control')).toContain('no-store');
});

/** Sends bytes as they are; what comes back until the server closes, or the first answer. */
function exchange(text: string, url = world.url): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    const finish = () => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(25_000, () => reject(new Error('The server neither answered nor hung up.')));
    socket.on('data', (data) => {
      answer += data.toString('latin1');
      if (answer.includes('\r\n\r\n')) finish();
    });
    socket.on('close', finish);
    socket.on('error', finish);
  });
}

/** Of the metrics, asked for under this name. */
function statusUnder(url: string, host: string, path = '/metrics'): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}${path}`, { headers: { host }, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject).end();
  });
}
