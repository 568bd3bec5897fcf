// An instance that is asked to stop: what is under way is finished, a balancer is told before the port closes, and nobody can hold it up.
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, expect, test } from '@jest/globals';
import { temporaryFolder } from '../testkit/child.js';
import { type ServerProcess, startServer } from '../testkit/process.js';
import { until } from '../testkit/until.js';

/** One data folder for all of them, one after another: making a new one takes longer than everything else here. */
const folder = temporaryFolder('stop');
afterAll(() => folder.remove());
const SETTINGS = { DEMO: 'off', SOURCES: 'none', DATA_DIR: folder.path };

interface Reply {
  readonly status: number;
  readonly connection: string | undefined;
  readonly text: string;
}

/** Resolves `sent` when the whole request has left, and `reply` with the answer; it rejects when the connection breaks before. */
function post(url: string, agent: Agent, body: string): { readonly sent: Promise<void>; readonly reply: Promise<Reply> } {
  const message = request(`${url}/graphql`, { method: 'POST', agent, headers: { 'content-type': 'application/json' } });
  const reply = new Promise<Reply>((resolve, reject) => {
    message.once('error', reject);
    message.once('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.once('error', reject);
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, connection: answer.headers.connection, text }));
    });
  });
  const sent = new Promise<void>((resolve) => message.once('finish', resolve));
  message.end(body);
  return { sent, reply };
}

function registration(): string {
  const input = `{email: "${randomUUID()}@example.org", password: "A long enough password", name: "Ada", baseCurrency: "EUR"}`;
  return JSON.stringify({ query: `mutation { register(input: ${input}) { user { email } } }` });
}

const signal = ({ pid }: ServerProcess) => process.kill(pid, 'SIGTERM');

test('what is under way is finished, over connections that are kept as well', async () => {
  const server = await startServer(SETTINGS);
  const agent = new Agent({ keepAlive: true });
  try {
    // More than can be hashed at once, so that most of them are under way for a while.
    const posts = Array.from({ length: 20 }, () => post(server.url, agent, registration()));
    await Promise.all(posts.map(({ sent }) => sent));
    // Connections are taken up in their order: with this one, all of those.
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    signal(server);
    const replies = await Promise.all(posts.map(({ reply }) => reply));
    expect(replies.map(({ status, text }) => [status, text.includes('errors')])).toEqual(replies.map(() => [200, false]));
    expect(await server.exited).toBe(0);
  } finally {
    agent.destroy();
    await server.stop();
  }
});

test('it says that it is not ready first, answers on, and asks for a new connection each time', async () => {
  const server = await startServer({ ...SETTINGS, DRAIN_SECONDS: '4' });
  const agent = new Agent({ keepAlive: true });
  try {
    const ask = () => post(server.url, agent, JSON.stringify({ query: '{ __typename }' })).reply;
    expect(await ask()).toMatchObject({ status: 200, connection: 'keep-alive' });
    signal(server);
    const [, { status }] = await Promise.all([
      until(
        async () => (await fetch(`${server.url}/readyz`)).status,
        (ready) => ready === 503,
      ),
      until(ask, ({ connection }) => connection === 'close'),
    ]);
    expect(status).toBe(200);
    expect(await server.exited).toBe(0);
  } finally {
    agent.destroy();
    await server.stop();
  }
});

test('a client that does not answer the good-bye does not hold it up', async () => {
  const server = await startServer(SETTINGS);
  const socket = connect(server.port, '127.0.0.1');
  try {
    const headers = [
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Protocol: graphql-transport-ws',
    ];
    const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
    socket.write(`${['GET /graphql HTTP/1.1', 'Host: 127.0.0.1', ...headers, key].join('\r\n')}\r\n\r\n`);
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    await new Promise((resolve) => socket.once('data', resolve));
    signal(server);
    // After 15 s it would give up, with another code.
    expect(await server.exited).toBe(0);
    await closed;
  } finally {
    socket.destroy();
    await server.stop();
  }
});
