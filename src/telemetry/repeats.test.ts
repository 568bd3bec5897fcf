// An outage is told once a minute by each who suffers from it; everything else always.
import { expect, test } from '@jest/globals';
import { Repeats } from './repeats.js';

const UNAVAILABLE = { err: { code: 'UNAVAILABLE' } };

test('the same outage is told again after a minute, with how often it was held back', () => {
  let nowMs = 0;
  const repeats = new Repeats(() => nowMs);
  const say = (detail: object = UNAVAILABLE, message = 'jobs wait') => repeats.pass(detail, message);
  expect(say()).toBe(UNAVAILABLE);
  for (nowMs = 1_000; nowMs < 60_000; nowMs += 1_000) expect(say()).toBeNull();
  expect(say()).toEqual({ ...UNAVAILABLE, heldBack: 59 });
  expect(say()).toBeNull();
});

test('another message, another cause and another source are other news', () => {
  const repeats = new Repeats(() => 0);
  const details = [UNAVAILABLE, { err: { code: 'ECONNREFUSED' } }, { source: 'ecb', kind: 'NETWORK' }, { source: 'amfi', kind: 'NETWORK' }];
  for (const detail of details) expect(repeats.pass(detail, 'it is tried again')).toBe(detail);
  expect(repeats.pass(UNAVAILABLE, 'something else')).toBe(UNAVAILABLE);
});

test('a defect is told every time, however often', () => {
  const repeats = new Repeats(() => 0);
  const defect = { err: new TypeError('x is not a function') };
  for (let count = 0; count < 3; count += 1) expect(repeats.pass(defect, 'a job failed')).toBe(defect);
});
