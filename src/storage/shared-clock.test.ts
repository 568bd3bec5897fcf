import { expect, test } from '@jest/globals';
import { SharedClock } from './shared-clock.js';

const NOON = Date.parse('2026-11-18T12:00:00Z');

/** A machine whose clock stands at noon, and a database whose clock is ahead of it by `aheadMs`; the answer takes as long there as back. */
function open() {
  const at = { machineMs: NOON, steadyMs: 77 };
  const clock = new SharedClock(
    () => at.machineMs,
    () => at.steadyMs,
  );
  const told: number[] = [];
  clock.onMoved((aheadMs) => told.push(aheadMs));
  const ask = (aheadMs: number, tookMs = 2) =>
    clock.read(NOON + at.steadyMs - 77 - tookMs / 2 + aheadMs, { askedMs: at.steadyMs - tookMs, heardMs: at.steadyMs });
  return { at, clock, told, ask, aheadMs: () => clock.now().getTime() - at.machineMs };
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

test.each([3_600_000, -3_600_000])('a machine whose clock is set by %d ms moves nothing, and is told of with the next answer', (setMs) => {
  const { at, clock, ask, told } = open();
  ask(0);
  at.machineMs += setMs + 500;
  at.steadyMs += 500;
  expect(clock.now().getTime()).toBe(NOON + 500);
  ask(0);
  expect([clock.now().getTime(), told]).toEqual([NOON + 500, [-setMs]]);
});

test('before the database was read, and where there is none to ask, it is the clock of the machine', () => {
  const { at, clock } = open();
  at.machineMs += 1000;
  expect([clock.now().getTime(), clock.aheadMs]).toEqual([NOON + 1000, 0]);
});

test('it is told when the machine is off, to whoever comes later as well, and when it is right again', () => {
  const { clock, ask, told } = open();
  ask(-5000);
  const late: number[] = [];
  clock.onMoved((aheadMs) => late.push(aheadMs));
  expect([told, late]).toEqual([[-4999], [-4999]]);
  ask(0);
  expect([told, late]).toEqual([[-4999], [-4999, -1]]);
});
