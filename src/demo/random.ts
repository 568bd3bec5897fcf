/**
 * Made-up chance: every number is a function of (seed, name, index), so each can be asked for alone, in any order and on
 * any machine. Only additions, multiplications and integer mixing are used, which give the same bits everywhere.
 */
import { createHash } from 'node:crypto';

/** A number in [0, 1). */
export function uniform(seed: string, name: string, index: number): number {
  return stream(seed, name).uniform(index);
}

/** One name's numbers, for when many of them are needed: the text is hashed once. */
export interface RandomStream {
  /** In [0, 1). */
  uniform(index: number): number;
  /** Mean 0, standard deviation 1, never beyond 3.5: the sum of four uniform numbers. */
  normal(index: number): number;
}

export function stream(seed: string, name: string): RandomStream {
  const [low, high] = hashText(`${seed}/${name}`);
  return {
    uniform: (index) => mixed(low, high, index),
    normal: (index) => {
      let sum = 0;
      for (let part = 0; part < 4; part += 1) sum += mixed(low, high, index * 4 + part);
      return (sum - 2) * SQRT_3;
    },
  };
}

/** The numbers of one name in turn: for choices whose count is not known beforehand. */
export class Dice {
  readonly #numbers: RandomStream;
  #index = 0;

  constructor(seed: string, name: string) {
    this.#numbers = stream(seed, name);
  }

  /** In [0, 1). */
  next(): number {
    this.#index += 1;
    return this.#numbers.uniform(this.#index);
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** In [from, to). */
  between(from: number, to: number): number {
    return from + (to - from) * this.next();
  }

  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number {
    return from + Math.floor((to - from + 1) * this.next());
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.whole(0, items.length - 1)] as Item;
  }

  /** `count` different items, or all of them when there are fewer. */
  sample<Item>(items: readonly Item[], count: number): Item[] {
    const rest = [...items];
    const taken: Item[] = [];
    while (taken.length < count && rest.length > 0) taken.push(...rest.splice(this.whole(0, rest.length - 1), 1));
    return taken;
  }
}

/**
 * A UUID (version 8: made by a rule of our own) that always belongs to the same name. With the instant its thing was made it begins
 * with that, as ids of the server do: lists are in the order of their ids.
 */
export function uuidOf(seed: string, name: string, at?: Date): string {
  const bytes = createHash('sha256').update(`${seed}/${name}`).digest().subarray(0, 16);
  if (at) bytes.writeUIntBE(at.getTime(), 0, 6);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const SQRT_3 = 1.7320508075688772;
const TWO_32 = 4_294_967_296;

/** Two independent 32-bit FNV-1a hashes of a text. */
function hashText(text: string): readonly [number, number] {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b);
  }
  return [finish(low), finish(high)];
}

function mixed(low: number, high: number, index: number): number {
  const whole = Math.floor(index);
  const lowIndex = whole >>> 0;
  const highIndex = Math.floor(whole / TWO_32) >>> 0;
  const first = finish(low ^ Math.imul(lowIndex, 0x9e3779b1) ^ Math.imul(highIndex, 0x27d4eb2f));
  const second = finish(high ^ Math.imul(lowIndex, 0x85ebca77) ^ first);
  // 53 bits: 32 from the second word, 21 from the first.
  return ((second >>> 0) * 2_097_152 + (first >>> 11)) / 9_007_199_254_740_992;
}

/** MurmurHash3's last step: every bit of the input changes about half of the output's. */
function finish(value: number): number {
  let bits = value ^ (value >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
