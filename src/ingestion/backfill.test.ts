import { expect, test } from '@jest/globals';
import type { Day } from '../domain/day.js';
import { unadjusted } from './backfill.js';
import type { CorporateAction, RawQuote } from './source.js';

const close = (day: string, price: string, adjustment: RawQuote['adjustment'] = 'SPLIT'): RawQuote => ({
  type: 'quote',
  symbol: 'NVDA',
  kind: 'CLOSE',
  price,
  currency: 'USD',
  observedAt: null,
  valueDate: day as Day,
  previousClose: null,
  adjustment,
});
const split = (day: string, numerator: string, denominator = '1', symbol = 'NVDA'): CorporateAction => ({
  type: 'split',
  symbol,
  day: day as Day,
  numerator,
  denominator,
});

test('a price adjusted for splits is turned back to what was paid on its day', () => {
  const bars = [close('2021-07-19', '18.78'), close('2024-06-07', '120.888'), close('2024-06-10', '121.79')];
  const splits = [split('2021-07-20', '4'), split('2024-06-10', '10'), split('2024-06-01', '2', '1', 'OTHER')];
  const prices = unadjusted(bars, splits).map((raw) => raw.type === 'quote' && [raw.price, raw.adjustment]);
  expect(prices).toEqual([
    ['751.2', 'NONE'],
    ['1208.88', 'NONE'],
    ['121.79', 'NONE'],
  ]);
});

test('what is adjusted for dividends too cannot be turned back and is left out; what is raw stays as it is', () => {
  const raw = close('2024-06-07', '1208.88', 'NONE');
  expect(unadjusted([raw, close('2024-06-07', '1200', 'SPLIT_AND_DIVIDEND')], [split('2024-06-10', '10')])).toEqual([raw]);
});
