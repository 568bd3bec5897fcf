import { expect, test } from '@jest/globals';
import { DEFLATED } from './deflated.js';

test('a text is the same again, and smaller where it repeats itself', () => {
  for (const text of ['', '[]', 'Société 株 \u0000', JSON.stringify(Array.from({ length: 20 }, (_, index) => [index, '2026-11-26']))]) {
    expect(DEFLATED.unpress(DEFLATED.press(text))).toBe(text);
  }
  expect(DEFLATED.press('0123456789'.repeat(100)).length).toBeLessThan(50);
});
