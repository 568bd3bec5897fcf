/**
 * Why a portfolio is worth what it is (docs/CALCULATIONS.md, C2). Invariant, to the last digit of every step and sum:
 * end - start = external flows + price gain + currency gain + income - fees - taxes.
 */
import { unreachable } from './assert.js';
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import { type Decimal, MONEY_SCALE, RATIO_SCALE, roundHalfEven, ZERO } from './decimal.js';
import type { Fraction } from './fx.js';
import type { AccountId, InstrumentId } from './ids.js';
import type { LedgerBooks, RealisedGain } from './ledger.js';
import { AbsenceReason, absent, known, type Outcome } from './outcome.js';
import type { DayPoint } from './performance.js';
import { decimalOf, rational, roundTo } from './rational.js';
import { type Transaction, TransactionKind } from './transaction.js';
import type { Holding, Valuation } from './valuation.js';

/** What moved one instrument's value, in the base currency. Its own identity: end - start = bought - sold + price + currency gain. */
export interface InstrumentAttribution {
  readonly start: Decimal;
  readonly end: Decimal;
  /** What its purchases, deliveries in and arrivals cost at the day's rate, without fees. */
  readonly bought: Decimal;
  readonly sold: Decimal;
  readonly priceGain: Decimal;
  readonly currencyGain: Decimal;
  readonly income: Decimal;
  /** Income less its own taxes and fees. */
  readonly netIncome: Decimal;
  readonly fees: Decimal;
  readonly taxes: Decimal;
}

export interface Attribution {
  readonly start: Decimal;
  readonly end: Decimal;
  /** Deposits, deliveries and transfers across the edge. */
  readonly inflow: Decimal;
  readonly outflow: Decimal;
  /** At the rates of the day they were made on. */
  readonly priceGain: Decimal;
  /** What rates did to holdings and cash, and what booked rates differ from the day's. */
  readonly currencyGain: Decimal;
  /** Gross (C11). */
  readonly income: Decimal;
  /** Income less its own taxes and fees; what the price return leaves out. */
  readonly netIncome: Decimal;
  readonly fees: Decimal;
  readonly taxes: Decimal;
  readonly instruments: ReadonlyMap<InstrumentId, InstrumentAttribution>;
  /** True when a valuation is partial, or an entry could not be converted: the sum then holds over what is known. */
  readonly isPartial: boolean;
}

/** What a step must know of a valuation. */
export interface ValuedDay extends Pick<Valuation, 'baseCurrency' | 'total' | 'isPartial'> {
  readonly holdings: readonly Pick<Holding, 'accountId' | 'instrumentId' | 'currency' | 'price' | 'marketValue' | 'value'>[];
}

export interface AttributionStep {
  readonly before: ValuedDay;
  readonly after: ValuedDay;
  /** Every entry of the days after `before` up to `after`; voided ones count for nothing. */
  readonly entries: Iterable<Transaction>;
  /** What splits of the same days paid for fractions; of any account. */
  readonly fractions: readonly RealisedGain[];
  /** The accounts valued. What moves between them is no flow. */
  readonly accountIds: ReadonlySet<AccountId>;
  readonly books: LedgerBooks;
  /** The conversions of `after`. */
  readonly cross: (from: Currency, to: Currency) => Fraction | null;
}

/** Explains one step from a valuation to a later one, usually of the next day. */
export function attribute(step: AttributionStep): Attribution {
  const tally = new Tally(step);
  for (const entry of step.entries) if (!entry.voidedAt) tally.add(entry);
  for (const fraction of step.fractions) tally.addFraction(fraction);
  return tally.conclude();
}

type MutableRow = { -readonly [Key in keyof InstrumentAttribution]: InstrumentAttribution[Key] };

const EMPTY_ROW: InstrumentAttribution = {
  start: ZERO,
  end: ZERO,
  bought: ZERO,
  sold: ZERO,
  priceGain: ZERO,
  currencyGain: ZERO,
  income: ZERO,
  netIncome: ZERO,
  fees: ZERO,
  taxes: ZERO,
};

/** One step in progress; lives for one call of {@link attribute}. */
class Tally {
  private readonly rows = new Map<InstrumentId, MutableRow>();
  private readonly base: Currency;
  private inflow = ZERO;
  private outflow = ZERO;
  private income = ZERO;
  private netIncome = ZERO;
  private fees = ZERO;
  private taxes = ZERO;
  private isPartial: boolean;

  constructor(private readonly step: AttributionStep) {
    this.base = step.after.baseCurrency;
    this.isPartial = step.before.isPartial || step.after.isPartial;
  }

  add(entry: Transaction): void {
    const { accountIds } = this.step;
    const isOwn = accountIds.has(entry.accountId);
    const isCounterOwn = entry.counterAccountId !== null && accountIds.has(entry.counterAccountId);
    if (!isOwn && !isCounterOwn) return;
    switch (entry.kind) {
      case TransactionKind.DEPOSIT:
        return this.flow(this.cash(entry, entry.amount));
      case TransactionKind.WITHDRAWAL:
        return this.flow(this.cash(entry, entry.amount).neg());
      case TransactionKind.TRANSFER:
        if (isOwn && isCounterOwn) return;
        return entry.instrumentId === null
          ? this.flow(this.atDaysRate(entry.amount, entry.currency).times(isOwn ? -1 : 1))
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
        return this.earn(entry, this.cash(entry, entry.amount).neg(), ZERO);
      case TransactionKind.REINVESTMENT:
        return this.reinvest(entry);
      case TransactionKind.FEE:
        return this.charge(entry, this.cash(entry, entry.amount), ZERO);
      case TransactionKind.FEE_REFUND:
        return this.charge(entry, this.cash(entry, entry.amount).neg(), ZERO);
      case TransactionKind.TAX:
        return this.charge(entry, ZERO, this.cash(entry, entry.amount));
      case TransactionKind.TAX_REFUND:
        return this.charge(entry, ZERO, this.cash(entry, entry.amount).neg());
      case TransactionKind.SPLIT:
        return;
      default:
        return unreachable(entry.kind);
    }
  }

  conclude(): Attribution {
    const { before, after } = this.step;
    for (const holding of before.holdings) this.open(holding);
    for (const holding of after.holdings)
      if (holding.value) {
        const row = this.row(holding.instrumentId);
        row.end = plus(row.end, holding.value);
      }
    let priceGain = ZERO;
    for (const row of this.rows.values()) {
      // What the row began with was brought to today's rate by `open`, which is its currency gain.
      let gain = row.end.minus(row.start);
      if (row.currencyGain !== ZERO) gain = gain.minus(row.currencyGain);
      if (row.bought !== ZERO) gain = gain.minus(row.bought);
      row.priceGain = plus(gain, row.sold);
      priceGain = plus(priceGain, row.priceGain);
    }
    const { inflow, outflow, income, netIncome, fees, taxes } = this;
    const explained = inflow.minus(outflow).plus(priceGain).plus(income).minus(fees).minus(taxes);
    return {
      start: before.total,
      end: after.total,
      inflow,
      outflow,
      priceGain,
      // Of holdings, of cash, and of trades booked at another rate than the day's: all that rates did is what is left.
      currencyGain: after.total.minus(before.total).minus(explained),
      income,
      netIncome,
      fees,
      taxes,
      instruments: this.rows,
      isPartial: this.isPartial,
    };
  }

  private open(holding: ValuedDay['holdings'][number]): void {
    if (!holding.value || !holding.marketValue) return;
    const row = this.row(holding.instrumentId);
    row.start = plus(row.start, holding.value);
    // In the base currency both are the same amount.
    if (holding.currency === this.base) return;
    row.currencyGain = row.currencyGain.plus(this.atDaysRate(holding.marketValue, holding.currency)).minus(holding.value);
  }

  private trade(entry: Transaction): void {
    const instrumentId = entry.instrumentId as InstrumentId;
    const amount = this.atDaysRate(this.gross(entry), entry.currency);
    const row = this.row(instrumentId);
    if (entry.kind === TransactionKind.BUY) row.bought = row.bought.plus(amount);
    else row.sold = row.sold.plus(amount);
    this.charge(entry, this.cash(entry, entry.fee), this.cash(entry, entry.tax));
  }

  /** The fraction's units leave for its price, as in a sale without costs. */
  addFraction({ accountId, instrumentId, proceeds, currency }: RealisedGain): void {
    if (!this.step.accountIds.has(accountId)) return;
    const row = this.row(instrumentId);
    row.sold = row.sold.plus(this.atDaysRate(proceeds, currency));
  }

  /** The tax belongs to the dividend, the fee to the purchase. */
  private reinvest(entry: Transaction): void {
    this.earn(entry, this.cash(entry, entry.amount), ZERO);
    const row = this.row(entry.instrumentId as InstrumentId);
    row.bought = row.bought.plus(this.atDaysRate(this.gross(entry), entry.currency));
    this.charge(entry, this.cash(entry, entry.fee), ZERO);
  }

  private earn(entry: Transaction, gross: Decimal, fee: Decimal): void {
    const tax = this.cash(entry, entry.tax);
    this.income = this.income.plus(gross);
    this.netIncome = this.netIncome.plus(gross).minus(fee).minus(tax);
    if (entry.instrumentId) {
      const row = this.row(entry.instrumentId);
      row.income = row.income.plus(gross);
      row.netIncome = row.netIncome.plus(gross).minus(fee).minus(tax);
    }
    this.charge(entry, fee, tax);
  }

  private charge(entry: Transaction, fees: Decimal, taxes: Decimal): void {
    this.fees = this.fees.plus(fees);
    this.taxes = this.taxes.plus(taxes);
    if (!entry.instrumentId) return;
    const row = this.row(entry.instrumentId);
    row.fees = row.fees.plus(fees);
    row.taxes = row.taxes.plus(taxes);
  }

  /** Whether a transfer moves units sold short: it leaves an account that was short, or reaches one that is. */
  private isShort({ kind, accountId, counterAccountId, instrumentId }: Transaction, sign: 1 | -1): boolean {
    if (kind !== TransactionKind.TRANSFER) return false;
    const { before, after } = this.step;
    const own = sign < 0 ? accountId : counterAccountId;
    const same = (holding: ValuedDay['holdings'][number]) => holding.instrumentId === instrumentId && holding.accountId === own;
    const [first, second] = sign < 0 ? [before, after] : [after, before];
    const holding = first.holdings.find(same) ?? second.holdings.find(same);
    return holding?.marketValue?.isNegative() ?? false;
  }

  /** Units that cross the edge count at the day's price, else at the last one before, else at the one they came with. */
  private deliver(entry: Transaction, sign: 1 | -1): void {
    const instrumentId = entry.instrumentId as InstrumentId;
    const same = (holding: ValuedDay['holdings'][number]) => holding.instrumentId === instrumentId;
    const price = this.step.after.holdings.find(same)?.price ?? this.step.before.holdings.find(same)?.price;
    const instrument = this.step.books.instrument(instrumentId);
    let value = ZERO;
    if (price && instrument && entry.quantity) {
      const local = roundHalfEven(entry.quantity.times(price).times(instrument.multiplier), MONEY_SCALE);
      value = this.atDaysRate(local, instrument.currency);
    } else if (entry.price) {
      value = this.atDaysRate(this.gross(entry), entry.currency);
    } else {
      this.isPartial = true;
    }
    if (this.isShort(entry, sign)) value = value.neg();
    const row = this.row(instrumentId);
    if (sign > 0) row.bought = row.bought.plus(value);
    else row.sold = row.sold.plus(value);
    this.flow(value.times(sign));
  }

  private gross(entry: Transaction): Decimal {
    const multiplier = entry.instrumentId && this.step.books.instrument(entry.instrumentId)?.multiplier;
    if (!entry.quantity || !entry.price || !multiplier) {
      this.isPartial = true;
      return ZERO;
    }
    return roundHalfEven(entry.quantity.times(entry.price).times(multiplier), MONEY_SCALE);
  }

  private flow(amount: Decimal): void {
    if (amount.isNegative()) this.outflow = this.outflow.minus(amount);
    else this.inflow = this.inflow.plus(amount);
  }

  /** An amount of the entry in the base currency: by the booked rate first, else at the day's (C13). */
  private cash(entry: Transaction, amount: Decimal | null): Decimal {
    const account = entry.exchangeRate && this.step.books.account(entry.accountId);
    if (!entry.exchangeRate || !account || !amount) return this.atDaysRate(amount, entry.currency);
    return this.atDaysRate(roundHalfEven(amount.times(entry.exchangeRate), MONEY_SCALE), account.currency);
  }

  private atDaysRate(amount: Decimal | null, currency: Currency): Decimal {
    if (!amount || amount.isZero()) return ZERO;
    const fraction = this.step.cross(currency, this.base);
    if (!fraction) {
      this.isPartial = true;
      return ZERO;
    }
    const [own, above, below] = [rational(amount), rational(fraction.numerator), rational(fraction.denominator)];
    return decimalOf(roundTo({ n: own.n * above.n * below.d, d: own.d * above.d * below.n }, MONEY_SCALE), MONEY_SCALE);
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

const SUMMED = ['bought', 'sold', 'priceGain', 'currencyGain', 'income', 'netIncome', 'fees', 'taxes'] as const;

/** Most parts of most steps are zero, and a series has tens of thousands of them. */
function plus(a: Decimal, b: Decimal): Decimal {
  if (b === ZERO) return a;
  return a === ZERO ? b : a.plus(b);
}

/** The attribution of several steps that follow each other. */
export function sumAttributions(steps: readonly [Attribution, ...Attribution[]]): Attribution {
  const total = (key: 'inflow' | 'outflow' | 'priceGain' | 'currencyGain' | 'income' | 'netIncome' | 'fees' | 'taxes') =>
    steps.reduce((sum, step) => plus(sum, step[key]), ZERO);
  const instruments = new Map<InstrumentId, MutableRow>();
  for (const [index, step] of steps.entries()) {
    for (const [id, row] of step.instruments) {
      const sum = instruments.get(id) ?? { ...EMPTY_ROW };
      if (index === 0) sum.start = row.start;
      for (const key of SUMMED) sum[key] = plus(sum[key], row[key]);
      instruments.set(id, sum);
    }
  }
  const last = steps[steps.length - 1] as Attribution;
  for (const [id, row] of instruments) row.end = last.instruments.get(id)?.end ?? ZERO;
  return {
    start: steps[0].start,
    end: last.end,
    inflow: total('inflow'),
    outflow: total('outflow'),
    priceGain: total('priceGain'),
    currencyGain: total('currencyGain'),
    income: total('income'),
    netIncome: total('netIncome'),
    fees: total('fees'),
    taxes: total('taxes'),
    instruments,
    isPartial: steps.some((step) => step.isPartial),
  };
}

/** All that was gained: what the flows do not explain. */
export function gainOf({ start, end, inflow, outflow }: Pick<Attribution, 'start' | 'end' | 'inflow' | 'outflow'>): Decimal {
  return end.minus(start).minus(inflow).plus(outflow);
}

/**
 * What each instrument added to the simple return: its gain by the capital of the whole. With `rest`, which is what fees
 * of accounts, interest and cash in other currencies added, the shares add up to the return before rounding.
 */
export function contributions(
  attribution: Attribution,
): Outcome<{ readonly byInstrument: ReadonlyMap<InstrumentId, Decimal>; readonly rest: Decimal }> {
  const capital = attribution.start.plus(attribution.inflow);
  if (!capital.gt(0)) return absent(AbsenceReason.NO_CAPITAL);
  const share = (gain: Decimal) => roundHalfEven(gain.div(capital), RATIO_SCALE);
  const byInstrument = new Map<InstrumentId, Decimal>();
  let explained = ZERO;
  for (const [id, row] of attribution.instruments) {
    const gain = row.priceGain.plus(row.currencyGain).plus(row.income).minus(row.fees).minus(row.taxes);
    byInstrument.set(id, share(gain));
    explained = explained.plus(gain);
  }
  return known({ byInstrument, rest: share(gainOf(attribution).minus(explained)) });
}

/** The step as a point of a series of returns (C7). */
export function pointOf(attribution: Attribution, day: Day, isTradingDay: boolean): DayPoint {
  const { end, inflow, outflow, netIncome } = attribution;
  return { day, value: end, inflow, outflow, income: netIncome, isTradingDay };
}

/**
 * The step of one instrument: what it was bought for, with the costs of its trades, is a flow into it, and what it was
 * sold for and paid out are flows out of it (C7).
 */
export function instrumentPointOf(attribution: Attribution, id: InstrumentId, day: Day, isTradingDay: boolean): DayPoint {
  const { end, bought, sold, income, netIncome, fees, taxes } = attribution.instruments.get(id) ?? EMPTY_ROW;
  const tradeCosts = fees.plus(taxes).minus(income.minus(netIncome));
  // Dividends paid on a short position are put in, as purchases are.
  const [paid, received] = netIncome.isNegative() ? [netIncome.neg(), ZERO] : [ZERO, netIncome];
  return {
    day,
    value: end,
    inflow: bought.plus(tradeCosts).plus(paid),
    outflow: sold.plus(received),
    income: netIncome,
    isTradingDay,
  };
}
