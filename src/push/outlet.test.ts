import { expect, test } from '@jest/globals';
import { Credit } from './credit.js';
import type { Frame } from './frame.js';
import { Outlet, type Subscription } from './outlet.js';
import { Page } from './page.js';

/** What the pings among these frames say, as any client reads them. */
function pingsIn(bytes: Buffer): string[] {
  const pings: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const short = (bytes[at + 1] as number) & 0x7f;
    const [length, header] = short === 126 ? [bytes.readUInt16BE(at + 2), 4] : [short, 2];
    if (bytes[at] === 0x89) pings.push(bytes.toString('latin1', at + header, at + header + length));
    at += header + length;
  }
  return pings;
}

/** A websocket and what is under it, with a clock of its own; the test is the client. */
function connected() {
  const state = { nowMs: 0, bytes: 0, writes: 0, pings: [] as string[], credits: 0 };
  const socket = { readyState: 1, OPEN: 1 };
  const sink = {
    writableLength: 0,
    write(bytes: Uint8Array) {
      state.bytes += bytes.length;
      state.writes += 1;
      state.pings.push(...pingsIn(Buffer.from(bytes)));
    },
  };
  const onCredit = () => {
    state.credits += 1;
  };
  const credit = new Credit(
    () => state.nowMs,
    () => undefined,
  );
  const outlet = new Outlet(socket, sink, { nowMs: () => state.nowMs, onCredit }, credit);
  const pong = (payload: string) => credit.answer(Buffer.from(payload));
  return { outlet, socket, sink, state, pong, page: new Page() };
}

function subscription(bytes: number): Subscription {
  const frame = { bytes: Buffer.alloc(bytes, 'x') } as Frame;
  return { head: Buffer.from('{"id":"1","type":"next","payload":'), frame, isDue: false, next: null };
}

test('everything due leaves in one write, each once', () => {
  const { outlet, state, page } = connected();
  const [first, second] = [subscription(100), subscription(200)];
  for (const each of [first, second, first]) outlet.add(each);
  outlet.remove(second);
  outlet.add(second);
  expect(outlet.flush(page)).toBe(2);
  expect(outlet.flush(page)).toBe(0);
  expect([state.writes, state.bytes]).toEqual([1, 2 + 34 + 100 + 1 + (4 + 34 + 200 + 1) + 2]);
});

test('a client that reads nothing gets its credit and no more, and goes on with its pong', () => {
  const { outlet, state, page, pong } = connected();
  const only = subscription(8_000);
  let behind = 0;
  for (let turn = 0; turn < 50; turn += 1) {
    outlet.add(only);
    if (outlet.flush(page) === null) behind += 1;
  }
  expect(state.bytes).toBeLessThanOrEqual(64 * 1024 + 8_100);
  expect(behind).toBeGreaterThan(35);
  expect(state.pings.length).toBeGreaterThanOrEqual(1);
  expect(['credit 5', 'credit 99999999', ''].map(pong)).toEqual([false, false, false]);
  expect([state.credits, outlet.flush(page)]).toEqual([0, null]);
  expect([pong(state.pings[0] as string), pong(state.pings[0] as string)]).toEqual([true, false]);
  // What was left undone was marked once, so one message is enough.
  expect([state.credits, outlet.flush(page), outlet.flush(page)]).toEqual([1, 1, 0]);
});

test('nothing is sent while bytes wait in the process, nor to a socket that is closing', () => {
  const { outlet, socket, sink, state, page } = connected();
  outlet.add(subscription(10));
  sink.writableLength = 1;
  expect(outlet.flush(page)).toBeNull();
  socket.readyState = 2;
  expect(outlet.flush(page)).toBe(0);
  expect(state.writes).toBe(0);
});

test('a client is stalled when a ping or waiting bytes are ten seconds old', () => {
  const { outlet, sink, state, page, pong } = connected();
  outlet.add(subscription(50_000));
  outlet.flush(page);
  expect([state.writes, state.pings]).toEqual([1, ['credit 50039']]);
  state.nowMs += 10_000;
  expect(outlet.isStalled()).toBe(false);
  state.nowMs += 1;
  expect(outlet.isStalled()).toBe(true);
  pong(state.pings[0] as string);
  expect(outlet.isStalled()).toBe(false);
  sink.writableLength = 1;
  outlet.add(subscription(10));
  outlet.flush(page);
  state.nowMs += 10_001;
  outlet.flush(page);
  expect(outlet.isStalled()).toBe(true);
});
