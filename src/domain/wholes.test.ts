import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Wholes } from './wholes.js';

const EDGES = [0n, 1n, -1n, 2n ** 53n, 2n ** 63n - 1n, 2n ** 63n, -(2n ** 63n), -(2n ** 63n) + 1n, -(2n ** 63n) + 2n, -(2n ** 90n), null];

test('what was put last is found, whatever its size, and nothing else moves', () => {
  const whole = fc.oneof(fc.constantFrom(...EDGES), fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(5), whole), { maxLength: 40 }), (puts) => {
      const wholes = new Wholes(6);
      const wanted: (bigint | null)[] = new Array(6).fill(0n);
      for (const [place, value] of puts) {
        wholes.put(place, value);
        wanted[place] = value;
      }
      expect(wanted.map((_, place) => wholes.get(place))).toEqual(wanted);
    }),
  );
});
