import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseLossless, plainNumber } from './lossless.js';

test('numbers keep every digit they were written with', () => {
  expect(parseLossless('{"price": 231.4200, "big": 12345678901234567890.123456789, "n": null, "t": "x"}')).toEqual({
    price: '231.4200',
    big: '12345678901234567890.123456789',
    n: null,
    t: 'x',
  });
});

test('a sane exponent is written out, an insane one stays as it is', () => {
  expect(plainNumber('1.25e-3')).toBe('0.00125');
  expect(plainNumber('9.64E4')).toBe('96400');
  expect(plainNumber('1e999999999')).toBe('1e999999999');
});

test('what JSON cannot say is an error', () => {
  expect(() => parseLossless('{"a":')).toThrow(SyntaxError);
});

test('text, structure and flags are as JSON.parse gives them', () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(fc.string(), fc.boolean(), fc.constant(null), fc.array(tie('any')), fc.dictionary(fc.string(), tie('any'))),
  })).any;
  fc.assert(fc.property(value, (any) => expect(parseLossless(JSON.stringify(any))).toEqual(JSON.parse(JSON.stringify(any)))));
});
