/**
 * The totals of very many portfolios at once, over typed arrays: each position a product of doubles that is rounded only where doubles
 * cannot be wrong, and worked out in integers where they could. Invariant: a total is, to the last digit, the one `valuePortfolio`
 * gives (docs/CALCULATIONS.md, C1); a portfolio it cannot treat so (a price missing, a split under way) is named and left to that.
 */
import { type Decimal, divideHalfEven, MONEY_SCALE } from './decimal.js';
import type { Fraction } from './fx.js';
import { decimalOf, powerOfTen, type Rational, rational } from './rational.js';

/** Integers up to here are exact in a double. */
const EXACT_MAX = Number.MAX_SAFE_INTEGER;
/**
 * Six conversions, products and divisions each err by at most 2^-53 of the result; twice that leaves room for the comparison itself.
 */
const ERROR = 12 * 2 ** -53;

/** A price or a rate, ready to be multiplied. */
interface Factor {
  readonly value: number;
  readonly exact: Rational;
}

/** What one unit of a row is worth: by its instrument (or currency, for cash) and the base currency of its portfolio. */
export interface Unit {
  /** In the instrument's currency, its multiplier included; null when there is no price. */
  readonly price: Decimal | null;
  /** Into the base currency; null when there is no rate. */
  readonly conversion: Fraction | null;
}

/** Units with their prices of one moment; the number of a unit is its place. */
export class PricedUnits {
  readonly factors: (Factor | null)[] = [];
  /** What each unit is multiplied with; not a number where something is missing. */
  perUnit = new Float64Array(1_024);

  add({ price, conversion }: Unit): void {
    const factor = price && conversion ? factorOf(price, conversion) : null;
    if (this.factors.length === this.perUnit.length) {
      const wider = new Float64Array(this.perUnit.length * 2);
      wider.set(this.perUnit);
      this.perUnit = wider;
    }
    this.perUnit[this.factors.length] = factor?.value ?? Number.NaN;
    this.factors.push(factor);
  }
}

export class PortfolioBatch {
  private readonly unit: Int32Array;
  private readonly amount: Float64Array;
  private readonly scale: Uint8Array;
  private readonly start: Int32Array;
  /** Amounts whose digits do not fit into a double, by row. */
  private readonly large = new Map<number, Rational>();
  private rows = 0;
  private portfolios = 0;

  constructor({ portfolios, rows }: { readonly portfolios: number; readonly rows: number }) {
    this.unit = new Int32Array(rows);
    this.amount = new Float64Array(rows);
    this.scale = new Uint8Array(rows);
    this.start = new Int32Array(portfolios + 1);
  }

  /** Adds a portfolio: of each row the number of its unit, and the quantity or the amount of cash. Returns its number. */
  add(rows: readonly { readonly unit: number; readonly amount: Decimal }[]): number {
    for (const { unit, amount } of rows) {
      const exact = rational(amount);
      this.unit[this.rows] = unit;
      if (exact.n >= -BigInt(EXACT_MAX) && exact.n <= BigInt(EXACT_MAX)) {
        this.amount[this.rows] = Number(exact.n);
        this.scale[this.rows] = exact.d.toString().length - 1;
      } else {
        this.amount[this.rows] = Number.NaN;
        this.large.set(this.rows, exact);
      }
      this.rows += 1;
    }
    this.portfolios += 1;
    this.start[this.portfolios] = this.rows;
    return this.portfolios - 1;
  }

  /** Adds a portfolio of another batch as it is there. Returns its number here. */
  copy(from: PortfolioBatch, portfolio: number): number {
    const [start, end] = [from.start[portfolio] as number, from.start[portfolio + 1] as number];
    this.unit.set(from.unit.subarray(start, end), this.rows);
    this.amount.set(from.amount.subarray(start, end), this.rows);
    this.scale.set(from.scale.subarray(start, end), this.rows);
    for (let row = start; from.large.size > 0 && row < end; row += 1) {
      const large = from.large.get(row);
      if (large) this.large.set(this.rows + row - start, large);
    }
    this.rows += end - start;
    this.portfolios += 1;
    this.start[this.portfolios] = this.rows;
    return this.portfolios - 1;
  }

  /** Rows of all portfolios. */
  size(): number {
    return this.rows;
  }

  /** Bytes of its columns. */
  bytes(): number {
    return this.unit.byteLength + this.amount.byteLength + this.scale.byteLength + this.start.byteLength;
  }

  /**
   * Totals of the portfolios from `from` up to `until`, as integers of 10^-8, written to `totals`; not a number where a price or a rate is
   * missing or the total does not fit: `exactTotal` has those.
   */
  value(units: PricedUnits, totals: Float64Array, from = 0, until = this.portfolios): void {
    const { unit, amount, scale, start } = this;
    const { perUnit } = units;
    for (let portfolio = from; portfolio < until; portfolio += 1) {
      let total = 0;
      const end = start[portfolio + 1] as number;
      for (let row = start[portfolio] as number; row < end; row += 1) {
        const scaled = ((amount[row] as number) * (perUnit[unit[row] as number] as number)) / (TENS[scale[row] as number] as number);
        const rounded = Math.round(scaled);
        const error = Math.abs(scaled) * ERROR;
        // Far enough from the middle between two integers, and small enough for its integers to be exact.
        const isSafe = Math.abs(Math.abs(scaled - rounded) - 0.5) > error && error < 0.25;
        total += isSafe ? rounded : this.exactRow(units, row);
      }
      totals[portfolio] = Math.abs(total) <= EXACT_MAX ? total : Number.NaN;
    }
  }

  /** One portfolio's total as a decimal, whatever its size; null when a price or a rate is missing. */
  exactTotal(units: PricedUnits, portfolio: number): Decimal | null {
    let total = 0n;
    for (let row = this.start[portfolio] as number; row < (this.start[portfolio + 1] as number); row += 1) {
      const value = this.exactValue(units, row);
      if (value === null) return null;
      total += value;
    }
    return decimalOf(total, MONEY_SCALE);
  }

  /** Not a number where it is not known, or does not fit: then the total does not either. */
  private exactRow(units: PricedUnits, row: number): number {
    const value = this.exactValue(units, row);
    if (value === null || value > BigInt(EXACT_MAX) || value < -BigInt(EXACT_MAX)) return Number.NaN;
    return Number(value);
  }

  private exactValue(units: PricedUnits, row: number): bigint | null {
    const factor = units.factors[this.unit[row] as number];
    if (!factor) return null;
    const large = this.large.get(row);
    const n = large?.n ?? BigInt(this.amount[row] as number);
    const d = large?.d ?? powerOfTen(this.scale[row] as number);
    return divideHalfEven(n * factor.exact.n, d * factor.exact.d);
  }
}

const TENS = Float64Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);

/** The price times the rate times 10^8. */
function factorOf(price: Decimal, { numerator, denominator }: Fraction): Factor {
  const [unit, above, below] = [rational(price), rational(numerator), rational(denominator)];
  const exact = { n: unit.n * above.n * below.d * powerOfTen(MONEY_SCALE), d: unit.d * above.d * below.n };
  return { exact, value: ratioOf(exact) };
}

/** The double nearest to a fraction, or next to it: integers of any size, divided with 60 bits more than a double holds. */
function ratioOf({ n, d }: Rational): number {
  const shift = BigInt(Math.max(0, d.toString(2).length - n.toString(2).length + 120));
  return Number((n << shift) / d) / 2 ** Number(shift);
}
