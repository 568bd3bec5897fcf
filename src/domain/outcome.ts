/** A figure, or the reason there is none. Invariant: exactly one of the two is there; an absence is never 0 or NaN. */
export const AbsenceReason = {
  /** Nothing was invested, or less than nothing: a return on it means nothing. */
  NO_CAPITAL: 'NO_CAPITAL',
  /** More was lost than was there, so that no rate of growth describes it. */
  LOST_MORE_THAN_ALL: 'LOST_MORE_THAN_ALL',
  /** No rate makes the flows worth nothing. */
  NO_RATE_SOLVES: 'NO_RATE_SOLVES',
  /** Less than a day lies between the first and the last flow. */
  UNDER_A_DAY: 'UNDER_A_DAY',
  /** Periods under 365 days are not annualised. */
  UNDER_A_YEAR: 'UNDER_A_YEAR',
  /** Fewer daily returns than the figure needs. */
  TOO_FEW_RETURNS: 'TOO_FEW_RETURNS',
  /** What the figure is divided by never varied. */
  NO_VARIATION: 'NO_VARIATION',
  /** There is nothing to take a yield on. */
  NO_BASIS: 'NO_BASIS',
  /** Something passed between what has an exchange rate into the base currency and what has none. */
  NO_RATE: 'NO_RATE',
  /** There is no day to take the figure over. */
  NO_HISTORY: 'NO_HISTORY',
  /** No benchmark was given, or it has no price for the first day. */
  NO_BENCHMARK: 'NO_BENCHMARK',
} as const;
export type AbsenceReason = (typeof AbsenceReason)[keyof typeof AbsenceReason];

export type Outcome<T> = { readonly value: T; readonly absence: null } | { readonly value: null; readonly absence: AbsenceReason };

export function known<T>(value: T): Outcome<T> {
  return { value, absence: null };
}

export function absent(absence: AbsenceReason): Outcome<never> {
  return { value: null, absence };
}
