import { expect, test } from '@jest/globals';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import type { Mic } from '../domain/identifiers.js';
import { gapOf } from './history-gap.js';

const share = { kind: 'EQUITY' as const, mic: 'XNAS' as Mic, currency: 'USD' as Currency, delistedOn: null };
const fund = { kind: 'FUND' as const, mic: null, currency: 'INR' as Currency, delistedOn: null };
const days = (...texts: string[]) => new Set(texts.map((text) => `2026-11-${text}` as Day));
const gap = (of: typeof share | typeof fund, priced: Set<Day>, at: string) =>
  gapOf(of, priced, { from: '2026-11-20' as Day, at: new Date(at) });

test('a session without a price is a gap; weekends, holidays and a day that is not over are none', () => {
  expect(gap(share, days('20', '23', '24', '25', '27'), '2026-11-28T00:00Z')).toBeNull();
  expect(gap(share, days('20', '25', '27'), '2026-11-28T00:00Z')).toEqual({ from: '2026-11-23', to: '2026-11-24' });
  expect(gap(share, days('20', '23', '24', '25'), '2026-11-27T17:00Z')).toBeNull();
});

test('the NAV of a fund is missing once it should be out', () => {
  expect(gap(fund, days('20', '23'), '2026-11-25T17:59Z')).toBeNull();
  expect(gap(fund, days('20', '23'), '2026-11-25T18:01Z')).toEqual({ from: '2026-11-25', to: '2026-11-25' });
});

test('of days on which it trades no more none is missing', () => {
  const gone = { ...share, delistedOn: '2026-11-24' as Day };
  expect(gapOf(gone, days('20'), { from: '2026-11-20' as Day, at: new Date('2026-11-28T00:00Z') })).toEqual({
    from: '2026-11-23',
    to: '2026-11-23',
  });
  expect(gapOf(gone, days('20', '23'), { from: '2026-11-20' as Day, at: new Date('2026-11-28T00:00Z') })).toBeNull();
});
