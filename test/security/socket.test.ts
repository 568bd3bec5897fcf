// What a WebSocket client may do, and how each connection that breaks a rule ends: by its code, one by one, while others go on.
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { SignJWT } from 'jose';
import { WebSocket } from 'ws';
import { beforeItEnds } from '../testkit/until.js';
import { type LocalWorld, openWorld, type Person } from '../testkit/world.js';

const SECRET = 'k7#Jw0pQ!zXv29LmN4bT8yRc6HsDf1Ga';
const PROTOCOL = 'graphql-transport-ws';
let world: LocalWorld;
let ada: Person;
/** Connections that do not do their part, opened first: how long each is borne passes while the other tests run. */
let idle: Record<'silent' | 'unsaid' | 'deaf', Promise<Ending>>;

interface Ending {
  readonly code: number | string | null;
  readonly afterMs: number;
}

beforeAll(async () => {
  world = await openWorld({
    JWT_SECRET: SECRET,
    ALLOWED_ORIGINS: 'https://app.example.org',
    TRUST_PROXY: 'loopback',
    SOCKETS_PER_USER: '5',
    SOCKETS_PER_ADDRESS: '3',
  });
  ada = await world.signUp();
  idle = { silent: silent(), unsaid: unsaid(), deaf: deaf(await world.signUp()) };
});
afterAll(() => world.close());

interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: { readonly extensions?: { readonly code: string } }[];
}

/** A client that says exactly what it is told to. */
class Raw {
  readonly messages: Message[] = [];
  readonly socket: WebSocket;
  /** The close code, or `HTTP 403` and the like when there was no connection at all. */
  readonly closed: Promise<number | string>;
  private readonly waiting = new Set<() => void>();

  constructor({
    protocol = PROTOCOL,
    headers = {},
    isDeaf = false,
  }: { protocol?: string | string[]; headers?: Record<string, string>; isDeaf?: boolean } = {}) {
    this.socket = new WebSocket(`${world.url.replace('http', 'ws')}/graphql`, protocol, { headers, autoPong: !isDeaf });
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code) => {
        resolve(code);
        this.look();
      });
      this.socket.on('unexpected-response', (_request, response) => {
        this.socket.terminate();
        resolve(`HTTP ${response.statusCode}`);
      });
    });
    this.socket.on('error', () => undefined);
    this.socket.on('message', (data) => {
      this.messages.push(JSON.parse(String(data)));
      this.look();
    });
  }

  private look(): void {
    for (const look of [...this.waiting]) look();
  }

  async opened(): Promise<this> {
    if (this.socket.readyState !== WebSocket.OPEN) await new Promise((resolve) => this.socket.once('open', resolve));
    return this;
  }

  say(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  subscribe(id: string, query: string): void {
    this.say({ id, type: 'subscribe', payload: { query } });
  }

  async until(condition: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const found = this.messages.find(condition);
      if (found) return found;
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error(`It was closed before ${condition}.`);
      await new Promise<void>((resolve) => {
        const look = () => {
          this.waiting.delete(look);
          resolve();
        };
        this.waiting.add(look);
      });
    }
  }
}

async function acknowledged(options: ConstructorParameters<typeof Raw>[0] = {}, person = ada): Promise<Raw> {
  const raw = await new Raw(options).opened();
  raw.say({ type: 'connection_init', payload: { authorization: `Bearer ${person.session.accessToken}` } });
  await raw.until(({ type }) => type === 'connection_ack');
  return raw;
}

/** A person of their own and a connection of theirs, closed after the work. */
async function withConnection<T>(work: (raw: Raw) => Promise<T>): Promise<T> {
  const raw = await acknowledged({}, await world.signUp());
  try {
    return await work(raw);
  } finally {
    raw.socket.terminate();
  }
}

function endingOf(closed: Promise<number | string | null>): Promise<Ending> {
  const startMs = performance.now();
  return closed.then((code) => ({ code, afterMs: performance.now() - startMs }));
}

/** Opens a socket and says nothing. */
function silent(): Promise<Ending> {
  return endingOf(new Raw().opened().then(({ closed }) => closed));
}

/** Begins a request and does not go on. */
function unsaid(): Promise<Ending> {
  const { hostname, port } = new URL(world.url);
  const slow = connect(Number(port), hostname, () => slow.write('GET /healthz HTTP/1.1\r\nHost: x\r\n'));
  slow.on('error', () => undefined).resume();
  return endingOf(new Promise((resolve) => slow.on('close', () => resolve(null))));
}

/** Answers no ping. */
async function deaf(person: Person): Promise<Ending> {
  const { closed } = await acknowledged({ isDeaf: true }, person);
  return endingOf(closed);
}

const INIT = () => ({ type: 'connection_init', payload: { authorization: `Bearer ${ada.session.accessToken}` } });
const ENDINGS: Record<string, readonly [code: number, break_: (raw: Raw) => void]> = {
  'not JSON': [4400, (raw) => raw.say('{')],
  'JSON null': [4400, (raw) => raw.say('null')],
  'no type': [4400, (raw) => raw.say({})],
  'unknown type': [4400, (raw) => raw.say({ type: 'start' })],
  "a server's type": [4400, (raw) => raw.say({ type: 'next', id: 'a' })],
  'an operation without id': [4400, (raw) => raw.say({ type: 'subscribe', payload: { query: '{ me { id } }' } })],
  'an operation without query': [4400, (raw) => raw.say({ type: 'subscribe', id: 'a', payload: {} })],
  'deep JSON': [4400, (raw) => raw.say('['.repeat(200_000))],
  'an operation before the acknowledgement': [4401, (raw) => raw.subscribe('a', '{ me { id } }')],
  'two initialisations': [
    4429,
    (raw) => {
      raw.say(INIT());
      raw.say(INIT());
    },
  ],
  'a bad token': [4403, (raw) => raw.say({ type: 'connection_init', payload: { authorization: 'Bearer x' } })],
  'no token': [4403, (raw) => raw.say({ type: 'connection_init' })],
  'a message over 256 KiB': [1009, (raw) => raw.say('x'.repeat(300 * 1024))],
  'what only a server says': [4400, (raw) => raw.say({ id: 'a', type: 'next', payload: { data: null } })],
  'an acknowledgement by the client': [4400, (raw) => raw.say({ type: 'connection_ack' })],
  'too many unasked pongs': [
    1008,
    (raw) => {
      for (let count = 0; count < 500; count += 1) raw.socket.pong();
    },
  ],
  'too many pings': [
    1008,
    (raw) => {
      for (let count = 0; count < 500; count += 1) raw.socket.ping();
    },
  ],
  'too many messages': [
    1008,
    (raw) => {
      for (let count = 0; count < 500; count += 1) raw.say({ type: 'ping' });
    },
  ],
};

test.each(Object.entries(ENDINGS))('%s ends the connection by its code, and the next one is served', async (_name, [code, breakIt]) => {
  const raw = await new Raw().opened();
  breakIt(raw);
  expect(await raw.closed).toBe(code);
  await withConnection(async (next) => {
    next.subscribe('a', '{ me { id } }');
    expect((await next.until(({ id }) => id === 'a')).type).toBe('next');
  });
});

test('an id in use twice ends the connection with 4409; another id does not', () =>
  withConnection(async (raw) => {
    raw.subscribe('a', 'subscription { valuationChanged { total } }');
    raw.subscribe('b', 'subscription { valuationChanged { total } }');
    await raw.until(({ id }) => id === 'b');
    raw.subscribe('a', '{ me { id } }');
    expect(await raw.closed).toBe(4409);
  }));

test('a connection without our subprotocol is refused with 4406', async () => {
  expect(await new Raw({ protocol: [] }).closed).toBe(4406);
});

test('a faulty document is answered under its id and ends nothing', () =>
  withConnection(async (raw) => {
    const faulty = ['{ me {', '{ nothing }', '{ me '.repeat(20_000), '', 'query A { me { id } } query B { me { id } }', '{ __type }'];
    faulty.forEach((query, index) => {
      raw.subscribe(`f${index}`, query);
    });
    for (const index of faulty.keys()) expect((await raw.until(({ id }) => id === `f${index}`)).type).toBe('error');
    raw.subscribe('right', '{ me { id } }');
    expect((await raw.until(({ id }) => id === 'right')).type).toBe('next');
  }));

test('200 operations run on one connection; the next is refused under its id until one ends', () =>
  withConnection(async (raw) => {
    for (let index = 0; index < 200; index += 1) raw.subscribe(`s${index}`, 'subscription { valuationChanged { total } }');
    for (let index = 0; index < 200; index += 1) expect((await raw.until(({ id }) => id === `s${index}`)).type).toBe('next');
    raw.subscribe('over', '{ me { id } }');
    const refused = await raw.until(({ id }) => id === 'over');
    expect([refused.type, refused.payload?.[0]?.extensions?.code]).toEqual(['error', 'RATE_LIMITED']);
    raw.say({ id: 's7', type: 'complete' });
    raw.subscribe('within', '{ me { id } }');
    expect((await raw.until(({ id }) => id === 'within')).type).toBe('next');
  }));

test('one user holds so many connections and no more; a closed one makes room, and others are not affected', async () => {
  const grace = await world.signUp();
  const held = await Promise.all(Array.from({ length: 5 }, () => acknowledged({}, grace)));
  const over = await new Raw().opened();
  over.say({ type: 'connection_init', payload: { authorization: `Bearer ${grace.session.accessToken}` } });
  expect(await over.closed).toBe(1013);
  await withConnection(async ({ messages }) => expect(messages[0]?.type).toBe('connection_ack'));
  held[0]?.socket.close();
  await held[0]?.closed;
  held.push(await acknowledged({}, grace));
  for (const { socket } of held) socket.terminate();
});

test('one address holds so many connections, told apart behind a declared proxy; IPv6 counts by its network', async () => {
  for (const [same, other] of [
    [['203.0.113.7', '203.0.113.7', '203.0.113.7', '203.0.113.7'], '203.0.113.8'],
    [['2001:db8:1:2::1', '2001:db8:1:2:3::9', '2001:db8:1:2:ffff::', '2001:db8:1:2::7'], '2001:db8:1:3::1'],
  ] as const) {
    const [first, second, third, fourth] = same.map((address) => new Raw({ headers: { 'x-forwarded-for': address } })) as [
      Raw,
      Raw,
      Raw,
      Raw,
    ];
    expect(await fourth.closed).toBe(1013);
    const neighbour = await new Raw({ headers: { 'x-forwarded-for': other } }).opened();
    neighbour.say(INIT());
    await neighbour.until(({ type }) => type === 'connection_ack');
    for (const { socket } of [first, second, third, neighbour]) socket.terminate();
  }
});

test('a page elsewhere may not connect, but our own, a listed one and a program may', async () => {
  const { host } = new URL(world.url);
  for (const origin of [
    'https://evil.example',
    `http://${host}.evil.example`,
    'null',
    'https://app.example.org.evil.example',
    'http://app.example.org',
    '',
  ]) {
    expect([origin, await new Raw({ headers: { origin } }).closed]).toEqual([origin, 'HTTP 403']);
  }
  for (const headers of [{ origin: `http://${host}` }, { origin: `https://${host}` }, { origin: 'https://app.example.org' }, {}] as Record<
    string,
    string
  >[]) {
    const raw = await acknowledged({ headers }, await world.signUp());
    raw.socket.terminate();
  }
});

test('who says nothing is cut off after ten seconds, on the socket with 4408 and before any headers', async () => {
  const silent = await idle.silent;
  expect(silent.code).toBe(4408);
  expect(silent.afterMs).toBeGreaterThan(9_900);
  expect((await idle.unsaid).afterMs).toBeGreaterThan(9_900);
});

test('who answers no ping is cut off after half a minute at most, and who does is not', async () => {
  const lively = await acknowledged({}, await world.signUp());
  const deaf = await idle.deaf;
  expect(deaf.code).toBe(1006);
  lively.subscribe('a', '{ me { id } }');
  expect((await lively.until(({ id }) => id === 'a')).type).toBe('next');
  lively.socket.terminate();
});

test('who asks on and on without reading is cut off before much waits for them, and others are served', async () => {
  const raw = await acknowledged({}, await world.signUp());
  let isClosed = false;
  raw.socket.pause();
  const before = process.memoryUsage().rss;
  for (let count = 0; count < 150; count += 1) raw.subscribe(`big${count}`, getIntrospectionQuery());
  await withConnection(async (other) => {
    const endMs = performance.now() + 60_000;
    for (let count = 0; !isClosed && performance.now() < endMs; count += 1) {
      other.subscribe(`q${count}`, '{ me { id } }');
      await other.until(({ id }) => id === `q${count}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      isClosed = (await openSockets()) === 1;
    }
  });
  expect(isClosed).toBe(true);
  // All of the answers together would be some 30 MB, twice.
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  raw.socket.resume();
  expect([1006, 1013]).toContain(await raw.closed);
});

async function openSockets(): Promise<number> {
  const text = await (await fetch(`${world.url}/metrics`)).text();
  return Number(/^tidemark_sockets (\d+)/m.exec(text)?.[1]);
}

test('a token in the address is no token', async () => {
  const socket = new WebSocket(
    `${world.url.replace('http', 'ws')}/graphql?token=${ada.session.accessToken}&authorization=Bearer ${ada.session.accessToken}`,
    PROTOCOL,
  );
  socket.on('open', () => socket.send('{"type":"connection_init"}'));
  expect(await new Promise((resolve) => socket.on('close', resolve))).toBe(4403);
});

test('a connection ends with the token it came with', async () => {
  const { sub, sid } = JSON.parse(Buffer.from(ada.session.accessToken.split('.')[1] as string, 'base64url').toString());
  const { expS, raw } = await beforeItEnds(async (leadMs) => {
    const end = Math.ceil((Date.now() + leadMs) / 1000);
    const token = await new SignJWT({ sid })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(sub)
      .setIssuer('tidemark')
      .setAudience('tidemark-api')
      .setExpirationTime(end)
      .sign(Buffer.from(SECRET));
    const opened = await new Raw().opened();
    opened.say({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    await opened.until(({ type }) => type === 'connection_ack');
    opened.subscribe('a', 'subscription { valuationChanged { total } }');
    expect((await opened.until(({ id }) => id === 'a')).type).toBe('next');
    return { expS: end, raw: opened };
  });
  expect(await raw.closed).toBe(4403);
  expect(Date.now()).toBeGreaterThanOrEqual(expS * 1000 - 50);
});

test('a stopping server says good-bye with 1001', async () => {
  const other = await openWorld();
  const person = await other.signUp();
  const stream = person.api.socket();
  await stream.text('subscription { valuationChanged { total } }').first();
  await other.close();
  expect(await stream.closed).toBe(1001);
});
