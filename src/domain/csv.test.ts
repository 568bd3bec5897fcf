import { expect, test } from '@jest/globals';
import { toCsv } from './csv.js';

test('a cell that begins like a formula gets an apostrophe, a negative number does not', () => {
  expect(toCsv([['=1+1', '-5.25', '-5+1', '@SUM(A1)', '+49', '\t=1']])).toBe("'=1+1,-5.25,'-5+1,'@SUM(A1),'+49,'\t=1\r\n");
});

test('commas, quotation marks and line breaks are quoted', () => {
  expect(toCsv([['Acme, Inc.', 'the "best"', 'two\nlines', 7]])).toBe('"Acme, Inc.","the ""best""","two\nlines",7\r\n');
});
