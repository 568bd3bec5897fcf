/** Ledgers of every kind of entry, long and short, in any order, for tests of what must hold of all of them. */
import fc from 'fast-check';
import type { Currency } from '../../src/domain/currency.js';
import { addDays, parseDay } from '../../src/domain/day.js';
import { Decimal, formatDecimal } from '../../src/domain/decimal.js';
import { type LedgerOptions, ledger, type TestLedger } from './ledger.js';

export const START = parseDay('2024-01-01');
export const number = fc.integer({ min: 1, max: 99_999 }).map((count) => formatDecimal(new Decimal(count).div(70).toDecimalPlaces(4)));
export const day = fc.integer({ min: 0, max: 20 }).map((offset) => addDays(START, offset));
export const name = fc.constantFrom('ACME', 'AAPL');
export const account = fc.constantFrom('main', 'other');
const rate = fc.constantFrom('', ' rate 0.87');
const bookable = (what: string, at: string) => (what === 'ACME' ? '' : at);

export const entry = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(day, number, name, number, rate, account)
      .map(([on, q, what, price, at, where]) => `${on} BUY ${q} ${what} @ ${price} fee 1.5${bookable(what, at)} in ${where}`),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(day, number, name, number, rate, account)
      .map(([on, q, what, price, at, where]) => `${on} SELL ${q} ${what} @ ${price} fee 0.7 tax 0.1${bookable(what, at)} in ${where}`),
  },
  fc
    .tuple(day, number, name, number, account)
    .map(([on, q, what, price, where]) => `${on} REINVESTMENT ${q} ${what} @ ${price} for 30 tax 2 fee 0.3 in ${where}`),
  fc.tuple(day, number, name, account).map(([on, q, what, where]) => `${on} DELIVERY_IN ${q} ${what} @ 3 in ${where}`),
  fc.tuple(day, number, name).map(([on, q, what]) => `${on} TRANSFER ${q} ${what} to other`),
  fc.tuple(day, number, name, account).map(([on, amount, what, where]) => `${on} DIVIDEND ${amount} from ${what} tax 0.001 in ${where}`),
  fc.tuple(day, number, name, account).map(([on, amount, what, where]) => `${on} DIVIDEND_PAID ${amount} from ${what} in ${where}`),
  fc
    .tuple(day, fc.constantFrom('DEPOSIT', 'WITHDRAWAL', 'FEE', 'FEE_REFUND', 'TAX', 'TAX_REFUND', 'INTEREST'), number, account)
    .map(([on, kind, amount, where]) => `${on} ${kind} ${amount} EUR in ${where}`),
);
export const lines = fc.array(entry, { minLength: 1, maxLength: 25 });
export const method = fc.constantFrom('FIFO', 'LIFO', 'AVERAGE') as fc.Arbitrary<'FIFO' | 'LIFO' | 'AVERAGE'>;

export function options(costMethod: 'FIFO' | 'LIFO' | 'AVERAGE'): LedgerOptions {
  return {
    instruments: { AAPL: { currency: 'USD' as Currency } },
    accounts: { main: { allowsShort: true, costMethod }, other: { allowsShort: true, costMethod } },
  };
}

/** A ledger the rules allow, or null. */
export function allowed(text: readonly string[], costMethod: 'FIFO' | 'LIFO' | 'AVERAGE'): TestLedger | null {
  const book = ledger(text.join('\n'), options(costMethod));
  try {
    book.fold();
    return book;
  } catch (error) {
    if (['OVERSOLD', 'OPPOSITE_SIDE', 'NOT_HELD'].includes((error as { rule?: string }).rule ?? '')) return null;
    throw error;
  }
}
