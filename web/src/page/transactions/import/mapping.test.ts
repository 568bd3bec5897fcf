import { expect, test } from '@jest/globals';
import { decodeFile, guessDelimiter, readRows, withHeader } from './csv-file.js';
import { guessDateFormat, guessDecimal, guessMapping, importOf, missingOf } from './mapping.js';

const GERMAN = [
  'Datum;Typ;ISIN;Stück;Kurs;Währung;Gebühr;Saldo',
  '13.01.2026;Kauf;US0378331005;10;231,42;USD;1,00;99',
  '14.01.2026;Sonderfall;US0378331005;2;232,00;USD;1,00;98',
].join('\n');

test('rows keep their lines, whatever is in their quotes', () => {
  expect(readRows('a,b\n"1\n2","say ""x"""\n\n3,4\r\n', ',')).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['1\n2', 'say "x"'] },
    { line: 5, cells: ['3', '4'] },
  ]);
  expect(readRows('\uFEFFa;b', ';')).toEqual([{ line: 1, cells: ['a', 'b'] }]);
  expect(readRows('a,"never closed', ',')).toEqual([{ line: 1, cells: ['a', 'never closed'] }]);
  expect(guessDelimiter('a;b;"c,d,e"\n1;2;3')).toBe(';');
});

test('letters come out right whatever the spreadsheet saved', () => {
  expect(decodeFile(new TextEncoder().encode('Währung'))).toEqual({ text: 'Währung', encoding: 'UTF-8' });
  expect(decodeFile(Uint8Array.of(0x57, 0xe4))).toEqual({ text: 'Wä', encoding: 'Windows-1252' });
  expect(decodeFile(Uint8Array.of(0xff, 0xfe, 0x57, 0x00))).toEqual({ text: 'W', encoding: 'UTF-16' });
});

test('a bank’s file is understood by its words and its way of writing', () => {
  const mapping = guessMapping(GERMAN);
  expect(mapping).toEqual({
    delimiter: ';',
    dateFormat: 'DD.MM.YYYY',
    decimalSeparator: 'COMMA',
    fields: ['tradeDate', 'kind', 'isin', 'quantity', 'price', 'currency', 'fee', ''],
    kinds: { Kauf: 'BUY', Sonderfall: '' },
  });
  expect(missingOf(mapping)).toEqual(['Say what “Sonderfall” means.']);
  expect(missingOf({ ...mapping, fields: ['tradeDate', 'tradeDate'], kinds: {} })).toEqual([
    'Say which column holds the kind of entry.',
    'Say which column holds the currency.',
    'Two columns are said to hold the trade date: leave one out.',
  ]);
});

test('days and numbers tell how they are written', () => {
  expect(guessDateFormat(['2026-01-02'])).toBe('YYYY-MM-DD');
  expect(guessDateFormat(['01/13/2026', '02/03/2026'])).toBe('MM/DD/YYYY');
  expect(guessDateFormat(['13/01/2026'])).toBe('DD/MM/YYYY');
  expect(guessDecimal(['1,5', '10'])).toBe('COMMA');
  expect(guessDecimal(['1.5', '1,000.25'])).toBe('POINT');
});

test('a column that is left out is not taken by its name', () => {
  const text = 'kind,price,"odd, name"\nBUY,1,x\n';
  const mapping = { ...guessMapping(text), fields: ['kind', '', 'note'] as const };
  expect(importOf(text, mapping)).toEqual({
    csv: 'kind,left out 2,"odd, name"\nBUY,1,x\n',
    mapping: {
      delimiter: ',',
      dateFormat: 'YYYY-MM-DD',
      decimalSeparator: 'POINT',
      columns: [
        { column: 'kind', field: 'kind' },
        { column: 'odd, name', field: 'note' },
      ],
      kinds: [],
    },
  });
  expect(withHeader('"a\nb",c\n1,2', ['x', 'y'], ',')).toBe('x,y\n1,2');
});
