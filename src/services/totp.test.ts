import { expect, test } from '@jest/globals';
import { codeOf, fromBase32, stepAt, stepOf, toBase32 } from './totp.js';

// RFC 6238, appendix B, SHA-1.
const SECRET = Buffer.from('12345678901234567890');

test.each([
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
])('the code at second %i is the one of the standard', (second, code) => {
  expect(codeOf(SECRET, stepAt(new Date(second * 1000)), 8)).toBe(code);
});

test('a code holds for its step and one on either side, once', () => {
  const now = new Date(1_111_111_111_000);
  const step = stepAt(now);
  const given = (of: number, after = 0) => stepOf(codeOf(SECRET, of), { secret: SECRET, now, after });
  expect([step - 2, step - 1, step, step + 1, step + 2].map((of) => given(of))).toEqual([null, step - 1, step, step + 1, null]);
  expect(given(step, step)).toBeNull();
  expect(given(step, step - 1)).toBe(step);
  for (const text of ['', '12345', '1234567', 'abcdef', ' 12345']) expect(stepOf(text, { secret: SECRET, now, after: 0 })).toBeNull();
});

test('base 32 is the alphabet of RFC 4648, and comes back as it was', () => {
  expect(toBase32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
  expect(fromBase32(toBase32(SECRET))).toEqual(SECRET);
});
