/**
 * Positions folded up into one text. A watched portfolio needs them seldom (to lay out an answer, or for whoever asks for a whole
 * valuation), and as objects they are most of its memory. Invariant: unpacked they equal what was packed, digit by digit.
 */
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import { Decimal } from './decimal.js';
import type { AccountId, InstrumentId, TransactionId } from './ids.js';
import type { Lot } from './lot.js';
import type { Position } from './position.js';

type Texts = readonly (string | null)[];
type WireLot = readonly [TransactionId, Day, string, string, string, string | null, Currency | null];
type WireTrades = readonly [Day, string, string];
type WireSplit = readonly [Day, number, number];
type WirePosition = readonly [AccountId, InstrumentId, Texts, Day | null, readonly WireLot[], readonly WireTrades[], readonly WireSplit[]];

/** Makes a text smaller, and the same again. */
export interface Press {
  press(text: string): string;
  unpress(pressed: string): string;
}

/** Leaves it as it is. */
export const UNPRESSED: Press = { press: (text) => text, unpress: (text) => text };

export function packPositions(positions: readonly Position[], { press }: Press): string {
  return press(JSON.stringify(positions.map(wireOf)));
}

export function unpackPositions(packed: string, { unpress }: Press): Position[] {
  return (JSON.parse(unpress(packed)) as WirePosition[]).map(positionOf);
}

function wireOf(position: Position): WirePosition {
  const { accountId, instrumentId, quantity, costBasis, costBasisWithoutFees, lastTradePrice, lastTradeDay } = position;
  return [
    accountId,
    instrumentId,
    [quantity.toFixed(), costBasis.toFixed(), costBasisWithoutFees.toFixed(), lastTradePrice?.toFixed() ?? null],
    lastTradeDay,
    position.lots.map(({ id, tradeDate, bookedRate, ...lot }) => [
      id,
      tradeDate,
      lot.quantity.toFixed(),
      lot.cost.toFixed(),
      lot.charges.toFixed(),
      bookedRate?.rate.toFixed() ?? null,
      bookedRate?.currency ?? null,
    ]),
    position.recentTrades.map(({ day, quantity: units, amount }) => [day, units.toFixed(), amount.toFixed()]),
    position.recentSplits.map(({ day, ratioNew, ratioOld }) => [day, ratioNew, ratioOld]),
  ];
}

function positionOf([accountId, instrumentId, texts, lastTradeDay, lots, trades, splits]: WirePosition): Position {
  const [quantity, costBasis, costBasisWithoutFees, lastTradePrice] = texts as [string, string, string, string | null];
  return {
    accountId,
    instrumentId,
    quantity: new Decimal(quantity),
    lots: lots.map(lotOf),
    costBasis: new Decimal(costBasis),
    costBasisWithoutFees: new Decimal(costBasisWithoutFees),
    lastTradePrice: lastTradePrice === null ? null : new Decimal(lastTradePrice),
    lastTradeDay,
    recentTrades: trades.map(([day, units, amount]) => ({ day, quantity: new Decimal(units), amount: new Decimal(amount) })),
    recentSplits: splits.map(([day, ratioNew, ratioOld]) => ({ day, ratioNew, ratioOld })),
  };
}

function lotOf([id, tradeDate, quantity, cost, charges, rate, currency]: WireLot): Lot {
  return {
    id,
    tradeDate,
    quantity: new Decimal(quantity),
    cost: new Decimal(cost),
    charges: new Decimal(charges),
    bookedRate: rate === null ? null : { rate: new Decimal(rate), currency: currency as Currency },
  };
}
