/**
 * The rules by which holidays fall on days: dates, weekdays of a month, Easter, equinoxes, the Hebrew calendar, and what is done
 * with those that meet a weekend or each other. Each gives the day in a year, from what is taken already.
 */
import { addDays, type Day, weekday } from './day.js';

/** A day of a year; null: it has none that year. */
export type Rule = (year: number, taken: ReadonlySet<Day>) => Day | null;

export const dayOf = (year: number, month: number, date: number): Day => {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${year}-${pad(month)}-${pad(date)}` as Day;
};
export const isWeekend = (day: Day) => weekday(day) === 0 || weekday(day) === 6;

export const on =
  (month: number, date: number): Rule =>
  (year) =>
    dayOf(year, month, date);
/** The nth weekday (0 = Sunday) of a month; -1: the last. */
export const nth =
  (month: number, place: number, day: number): Rule =>
  (year) => {
    const first = place > 0 ? dayOf(year, month, 1) : month === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1);
    if (place > 0) return addDays(first, ((day - weekday(first) + 7) % 7) + (place - 1) * 7);
    const last = addDays(first, -1);
    return addDays(last, -((weekday(last) - day + 7) % 7));
  };
/** The weekday on or before a date. */
export const before =
  (month: number, date: number, day: number): Rule =>
  (year) => {
    const from = dayOf(year, month, date);
    return addDays(from, -((weekday(from) - day + 7) % 7));
  };
export const easter =
  (offset: number): Rule =>
  (year) =>
    addDays(easterSunday(year), offset);
/** New York's way: Saturday's is kept on Friday, Sunday's on Monday. */
export const nearest =
  (rule: Rule): Rule =>
  (year, taken) => {
    const day = rule(year, taken);
    if (day === null) return null;
    return weekday(day) === 6 ? addDays(day, -1) : weekday(day) === 0 ? addDays(day, 1) : day;
  };
/** London's way: what falls on a weekend is kept on the next weekday that is not taken. */
export const nextFree =
  (rule: Rule): Rule =>
  (year, taken) => {
    let day = rule(year, taken);
    while (day !== null && (isWeekend(day) || taken.has(day))) day = addDays(day, 1);
    return day;
  };
/** Hong Kong's way: a Sunday's is kept on the next day that is not taken, and so is one of two that fall on one day. */
export const ownDay =
  (rule: Rule): Rule =>
  (year, taken) => {
    let day = rule(year, taken);
    while (day !== null && (weekday(day) === 0 || taken.has(day))) day = addDays(day, 1);
    return day;
  };
/** Only Sunday's is kept later. */
export const sundayNext =
  (rule: Rule): Rule =>
  (year, taken) => {
    let day = rule(year, taken);
    if (day === null || weekday(day) !== 0) return day;
    while (weekday(day) === 0 || taken.has(day)) day = addDays(day, 1);
    return day;
  };
export const unless =
  (years: readonly number[], rule: Rule): Rule =>
  (year, taken) =>
    years.includes(year) ? null : rule(year, taken);

/** Days between the equinoxes' mean and the year, by the formula of the national observatory, good to 2099. */
export const equinox =
  (month: number, mean: number): Rule =>
  (year) =>
    dayOf(year, month, Math.floor(mean + 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4)));

const HEBREW = new Intl.DateTimeFormat('en-u-ca-hebrew', { timeZone: 'UTC', month: 'long', day: 'numeric' });
const hebrewYears = new Map<number, ReadonlyMap<string, Day>>();

/** `15 Nisan` and so on, by the day of the Gregorian year; a leap year's second Adar is the one that counts. */
function hebrewDays(year: number): ReadonlyMap<string, Day> {
  let days = hebrewYears.get(year);
  if (!days) {
    const found = new Map<string, Day>();
    for (let day = dayOf(year, 1, 1); day.startsWith(`${year}-`); day = addDays(day, 1))
      found.set(HEBREW.format(new Date(`${day}T12:00:00Z`)).replace('Adar II', 'Adar'), day);
    hebrewYears.set(year, found);
    days = found;
  }
  return days;
}

/** A date of the Hebrew calendar, whose arithmetic is exact; `offset` days from it. */
export const hebrew =
  (text: string, offset = 0): Rule =>
  (year) => {
    const day = hebrewDays(year).get(text);
    return day ? addDays(day, offset) : null;
  };

/** The anonymous Gregorian computation. */
function easterSunday(year: number): Day {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return dayOf(year, Math.floor(sum / 31), (sum % 31) + 1);
}
