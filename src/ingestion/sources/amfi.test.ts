import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SourceError } from '../source-error.js';
import { parseNavFile } from './amfi.js';

const HEADER = 'Scheme Code;ISIN Div Payout/ ISIN Growth;ISIN Div Reinvestment;Scheme Name;Plan;Option;Net Asset Value;Date';

/** Whatever a file holds, it is read or refused; nothing else is thrown. */
function neverElse(read: (text: string) => unknown, text: string): void {
  try {
    read(text);
  } catch (error) {
    expect(error).toBeInstanceOf(SourceError);
  }
}

test('a NAV file of any bytes is read row by row or refused', () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom('190001', '84.31', '17-Nov-2026', '-', 'N.A.', 'INF900X01AA4'));
  const line = fc.array(cell, { maxLength: 10 }).map((cells) => cells.join(';'));
  fc.assert(
    fc.property(fc.array(line), fc.boolean(), (lines, isHistory) => {
      neverElse((text) => parseNavFile(text, { isHistory }), lines.join('\r\n'));
      const { rows } = parseNavFile([HEADER, ...lines].join('\n'), { isHistory });
      for (const { nav } of rows) expect(nav).toMatch(/^\d+(\.\d+)?$/);
    }),
  );
});

test('columns are found by their words, in any order', () => {
  const { rows, warnings } = parseNavFile(
    'Date;Net Asset Value;NAV Name;Scheme Code;ISIN Div Payout/ISIN Growth\n17-Nov-2026;1.50;x;SIF-1;INF900X01AA4',
    {
      isHistory: false,
    },
  );
  expect(rows).toEqual([{ code: 'SIF-1', isins: ['INF900X01AA4'], name: 'x', nav: '1.50', day: '2026-11-17' }]);
  expect(warnings).toEqual([]);
});
