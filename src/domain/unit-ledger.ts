/**
 * What accounts hold and what cash they have, day by day, in whole numbers: the fold without lots, gains and income, for series
 * of days that need none of them. Invariant: units, cash and last trade prices are those of `fold`, to the last digit; the
 * entries have been through its rules already.
 */
import { FractionRule } from './account.js';
import { assert, unreachable } from './assert.js';
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import { Decimal, divideHalfEven, MONEY_SCALE, PRICE_SCALE, QUANTITY_SCALE, RATE_SCALE, toScaled } from './decimal.js';
import type { AccountId, InstrumentId } from './ids.js';
import { type DatedSplit, type LedgerBooks, type LedgerState, splitsOf } from './ledger.js';
import { type Position, type PositionSplit, RECENT_DAYS_MAX } from './position.js';
import { powerOfTen, type Rational, rational } from './rational.js';
import { scaled } from './scaled.js';
import { TransactionKind } from './transaction.js';
import { inOrderOfDay, type UnitEntry } from './unit-entry.js';

export interface UnitPosition {
  readonly accountId: AccountId;
  readonly instrumentId: InstrumentId;
  /** At QUANTITY_SCALE; below zero where short. */
  units: bigint;
  /** At PRICE_SCALE, for the units of its day. */
  lastTradePrice: bigint | null;
  lastTradeDay: Day | null;
  recentSplits: readonly PositionSplit[];
}

/** What a split paid for what was left of a unit. */
export interface PaidFraction {
  readonly accountId: AccountId;
  readonly instrumentId: InstrumentId;
  readonly currency: Currency;
  /** At MONEY_SCALE. */
  readonly proceeds: bigint;
}

export class UnitLedger {
  private readonly positions = new Map<AccountId, Map<InstrumentId, UnitPosition>>();
  readonly cash = new Map<AccountId, Map<Currency, bigint>>();
  /** Those that are not as they were when this was last emptied. */
  readonly changed = new Set<UnitPosition>();
  private readonly multipliers = new Map<InstrumentId, Rational>();
  private readonly splits: readonly DatedSplit[];
  private nextSplit: number;
  private fractions: PaidFraction[] = [];
  private day: Day | null = null;

  /** @param instrumentIds every instrument that entries to come may name */
  constructor(
    private readonly books: LedgerBooks,
    from: LedgerState,
    instrumentIds: Iterable<InstrumentId>,
  ) {
    const ids = new Set(instrumentIds);
    for (const { accountId, positions, cash, lastDay } of from.values()) {
      this.cash.set(accountId, new Map([...cash].map(([currency, amount]) => [currency, scaled(amount)])));
      const own = new Map([...positions].map(([id, position]) => [id, unitsOf(position)]));
      this.positions.set(accountId, own);
      for (const position of own.values()) this.changed.add(position);
      for (const id of own.keys()) ids.add(id);
      if (lastDay && (!this.day || lastDay > this.day)) this.day = lastDay;
    }
    this.splits = splitsOf(ids, books);
    const resumedAfter = this.day;
    this.nextSplit = this.splits.filter(({ exDate }) => resumedAfter !== null && exDate <= resumedAfter).length;
  }

  position(accountId: AccountId, instrumentId: InstrumentId): UnitPosition | undefined {
    return this.positions.get(accountId)?.get(instrumentId);
  }

  /**
   * Goes on to the end of a day with its entries, in any order; every earlier one must have been given before.
   * @returns what splits of the days since paid for fractions
   */
  advance(day: Day, entries: readonly UnitEntry[]): readonly PaidFraction[] {
    this.fractions = [];
    const ordered = inOrderOfDay(entries);
    for (let split = this.splits[this.nextSplit]; split && split.exDate <= day; split = this.splits[this.nextSplit]) {
      this.splitAll(split, ordered);
      this.nextSplit += 1;
    }
    this.day = day;
    const transfers: UnitEntry[] = [];
    for (const entry of ordered) {
      if (entry.kind === TransactionKind.TRANSFER) transfers.push(entry);
      else {
        // What comes after the transfers of a day in the order of folding may use what they bring.
        this.transferAll(transfers.splice(0));
        this.apply(entry);
      }
    }
    this.transferAll(transfers);
    return this.fractions;
  }

  /** Quantity x price in the entry's currency; null where one of them is not known. */
  gross({ instrumentId, quantity, price }: UnitEntry): bigint | null {
    return instrumentId === null || quantity === null || price === null ? null : this.valueOf(instrumentId, quantity, price);
  }

  /** Of units at a price, rounded once. */
  private valueOf(instrumentId: InstrumentId, quantity: bigint, price: bigint): bigint {
    const { n, d } = this.exactValueOf(instrumentId, quantity, { n: price, d: 1n });
    return divideHalfEven(n, d);
  }

  /** The same at MONEY_SCALE, for who converts it before it is rounded. */
  exactValueOf(instrumentId: InstrumentId, quantity: bigint, price: Rational): Rational {
    const { n, d } = this.multiplier(instrumentId);
    return { n: quantity * price.n * n, d: UNITS_BY_PRICE * price.d * d };
  }

  multiplier(instrumentId: InstrumentId): Rational {
    let multiplier = this.multipliers.get(instrumentId);
    if (!multiplier) {
      multiplier = rational(this.instrument(instrumentId).multiplier);
      this.multipliers.set(instrumentId, multiplier);
    }
    return multiplier;
  }

  private apply(entry: UnitEntry): void {
    const { fee, tax } = entry;
    switch (entry.kind) {
      case TransactionKind.BUY:
        this.trade(entry, 1n);
        return this.move(entry, -this.needed(this.gross(entry)) - fee - tax);
      case TransactionKind.SELL:
        this.trade(entry, -1n);
        return this.move(entry, this.needed(this.gross(entry)) - fee - tax);
      case TransactionKind.REINVESTMENT:
        this.trade(entry, 1n);
        return this.move(entry, this.needed(entry.amount) - tax - fee - this.needed(this.gross(entry)));
      case TransactionKind.DELIVERY_IN:
        return this.trade(entry, 1n);
      case TransactionKind.DELIVERY_OUT:
        return this.add(this.of(entry), -this.needed(entry.quantity));
      case TransactionKind.DEPOSIT:
      case TransactionKind.FEE_REFUND:
      case TransactionKind.TAX_REFUND:
        return this.move(entry, this.needed(entry.amount));
      case TransactionKind.WITHDRAWAL:
      case TransactionKind.FEE:
      case TransactionKind.TAX:
        return this.move(entry, -this.needed(entry.amount));
      case TransactionKind.DIVIDEND:
      case TransactionKind.INTEREST:
        return this.move(entry, this.needed(entry.amount) - tax - fee);
      case TransactionKind.DIVIDEND_PAID:
        return this.move(entry, -this.needed(entry.amount) - tax - fee);
      case TransactionKind.SPLIT:
        return this.split(entry);
      case TransactionKind.TRANSFER:
        return this.transfer(entry);
      default:
        return unreachable(entry.kind);
    }
  }

  /** Units at a price, which is the last one known until there is a quote (C14). */
  private trade(entry: UnitEntry, side: 1n | -1n): void {
    const position = this.of(entry);
    const { currency } = this.instrument(position.instrumentId);
    const price = this.needed(entry.price);
    const isOwn = entry.currency === currency || entry.exchangeRate === null;
    const local = isOwn ? price : divideHalfEven(price * this.needed(entry.exchangeRate), RATE_ONE);
    // Units given for nothing have no price.
    if (price !== 0n) {
      position.lastTradePrice = local;
      position.lastTradeDay = entry.tradeDate;
    }
    this.add(position, side * this.needed(entry.quantity));
  }

  private add(position: UnitPosition, units: bigint): void {
    position.units += units;
    this.changed.add(position);
  }

  private move({ accountId, currency, exchangeRate }: UnitEntry, net: bigint): void {
    if (exchangeRate === null) return this.addCash(accountId, currency, net);
    this.addCash(accountId, this.account(accountId).currency, divideHalfEven(net * exchangeRate, RATE_ONE));
  }

  private addCash(accountId: AccountId, currency: Currency, amount: bigint): void {
    let cash = this.cash.get(accountId);
    if (!cash) {
      cash = new Map();
      this.cash.set(accountId, cash);
    }
    cash.set(currency, (cash.get(currency) ?? 0n) + amount);
  }

  /** The transfers of one day: one that passes units on waits for the one that brings them. */
  private transferAll(entries: readonly UnitEntry[]): void {
    let waiting = entries;
    while (waiting.length > 0) {
      const blocked = waiting.filter((entry) => {
        const canGo = entry.instrumentId === null || magnitude(this.of(entry).units) >= this.needed(entry.quantity);
        if (canGo) this.apply(entry);
        return !canGo;
      });
      assert(blocked.length < waiting.length, 'transfers of a ledger that was folded can go');
      waiting = blocked;
    }
  }

  private transfer(entry: UnitEntry): void {
    const to = this.needed(entry.counterAccountId);
    if (entry.instrumentId === null) {
      const amount = this.needed(entry.amount);
      this.addCash(entry.accountId, entry.currency, -amount);
      this.addCash(to, entry.currency, amount);
      return;
    }
    const source = this.of(entry);
    const target = this.at(to, entry.instrumentId);
    const units = source.units < 0n ? -this.needed(entry.quantity) : this.needed(entry.quantity);
    if (target.units === 0n || target.recentSplits.length === 0) target.recentSplits = source.recentSplits;
    this.add(source, -units);
    this.add(target, units);
    if (source.lastTradeDay && (!target.lastTradeDay || target.lastTradeDay < source.lastTradeDay)) {
      target.lastTradePrice = source.lastTradePrice;
      target.lastTradeDay = source.lastTradeDay;
    }
  }

  private split(entry: UnitEntry): void {
    const position = this.of(entry);
    const ratio = { ratioNew: this.needed(entry.ratioNew), ratioOld: this.needed(entry.ratioOld) };
    this.resize(position, { day: entry.tradeDate, ...ratio });
    if (entry.price !== null) this.payFraction(position, entry.price);
  }

  /** A split of the instrument, for every account that held it or has (C12); an account's own of the same day stands in its place. */
  private splitAll(split: DatedSplit, ofDay: readonly UnitEntry[]): void {
    const { instrumentId, exDate, ratioNew, ratioOld, exceptAccountIds, fractionPrice } = split;
    for (const [accountId, positions] of this.positions) {
      const position = positions.get(instrumentId);
      if (!position || exceptAccountIds.includes(accountId)) continue;
      const isOwn = (entry: UnitEntry) =>
        entry.kind === TransactionKind.SPLIT &&
        entry.accountId === accountId &&
        entry.instrumentId === instrumentId &&
        entry.tradeDate === exDate;
      if (ofDay.some(isOwn)) continue;
      const isResized = this.resize(position, { day: exDate, ratioNew, ratioOld });
      if (isResized && fractionPrice) this.payFraction(position, toScaled(new Decimal(fractionPrice), PRICE_SCALE));
    }
  }

  /** False when less than the smallest unit would be left, and nothing was done. */
  private resize(position: UnitPosition, split: PositionSplit): boolean {
    const [above, below] = [BigInt(split.ratioNew), BigInt(split.ratioOld)];
    const units = divideHalfEven(position.units * above, below);
    if (units === 0n && position.units !== 0n) return false;
    position.units = units;
    position.recentSplits = [...position.recentSplits, split].slice(-RECENT_DAYS_MAX);
    this.changed.add(position);
    return true;
  }

  private payFraction(position: UnitPosition, price: bigint): void {
    const { accountId, instrumentId } = position;
    const fraction = position.units % ONE_UNIT;
    if (this.account(accountId).fractionRule !== FractionRule.CASH || fraction <= 0n) return;
    const proceeds = this.valueOf(instrumentId, fraction, price);
    const { currency } = this.instrument(instrumentId);
    this.add(position, -fraction);
    this.addCash(accountId, currency, proceeds);
    this.fractions.push({ accountId, instrumentId, currency, proceeds });
  }

  private of({ accountId, instrumentId }: UnitEntry): UnitPosition {
    return this.at(accountId, this.needed(instrumentId));
  }

  private at(accountId: AccountId, instrumentId: InstrumentId): UnitPosition {
    let positions = this.positions.get(accountId);
    if (!positions) {
      positions = new Map();
      this.positions.set(accountId, positions);
    }
    let position = positions.get(instrumentId);
    if (!position) {
      const recentSplits = this.splitsSoFar(instrumentId);
      position = { accountId, instrumentId, units: 0n, lastTradePrice: null, lastTradeDay: null, recentSplits };
      positions.set(instrumentId, position);
    }
    return position;
  }

  /** A new position can meet prices from before a split that came before it. */
  private splitsSoFar(instrumentId: InstrumentId): PositionSplit[] {
    const { splits = [] } = this.instrument(instrumentId);
    const past = splits.filter(({ exDate }) => this.day !== null && exDate <= this.day);
    return past.slice(-RECENT_DAYS_MAX).map(({ exDate, ratioNew, ratioOld }) => ({ day: exDate, ratioNew, ratioOld }));
  }

  private account(id: AccountId) {
    const account = this.books.account(id);
    assert(account, `account ${id} of the ledger is known`);
    return account;
  }

  private instrument(id: InstrumentId) {
    const instrument = this.books.instrument(id);
    assert(instrument, `instrument ${id} of the ledger is known`);
    return instrument;
  }

  private needed<T>(value: T | null): T {
    assert(value !== null, 'an entry has what its kind needs');
    return value;
  }
}

const ONE_UNIT = powerOfTen(QUANTITY_SCALE);
const RATE_ONE = powerOfTen(RATE_SCALE);
/** Takes the product of a quantity and a price to the scale of money. */
const UNITS_BY_PRICE = powerOfTen(QUANTITY_SCALE + PRICE_SCALE - MONEY_SCALE);

function unitsOf({ accountId, instrumentId, quantity, lastTradePrice, lastTradeDay, recentSplits }: Position): UnitPosition {
  const units = toScaled(quantity, QUANTITY_SCALE);
  const price = lastTradePrice && toScaled(lastTradePrice, PRICE_SCALE);
  return { accountId, instrumentId, units, lastTradePrice: price, lastTradeDay, recentSplits };
}

function magnitude(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}
