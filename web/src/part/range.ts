/** The stretches of time a history offers. Days are UTC days, as the API's are. */
import { useSyncExternalStore } from 'react';
import { serverClock } from '../api/server-clock.js';

export const RANGES = [
  { key: '1D', label: '1D', name: 'one day' },
  { key: '1W', label: '1W', name: 'one week' },
  { key: '1M', label: '1M', name: 'one month' },
  { key: '3M', label: '3M', name: 'three months' },
  { key: 'YTD', label: 'YTD', name: 'this year' },
  { key: '1Y', label: '1Y', name: 'one year' },
  { key: 'ALL', label: 'All', name: 'since the first entry' },
] as const;
export type Range = (typeof RANGES)[number]['key'];

const MONTHS: Partial<Record<Range, number>> = { '1M': 1, '3M': 3, '1Y': 12 };

/** The day the range is measured from, by its end; null for the first entry. */
export function startOf(range: Range, today: string): string | null {
  if (range === 'ALL') return null;
  if (range === '1D') return shifted(today, -1);
  if (range === '1W') return shifted(today, -7);
  if (range === 'YTD') return shifted(`${today.slice(0, 4)}-01-01`, -1);
  return monthsBefore(today, MONTHS[range] ?? 0);
}

/** A period of the API starts from the end of the day before its first, so the line and the figures begin at one value. */
export function dayAfter(day: string): string {
  return shifted(day, 1);
}

export function dayOf(instantMs: number): string {
  return new Date(instantMs).toISOString().slice(0, 10);
}

/** Renders again when the day turns. */
export function useToday(): string {
  return useSyncExternalStore(serverClock.subscribe, () => dayOf(serverClock.now()));
}

/** What a range spans; null stands for the first entry, and for now. */
export function periodOf(range: Range, today: string): { readonly from: string | null; readonly to: null } {
  const start = startOf(range, today);
  return { from: start && dayAfter(start), to: null };
}

/** A month, given as YYYY-MM, as far as it lies within a period that starts at the end of `start`. */
export function monthPeriod(month: string, { start, to }: { readonly start: string; readonly to: string }) {
  return clipped({ from: `${month}-01`, to: shifted(monthsBefore(`${month}-01`, -1), -1) }, { start, to });
}

export function yearPeriod(year: string, { start, to }: { readonly start: string; readonly to: string }) {
  return clipped({ from: `${year}-01-01`, to: `${year}-12-31` }, { start, to });
}

function clipped(own: { readonly from: string; readonly to: string }, { start, to }: { readonly start: string; readonly to: string }) {
  const first = dayAfter(start);
  return { from: own.from > first ? own.from : first, to: own.to < to ? own.to : to };
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
