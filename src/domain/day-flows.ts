/**
 * What entries of one day brought and took, as a whole and in whole numbers: the sums an `Attribution` explains a step with.
 * Invariant: each amount is converted and rounded as `attribute` does it, entry by entry.
 */
import { unreachable } from './assert.js';
import type { Currency } from './currency.js';
import { divideHalfEven, RATE_SCALE } from './decimal.js';
import type { AccountId, InstrumentId } from './ids.js';
import type { InstrumentSums } from './instrument-sums.js';
import type { LedgerBooks } from './ledger.js';
import { powerOfTen, type Rational } from './rational.js';
import { converted, roundedOnce } from './scaled.js';
import { TransactionKind } from './transaction.js';
import type { UnitEntry } from './unit-entry.js';
import type { PaidFraction, UnitLedger } from './unit-ledger.js';
import type { UnitValuer } from './unit-valuer.js';
import type { Instruments } from './valuation.js';

export interface FlowScope {
  readonly baseCurrency: Currency;
  readonly books: LedgerBooks;
  readonly instruments: Instruments;
}

/** One day; amounts at MONEY_SCALE in the base currency. */
export class DayFlows {
  inflow = 0n;
  outflow = 0n;
  bought = 0n;
  sold = 0n;
  /** What booked rates differ from the day's, at which prices count. */
  rateGain = 0n;
  income = 0n;
  netIncome = 0n;
  fees = 0n;
  taxes = 0n;
  isPartial = false;
  /** Whether money that can be converted was paid for what cannot be, or the other way round. */
  lacksRate = false;

  /** The ledger and the valuer stand at the end of the day. */
  constructor(
    private readonly scope: FlowScope,
    private readonly accountIds: ReadonlySet<AccountId>,
    private readonly at: { readonly ledger: UnitLedger; readonly valuer: UnitValuer; readonly sums: InstrumentSums | null },
  ) {}

  add(entry: UnitEntry): void {
    const { accountIds } = this;
    const isOwn = accountIds.has(entry.accountId);
    const isCounterOwn = entry.counterAccountId !== null && accountIds.has(entry.counterAccountId);
    if (!isOwn && !isCounterOwn) return;
    switch (entry.kind) {
      case TransactionKind.DEPOSIT:
        return this.flow(this.cash(entry, entry.amount));
      case TransactionKind.WITHDRAWAL:
        return this.flow(-this.cash(entry, entry.amount));
      case TransactionKind.TRANSFER:
        if (isOwn && isCounterOwn) return;
        return entry.instrumentId === null
          ? this.flow(this.atDaysRate(entry.amount, entry.currency) * (isOwn ? -1n : 1n))
          : this.deliver(entry, isOwn ? -1n : 1n);
      case TransactionKind.DELIVERY_IN:
        return this.deliver(entry, 1n);
      case TransactionKind.DELIVERY_OUT:
        return this.deliver(entry, -1n);
      case TransactionKind.BUY:
      case TransactionKind.SELL:
        this.settle(entry, entry.kind === TransactionKind.BUY ? 1n : -1n);
        return this.charge(entry, this.cash(entry, entry.fee), this.cash(entry, entry.tax));
      case TransactionKind.DIVIDEND:
      case TransactionKind.INTEREST:
        return this.earn(entry, this.cash(entry, entry.amount), this.cash(entry, entry.fee));
      case TransactionKind.DIVIDEND_PAID:
        return this.earn(entry, -this.cash(entry, entry.amount), 0n);
      case TransactionKind.REINVESTMENT:
        this.earn(entry, this.cash(entry, entry.amount), 0n);
        this.settle(entry, 1n);
        return this.charge(entry, this.cash(entry, entry.fee), 0n);
      case TransactionKind.FEE:
        return this.charge(entry, this.cash(entry, entry.amount), 0n);
      case TransactionKind.FEE_REFUND:
        return this.charge(entry, -this.cash(entry, entry.amount), 0n);
      case TransactionKind.TAX:
        return this.charge(entry, 0n, this.cash(entry, entry.amount));
      case TransactionKind.TAX_REFUND:
        return this.charge(entry, 0n, -this.cash(entry, entry.amount));
      case TransactionKind.SPLIT:
        return;
      default:
        return unreachable(entry.kind);
    }
  }

  /** The fraction's units leave for its price, as in a sale without costs. */
  addFraction({ accountId, instrumentId, proceeds, currency }: PaidFraction): void {
    if (this.accountIds.has(accountId)) this.cross(instrumentId, -1n, this.atDaysRate(proceeds, currency));
  }

  /** At the booked rate first. */
  private settle(entry: UnitEntry, side: 1n | -1n): void {
    const { instrumentId, currency } = entry;
    if (instrumentId === null) return;
    const gross = this.gross(entry);
    const amount = this.cash(entry, gross);
    if (gross !== 0n && this.isHalfKnown(entry, instrumentId)) this.lacksRate = true;
    const rateGain = side * (this.atDaysRate(gross, currency) - amount);
    this.cross(instrumentId, side, amount);
    this.rateGain += rateGain;
    if (this.at.sums) this.at.sums.row(instrumentId).currencyGain += rateGain;
  }

  private isHalfKnown(entry: UnitEntry, instrumentId: InstrumentId): boolean {
    const isKnown = (currency: Currency) => this.at.valuer.rate(currency) !== null;
    return isKnown(this.moneyOf(entry)) !== isKnown(this.scope.instruments(instrumentId).currency);
  }

  /** What units came in or went out for. */
  private cross(instrumentId: InstrumentId, side: 1n | -1n, amount: bigint): void {
    const row = this.at.sums?.row(instrumentId);
    if (side > 0n) {
      this.bought += amount;
      if (row) row.bought += amount;
    } else {
      this.sold += amount;
      if (row) row.sold += amount;
    }
  }

  private earn(entry: UnitEntry, gross: bigint, fee: bigint): void {
    const tax = this.cash(entry, entry.tax);
    this.income += gross;
    this.netIncome += gross - fee - tax;
    const row = entry.instrumentId && this.at.sums?.row(entry.instrumentId);
    if (row) {
      row.income += gross;
      row.netIncome += gross - fee - tax;
    }
    this.charge(entry, fee, tax);
  }

  private charge({ instrumentId }: UnitEntry, fees: bigint, taxes: bigint): void {
    this.fees += fees;
    this.taxes += taxes;
    const row = instrumentId && this.at.sums?.row(instrumentId);
    if (!row) return;
    row.fees += fees;
    row.taxes += taxes;
  }

  /** Units that cross the edge count at the day's price, which is the last one known, else at the one they came with. */
  private deliver(entry: UnitEntry, sign: 1n | -1n): void {
    const { instrumentId, quantity } = entry;
    if (instrumentId === null) return;
    const isTransfer = entry.kind === TransactionKind.TRANSFER;
    const accountId = isTransfer && sign > 0n && entry.counterAccountId !== null ? entry.counterAccountId : entry.accountId;
    const price = this.at.valuer.price(accountId, instrumentId);
    let value = 0n;
    if (price !== null && quantity !== null) {
      const rate = this.rate(this.scope.instruments(instrumentId).currency);
      value = rate ? roundedOnce(this.at.ledger.exactValueOf(instrumentId, quantity, price), rate) : 0n;
    } else if (entry.price !== null) value = this.atDaysRate(this.gross(entry), entry.currency);
    else this.isPartial = true;
    if (isTransfer && this.at.valuer.isShort(accountId, instrumentId, sign < 0n)) value = -value;
    this.cross(instrumentId, sign, value);
    this.flow(sign * value);
  }

  private gross(entry: UnitEntry): bigint {
    const gross = this.at.ledger.gross(entry);
    if (gross === null) this.isPartial = true;
    return gross ?? 0n;
  }

  private flow(amount: bigint): void {
    if (amount < 0n) this.outflow -= amount;
    else this.inflow += amount;
  }

  /** In the base currency: itself where it is in it, by the booked rate, else at the day's (C13). */
  private cash(entry: UnitEntry, amount: bigint | null): bigint {
    const { currency, exchangeRate } = entry;
    const money = this.moneyOf(entry);
    if (exchangeRate === null || money === currency || amount === null) return this.atDaysRate(amount, currency);
    return this.atDaysRate(divideHalfEven(amount * exchangeRate, RATE_ONE), money);
  }

  /** The currency its money moved in, for us: where it is booked, and is not ours already, the account's. */
  private moneyOf({ accountId, currency, exchangeRate }: UnitEntry): Currency {
    const isBooked = exchangeRate !== null && currency !== this.scope.baseCurrency;
    return (isBooked && this.scope.books.account(accountId)?.currency) || currency;
  }

  private atDaysRate(amount: bigint | null, currency: Currency): bigint {
    if (amount === null || amount === 0n) return 0n;
    const rate = this.rate(currency);
    return rate ? converted(amount, rate) : 0n;
  }

  private rate(currency: Currency): Rational | null {
    const rate = this.at.valuer.rate(currency);
    if (!rate) this.isPartial = true;
    return rate?.exact ?? null;
  }
}

const RATE_ONE = powerOfTen(RATE_SCALE);
