import { expect, test } from '@jest/globals';
import { cashOf } from './entry-cash.js';
import { checkDraft, contentOf, type EntryDraft } from './entry-draft.js';

const ACME = { id: 'acme', name: 'Acme', currency: 'USD', multiplier: '1' };
const BUY: EntryDraft = {
  accountId: 'main',
  kind: 'BUY',
  transferOf: 'UNITS',
  tradeDate: '2026-01-05',
  settlementDate: '',
  instrument: ACME,
  instrumentTyped: '',
  quantity: '10',
  price: '231.42',
  amount: '',
  currency: 'USD',
  fee: '1',
  tax: '',
  exchangeRate: '',
  ratioNew: '',
  ratioOld: '',
  counterAccountId: '',
  lotIds: [],
  note: '',
  key: 'k',
};
const CONTEXT = { lastDay: '2026-01-06', accountCurrency: 'EUR' };
const wrong = (changes: Partial<EntryDraft>) => Object.keys(checkDraft({ ...BUY, ...changes }, CONTEXT));

test('what is there and right raises nothing', () => {
  expect(wrong({})).toEqual([]);
  expect(wrong({ kind: 'DEPOSIT', amount: '5', instrument: null, quantity: '', price: '' })).toEqual([]);
  expect(wrong({ kind: 'SPLIT', ratioNew: '3', ratioOld: '2', quantity: '', price: '' })).toEqual([]);
  expect(wrong({ kind: 'TRANSFER', transferOf: 'CASH', amount: '5', counterAccountId: 'other' })).toEqual([]);
});

test('each wrong field is named, and no field the kind does not take', () => {
  expect(wrong({ quantity: '', price: 'x', fee: '-1' })).toEqual(['quantity', 'price', 'fee']);
  expect(wrong({ kind: 'DEPOSIT', amount: '0', quantity: 'x', price: 'x', instrument: null })).toEqual(['amount']);
  expect(wrong({ instrument: null, accountId: '', tradeDate: '' })).toEqual(['accountId', 'tradeDate', 'instrument']);
  expect(wrong({ tradeDate: '2026-01-07' })).toEqual(['tradeDate']);
  expect(wrong({ settlementDate: '2026-01-04' })).toEqual(['settlementDate']);
  expect(wrong({ kind: 'SPLIT', ratioNew: '0', ratioOld: '1.5' })).toEqual(['ratioNew', 'ratioOld']);
  expect(wrong({ kind: 'TRANSFER', transferOf: 'UNITS', counterAccountId: 'main' })).toEqual(['counterAccountId']);
  expect(wrong({ quantity: '0.0000000000001' })).toEqual(['quantity']);
  expect(wrong({ note: 'x'.repeat(501) })).toEqual(['note']);
});

test('fields are checked against each other', () => {
  expect(wrong({ currency: 'EUR' })).toEqual(['exchangeRate']);
  expect(wrong({ instrument: { ...ACME, currency: 'EUR' }, currency: 'EUR', exchangeRate: '1.1' })).toEqual(['exchangeRate']);
  expect(wrong({ kind: 'DIVIDEND', amount: '2', fee: '1', tax: '1.01' })).toEqual(['tax']);
});

test('a draft says what its kind takes, in the API’s numbers, and nothing else', () => {
  expect(contentOf({ ...BUY, amount: '99', ratioNew: '2', quantity: '1,000.5', note: ' aunt ' })).toEqual({
    kind: 'BUY',
    tradeDate: '2026-01-05',
    currency: 'USD',
    settlementDate: null,
    instrumentId: 'acme',
    quantity: '1000.5',
    price: '231.42',
    amount: null,
    fee: '1',
    tax: null,
    exchangeRate: null,
    ratioNew: null,
    ratioOld: null,
    counterAccountId: null,
    lotIds: null,
    note: 'aunt',
  });
});

test('the cash of an entry is what the ledger books', () => {
  const of = (facts: Partial<Parameters<typeof cashOf>[0]>) => cashOf({ kind: 'BUY', currency: 'USD', ...facts }, 'EUR');
  expect(of({ quantity: '10', price: '231.42', fee: '1' })).toEqual({ amount: '-2315.20', currency: 'USD' });
  expect(of({ kind: 'SELL', quantity: '10', price: '2', fee: '1', tax: '2', exchangeRate: '0.5' })).toEqual({
    amount: '8.5',
    currency: 'EUR',
  });
  expect(of({ kind: 'DIVIDEND', amount: '2.6', tax: '0.39' })).toEqual({ amount: '2.21', currency: 'USD' });
  expect(of({ kind: 'WITHDRAWAL', amount: '5' })).toEqual({ amount: '-5', currency: 'USD' });
  expect(of({ kind: 'TRANSFER', amount: '5' })).toEqual({ amount: '-5', currency: 'USD' });
  expect(of({ quantity: '2', price: '3', instrument: { multiplier: '10' } })).toEqual({ amount: '-60', currency: 'USD' });
  expect(of({ kind: 'REINVESTMENT', amount: '30', tax: '3', quantity: '2', price: '12', fee: '1' })).toEqual({
    amount: '2',
    currency: 'USD',
  });
  expect(of({ kind: 'SPLIT' })).toBeNull();
  expect(of({ quantity: '2', price: '' })).toBeNull();
});
