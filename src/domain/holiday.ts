/**
 * On which days an exchange does not trade, as rules where its rulebook states rules and as a table where it decides year by
 * year. Sources: the exchanges' published calendars as of December 2025. Invariant: a year that is not wholly known is said not to
 * be, and then what follows a rule counts, or weekdays alone.
 */
import { addDays, type Day, weekday } from './day.js';
import {
  before,
  dayOf,
  easter,
  equinox,
  hebrew,
  isWeekend,
  nearest,
  nextFree,
  nth,
  on,
  ownDay,
  type Rule,
  sundayNext,
  unless,
} from './holiday-rule.js';

export interface HolidayCalendar {
  /** The years its rules speak of; outside them nothing is known but weekends. */
  readonly years: { readonly from: number; readonly to: number };
  /** Feasts that are decided or published year by year, as `MM-DD`; of a year without them only what follows a rule is known. */
  readonly feasts?: Readonly<Record<number, string>>;
  readonly rules: readonly Rule[];
  /** Closures that follow no rule. */
  readonly closed?: readonly string[];
  readonly early?: { readonly time: string; readonly rules: readonly Rule[] };
}

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

/** Feasts by yearly circular (NSE CMTR71775 of December 2025 for 2026); those on weekends are left out, and the evening session of Diwali too. */
const MUMBAI: HolidayCalendar = {
  years: RULED,
  rules: [on(1, 26), GOOD_FRIDAY, on(4, 14), on(5, 1), on(8, 15), on(10, 2), on(12, 25)],
  feasts: {
    2025: '02-26 03-14 03-31 04-10 08-27 10-21 10-22 11-05',
    2026: '03-03 03-26 03-31 05-28 06-26 09-14 10-20 11-10 11-24',
  },
};

/** By the lunar calendar, as the government publishes it: New Year's three days, Buddha's birthday, Tuen Ng, the day after mid-autumn, Chung Yeung. */
const HONG_KONG_EVES: Readonly<Record<number, string>> = { 2024: '02-09', 2025: '01-28', 2026: '02-16', 2027: '02-05' };
const HONG_KONG: HolidayCalendar = {
  years: RULED,
  feasts: {
    2024: '02-12 02-13 05-15 06-10 09-18 10-11',
    2025: '01-29 01-30 01-31 05-05 10-07 10-29',
    2026: '02-17 02-18 02-19 05-25 06-19 10-19',
    2027: '02-08 02-09 05-13 06-09 09-16 10-08',
  },
  rules: [
    on(1, 1),
    GOOD_FRIDAY,
    EASTER_MONDAY,
    // Ching Ming, when the sun has come 15 degrees; good to 2099.
    (year: number) => dayOf(year, 4, Math.floor((year % 100) * 0.2422 + 4.81) - Math.floor((year % 100) / 4)),
    on(5, 1),
    on(7, 1),
    on(10, 1),
    on(12, 25),
    on(12, 26),
  ].map(ownDay),
  early: { time: '12:00', rules: [...YEAR_ENDS, (year) => (HONG_KONG_EVES[year] ? (`${year}-${HONG_KONG_EVES[year]}` as Day) : null)] },
};

/** Independence is kept off the sabbath and its eve: from Friday or Saturday on Thursday, from Monday on Tuesday. */
const independence: Rule = (year, taken) => {
  const day = hebrew('5 Iyar')(year, taken) as Day;
  const shift = { 5: -1, 6: -2, 1: 1 }[weekday(day)] ?? 0;
  return addDays(day, shift);
};
const TEL_AVIV: HolidayCalendar = {
  years: RULED,
  rules: [
    hebrew('14 Adar'),
    ...['15 Nisan', '21 Nisan', '6 Sivan', '1 Tishri', '10 Tishri', '15 Tishri', '22 Tishri'].flatMap((text) => [
      hebrew(text, -1),
      hebrew(text),
    ]),
    hebrew('2 Tishri'),
    (year, taken) => addDays(independence(year, taken) as Day, -1),
    independence,
    // The fast of the ninth of Av gives way to the sabbath.
    (year, taken) => {
      const day = hebrew('9 Av')(year, taken) as Day;
      return weekday(day) === 6 ? addDays(day, 1) : day;
    },
  ],
};

const WHIT_MONDAY = easter(50);
const VIENNA: HolidayCalendar = { years: RULED, rules: [...CONTINENTAL, ...YEAR_ENDS, WHIT_MONDAY, on(10, 26)] };
const HELSINKI: HolidayCalendar = {
  years: RULED,
  rules: [...CONTINENTAL, ...YEAR_ENDS, on(1, 6), easter(39), before(6, 25, 5), on(12, 6)],
};
const COPENHAGEN: HolidayCalendar = {
  years: RULED,
  // The day of prayer was kept until 2023.
  rules: [
    ...[on(1, 1), easter(-3), GOOD_FRIDAY, EASTER_MONDAY, easter(39), easter(40), WHIT_MONDAY, on(6, 5), on(12, 25), on(12, 26)],
    ...YEAR_ENDS,
    (year) => (year <= 2023 ? easter(26)(year, new Set()) : null),
  ],
};
const OSLO: HolidayCalendar = {
  years: RULED,
  rules: [...CONTINENTAL, ...YEAR_ENDS, easter(-3), on(5, 17), easter(39), WHIT_MONDAY],
  early: { time: '13:00', rules: [easter(-4)] },
};
const WARSAW: HolidayCalendar = {
  years: RULED,
  rules: [...CONTINENTAL, ...YEAR_ENDS, on(1, 6), on(5, 3), easter(60), on(8, 15), on(11, 1), on(11, 11)],
};
const SAO_PAULO: HolidayCalendar = {
  years: RULED,
  rules: [
    ...[on(1, 1), easter(-48), easter(-47), GOOD_FRIDAY, on(4, 21), on(5, 1), easter(60), on(9, 7), on(10, 12), on(11, 2), on(11, 15)],
    (year) => (year >= 2024 ? dayOf(year, 11, 20) : null),
    ...[on(12, 25), ...YEAR_ENDS],
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
  HONG_KONG,
  TEL_AVIV,
  VIENNA,
  HELSINKI,
  COPENHAGEN,
  OSLO,
  WARSAW,
  SAO_PAULO,
  /** The closing days of the euro area's payment system, by which the reference rates are published. */
  TARGET: { years: RULED, rules: CONTINENTAL },
} as const satisfies Record<string, HolidayCalendar>;

interface KnownYear {
  readonly closed: ReadonlySet<Day>;
  readonly early: ReadonlySet<Day>;
}

const UNKNOWN_YEAR: KnownYear = { closed: new Set(), early: new Set() };
const years = new WeakMap<HolidayCalendar, Map<number, KnownYear>>();

/** Whether all of the day's year is known. */
export function knowsYear(calendar: HolidayCalendar, day: Day): boolean {
  const year = Number(day.slice(0, 4));
  return isRuled(calendar, year) && (!calendar.feasts || calendar.feasts[year] !== undefined);
}

function isRuled({ years: { from, to } }: HolidayCalendar, year: number): boolean {
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
  if (!isRuled(calendar, year)) return UNKNOWN_YEAR;
  const known = years.get(calendar) ?? new Map<number, KnownYear>();
  years.set(calendar, known);
  let found = known.get(year);
  if (!found) {
    found = workOut(calendar, year);
    known.set(year, found);
  }
  return found;
}

function workOut({ rules, closed: table = [], feasts = {}, early }: HolidayCalendar, year: number): KnownYear {
  const decided = feasts[year]?.split(' ').map((text) => `${year}-${text}`) ?? [];
  const closed = new Set<Day>([...table.filter((text) => text.startsWith(`${year}-`)), ...decided] as Day[]);
  for (const rule of rules) {
    const day = rule(year, closed);
    if (day !== null) closed.add(day);
  }
  const earlyDays = (early?.rules ?? []).flatMap((rule) => rule(year, closed) ?? []);
  return { closed, early: new Set(earlyDays.filter((day) => !isWeekend(day) && !closed.has(day))) };
}
