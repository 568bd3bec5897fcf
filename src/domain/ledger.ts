/**
 * The fold of a user's ledger into positions, cash, realised gains and income. Invariants: the result depends on what the
 * entries say and never on the order they were recorded in, and no account ever holds less than zero units.
 */
import type { Account } from './account.js';
import { assert, unreachable } from './assert.js';
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import { type Decimal, MONEY_SCALE, ONE, PRICE_SCALE, QUANTITY_SCALE, roundHalfEven, ZERO } from './decimal.js';
import { LedgerRule, RuleBroken } from './errors.js';
import type { AccountId, InstrumentId, TransactionId } from './ids.js';
import type { Instrument } from './instrument.js';
import { addLot, allocate, type BookedRate, type Lot, type Relief, relieve, splitLots } from './lot.js';
import { type DayTrades, type Position, type PositionSplit, positionOf, RECENT_DAYS_MAX } from './position.js';
import { type DatedSplit, splitsIn } from './split.js';
import { type Transaction, TransactionKind } from './transaction.js';

export { checkEntry } from './entry.js';

/** What the fold must know of the accounts and instruments its entries name. */
export interface LedgerBooks {
  account(id: AccountId): Pick<Account, 'currency' | 'costMethod'> | null | undefined;
  /** The name, where it is known, is what messages call it. */
  instrument(
    id: InstrumentId,
  ): (Pick<Instrument, 'currency' | 'multiplier'> & Partial<Pick<Instrument, 'name' | 'splits'>>) | null | undefined;
}

/** What one sale made of one lot, in the instrument's currency (C5). */
export interface RealisedGain {
  readonly transactionId: TransactionId;
  readonly accountId: AccountId;
  readonly instrumentId: InstrumentId;
  readonly currency: Currency;
  readonly tradeDate: Day;
  readonly lotId: TransactionId;
  readonly acquiredOn: Day;
  readonly quantity: Decimal;
  /** This lot's share of quantity x price. */
  readonly proceeds: Decimal;
  /** This lot's share of the sale's fee and tax. */
  readonly charges: Decimal;
  /** What the closed units cost, without fees and taxes. */
  readonly cost: Decimal;
  /** Fees and taxes of acquiring them. */
  readonly costCharges: Decimal;
  /** `proceeds - cost`. */
  readonly gainBeforeFees: Decimal;
  /** `proceeds - charges - cost - costCharges`. */
  readonly gain: Decimal;
  /** The rates booked on the purchase and on the sale; null where none was. */
  readonly acquiredRate: BookedRate | null;
  readonly soldRate: BookedRate | null;
}

/** A dividend or interest, in the currency it was paid in (C11). */
export interface Income {
  readonly transactionId: TransactionId;
  readonly kind: typeof TransactionKind.DIVIDEND | typeof TransactionKind.INTEREST;
  readonly accountId: AccountId;
  readonly instrumentId: InstrumentId | null;
  readonly tradeDate: Day;
  readonly currency: Currency;
  readonly gross: Decimal;
  readonly tax: Decimal;
  readonly fee: Decimal;
  readonly bookedRate: BookedRate | null;
}

export interface AccountState {
  readonly accountId: AccountId;
  /** The day of the last entry folded into any account; a fold that goes on from here takes later days only. */
  readonly lastDay: Day | null;
  /** Closed positions stay, with a quantity of exactly zero. */
  readonly positions: ReadonlyMap<InstrumentId, Position>;
  /** Exact; a balance below zero is an overdraft, which a ledger may show and a valuation counts. */
  readonly cash: ReadonlyMap<Currency, Decimal>;
  readonly realised: readonly RealisedGain[];
  readonly income: readonly Income[];
}

export type LedgerState = ReadonlyMap<AccountId, AccountState>;

/**
 * Folds entries of all accounts of one user, in any order of arrival. Voided entries count for nothing.
 * @param from the state to go on from: every entry must then be of a later day than its last
 * @param until the last day folded; entries of later days are left out
 * @throws RuleBroken OVERSOLD, NOT_HELD, SAME_ACCOUNT or CURRENCY_MISMATCH for an entry the ledger does not allow
 */
export function fold(
  entries: Iterable<Transaction>,
  books: LedgerBooks,
  { from, until }: { readonly from?: LedgerState; readonly until?: Day | null } = {},
): Map<AccountId, AccountState> {
  const ordered = inCanonicalOrder(entries);
  const splits = splitsIn(ordered, from, books);
  const work = new Work(books, from ?? new Map(), splits.length > 0 ? ownSplits(ordered) : new Set());
  let lastDay: Day | null = null;
  for (const state of from?.values() ?? []) if (state.lastDay && (!lastDay || state.lastDay > lastDay)) lastDay = state.lastDay;
  const resumedAfter = lastDay;
  let nextSplit = splits.findIndex(({ exDate }) => !resumedAfter || exDate > resumedAfter);
  let transfers: Transaction[] = [];
  const splitUntil = (day: Day | null) => {
    for (let split = splits[nextSplit]; split && (!day || split.exDate <= day); split = splits[nextSplit]) {
      work.transferAll(transfers);
      transfers = [];
      work.splitAll(split);
      if (!lastDay || split.exDate > lastDay) lastDay = split.exDate;
      nextSplit += 1;
    }
  };
  for (const entry of ordered) {
    if (until && entry.tradeDate > until) break;
    splitUntil(entry.tradeDate);
    assert(!resumedAfter || entry.tradeDate > resumedAfter, 'a resumed fold takes entries of later days only');
    if (transfers.length > 0 && (entry.kind !== TransactionKind.TRANSFER || entry.tradeDate !== lastDay)) {
      work.transferAll(transfers);
      transfers = [];
    }
    if (entry.kind === TransactionKind.TRANSFER) transfers.push(entry);
    else work.apply(entry);
    lastDay = entry.tradeDate;
  }
  work.transferAll(transfers);
  transfers = [];
  splitUntil(until ?? null);
  return work.states(lastDay);
}

/** The state at the end of `day`. */
export function foldUntil(day: Day, entries: Iterable<Transaction>, books: LedgerBooks, from?: LedgerState): Map<AccountId, AccountState> {
  return fold(entries, books, { from, until: day });
}

/** The splits accounts recorded themselves: where there is one, the instrument's of the same day is not applied again. */
function ownSplits(entries: readonly Transaction[]): Set<string> {
  const own = entries.filter(({ kind }) => kind === TransactionKind.SPLIT);
  return new Set(own.map(({ accountId, instrumentId, tradeDate }) => `${accountId} ${instrumentId} ${tradeDate}`));
}

/** Within a day: splits first, then what brings units in, then what takes them out. */
const RANKS: Readonly<Record<TransactionKind, number>> = {
  SPLIT: 0,
  DEPOSIT: 1,
  DIVIDEND: 2,
  INTEREST: 3,
  DELIVERY_IN: 4,
  BUY: 5,
  TRANSFER: 6,
  SELL: 7,
  DELIVERY_OUT: 8,
  FEE: 9,
  TAX: 10,
  WITHDRAWAL: 11,
};

/** The entries that count, in the one order a ledger is folded in. */
export function inCanonicalOrder(entries: Iterable<Transaction>): Transaction[] {
  const counted: Transaction[] = [];
  for (const entry of entries) if (!entry.voidedAt) counted.push(entry);
  const texts = new Map<Transaction, string>();
  const textOf = (entry: Transaction): string => {
    let text = texts.get(entry);
    if (text === undefined) {
      text = contentText(entry);
      texts.set(entry, text);
    }
    return text;
  };
  return counted.sort((a, b) => {
    if (a.tradeDate !== b.tradeDate) return a.tradeDate < b.tradeDate ? -1 : 1;
    if (a.kind !== b.kind) return RANKS[a.kind] - RANKS[b.kind];
    const [left, right] = [textOf(a), textOf(b)];
    if (left !== right) return left < right ? -1 : 1;
    return a.ordinal - b.ordinal;
  });
}

/** Everything of an entry that its effect depends on, so that two entries tie only when swapping them changes nothing. */
function contentText(entry: Transaction): string {
  const { accountId, instrumentId, counterAccountId, currency, ratioNew, ratioOld, lotIds } = entry;
  const { quantity, price, amount, fee, tax, exchangeRate } = entry;
  const numbers = [price, quantity, amount, fee, tax, exchangeRate].map((value) => value?.toFixed() ?? '');
  return [accountId, instrumentId, counterAccountId, currency, ...numbers, ratioNew, ratioOld, ...(lotIds ?? [])].join('|');
}

/** A position while it is folded. */
interface Draft {
  readonly accountId: AccountId;
  readonly instrumentId: InstrumentId;
  quantity: Decimal;
  lots: Lot[];
  /** What the lots cost without fees, and their fees and taxes: kept along, for a position may have thousands of lots. */
  cost: Decimal;
  charges: Decimal;
  lastTradePrice: Decimal | null;
  lastTradeDay: Day | null;
  recentTrades: DayTrades[];
  recentSplits: PositionSplit[];
}

interface AccountDraft {
  readonly accountId: AccountId;
  readonly account: Pick<Account, 'currency' | 'costMethod'>;
  /** The state this began as; positions not drafted are taken over as they are. */
  readonly before: AccountState | null;
  readonly drafts: Map<InstrumentId, Draft>;
  readonly cash: Map<Currency, Decimal>;
  readonly realised: RealisedGain[];
  readonly income: Income[];
}

/** The fold in progress; lives for one call of {@link fold}. */
class Work {
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
    try {
      this.book(entry);
    } catch (error) {
      throw error instanceof RuleBroken ? error.of(entry.id) : error;
    }
  }

  private book(entry: Transaction): void {
    switch (entry.kind) {
      case TransactionKind.BUY:
      case TransactionKind.DELIVERY_IN:
        return this.acquire(entry);
      case TransactionKind.SELL:
      case TransactionKind.DELIVERY_OUT:
        return this.dispose(entry);
      case TransactionKind.DEPOSIT:
        return this.move(entry, needed(entry, 'amount'));
      case TransactionKind.WITHDRAWAL:
      case TransactionKind.FEE:
      case TransactionKind.TAX:
        return this.move(entry, needed(entry, 'amount').neg());
      case TransactionKind.DIVIDEND:
      case TransactionKind.INTEREST:
        return this.earn(entry);
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
    return quantity.lte(this.draft(this.account(accountId), instrumentId).quantity);
  }

  states(lastDay: Day | null): Map<AccountId, AccountState> {
    const result = new Map<AccountId, AccountState>();
    for (const [accountId, state] of this.from) result.set(accountId, { ...state, lastDay });
    for (const account of this.accounts.values()) {
      const positions = new Map(account.before?.positions);
      for (const draft of account.drafts.values()) positions.set(draft.instrumentId, positionOf(draft));
      const { accountId, cash, realised, income } = account;
      result.set(accountId, { accountId, lastDay, positions, cash, realised, income });
    }
    return result;
  }

  private acquire(entry: Transaction): void {
    const { instrument, draft } = this.of(entry);
    const quantity = needed(entry, 'quantity');
    const toOwn = this.rateIntoInstrument(entry, instrument);
    const amount = roundHalfEven(quantity.times(needed(entry, 'price')).times(instrument.multiplier), MONEY_SCALE);
    const charges = entry.fee.plus(entry.tax);
    const cost = roundHalfEven(amount.times(toOwn), MONEY_SCALE);
    open(draft, {
      id: entry.id,
      tradeDate: entry.tradeDate,
      quantity,
      cost,
      charges: roundHalfEven(charges.times(toOwn), MONEY_SCALE),
      bookedRate: entry.currency === instrument.currency ? this.booked(entry) : null,
    });
    draft.quantity = draft.quantity.plus(quantity);
    noteTrade(draft, entry, toOwn);
    if (entry.kind !== TransactionKind.BUY) return;
    addTrades(draft, { day: entry.tradeDate, quantity, amount: cost });
    this.move(entry, amount.plus(charges).neg());
  }

  private dispose(entry: Transaction): void {
    const { instrument, draft, account } = this.of(entry);
    const quantity = needed(entry, 'quantity');
    const reliefs = this.takeOut(entry, draft, account, quantity);
    if (entry.kind !== TransactionKind.SELL) return;
    const toOwn = this.rateIntoInstrument(entry, instrument);
    const amount = roundHalfEven(quantity.times(needed(entry, 'price')).times(instrument.multiplier), MONEY_SCALE);
    const charges = entry.fee.plus(entry.tax);
    const proceeds = roundHalfEven(amount.times(toOwn), MONEY_SCALE);
    noteTrade(draft, entry, toOwn);
    addTrades(draft, { day: entry.tradeDate, quantity: quantity.neg(), amount: proceeds.neg() });
    const weights = reliefs.map((relief) => relief.quantity);
    const proceedsOf = allocate(proceeds, weights);
    const chargesOf = allocate(roundHalfEven(charges.times(toOwn), MONEY_SCALE), weights);
    const soldRate = entry.currency === instrument.currency ? this.booked(entry) : null;
    reliefs.forEach((relief, index) => {
      const shares = { proceeds: proceedsOf[index] as Decimal, charges: chargesOf[index] as Decimal };
      account.realised.push(realisedGain(entry, relief, { currency: instrument.currency, soldRate, ...shares }));
    });
    this.move(entry, amount.minus(charges));
  }

  private takeOut(entry: Transaction, draft: Draft, account: AccountDraft, quantity: Decimal): readonly Relief[] {
    if (quantity.gt(draft.quantity)) {
      throw new RuleBroken(
        LedgerRule.OVERSOLD,
        `On ${entry.tradeDate} the account held ${draft.quantity.toFixed()} units of ${this.nameOf(draft.instrumentId)} ` +
          `and the ${entry.kind} asks for ${quantity.toFixed()}.`,
        'quantity',
      );
    }
    const { reliefs, remaining } = relieve(draft.lots, quantity, account.account.costMethod, entry.lotIds);
    draft.lots = remaining;
    for (const relief of reliefs) {
      draft.cost = draft.cost.minus(relief.cost);
      draft.charges = draft.charges.minus(relief.charges);
    }
    draft.quantity = draft.quantity.minus(quantity);
    return reliefs;
  }

  private earn(entry: Transaction): void {
    const gross = needed(entry, 'amount');
    assert(entry.kind === TransactionKind.DIVIDEND || entry.kind === TransactionKind.INTEREST, 'only these are income');
    this.account(entry.accountId).income.push({
      transactionId: entry.id,
      kind: entry.kind,
      accountId: entry.accountId,
      instrumentId: entry.instrumentId,
      tradeDate: entry.tradeDate,
      currency: entry.currency,
      gross,
      tax: entry.tax,
      fee: entry.fee,
      bookedRate: this.booked(entry),
    });
    this.move(entry, gross.minus(entry.tax).minus(entry.fee));
  }

  private split(entry: Transaction): void {
    const account = this.account(entry.accountId);
    const instrumentId = needed(entry, 'instrumentId');
    const [ratioNew, ratioOld] = [needed(entry, 'ratioNew'), needed(entry, 'ratioOld')];
    if (!account.drafts.has(instrumentId) && !account.before?.positions.has(instrumentId)) {
      throw new RuleBroken(
        LedgerRule.NOT_HELD,
        `The account had never held ${this.nameOf(instrumentId)} by ${entry.tradeDate}: there is nothing to split.`,
        'instrumentId',
      );
    }
    const draft = this.draft(account, instrumentId);
    if (!resize(draft, { day: entry.tradeDate, ratioNew, ratioOld })) {
      throw new RuleBroken(
        LedgerRule.NOT_HELD,
        `The account held ${draft.quantity.toFixed()} units of ${this.nameOf(instrumentId)} on ${entry.tradeDate}: a split of ` +
          `${ratioNew} for ${ratioOld} would leave less than the smallest unit.`,
        'ratioNew',
      );
    }
  }

  /** A split of the instrument, for every account that held it or has (C12). */
  splitAll({ instrumentId, exDate, ratioNew, ratioOld, exceptAccountIds }: DatedSplit): void {
    this.day = exDate;
    for (const accountId of new Set([...this.from.keys(), ...this.accounts.keys()])) {
      const account = this.account(accountId);
      if (!account.drafts.has(instrumentId) && !account.before?.positions.has(instrumentId)) continue;
      if (exceptAccountIds.includes(accountId) || this.ownSplits.has(`${accountId} ${instrumentId} ${exDate}`)) continue;
      resize(this.draft(account, instrumentId), { day: exDate, ratioNew, ratioOld });
    }
  }

  private transfer(entry: Transaction): void {
    const counterAccountId = needed(entry, 'counterAccountId');
    if (counterAccountId === entry.accountId) {
      throw new RuleBroken(LedgerRule.SAME_ACCOUNT, 'A transfer needs two different accounts.', 'counterAccountId');
    }
    const to = this.account(counterAccountId);
    if (entry.instrumentId === null) {
      const amount = needed(entry, 'amount');
      addCash(this.account(entry.accountId), entry.currency, amount.neg());
      addCash(to, entry.currency, amount);
      return;
    }
    const { draft, account } = this.of(entry);
    const quantity = needed(entry, 'quantity');
    const reliefs = this.takeOut(entry, draft, account, quantity);
    const target = this.draft(to, entry.instrumentId);
    for (const relief of reliefs) open(target, relief);
    target.quantity = target.quantity.plus(quantity);
    inheritPrices(target, draft);
  }

  /** Cash of `net` in the entry's currency, or in the account's at the booked rate. */
  private move(entry: Transaction, net: Decimal): void {
    const account = this.account(entry.accountId);
    const booked = this.booked(entry);
    if (!booked) return addCash(account, entry.currency, net);
    addCash(account, booked.currency, roundHalfEven(net.times(booked.rate), MONEY_SCALE));
  }

  private booked(entry: Transaction): BookedRate | null {
    if (entry.exchangeRate === null) return null;
    const { currency } = this.account(entry.accountId).account;
    if (currency === entry.currency && !entry.exchangeRate.eq(1)) {
      throw new RuleBroken(
        LedgerRule.CURRENCY_MISMATCH,
        `The entry and the account are both in ${currency}: an exchangeRate other than 1 cannot be right.`,
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

  private of(entry: Transaction) {
    const account = this.account(entry.accountId);
    const instrumentId = needed(entry, 'instrumentId');
    const instrument = this.books.instrument(instrumentId);
    assert(instrument, `instrument ${instrumentId} of entry ${entry.id} is known`);
    return { account, instrument, draft: this.draft(account, instrumentId) };
  }

  private account(accountId: AccountId): AccountDraft {
    const existing = this.accounts.get(accountId);
    if (existing) return existing;
    const account = this.books.account(accountId);
    assert(account, `account ${accountId} of the ledger is known`);
    const before = this.from.get(accountId) ?? null;
    const draft: AccountDraft = {
      accountId,
      account,
      before,
      drafts: new Map(),
      cash: new Map(before?.cash),
      realised: before ? [...before.realised] : [],
      income: before ? [...before.income] : [],
    };
    this.accounts.set(accountId, draft);
    return draft;
  }

  /** A new position can meet prices from before a split that came before it. */
  private splitsSoFar(instrumentId: InstrumentId): PositionSplit[] {
    const splits = this.books.instrument(instrumentId)?.splits ?? [];
    const past = splits.filter(({ exDate }) => this.day !== null && exDate <= this.day);
    return past.slice(-RECENT_DAYS_MAX).map(({ exDate, ratioNew, ratioOld }) => ({ day: exDate, ratioNew, ratioOld }));
  }

  private draft(account: AccountDraft, instrumentId: InstrumentId): Draft {
    const existing = account.drafts.get(instrumentId);
    if (existing) return existing;
    const before = account.before?.positions.get(instrumentId);
    const draft: Draft = {
      accountId: account.accountId,
      instrumentId,
      quantity: before?.quantity ?? ZERO,
      lots: before ? [...before.lots] : [],
      cost: before?.costBasisWithoutFees ?? ZERO,
      charges: before ? before.costBasis.minus(before.costBasisWithoutFees) : ZERO,
      lastTradePrice: before?.lastTradePrice ?? null,
      lastTradeDay: before?.lastTradeDay ?? null,
      recentTrades: before ? [...before.recentTrades] : [],
      recentSplits: before ? [...before.recentSplits] : this.splitsSoFar(instrumentId),
    };
    account.drafts.set(instrumentId, draft);
    return draft;
  }
}

/** A field `checkEntry` has made sure of: its absence is a defect, not a user's mistake. */
function needed<Field extends keyof Transaction>(entry: Transaction, field: Field): NonNullable<Transaction[Field]> {
  const value = entry[field];
  assert(value !== null && value !== undefined, `a ${entry.kind} has a ${field}`);
  return value;
}

function open(draft: Draft, lot: Lot): void {
  addLot(draft.lots, lot);
  draft.cost = draft.cost.plus(lot.cost);
  draft.charges = draft.charges.plus(lot.charges);
}

/** Splits the units of a position; false when less than the smallest unit would be left, and nothing was done. */
function resize(draft: Draft, split: PositionSplit): boolean {
  const { ratioNew, ratioOld } = split;
  const lots = splitLots(draft.lots, ratioNew, ratioOld);
  if (!lots) return false;
  const resized = (quantity: Decimal) => roundHalfEven(quantity.times(ratioNew).div(ratioOld), QUANTITY_SCALE);
  draft.lots = lots;
  draft.quantity = resized(draft.quantity);
  draft.lastTradePrice &&= roundHalfEven(draft.lastTradePrice.times(ratioOld).div(ratioNew), PRICE_SCALE);
  draft.recentTrades = draft.recentTrades.map((trades) => ({ ...trades, quantity: resized(trades.quantity) }));
  draft.recentSplits = [...draft.recentSplits, split].slice(-RECENT_DAYS_MAX);
  return true;
}

function addCash(account: AccountDraft, currency: Currency, amount: Decimal): void {
  account.cash.set(currency, (account.cash.get(currency) ?? ZERO).plus(amount));
}

function noteTrade(draft: Draft, entry: Transaction, toOwn: Decimal): void {
  const price = needed(entry, 'price');
  if (price.isZero()) return;
  draft.lastTradePrice = roundHalfEven(price.times(toOwn), PRICE_SCALE);
  draft.lastTradeDay = entry.tradeDate;
}

function addTrades(draft: Draft, trades: DayTrades): void {
  const last = draft.recentTrades.at(-1);
  if (last?.day === trades.day) {
    const merged = { ...last, quantity: last.quantity.plus(trades.quantity), amount: last.amount.plus(trades.amount) };
    draft.recentTrades[draft.recentTrades.length - 1] = merged;
    return;
  }
  draft.recentTrades.push(trades);
  if (draft.recentTrades.length > RECENT_DAYS_MAX) draft.recentTrades.shift();
}

/** Units that arrive bring the price they last traded at, and the splits their older prices need. */
function inheritPrices(target: Draft, source: Draft): void {
  if (source.lastTradeDay && (!target.lastTradeDay || target.lastTradeDay < source.lastTradeDay)) {
    target.lastTradePrice = source.lastTradePrice;
    target.lastTradeDay = source.lastTradeDay;
  }
  if (target.recentSplits.length === 0) target.recentSplits = [...source.recentSplits];
}

function realisedGain(
  entry: Transaction,
  relief: Relief,
  sale: Pick<RealisedGain, 'proceeds' | 'charges' | 'currency' | 'soldRate'>,
): RealisedGain {
  const gainBeforeFees = sale.proceeds.minus(relief.cost);
  return {
    transactionId: entry.id,
    accountId: entry.accountId,
    instrumentId: needed(entry, 'instrumentId'),
    currency: sale.currency,
    tradeDate: entry.tradeDate,
    lotId: relief.id,
    acquiredOn: relief.tradeDate,
    quantity: relief.quantity,
    proceeds: sale.proceeds,
    charges: sale.charges,
    cost: relief.cost,
    costCharges: relief.charges,
    gainBeforeFees,
    gain: gainBeforeFees.minus(sale.charges).minus(relief.charges),
    acquiredRate: relief.bookedRate,
    soldRate: sale.soldRate,
  };
}
