/** What positions cost, folded up into one text as the positions are. Invariant: unpacked they equal what was packed, digit by digit. */
import { Decimal } from './decimal.js';
import type { CostParts } from './holding.js';

/** Null where each position's cost is its own, in the base currency. */
export function packCosts(costs: readonly CostParts[]): string | null {
  if (costs.every(({ booked, isComplete }) => isComplete && booked.isZero())) return null;
  return JSON.stringify(
    costs.map(({ booked, bookedWithoutFees, local, localWithoutFees, isComplete }) => [
      [booked, bookedWithoutFees, local, localWithoutFees].map((part) => part.toFixed()),
      isComplete,
    ]),
  );
}

export function unpackCosts(text: string | null): CostParts[] | null {
  if (text === null) return null;
  return (JSON.parse(text) as [[string, string, string, string], boolean][]).map(([parts, isComplete]) => {
    const [booked, bookedWithoutFees, local, localWithoutFees] = parts.map((part) => new Decimal(part)) as [
      Decimal,
      Decimal,
      Decimal,
      Decimal,
    ];
    return { booked, bookedWithoutFees, local, localWithoutFees, isComplete };
  });
}
