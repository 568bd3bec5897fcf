import { expect, test } from '@jest/globals';
import { readNumber, signsOf, typedNumber } from './typed-number.js';

const english = signsOf('en-GB');
const german = signsOf('de-DE');

function check(signs: typeof english, cases: Readonly<Record<string, string | null>>): void {
  for (const [typed, value] of Object.entries(cases)) {
    const read = readNumber(typed, signs);
    expect([typed, 'value' in read ? read.value : null]).toEqual([typed, value]);
  }
}

test('numbers are read as the locale writes them, and with a plain point everywhere', () => {
  check(english, {
    '1234.5': '1234.5',
    '1,234.50': '1234.50',
    '1,234': '1234',
    '1,23': '1.23',
    '.5': '0.5',
    '007': '7',
    '12,345,678': '12345678',
  });
  check(german, { '1234,5': '1234.5', '1.234,50': '1234.50', '1.234': '1234', '1.23': '1.23', '1.234.567': '1234567', '0.123': '0.123' });
  check(english, { "1'234.5": '1234.5', '1 234,5': '1234.5', '-3': '-3', '+3': '3', ' 10 ': '10' });
});

test('a number that begins a field is read as itself in every locale', () => {
  for (const locale of ['en-GB', 'de-DE', 'fr-FR', 'de-CH', 'pt-BR', 'hi-IN', 'ar-EG', 'pl-PL']) {
    const signs = signsOf(locale);
    const values = ['12.345', '0.125', '1234.5', '-2.500', '12345', '0.00000001', '123.456789'];
    expect([locale, values.map((value) => readNumber(typedNumber(value, signs), signs))]).toEqual([
      locale,
      values.map((value) => ({ value })),
    ]);
  }
});

test('numbers are read in the digits of the locale, of full width, and with the minus that figures are shown with', () => {
  check(signsOf('ar-EG'), { '١٢٫٥': '12.5', '١٬٢٣٤٫٥٠': '1234.50', '1234٫50': '1234.50', '1234.5': '1234.5', '؜-١٢': '-12' });
  check(signsOf('fa-IR'), { '۱۲٫۵': '12.5', '۱٬۲۳۴': '1234' });
  check(english, { '１２．５': '12.5', '−5': '-5', '１，２３４': '1234' });
});

test('what is no number, or could be two, is refused', () => {
  check(english, { '': null, abc: null, '1.2.3,4,5': null, '12,34,5': null, '1,2345.6': null, '10 €': null, '.': null, '1e5': null });
});

test('a refusal says how to write it in the locale', () => {
  expect(readNumber('many', german)).toEqual({ problem: 'Write a number, such as 1234,50.' });
});
