import { expect, test } from '@jest/globals';
import { currencyOf, wordsOf } from './step-words.js';

const LOT = '01a21f4d-3ebb-72d8-8ae0-fd0a7454110a';
const NO_DAYS = new Map<string, string>();

test('every step is said in words, whatever it is called in the schema', () => {
  const names = [
    'costWithFeesAtPresentRate',
    'costWithFeesAtPresentRate in base',
    'costBasisInBase',
    `cost in base of lot ${LOT}`,
    'BUY (7)',
  ];
  expect(names.map((name) => wordsOf(name, NO_DAYS))).toEqual([
    'Cost without a booked rate',
    'Cost without a booked rate, in the base currency',
    'Cost basis in the base currency',
    'Cost in base of the lot of 01a21f4d',
    'Buy, 7 of them',
  ]);
});

test('an amount names its currency, and what is none has none', () => {
  const currencies = { own: 'USD', base: 'EUR' };
  const names = ['unsplitValue', 'value', `cost in base of lot ${LOT}`, 'costAtPresentRate in base', 'heldBefore', 'rateNow', 'volatility'];
  expect(names.map((name) => currencyOf(name, currencies))).toEqual(['USD', 'EUR', 'EUR', 'EUR', null, null, null]);
});
