import { expect, test } from '@jest/globals';
import { ReplicaLag } from './replica-lag.js';

test('a replica is as old as the newest place of the primary it has replayed', () => {
  const lag = new ReplicaLag();
  lag.primaryAt('0/100', 1_000);
  lag.primaryAt('0/200', 2_000);
  lag.primaryAt('0/300', 3_000);
  lag.replicaAt('0/250');
  expect(lag.lagMs(3_500)).toBe(1_500);
  lag.replicaAt('0/300');
  expect(lag.lagMs(3_500)).toBe(500);
});

test('a quiet primary makes no lag', () => {
  const lag = new ReplicaLag();
  lag.replicaAt('0/100');
  for (let atMs = 0; atMs <= 600_000; atMs += 1_000) lag.primaryAt('0/100', atMs);
  expect(lag.lagMs(600_100)).toBe(100);
});

test('nothing is known of a replica that is lost, is no replica, or is older than all that is remembered', () => {
  const lag = new ReplicaLag();
  lag.primaryAt('1/0', 0);
  expect(lag.lagMs(0)).toBeNull();
  lag.replicaAt('0/FFFFFFFF');
  expect(lag.lagMs(0)).toBeNull();
  lag.replicaAt('1/0');
  expect(lag.lagMs(0)).toBe(0);
  lag.lost();
  expect(lag.lagMs(0)).toBeNull();
  lag.replicaAt(null);
  expect(lag.lagMs(0)).toBeNull();
});
