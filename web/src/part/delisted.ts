/** That an instrument trades no more, in words. */
import { fullDay } from '../format/format.js';

/** @param on the first day without trading, which may lie ahead */
export function delisted(on: string, now: Date = new Date()): string {
  return isDelisted(on, now) ? `delisted on ${fullDay(on)}` : `to be delisted on ${fullDay(on)}`;
}

/** Whether that day has begun, where the reader is. */
export function isDelisted(on: string | null | undefined, now: Date = new Date()): boolean {
  return on != null && new Date(`${on}T00:00`) <= now;
}
