import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import Fastify from 'fastify';
import type { Actor } from '../domain/user.js';
import { Metrics } from '../telemetry.js';
import { Crowds } from './crowd.js';

/** More than the system takes off the server's hands. */
const ANSWER = 'x'.repeat(16 * 1024 * 1024);
const server = Fastify();
beforeAll(async () => {
  const crowds = new Crowds({
    requestsAtOnce: 100,
    unreadBytesMax: 3.5 * ANSWER.length,
    metrics: new Metrics(),
    actorOf: async ({ headers }) => ({ userId: headers.authorization }) as Actor,
  });
  server.addHook('preHandler', async (request, reply) => crowds.admit(request, reply));
  server.addHook('onSend', async (request, reply, text) => crowds.answered(request, reply, String(text)));
  server.get('/', async () => ANSWER);
  await server.listen();
});
afterAll(() => server.close());

/** A connection whose answer has begun, and which reads no further. */
async function ask(name: string): Promise<Socket> {
  const socket = connect((server.server.address() as AddressInfo).port).on('error', () => undefined);
  socket.write(`GET / HTTP/1.1\r\nhost: localhost\r\nauthorization: ${name}\r\nconnection: close\r\n\r\n`);
  await once(socket, 'data');
  return socket.pause();
}

async function bytesOf(socket: Socket): Promise<number> {
  socket.resume();
  if (!socket.closed) await once(socket, 'close');
  return socket.bytesRead;
}

test('beyond what may wait to be read whoever leaves the most is cut off, and nobody else', async () => {
  const ada = await ask('ada');
  const [first, second, third] = [await ask('eve'), await ask('eve'), await ask('eve')];
  expect(await bytesOf(first)).toBeLessThan(ANSWER.length);
  for (const socket of [ada, second, third]) expect(await bytesOf(socket)).toBeGreaterThan(ANSWER.length);
  // What was read makes room.
  for (const name of ['ada', 'eve', 'eve']) expect(await bytesOf(await ask(name))).toBeGreaterThan(ANSWER.length);
});
