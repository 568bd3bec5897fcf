import { expect, test } from '@jest/globals';
import { isUuid } from '../domain/ids.js';
import { Dice, stream, uniform, uuidOf } from './random.js';

test('the same seed, name and index always give the same number, whatever was asked before', () => {
  const forwards = [0, 1, 2, 3].map((index) => uniform('tidemark', 'a', index));
  const backwards = [3, 2, 1, 0].map((index) => uniform('tidemark', 'a', index)).reverse();
  expect(backwards).toEqual(forwards);
  expect(uniform('tidemark', 'b', 0)).not.toBe(forwards[0]);
  expect(uniform('other', 'a', 0)).not.toBe(forwards[0]);
});

// The figures themselves, so that a change of the generator, or a machine that computes otherwise, is noticed.
test('the numbers are the same on every machine', () => {
  expect([0, 1, 4_294_967_297].map((index) => uniform('tidemark', 'pinned', index))).toMatchInlineSnapshot(`
    [
      0.39105164253953417,
      0.5720399149921569,
      0.008423303077653377,
    ]
  `);
  expect(uuidOf('tidemark', 'pinned')).toMatchInlineSnapshot(`"5d8e06b0-ab8c-8a16-a680-bf3f62624d7c"`);
});

test('uniform numbers fill [0, 1) evenly, and normal ones have mean 0 and deviation 1', () => {
  const numbers = stream('tidemark', 'spread');
  const count = 20_000;
  const buckets = new Array<number>(10).fill(0);
  let [sum, squares] = [0, 0];
  for (let index = 0; index < count; index += 1) {
    const bucket = Math.floor(numbers.uniform(index) * 10);
    buckets[bucket] = (buckets[bucket] as number) + 1;
    sum += numbers.normal(index);
    squares += numbers.normal(index) ** 2;
  }
  for (const bucket of buckets) expect(Math.abs(bucket - count / 10)).toBeLessThan(count / 100);
  expect(Math.abs(sum / count)).toBeLessThan(0.03);
  expect(Math.abs(squares / count - 1)).toBeLessThan(0.03);
});

test('a sample holds no item twice', () => {
  const dice = new Dice('tidemark', 'sample');
  for (let round = 0; round < 50; round += 1) {
    const taken = dice.sample([1, 2, 3, 4, 5], 3);
    expect(new Set(taken).size).toBe(3);
  }
  expect(dice.sample([1, 2], 5).sort()).toEqual([1, 2]);
});

test('a made-up id is a UUID of its name', () => {
  expect(isUuid(uuidOf('tidemark', 'x'))).toBe(true);
  expect(uuidOf('tidemark', 'x')).toBe(uuidOf('tidemark', 'x'));
  expect(uuidOf('tidemark', 'x')).not.toBe(uuidOf('tidemark', 'y'));
  const [before, after] = [new Date('2024-11-28'), new Date('2026-11-28')];
  expect(isUuid(uuidOf('tidemark', 'x', before))).toBe(true);
  expect(uuidOf('tidemark', 'x', before) < uuidOf('tidemark', 'a', after)).toBe(true);
});
