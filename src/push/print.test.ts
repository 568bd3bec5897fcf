import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatDecimal, fromScaled } from '../domain/decimal.js';
import { printScaled, printText } from './print.js';

const HASH = '#'.charCodeAt(0);

/** The slot after printing, between two bytes that must stay. */
function printed(scaled: bigint, scale: number, width: number): string | null {
  const bytes = new Uint8Array(width + 2).fill(HASH);
  const fits = printScaled(bytes, { at: 1, width }, { scaled, scale });
  const text = Buffer.from(bytes).toString();
  expect([text[0], text.at(-1)]).toEqual(['#', '#']);
  if (!fits) expect(text).toBe('#'.repeat(width + 2));
  return fits ? text.slice(1, -1) : null;
}

function check(scaled: bigint, scale: number): void {
  const text = `"${formatDecimal(fromScaled(scaled, scale))}"`;
  expect(printed(scaled, scale, text.length)).toBe(text);
  expect(printed(scaled, scale, text.length + 3)).toBe(`${text}   `);
  expect(printed(scaled, scale, text.length - 1)).toBeNull();
}

test('at the edges a figure has the digits its decimal has', () => {
  const edges = [0n, 1n, 9n, 10n, 11n, 99n, 100n, 101n, 1_000_000n, 99_999_999n, 100_000_000n, 100_000_001n, 123_450_000n];
  const powers = [31n, 32n, 52n, 53n, 63n, 64n, 100n].flatMap((bits) => [2n ** bits - 1n, 2n ** bits, 2n ** bits + 1n]);
  for (const scaled of [...edges, ...powers]) {
    for (const scale of [1, 2, 8, 10, 12]) {
      check(scaled, scale);
      check(-scaled, scale);
    }
  }
});

test('every figure has the digits its decimal has', () => {
  const figure = fc.oneof(fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n }), fc.bigInt({ min: -(10n ** 28n), max: 10n ** 28n }));
  const trailing = fc.tuple(figure, fc.nat({ max: 12 })).map(([scaled, zeros]) => scaled * 10n ** BigInt(zeros));
  fc.assert(
    fc.property(fc.oneof(figure, trailing), fc.constantFrom(8, 10), (scaled, scale) => check(scaled, scale)),
    { numRuns: 2000 },
  );
});

test('text is padded behind, and left out when it is too long', () => {
  const bytes = Buffer.from('######');
  expect(printText(bytes, { at: 1, width: 3 }, 'null')).toBe(false);
  expect(bytes.toString()).toBe('######');
  expect(printText(bytes, { at: 0, width: 5 }, 'null')).toBe(true);
  expect(bytes.toString()).toBe('null #');
});
