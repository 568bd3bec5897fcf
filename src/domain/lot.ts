/**
 * What one acquisition left open, and how a disposal closes it (docs/CALCULATIONS.md, C4). Invariant: quantity, cost and
 * charges of what is closed and of what remains add up to what was there, to the last digit.
 */
import { CostMethod } from './account.js';
import { assert } from './assert.js';
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import { type Decimal, MONEY_SCALE, QUANTITY_SCALE, roundHalfEven, ZERO } from './decimal.js';
import { LedgerRule, RuleBroken } from './errors.js';
import type { TransactionId } from './ids.js';

/** The rate a trade was booked at: units of `currency` for one unit of the instrument's currency. */
export interface BookedRate {
  readonly currency: Currency;
  readonly rate: Decimal;
}

export interface Lot {
  /** The acquisition, or short sale, that opened it; a transfer between accounts keeps it. */
  readonly id: TransactionId;
  readonly tradeDate: Day;
  /** Open units: above 0, or below 0 where it was sold short. All open lots of a position have one sign. */
  readonly quantity: Decimal;
  /** What the open units cost without fees and taxes, in the instrument's currency; of a short lot what they brought, below zero. */
  readonly cost: Decimal;
  /** Fees and taxes of the trade that opened it, for the open units; 0 or more. In the instrument's currency. */
  readonly charges: Decimal;
  readonly bookedRate: BookedRate | null;
}

/** A part of a lot that a disposal closed: the fields mean what they mean on the lot, for the closed units. */
export type Relief = Lot;

export interface Relieved {
  readonly reliefs: readonly Relief[];
  /** What stays open, in the order it was in. */
  readonly remaining: Lot[];
}

/** Adds a lot and keeps the lots ordered by trade date; among equal dates the one added later comes later. */
export function addLot(lots: Lot[], lot: Lot): void {
  let index = lots.length;
  while (index > 0 && (lots[index - 1] as Lot).tradeDate > lot.tradeDate) index -= 1;
  lots.splice(index, 0, lot);
}

/** The same lot seen from the other side: short lots are closed as if they were long. */
function mirrored(lot: Lot): Lot {
  return { ...lot, quantity: lot.quantity.neg(), cost: lot.cost.neg() };
}

/**
 * Closes `quantity` units, greater than 0, of `lots`, which are ordered by trade date and all long or all short. SPECIFIC closes the lots named, in that order;
 * where none are named it closes the oldest first, as tax offices do.
 * @throws RuleBroken OVERSOLD when SPECIFIC names lots that do not hold as many units
 */
export function relieve(
  lots: readonly Lot[],
  quantity: Decimal,
  method: CostMethod,
  lotIds: readonly TransactionId[] | null = null,
): Relieved {
  if (lots[0]?.quantity.isNegative()) {
    const { reliefs, remaining } = relieve(lots.map(mirrored), quantity, method, lotIds);
    return { reliefs: reliefs.map(mirrored), remaining: remaining.map(mirrored) };
  }
  const held = () => lots.reduce((sum, lot) => sum.plus(lot.quantity), ZERO);
  if (method === CostMethod.AVERAGE) {
    const total = held();
    assert(quantity.lte(total), 'a disposal closes no more than is held');
    return relieveEvenly(lots, quantity, total);
  }
  if (method === CostMethod.SPECIFIC && lotIds) return relieveNamed(lots, quantity, lotIds);
  const result = method === CostMethod.LIFO ? relieveNewest(lots, quantity) : relieveOldest(lots, quantity);
  assert(result !== null, 'a disposal closes no more than is held');
  return result;
}

function relieveOldest(lots: readonly Lot[], quantity: Decimal): Relieved | null {
  const reliefs: Relief[] = [];
  let open = quantity;
  for (let index = 0; index < lots.length; index += 1) {
    const lot = lots[index] as Lot;
    if (open.lt(lot.quantity)) {
      const remaining = lots.slice(index);
      if (open.isPositive() && !open.isZero()) {
        const [closed, kept] = divide(lot, open);
        reliefs.push(closed);
        remaining[0] = kept;
      }
      return { reliefs, remaining };
    }
    reliefs.push(lot);
    open = open.minus(lot.quantity);
  }
  return open.isZero() ? { reliefs, remaining: [] } : null;
}

function relieveNewest(lots: readonly Lot[], quantity: Decimal): Relieved | null {
  const reliefs: Relief[] = [];
  let open = quantity;
  let end = lots.length;
  while (!open.isZero()) {
    if (end === 0) return null;
    const lot = lots[end - 1] as Lot;
    end -= 1;
    if (open.lt(lot.quantity)) {
      const [closed, kept] = divide(lot, open);
      reliefs.push(closed);
      return { reliefs, remaining: [...lots.slice(0, end), kept] };
    }
    reliefs.push(lot);
    open = open.minus(lot.quantity);
  }
  return { reliefs, remaining: lots.slice(0, end) };
}

function relieveNamed(lots: readonly Lot[], quantity: Decimal, lotIds: readonly TransactionId[]): Relieved {
  const named = [...new Set(lotIds)].flatMap((id) => lots.filter((lot) => lot.id === id));
  const result = relieveOldest(named, quantity);
  if (!result) {
    const available = named.reduce((sum, lot) => sum.plus(lot.quantity), ZERO);
    throw new RuleBroken(
      LedgerRule.OVERSOLD,
      `The lots named hold ${available.toFixed()} units and the disposal asks for ${quantity.toFixed()}: ` +
        'name other lots, or correct the quantity or the purchases that opened them.',
      'lotIds',
    );
  }
  const touched = new Set(named);
  const kept = new Map(result.remaining.map((lot) => [lot, lot]));
  const partial = result.remaining.find((lot) => !touched.has(lot));
  // The one lot closed in part is a new object: put it where the old one was.
  const cut = partial && named[named.length - result.remaining.length];
  const remaining = lots.flatMap((lot) => {
    if (lot === cut) return [partial as Lot];
    return touched.has(lot) && !kept.has(lot) ? [] : [lot];
  });
  return { reliefs: result.reliefs, remaining };
}

/**
 * AVERAGE: every lot gives the same share of its units and costs, so each unit leaves at the average. Shares are rounded
 * on the running sum, which makes them add up to the rounded whole.
 */
function relieveEvenly(lots: readonly Lot[], quantity: Decimal, total: Decimal): Relieved {
  if (quantity.eq(total)) return { reliefs: lots, remaining: [] };
  const shareOf = (scale: number) => {
    let sum = ZERO;
    let given = ZERO;
    return (part: Decimal) => {
      sum = sum.plus(part);
      const due = roundHalfEven(sum.times(quantity).div(total), scale);
      const share = due.minus(given);
      given = due;
      return share;
    };
  };
  const [units, cost, charges] = [shareOf(QUANTITY_SCALE), shareOf(MONEY_SCALE), shareOf(MONEY_SCALE)];
  const reliefs: Relief[] = [];
  const remaining: Lot[] = [];
  for (const lot of lots) {
    const closed = { ...lot, quantity: units(lot.quantity), cost: cost(lot.cost), charges: charges(lot.charges) };
    reliefs.push(closed);
    remaining.push({
      ...lot,
      quantity: lot.quantity.minus(closed.quantity),
      cost: lot.cost.minus(closed.cost),
      charges: lot.charges.minus(closed.charges),
    });
  }
  return { reliefs: withoutEmpty(reliefs), remaining: withoutEmpty(remaining) };
}

/** A lot of a few billionths of a unit can round to nothing: it goes, and what it cost stays with its neighbour. */
function withoutEmpty(lots: readonly Lot[]): Lot[] {
  const result: Lot[] = [];
  let carried = { cost: ZERO, charges: ZERO };
  for (const lot of lots) {
    const moved = { ...lot, cost: lot.cost.plus(carried.cost), charges: lot.charges.plus(carried.charges) };
    carried = lot.quantity.isZero() ? moved : { cost: ZERO, charges: ZERO };
    if (!lot.quantity.isZero()) result.push(moved);
  }
  const last = result.pop();
  if (last) result.push({ ...last, cost: last.cost.plus(carried.cost), charges: last.charges.plus(carried.charges) });
  return result;
}

/** A lot cut in two: the closed part's cost is rounded, the kept part has the rest, so nothing is lost. */
function divide(lot: Lot, quantity: Decimal): [closed: Relief, kept: Lot] {
  const share = (amount: Decimal) => roundHalfEven(amount.times(quantity).div(lot.quantity), MONEY_SCALE);
  const closed = { ...lot, quantity, cost: share(lot.cost), charges: share(lot.charges) };
  const kept = {
    ...lot,
    quantity: lot.quantity.minus(quantity),
    cost: lot.cost.minus(closed.cost),
    charges: lot.charges.minus(closed.charges),
  };
  return [closed, kept];
}

/**
 * The lots after a split of `ratioNew` for `ratioOld`: quantities change, costs do not. Quantities are rounded on the
 * running sum, so their total is the rounded total. Null when less than the smallest unit would be left.
 */
export function splitLots(lots: readonly Lot[], ratioNew: number, ratioOld: number): Lot[] | null {
  let before = ZERO;
  let after = ZERO;
  const resized = lots.map((lot) => {
    before = before.plus(lot.quantity);
    const due = roundHalfEven(before.times(ratioNew).div(ratioOld), QUANTITY_SCALE);
    const quantity = due.minus(after);
    after = due;
    return { ...lot, quantity };
  });
  return after.isZero() && lots.length > 0 ? null : withoutEmpty(resized);
}

/** Splits `amount` over parts by weight, rounded on the running sum: the shares add up to the amount exactly. */
export function allocate(amount: Decimal, weights: readonly Decimal[]): Decimal[] {
  const total = weights.reduce((sum, weight) => sum.plus(weight), ZERO);
  let sum = ZERO;
  let given = ZERO;
  return weights.map((weight, index) => {
    sum = sum.plus(weight);
    const due = index === weights.length - 1 ? amount : roundHalfEven(amount.times(sum).div(total), MONEY_SCALE);
    const share = due.minus(given);
    given = due;
    return share;
  });
}
