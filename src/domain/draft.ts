/**
 * A position while the ledger is folded: its lots, and what they cost kept along. Invariant: its quantity, cost and charges
 * are the sums over its lots, which are all long or all short.
 */
import type { Day } from './day.js';
import { type Decimal, PRICE_SCALE, QUANTITY_SCALE, roundHalfEven, ZERO } from './decimal.js';
import type { AccountId, InstrumentId } from './ids.js';
import { addLot, type Lot, type Relieved, splitLots } from './lot.js';
import { type DayTrades, type Position, type PositionSplit, positionOf, RECENT_DAYS_MAX } from './position.js';

export class Draft {
  quantity: Decimal;
  lots: Lot[];
  private cost: Decimal;
  private charges: Decimal;
  private lastTradePrice: Decimal | null;
  private lastTradeDay: Day | null;
  private recentTrades: DayTrades[];
  private recentSplits: PositionSplit[];

  /** @param splitsSoFar of the instrument: a new position can meet prices from before a split that came before it */
  constructor(
    readonly accountId: AccountId,
    readonly instrumentId: InstrumentId,
    before: Position | undefined,
    splitsSoFar: () => PositionSplit[],
  ) {
    this.quantity = before?.quantity ?? ZERO;
    this.lots = before ? [...before.lots] : [];
    this.cost = before?.costBasisWithoutFees ?? ZERO;
    this.charges = before ? before.costBasis.minus(before.costBasisWithoutFees) : ZERO;
    this.lastTradePrice = before?.lastTradePrice ?? null;
    this.lastTradeDay = before?.lastTradeDay ?? null;
    this.recentTrades = before ? [...before.recentTrades] : [];
    this.recentSplits = before ? [...before.recentSplits] : splitsSoFar();
  }

  /** How much of it a trade of this side would close: what is held the other way round. */
  closable(side: 1 | -1): Decimal {
    const open = side < 0 ? this.quantity : this.quantity.neg();
    return open.gt(0) ? open : ZERO;
  }

  open(lot: Lot): void {
    addLot(this.lots, lot);
    this.quantity = this.quantity.plus(lot.quantity);
    this.cost = this.cost.plus(lot.cost);
    this.charges = this.charges.plus(lot.charges);
  }

  close({ reliefs, remaining }: Relieved): void {
    this.lots = remaining;
    for (const { quantity, cost, charges } of reliefs) {
      this.quantity = this.quantity.minus(quantity);
      this.cost = this.cost.minus(cost);
      this.charges = this.charges.minus(charges);
    }
  }

  /** Splits its units; false when less than the smallest unit would be left, and nothing was done. */
  resize(split: PositionSplit): boolean {
    const { ratioNew, ratioOld } = split;
    const lots = splitLots(this.lots, ratioNew, ratioOld);
    if (!lots) return false;
    const resized = (quantity: Decimal) => roundHalfEven(quantity.times(ratioNew).div(ratioOld), QUANTITY_SCALE);
    this.lots = lots;
    this.quantity = resized(this.quantity);
    this.recentTrades = this.recentTrades.map((trades) => ({ ...trades, quantity: resized(trades.quantity) }));
    this.recentSplits = [...this.recentSplits, split].slice(-RECENT_DAYS_MAX);
    return true;
  }

  /** The price of a trade in the instrument's currency; units given for nothing have none. */
  notePrice(day: Day, price: Decimal): void {
    if (price.isZero()) return;
    this.lastTradePrice = roundHalfEven(price, PRICE_SCALE);
    this.lastTradeDay = day;
  }

  noteTrades(trades: DayTrades): void {
    const last = this.recentTrades.at(-1);
    if (last?.day === trades.day) {
      const merged = { ...last, quantity: last.quantity.plus(trades.quantity), amount: last.amount.plus(trades.amount) };
      this.recentTrades[this.recentTrades.length - 1] = merged;
      return;
    }
    this.recentTrades.push(trades);
    if (this.recentTrades.length > RECENT_DAYS_MAX) this.recentTrades.shift();
  }

  /** Units that are about to arrive bring the price they last traded at and, where nothing is held any more, the splits their older prices need. */
  inheritPrices(source: Draft): void {
    if (source.lastTradeDay && (!this.lastTradeDay || this.lastTradeDay < source.lastTradeDay)) {
      this.lastTradePrice = source.lastTradePrice;
      this.lastTradeDay = source.lastTradeDay;
    }
    if (this.quantity.isZero() || this.recentSplits.length === 0) this.recentSplits = [...source.recentSplits];
  }

  position(): Position {
    const { accountId, instrumentId, quantity, lots, cost, charges, lastTradePrice, lastTradeDay, recentTrades, recentSplits } = this;
    return positionOf({
      accountId,
      instrumentId,
      quantity,
      lots,
      cost,
      charges,
      lastTradePrice,
      lastTradeDay,
      recentTrades,
      recentSplits,
    });
  }
}
