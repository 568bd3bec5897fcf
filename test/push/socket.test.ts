// Ready frames on real sockets: whole and in order between the frames of ws, and no more of them than a slow reader can take.
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';
import { Credit } from '../../src/push/credit.js';
import type { Frame } from '../../src/push/frame.js';
import { Outlet, type Subscription } from '../../src/push/outlet.js';
import { Page } from '../../src/push/page.js';
import { eventually } from '../testkit/until.js';

const HEAD = Buffer.from('{"payload":');
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Pair {
  readonly client: WebSocket;
  readonly server: WebSocket;
  readonly outlet: Outlet;
  readonly heard: string[];
}

async function pairs(count: number): Promise<Pair[]> {
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  closing.push(() => sockets.close());
  await new Promise((resolve) => sockets.once('listening', resolve));
  const { port } = sockets.address() as AddressInfo;
  const made: Pair[] = [];
  for (let index = 0; index < count; index += 1) {
    const accepted = new Promise<Omit<Pair, 'client' | 'heard'>>((resolve) =>
      sockets.once('connection', (server, request) => {
        const host = { nowMs: () => performance.now(), onCredit: () => undefined };
        const credit = new Credit(host.nowMs, () => undefined);
        server.on('pong', (payload) => credit.answer(payload));
        resolve({ server, outlet: new Outlet(server, request.socket, host, credit) });
      }),
    );
    const client = new WebSocket(`ws://127.0.0.1:${port}`);
    const heard: string[] = [];
    client.on('message', (data) => heard.push(String(data)));
    client.on('ping', (data) => heard.push(`ping ${data}`));
    client.on('close', (code) => heard.push(`close ${code}`));
    const opened = new Promise((resolve) => client.once('open', resolve));
    const { server, outlet } = await accepted;
    await opened;
    closing.push(() => client.terminate());
    made.push({ client, server, outlet, heard });
  }
  return made;
}

function subscription(body: string): Subscription {
  return { head: HEAD, frame: { bytes: Buffer.from(body) } as Frame, isDue: false, next: null };
}

test('frames at the borders of their header pass whole and in order, with messages, pings and the close between them', async () => {
  const [{ server, outlet, heard }] = (await pairs(1)) as [Pair];
  const page = new Page();
  const expected: string[] = [];
  for (const length of [125, 126, 1_000, 65_535, 65_536]) {
    const body = `"${'é'.repeat(3)}${'x'.repeat(length - HEAD.length - 1 - 8)}"`;
    outlet.add(subscription(body));
    // What waits in the process holds the next one back.
    await eventually(() => outlet.flush(page) === 1);
    server.send(`message ${length}`);
    server.ping(`${length}`);
    expected.push(`{"payload":${body}}`, `message ${length}`, `ping ${length}`);
    expect(Buffer.byteLength(expected.at(-3) as string)).toBe(length);
  }
  outlet.add(subscription('"last"'));
  await eventually(() => outlet.flush(page) === 1);
  server.close(1000);
  outlet.add(subscription('"never"'));
  expect(outlet.flush(page)).toBe(0);
  await eventually(() => heard.includes('close 1000'));
  expect(heard.filter((text) => !text.startsWith('ping credit'))).toEqual([...expected, '{"payload":"last"}', 'close 1000']);
});

test('one of two readers sleeps: it holds its credit and no more, sees the newest when it wakes, and the other misses nothing', async () => {
  const [awake, asleep] = (await pairs(2)) as [Pair, Pair];
  const page = new Page();
  const frame = { bytes: Buffer.alloc(0) };
  const [one, other] = [awake, asleep].map(() => ({ head: HEAD, frame: frame as Frame, isDue: false })) as [Subscription, Subscription];
  asleep.client.pause();
  const pushes = 400;
  let sentToAsleep = 0;
  for (let push = 1; push <= pushes; push += 1) {
    frame.bytes = Buffer.from(`"${String(push).padStart(4_000, '0')}"`);
    awake.outlet.add(one);
    asleep.outlet.add(other);
    await eventually(() => awake.outlet.flush(page) === 1);
    sentToAsleep += asleep.outlet.flush(page) ?? 0;
  }
  const numbers = ({ heard }: Pair) => heard.filter((text) => text.startsWith('{')).map((text) => Number(JSON.parse(text).payload));
  await eventually(() => numbers(awake).length === pushes);
  expect(numbers(awake)).toEqual(Array.from({ length: pushes }, (_, index) => index + 1));
  expect(sentToAsleep).toBeLessThanOrEqual(18);
  expect(asleep.heard).toEqual([]);
  asleep.client.resume();
  await eventually(() => asleep.outlet.flush(page) === 1);
  await eventually(() => numbers(asleep).at(-1) === pushes);
  expect(numbers(asleep)).toHaveLength(sentToAsleep + 1);
});
