/**
 * How current a price is. Invariant: a price ages only while its market could have given a newer one, so nothing turns
 * stale overnight or over a weekend (docs/CALCULATIONS.md, C14).
 */
import { addDays, type Day } from './day.js';
import { closeOf, isTradingDay, type Market, marketDay, openMsBetween } from './market.js';
import { isDated, type QuoteKind } from './quote.js';

export const Freshness = { FRESH: 'FRESH', AGING: 'AGING', STALE: 'STALE' } as const;
export type Freshness = (typeof Freshness)[keyof typeof Freshness];

/** The whole rule: a price up to `fresh` is FRESH, up to `aging` AGING, beyond it STALE. */
export const FRESHNESS_LIMITS = {
  /** LAST and MID: minutes in which the market was open since the price was observed. */
  liveMinutes: { fresh: 12, aging: 30 },
  /** CLOSE and NAV: business days whose price should be out by now and is not; one is the usual lag of publication. */
  datedDays: { fresh: 1, aging: 2 },
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
  if (isDated(quote.kind)) return datedFreshness(quote.valueDate, lastClosedDay(market, now));
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
  return datedFreshness(quote.valueDate, expected);
}

function datedFreshness(valueDate: Day, expected: Day): Freshness {
  const late = businessDaysLate(valueDate, expected);
  const { fresh, aging } = FRESHNESS_LIMITS.datedDays;
  if (late <= fresh) return Freshness.FRESH;
  return late <= aging ? Freshness.AGING : Freshness.STALE;
}

/** The newest day whose close has passed. */
function lastClosedDay(market: Market, now: Date): Day {
  let day = marketDay(market, now);
  if (isTradingDay(day) && closeOf(market, day) > now) day = addDays(day, -1);
  while (!isTradingDay(day)) day = addDays(day, -1);
  return day;
}

function businessDaysLate(valueDate: Day, expected: Day): number {
  let late = 0;
  for (let day = addDays(valueDate, 1); day <= expected && late < DAYS_COUNTED_MAX; day = addDays(day, 1)) {
    if (isTradingDay(day)) late += 1;
  }
  return late;
}
