import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Marks, Places } from './marks.js';

test('whatever is taken, marked, cleared and given back, each owner finds its own marks and nobody else does', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(sizes, fc.infiniteStream(fc.nat(1000)), (rows, numbers) => {
      const next = (below: number) => (numbers.next().value as number) % below;
      const marks = new Marks<number>();
      const taken = new Map<number, { first: number; rows: number; wanted: Set<number> }>();
      for (const [owner, count] of rows.entries()) {
        taken.set(owner, { first: marks.take(owner, count), rows: count, wanted: new Set() });
        const heard: number[] = [];
        const places = new Places();
        for (const [each, range] of taken) {
          const row = next(range.rows);
          places.add(range.first + row);
          if (next(2) === 0) places.remove(range.first + row);
          else range.wanted.add(row);
          if (range.wanted.size === 1 && range.rows <= 32 && range.wanted.has(row)) heard.push(each);
        }
        const told: number[] = [];
        marks.mark(places, (each) => told.push(each));
        for (const each of told) expect(taken.has(each)).toBe(true);
        for (const { first, rows: size, wanted } of taken.values()) {
          expect(marks.marked(first, size)).toEqual([...wanted].sort((a, b) => a - b));
        }
        const gone = next(taken.size + 1);
        const range = taken.get(gone);
        if (!range) continue;
        if (next(2) === 0) {
          marks.give(range.first, range.rows);
          taken.delete(gone);
        } else {
          marks.clear(range.first, range.rows);
          range.wanted.clear();
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('an owner is told of once, until its marks are cleared', () => {
  const marks = new Marks<string>();
  const first = marks.take('a', 20);
  const places = new Places();
  for (const row of [3, 4, 19]) places.add(first + row);
  const told: string[] = [];
  for (let round = 0; round < 2; round += 1) marks.mark(places, (owner) => told.push(owner));
  expect(told).toEqual(['a']);
  marks.clear(first, 20);
  marks.mark(places, (owner) => told.push(owner));
  expect(told).toEqual(['a', 'a']);
});
