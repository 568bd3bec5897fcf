/**
 * Whole numbers in one row of 64 bits each: as bigints of their own they would take three times the room and lie all over the heap. Invariant:
 * what was put is what is found, null and numbers of any size included.
 */
const NONE = -(2n ** 63n);
/** Stands for a number that does not fit, which is kept beside. */
const BEYOND = NONE + 1n;
const LOWEST = NONE + 2n;
const HIGHEST = 2n ** 63n - 1n;

export class Wholes {
  private readonly words: BigInt64Array;
  private beyond: Map<number, bigint> | null = null;

  /** All of them 0. */
  constructor(count: number) {
    this.words = new BigInt64Array(count);
  }

  get(place: number): bigint | null {
    const word = this.words[place] as bigint;
    if (word >= LOWEST) return word;
    return word === NONE ? null : (this.beyond?.get(place) as bigint);
  }

  put(place: number, whole: bigint | null): void {
    if (whole === null) {
      this.words[place] = NONE;
    } else if (whole >= LOWEST && whole <= HIGHEST) {
      this.words[place] = whole;
    } else {
      this.words[place] = BEYOND;
      this.beyond ??= new Map();
      this.beyond.set(place, whole);
    }
  }

  /** For sums, which are never null. */
  sum(place: number): bigint {
    return this.get(place) as bigint;
  }
}
