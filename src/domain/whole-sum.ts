/**
 * Whole numbers as doubles while they are small enough to be exact, as integers beyond: a day's values are worked out a hundred
 * thousand times for one series. Invariant: no digit is lost; what a double cannot decide is left to integers.
 */

/** A whole number; a double only where it is exact. */
export type Whole = number | bigint;

/** Beyond this a double is not used. */
const DOUBLE_MAX = 2 ** 50;
/** Relative error allowed for: eight roundings of operands and products, doubled. */
const ERROR = 2 ** -49;

/** The nearest whole number to `exact`, of which `product` is an approximation; null where the approximation does not tell. */
export function nearest(product: number): number | null {
  const magnitude = Math.abs(product);
  const whole = Math.round(product);
  // Near a half the error decides, or the rule that rounds halves to even.
  return magnitude < DOUBLE_MAX && Math.abs(product - whole) < 0.5 - magnitude * ERROR ? whole : null;
}

export class WholeSum {
  private small = 0;
  private large = 0n;

  add(amount: Whole): void {
    if (typeof amount === 'bigint') {
      this.large += amount;
      return;
    }
    const sum = this.small + amount;
    if (Math.abs(sum) < DOUBLE_MAX) {
      this.small = sum;
      return;
    }
    this.large += BigInt(this.small) + BigInt(amount);
    this.small = 0;
  }

  total(): bigint {
    return this.large + BigInt(this.small);
  }
}
