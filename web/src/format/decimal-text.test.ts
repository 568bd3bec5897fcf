import { expect, test } from '@jest/globals';
import { compareDecimals, multiplyDecimals, signOf, sumDecimals } from './decimal-text.js';

test('decimals compare by value, whatever their length, sign or notation', () => {
  const ascending = ['-10', '-9.99', '-0.1', '0', '0.000000000001', '9', '10', '10.5', '1e2', '9007199254740993.01'];
  for (const [i, a] of ascending.entries()) {
    for (const [j, b] of ascending.entries()) expect([a, b, compareDecimals(a, b)]).toEqual([a, b, Math.sign(i - j)]);
  }
  expect(compareDecimals('1.50', '1.5')).toBe(0);
  expect(compareDecimals('-0', '0')).toBe(0);
});

test('a sum keeps digits a binary float would lose', () => {
  expect(sumDecimals(['0.1', '0.2'])).toBe('0.3');
  expect(sumDecimals(['9007199254740993.01', '0.02', '-0.03'])).toBe('9007199254740993.00');
  expect(sumDecimals(['-0.5', '0.25'])).toBe('-0.25');
  expect(sumDecimals([])).toBe('0');
});

test('the sign of a decimal', () => {
  expect(['-0.01', '0.00', '3'].map(signOf)).toEqual([-1, 0, 1]);
});

test('a product keeps every digit', () => {
  expect(multiplyDecimals('100.123', '98.7654')).toBe('9888.6881442');
  expect(multiplyDecimals('-2', '0.5')).toBe('-1.0');
  expect(multiplyDecimals('9007199254740993', '3')).toBe('27021597764222979');
});
