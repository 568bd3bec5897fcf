import { expect, test } from '@jest/globals';
import { wider, widthOf } from './widths.js';

test('a column is as wide as its figure has digits; separators are narrower, letters and full-width signs wider', () => {
  expect(widthOf('1234')).toBe(4);
  expect(widthOf('1,234.56')).toBeLessThan(8);
  expect(widthOf('CHF')).toBeGreaterThan(3);
  expect(widthOf('￥1')).toBe(3);
});

test('while the holdings are the same no column gets narrower', () => {
  const widths = { quantity: 5, price: 8, dayChange: 8, value: 9, cost: 9, gain: 11, age: 9 };
  expect(wider(widths, { ...widths, price: 7, value: 12 })).toEqual({ ...widths, value: 12 });
});
