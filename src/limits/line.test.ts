import { setImmediate as round } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { Door, Lines } from './line.js';

test('through a door goes one in each round of the event loop, in the order they came', async () => {
  const door = new Door();
  const through: number[] = [];
  for (const each of [1, 2, 3]) void door.pass('a').then(() => through.push(each));
  expect(through).toEqual([]);
  const seen: number[][] = [];
  for (let count = 0; count < 3; count += 1) {
    await round();
    seen.push([...through]);
  }
  expect(seen).toEqual([[1], [1, 2], [1, 2, 3]]);
  await door.pass('a');
});

test('where rounds are long, connections that come in do not shut the door for as many', async () => {
  const door = new Door();
  let through = 0;
  for (let each = 0; each < 3; each += 1) void door.pass('a').then(() => (through += 1));
  for (let count = 0; count < 40; count += 1) {
    door.arrived();
    for (const endMs = performance.now() + 10; performance.now() < endMs; );
    await round();
  }
  expect(through).toBe(3);
});

test('each key has its turn, however many wait of another', async () => {
  const door = new Door();
  const through: string[] = [];
  for (const key of ['a', 'a', 'a', 'a', 'b', 'c', 'b']) void door.pass(key).then(() => through.push(key));
  for (let count = 0; count < 7; count += 1) await round();
  expect(through.join('')).toBe('abcabaa');
});

test('while connections come in nobody goes through, but for one now and then', async () => {
  const door = new Door();
  let through = 0;
  for (let each = 0; each < 3; each += 1) void door.pass('a').then(() => (through += 1));
  const seen: number[] = [];
  for (let count = 0; count < 70; count += 1) {
    door.arrived();
    await round();
    seen.push(through);
  }
  expect(seen.indexOf(1)).toBeGreaterThan(30);
  expect(seen.at(-1)).toBe(2);
  await round();
  expect(through).toBe(3);
});

test('of one key so many are under way and so many wait; another key is not affected, and what failed gives its place back', async () => {
  const lines = new Lines<string>({ atOnce: 2, waiting: 2 });
  const begun: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const come = (key: string, name: string) =>
    lines.inTurn(key, () => {
      begun.push(name);
      return new Promise<string>((resolve, reject) => ends.set(name, (error) => (error ? reject(error) : resolve(name))));
    });
  const all = ['a1', 'a2', 'a3', 'a4'].map((name) => come('a', name));
  expect(await come('a', 'a5')).toBeNull();
  const other = come('b', 'b1');
  expect(begun).toEqual(['a1', 'a2', 'b1']);
  ends.get('a1')?.(new Error('broken'));
  await expect(all[0]).rejects.toThrow('broken');
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3']);
  for (const name of ['a2', 'a3']) ends.get(name)?.();
  expect(await Promise.all([all[1], all[2]])).toEqual(['a2', 'a3']);
  for (const name of ['a4', 'b1']) ends.get(name)?.();
  expect(await Promise.all([all[3], other])).toEqual(['a4', 'b1']);
  expect(lines.size).toBe(0);
});
