/**
 * A dividend paid out and one that is reinvested (docs/CALCULATIONS.md, C3, C11), with the working. 10,000 come in and buy 100 units at 100.
 *
 *     2nd   close 100                                                        100 x 100                       = 10,000
 *     3rd   close  98   dividend 200, 30 of it withheld                      100 x 98 + 170                  =  9,970
 *     4th   close 102   dividend 150, 22.50 withheld, 1.25 units at 102      101.25 x 102 + 170              = 10,497.50
 *
 * Nothing crossed the edge, so the total return is 10,497.50 / 10,000 - 1 = 4.975 %. Without dividends each day's growth is
 * (end - 170) / start = 9,800 / 10,000 and (end - 127.50) / start = 10,370 / 9,970: together 1.9317954 %. It is not what the price
 * alone did (+2 %), because the second day's start has the first dividend's cash in it.
 *
 * Income 350 gross, 52.50 of tax, 297.50 net. It cost 10,000 + 127.50: 350 / 10,127.50 = 3.4559368 % on cost, and
 * 350 / 10,327.50 = 3.3890099 % on the value of what is held. Price gain -200 + 400 = 200: the 1.25 new units gain nothing
 * on their day. 200 + 350 - 52.50 = 497.50.
 */
import { expect, test } from '@jest/globals';
import { type StepAttribution, sumAttributions } from '../../src/domain/attribution.js';
import { EUR } from '../../src/domain/currency.js';
import { parseDay } from '../../src/domain/day.js';
import { Decimal, formatDecimal } from '../../src/domain/decimal.js';
import { incomeYield, summariseIncome } from '../../src/domain/income.js';
import { ReturnVariant, twr } from '../../src/domain/performance.js';
import { unscaled } from '../../src/domain/scaled.js';
import { daysOf, seriesOf } from '../testkit/history.js';
import { ledger } from '../testkit/ledger.js';

const LEDGER = `
  2024-01-02 DEPOSIT 10000 EUR
  2024-01-02 BUY 100 ACME @ 100
  2024-01-03 DIVIDEND 200 from ACME tax 30
  2024-01-04 REINVESTMENT 1.25 ACME @ 102 for 150 tax 22.5`;
const days = daysOf(LEDGER, {
  from: '2024-01-01',
  until: '2024-01-04',
  closes: { '2024-01-02': { ACME: '100 EUR' }, '2024-01-03': { ACME: '98 EUR' }, '2024-01-04': { ACME: '102 EUR' } },
});

test('the total return has the dividends in it, the price return leaves them out', () => {
  expect(days.map(({ valuation }) => formatDecimal(unscaled(valuation.total)))).toEqual(['0', '10000', '9970', '10497.5']);
  expect(twr(seriesOf(days)).value?.toFixed()).toBe('0.04975');
  expect(twr(seriesOf(days), ReturnVariant.PRICE).value?.toFixed()).toBe('0.0193179539');
  const sum = sumAttributions(days.flatMap(({ attribution }) => attribution ?? []) as [StepAttribution, ...StepAttribution[]]);
  const shown = [sum.inflow, sum.priceGain, sum.currencyGain, sum.income, sum.netIncome, sum.taxes, sum.fees];
  expect(shown.map((amount) => formatDecimal(unscaled(amount)))).toEqual(['10000', '200', '0', '350', '297.5', '52.5', '0']);
});

test('income is gross with its tax apart, and yields on cost and on value', () => {
  const { income, positions } = ledger(LEDGER).state();
  const range = { from: parseDay('2023-01-05'), until: parseDay('2024-01-04'), baseCurrency: EUR };
  const { gross, tax, net } = summariseIncome(income, {
    ...range,
    crossOn: () => ({ numerator: new Decimal(1), denominator: new Decimal(1) }),
  });
  expect([gross, tax, net].map(formatDecimal)).toEqual(['350', '52.5', '297.5']);
  const [position] = [...positions.values()];
  expect(position && formatDecimal(position.costBasis)).toBe('10127.5');
  expect(incomeYield(gross, position?.costBasis ?? null).value?.toFixed()).toBe('0.0345593681');
  expect(incomeYield(gross, new Decimal('101.25').times(102)).value?.toFixed()).toBe('0.0338900992');
});
