/**
 * Why a portfolio is worth what it is (docs/CALCULATIONS.md, C2). Invariant, to the last digit of every step and sum:
 * end - start = external flows + price gain + currency gain + income - fees - taxes.
 */
import { unreachable } from './assert.js';
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import { currenciesWithoutRate, type DayValuation } from './day-valuation.js';
import { type Decimal, MONEY_SCALE, roundHalfEven, ZERO } from './decimal.js';
import type { Fraction } from './fx.js';
import type { AccountId, InstrumentId } from './ids.js';
import type { LedgerBooks } from './ledger.js';
import type { DayPoint } from './performance.js';
import { type Rational, rational, times } from './rational.js';
import type { RealisedGain } from './realised-gain.js';
import { converted, rateOf, roundedOnce, scaled } from './scaled.js';
import { type Transaction, TransactionKind } from './transaction.js';

/** What moved one instrument's value: integers at MONEY_SCALE in the base currency. Its own identity: end - start = bought - sold + price + currency gain. */
export interface InstrumentAttribution {
  readonly start: bigint;
  readonly end: bigint;
  /** What its purchases cost, at the booked rate first (C13), and its deliveries in and arrivals were worth; without fees. */
  readonly bought: bigint;
  readonly sold: bigint;
  readonly priceGain: bigint;
  readonly currencyGain: bigint;
  readonly income: bigint;
  /** Income less its own taxes and fees. */
  readonly netIncome: bigint;
  readonly fees: bigint;
  readonly taxes: bigint;
  /** Of `sold`, what belonged to another portfolio before the day began. */
  readonly departed: bigint;
}

/** Integers at MONEY_SCALE in the base currency. */
export interface Attribution {
  readonly start: bigint;
  readonly end: bigint;
  /** Deposits, deliveries and transfers across the edge. */
  readonly inflow: bigint;
  readonly outflow: bigint;
  /** Of `outflow`, accounts that belonged to another portfolio before the day began: they took no part in it (C7). */
  readonly departed: bigint;
  /** At the rates of the day they were made on. */
  readonly priceGain: bigint;
  /** What rates did to holdings and cash, and what booked rates differ from the day's. */
  readonly currencyGain: bigint;
  /** Gross (C11). */
  readonly income: bigint;
  /** Income less its own taxes and fees; what the price return leaves out. */
  readonly netIncome: bigint;
  readonly fees: bigint;
  readonly taxes: bigint;
  readonly instruments: ReadonlyMap<InstrumentId, InstrumentAttribution>;
  /** True when a valuation is partial, or an entry could not be converted: the sum then holds over what is known. */
  readonly isPartial: boolean;
  /** True when something passed between what has a rate and what has none, or got its first: what it came to is no gain, and no return (C7). */
  readonly lacksRate: boolean;
}

/** Of one step. */
export interface StepAttribution extends Attribution {
  /** The instruments of which something is left out for want of a rate. */
  readonly withoutRate: ReadonlySet<InstrumentId>;
}

/** What a step must know of a valuation. */
export type ValuedDay = Pick<DayValuation, 'baseCurrency' | 'total' | 'isPartial' | 'holdings' | 'cashBalances'>;

export interface AttributionStep {
  readonly before: ValuedDay;
  readonly after: ValuedDay;
  /** Every entry of the days after `before` up to `after`; voided ones count for nothing. */
  readonly entries: Iterable<Transaction>;
  /** What splits of the same days paid for fractions; of any account. */
  readonly fractions: readonly Pick<RealisedGain, 'accountId' | 'instrumentId' | 'currency' | 'proceeds'>[];
  /** What a unit of an instrument was worth at the end of the last day, in its currency at PRICE_SCALE, exactly; null where nothing tells. */
  readonly price: (of: { readonly accountId: AccountId; readonly instrumentId: InstrumentId }) => Rational | null;
  /** The accounts valued. What moves between them is no flow. */
  readonly accountIds: ReadonlySet<AccountId>;
  readonly books: LedgerBooks;
  /** The conversions of `after`. */
  readonly cross: (from: Currency, to: Currency) => Fraction | null;
}

/** Explains one step from a valuation to a later one, usually of the next day. */
export function attribute(step: AttributionStep): StepAttribution {
  const tally = new Tally(step);
  for (const entry of step.entries) if (!entry.voidedAt) tally.add(entry);
  for (const fraction of step.fractions) tally.addFraction(fraction);
  return tally.conclude();
}

type MutableRow = { -readonly [Key in keyof InstrumentAttribution]: InstrumentAttribution[Key] };

export const EMPTY_ROW: InstrumentAttribution = {
  start: 0n,
  end: 0n,
  bought: 0n,
  sold: 0n,
  priceGain: 0n,
  currencyGain: 0n,
  income: 0n,
  netIncome: 0n,
  fees: 0n,
  taxes: 0n,
  departed: 0n,
};

/** One step in progress; lives for one call of {@link attribute}. */
class Tally {
  private readonly rows = new Map<InstrumentId, MutableRow>();
  private readonly base: Currency;
  private inflow = 0n;
  private outflow = 0n;
  private income = 0n;
  private netIncome = 0n;
  private fees = 0n;
  private taxes = 0n;
  private lacksRate = false;
  /** Whether an amount could not be converted ... */
  private isPartial = false;
  /** ... and of which instruments one could not, or a holding has no value. */
  private readonly withoutRate = new Set<InstrumentId>();
  /** Whose amounts are being converted. */
  private instrumentId: InstrumentId | null = null;

  constructor(private readonly step: AttributionStep) {
    this.base = step.after.baseCurrency;
  }

  add(entry: Transaction): void {
    const { accountIds } = this.step;
    const isOwn = accountIds.has(entry.accountId);
    const isCounterOwn = entry.counterAccountId !== null && accountIds.has(entry.counterAccountId);
    if (!isOwn && !isCounterOwn) return;
    this.instrumentId = entry.instrumentId;
    switch (entry.kind) {
      case TransactionKind.DEPOSIT:
        return this.flow(this.cash(entry, entry.amount));
      case TransactionKind.WITHDRAWAL:
        return this.flow(-this.cash(entry, entry.amount));
      case TransactionKind.TRANSFER:
        if (isOwn && isCounterOwn) return;
        return entry.instrumentId === null
          ? this.flow(this.atDaysRate(entry.amount, entry.currency) * (isOwn ? -1n : 1n))
          : this.deliver(entry, isOwn ? -1 : 1);
      case TransactionKind.DELIVERY_IN:
        return this.deliver(entry, 1);
      case TransactionKind.DELIVERY_OUT:
        return this.deliver(entry, -1);
      case TransactionKind.BUY:
      case TransactionKind.SELL:
        return this.trade(entry);
      case TransactionKind.DIVIDEND:
      case TransactionKind.INTEREST:
        return this.earn(entry, this.cash(entry, entry.amount), this.cash(entry, entry.fee));
      case TransactionKind.DIVIDEND_PAID:
        return this.earn(entry, -this.cash(entry, entry.amount), 0n);
      case TransactionKind.REINVESTMENT:
        return this.reinvest(entry);
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

  conclude(): StepAttribution {
    const { before, after } = this.step;
    for (const holding of before.holdings) this.open(holding);
    for (const currency of currenciesWithoutRate(before)) if (this.step.cross(currency, this.base)) this.lacksRate = true;
    for (const { instrumentId, value } of after.holdings) {
      if (value === null) this.withoutRate.add(instrumentId);
      else this.row(instrumentId).end += value;
    }
    let priceGain = 0n;
    for (const row of this.rows.values()) {
      // What the row began with was brought to today's rate by `open`, and what was traded by `settle`: its currency gain.
      row.priceGain = row.end - row.start - row.currencyGain - row.bought + row.sold;
      priceGain += row.priceGain;
    }
    const { inflow, outflow, income, netIncome, fees, taxes } = this;
    const explained = inflow - outflow + priceGain + income - fees - taxes;
    return {
      start: before.total,
      end: after.total,
      inflow,
      outflow,
      departed: 0n,
      priceGain,
      // Of holdings, of cash, and of trades booked at another rate than the day's: all that rates did is what is left.
      currencyGain: after.total - before.total - explained,
      income,
      netIncome,
      fees,
      taxes,
      instruments: this.rows,
      isPartial: before.isPartial || after.isPartial || this.isPartial,
      lacksRate: this.lacksRate,
      withoutRate: this.withoutRate,
    };
  }

  private open({ instrumentId, currency, value, local }: ValuedDay['holdings'][number]): void {
    if (value === null) this.withoutRate.add(instrumentId);
    if (value === null || local === null) return;
    this.instrumentId = instrumentId;
    const row = this.row(instrumentId);
    row.start += value;
    // In the base currency both are the same amount.
    if (currency === this.base) return;
    const rate = this.rate(currency);
    if (!rate) this.lacksRate = true;
    row.currencyGain += (rate ? roundedOnce(local, rate) : 0n) - value;
  }

  private trade(entry: Transaction): void {
    this.settle(entry, entry.kind === TransactionKind.BUY ? 1 : -1);
    this.charge(entry, this.cash(entry, entry.fee), this.cash(entry, entry.tax));
  }

  /** At the booked rate first. What that differs from the day's, at which prices count, is a gain or loss by the rate. */
  private settle(entry: Transaction, side: 1 | -1): void {
    const gross = this.gross(entry);
    const amount = this.cash(entry, gross);
    if (!gross.isZero() && this.isHalfKnown(entry)) this.lacksRate = true;
    const row = this.row(entry.instrumentId as InstrumentId);
    if (side > 0) row.bought += amount;
    else row.sold += amount;
    row.currencyGain += BigInt(side) * (this.atDaysRate(gross, entry.currency) - amount);
  }

  /** Whether the money of a trade can be converted and what it was paid for cannot, or the other way round. */
  private isHalfKnown(entry: Transaction): boolean {
    const instrument = this.step.books.instrument(entry.instrumentId as InstrumentId);
    const isKnown = (currency: Currency) => this.step.cross(currency, this.base) !== null;
    return !!instrument && isKnown(this.moneyOf(entry)) !== isKnown(instrument.currency);
  }

  /** The fraction's units leave for its price, as in a sale without costs. */
  addFraction({ accountId, instrumentId, proceeds, currency }: AttributionStep['fractions'][number]): void {
    if (!this.step.accountIds.has(accountId)) return;
    this.instrumentId = instrumentId;
    const row = this.row(instrumentId);
    row.sold += this.atDaysRate(proceeds, currency);
  }

  /** The tax belongs to the dividend, the fee to the purchase. */
  private reinvest(entry: Transaction): void {
    this.earn(entry, this.cash(entry, entry.amount), 0n);
    this.settle(entry, 1);
    this.charge(entry, this.cash(entry, entry.fee), 0n);
  }

  private earn(entry: Transaction, gross: bigint, fee: bigint): void {
    const tax = this.cash(entry, entry.tax);
    this.income += gross;
    this.netIncome += gross - fee - tax;
    if (entry.instrumentId) {
      const row = this.row(entry.instrumentId);
      row.income += gross;
      row.netIncome += gross - fee - tax;
    }
    this.charge(entry, fee, tax);
  }

  private charge(entry: Transaction, fees: bigint, taxes: bigint): void {
    this.fees += fees;
    this.taxes += taxes;
    if (!entry.instrumentId) return;
    const row = this.row(entry.instrumentId);
    row.fees += fees;
    row.taxes += taxes;
  }

  /** Whether a transfer moves units sold short: it leaves an account that was short, or reaches one that is. */
  private isShort({ kind, accountId, counterAccountId, instrumentId }: Transaction, sign: 1 | -1): boolean {
    if (kind !== TransactionKind.TRANSFER) return false;
    const { before, after } = this.step;
    const own = sign < 0 ? accountId : counterAccountId;
    const same = (holding: ValuedDay['holdings'][number]) => holding.instrumentId === instrumentId && holding.accountId === own;
    const [first, second] = sign < 0 ? [before, after] : [after, before];
    const holding = first.holdings.find(same) ?? second.holdings.find(same);
    return (holding?.local?.n ?? 0n) < 0n;
  }

  /** Units that cross the edge count at the day's price, which is the last one known, else at the one they came with. */
  private deliver(entry: Transaction, sign: 1 | -1): void {
    const instrumentId = entry.instrumentId as InstrumentId;
    const accountId = entry.kind === TransactionKind.TRANSFER && sign > 0 ? (entry.counterAccountId as AccountId) : entry.accountId;
    const price = this.step.price({ accountId, instrumentId });
    const instrument = this.step.books.instrument(instrumentId);
    let value = 0n;
    if (price !== null && instrument && entry.quantity) {
      const units = rational(entry.quantity.times(instrument.multiplier));
      const rate = this.rate(instrument.currency);
      value = rate ? roundedOnce(times(units, price), rate) : 0n;
    } else if (entry.price) {
      value = this.atDaysRate(this.gross(entry), entry.currency);
    } else {
      this.leaveOut();
    }
    if (this.isShort(entry, sign)) value = -value;
    const row = this.row(instrumentId);
    if (sign > 0) row.bought += value;
    else row.sold += value;
    this.flow(sign > 0 ? value : -value);
  }

  private gross(entry: Transaction): Decimal {
    const multiplier = entry.instrumentId && this.step.books.instrument(entry.instrumentId)?.multiplier;
    if (!entry.quantity || !entry.price || !multiplier) {
      this.leaveOut();
      return ZERO;
    }
    return roundHalfEven(entry.quantity.times(entry.price).times(multiplier), MONEY_SCALE);
  }

  private flow(amount: bigint): void {
    if (amount < 0n) this.outflow -= amount;
    else this.inflow += amount;
  }

  /** An amount of the entry in the base currency: itself where it is in it, by the booked rate, else at the day's (C13). */
  private cash(entry: Transaction, amount: Decimal | null): bigint {
    const { currency, exchangeRate } = entry;
    const money = this.moneyOf(entry);
    if (!exchangeRate || money === currency || !amount) return this.atDaysRate(amount, currency);
    return this.atDaysRate(roundHalfEven(amount.times(exchangeRate), MONEY_SCALE), money);
  }

  /** The currency its money moved in, for us: where it is booked, and is not ours already, the account's. */
  private moneyOf({ accountId, currency, exchangeRate }: Transaction): Currency {
    const isBooked = exchangeRate !== null && currency !== this.base;
    return (isBooked && this.step.books.account(accountId)?.currency) || currency;
  }

  private atDaysRate(amount: Decimal | null, currency: Currency): bigint {
    if (!amount || amount.isZero()) return 0n;
    const rate = this.rate(currency);
    return rate ? converted(scaled(amount), rate) : 0n;
  }

  private rate(currency: Currency): Rational | null {
    const fraction = this.step.cross(currency, this.base);
    if (!fraction) this.leaveOut();
    return fraction && rateOf(fraction);
  }

  private leaveOut(): void {
    this.isPartial = true;
    if (this.instrumentId) this.withoutRate.add(this.instrumentId);
  }

  private row(instrumentId: InstrumentId): MutableRow {
    let row = this.rows.get(instrumentId);
    if (!row) {
      row = { ...EMPTY_ROW };
      this.rows.set(instrumentId, row);
    }
    return row;
  }
}

const SUMMED = ['bought', 'sold', 'priceGain', 'currencyGain', 'income', 'netIncome', 'fees', 'taxes', 'departed'] as const;

/** The attribution of several steps that follow each other. */
export function sumAttributions(steps: readonly [Attribution, ...Attribution[]]): Attribution {
  const total = (key: 'inflow' | 'outflow' | 'departed' | 'priceGain' | 'currencyGain' | 'income' | 'netIncome' | 'fees' | 'taxes') =>
    steps.reduce((sum, step) => sum + step[key], 0n);
  const instruments = new Map<InstrumentId, MutableRow>();
  for (const [index, step] of steps.entries()) {
    for (const [id, row] of step.instruments) {
      const sum = instruments.get(id) ?? { ...EMPTY_ROW };
      if (index === 0) sum.start = row.start;
      for (const key of SUMMED) sum[key] += row[key];
      instruments.set(id, sum);
    }
  }
  const last = steps[steps.length - 1] as Attribution;
  for (const [id, row] of instruments) row.end = last.instruments.get(id)?.end ?? 0n;
  return {
    start: steps[0].start,
    end: last.end,
    inflow: total('inflow'),
    outflow: total('outflow'),
    departed: total('departed'),
    priceGain: total('priceGain'),
    currencyGain: total('currencyGain'),
    income: total('income'),
    netIncome: total('netIncome'),
    fees: total('fees'),
    taxes: total('taxes'),
    instruments,
    isPartial: steps.some((step) => step.isPartial),
    lacksRate: steps.some((step) => step.lacksRate),
  };
}

/** All that was gained: what the flows do not explain. */
export function gainOf({ start, end, inflow, outflow }: Pick<Attribution, 'start' | 'end' | 'inflow' | 'outflow'>): bigint {
  return end - start - inflow + outflow;
}

/** All that one instrument gained, its costs taken off. */
export function instrumentGain({ priceGain, currencyGain, income, fees, taxes }: InstrumentAttribution): bigint {
  return priceGain + currencyGain + income - fees - taxes;
}

/** The step as a point of a series of returns (C7). */
export function pointOf(attribution: Attribution, day: Day, isTradingDay: boolean): DayPoint {
  const { end, inflow, outflow, departed, netIncome } = attribution;
  return { day, value: end, inflow, outflow, departed, income: netIncome, isTradingDay };
}

/**
 * The step of one instrument: what it was bought for, with the costs of its trades, is a flow into it, and what it was
 * sold for and paid out are flows out of it (C7).
 */
export function instrumentPointOf(attribution: Attribution, id: InstrumentId, day: Day, isTradingDay: boolean): DayPoint {
  const { end, bought, sold, departed, income, netIncome, fees, taxes } = attribution.instruments.get(id) ?? EMPTY_ROW;
  const tradeCosts = fees + taxes - (income - netIncome);
  // Dividends paid on a short position are put in, as purchases are.
  const [paid, received] = netIncome < 0n ? [-netIncome, 0n] : [0n, netIncome];
  return {
    day,
    value: end,
    inflow: bought + tradeCosts + paid,
    outflow: sold + received,
    departed,
    income: netIncome,
    isTradingDay,
  };
}
