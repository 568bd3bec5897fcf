/** Exact fractions of two integers, for arithmetic too frequent for decimals. Invariant: denominators are positive; nothing rounds but `roundTo`. */
import { Decimal, divideHalfEven } from './decimal.js';

export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

export const NOTHING: Rational = { n: 0n, d: 1n };

const powers: bigint[] = [1n];

/** `10^exponent`. */
export function powerOfTen(exponent: number): bigint {
  for (let known = powers.length; known <= exponent; known += 1) powers.push((powers[known - 1] as bigint) * 10n);
  return powers[exponent] as bigint;
}

/** The decimal as it is, over a power of ten. */
export function rational(value: Decimal): Rational {
  const scale = Math.max(0, value.decimalPlaces());
  return { n: BigInt(value.toFixed(scale).replace('.', '')), d: powerOfTen(scale) };
}

export function plus(a: Rational, b: Rational): Rational {
  return a.d === b.d ? { n: a.n + b.n, d: a.d } : { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}

export function minus(a: Rational, b: Rational): Rational {
  return a.d === b.d ? { n: a.n - b.n, d: a.d } : { n: a.n * b.d - b.n * a.d, d: a.d * b.d };
}

export function times(a: Rational, b: Rational): Rational {
  return { n: a.n * b.n, d: a.d * b.d };
}

/** As a double, wrong by three halves of its last digit at most; not a finite one where an integer is beyond what a double holds. */
export function nearest({ n, d }: Rational): number {
  return Number(n) / Number(d);
}

/** The integer `value * 10^scale`, rounded half-even. */
export function roundTo(value: Rational, scale: number): bigint {
  return divideHalfEven(value.n * powerOfTen(scale), value.d);
}

/** The decimal `scaled / 10^scale`, written out instead of divided. */
export function decimalOf(scaled: bigint, scale: number): Decimal {
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(scale + 1, '0');
  return new Decimal(`${scaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`);
}
