/** A calendar day, apart from an instant in time: trades, NAVs and closes belong to a day in their market's zone. */
import { InvalidInput } from './errors.js';

declare const day: unique symbol;
/** `YYYY-MM-DD`; compares and sorts as text. */
export type Day = string & { readonly [day]: true };

export const EARLIEST_DAY = '1900-01-01' as Day;
const MS_PER_DAY = 86_400_000;
const DAYS_OF_ANY_MONTH = 28;

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
  // Whoever walks years of days takes most of its steps within a month.
  const date = Number(value.slice(8)) + count;
  if (date >= 1 && date <= DAYS_OF_ANY_MONTH) return `${value.slice(0, 8)}${date < 10 ? '0' : ''}${date}` as Day;
  return new Date(Date.parse(`${value}T00:00:00Z`) + count * MS_PER_DAY).toISOString().slice(0, 10) as Day;
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** Whole days since 1970-01-01, of the day that stands in a text at `start`. Years are counted from March on, so that a leap day ends one. */
export function dayNumber(text: string, start = 0): number {
  const month = digits(text, start + 5, 2);
  const year = digits(text, start, 4) - (month < 3 ? 1 : 0);
  const beforeMonth = Math.floor((153 * (month + (month < 3 ? 9 : -3)) + 2) / 5);
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return 365 * year + leapDays + beforeMonth + digits(text, start + 8, 2) - DAYS_TO_1970;
}

/** Days from 0000-02-29 to 1970-01-01. */
const DAYS_TO_1970 = 719_469;
const ZERO_CODE = 48;

function digits(text: string, start: number, length: number): number {
  let number = 0;
  for (let place = start; place < start + length; place += 1) number = number * 10 + text.charCodeAt(place) - ZERO_CODE;
  return number;
}

/** 0 = Sunday to 6 = Saturday. */
export function weekday(value: Day): number {
  // 1970-01-01 was a Thursday.
  return (((dayNumber(value) + 4) % 7) + 7) % 7;
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The quarter of an hour last asked for, by zone, and its day. */
const newestDays = new Map<string, { quarter: number; day: Day }>();
const QUARTER_MS = 900_000;
/** Since 1980 every midnight of every zone falls on a quarter of an hour. */
const FIRST_QUARTER = Date.UTC(1980, 0, 1) / QUARTER_MS;

/** The calendar day of an instant in an IANA time zone. Prices come by the thousand with instants of one moment: the day is worked out once. */
export function dayIn(zone: string, instant: Date): Day {
  const quarter = Math.floor(instant.getTime() / QUARTER_MS);
  const newest = newestDays.get(zone);
  if (newest?.quarter === quarter) return newest.day;
  const day = dayOf(zone, instant);
  if (!(quarter >= FIRST_QUARTER)) return day;
  if (newest) Object.assign(newest, { quarter, day });
  else newestDays.set(zone, { quarter, day });
  return day;
}

function dayOf(zone: string, instant: Date): Day {
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
