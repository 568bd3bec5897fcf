/**
 * How current a price is. Invariant: a price ages only while its market could have given a newer one, so nothing turns
 * stale overnight or over a weekend (docs/CALCULATIONS.md, C14).
 */
import { addDays, type Day } from './day.js';
import { expectedNavDay, isSession, isTradingDay, lastClosedSession, type Market, openMsBetween, REFERENCE_RATES } from './market.js';
import { isDated, QuoteKind } from './quote.js';

export const Freshness = {
  FRESH: 'FRESH',
  AGING: 'AGING',
  STALE: 'STALE',
  /** The last price of what trades no more: it cannot be newer. */
  FINAL: 'FINAL',
} as const;
export type Freshness = (typeof Freshness)[keyof typeof Freshness];

/** The whole rule: a price up to `fresh` is FRESH, up to `aging` AGING, beyond it STALE. */
export const FRESHNESS_LIMITS = {
  /** LAST and MID: minutes in which the market was open since the price was observed. */
  liveMinutes: { fresh: 12, aging: 30 },
  /** CLOSE: sessions that have closed since; one is the usual lag of publication. */
  closeSessions: { fresh: 1, aging: 2 },
  /** NAV: sessions whose NAV should be out by now and is not. */
  navSessions: { fresh: 0, aging: 1 },
} as const;

const MS_PER_MINUTE = 60_000;
/** Business days are counted no further than this: beyond it everything is equally stale. */
const DAYS_COUNTED_MAX = 10;

/** A price's age class at an instant. */
export function freshnessAt(
  quote: { readonly kind: QuoteKind; readonly observedAt: Date; readonly valueDate: Day },
  market: Market,
  now: Date,
): Freshness {
  const isOpen = (day: Day) => isSession(market, day);
  if (quote.kind === QuoteKind.NAV) {
    return datedFreshness(navSessionsLate(quote, market, now), FRESHNESS_LIMITS.navSessions);
  }
  if (isDated(quote.kind)) {
    return datedFreshness(daysLate(quote.valueDate, lastClosedSession(market, now), isOpen), FRESHNESS_LIMITS.closeSessions);
  }
  const { fresh, aging } = FRESHNESS_LIMITS.liveMinutes;
  const limitMs = aging * MS_PER_MINUTE;
  const ageMs = openMsBetween(market, quote.observedAt, now, limitMs);
  if (ageMs <= fresh * MS_PER_MINUTE) return Freshness.FRESH;
  return ageMs <= limitMs ? Freshness.AGING : Freshness.STALE;
}

/** A price's age class in the valuation of a past day: every kind is judged by its day alone. */
export function freshnessOn(quote: { readonly valueDate: Day }, day: Day): Freshness {
  let expected = day;
  while (!isTradingDay(expected)) expected = addDays(expected, -1);
  return datedFreshness(daysLate(quote.valueDate, expected, isTradingDay), FRESHNESS_LIMITS.closeSessions);
}

/** A rate's age class now, or in the valuation of a past day: like a close of the reference rates' days, whose weekends and feasts age none. */
export function rateFreshness({ valueDate }: { readonly valueDate: Day }, at: Date | Day): Freshness {
  const expected = at instanceof Date ? lastClosedSession(REFERENCE_RATES, at) : at;
  return datedFreshness(
    daysLate(valueDate, expected, (each) => isSession(REFERENCE_RATES, each)),
    FRESHNESS_LIMITS.closeSessions,
  );
}

/** Whether one of the rates of a conversion is stale; one of a currency into itself never is. */
export function isStaleConversion(conversion: { readonly valueDate: Day | null } | null, at: Date | Day): boolean {
  const valueDate = conversion?.valueDate ?? null;
  return valueDate !== null && rateFreshness({ valueDate }, at) === Freshness.STALE;
}

/** Sessions by which a fund's NAV is later than it should be. */
export function navSessionsLate({ valueDate }: { readonly valueDate: Day }, market: Market, now: Date): number {
  return daysLate(valueDate, expectedNavDay(market, now), (day) => isSession(market, day));
}

function datedFreshness(late: number, { fresh, aging }: { readonly fresh: number; readonly aging: number }): Freshness {
  if (late <= fresh) return Freshness.FRESH;
  return late <= aging ? Freshness.AGING : Freshness.STALE;
}

function daysLate(valueDate: Day, expected: Day, isOpen: (day: Day) => boolean): number {
  let late = 0;
  for (let day = addDays(valueDate, 1); day <= expected && late < DAYS_COUNTED_MAX; day = addDays(day, 1)) {
    if (isOpen(day)) late += 1;
  }
  return late;
}
