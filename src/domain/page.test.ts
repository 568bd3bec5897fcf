import { expect, test } from '@jest/globals';
import { InvalidInput } from './errors.js';
import { listPage, writeCursor } from './page.js';

const idOf = (item: string) => item;

/** A page of two, and the cursor behind it. */
function page(all: readonly string[], after: string | null, ids: typeof idOf | undefined = idOf) {
  const { items, cursorOf, hasNextPage } = listPage(all, { first: 2, after }, ids);
  return { items, hasNextPage, end: cursorOf(items.at(-1) as string) };
}

test('What comes or goes before a page of a list moves none of the later ones', () => {
  const { end } = page(['d', 'c', 'b', 'a'], null);
  expect(page(['e', 'd', 'c', 'b', 'a'], end)).toMatchObject({ items: ['b', 'a'], hasNextPage: false });
  expect(page(['c', 'b', 'a'], end).items).toEqual(['b', 'a']);
  expect(page(['d', 'b', 'a'], end).items).toEqual(['b', 'a']);
});

test('A list without ids goes on at the place', () => {
  const { end } = page(['d', 'c', 'b', 'a'], null, () => '');
  expect(page(['d', 'c', 'b', 'a'], end, () => '').items).toEqual(['b', 'a']);
});

test.each([[['a']], [['a', 'b']], [['a', '-1']], [['a', '1e3']], [['a', '1'.repeat(10)]]])('%p is no cursor of a list', (values) => {
  expect(() => page(['a'], writeCursor(values))).toThrow(InvalidInput);
});
