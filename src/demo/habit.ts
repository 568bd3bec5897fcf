/**
 * How an account of the demo is kept, day by day: deposits, purchases at the day's close, dividends on what was held, a few
 * sales, fees and interest. Every step knows the cash and the units there are, so that neither is ever overdrawn.
 */
import { type Currency, minorUnits } from '../domain/currency.js';
import { addDays, type Day } from '../domain/day.js';
import { Decimal, MONEY_SCALE, roundHalfEven, ZERO } from '../domain/decimal.js';
import { InstrumentKind } from '../domain/instrument.js';
import { type TransactionContent, TransactionKind } from '../domain/transaction.js';
import { instrumentIdOf, type Listing } from './listing.js';
import { type DemoMarket, inCurrency, lastTradingDay, tradingDayAfter, tradingDays } from './market.js';
import type { Dice } from './random.js';

export interface Habits {
  readonly name: string;
  /** Of the account: all its cash is in it. */
  readonly currency: Currency;
  readonly listings: readonly Listing[];
  readonly firstDeposit: number;
  readonly deposit: number;
  readonly depositEveryMonths: number;
  readonly buysPerMonth: number;
  /** Different instruments bought in the first days. */
  readonly firstBuys: number;
  /** Sells parts only, and buys everything on the list before more of anything. */
  readonly isPatient: boolean;
  /** Charged when interest is paid; 0: none. */
  readonly custodyFee: number;
  /** The months, as `MM`, at whose end interest is paid. */
  readonly statementMonths: readonly string[];
}

/** Dividends per unit, in the quoted unit, by the day the units must be held on. */
export type Dividends = ReadonlyMap<Day, readonly { readonly listing: Listing; readonly amount: string }[]>;

export function dividendsBetween(market: DemoMarket, range: { from: Day; to: Day }, listings: readonly Listing[]): Dividends {
  const days = new Map<Day, { listing: Listing; amount: string }[]>();
  for (const day of tradingDays(range)) {
    for (const listing of listings) {
      const amount = market.dividend(listing, day);
      if (amount) days.set(day, [...(days.get(day) ?? []), { listing, amount }]);
    }
  }
  return days;
}

/** Days between holding the units and being paid. */
const PAY_DELAY_DAYS = 14;
/** The share of the cash a purchase leaves alone. */
const RESERVE = 0.02;
/** What a broker's rate is worse than the market's. */
const RATE_MARGIN = 0.002;
const INTEREST_PER_STATEMENT = 0.008;

const LEAST_FEES: Readonly<Record<string, number>> = { USD: 1, EUR: 3.9, GBP: 5.95, CHF: 9, INR: 20, JPY: 250 };
const FEE_SHARE = 0.0006;
/** Taxes on buying a share, and taxes withheld from dividends, by the currency of the listing. */
const PURCHASE_TAXES: Readonly<Record<string, number>> = { GBP: 0.005, INR: 0.001 };
const WITHHOLDING_TAXES: Readonly<Record<string, number>> = { USD: 0.15, EUR: 0.15, CHF: 0.35, JPY: 0.15, INR: 0.1 };

const NOTHING: Omit<TransactionContent, 'kind' | 'tradeDate' | 'currency'> = {
  settlementDate: null,
  instrumentId: null,
  quantity: null,
  price: null,
  amount: null,
  fee: ZERO,
  tax: ZERO,
  exchangeRate: null,
  ratioNew: null,
  ratioOld: null,
  counterAccountId: null,
  lotIds: null,
  note: null,
};

interface Job {
  readonly habits: Habits;
  readonly market: DemoMarket;
  readonly dividends: Dividends;
  readonly dice: Dice;
  readonly range: { readonly from: Day; readonly to: Day };
}

/** What an account did on the trading days of a range, in the order in which it counts. */
export function keepAccount(job: Job): TransactionContent[] {
  return new Keeper(job).keep();
}

class Keeper {
  readonly #entries: TransactionContent[] = [];
  readonly #held = new Map<Listing, Decimal>();
  readonly #payable = new Map<Day, TransactionContent[]>();
  #cash = ZERO;
  /** Purchases still to be made of those planned so far. */
  #buysDue: number;

  constructor(private readonly job: Job) {
    this.#buysDue = job.habits.firstBuys;
  }

  keep(): TransactionContent[] {
    const { range, dice } = this.job;
    const months = new Map<string, Day[]>();
    for (const day of tradingDays(range)) {
      const name = day.slice(0, 7);
      months.set(name, [...(months.get(name) ?? []), day]);
    }
    let month = 0;
    for (const monthDays of months.values()) {
      this.#month({ days: monthDays, month, buyDay: dice.pick(monthDays), sellDay: dice.chance(0.09) ? dice.pick(monthDays) : null });
      month += 1;
    }
    return this.#entries;
  }

  /** Within a day, in canonical order: what brings cash in, then purchases, then sales, then charges. */
  #month(plan: { days: readonly Day[]; month: number; buyDay: Day; sellDay: Day | null }): void {
    const { habits, dividends } = this.job;
    const depositDay = plan.days[Math.min(1, plan.days.length - 1)];
    for (const day of plan.days) {
      const isFirst = plan.month === 0 && day === depositDay;
      if (isFirst) this.#deposit(day, habits.firstDeposit);
      else if (day === depositDay && plan.month % habits.depositEveryMonths === 0) this.#deposit(day, habits.deposit);
      for (const paid of this.#payable.get(day) ?? []) this.#book(paid);
      const isStatement = day === plan.days.at(-1) && habits.statementMonths.includes(day.slice(5, 7)) && isMonthOver(day);
      if (isStatement) this.#interest(day);
      if (isFirst || day === plan.buyDay) this.#buys(day, isFirst);
      if (day === plan.sellDay) this.#sell(day);
      if (isStatement) this.#custodyFee(day);
      for (const { listing, amount } of dividends.get(day) ?? []) this.#entitle(day, listing, amount);
    }
  }

  #deposit(day: Day, amount: number): void {
    this.#book({
      ...NOTHING,
      kind: TransactionKind.DEPOSIT,
      tradeDate: day,
      currency: this.job.habits.currency,
      amount: new Decimal(amount),
    });
  }

  #interest(day: Day): void {
    const { habits } = this.job;
    const amount = this.#cash.times(INTEREST_PER_STATEMENT).toDecimalPlaces(minorUnits(habits.currency), Decimal.ROUND_DOWN);
    if (amount.gt(0)) this.#book({ ...NOTHING, kind: TransactionKind.INTEREST, tradeDate: day, currency: habits.currency, amount });
  }

  #custodyFee(day: Day): void {
    const { habits } = this.job;
    const amount = new Decimal(habits.custodyFee);
    if (amount.isZero() || this.#cash.lt(amount)) return;
    this.#book({ ...NOTHING, kind: TransactionKind.FEE, tradeDate: day, currency: habits.currency, amount, note: 'Custody fee' });
  }

  /** The first day's purchases share three quarters of the cash; later ones take most of what there is. */
  #buys(day: Day, isFirst: boolean): void {
    const { habits, dice } = this.job;
    if (!isFirst) this.#buysDue += habits.buysPerMonth;
    const count = Math.floor(this.#buysDue);
    this.#buysDue -= count;
    const total = this.#cash.times(isFirst ? 0.75 : dice.between(0.5, 0.85));
    for (let done = 0; done < count; done += 1) this.#buy(day, total.div(count));
  }

  #buy(day: Day, budget: Decimal): void {
    const { habits, dice } = this.job;
    const fresh = habits.listings.filter((listing) => !this.#held.has(listing));
    const wantsFresh = fresh.length > 0 && (habits.isPatient || this.#held.size < habits.firstBuys || dice.chance(0.35));
    const wanted = dice.pick(wantsFresh ? fresh : habits.listings);
    // Where one unit costs too much, another instrument of the list may do.
    for (const listing of [wanted, ...habits.listings]) {
      const content = this.#purchase(day, listing, budget);
      if (!content?.quantity) continue;
      this.#book(content);
      this.#held.set(listing, this.#quantityOf(listing).plus(content.quantity));
      return;
    }
  }

  /** As much of an instrument as the budget buys at the day's close; null when it does not buy one unit. */
  #purchase(day: Day, listing: Listing, budget: Decimal): TransactionContent | null {
    const { market } = this.job;
    const price = inCurrency(listing, market.close(listing, day));
    const exchangeRate = this.#rate(listing, day, 1 + RATE_MARGIN);
    const affordable = Decimal.min(budget, this.#cash.times(1 - RESERVE));
    // A part is kept back for the charges, which are known only with the quantity.
    const quantity = units(listing, affordable.times(0.985).div(price.times(exchangeRate ?? 1)));
    if (quantity.lte(0)) return null;
    const content = {
      ...this.#trade(day, listing),
      kind: TransactionKind.BUY,
      quantity,
      price,
      exchangeRate,
      ...charges(listing, quantity.times(price), true),
    };
    return effect(content).neg().gt(affordable) ? null : content;
  }

  #sell(day: Day): void {
    const { habits, dice, market } = this.job;
    const held = [...this.#held.entries()].filter(([, quantity]) => quantity.gt(0)).map(([listing]) => listing);
    if (held.length === 0) return;
    const listing = dice.pick(held);
    const isAll = !habits.isPatient && dice.chance(0.2);
    const before = this.#quantityOf(listing);
    const quantity = isAll ? before : units(listing, before.times(dice.between(0.2, 0.6)));
    if (quantity.lte(0)) return;
    const price = inCurrency(listing, market.close(listing, day));
    const exchangeRate = this.#rate(listing, day, 1 - RATE_MARGIN);
    const content = {
      ...this.#trade(day, listing),
      kind: TransactionKind.SELL,
      quantity,
      price,
      exchangeRate,
      ...charges(listing, quantity.times(price), false),
    };
    // A sale that would not even pay its own fee is not made.
    if (effect(content).lte(0)) return;
    this.#book(content);
    this.#held.set(listing, before.minus(quantity));
  }

  /** What is held at the end of the day is paid for two weeks later. */
  #entitle(day: Day, listing: Listing, perUnit: string): void {
    const { habits, range } = this.job;
    const digits = minorUnits(listing.currency);
    const amount = this.#quantityOf(listing).times(inCurrency(listing, perUnit)).toDecimalPlaces(digits, Decimal.ROUND_DOWN);
    const payDay = lastTradingDay(addDays(day, PAY_DELAY_DAYS));
    if (amount.lte(0) || payDay > range.to) return;
    const isForeign = listing.currency !== habits.currency;
    const tax = amount.times(isForeign ? (WITHHOLDING_TAXES[listing.currency] ?? 0) : 0).toDecimalPlaces(digits, Decimal.ROUND_DOWN);
    const content = {
      ...this.#trade(payDay, listing),
      settlementDate: null,
      kind: TransactionKind.DIVIDEND,
      amount,
      tax,
      exchangeRate: this.#rate(listing, payDay, 1),
    };
    this.#payable.set(payDay, [...(this.#payable.get(payDay) ?? []), content]);
  }

  #trade(day: Day, listing: Listing) {
    const { market } = this.job;
    const settlesAfter = listing.kind === InstrumentKind.FUND || listing.currency === 'USD' || listing.currency === 'INR' ? 1 : 2;
    const settlementDate = tradingDayAfter(day, settlesAfter);
    return { ...NOTHING, tradeDate: day, settlementDate, instrumentId: instrumentIdOf(market.seed, listing), currency: listing.currency };
  }

  /** Units of the account's currency for one of the listing's, as booked; null where they are the same. */
  #rate(listing: Listing, day: Day, margin: number): Decimal | null {
    const { habits, market } = this.job;
    if (listing.currency === habits.currency) return null;
    return market.cross({ from: listing.currency, to: habits.currency, day }).times(margin).toDecimalPlaces(8, Decimal.ROUND_HALF_EVEN);
  }

  #quantityOf(listing: Listing): Decimal {
    return this.#held.get(listing) ?? ZERO;
  }

  #book(content: TransactionContent): void {
    this.#cash = this.#cash.plus(effect(content));
    this.#entries.push(content);
  }
}

/** Whether no trading day of the month follows. */
function isMonthOver(day: Day): boolean {
  return tradingDayAfter(day, 1).slice(0, 7) !== day.slice(0, 7);
}

/** What an entry does to the account's cash. */
function effect(content: TransactionContent): Decimal {
  const { kind, quantity, price, amount, fee, tax, exchangeRate } = content;
  const isOut = kind === TransactionKind.BUY || kind === TransactionKind.FEE;
  const gross = amount ?? (quantity as Decimal).times(price as Decimal);
  const charged = fee.plus(tax);
  const net = isOut ? gross.plus(charged).neg() : gross.minus(charged);
  return roundHalfEven(net.times(exchangeRate ?? 1), MONEY_SCALE);
}

/** Whole shares; thousandths of a fund's units. */
function units(listing: Listing, quantity: Decimal): Decimal {
  return quantity.toDecimalPlaces(listing.kind === InstrumentKind.FUND ? 3 : 0, Decimal.ROUND_DOWN);
}

/** Funds are bought free of charge. */
function charges(listing: Listing, amount: Decimal, isPurchase: boolean): { fee: Decimal; tax: Decimal } {
  if (listing.kind === InstrumentKind.FUND) return { fee: ZERO, tax: ZERO };
  const digits = minorUnits(listing.currency);
  const fee = Decimal.max(LEAST_FEES[listing.currency] as number, amount.times(FEE_SHARE)).toDecimalPlaces(digits, Decimal.ROUND_HALF_EVEN);
  const share = isPurchase && listing.kind === InstrumentKind.EQUITY ? (PURCHASE_TAXES[listing.currency] ?? 0) : 0;
  return { fee, tax: amount.times(share).toDecimalPlaces(digits, Decimal.ROUND_HALF_EVEN) };
}
