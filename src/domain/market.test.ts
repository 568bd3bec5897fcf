import { expect, test } from '@jest/globals';
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import type { Mic } from './identifiers.js';
import { InstrumentKind } from './instrument.js';
import { closeOf, expectedNavDay, isOpenAt, isSession, lastClosedSession, marketOf, openMsBetween } from './market.js';

const at = (mic: string) => marketOf({ kind: InstrumentKind.EQUITY, mic: mic as Mic, currency: 'USD' as Currency });
const fund = (currency: string) => marketOf({ kind: InstrumentKind.FUND, mic: null, currency: currency as Currency });
const minutes = (mic: string, from: string, to: string) =>
  openMsBetween(at(mic), new Date(from), new Date(to), Number.POSITIVE_INFINITY) / 60_000;

test.each([
  ['a whole session', 'XNAS', '2026-11-18T05:00Z', '2026-11-19T05:00Z', 390],
  ['a holiday', 'XNAS', '2026-11-26T05:00Z', '2026-11-27T05:00Z', 0],
  ['a session that closes early', 'XNAS', '2026-11-27T05:00Z', '2026-11-28T05:00Z', 210],
  ['a holiday of one side of the ocean only', 'XLON', '2026-11-26T00:00Z', '2026-11-27T00:00Z', 510],
  ['a midday pause', 'XTKS', '2026-11-18T00:00Z', '2026-11-18T07:00Z', 330],
  ['within a midday pause', 'XTKS', '2026-11-18T02:40Z', '2026-11-18T03:20Z', 0],
  // Europe's clocks have gone back by an hour and New York's have not.
  ['the week between two changes of the clock', 'XNYS', '2026-10-28T13:00Z', '2026-10-28T14:00Z', 30],
] as const)('%s', (_, mic, from, to, expected) => {
  expect(minutes(mic, from, to)).toBe(expected);
});

test('a close stands for the time the exchange closed that day', () => {
  expect(closeOf(at('XNYS'), '2026-11-25' as Day).toISOString()).toBe('2026-11-25T21:00:00.000Z');
  expect(closeOf(at('XNYS'), '2026-11-27' as Day).toISOString()).toBe('2026-11-27T18:00:00.000Z');
});

test('a market is open in its session, and nothing is said of one that is not known', () => {
  const open = (mic: string, instant: string) => isOpenAt(at(mic), new Date(instant));
  expect(open('XNAS', '2026-11-18T15:30Z')).toBe(true);
  expect(open('XNAS', '2026-11-18T21:00Z')).toBe(false);
  expect(open('XNAS', '2026-11-26T15:30Z')).toBe(false);
  expect(open('XTKS', '2026-11-18T03:00Z')).toBe(false);
  expect(open('XXXX', '2026-11-18T15:30Z')).toBeNull();
  expect([isSession(at('XNSE'), '2026-11-24' as Day), isSession(at('XNSE'), '2026-11-25' as Day)]).toEqual([false, true]);
});

test('the last closed session is before a holiday on the holiday', () => {
  expect(lastClosedSession(at('XNAS'), new Date('2026-11-26T22:00Z'))).toBe('2026-11-25');
  expect(lastClosedSession(at('XNAS'), new Date('2026-11-27T17:59Z'))).toBe('2026-11-25');
  expect(lastClosedSession(at('XNAS'), new Date('2026-11-27T18:00Z'))).toBe('2026-11-27');
});

// Kolkata is 5:30 ahead of UTC, New York 5:00 behind in winter, Berlin 1:00 ahead.
test.each([
  ['INR', '2026-11-18T17:59Z', '2026-11-17'],
  ['INR', '2026-11-18T18:00Z', '2026-11-18'],
  ['INR', '2026-11-24T20:00Z', '2026-11-23'],
  ['INR', '2026-11-22T12:00Z', '2026-11-20'],
  ['USD', '2026-11-19T01:29Z', '2026-11-17'],
  ['USD', '2026-11-19T01:30Z', '2026-11-18'],
  ['USD', '2026-11-27T12:00Z', '2026-11-25'],
  ['EUR', '2026-11-18T10:59Z', '2026-11-16'],
  ['EUR', '2026-11-18T11:00Z', '2026-11-17'],
  ['EUR', '2026-11-23T11:00Z', '2026-11-20'],
  ['SEK', '2026-11-18T12:00Z', '2026-11-17'],
])('the NAV of a fund in %s that should be out at %s is that of %s', (currency, now, expected) => {
  expect(expectedNavDay(fund(currency), new Date(now))).toBe(expected);
});
