import { expect, test } from '@jest/globals';
import { moneyScale, PERCENT_SCALE, priceScale } from './axis.js';
import type { ChartFormat } from './line.js';

test.each([
  ['yen', moneyScale('JPY'), 1_004_259],
  ['dinars', moneyScale('KWD'), 1001],
  ['euros', moneyScale('EUR'), 95_002],
  ['prices of little', priceScale('EUR'), 0.00000123],
  ['prices in yen', priceScale('JPY'), 12_345],
  ['returns', PERCENT_SCALE, 0.09],
])('two marks of a scale never read alike: %s', (_, scale, height) => {
  for (const span of [height, height / 3, height / 40, 25, 10, 3]) {
    const marks = [0, 1, 2, 3].map((step) => scale.value(height + step * scale.step(span), span));
    expect(new Set(marks).size).toBe(marks.length);
  }
});

test('marks are as fine as what is drawn needs, and no finer', () => {
  expect([reads(moneyScale('EUR'), 95_002, 30_000), reads(moneyScale('EUR'), 12.5, 3)]).toEqual(['95002', '12.50']);
  expect([reads(priceScale('EUR'), 1.0123, 0.02), reads(priceScale('EUR'), 0.00000123, 0.00000123)]).toEqual(['1.012', '0.0000012']);
  expect([reads(PERCENT_SCALE, 0.05, 0.15), reads(PERCENT_SCALE, -0.002, 0.005)]).toEqual(['5', '−0.2']);
  expect(moneyScale('JPY').step(3)).toBe(1);
});

function reads(scale: ChartFormat, value: number, span: number): string {
  return scale.value(value, span).replaceAll(/[^\d.−]/g, '');
}
