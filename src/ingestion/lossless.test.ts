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

test('numbers are the text they were written as, whichever they are and wherever they stand', () => {
  const number = fc.stringMatching(/^-?(0|[1-9]\d{0,20})(\.\d{1,12})?([eE][+-]?\d{1,2})?$/);
  const written = fc.letrec<{ any: string }>((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      number,
      fc.string().map((text) => JSON.stringify(text)),
      // Text that looks like the numbers around it.
      number.map((text) => JSON.stringify(`a:${text},${text}`)),
      fc.array(tie('any')).map((parts) => `[${parts.join(' ,\n')}]`),
      fc
        .array(fc.tuple(fc.string(), tie('any')))
        .map((parts) => `{${parts.map(([key, part]) => `${JSON.stringify(key)} : ${part}`).join(',')}}`),
    ),
  })).any;
  const reviver = (_key: string, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' ? plainNumber(context?.source ?? '') : value;
  fc.assert(
    fc.property(written, (text) => {
      expect(parseLossless(text)).toEqual(JSON.parse(text, reviver as (key: string, value: unknown) => unknown));
    }),
  );
});

test.each(['1.50', '-0', '1e3', '100', '123456789012345', '1234567890123456', '-1234567890123456'])('%s stays what it is', (text) => {
  const shown = plainNumber(text);
  expect(parseLossless(`{"a":${text}}`)).toEqual({ a: shown });
  expect(parseLossless(`[ [\t${text} ] ]`)).toEqual([[shown]]);
  expect(parseLossless(` ${text} `)).toBe(shown);
});
