// Days are counted without a calendar: each against what the platform's own says.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type Day, dayIn, dayNumber, daysBetween, weekday } from './day.js';

const MS_PER_DAY = 86_400_000;
const textOf = (number: number) => new Date(number * MS_PER_DAY).toISOString().slice(0, 10) as Day;
const number = fc.integer({ min: Date.parse('1900-01-01') / MS_PER_DAY, max: Date.parse('9990-12-31') / MS_PER_DAY });

test('the number of a day, its weekday and the days around it are those of the calendar', () => {
  fc.assert(
    fc.property(number, fc.integer({ min: -800, max: 800 }), (of, count) => {
      const day = textOf(of);
      expect(dayNumber(day)).toBe(of);
      expect(dayNumber(`a price of ${day} in a text`, 'a price of '.length)).toBe(of);
      expect(weekday(day)).toBe(new Date(of * MS_PER_DAY).getUTCDay());
      const other = addDays(day, count);
      expect(other).toBe(textOf(of + count));
      expect(daysBetween(day, other)).toBe(count);
    }),
  );
});

test('every day of four centuries follows the one before it', () => {
  const wrong: Day[] = [];
  let day = '1899-12-31' as Day;
  for (let each = dayNumber(day); day < '2300-01-01'; each += 1) {
    if (day !== textOf(each) || dayNumber(day) !== each) wrong.push(day);
    day = addDays(day, 1);
  }
  expect(wrong).toEqual([]);
});

test('the day of an instant in a zone is what the zone shows, whatever was asked before', () => {
  const zones = ['UTC', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Kiritimati', 'Africa/Monrovia'];
  const shown = new Map(
    zones.map((zone) => [zone, new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })]),
  );
  const quarter = 900_000;
  const quarters = fc.integer({ min: Math.floor(Date.parse('1969-01-01') / quarter), max: Math.floor(Date.parse('2040-01-01') / quarter) });
  const instants = fc.array(fc.tuple(fc.constantFrom(...zones), fc.integer({ min: -quarter, max: quarter })), { minLength: 2 });
  fc.assert(
    fc.property(quarters, instants, (near, asked) => {
      for (const [zone, offset] of asked) {
        const instant = new Date(near * quarter + offset);
        expect(dayIn(zone, instant)).toBe(shown.get(zone)?.format(instant));
      }
    }),
  );
  // Midnight itself, from both sides, in a zone that was ten hours and forty minutes behind.
  for (const instant of ['1978-05-01T10:39:59.999Z', '1978-05-01T10:40:00.000Z'])
    expect(dayIn('Pacific/Kiritimati', new Date(instant))).toBe(shown.get('Pacific/Kiritimati')?.format(new Date(instant)));
  expect(() => dayIn('UTC', new Date(Number.NaN))).toThrow(RangeError);
});
