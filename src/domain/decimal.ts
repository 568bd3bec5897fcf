/**
 * The only door to the decimal library: precision, rounding, parsing and printing of exact numbers.
 * Invariant: nothing here loses a digit unless a function says so in its name.
 */
import { Decimal } from 'decimal.js';
import { InvalidInput } from './errors.js';

// 120 digits hold the exact product of a quantity, a price, a multiplier and a rate; exponents are never printed.
Decimal.set({ precision: 120, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -9e15, toExpPos: 9e15 });

export { Decimal };

/** Decimal places kept, per kind of number (docs/CALCULATIONS.md, C1). */
export const QUANTITY_SCALE = 12;
export const PRICE_SCALE = 8;
export const RATE_SCALE = 10;
/** Decimal places of every amount of money: the one rounding of a position's value happens at this scale. */
export const MONEY_SCALE = 8;
/** Decimal places of a ratio such as a return or a percentage's fraction. */
export const RATIO_SCALE = 10;
/** Digits allowed in front of the decimal point of anything a client sends. */
export const INTEGER_DIGITS = 18;

export const ZERO = new Decimal(0);
export const ONE = new Decimal(1);

/** Digits of a power: far more than any figure made of one shows, and a tenth of the time that all of a product's would take. */
const Power = Decimal.clone({ precision: 50 });

/** `base ^ exponent` to 50 digits. */
export function power(base: Decimal, exponent: Decimal): Decimal {
  return new Decimal(new Power(base).pow(exponent));
}

export function roundHalfEven(value: Decimal, scale: number): Decimal {
  return value.toDecimalPlaces(scale, Decimal.ROUND_HALF_EVEN);
}

/** Plain decimal text without an exponent and without trailing zeros: `12.5`, never `1.25e1` or `12.50`. */
export function formatDecimal(value: Decimal): string {
  const text = value.toFixed();
  return text === '-0' ? '0' : text;
}

const PLAIN_NUMBER = /^[+-]?(\d+)(?:\.(\d+))?$/;

/**
 * Reads an exact number from text.
 * @throws InvalidInput naming `field` when it is not plain decimal notation, has more than `scale` decimal
 *   places (trailing zeros aside) or more than 18 digits before the point.
 */
export function parseDecimal(text: string, { field, scale }: { field: string; scale: number }): Decimal {
  const match = PLAIN_NUMBER.exec(text);
  if (!match) {
    throw new InvalidInput(field, 'DECIMAL', `${field} must be a plain decimal number such as "12.50".`);
  }
  const integer = (match[1] as string).replace(/^0+(?=\d)/, '');
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (integer.length > INTEGER_DIGITS) {
    throw new InvalidInput(field, 'RANGE', `${field} has more than ${INTEGER_DIGITS} digits before the decimal point.`);
  }
  if (fraction.length > scale) {
    throw new InvalidInput(field, 'SCALE', `${field} has more than ${scale} decimal places.`);
  }
  return new Decimal(text);
}

/** The integer `value * 10^scale`, exact; the value must not have more than `scale` decimal places. */
export function toScaled(value: Decimal, scale: number): bigint {
  return BigInt(value.toFixed(scale).replace('.', ''));
}

/** The inverse of {@link toScaled}. */
export function fromScaled(scaled: bigint, scale: number): Decimal {
  return new Decimal(scaled.toString()).div(new Decimal(10).pow(scale));
}

/** `numerator / denominator` rounded half-even to an integer; the denominator must be positive. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  if (remainder === 0n) return quotient;
  const twice = (remainder < 0n ? -remainder : remainder) * 2n;
  const away = twice > denominator || (twice === denominator && quotient % 2n !== 0n);
  if (!away) return quotient;
  return numerator < 0n ? quotient - 1n : quotient + 1n;
}
