import { expect, test } from '@jest/globals';
import { beginningOf, parseText } from './text.js';

const EMOJI = '\u{1F600}';

test('a character beyond the basic plane counts as one', () => {
  const terms = { field: 'name', min: 2, max: 5 };
  expect(parseText(EMOJI.repeat(5), terms)).toBe(EMOJI.repeat(5));
  for (const text of [EMOJI.repeat(6), EMOJI]) expect(() => parseText(text, terms)).toThrow('name must have 2 to 5 characters.');
});

test('the beginning of a text cuts no character in two', () => {
  expect(beginningOf(`a${EMOJI.repeat(3)}`, 3)).toBe(`a${EMOJI.repeat(2)}`);
  expect(beginningOf(`${EMOJI}ab`, 3)).toBe(`${EMOJI}ab`);
  expect(beginningOf(EMOJI.repeat(9), 4)).toBe(EMOJI.repeat(4));
});
