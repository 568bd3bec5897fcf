import { expect, test } from '@jest/globals';
import { Batched } from './batched.js';

function counting(limits = { atOnce: 3, waiting: 10 }) {
  const parts: number[][] = [];
  const batched = new Batched<number, number>(async (questions) => {
    parts.push([...questions]);
    if (questions.includes(13)) throw new Error('Unlucky.');
    return questions.map((question) => question * 2);
  }, limits);
  return { parts, batched };
}

test('what is asked in one turn is read together, and each gets its own answer', async () => {
  const { parts, batched } = counting();
  expect(await Promise.all([1, 2, 3, 4, 5].map((question) => batched.ask(question)))).toEqual([2, 4, 6, 8, 10]);
  expect(parts).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
  expect(await batched.ask(6)).toBe(12);
});

test('what is asked while a part is read, or just after, goes together', async () => {
  const { parts, batched } = counting();
  const first = batched.ask(1);
  const second = first.then(() => batched.ask(2));
  const third = first.then(() => new Promise(setImmediate)).then(() => batched.ask(3));
  expect(await Promise.all([first, second, third])).toEqual([2, 4, 6]);
  expect(parts).toEqual([[1], [2, 3]]);
});

test('a part that cannot be read fails those who are in it, and nobody else', async () => {
  const { batched } = counting();
  const outcomes = await Promise.allSettled([1, 2, 13, 4].map((question) => batched.ask(question)));
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled']);
});

test('beyond their limit questions are refused at once, so that the queue is bounded', async () => {
  const { batched } = counting();
  const accepted = Array.from({ length: 10 }, (_, question) => batched.ask(question));
  await expect(batched.ask(11)).rejects.toThrow('not reachable');
  await Promise.all(accepted);
  expect(batched.size).toBe(0);
});
