import { expect, test } from '@jest/globals';
import { parseText } from './text.js';

const EMOJI = '\u{1F600}';

test('a character beyond the basic plane counts as one', () => {
  const terms = { field: 'name', min: 2, max: 5 };
  expect(parseText(EMOJI.repeat(5), terms)).toBe(EMOJI.repeat(5));
  for (const text of [EMOJI.repeat(6), EMOJI]) expect(() => parseText(text, terms)).toThrow('name must have 2 to 5 characters.');
});
