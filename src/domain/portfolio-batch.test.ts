import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Decimal, MONEY_SCALE, ONE, roundHalfEven, ZERO } from './decimal.js';
import { PortfolioBatch, PricedUnits, type Unit } from './portfolio-batch.js';

interface Row {
  readonly unit: number;
  readonly amount: Decimal;
}

/** As `valuePortfolio` does it: each row rounded once, then an exact sum; null where something is missing. */
function byDefinition(rows: readonly Row[], units: readonly Unit[]): Decimal | null {
  let total = ZERO;
  for (const { unit, amount } of rows) {
    const { price, conversion } = units[unit] as Unit;
    if (!price || !conversion) return null;
    total = total.plus(roundHalfEven(amount.times(price).times(conversion.numerator).div(conversion.denominator), MONEY_SCALE));
  }
  return total;
}

function magnitudeOf(rows: readonly Row[], units: readonly Unit[]): Decimal {
  return Decimal.sum(0, ...rows.map((row) => byDefinition([row], units)?.abs() ?? 0));
}

function check(portfolios: readonly (readonly Row[])[], units: readonly Unit[]): void {
  const batch = new PortfolioBatch({ portfolios: portfolios.length, rows: portfolios.reduce((sum, rows) => sum + rows.length, 0) });
  // Half of them come from another batch, as those whose ledger did not change.
  const other = new PortfolioBatch({ portfolios: portfolios.length, rows: portfolios.reduce((sum, rows) => sum + rows.length, 0) });
  for (const rows of portfolios) other.add(rows);
  for (const [index, rows] of portfolios.entries()) index % 2 === 0 ? batch.add(rows) : batch.copy(other, index);
  const priced = new PricedUnits();
  for (const unit of units) priced.add(unit);
  const totals = new Float64Array(portfolios.length);
  batch.value(priced, totals);
  for (const [index, rows] of portfolios.entries()) {
    const wanted = byDefinition(rows, units);
    expect([index, batch.exactTotal(priced, index)?.toFixed() ?? null]).toEqual([index, wanted?.toFixed() ?? null]);
    const quick = totals[index] as number;
    if (!Number.isNaN(quick)) expect([index, new Decimal(quick).div('1e8').toFixed()]).toEqual([index, wanted?.toFixed()]);
    // What any order of adding could carry past the whole numbers of a double is left to the exact sum.
    else expect(wanted === null || magnitudeOf(rows, units).gt('90071992')).toBe(true);
  }
}

const digits = (max: number, scale: number) =>
  fc
    .tuple(fc.bigInt({ min: -(10n ** BigInt(max)), max: 10n ** BigInt(max) }), fc.integer({ min: 0, max: scale }))
    .map(([n, places]) => new Decimal(`${n}e-${places}`));
const positive = (max: number, scale: number) => digits(max, scale).map((value) => value.abs().plus('0.0001'));
const unit: fc.Arbitrary<Unit> = fc.record({
  price: fc.oneof({ weight: 12, arbitrary: positive(9, 8) }, { weight: 1, arbitrary: fc.constant(null) }),
  conversion: fc.oneof(
    { weight: 6, arbitrary: fc.constant({ numerator: ONE, denominator: ONE }) },
    { weight: 6, arbitrary: fc.record({ numerator: positive(7, 6), denominator: positive(7, 6) }) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
});

test('every total is the one of the definition, to the last digit', () => {
  const input = fc.array(unit, { minLength: 1, maxLength: 6 }).chain((units) =>
    fc.record({
      units: fc.constant(units),
      portfolios: fc.array(
        fc.array(
          fc.record({
            unit: fc.integer({ min: 0, max: units.length - 1 }),
            amount: fc.oneof(digits(6, 4), digits(18, 12), digits(24, 12)),
          }),
          {
            maxLength: 8,
          },
        ),
        { maxLength: 6 },
      ),
    }),
  );
  fc.assert(
    fc.property(input, ({ units, portfolios }) => check(portfolios, units)),
    { numRuns: 400 },
  );
});

test('the middle between two amounts goes to the even one, in both directions', () => {
  const units: Unit[] = [{ price: new Decimal('0.00000001'), conversion: { numerator: ONE, denominator: ONE } }];
  const halves = ['0.5', '1.5', '2.5', '-0.5', '-1.5', '1000000.5', '1000001.5'];
  check(
    halves.map((amount) => [{ unit: 0, amount: new Decimal(amount) }]),
    units,
  );
});

test('a rate that does not end is divided once', () => {
  const units: Unit[] = [{ price: new Decimal('100'), conversion: { numerator: ONE, denominator: new Decimal('3') } }];
  check(
    [[{ unit: 0, amount: ONE }], [{ unit: 0, amount: new Decimal('0.00000003') }], [{ unit: 0, amount: new Decimal('99999.99999999') }]],
    units,
  );
});
