/** The stretches of time the history offers. Days are UTC days, as the API's are. */

export const RANGES = ['1M', '6M', 'YTD', '1Y', 'ALL'] as const;
export type Range = (typeof RANGES)[number];

const MONTHS: Partial<Record<Range, number>> = { '1M': 1, '6M': 6, '1Y': 12 };

/** The day the range is measured from, by its end; null for the first entry. */
export function startOf(range: Range, today: string): string | null {
  if (range === 'ALL') return null;
  if (range === 'YTD') return dayBefore(`${today.slice(0, 4)}-01-01`);
  return monthsBefore(today, MONTHS[range] ?? 0);
}

/** A period of the API starts from the end of the day before its first, so the line and the figures begin at one value. */
export function dayAfter(day: string): string {
  return shifted(day, 1);
}

export function dayOf(instantMs: number): string {
  return new Date(instantMs).toISOString().slice(0, 10);
}

function dayBefore(day: string): string {
  return shifted(day, -1);
}

function shifted(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return dayOf(date.getTime());
}

/** The same day of an earlier month, or the last that month has. */
function monthsBefore(day: string, months: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  const dayOfMonth = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(dayOfMonth, last));
  return dayOf(date.getTime());
}
