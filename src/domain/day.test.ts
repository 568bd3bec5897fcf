// Days are counted without a calendar: each against what the platform's own says.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type Day, dayNumber, daysBetween, weekday } from './day.js';

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
