/**
 * What share of a portfolio something should be (docs/CALCULATIONS.md, "Allocation"). Invariant: the targets of a portfolio by one
 * division add up to exactly 1, or there are none.
 */
import { AllocationBy, CASH_SLICE, type TargetWeight } from './allocation.js';
import { isCurrency } from './currency.js';
import { type Decimal, ONE, RATIO_SCALE, ZERO } from './decimal.js';
import { InvalidInput } from './errors.js';
import { isUuid, type PortfolioId } from './ids.js';
import { InstrumentKind } from './instrument.js';

/** Targets of one portfolio by one division. */
export const TARGETS_MAX = 200;

export class Target implements TargetWeight {
  readonly portfolioId: PortfolioId;
  readonly by: AllocationBy;
  /** As of a slice: an instrument's or account's id, a kind, or a currency. */
  readonly key: string;
  /** Of the total, as a fraction from 0 to 1. */
  readonly weight: Decimal;

  constructor(props: { portfolioId: PortfolioId; by: AllocationBy; key: string; weight: Decimal }) {
    this.portfolioId = props.portfolioId;
    this.by = props.by;
    this.key = props.key;
    this.weight = props.weight;
  }
}

/** @throws InvalidInput when a key fits no slice or comes twice, a weight is out of range, or they do not add up to 1 */
export function checkTargets(by: AllocationBy, targets: readonly TargetWeight[]): void {
  if (targets.length === 0) return;
  if (targets.length > TARGETS_MAX) throw new InvalidInput('targets', 'LENGTH', `targets may hold ${TARGETS_MAX} weights at most.`);
  const seen = new Set<string>();
  let sum = ZERO;
  for (const [index, { key, weight }] of targets.entries()) {
    const field = `targets[${index}]`;
    if (!isKeyOf(by, key)) throw new InvalidInput(`${field}.key`, 'KEY', `${field}.key must be ${KEYS[by]}.`);
    if (seen.has(key)) throw new InvalidInput(`${field}.key`, 'UNIQUE', `${field}.key is named twice: give each one weight.`);
    seen.add(key);
    if (weight.lt(0) || weight.gt(1) || weight.decimalPlaces() > RATIO_SCALE) {
      throw new InvalidInput(`${field}.weight`, 'RANGE', `${field}.weight must be a fraction from 0 to 1: 0.25 is 25 %.`);
    }
    sum = sum.plus(weight);
  }
  if (sum.eq(ONE)) return;
  throw new InvalidInput(
    'targets',
    'SUM',
    `The weights add up to ${sum.toFixed()}: they must add up to exactly 1 (give ${CASH_SLICE} the rest).`,
  );
}

const KEYS: Readonly<Record<AllocationBy, string>> = {
  INSTRUMENT: `the id of an instrument, or ${CASH_SLICE}`,
  KIND: `a kind of instrument: ${Object.values(InstrumentKind).join(', ')}`,
  CURRENCY: 'an active ISO 4217 code',
  ACCOUNT: 'the id of an account of the portfolio',
};

function isKeyOf(by: AllocationBy, key: string): boolean {
  if (by === AllocationBy.INSTRUMENT) return key === CASH_SLICE || isUuid(key);
  if (by === AllocationBy.KIND) return (Object.values(InstrumentKind) as string[]).includes(key);
  return by === AllocationBy.CURRENCY ? isCurrency(key) : isUuid(key);
}
