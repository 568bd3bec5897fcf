import { expect, test } from '@jest/globals';
import { isCurrency, parseCurrency } from './currency.js';

test('a currency that ended of late is known, for the entries of its time; one that ended long ago is not', () => {
  expect(['EUR', 'BGN', 'HRK', 'ANG', 'SLL', 'ZWL'].filter(isCurrency)).toEqual(['EUR', 'BGN', 'HRK', 'ANG', 'SLL', 'ZWL']);
  expect(['DEM', 'LTL', 'eur', 'XXX'].filter(isCurrency)).toEqual([]);
  expect(() => parseCurrency('DEM')).toThrow('currency must be an active ISO 4217 code');
});
