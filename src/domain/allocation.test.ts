import { expect, test } from '@jest/globals';
import { AllocationBy, allocate } from './allocation.js';
import { Decimal, formatDecimal, ZERO } from './decimal.js';
import type { Instrument } from './instrument.js';
import type { Valuation } from './valuation.js';

const holding = (accountId: string, instrumentId: string, currency: string, value: string | null) => ({
  accountId,
  instrumentId,
  currency,
  value: value && new Decimal(value),
});
const valuation = {
  total: new Decimal('90'),
  holdings: [
    holding('a', 'x', 'USD', '60'),
    holding('b', 'x', 'USD', '30'),
    holding('b', 'y', 'EUR', '30'),
    holding('b', 'z', 'EUR', null),
  ],
  cashBalances: [{ accountId: 'a', currency: 'EUR', value: new Decimal('-30') }],
} as unknown as Valuation;
const slicesBy = (by: AllocationBy, of = valuation) =>
  allocate(of, by, (id) => ({ kind: id === 'y' ? 'FUND' : 'EQUITY' }) as Instrument).map(({ key, value, share }) => [
    key,
    formatDecimal(value),
    share.value ? formatDecimal(share.value) : share.absence,
  ]);

test('the slices add up to the total and their shares to 1, an overdraft counts against them', () => {
  expect(slicesBy(AllocationBy.INSTRUMENT)).toEqual([
    ['x', '90', '1'],
    ['y', '30', '0.3333333333'],
    ['CASH', '-30', '-0.3333333333'],
  ]);
  expect(slicesBy(AllocationBy.KIND).map(([key]) => key)).toEqual(['EQUITY', 'FUND', 'CASH']);
  expect(slicesBy(AllocationBy.CURRENCY)).toEqual([
    ['USD', '90', '1'],
    ['EUR', '0', '0'],
  ]);
  expect(slicesBy(AllocationBy.ACCOUNT)).toEqual([
    ['b', '60', '0.6666666667'],
    ['a', '30', '0.3333333333'],
  ]);
});

test('nothing has no shares', () => {
  expect(slicesBy(AllocationBy.ACCOUNT, { ...valuation, total: ZERO })[0]?.[2]).toBe('NO_BASIS');
});
