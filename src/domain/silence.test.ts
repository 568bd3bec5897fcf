// Silence counts while a market is open: a night, a weekend and a holiday are none, and a fund is never silent.
import { expect, test } from '@jest/globals';
import type { InstrumentId } from './ids.js';
import { silentMs } from './silence.js';

const INSTRUMENTS = {
  share: { kind: 'EQUITY', mic: 'XNAS', currency: 'USD' },
  early: { kind: 'EQUITY', mic: 'XETR', currency: 'EUR' },
  fund: { kind: 'FUND', mic: null, currency: 'EUR' },
  coin: { kind: 'CRYPTO', mic: null, currency: 'USD' },
  gone: { kind: 'EQUITY', mic: 'XNAS', currency: 'USD', delistedOn: '2026-11-18' },
  unlisted: { kind: 'EQUITY', mic: null, currency: 'EUR' },
} as const;
type Name = keyof typeof INSTRUMENTS;

/** Hours of silence at `now`, when each of these was last received. */
function check(now: string, received: Partial<Record<Name, string>>, hours: number): void {
  const quotes = Object.entries(received).map(([name, at]) => ({
    instrumentId: name as InstrumentId,
    kind: name === 'fund' ? ('NAV' as const) : ('LAST' as const),
    receivedAt: new Date(at),
  }));
  expect(silentMs(quotes, (id) => INSTRUMENTS[id as string as Name] as never, new Date(now)) / 3_600_000).toBe(hours);
}

test('an hour without a price while New York is open is an hour of silence', () => {
  check('2026-11-18T16:00:00Z', { share: '2026-11-18T15:00:00Z' }, 1);
});

test('a night, a weekend and Thanksgiving are none', () => {
  check('2026-11-19T14:30:00Z', { share: '2026-11-18T21:00:00Z' }, 0);
  check('2026-11-23T14:45:00Z', { share: '2026-11-20T21:00:00Z' }, 0.25);
  check('2026-11-26T18:00:00Z', { share: '2026-11-25T21:00:00Z' }, 0);
});

test('a price of anything ends it; the market that was open longest since then counts', () => {
  check('2026-11-18T17:30:00Z', { share: '2026-11-18T10:00:00Z', early: '2026-11-18T16:30:00Z' }, 1);
  check('2026-11-18T17:30:00Z', { share: '2026-11-18T10:00:00Z', fund: '2026-11-18T17:00:00Z' }, 0.5);
});

test('what trades no more is not waited for', () => {
  check('2026-11-17T16:00:00Z', { gone: '2026-11-17T15:00:00Z' }, 1);
  check('2026-11-18T16:00:00Z', { gone: '2026-11-18T04:00:00Z' }, 0);
});

test('what trades always is never closed; funds and what is listed nowhere say nothing', () => {
  check('2026-11-22T12:00:00Z', { coin: '2026-11-22T10:00:00Z' }, 2);
  check('2026-11-22T12:00:00Z', { fund: '2026-11-16T10:00:00Z', unlisted: '2026-11-16T10:00:00Z' }, 0);
  check('2026-11-22T12:00:00Z', {}, 0);
});
