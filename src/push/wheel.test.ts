import { expect, test } from '@jest/globals';
import { type Spoke, Wheel } from './wheel.js';

interface Named extends Spoke {
  readonly name: string;
}

/** A wheel on a clock of its own: `at` moves it and takes what is due; each turn costs `costMs`. */
function turning({ windowMs = 250, costMs = 0 } = {}) {
  let nowMs = 1_000;
  const turns: { readonly item: string; readonly ms: number }[] = [];
  const spokes = new Map<string, Named>();
  const wheel = new Wheel<Named>({
    nowMs: () => nowMs,
    windowMs: () => windowMs,
    turn: ({ name: item }) => {
      turns.push({ item, ms: nowMs });
      nowMs += costMs;
    },
  });
  const spokeOf = (name: string) => {
    const spoke = spokes.get(name) ?? { ...wheel.spoke(), name };
    spokes.set(name, spoke);
    return spoke;
  };
  return {
    wheel: {
      mark: (names: readonly string[]) => wheel.mark(names.map(spokeOf)),
      forget(name: string) {
        wheel.forget(spokeOf(name));
        spokes.delete(name);
      },
      run: () => wheel.run(),
      get size() {
        return wheel.size;
      },
    },
    turns,
    /** Runs as a timer would until nothing waits or the time has come. */
    until(endMs: number) {
      for (;;) {
        const waitMs = wheel.run();
        if (waitMs === null || nowMs + waitMs > 1_000 + endMs) break;
        nowMs += waitMs;
      }
      nowMs = Math.max(nowMs, 1_000 + endMs);
    },
  };
}

const names = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);

test('the first change after quiet has its turn at once, the next within a window', () => {
  const { wheel, turns, until } = turning();
  wheel.mark(['a']);
  until(0);
  expect(turns).toEqual([{ item: 'a', ms: 1_000 }]);
  wheel.mark(['a']);
  wheel.mark(['a']);
  until(1);
  expect(turns).toHaveLength(1);
  until(300);
  expect(turns).toHaveLength(2);
  expect((turns[1]?.ms ?? 0) - 1_000).toBeLessThanOrEqual(250);
});

test('of one that is marked without end at most two turns fall into the window after quiet, one into each after that', () => {
  const { wheel, turns, until } = turning();
  for (let ms = 0; ms <= 2_000; ms += 5) {
    wheel.mark(['a']);
    until(ms);
  }
  expect(turns.length).toBeGreaterThanOrEqual(8);
  expect(turns.length).toBeLessThanOrEqual(10);
});

test('a refresh of everything is spread over the window, and nobody is left out', () => {
  const { wheel, turns, until } = turning();
  const all = names(5_000);
  wheel.mark(all);
  until(0);
  expect(turns).toHaveLength(200);
  until(125);
  expect(turns.length).toBeGreaterThan(1_500);
  expect(turns.length).toBeLessThan(3_500);
  until(260);
  expect(new Set(turns.map(({ item }) => item)).size).toBe(5_000);
  expect(turns).toHaveLength(5_000);
  expect(wheel.run()).toBeNull();
});

test('a turn gives way after its slice, and comes again at once', () => {
  const { wheel, turns } = turning({ costMs: 1 });
  wheel.mark(names(12));
  expect(wheel.run()).toBe(0);
  expect(turns).toHaveLength(5);
  expect(wheel.run()).toBe(0);
  expect(wheel.run()).toBeNull();
  expect(turns).toHaveLength(12);
});

test('who is marked during its own turn has another, and who is forgotten has none', () => {
  const turns: Named[] = [];
  let nowMs = 0;
  const wheel: Wheel<Named> = new Wheel({
    nowMs: () => nowMs,
    windowMs: () => 100,
    turn: (item) => {
      turns.push(item);
      if (turns.length === 1) wheel.mark([item]);
    },
  });
  const [one, other] = [
    { ...wheel.spoke(), name: 'a' },
    { ...wheel.spoke(), name: 'b' },
  ];
  wheel.mark([one]);
  expect(wheel.run()).not.toBeNull();
  nowMs += 100;
  wheel.run();
  expect(turns.map(({ name }) => name)).toEqual(['a', 'a']);
  wheel.mark([other]);
  wheel.forget(other);
  expect([wheel.run(), wheel.size]).toEqual([null, 1]);
});
