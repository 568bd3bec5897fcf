import { expect, test } from '@jest/globals';
import { SharedClock } from './shared-clock.js';

/** A machine whose clock stands at noon, and a database whose clock is ahead of it by `aheadMs`; the answer takes as long there as back. */
function open() {
  const machineMs = Date.parse('2026-11-18T12:00:00Z');
  const clock = new SharedClock(() => machineMs);
  const told: number[] = [];
  clock.onMoved((offsetMs) => told.push(offsetMs));
  const ask = (aheadMs: number, tookMs = 2) =>
    clock.read(machineMs - tookMs / 2 + aheadMs, { askedMs: machineMs - tookMs, heardMs: machineMs });
  return { clock, told, ask, aheadMs: () => clock.now().getTime() - machineMs };
}

test('a clock that is within what a reading can tell is left alone', () => {
  const { ask, told, aheadMs } = open();
  for (const ahead of [0, 1, -1]) ask(ahead);
  ask(400, 1000);
  expect([aheadMs(), told]).toEqual([0, []]);
});

test.each([60_000, -60_000])('a machine that is off by %d ms goes by the database, to within the time its answer took', (ahead) => {
  const { ask, told, aheadMs } = open();
  ask(ahead, 500);
  expect(Math.abs(aheadMs() - ahead)).toBeLessThanOrEqual(250);
  ask(ahead, 4);
  expect(Math.abs(aheadMs() - ahead)).toBeLessThanOrEqual(2);
  expect(told).toHaveLength(1);
  // Of what follows an answer that took long says nothing.
  ask(ahead + 900, 3000);
  expect(Math.abs(aheadMs() - ahead)).toBeLessThanOrEqual(2);
});

test('it is told when the machine is off, to whoever comes later as well, and when it is right again', () => {
  const { clock, ask, told } = open();
  ask(-5000);
  const late: number[] = [];
  clock.onMoved((offsetMs) => late.push(offsetMs));
  expect([told, late]).toEqual([[-4999], [-4999]]);
  ask(0);
  expect([told, late]).toEqual([[-4999], [-4999, -1]]);
});
