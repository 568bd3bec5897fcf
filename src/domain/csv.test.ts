import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { escapeFormula, readCsv, unescapeFormula, writeCsv } from './csv.js';

const check = (text: string, expected: readonly (readonly [number, ...string[]])[], delimiter = ',') => {
  const { rows, fault } = readCsv(text, delimiter);
  expect(fault).toBeNull();
  expect(rows.map(({ line, cells }) => [line, ...cells])).toEqual(expected);
};

test('lines end with LF, CRLF or CR, and empty ones are left out', () => {
  check('a,b\nc,d', [
    [1, 'a', 'b'],
    [2, 'c', 'd'],
  ]);
  check('a,b\r\n\r\nc,d\r\n', [
    [1, 'a', 'b'],
    [3, 'c', 'd'],
  ]);
  check('a\rb\r', [
    [1, 'a'],
    [2, 'b'],
  ]);
  check('a,\n,b', [
    [1, 'a', ''],
    [2, '', 'b'],
  ]);
  check('', []);
});

test('a quoted cell may hold delimiters, quotation marks and line breaks', () => {
  check(
    '"a;b";"say ""x"""\n"two\r\nlines";z\nlast',
    [
      [1, 'a;b', 'say "x"'],
      [2, 'two\r\nlines', 'z'],
      [4, 'last'],
    ],
    ';',
  );
  check('a"b,c', [[1, 'a"b', 'c']]);
});

test('what is wrong with quotation marks is named with its line', () => {
  expect(readCsv('a\nb,"c\nd', ',').fault).toEqual({ line: 2, message: expect.stringContaining('never closed') });
  expect(readCsv('a\n"b"c', ',').fault).toEqual({ line: 2, message: expect.stringContaining('closing quotation mark') });
});

test('reading what was written gives the same cells', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '1', ',', '"', '\n', '\r', ' ', '=', "'", 'é') });
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 }), (rows) => {
      const { rows: again, fault } = readCsv(writeCsv(rows), ',');
      expect(fault).toBeNull();
      expect(again.map(({ cells }) => cells)).toEqual(rows);
    }),
  );
});

test('what a spreadsheet would run is escaped, and comes back as it was', () => {
  expect(escapeFormula('=1+1')).toBe("'=1+1");
  for (const wide of ['＝1+1', '＋1', '－1', '＠SUM(1)', '\n=1']) expect(escapeFormula(wide)).toBe(`'${wide}`);
  expect(escapeFormula('plain')).toBe('plain');
  expect(unescapeFormula("'tis")).toBe("'tis");
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('=', '+', '-', '@', "'", 'a', '\t', '＝') }),
      (text) => unescapeFormula(escapeFormula(text)) === text,
    ),
  );
});
