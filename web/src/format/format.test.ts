import { expect, test } from '@jest/globals';
import {
  age,
  axisPercent,
  directionShown,
  duration,
  isolated,
  money,
  moneyParts,
  percent,
  price,
  quantity,
  share,
  shareAtLeast,
  signedMoney,
  signedPercent,
  withMinus,
} from './format.js';

// The reader's locale decides on symbols and separators, so these look at the digits and signs alone.
const digits = (text: string) => text.replace(/[^0-9+\u2212]/g, '');

test('an amount keeps every digit up to the minor unit of its currency', () => {
  expect(digits(money('9007199254740993.01', 'EUR'))).toBe('900719925474099301');
  expect(digits(money('1234.5678', 'EUR'))).toBe('123457');
  expect(digits(money('1234.5', 'JPY'))).toBe('1235');
});

test('a change carries its sign, and none when it rounds to nothing', () => {
  expect(digits(signedMoney('12.34', 'EUR'))).toBe('+1234');
  expect(digits(signedMoney('-12.34', 'EUR'))).toBe('\u22121234');
  expect(digits(signedMoney('-0.001', 'EUR'))).toBe('000');
  expect(digits(signedPercent('0.0125'))).toBe('+125');
});

test('the parts of a headline are the whole amount', () => {
  const { lead, minor, tail } = moneyParts('-1234.5', 'EUR');
  expect(lead + minor + tail).toBe(money('-1234.5', 'EUR'));
  expect(digits(minor)).toBe('50');
  expect(moneyParts('1234', 'JPY').minor).toBe('');
});

test('a price may be finer than the smallest coin', () => {
  expect(digits(price('712.3345', 'EUR'))).toBe('7123345');
  expect(digits(price('0.00001234', 'USD'))).toBe('000001234');
  expect(digits(price('5', 'EUR'))).toBe('500');
  expect(digits(quantity('0.21840017'))).toBe('021840017');
});

test('an age is told in the largest unit that fits, and never from the future', () => {
  const now = Date.parse('2024-01-02T12:00:00Z');
  expect(age('2024-01-02T12:00:09Z', now)).toBe('now');
  expect(age('2024-01-02T11:59:28Z', now)).toBe('30 s');
  expect(age('2024-01-02T11:57:30Z', now)).toBe('2 min');
  expect(age('2024-01-02T02:30:00Z', now)).toBe('9 h');
  expect(age('2024-01-01T11:00:00Z', now)).toBe('1 day');
});

test('how long something took is told in a unit that can be read', () => {
  expect([0, 111, 2368, 59_940, 90_000, 3_660_000].map((ms) => duration(ms).replace(',', '.'))).toEqual([
    '0 ms',
    '111 ms',
    '2.4 s',
    '59.9 s',
    '2 min',
    '1 h 1 min',
  ]);
});

test('a share that is there is never said to be nothing', () => {
  expect([0.0001, 0.0004, 0.0006, 0.25].map((ratio) => shareAtLeast(ratio).replace(',', '.').replace(/\s*%/, '%'))).toEqual([
    'less than 0.1%',
    'less than 0.1%',
    '0.1%',
    '25.0%',
  ]);
});

test('a share or a percentage that rounds to nothing has no sign', () => {
  for (const text of [percent('-0.00001'), share(-0.00001), axisPercent(-0.00001, 1)]) expect(digits(text)).toMatch(/^0+$/);
  expect(digits(percent('-0.0634'))).toBe('\u2212634');
});

test('a figure of a language from right to left has no marks of direction, and its dates keep their own order', () => {
  const arabic = new Intl.NumberFormat('ar', { style: 'currency', currency: 'EUR' }).format(-109.98);
  expect(arabic).toMatch(/[\u200e\u200f\u061c]/);
  expect(withMinus(arabic)).not.toMatch(/[\u200e\u200f\u061c-]/);
  expect(isolated('26 نوفمبر')).toBe('\u206826 نوفمبر\u2069');
  expect(isolated('26 Nov')).toBe('26 Nov');
});

test('a figure goes where its sign says; what rounds to nothing has neither', () => {
  expect(directionShown(signedPercent('0.0123'))).toBe('up');
  expect(directionShown(signedMoney('-0.01', 'EUR'))).toBe('down');
  for (const text of [signedPercent('0.00001'), signedMoney('-0.001', 'EUR'), signedMoney('0', 'EUR')])
    expect(directionShown(text)).toBe('flat');
});
