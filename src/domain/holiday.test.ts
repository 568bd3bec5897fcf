import { expect, test } from '@jest/globals';
import { addDays, type Day, weekday } from './day.js';
import { earlyClose, HOLIDAYS, isHoliday, knowsYear } from './holiday.js';

/** The weekdays of a year on which the exchange is closed, as `MM-DD`. */
function closed(name: keyof typeof HOLIDAYS, year: number): string {
  const days: string[] = [];
  for (let day = `${year}-01-01` as Day; day <= `${year}-12-31`; day = addDays(day, 1)) {
    if (weekday(day) !== 0 && weekday(day) !== 6 && isHoliday(HOLIDAYS[name], day)) days.push(day.slice(5));
  }
  return days.join(' ');
}

function early(name: keyof typeof HOLIDAYS, year: number): string {
  const days: string[] = [];
  for (let day = `${year}-01-01` as Day; day <= `${year}-12-31`; day = addDays(day, 1)) {
    const time = earlyClose(HOLIDAYS[name], day);
    if (time) days.push(`${day.slice(5)} ${time}`);
  }
  return days.join(', ');
}

// As the exchanges published them.
test.each([
  ['NEW_YORK', 2025, '01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25'],
  ['NEW_YORK', 2026, '01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25'],
  ['NEW_YORK', 2027, '01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24'],
  ['LONDON', 2022, '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27'],
  ['LONDON', 2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
  ['LONDON', 2027, '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28'],
  ['EURONEXT', 2026, '01-01 04-03 04-06 05-01 12-25'],
  ['FRANKFURT', 2026, '01-01 04-03 04-06 05-01 12-24 12-25 12-31'],
  ['TARGET', 2027, '01-01 03-26 03-29'],
  ['TOKYO', 2026, '01-01 01-02 01-12 02-11 02-23 03-20 04-29 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23 12-31'],
  ['MUMBAI', 2026, '01-26 03-03 03-26 03-31 04-03 04-14 05-01 05-28 06-26 09-14 10-02 10-20 11-10 11-24 12-25'],
  // Past its table what follows a rule is still known.
  ['MUMBAI', 2025, '02-26 03-14 03-31 04-10 04-14 04-18 05-01 08-15 08-27 10-02 10-21 10-22 11-05 12-25'],
  ['MUMBAI', 2027, '01-26 03-26 04-14'],
  ['HONG_KONG', 2025, '01-01 01-29 01-30 01-31 04-04 04-18 04-21 05-01 05-05 07-01 10-01 10-07 10-29 12-25 12-26'],
  ['HONG_KONG', 2026, '01-01 02-17 02-18 02-19 04-03 04-06 04-07 05-01 05-25 06-19 07-01 10-01 10-19 12-25'],
  ['HONG_KONG', 2027, '01-01 02-08 02-09 03-26 03-29 04-05 05-13 06-09 07-01 09-16 10-01 10-08 12-27'],
  ['TEL_AVIV', 2026, '03-03 04-01 04-02 04-07 04-08 04-21 04-22 05-21 05-22 07-23 09-11 09-21 09-25 10-02'],
  ['OSLO', 2026, '01-01 04-02 04-03 04-06 05-01 05-14 05-25 12-24 12-25 12-31'],
  ['COPENHAGEN', 2026, '01-01 04-02 04-03 04-06 05-14 05-15 05-25 06-05 12-24 12-25 12-31'],
  ['HELSINKI', 2026, '01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25 12-31'],
  ['WARSAW', 2026, '01-01 01-06 04-03 04-06 05-01 06-04 11-11 12-24 12-25 12-31'],
] as const)('%s is closed in %s on %s', (name, year, expected) => {
  expect(closed(name, year)).toBe(expected);
});

test.each([
  ['NEW_YORK', 2025, '07-03 13:00, 11-28 13:00, 12-24 13:00'],
  ['NEW_YORK', 2026, '11-27 13:00, 12-24 13:00'],
  ['NEW_YORK', 2027, '11-26 13:00'],
  ['LONDON', 2026, '12-24 12:30, 12-31 12:30'],
  ['EURONEXT', 2027, '12-24 14:05, 12-31 14:05'],
  ['FRANKFURT', 2026, ''],
  ['HONG_KONG', 2026, '02-16 12:00, 12-24 12:00, 12-31 12:00'],
] as const)('%s closes early in %s on %s', (name, year, expected) => {
  expect(early(name, year)).toBe(expected);
});

test('a year nobody can know is said to be unknown', () => {
  const knows = (name: keyof typeof HOLIDAYS, year: number) => knowsYear(HOLIDAYS[name], `${year}-06-01` as Day);
  expect([knows('HONG_KONG', 2027), knows('HONG_KONG', 2028), knows('TEL_AVIV', 2028)]).toEqual([true, false, true]);
  expect([knows('MUMBAI', 2026), knows('MUMBAI', 2027), knows('NEW_YORK', 2027), knows('NEW_YORK', 2050)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});
