import { describe, expect, test } from '@jest/globals';
import { type LedgerOptions, ledger, type TestLedger } from '../../test/testkit/ledger.js';
import { cashMoves } from './cash-move.js';
import { type Currency, EUR } from './currency.js';
import { Decimal, formatDecimal } from './decimal.js';
import { checkEntry } from './entry.js';
import { fold } from './fold.js';
import type { InstrumentId } from './ids.js';
import { summariseIncome } from './income.js';
import type { AccountState, LedgerBooks } from './ledger.js';
import { reportRealisedGains } from './realised-gain.js';
import type { InstrumentSplit } from './split.js';

const SHORT: LedgerOptions = { accounts: { main: { allowsShort: true }, margin: { allowsShort: true } } };

/** `ACME -6 cost -720; EUR 720`: positions with their cost basis, then cash. */
function summary(state: AccountState | undefined): string {
  const positions = [...(state?.positions.values() ?? [])].map(({ instrumentId, quantity, costBasis }) => {
    return `${instrumentId} ${formatDecimal(quantity)} cost ${formatDecimal(costBasis)}`;
  });
  return [...positions, ...[...(state?.cash ?? [])].map(([currency, amount]) => `${currency} ${formatDecimal(amount)}`)].join('; ');
}

const gains = (state: AccountState | undefined) =>
  (state?.realised ?? []).map(({ lotId, quantity, proceeds, cost, gain, isShort, acquiredOn, soldOn }) => {
    const figures = [quantity, proceeds, cost, gain].map(formatDecimal).join(' ');
    return `${lotId} ${figures} ${isShort ? 'short' : 'long'} bought ${acquiredOn} sold ${soldOn}`;
  });

function checked(text: string, options?: LedgerOptions): TestLedger {
  const book = ledger(text, options);
  for (const entry of book.entries) checkEntry(entry, entry.instrumentId && book.instrument(entry.instrumentId));
  return book;
}

describe('short positions', () => {
  test('are refused unless the account allows them, and the message says so', () => {
    const text = '2024-01-02 SELL 10 ACME @ 120';
    expect(() => ledger(text).fold()).toThrow(
      expect.objectContaining({ rule: 'OVERSOLD', message: expect.stringContaining('allows short positions') }),
    );
    expect(summary(checked(text, SHORT).state())).toBe('ACME -10 cost -1200; EUR 1200');
  });

  test('a short lot has brought its proceeds less the fee, and buying back makes the gain', () => {
    // 10 sold at 120 (fee 2), 4 bought back at 100 (fee 1): 4 x 20 = 80 before, less 0.8 of the sale's fee and 1.
    const state = checked('2024-01-02 SELL 10 ACME @ 120 fee 2\n2024-02-01 BUY 4 ACME @ 100 fee 1', SHORT).state();
    expect(summary(state)).toBe('ACME -6 cost -718.8; EUR 797');
    expect(gains(state)).toEqual(['t1 4 480 400 78.2 short bought 2024-02-01 sold 2024-01-02']);
  });

  test('a trade across zero closes one side and opens the other, its amount and fee shared by units', () => {
    const state = checked('2024-01-02 BUY 4 ACME @ 100\n2024-02-01 SELL 10 ACME @ 120 fee 5\n2024-03-01 BUY 8 ACME @ 90', SHORT).state();
    // 4 of the 10 close the long side at 120 with 2 of the fee; 6 are short and bought back at 90; 2 are long again.
    expect(gains(state)).toEqual([
      't1 4 480 400 78 long bought 2024-01-02 sold 2024-02-01',
      't2 6 720 540 177 short bought 2024-03-01 sold 2024-02-01',
    ]);
    expect(summary(state)).toBe('ACME 2 cost 180; EUR 75');
  });

  test('FIFO, LIFO and AVERAGE pick short lots as they pick long ones', () => {
    const text = '2024-01-02 SELL 10 ACME @ 100\n2024-02-01 SELL 10 ACME @ 120\n2024-03-01 BUY 10 ACME @ 90';
    const gainBy = (costMethod: 'FIFO' | 'LIFO' | 'AVERAGE') => {
      const { realised } = checked(text, { accounts: { main: { allowsShort: true, costMethod } } }).state();
      return realised.reduce((sum, { gain }) => sum.plus(gain), new Decimal(0)).toFixed();
    };
    expect([gainBy('FIFO'), gainBy('LIFO'), gainBy('AVERAGE')]).toEqual(['100', '300', '200']);
  });

  test('a split changes units and not what they brought; units are lent on with their lots', () => {
    const book = checked(
      `2024-01-02 SELL 10 ACME @ 120
       2024-02-01 SPLIT ACME 3:1
       2024-03-01 TRANSFER 12 ACME to margin
       2024-04-01 BUY 12 ACME @ 30 in margin
       2024-04-02 DIVIDEND_PAID 9 from ACME`,
      SHORT,
    );
    expect(summary(book.state())).toBe('ACME -18 cost -720; EUR 1191');
    expect(summary(book.state('margin'))).toBe('ACME 0 cost 0; EUR -360');
    expect(gains(book.state('margin'))).toEqual(['t1 12 480 360 120 short bought 2024-04-01 sold 2024-01-02']);
    expect(book.state().income.map(({ kind, gross }) => `${kind} ${gross.toFixed()}`)).toEqual(['DIVIDEND_PAID -9']);
  });

  test('never come to lie with long units, nor in an account that does not allow them', () => {
    const long = '2024-01-02 SELL 10 ACME @ 120\n2024-01-02 BUY 1 ACME @ 100 in margin\n2024-01-03 TRANSFER 2 ACME to margin';
    expect(() => ledger(long, SHORT).fold()).toThrow(expect.objectContaining({ rule: 'OPPOSITE_SIDE', field: 'counterAccountId' }));
    const plain = '2024-01-02 SELL 10 ACME @ 120\n2024-01-03 TRANSFER 2 ACME to plain';
    expect(() => ledger(plain, SHORT).fold()).toThrow(expect.objectContaining({ rule: 'OVERSOLD', field: 'counterAccountId' }));
    const out = '2024-01-02 SELL 10 ACME @ 120\n2024-01-03 DELIVERY_OUT 1 ACME';
    expect(() => ledger(out, SHORT).fold()).toThrow(expect.objectContaining({ rule: 'OVERSOLD' }));
  });

  test('in another currency each side keeps the rate it was booked at', () => {
    const options = { ...SHORT, instruments: { AAPL: { currency: 'USD' as Currency } } };
    const { realised } = checked('2024-01-02 SELL 10 AAPL @ 120 rate 0.9\n2024-02-01 BUY 10 AAPL @ 100 rate 0.8', options).state();
    expect(realised.map(({ soldRate, acquiredRate }) => [soldRate?.rate.toFixed(), acquiredRate?.rate.toFixed()])).toEqual([
      ['0.9', '0.8'],
    ]);
  });
});

test('in an account of another currency, what is in the base currency counts as it is: realised and unrealised add up', () => {
  // A EUR share in a USD account, EUR base: bought at 100 booked at 1.10, 4 sold at 130 booked at 1.20. The rates of the days play no part.
  const book = checked(
    `2024-01-02 BUY 10 SIE @ 100 fee 1 rate 1.1
     2024-02-01 SELL 4 SIE @ 130 rate 1.2
     2024-02-02 DIVIDEND 6 from SIE tax 1 rate 1.25`,
    { accounts: { main: { currency: 'USD' as Currency } } },
  );
  const state = book.state();
  const period = {
    from: '2024-01-01' as never,
    to: '2024-12-31' as never,
    baseCurrency: EUR,
    crossOn: (_: unknown, from: Currency, to: Currency) => ({ numerator: new Decimal(from === to ? 1 : 0.5), denominator: new Decimal(1) }),
  };
  const { totalInBase } = reportRealisedGains(state.realised, period);
  expect([totalInBase.gain, totalInBase.priceGain, totalInBase.currencyGain].map(formatDecimal)).toEqual(['119.6', '120', '0']);
  expect(formatDecimal(state.positions.get('SIE' as InstrumentId)?.costBasis as Decimal)).toBe('600.6');
  expect(summariseIncome(state.income, { ...period, until: period.to }).net.toFixed()).toBe('5');
});

test('a reinvestment is income with its tax, a purchase with its fee, and cash for what is left', () => {
  const text = `2024-01-02 BUY 100 ACME @ 10
    2024-05-02 REINVESTMENT 3.5 ACME @ 12 for 50 tax 7 fee 0.5`;
  const state = checked(text).state();
  // 50 - 7 - 0.5 - 42 = 0.5 stays as cash.
  expect(summary(state)).toBe('ACME 103.5 cost 1042.5; EUR -999.5');
  expect(state.income.map(({ kind, gross, tax, fee }) => `${kind} ${gross} ${tax} ${fee}`)).toEqual(['REINVESTMENT 50 7 0']);
  expect(state.positions.get('ACME' as InstrumentId)?.lots.at(-1)).toMatchObject({ tradeDate: '2024-05-02' });
});

test('fees and taxes given back are cash in', () => {
  const state = checked('2024-01-02 FEE 12 EUR\n2024-02-02 FEE_REFUND 5 EUR\n2024-03-01 TAX 30 EUR\n2024-04-01 TAX_REFUND 10 EUR').state();
  expect(summary(state)).toBe('EUR -27');
});

test('what the entries move one by one is what the fold adds up', () => {
  const book = checked(
    `2024-01-02 SELL 10 AAPL @ 120 fee 2 rate 0.9
     2024-02-01 REINVESTMENT 1 AAPL @ 100 for 130 tax 20 fee 1 rate 0.8
     2024-02-02 DIVIDEND_PAID 9 USD from AAPL rate 0.8
     2024-03-01 FEE_REFUND 5 EUR
     2024-03-01 TAX_REFUND 5 USD`,
    { ...SHORT, instruments: { AAPL: { currency: 'USD' as Currency } } },
  );
  const sums = new Map<string, Decimal>();
  for (const entry of book.entries) {
    for (const { currency, amount } of cashMoves(entry, book.books))
      sums.set(currency, (sums.get(currency) ?? new Decimal(0)).plus(amount));
  }
  expect([...sums].map(([currency, amount]) => `${currency} ${amount.toFixed()}`)).toEqual(
    [...book.state().cash].map(([currency, amount]) => `${currency} ${amount.toFixed()}`),
  );
});

describe('fractions that a split leaves', () => {
  const CASH: LedgerOptions = { accounts: { main: { fractionRule: 'CASH' } } };

  test('are paid in cash where the account says so, at the price of the split and the cost of the oldest lot', () => {
    // 10 + 5 units at 3 for 2 are 22.5; half a unit of the first lot (66.67 each) goes for 0.5 x 40.
    const state = checked('2024-01-02 BUY 10 ACME @ 100\n2024-01-03 BUY 5 ACME @ 90\n2024-02-01 SPLIT ACME 3:2 fraction 40', CASH).state();
    expect(summary(state)).toBe('ACME 22 cost 1416.66666667; EUR -1430');
    expect(gains(state)).toEqual(['t1 0.5 20 33.33333333 -13.33333333 long bought 2024-01-02 sold 2024-02-01']);
  });

  test('are kept by default, and where the split pays nothing', () => {
    const text = '2024-01-02 BUY 15 ACME @ 100\n2024-02-01 SPLIT ACME 3:2';
    expect(summary(checked(`${text} fraction 40`).state())).toBe('ACME 22.5 cost 1500; EUR -1500');
    expect(summary(checked(text, CASH).state())).toBe('ACME 22.5 cost 1500; EUR -1500');
  });

  test('by a split of the instrument are paid as well, and belong to no entry', () => {
    const book = checked('2024-01-02 BUY 15 ACME @ 100', CASH);
    const split: InstrumentSplit = { exDate: '2024-02-01' as never, ratioNew: 3, ratioOld: 2, fractionPrice: '40', exceptAccountIds: [] };
    const books: LedgerBooks = { ...book.books, instrument: (id) => ({ ...book.instrument(id), splits: [split] }) };
    const state = fold(book.entries, books).get('main' as never);
    expect(summary(state)).toBe('ACME 22 cost 1466.66666667; EUR -1480');
    expect(state?.realised[0]).toMatchObject({ transactionId: null, isFraction: true });
  });
});

test('a split of what is not held any more is refused, with what to do', () => {
  const book = ledger('2024-01-02 BUY 1 ACME @ 100\n2024-01-03 SELL 1 ACME @ 100\n2024-02-01 SPLIT ACME 2:1');
  expect(() => book.fold()).toThrow(expect.objectContaining({ rule: 'NOT_HELD', message: expect.stringContaining('leave the split out') }));
});
