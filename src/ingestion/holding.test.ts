import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { SourceId } from '../domain/ids.js';
import { Holding } from './holding.js';

// On the tests' own clock: on a busy machine the real one passes the end of a lease while nobody has had a turn.
beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const LEASE_MS = 30;
const RENEWAL_MS = LEASE_MS / 3;

/** A holder of a lease of 30 ms, whose granter can be made to fail, to be known to be away, and to give it to another. */
function open({ noticeMs = 0 } = {}) {
  const world = { answer: true as boolean | Error, isAway: false, asked: 0, taken: 0, lost: 0 };
  const holding = new Holding({
    source: 'stream' as SourceId,
    lease: {
      forMs: LEASE_MS,
      async hold() {
        world.asked += 1;
        if (world.answer instanceof Error) throw world.answer;
        return world.answer;
      },
      isOutOfReach: () => world.isAway,
      noticeMs,
      release: async () => undefined,
    },
    log: { info() {}, warn() {}, error() {} },
    onTaken: () => {
      world.taken += 1;
    },
    onLost: async () => {
      world.lost += 1;
    },
  });
  /** Lets the time of so many renewals pass; each is asked for. */
  const asked = async (times: number) => {
    const before = world.asked;
    await jest.advanceTimersByTimeAsync(times * RENEWAL_MS);
    expect(world.asked - before).toBe(times);
  };
  return { world, holding, asked };
}

test('a holder whose renewals fail gives up when the lease has lapsed', async () => {
  const { world, holding, asked } = open();
  holding.start();
  await asked(2);
  world.answer = new Error('slow');
  await asked(6);
  expect([holding.isHeld(), world.lost]).toEqual([false, 1]);
  await holding.stop();
});

test.each([
  [true, [true, 0, 1]],
  [false, [false, 1, 1]],
])('a holder goes on while nobody can be asked, and asks at once afterwards: granted again %s', async (answer, expected) => {
  const { world, holding, asked } = open();
  holding.start();
  await asked(2);
  world.answer = new Error('away');
  world.isAway = true;
  await asked(6);
  expect([holding.isHeld(), world.lost, world.taken]).toEqual([true, 0, 1]);
  world.answer = answer;
  world.isAway = false;
  const before = world.asked;
  holding.recheck();
  await jest.advanceTimersByTimeAsync(0);
  expect(world.asked - before).toBe(1);
  expect([holding.isHeld(), world.lost, world.taken]).toEqual(expected);
  await holding.stop();
});

test('a holder whose lease lapses before it is known that nobody can be asked goes on', async () => {
  const { world, holding, asked } = open({ noticeMs: 3 * RENEWAL_MS });
  holding.start();
  await asked(2);
  world.answer = new Error('slow');
  await asked(5);
  world.isAway = true;
  await asked(4);
  expect([holding.isHeld(), world.lost, world.taken]).toEqual([true, 0, 1]);
  await holding.stop();
});

test('whoever was not the holder does not become it because nobody can be asked', async () => {
  const { world, holding, asked } = open();
  world.answer = false;
  holding.start();
  await asked(2);
  world.answer = new Error('away');
  world.isAway = true;
  await asked(3);
  expect([holding.isHeld(), world.taken]).toEqual([false, 0]);
  await holding.stop();
});
