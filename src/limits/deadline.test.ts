import { expect, test } from '@jest/globals';
import { within } from './deadline.js';
import { Rate, Tally } from './rate.js';

test('what is done in time is answered as it is, and what is late by an error that says so', async () => {
  const query = { isMutation: false };
  expect(await within(1_000, () => Promise.resolve({ data: { a: 1 } }), query)).toEqual({ data: { a: 1 } });
  expect(await within(1_000, () => ({ data: null }), query)).toEqual({ data: null });
  let isGivenUp = () => false;
  const late = await within(
    5,
    (tell) => {
      isGivenUp = tell;
      return new Promise(() => undefined);
    },
    query,
  );
  expect(isGivenUp()).toBe(true);
  expect(late.errors?.[0]?.extensions).toEqual({ code: 'DEADLINE_EXCEEDED' });
  expect(late.errors?.[0]?.message).not.toContain('take effect');
  const change = await within(5, () => new Promise(() => undefined), { isMutation: true });
  expect(change.errors?.[0]?.message).toContain('It may still take effect');
  await expect(within(1_000, () => Promise.reject(new Error('broken')), query)).rejects.toThrow('broken');
});

test('a rate lets so many through at once, and then as many as time brings', () => {
  let nowMs = 0;
  const rate = new Rate({ atOnce: 3, perSecond: 2 }, () => nowMs);
  const take = (count: number) => Array.from({ length: count }, () => rate.take());
  expect(take(4)).toEqual([true, true, true, false]);
  nowMs = 1_000;
  expect(take(3)).toEqual([true, true, false]);
  nowMs = 1_000_000;
  expect(take(4)).toEqual([true, true, true, false]);
});

test('a tally holds so many per key, and gives back', () => {
  const tally = new Tally<string>(2);
  const [first, second] = [tally.take('a'), tally.take('a')];
  expect([first, second, tally.take('a')]).toEqual([expect.any(Function), expect.any(Function), null]);
  expect(tally.take('b')).not.toBeNull();
  first?.();
  expect(tally.take('a')).not.toBeNull();
});
