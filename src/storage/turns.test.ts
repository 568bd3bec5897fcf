// Long work of many at once, and somebody who waits for the event loop meanwhile.
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { inTurns, Turns } from './turns.js';

/** Takes up more than a slice. */
function work(): void {
  const turns = new Turns();
  while (!turns.isOver()) performance.now();
}

test('one slice is done in each round of the event loop, and everybody has a turn', async () => {
  const done: string[] = [];
  const long = async (name: string) => {
    const turns = new Turns();
    for (let part = 0; part < 3; part += 1) {
      work();
      done.push(name);
      await turns.pass();
    }
  };
  const all = Promise.all(['a', 'b', 'c'].map(long));
  // All have begun at once; from here on each waits for its turn.
  const perRound: number[] = [];
  let before = done.length;
  while (done.length < 9) {
    await setImmediate();
    perRound.push(done.length - before);
    before = done.length;
  }
  await all;
  expect(Math.max(...perRound)).toBe(1);
  expect(done.join('')).toBe('abcabcabc');
});

test('what yields is run to its end and gives its result', async () => {
  const parts: number[] = [];
  let rounds = 0;
  let isOver = false;
  const counting = (async () => {
    while (!isOver) {
      rounds += 1;
      await setImmediate();
    }
  })();
  const result = await inTurns(
    (function* () {
      for (let part = 0; part < 5; part += 1) {
        work();
        parts.push(part);
        yield;
      }
      return 'result';
    })(),
  );
  isOver = true;
  await counting;
  expect([result, parts]).toEqual(['result', [0, 1, 2, 3, 4]]);
  expect(rounds).toBeGreaterThanOrEqual(5);
});
