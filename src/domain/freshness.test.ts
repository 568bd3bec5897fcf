import { expect, test } from '@jest/globals';
import type { Currency } from './currency.js';
import { parseDay } from './day.js';
import { freshnessAt, rateFreshness } from './freshness.js';
import type { Mic } from './identifiers.js';
import { InstrumentKind } from './instrument.js';
import { marketOf } from './market.js';
import { QuoteKind } from './quote.js';

const NASDAQ = marketOf({ kind: InstrumentKind.EQUITY, mic: 'XNAS' as Mic, currency: 'USD' as Currency });
const CRYPTO = marketOf({ kind: InstrumentKind.CRYPTO, mic: null, currency: 'USD' as Currency });

function live(observedAt: string, now: string, market = NASDAQ) {
  return freshnessAt(
    { kind: QuoteKind.LAST, observedAt: new Date(observedAt), valueDate: parseDay(observedAt.slice(0, 10)) },
    market,
    new Date(now),
  );
}

// New York is at UTC-4 in June: the session is 13:30 to 20:00 UTC. 7 June 2024 is a Friday.
test.each([
  ['within 12 minutes', '2024-06-05T15:00:00Z', '2024-06-05T15:12:00Z', 'FRESH'],
  ['within half an hour', '2024-06-05T15:00:00Z', '2024-06-05T15:30:00Z', 'AGING'],
  ['later', '2024-06-05T15:00:00Z', '2024-06-05T15:30:01Z', 'STALE'],
  ['the last price overnight', '2024-06-05T19:59:00Z', '2024-06-06T08:00:00Z', 'FRESH'],
  ['the last price over a weekend', '2024-06-07T20:00:00Z', '2024-06-10T13:29:59Z', 'FRESH'],
  ['the last price once the market is open again', '2024-06-07T20:00:00Z', '2024-06-10T13:50:00Z', 'AGING'],
  ['a price the source stopped at in mid-session', '2024-06-05T15:00:00Z', '2024-06-05T23:00:00Z', 'STALE'],
  ['a price from a clock ahead of ours', '2024-06-05T15:01:00Z', '2024-06-05T15:00:00Z', 'FRESH'],
])('a live price: %s', (_, observedAt, now, expected) => {
  expect(live(observedAt, now)).toBe(expected);
});

test('a market that never closes ages at night too', () => {
  expect(live('2024-06-08T03:00:00Z', '2024-06-08T03:31:00Z', CRYPTO)).toBe('STALE');
});

// Of Thursday 6 June; the next close is due on Friday at 20:00 UTC, then on Monday.
test.each([
  ['2024-06-07T19:00:00Z', 'FRESH'],
  ['2024-06-07T21:00:00Z', 'FRESH'],
  ['2024-06-09T12:00:00Z', 'FRESH'],
  ['2024-06-10T21:00:00Z', 'AGING'],
  ['2024-06-11T21:00:00Z', 'STALE'],
])('a close of Thursday at %s is %s', (now, expected) => {
  const close = { kind: QuoteKind.CLOSE, observedAt: new Date('2024-06-06T20:00:00Z'), valueDate: parseDay('2024-06-06') };
  expect(freshnessAt(close, NASDAQ, new Date(now))).toBe(expected);
});

// The NAV of a US fund is out at 20:30 in New York.
test.each([
  ['2024-06-07T19:00:00Z', 'FRESH'],
  ['2024-06-08T00:29:00Z', 'FRESH'],
  ['2024-06-08T00:30:00Z', 'AGING'],
  ['2024-06-10T12:00:00Z', 'AGING'],
  ['2024-06-11T00:30:00Z', 'STALE'],
])('a NAV of Thursday at %s is %s', (now, expected) => {
  const nav = { kind: QuoteKind.NAV, observedAt: new Date('2024-06-06T20:00:00Z'), valueDate: parseDay('2024-06-06') };
  const fund = marketOf({ kind: InstrumentKind.FUND, mic: null, currency: 'USD' as Currency });
  expect(freshnessAt(nav, fund, new Date(now))).toBe(expected);
});

test('a live price does not age over a holiday', () => {
  expect(live('2026-11-25T20:59:00Z', '2026-11-27T14:29:00Z')).toBe('FRESH');
  expect(live('2026-11-25T20:59:00Z', '2026-11-27T14:50:00Z')).toBe('AGING');
});

// 7 June 2024 is a Friday; the reference rates of a day are fixed at 12:15 UTC.
test.each([
  ['over a weekend', '2024-06-07', '2024-06-10T12:00:00Z', null, 'FRESH'],
  ['that is one day behind', '2024-06-06', '2024-06-07T20:00:00Z', null, 'FRESH'],
  ['that is two days behind', '2024-06-06', '2024-06-10T20:00:00Z', null, 'AGING'],
  ['that is three days behind', '2024-06-06', '2024-06-11T20:00:00Z', null, 'STALE'],
  ['of before Easter', '2024-03-28', '2024-04-02T12:00:00Z', null, 'FRESH'],
  ['in the valuation of its own day', '2020-01-02', '2024-06-11T20:00:00Z', '2020-01-02', 'FRESH'],
  ['in the valuation of a week later', '2020-01-02', '2024-06-11T20:00:00Z', '2020-01-09', 'STALE'],
])('a rate %s', (_, valueDate, now, day, expected) => {
  expect(rateFreshness({ valueDate: parseDay(valueDate) }, day === null ? new Date(now) : parseDay(day))).toBe(expected);
});
