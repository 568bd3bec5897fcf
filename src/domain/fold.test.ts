import { expect, test } from '@jest/globals';
import { type LedgerOptions, ledger, MAIN } from '../../test/testkit/ledger.js';
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import { formatDecimal } from './decimal.js';
import { checkEntry } from './entry.js';
import { fold, foldUntil } from './fold.js';
import type { InstrumentId } from './ids.js';
import type { AccountState } from './ledger.js';
import type { Transaction } from './transaction.js';

const USD = 'USD' as Currency;

/** `ACME 10 cost 1001; EUR -1001`: positions with their cost basis, then cash. */
function summary(state: AccountState): string {
  const positions = [...state.positions.values()].map((position) => {
    return `${position.instrumentId} ${formatDecimal(position.quantity)} cost ${formatDecimal(position.costBasis)}`;
  });
  const cash = [...state.cash].map(([currency, amount]) => `${currency} ${formatDecimal(amount)}`);
  return [...positions, ...cash].join('; ');
}

function check(text: string, expected: string, options?: LedgerOptions): AccountState {
  const book = ledger(text, options);
  for (const entry of book.entries) checkEntry(entry, entry.instrumentId && book.instrument(entry.instrumentId));
  const state = book.state();
  expect(summary(state)).toBe(expected);
  return state;
}

const gains = (state: AccountState) =>
  state.realised.map(
    (gain) => `${gain.lotId} ${formatDecimal(gain.quantity)} ${formatDecimal(gain.gainBeforeFees)} ${formatDecimal(gain.gain)}`,
  );

test('a purchase costs quantity times price, and its fee and tax are kept on the lot and paid in cash', () => {
  const state = check('2024-01-02 BUY 10 ACME @ 100 fee 1 tax 0.5', 'ACME 10 cost 1001.5; EUR -1001.5');
  expect(state.positions.get('ACME' as InstrumentId)?.costBasisWithoutFees.toFixed()).toBe('1000');
});

test('a sale closes the oldest lot first and tells the gain before and after fees', () => {
  const state = check(
    `2024-01-02 BUY 10 ACME @ 100 fee 10
     2024-02-01 BUY 10 ACME @ 120
     2024-03-01 SELL 15 ACME @ 130 fee 3`,
    'ACME 5 cost 600; EUR -263',
  );
  expect(gains(state)).toEqual(['t1 10 300 288', 't2 5 50 49']);
});

test('LIFO closes the newest lot, AVERAGE takes the average of all', () => {
  const text = `2024-01-02 BUY 10 ACME @ 100
     2024-02-01 BUY 10 ACME @ 120
     2024-03-01 SELL 10 ACME @ 130`;
  expect(gains(check(text, 'ACME 10 cost 1000; EUR -900', { accounts: { main: { costMethod: 'LIFO' } } }))).toEqual(['t2 10 100 100']);
  const average = check(text, 'ACME 10 cost 1100; EUR -900', { accounts: { main: { costMethod: 'AVERAGE' } } });
  expect(gains(average)).toEqual(['t1 5 150 150', 't2 5 50 50']);
});

test('SPECIFIC closes the lots named in their order, and the oldest when none is named', () => {
  const text = `2024-01-02 BUY 10 ACME @ 100
     2024-02-01 BUY 10 ACME @ 120
     2024-02-02 BUY 10 ACME @ 125
     2024-03-01 SELL 15 ACME @ 130 lots t3,t1
     2024-03-02 SELL 1 ACME @ 130`;
  const state = check(text, 'ACME 14 cost 1600; EUR -1370', { accounts: { main: { costMethod: 'SPECIFIC' } } });
  expect(gains(state)).toEqual(['t3 10 50 50', 't1 5 150 150', 't1 1 30 30']);
  const tooFew = ledger(text.replace('t3,t1', 't3'), { accounts: { main: { costMethod: 'SPECIFIC' } } });
  expect(() => tooFew.fold()).toThrow(expect.objectContaining({ rule: 'OVERSOLD', field: 'lotIds' }));
});

test('a closed position is exactly zero, however awkward the thirds', () => {
  const state = check(
    `2024-01-02 BUY 3 ACME @ 33.33333333 fee 0.01
     2024-01-03 SELL 1 ACME @ 40
     2024-01-04 SELL 1 ACME @ 40
     2024-01-05 SELL 1 ACME @ 40`,
    'ACME 0 cost 0; EUR 19.99000001',
  );
  const cost = state.realised.reduce((sum, gain) => sum + Number(gain.cost) + Number(gain.costCharges), 0);
  expect(cost).toBeCloseTo(100.00999999, 8);
  expect(state.positions.get('ACME' as InstrumentId)?.lots).toEqual([]);
});

test('a sale beyond the holding of its day is refused with the figures', () => {
  const book = ledger(`2024-01-02 BUY 10 ACME @ 100
    2024-01-05 BUY 10 ACME @ 100
    2024-01-03 SELL 12 ACME @ 100`);
  expect(() => book.fold()).toThrow(
    expect.objectContaining({
      code: 'RULE_BROKEN',
      rule: 'OVERSOLD',
      message: expect.stringMatching(/2024-01-03.*held 10 units of ACME.*12/),
    }),
  );
});

test('a broken rule names the instrument as people do, and the entry that breaks it', () => {
  const book = ledger('2024-01-02 BUY 1 ACME @ 100\n2024-01-03 SELL 2 ACME @ 100 as sale\n2024-01-04 SPLIT OTHER 2:1 as split');
  for (const [id, name] of [
    ['ACME', 'Acme Inc.'],
    ['OTHER', 'Other plc'],
  ] as const)
    book.instrument(id).name = name;
  expect(() => book.fold()).toThrow(
    expect.objectContaining({
      entryId: 'sale',
      message: expect.stringMatching(/^On 2024-01-03 the account held 1 units of Acme Inc. and the sale asks for 2\./),
    }),
  );
  book.entries.splice(1, 1);
  expect(() => book.fold()).toThrow(
    expect.objectContaining({ entryId: 'split', message: expect.stringContaining('never held Other plc') }),
  );
});

test('a split changes units and no cost; it applies to what was held before its day', () => {
  check(
    `2024-01-02 BUY 10 ACME @ 100 fee 1
     2024-02-01 BUY 1 ACME @ 50
     2024-02-01 SPLIT ACME 2:1`,
    'ACME 21 cost 1051; EUR -1051',
  );
  check('2024-01-02 BUY 10 ACME @ 100\n2024-02-01 SPLIT ACME 1:3', 'ACME 3.333333333333 cost 1000; EUR -1000');
  const never = ledger('2024-02-01 SPLIT ACME 2:1');
  expect(() => never.fold()).toThrow(expect.objectContaining({ rule: 'NOT_HELD' }));
});

test('a transfer carries lots, dates and fees to the other account', () => {
  const book = ledger(`2024-01-02 BUY 10 ACME @ 100 fee 2
    2024-01-02 DEPOSIT 5000 EUR
    2024-02-01 TRANSFER 4 ACME to other
    2024-02-01 TRANSFER 100 EUR to other
    2024-03-01 SELL 4 ACME @ 110 in other`);
  expect(summary(book.state())).toBe('ACME 6 cost 601.2; EUR 3898');
  expect(summary(book.state('other'))).toBe('ACME 0 cost 0; EUR 540');
  expect(gains(book.state('other'))).toEqual(['t1 4 40 39.2']);
  const same = ledger('2024-01-02 BUY 1 ACME @ 1\n2024-01-02 TRANSFER 1 ACME to main');
  expect(() => same.fold()).toThrow(expect.objectContaining({ rule: 'SAME_ACCOUNT' }));
});

test('units passed on twice in a day arrive, whichever account comes first', () => {
  const book = ledger(`2024-01-02 BUY 5 ACME @ 10 in z
    2024-01-02 TRANSFER 5 ACME to a in m
    2024-01-02 TRANSFER 5 ACME to m in z
    2024-01-02 SELL 2 ACME @ 12 in a`);
  expect(['z', 'm', 'a'].map((account) => summary(book.state(account)))).toEqual([
    'ACME 0 cost 0; EUR -50',
    'ACME 0 cost 0',
    'ACME 3 cost 30; EUR 24',
  ]);
  const short = ledger('2024-01-02 BUY 5 ACME @ 10\n2024-01-02 TRANSFER 6 ACME to other');
  expect(() => short.fold()).toThrow(expect.objectContaining({ rule: 'OVERSOLD' }));
});

test('a booked rate moves cash in the currency of the account and is kept on the lot', () => {
  const options = { instruments: { AAPL: { currency: USD } } };
  const state = check('2024-01-02 BUY 10 AAPL @ 100 fee 1 rate 0.9', 'AAPL 10 cost 1001; EUR -900.9', options);
  expect(state.positions.get('AAPL' as InstrumentId)?.lots[0]?.bookedRate).toMatchObject({ currency: 'EUR' });
  check('2024-01-02 BUY 10 AAPL @ 100 fee 1', 'AAPL 10 cost 1001; USD -1001', options);
  check('2024-01-02 BUY 10 SIE @ 100 USD rate 0.9', 'SIE 10 cost 900; EUR -900');
});

test('income is gross with its tax apart, and its cash is net', () => {
  const state = check(
    `2024-01-02 BUY 10 ACME @ 100
     2024-05-01 DIVIDEND 20 from ACME tax 5
     2024-06-01 INTEREST 3 EUR tax 1
     2024-06-02 FEE 2 EUR`,
    'ACME 10 cost 1000; EUR -985',
  );
  expect(state.income.map((income) => [income.kind, formatDecimal(income.gross), formatDecimal(income.tax)])).toEqual([
    ['DIVIDEND', '20', '5'],
    ['INTEREST', '3', '1'],
  ]);
});

test('a multiplier counts in cost and cash: a bond quoted in percent', () => {
  const hundredth = ledger('').instrument('x').multiplier.div(100);
  check('2024-01-02 BUY 5000 BUND @ 98.5', 'BUND 5000 cost 4925; EUR -4925', { instruments: { BUND: { multiplier: hundredth } } });
});

test('a voided entry counts for nothing, and an as-of fold leaves later days out', () => {
  check('2024-01-02 BUY 10 ACME @ 100\n2024-01-03 SELL 20 ACME @ 100 voided', 'ACME 10 cost 1000; EUR -1000');
  const book = ledger('2024-01-02 BUY 10 ACME @ 100\n2024-01-03 SELL 4 ACME @ 100');
  expect(summary(foldUntil('2024-01-02' as Day, book.entries, book.books).get(MAIN) as AccountState)).toBe('ACME 10 cost 1000; EUR -1000');
});

test('a fold resumed from a snapshot ends where the whole fold ends', () => {
  const book = ledger(`2024-01-02 BUY 10 ACME @ 100 fee 1
    2024-01-03 TRANSFER 3 ACME to other
    2024-01-04 SPLIT ACME 3:2
    2024-01-05 SELL 7 ACME @ 90 fee 1
    2024-01-06 DIVIDEND 7 from ACME in other`);
  for (const day of ['2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05'] as Day[]) {
    const before = foldUntil(day, book.entries, book.books);
    const later = book.entries.filter((entry) => entry.tradeDate > day);
    expect(fold(later, book.books, { from: before })).toEqual(book.fold());
  }
});

const broken: [string, string, string][] = [
  ['2024-01-02 DEPOSIT 0 EUR', 'amount', 'POSITIVE'],
  ['2024-01-02 BUY -1 ACME @ 10', 'quantity', 'POSITIVE'],
  ['2024-01-02 BUY 1 ACME @ 0', 'price', 'POSITIVE'],
  ['2024-01-02 BUY 1 ACME', 'price', 'REQUIRED'],
  ['2024-01-02 DELIVERY_OUT 1 ACME @ 10', 'price', 'NOT_USED'],
  ['2024-01-02 DEPOSIT 10 EUR fee 1', 'fee', 'NOT_USED'],
  ['2024-01-02 BUY 1 ACME @ 1 fee -1', 'fee', 'NOT_NEGATIVE'],
  ['2024-01-02 BUY 1 ACME @ 1 lots t1', 'lotIds', 'NOT_USED'],
  ['2024-01-02 BUY 1 ACME @ 1.123456789', 'price', 'SCALE'],
  ['2024-01-02 BUY 1234567890123456789 ACME @ 1', 'quantity', 'RANGE'],
  ['2024-01-02 BUY 1 ACME @ 1 settled 2024-01-01', 'settlementDate', 'ORDER'],
  ['2024-01-02 SPLIT ACME 10001:1', 'ratioNew', 'RATIO'],
  ['2024-01-02 SPLIT ACME 2:0', 'ratioOld', 'RATIO'],
  ['2024-01-02 SPLIT ACME 2:1.5', 'ratioOld', 'RATIO'],
  ['2024-01-02 TRANSFER 1 ACME', 'counterAccountId', 'REQUIRED'],
  ['2024-01-02 DIVIDEND 10', 'instrumentId', 'REQUIRED'],
  ['2024-01-02 INTEREST 10 EUR tax 11', 'tax', 'RANGE'],
  ['2024-01-02 BUY 1 ACME @ 1 USD', 'currency', 'CURRENCY_MISMATCH'],
];
test.each(broken)('%s is refused: %s %s', (line, field, rule) => {
  const book = ledger(line);
  const entry = book.entries[0] as Transaction;
  expect(() => checkEntry(entry, entry.instrumentId && book.instrument(entry.instrumentId))).toThrow(
    expect.objectContaining({ field, rule }),
  );
});
