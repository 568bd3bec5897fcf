import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import type { WebSocket } from 'ws';
import { Heartbeat } from './heartbeat.js';

const STEPS = 15;

/** The part of a websocket that beats, with an end that answers pings or does not. */
class Peer extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  pings = 0;
  isTerminated = false;
  constructor(private readonly answers: boolean) {
    super();
  }
  ping(): void {
    this.pings += 1;
    if (this.answers) this.emit('pong');
  }
  terminate(): void {
    this.isTerminated = true;
  }
}

function open(count: number, answers = true) {
  const clock = { nowMs: 0 };
  const expired: unknown[] = [];
  const heartbeat = new Heartbeat(
    (socket) => expired.push(socket),
    () => clock.nowMs,
  );
  const peers = Array.from({ length: count }, () => new Peer(answers));
  for (const peer of peers) heartbeat.add(peer as unknown as WebSocket);
  const end = () => {
    for (const peer of peers) heartbeat.remove(peer as unknown as WebSocket);
  };
  return { clock, expired, heartbeat, peers, end };
}

test('each connection is pinged once a round, and they are spread over it', () => {
  const { heartbeat, peers, end } = open(2 * STEPS);
  const inStep = Array.from({ length: STEPS }, () => {
    const before = peers.reduce((sum, { pings }) => sum + pings, 0);
    heartbeat.beat();
    return peers.reduce((sum, { pings }) => sum + pings, 0) - before;
  });
  expect(inStep).toEqual(Array.from({ length: STEPS }, () => 2));
  expect(peers.every(({ pings }) => pings === 1)).toBe(true);
  end();
});

test('who does not answer is cut off with the next round', () => {
  const { heartbeat, peers, end } = open(1, false);
  for (let step = 0; step < STEPS; step += 1) heartbeat.beat();
  expect(peers[0]).toMatchObject({ pings: 1, isTerminated: false });
  for (let step = 0; step < STEPS; step += 1) heartbeat.beat();
  expect(peers[0]).toMatchObject({ pings: 1, isTerminated: true });
  end();
});

test('while the process itself is late nobody is cut off for an answer it may not have read', () => {
  const { clock, heartbeat, peers, end } = open(1, false);
  const round = (stepMs: number) => {
    for (let step = 0; step < STEPS; step += 1) {
      clock.nowMs += stepMs;
      heartbeat.beat();
    }
  };
  round(1_000);
  round(5_000);
  expect(peers[0]).toMatchObject({ pings: 2, isTerminated: false });
  round(1_000);
  expect(peers[0]).toMatchObject({ isTerminated: true });
  end();
});

test('a connection ends with its token, and nothing is kept of one that was removed', () => {
  const { clock, expired, heartbeat, peers, end } = open(2);
  heartbeat.endAt(peers[0] as unknown as WebSocket, new Date(5_000));
  heartbeat.beat();
  expect(expired).toEqual([]);
  clock.nowMs = 5_000;
  heartbeat.beat();
  expect(expired).toEqual([peers[0]]);
  end();
  expect(heartbeat.size).toBe(0);
});
