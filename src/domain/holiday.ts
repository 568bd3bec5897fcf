/**
 * On which days an exchange does not trade, as rules where its rulebook states rules and as a table where it decides year by
 * year. Sources: the exchanges' published calendars as of December 2025. Invariant: a year no one can know is said to be
 * unknown, and then weekdays count.
 */
import { addDays, type Day, weekday } from './day.js';

export interface HolidayCalendar {
  /** The years it speaks of; outside them nothing is known but weekends. */
  readonly years: { readonly from: number; readonly to: number };
  readonly rules: readonly Rule[];
  /** Closures that follow no rule. */
  readonly closed?: readonly string[];
  readonly early?: { readonly time: string; readonly rules: readonly Rule[] };
}

/** A day of a year; null: it has none that year. */
type Rule = (year: number, taken: ReadonlySet<Day>) => Day | null;

const dayOf = (year: number, month: number, date: number): Day => {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${year}-${pad(month)}-${pad(date)}` as Day;
};
const isWeekend = (day: Day) => weekday(day) === 0 || weekday(day) === 6;

const on =
  (month: number, date: number): Rule =>
  (year) =>
    dayOf(year, month, date);
/** The nth weekday (0 = Sunday) of a month; -1: the last. */
const nth =
  (month: number, place: number, day: number): Rule =>
  (year) => {
    const first = place > 0 ? dayOf(year, month, 1) : month === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1);
    if (place > 0) return addDays(first, ((day - weekday(first) + 7) % 7) + (place - 1) * 7);
    const last = addDays(first, -1);
    return addDays(last, -((weekday(last) - day + 7) % 7));
  };
/** The weekday on or before a date. */
const before =
  (month: number, date: number, day: number): Rule =>
  (year) => {
    const from = dayOf(year, month, date);
    return addDays(from, -((weekday(from) - day + 7) % 7));
  };
const easter =
  (offset: number): Rule =>
  (year) =>
    addDays(easterSunday(year), offset);
/** New York's way: Saturday's is kept on Friday, Sunday's on Monday. */
const nearest =
  (rule: Rule): Rule =>
  (year, taken) => {
    const day = rule(year, taken);
    if (day === null) return null;
    return weekday(day) === 6 ? addDays(day, -1) : weekday(day) === 0 ? addDays(day, 1) : day;
  };
/** London's way: what falls on a weekend is kept on the next weekday that is not taken. */
const nextFree =
  (rule: Rule): Rule =>
  (year, taken) => {
    let day = rule(year, taken);
    while (day !== null && (isWeekend(day) || taken.has(day))) day = addDays(day, 1);
    return day;
  };
/** Only Sunday's is kept later. */
const sundayNext =
  (rule: Rule): Rule =>
  (year, taken) => {
    let day = rule(year, taken);
    if (day === null || weekday(day) !== 0) return day;
    while (weekday(day) === 0 || taken.has(day)) day = addDays(day, 1);
    return day;
  };
const unless =
  (years: readonly number[], rule: Rule): Rule =>
  (year, taken) =>
    years.includes(year) ? null : rule(year, taken);

const GOOD_FRIDAY = easter(-2);
const EASTER_MONDAY = easter(1);
const CONTINENTAL = [on(1, 1), GOOD_FRIDAY, EASTER_MONDAY, on(5, 1), on(12, 25), on(12, 26)];
const YEAR_ENDS = [on(12, 24), on(12, 31)];
/** One-off closures may still be added to a year that a rule already gives. */
const RULED = { from: 2022, to: 2035 } as const;

const NEW_YORK: HolidayCalendar = {
  years: RULED,
  rules: [
    // A Saturday's New Year is not kept on the last day of the old year.
    (year) => (weekday(dayOf(year, 1, 1)) === 0 ? dayOf(year, 1, 2) : dayOf(year, 1, 1)),
    nth(1, 3, 1),
    nth(2, 3, 1),
    GOOD_FRIDAY,
    nth(5, -1, 1),
    nearest(on(6, 19)),
    nearest(on(7, 4)),
    nth(9, 1, 1),
    nth(11, 4, 4),
    nearest(on(12, 25)),
  ],
  // A day of mourning.
  closed: ['2025-01-09'],
  early: {
    time: '13:00',
    rules: [
      (year) => addDays(nth(11, 4, 4)(year, new Set()) as Day, 1),
      on(12, 24),
      (year) => (isWeekend(dayOf(year, 7, 4)) ? null : dayOf(year, 7, 3)),
    ],
  },
};

const LONDON: HolidayCalendar = {
  years: RULED,
  rules: [
    nextFree(on(1, 1)),
    GOOD_FRIDAY,
    EASTER_MONDAY,
    nth(5, 1, 1),
    unless([2022], nth(5, -1, 1)),
    nth(8, -1, 1),
    nextFree(on(12, 25)),
    nextFree(on(12, 26)),
  ],
  // The jubilee, a funeral, a coronation.
  closed: ['2022-06-02', '2022-06-03', '2022-09-19', '2023-05-08'],
  early: { time: '12:30', rules: YEAR_ENDS },
};

const EURONEXT: HolidayCalendar = { years: RULED, rules: CONTINENTAL, early: { time: '14:05', rules: YEAR_ENDS } };
const FRANKFURT: HolidayCalendar = { years: RULED, rules: [...CONTINENTAL, ...YEAR_ENDS] };
const MILAN: HolidayCalendar = { years: RULED, rules: [...CONTINENTAL, ...YEAR_ENDS, on(8, 15)] };
const MADRID: HolidayCalendar = { years: RULED, rules: CONTINENTAL, early: { time: '14:00', rules: YEAR_ENDS } };
const ZURICH: HolidayCalendar = { years: RULED, rules: [...CONTINENTAL, ...YEAR_ENDS, on(1, 2), easter(39), easter(50), on(8, 1)] };
const STOCKHOLM: HolidayCalendar = {
  years: RULED,
  rules: [...CONTINENTAL, ...YEAR_ENDS, on(1, 6), easter(39), on(6, 6), before(6, 25, 5)],
};
const TORONTO: HolidayCalendar = {
  years: RULED,
  rules: [
    nextFree(on(1, 1)),
    nth(2, 3, 1),
    GOOD_FRIDAY,
    before(5, 24, 1),
    nextFree(on(7, 1)),
    nth(8, 1, 1),
    nth(9, 1, 1),
    nth(10, 2, 1),
    nextFree(on(12, 25)),
    nextFree(on(12, 26)),
  ],
  early: { time: '13:00', rules: [on(12, 24)] },
};
const SYDNEY: HolidayCalendar = {
  years: RULED,
  rules: [
    nextFree(on(1, 1)),
    nextFree(on(1, 26)),
    GOOD_FRIDAY,
    EASTER_MONDAY,
    on(4, 25),
    nth(6, 2, 1),
    nextFree(on(12, 25)),
    nextFree(on(12, 26)),
  ],
  closed: ['2022-09-22'],
  early: { time: '14:10', rules: YEAR_ENDS },
};
const JOHANNESBURG: HolidayCalendar = {
  years: RULED,
  rules: [
    on(1, 1),
    on(3, 21),
    GOOD_FRIDAY,
    EASTER_MONDAY,
    on(4, 27),
    on(5, 1),
    on(6, 16),
    on(8, 9),
    on(9, 24),
    on(12, 16),
    on(12, 25),
    on(12, 26),
  ].map(sundayNext),
  closed: ['2024-05-29'],
};

/** Days between the equinoxes' mean and the year, by the formula of the national observatory, good to 2099. */
const equinox =
  (month: number, mean: number): Rule =>
  (year) =>
    dayOf(year, month, Math.floor(mean + 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4)));
const TOKYO_HOLIDAYS = [
  on(1, 1),
  nth(1, 2, 1),
  on(2, 11),
  on(2, 23),
  equinox(3, 20.8431),
  on(4, 29),
  on(5, 3),
  on(5, 4),
  on(5, 5),
  nth(7, 3, 1),
  on(8, 11),
  nth(9, 3, 1),
  equinox(9, 23.2488),
  nth(10, 2, 1),
  on(11, 3),
  on(11, 23),
];
const TOKYO: HolidayCalendar = {
  years: RULED,
  rules: [
    on(1, 2),
    on(1, 3),
    on(12, 31),
    ...TOKYO_HOLIDAYS,
    ...TOKYO_HOLIDAYS.map(sundayNext),
    // A day between two holidays is one: it happens in September only.
    (year, taken) => {
      const between = addDays(equinox(9, 23.2488)(year, taken) as Day, -1);
      return taken.has(addDays(between, -1)) ? between : null;
    },
  ],
};

/** By yearly circular (NSE CMTR71775 of December 2025 for 2026); holidays on weekends are left out, and the evening session of Diwali too. */
const MUMBAI: HolidayCalendar = {
  years: { from: 2025, to: 2026 },
  rules: [],
  closed: [
    ...['02-26', '03-14', '03-31', '04-10', '04-14', '04-18', '05-01', '08-15', '08-27', '10-02', '10-21', '10-22', '11-05', '12-25'].map(
      (text) => `2025-${text}`,
    ),
    ...[
      '01-26',
      '03-03',
      '03-26',
      '03-31',
      '04-03',
      '04-14',
      '05-01',
      '05-28',
      '06-26',
      '09-14',
      '10-02',
      '10-20',
      '11-10',
      '11-24',
      '12-25',
    ].map((text) => `2026-${text}`),
  ],
};

export const HOLIDAYS = {
  NEW_YORK,
  LONDON,
  FRANKFURT,
  EURONEXT,
  MILAN,
  MADRID,
  ZURICH,
  STOCKHOLM,
  TORONTO,
  SYDNEY,
  JOHANNESBURG,
  TOKYO,
  MUMBAI,
  /** The closing days of the euro area's payment system, by which the reference rates are published. */
  TARGET: { years: RULED, rules: CONTINENTAL },
} as const satisfies Record<string, HolidayCalendar>;

interface KnownYear {
  readonly closed: ReadonlySet<Day>;
  readonly early: ReadonlySet<Day>;
}

const UNKNOWN_YEAR: KnownYear = { closed: new Set(), early: new Set() };
const years = new WeakMap<HolidayCalendar, Map<number, KnownYear>>();

/** Whether anything is known of the day's year. */
export function knowsYear({ years: { from, to } }: HolidayCalendar, day: Day): boolean {
  const year = Number(day.slice(0, 4));
  return year >= from && year <= to;
}

export function isHoliday(calendar: HolidayCalendar, day: Day): boolean {
  return yearOf(calendar, day).closed.has(day);
}

/** The wall-clock time at which the exchange closes early that day; null: it does not. */
export function earlyClose(calendar: HolidayCalendar, day: Day): string | null {
  return yearOf(calendar, day).early.has(day) ? (calendar.early?.time ?? null) : null;
}

function yearOf(calendar: HolidayCalendar, day: Day): KnownYear {
  const year = Number(day.slice(0, 4));
  if (!knowsYear(calendar, day)) return UNKNOWN_YEAR;
  const known = years.get(calendar) ?? new Map<number, KnownYear>();
  years.set(calendar, known);
  let found = known.get(year);
  if (!found) {
    found = workOut(calendar, year);
    known.set(year, found);
  }
  return found;
}

function workOut({ rules, closed: table = [], early }: HolidayCalendar, year: number): KnownYear {
  const closed = new Set<Day>(table.filter((text) => text.startsWith(`${year}-`)) as Day[]);
  for (const rule of rules) {
    const day = rule(year, closed);
    if (day !== null) closed.add(day);
  }
  const earlyDays = (early?.rules ?? []).flatMap((rule) => rule(year, closed) ?? []);
  return { closed, early: new Set(earlyDays.filter((day) => !isWeekend(day) && !closed.has(day))) };
}

/** The anonymous Gregorian computation. */
function easterSunday(year: number): Day {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return dayOf(year, Math.floor(sum / 31), (sum % 31) + 1);
}
