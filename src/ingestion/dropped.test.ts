import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type FileMapping, mappingOf, readLines, readMapping } from './dropped.js';

const GERMAN = {
  name: 'closes',
  pattern: 'closes-*.csv',
  delimiter: ';',
  decimal: ',',
  dateFormat: 'DD.MM.YYYY',
  currency: 'EUR',
  columns: { isin: 'ISIN', mic: 'Platz', price: 'Kurs', date: 'Datum' },
};
const mapping = (change: object = {}) => readMapping(JSON.stringify({ files: [{ ...GERMAN, ...change }] }))[0] as FileMapping;

test('a file is read by the names and the signs its mapping gives', () => {
  const text = '\uFEFFDatum;ISIN;Platz;Kurs\r\n18.11.2026;DE0007164600;XETR;1.234,50\r\n18.11.2026;DE0007164600;;"201,3"\r\n';
  const { lines, fault } = readLines(text, mapping());
  expect(fault).toBeNull();
  const shared = {
    type: 'quote',
    kind: 'CLOSE',
    currency: 'EUR',
    observedAt: null,
    valueDate: '2026-11-18',
    previousClose: null,
    adjustment: 'NONE',
  };
  expect(lines).toEqual([
    { line: 2, raw: { ...shared, symbol: 'DE0007164600:XETR', price: '1234.50' }, fault: null },
    { line: 3, raw: { ...shared, symbol: 'DE0007164600', price: '201.3' }, fault: null },
  ]);
});

test('rates and live prices have their columns too', () => {
  const rates = mapping({
    decimal: '.',
    delimiter: ',',
    dateFormat: 'YYYYMMDD',
    columns: { base: 'from', quote: 'to', rate: 'rate', date: 'on' },
  });
  expect(readLines('from,to,rate,on\nEUR,USD,1.1601,20261118', rates).lines[0]?.raw).toEqual({
    type: 'rate',
    base: 'EUR',
    quote: 'USD',
    rate: '1.1601',
    observedAt: null,
    valueDate: '2026-11-18',
  });
  const live = mapping({ decimal: '.', delimiter: ',', columns: { ticker: 't', mic: 'm', price: 'p', time: 'at', currency: 'c' } });
  const raw = readLines('t,m,p,at,c\nVOD,XLON,71.34,2026-11-18T15:30:00Z,GBp', live).lines[0]?.raw;
  expect(raw).toMatchObject({
    symbol: 'VOD:XLON',
    kind: 'LAST',
    currency: 'GBp',
    observedAt: new Date('2026-11-18T15:30:00Z'),
    valueDate: null,
  });
});

test.each([
  ['31.02.2026;DE0007164600;XETR;1', '"31.02.2026" is no day written DD.MM.YYYY.'],
  ['2026-11-18;DE0007164600;XETR;1', '"2026-11-18" is no day written DD.MM.YYYY.'],
  [';DE0007164600;XETR;1', 'It has no date or time.'],
  ['18.11.2026;;XETR;1', 'It names no instrument.'],
  ['18.11.2026;DE0007164600;XETR;', 'It has no price.'],
  ['18.11.2026', 'It names no instrument.'],
])('%s: %s', (line, expected) => {
  expect(readLines(`Datum;ISIN;Platz;Kurs\n${line}\n`, mapping()).lines[0]).toEqual({ line: 2, raw: null, fault: expected });
});

test('a file without a column its mapping names, without anything, or with a broken quotation has no lines and one reason', () => {
  expect(readLines('Datum;ISIN;Kurs\n', mapping()).fault).toBe('It has no column "Platz" (for mic); there are Datum, ISIN, Kurs.');
  expect(readLines('', mapping()).fault).toBe('It is empty.');
  expect(readLines('Datum;ISIN;Platz;Kurs\n"18.11.2026;x', mapping()).fault).toContain('Line 2');
});

test.each([
  ['{', 'is not JSON'],
  ['{}', 'files: '],
  [JSON.stringify({ files: [] }), 'files: '],
  [JSON.stringify({ files: [{ ...GERMAN, colums: {} }] }), 'files.0: Unrecognized key: "colums"'],
  [JSON.stringify({ files: [{ ...GERMAN, columns: { isin: 'ISIN', price: 'Kurs' } }] }), 'files.0.columns: needs either date or time'],
  [JSON.stringify({ files: [{ ...GERMAN, columns: { price: 'Kurs', date: 'Datum' } }] }), 'files.0.columns: needs price with isin'],
  [JSON.stringify({ files: [{ ...GERMAN, dateFormat: 'D/M/Y' }] }), 'files.0.dateFormat: '],
  [JSON.stringify({ files: [{ ...GERMAN, pattern: '../*' }] }), 'files.0.pattern: may hold letters'],
])('a mapping that is wrong is refused with the place: %s', (text, expected) => {
  expect(() => readMapping(text)).toThrow(expected);
});

test('a name belongs to the first pattern it fits', () => {
  const mappings = readMapping(JSON.stringify({ files: [GERMAN, { ...GERMAN, name: 'rest', pattern: '*.csv' }] }));
  expect(mappingOf(mappings, 'Closes-2026.CSV')?.name).toBe('closes');
  expect(mappingOf(mappings, 'closesX2026.csv')?.name).toBe('rest');
  expect(mappingOf(mappings, 'closes-2026.csv.part')).toBeNull();
});

test('whatever the bytes, reading a file returns', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (head, body) => {
      const { lines } = readLines(`Datum;ISIN;Platz;Kurs${head}\n${body}`, mapping());
      for (const { raw, fault } of lines) expect(raw === null).toBe(fault !== null);
    }),
  );
});
