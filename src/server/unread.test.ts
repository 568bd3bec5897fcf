import { expect, test } from '@jest/globals';
import { Unread } from './unread.js';

test('beyond the limit whoever leaves the most unread is cut off, from the longest wait on, and nobody else', () => {
  const unread = new Unread<string>(100);
  const cut: string[] = [];
  const add = (owner: string, bytes: number, name: string) => unread.add(owner, bytes, () => cut.push(name));
  add('ada', 30, 'ada 1');
  const isRead = add('eve', 30, 'eve 1');
  add('eve', 20, 'eve 2');
  isRead();
  isRead();
  add('eve', 20, 'eve 3');
  expect(cut).toEqual([]);
  add('bob', 25, 'bob 1');
  add('bob', 20, 'bob 2');
  expect(cut).toEqual(['bob 1']);
  add('eve', 30, 'eve 4');
  expect(cut).toEqual(['bob 1', 'eve 2']);
  // Alone it would be more than there is room for.
  add('ada', 101, 'ada 2');
  expect(cut).toEqual(['bob 1', 'eve 2', 'ada 1', 'ada 2']);
});
