import { expect, test } from '@jest/globals';
import { ledger } from '../../test/testkit/ledger.js';
import { type Currency, EUR } from './currency.js';
import { type Day, parseDay } from './day.js';
import { Decimal, formatDecimal, ONE } from './decimal.js';
import { type IncomeSum, incomeYield, lastTwelveMonths, summariseIncome } from './income.js';

const shown = ({ gross, tax, fee, net }: IncomeSum) => [gross, tax, fee, net].map(formatDecimal).join(' ');

test('income is summed gross with its tax apart, by month and by instrument, at the booked rate or that of its day', () => {
  const { income } = ledger(
    `2024-01-10 DIVIDEND 100 from ACME tax 25
     2024-01-20 DIVIDEND 50 from AAPL tax 7.5 fee 0.5
     2024-02-20 DIVIDEND 50 from AAPL tax 7.5 rate 0.80
     2024-02-28 INTEREST 3 EUR tax 1
     2024-03-01 INTEREST 4 SEK
     2023-12-31 INTEREST 9 EUR`,
    { instruments: { AAPL: { currency: 'USD' as Currency } } },
  ).state();
  const period = { from: parseDay('2024-01-01'), until: parseDay('2024-12-31'), baseCurrency: EUR };
  const crossOn = (day: Day, from: Currency) => {
    if (from === EUR) return { numerator: ONE, denominator: ONE };
    return from === 'USD' ? { numerator: new Decimal(day < '2024-02-01' ? '0.90' : '0.95'), denominator: ONE } : null;
  };
  const summary = summariseIncome(income, { ...period, crossOn });
  // 100 + 50 x 0.90 + 50 x 0.80 + 3; tax 25 + 6.75 + 6 + 1; fee 0.45.
  expect(shown(summary)).toBe('188 38.75 0.45 148.8');
  expect([...summary.byMonth].map(([month, sum]) => `${month}: ${shown(sum)}`)).toEqual([
    '2024-01: 145 31.75 0.45 112.8',
    '2024-02: 43 7 0 36',
  ]);
  expect([...summary.byInstrument].map(([id, sum]) => `${id}: ${shown(sum)}`)).toEqual(['ACME: 100 25 0 75', 'AAPL: 85 12.75 0.45 71.8']);
  expect(summary.missing).toEqual(['SEK']);
  const payments = summary.payments.map(({ income: { tradeDate, gross, currency }, rate, inBase }) =>
    [tradeDate, gross.toFixed(), currency, rate?.toFixed() ?? '-', inBase?.gross.toFixed() ?? '-'].join(' '),
  );
  expect(payments).toEqual([
    '2024-01-10 100 EUR - 100',
    '2024-01-20 50 USD 0.9 45',
    '2024-02-20 50 USD 0.8 40',
    '2024-02-28 3 EUR - 3',
    '2024-03-01 4 SEK - -',
  ]);
});

test('a yield is taken over twelve months, and on nothing there is none', () => {
  expect(lastTwelveMonths(parseDay('2024-12-31'))).toEqual({ from: '2024-01-02', until: '2024-12-31' });
  expect(incomeYield(new Decimal(30), new Decimal(1000)).value?.toFixed()).toBe('0.03');
  expect(incomeYield(new Decimal(30), new Decimal(0)).absence).toBe('NO_BASIS');
  expect(incomeYield(new Decimal(30), null).absence).toBe('NO_BASIS');
});
