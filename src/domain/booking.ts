/**
 * How each kind of entry moves units, lots, cash, gains and income: the steps of the fold. Invariant: an entry that breaks a
 * rule is refused by its name, never clamped; the cash it moves is what `cash-move.ts` says.
 */
import { FractionRule } from './account.js';
import { AccountDraft, type Trade } from './account-draft.js';
import { assert, unreachable } from './assert.js';
import type { Day } from './day.js';
import { Decimal, MONEY_SCALE, ONE, roundHalfEven, ZERO } from './decimal.js';
import type { Draft } from './draft.js';
import { LedgerRule, RuleBroken } from './errors.js';
import type { AccountId, InstrumentId, TransactionId } from './ids.js';
import { type Income, incomeOf } from './income.js';
import type { Instrument } from './instrument.js';
import type { AccountState, BookedAccount, DatedSplit, LedgerBooks, LedgerState } from './ledger.js';
import { allocate, type BookedRate, relieve } from './lot.js';
import { type PositionSplit, RECENT_DAYS_MAX } from './position.js';
import { type Transaction, TransactionKind } from './transaction.js';

/** A fold in progress; lives for one call of `fold`. */
export class Booking {
  private readonly accounts = new Map<AccountId, AccountDraft>();
  /** The day of what was applied last. */
  private day: Day | null = null;

  constructor(
    private readonly books: LedgerBooks,
    private readonly from: LedgerState,
    private readonly ownSplits: ReadonlySet<string>,
  ) {}

  /** @throws RuleBroken naming the entry that breaks the rule */
  apply(entry: Transaction): void {
    this.day = entry.tradeDate;
    try {
      this.book(entry);
    } catch (error) {
      throw error instanceof RuleBroken ? error.of(entry.id) : error;
    }
  }

  private book(entry: Transaction): void {
    switch (entry.kind) {
      case TransactionKind.BUY:
        return this.trade(entry, 1);
      case TransactionKind.SELL:
        return this.trade(entry, -1);
      case TransactionKind.DELIVERY_IN:
        return this.deliverIn(entry);
      case TransactionKind.DELIVERY_OUT:
        return this.deliverOut(entry);
      case TransactionKind.DEPOSIT:
      case TransactionKind.FEE_REFUND:
      case TransactionKind.TAX_REFUND:
        return this.move(entry, needed(entry, 'amount'));
      case TransactionKind.WITHDRAWAL:
      case TransactionKind.FEE:
      case TransactionKind.TAX:
        return this.move(entry, needed(entry, 'amount').neg());
      case TransactionKind.DIVIDEND:
      case TransactionKind.INTEREST:
      case TransactionKind.DIVIDEND_PAID:
        return this.earn(entry);
      case TransactionKind.REINVESTMENT:
        return this.reinvest(entry);
      case TransactionKind.SPLIT:
        return this.split(entry);
      case TransactionKind.TRANSFER:
        return this.transfer(entry);
      default:
        return unreachable(entry.kind);
    }
  }

  /** The transfers of one day: one that passes units on waits for the one that brings them. */
  transferAll(entries: readonly Transaction[]): void {
    let waiting = entries;
    while (waiting.length > 0) {
      const blocked: Transaction[] = [];
      for (const entry of waiting) {
        if (this.canTransfer(entry)) this.apply(entry);
        else blocked.push(entry);
      }
      // Nobody can go first: applying one says why.
      if (blocked.length === waiting.length) this.apply(blocked[0] as Transaction);
      waiting = blocked;
    }
  }

  private canTransfer({ accountId, instrumentId, quantity }: Transaction): boolean {
    if (instrumentId === null || quantity === null) return true;
    return quantity.lte(this.draft(this.account(accountId), instrumentId).quantity.abs());
  }

  states(lastDay: Day | null): Map<AccountId, AccountState> {
    const result = new Map<AccountId, AccountState>();
    for (const [accountId, state] of this.from) result.set(accountId, { ...state, lastDay });
    for (const account of this.accounts.values()) result.set(account.accountId, account.state(lastDay));
    return result;
  }

  private trade(entry: Transaction, side: 1 | -1): void {
    const { trade, draft } = this.tradeOf(entry, side);
    this.settle(entry, trade);
    draft.noteTrades({ day: entry.tradeDate, quantity: trade.quantity.times(side), amount: trade.amount.times(side) });
    this.move(entry, this.grossOf(entry).times(-side).minus(entry.fee).minus(entry.tax));
  }

  private deliverIn(entry: Transaction): void {
    this.settle(entry, this.tradeOf(entry, 1).trade);
  }

  private deliverOut(entry: Transaction): void {
    const { draft, account } = this.of(entry);
    const quantity = needed(entry, 'quantity');
    if (quantity.gt(draft.closable(-1))) throw this.oversold(entry, draft);
    draft.close(relieve(draft.lots, quantity, account.account.costMethod, entry.lotIds));
  }

  /** The dividend is income with its tax; the purchase is one with the fee; what one leaves of the other is cash. */
  private reinvest(entry: Transaction): void {
    const amount = needed(entry, 'amount');
    this.noteIncome(entry);
    const { trade, draft } = this.tradeOf(entry, 1, entry.fee);
    this.settle(entry, trade);
    draft.noteTrades({ day: entry.tradeDate, quantity: trade.quantity, amount: trade.amount });
    this.move(entry, amount.minus(entry.tax).minus(entry.fee).minus(this.grossOf(entry)));
  }

  private tradeOf(entry: Transaction, side: 1 | -1, charges = entry.fee.plus(entry.tax)) {
    const { instrument, draft } = this.of(entry);
    const toOwn = this.rateIntoInstrument(entry, instrument);
    const trade: Trade = {
      side,
      quantity: needed(entry, 'quantity'),
      amount: roundHalfEven(this.grossOf(entry).times(toOwn), MONEY_SCALE),
      charges: roundHalfEven(charges.times(toOwn), MONEY_SCALE),
      bookedRate: entry.currency === instrument.currency ? this.booked(entry) : null,
    };
    draft.notePrice(entry.tradeDate, needed(entry, 'price').times(toOwn));
    return { trade, draft };
  }

  /** Quantity x price in the entry's currency. */
  private grossOf(entry: Transaction): Decimal {
    const { instrument } = this.of(entry);
    return roundHalfEven(needed(entry, 'quantity').times(needed(entry, 'price')).times(instrument.multiplier), MONEY_SCALE);
  }

  /** Closes what is open the other way round, and opens a lot of the rest. */
  private settle(entry: Transaction, trade: Trade): void {
    const { account, draft, instrument } = this.of(entry);
    const { side } = trade;
    const closing = Decimal.min(trade.quantity, draft.closable(side));
    const opening = trade.quantity.minus(closing);
    if (side < 0 && opening.gt(0) && !account.account.allowsShort) throw this.oversold(entry, draft);
    const shares = [closing, opening];
    const [closingAmount, openingAmount] = allocate(trade.amount, shares) as [Decimal, Decimal];
    const [closingCharges, openingCharges] = allocate(trade.charges, shares) as [Decimal, Decimal];
    if (closing.gt(0)) {
      const part = { ...trade, quantity: closing, amount: closingAmount, charges: closingCharges };
      const closed = { transactionId: entry.id, tradeDate: entry.tradeDate, currency: instrument.currency, isFraction: false };
      account.close(draft, { trade: part, lotIds: entry.lotIds, closed });
    }
    if (opening.isZero()) return;
    const { bookedRate } = trade;
    const lot = { id: entry.id, tradeDate: entry.tradeDate, charges: openingCharges, bookedRate };
    draft.open({ ...lot, quantity: opening.times(side), cost: openingAmount.times(side) });
  }

  private oversold(entry: Transaction, draft: Draft): RuleBroken {
    const isSale = entry.kind === TransactionKind.SELL;
    const held = draft.quantity.gt(0) ? draft.quantity : ZERO;
    return new RuleBroken(
      LedgerRule.OVERSOLD,
      `On ${entry.tradeDate} the account held ${held.toFixed()} units of ${this.nameOf(draft.instrumentId)} ` +
        `and ${isSale ? 'the sale' : 'what goes out'} asks for ${needed(entry, 'quantity').toFixed()}. ` +
        `Record the purchase that is missing or correct the quantity` +
        `${isSale ? '; only an account that allows short positions may sell more than it holds' : ''}.`,
      'quantity',
    );
  }

  private earn(entry: Transaction): void {
    const { gross } = this.noteIncome(entry);
    this.move(entry, gross.minus(entry.tax).minus(entry.fee));
  }

  private noteIncome(entry: Transaction): Income {
    const income = incomeOf(entry, this.booked(entry));
    assert(income, `a ${entry.kind} pays something`);
    this.account(entry.accountId).income.push(income);
    return income;
  }

  private split(entry: Transaction): void {
    const account = this.account(entry.accountId);
    const instrumentId = needed(entry, 'instrumentId');
    const [ratioNew, ratioOld] = [needed(entry, 'ratioNew'), needed(entry, 'ratioOld')];
    const isKnown = account.hasHeld(instrumentId);
    const draft = isKnown ? this.draft(account, instrumentId) : null;
    if (!draft || draft.quantity.isZero()) {
      throw new RuleBroken(
        LedgerRule.NOT_HELD,
        `The account ${draft ? 'held no' : 'had never held'} ${this.nameOf(instrumentId)} before ${entry.tradeDate}: there is nothing to split. ` +
          'Record the purchase that is missing, or leave the split out.',
        'instrumentId',
      );
    }
    if (!draft.resize({ day: entry.tradeDate, ratioNew, ratioOld })) {
      throw new RuleBroken(
        LedgerRule.NOT_HELD,
        `The account held ${draft.quantity.toFixed()} units of ${this.nameOf(instrumentId)} on ${entry.tradeDate}: a split of ` +
          `${ratioNew} for ${ratioOld} would leave less than the smallest unit.`,
        'ratioNew',
      );
    }
    if (entry.price) this.payFraction(account, draft, { transactionId: entry.id, day: entry.tradeDate, price: entry.price });
  }

  /** A split of the instrument, for every account that held it or has (C12). */
  splitAll({ instrumentId, exDate, ratioNew, ratioOld, exceptAccountIds, fractionPrice }: DatedSplit): void {
    this.day = exDate;
    for (const accountId of new Set([...this.from.keys(), ...this.accounts.keys()])) {
      const account = this.account(accountId);
      if (!account.hasHeld(instrumentId)) continue;
      if (exceptAccountIds.includes(accountId) || this.ownSplits.has(`${accountId} ${instrumentId} ${exDate}`)) continue;
      const draft = this.draft(account, instrumentId);
      const isResized = draft.resize({ day: exDate, ratioNew, ratioOld });
      if (isResized && fractionPrice) {
        this.payFraction(account, draft, { transactionId: null, day: exDate, price: new Decimal(fractionPrice) });
      }
    }
  }

  /** Where the account says so, what is more than whole units is sold to whoever split them. */
  private payFraction(
    account: AccountDraft,
    draft: Draft,
    { transactionId, day, price }: { transactionId: TransactionId | null; day: Day; price: Decimal },
  ): void {
    const fraction = draft.quantity.minus(draft.quantity.floor());
    if (account.account.fractionRule !== FractionRule.CASH || !draft.quantity.gt(0) || fraction.isZero()) return;
    const instrument = this.instrument(draft.instrumentId);
    const amount = roundHalfEven(fraction.times(price).times(instrument.multiplier), MONEY_SCALE);
    const closed = { transactionId, tradeDate: day, currency: instrument.currency, isFraction: true };
    account.close(draft, {
      trade: { side: -1, quantity: fraction, amount, charges: ZERO, bookedRate: null },
      lotIds: null,
      closed,
    });
    draft.noteTrades({ day, quantity: fraction.neg(), amount: amount.neg() });
    account.addCash(instrument.currency, amount);
  }

  private transfer(entry: Transaction): void {
    const counterAccountId = needed(entry, 'counterAccountId');
    if (counterAccountId === entry.accountId) {
      throw new RuleBroken(LedgerRule.SAME_ACCOUNT, 'A transfer needs two different accounts.', 'counterAccountId');
    }
    const to = this.account(counterAccountId);
    if (entry.instrumentId === null) {
      const amount = needed(entry, 'amount');
      this.account(entry.accountId).addCash(entry.currency, amount.neg());
      to.addCash(entry.currency, amount);
      return;
    }
    const { draft, account } = this.of(entry);
    const quantity = needed(entry, 'quantity');
    if (quantity.gt(draft.quantity.abs())) throw this.oversold(entry, draft);
    const target = this.draft(to, entry.instrumentId);
    this.checkSides(draft, target, to.account);
    const relieved = relieve(draft.lots, quantity, account.account.costMethod, entry.lotIds);
    draft.close(relieved);
    target.inheritPrices(draft);
    for (const relief of relieved.reliefs) target.open(relief);
  }

  /** Lots keep what they are on their way, so long and short ones cannot come to lie in one account. */
  private checkSides(source: Draft, target: Draft, to: BookedAccount): void {
    const isShort = source.quantity.isNegative();
    const name = this.nameOf(source.instrumentId);
    if (isShort && !to.allowsShort) {
      const message = `The units of ${name} are sold short, and the account they would go to allows no short positions.`;
      throw new RuleBroken(LedgerRule.OVERSOLD, message, 'counterAccountId');
    }
    if (target.quantity.isZero() || target.quantity.isNegative() === isShort) return;
    throw new RuleBroken(
      LedgerRule.OPPOSITE_SIDE,
      `One account is long and the other is short of ${name}: close one side by buying or selling before the transfer.`,
      'counterAccountId',
    );
  }

  /** Cash of `net` in the entry's currency, or in the account's at the booked rate. */
  private move(entry: Transaction, net: Decimal): void {
    const account = this.account(entry.accountId);
    const booked = this.booked(entry);
    if (!booked) return account.addCash(entry.currency, net);
    account.addCash(booked.currency, roundHalfEven(net.times(booked.rate), MONEY_SCALE));
  }

  private booked(entry: Transaction): BookedRate | null {
    if (entry.exchangeRate === null) return null;
    const { currency } = this.account(entry.accountId).account;
    if (currency === entry.currency && !entry.exchangeRate.eq(1)) {
      throw new RuleBroken(
        LedgerRule.CURRENCY_MISMATCH,
        `The entry and the account are both in ${currency}: an exchange rate other than 1 cannot be right.`,
        'exchangeRate',
      );
    }
    return { currency, rate: entry.exchangeRate };
  }

  /** What one unit of the entry's currency is in the instrument's: 1, or the booked rate where the account is kept in that currency. */
  private rateIntoInstrument(entry: Transaction, instrument: Pick<Instrument, 'currency'>): Decimal {
    if (entry.currency === instrument.currency) return ONE;
    const booked = this.booked(entry);
    if (booked?.currency === instrument.currency) return booked.rate;
    throw new RuleBroken(
      LedgerRule.CURRENCY_MISMATCH,
      `The instrument is quoted in ${instrument.currency}; an entry in ${entry.currency} says nothing about its cost there.`,
      'currency',
    );
  }

  private nameOf(instrumentId: InstrumentId): string {
    return this.books.instrument(instrumentId)?.name ?? instrumentId;
  }

  private instrument(id: InstrumentId) {
    const instrument = this.books.instrument(id);
    assert(instrument, `instrument ${id} of the ledger is known`);
    return instrument;
  }

  private of(entry: Transaction) {
    const account = this.account(entry.accountId);
    const instrumentId = needed(entry, 'instrumentId');
    return { account, instrument: this.instrument(instrumentId), draft: this.draft(account, instrumentId) };
  }

  private account(accountId: AccountId): AccountDraft {
    const existing = this.accounts.get(accountId);
    if (existing) return existing;
    const account = this.books.account(accountId);
    assert(account, `account ${accountId} of the ledger is known`);
    const draft = new AccountDraft(accountId, account, this.from.get(accountId) ?? null);
    this.accounts.set(accountId, draft);
    return draft;
  }

  private splitsSoFar(instrumentId: InstrumentId): PositionSplit[] {
    const splits = this.books.instrument(instrumentId)?.splits ?? [];
    const past = splits.filter(({ exDate }) => this.day !== null && exDate <= this.day);
    return past.slice(-RECENT_DAYS_MAX).map(({ exDate, ratioNew, ratioOld }) => ({ day: exDate, ratioNew, ratioOld }));
  }

  private draft(account: AccountDraft, instrumentId: InstrumentId): Draft {
    return account.draft(instrumentId, () => this.splitsSoFar(instrumentId));
  }
}

/** A field `checkEntry` has made sure of: its absence is a defect, not a user's mistake. */
function needed<Field extends keyof Transaction>(entry: Transaction, field: Field): NonNullable<Transaction[Field]> {
  const value = entry[field];
  assert(value !== null && value !== undefined, `a ${entry.kind} has a ${field}`);
  return value;
}
