/** A calendar day, apart from an instant in time: trades, NAVs and closes belong to a day in their market's zone. */
import { InvalidInput } from './errors.js';

declare const day: unique symbol;
/** `YYYY-MM-DD`; compares and sorts as text. */
export type Day = string & { readonly [day]: true };

export const EARLIEST_DAY = '1900-01-01' as Day;
const MS_PER_DAY = 86_400_000;

/** @throws InvalidInput when the text is not an existing calendar day from 1900 on. */
export function parseDay(text: string, field = 'date'): Day {
  const value = tryParseDay(text);
  if (!value) {
    throw new InvalidInput(field, 'DAY', `${field} must be an existing day from 1900 on, written YYYY-MM-DD.`);
  }
  return value;
}

export function tryParseDay(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const instant = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== text) return null;
  return text >= EARLIEST_DAY ? (text as Day) : null;
}

export function addDays(value: Day, count: number): Day {
  return new Date(Date.parse(`${value}T00:00:00Z`) + count * MS_PER_DAY).toISOString().slice(0, 10) as Day;
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MS_PER_DAY);
}

/** 0 = Sunday to 6 = Saturday. */
export function weekday(value: Day): number {
  return new Date(`${value}T00:00:00Z`).getUTCDay();
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of an instant in an IANA time zone. */
export function dayIn(zone: string, instant: Date): Day {
  if (zone === 'UTC') return instant.toISOString().slice(0, 10) as Day;
  let format = dayFormats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    dayFormats.set(zone, format);
  }
  return format.format(instant) as Day;
}

/** The instant at which a wall clock in `zone` shows `time` (`HH:MM`) on `value`. */
export function instantAt(value: Day, time: string, zone: string): Date {
  const wanted = Date.parse(`${value}T${time}:00Z`);
  // The offset in force is found by asking what the zone's clock shows at the UTC reading; twice, for a change of offset in between.
  let instant = wanted;
  for (let round = 0; round < 2; round += 1) instant = wanted - offsetMs(zone, instant);
  return new Date(instant);
}

const clockFormats = new Map<string, Intl.DateTimeFormat>();

function offsetMs(zone: string, instant: number): number {
  let format = clockFormats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    clockFormats.set(zone, format);
  }
  const part: Record<string, number> = {};
  for (const { type, value: text } of format.formatToParts(new Date(instant))) part[type] = Number(text);
  const { year = 0, month = 1, day: date = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, date, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}
