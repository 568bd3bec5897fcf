/**
 * Amounts of money as integers at MONEY_SCALE, for series of thousands of days: adding them up costs a hundredth of what it
 * costs in decimals, and nothing is rounded that is not rounded there.
 */
import { type Decimal, divideHalfEven, MONEY_SCALE, RATIO_SCALE, toScaled } from './decimal.js';
import type { Fraction } from './fx.js';
import { SeriesCross } from './market-series.js';
import { decimalOf, powerOfTen, type Rational, rational } from './rational.js';

/** The amount must not have more than MONEY_SCALE decimal places. */
export function scaled(amount: Decimal): bigint {
  return toScaled(amount, MONEY_SCALE);
}

export function unscaled(amount: bigint): Decimal {
  return decimalOf(amount, MONEY_SCALE);
}

/** The decimal `scaled / 10^scale` as text, without an exponent and without zeros at its end. */
export function plainText(scaled: bigint, scale: number): string {
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(scale + 1, '0');
  const fraction = digits.slice(-scale).replace(/0+$/, '');
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -scale)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** `part / whole` at RATIO_SCALE; the whole must be above zero. */
export function shareOf(part: bigint, whole: bigint): Decimal {
  return decimalOf(divideHalfEven(part * powerOfTen(RATIO_SCALE), whole), RATIO_SCALE);
}

const rationals = new WeakMap<Fraction, Rational>();

/** A conversion as one fraction of integers; each is worked out once. */
export function rateOf(fraction: Fraction): Rational {
  let rate = rationals.get(fraction);
  if (!rate) {
    rate = exactRate(fraction);
    rationals.set(fraction, rate);
  }
  return rate;
}

/** The same, for who keeps what comes of it and needs no other memory of thousands of rates. */
export function exactRate(fraction: Fraction): Rational {
  if (fraction instanceof SeriesCross) return fraction.exact;
  const { numerator, denominator } = fraction;
  const [above, below] = [rational(numerator), rational(denominator)];
  return { n: above.n * below.d, d: above.d * below.n };
}

/** An amount that is not rounded yet, at the rate. */
export function roundedOnce(amount: Rational, rate: Rational): bigint {
  return divideHalfEven(amount.n * rate.n, amount.d * rate.d);
}

/** The amount at the rate, rounded once. */
export function converted(amount: bigint, { n, d }: Rational): bigint {
  return n === d ? amount : divideHalfEven(amount * n, d);
}
