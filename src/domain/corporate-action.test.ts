import { expect, test } from '@jest/globals';
import { splitRatioOf } from './corporate-action.js';

test.each([
  ['10', '1', '10:1'],
  ['10.0', '1.0', '10:1'],
  ['1.5', '1', '3:2'],
  ['1', '8', '1:8'],
  ['4', '6', '2:3'],
  ['1', '1', null],
  ['0', '1', null],
  ['1', '0', null],
  ['20001', '2', null],
  ['1e3', '1', null],
  ['-2', '1', null],
])('%s for %s is a split of %s', (numerator, denominator, expected) => {
  const ratio = splitRatioOf(numerator, denominator);
  expect(ratio && `${ratio.ratioNew}:${ratio.ratioOld}`).toBe(expected);
});
