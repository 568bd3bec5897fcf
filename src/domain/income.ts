/** Dividends and interest over a period, and the yields they make (docs/CALCULATIONS.md, C11). Gross, with tax apart. */
import { assert } from './assert.js';
import type { Currency } from './currency.js';
import { addDays, type Day } from './day.js';
import { type Decimal, MONEY_SCALE, ONE, RATIO_SCALE, roundHalfEven, ZERO } from './decimal.js';
import type { Fraction } from './fx.js';
import type { AccountId, InstrumentId, TransactionId } from './ids.js';
import type { BookedRate } from './lot.js';
import { AbsenceReason, absent, known, type Outcome } from './outcome.js';
import type { Transaction } from './transaction.js';

export type IncomeKind = 'DIVIDEND' | 'DIVIDEND_PAID' | 'REINVESTMENT' | 'INTEREST';

/** A dividend or interest, in the currency it was paid in (C11); a dividend paid on a short position has a gross below zero. */
export interface Income {
  readonly transactionId: TransactionId;
  readonly kind: IncomeKind;
  readonly accountId: AccountId;
  readonly instrumentId: InstrumentId | null;
  readonly tradeDate: Day;
  readonly currency: Currency;
  readonly gross: Decimal;
  readonly tax: Decimal;
  readonly fee: Decimal;
  readonly bookedRate: BookedRate | null;
}

/** Amounts in the base currency. */
export interface IncomeSum {
  readonly gross: Decimal;
  readonly tax: Decimal;
  readonly fee: Decimal;
  readonly net: Decimal;
}

/** One dividend or interest as it was paid, and as it counts. */
export interface IncomePayment {
  readonly income: Income;
  /** Amounts in the base currency; null without a rate, and so left out. */
  readonly inBase: IncomeSum | null;
  /** From the currency it was paid in into the base currency: booked, or that of its day; null without one, and where there is nothing to convert. */
  readonly rate: Decimal | null;
}

export interface IncomeSummary extends IncomeSum {
  /** Oldest first. */
  readonly payments: readonly IncomePayment[];
  /** Keyed `YYYY-MM`, oldest first. */
  readonly byMonth: ReadonlyMap<string, IncomeSum>;
  /** Of dividends; interest belongs to no instrument. */
  readonly byInstrument: ReadonlyMap<InstrumentId, IncomeSum>;
  /** Currencies without a rate, whose income is left out. */
  readonly missing: readonly Currency[];
}

export interface IncomePeriod {
  /** Both days included. */
  readonly from: Day;
  readonly until: Day;
  readonly baseCurrency: Currency;
  /** The conversion on a day. */
  readonly crossOn: (day: Day, from: Currency, to: Currency) => Fraction | null;
}

/** The kinds of entries that pay something; of a dividend on a short position the holder pays. */
export const INCOME_KINDS = ['DIVIDEND', 'DIVIDEND_PAID', 'REINVESTMENT', 'INTEREST'] as const satisfies readonly IncomeKind[];

/** What an entry pays, which depends on nothing before it; null for one that pays nothing. */
export function incomeOf(entry: Transaction, bookedRate: BookedRate | null): Income | null {
  const { id: transactionId, accountId, instrumentId, tradeDate, currency, amount, tax } = entry;
  const kind = INCOME_KINDS.find((each) => each === entry.kind);
  if (!kind) return null;
  assert(amount, `a ${kind} has an amount`);
  const gross = kind === 'DIVIDEND_PAID' ? amount.neg() : amount;
  // The fee of a reinvestment is one of the purchase.
  const fee = kind === 'REINVESTMENT' ? ZERO : entry.fee;
  return { transactionId, kind, accountId, instrumentId, tradeDate, currency, gross, tax, fee, bookedRate };
}

const NOTHING: IncomeSum = { gross: ZERO, tax: ZERO, fee: ZERO, net: ZERO };

export function summariseIncome(income: Iterable<Income>, period: IncomePeriod): IncomeSummary {
  let total = NOTHING;
  const byMonth = new Map<string, IncomeSum>();
  const byInstrument = new Map<InstrumentId, IncomeSum>();
  const missing = new Set<Currency>();
  const payments: IncomePayment[] = [];
  const within = [...income].filter(({ tradeDate }) => tradeDate >= period.from && tradeDate <= period.until);
  within.sort((a, b) => (a.tradeDate < b.tradeDate ? -1 : Number(a.tradeDate > b.tradeDate)));
  for (const each of within) {
    const sum = inBase(each, period);
    payments.push({ income: each, inBase: sum, rate: rateOf(each, period) });
    if (!sum) {
      missing.add(each.bookedRate?.currency ?? each.currency);
      continue;
    }
    const month = each.tradeDate.slice(0, 7);
    total = added(total, sum);
    byMonth.set(month, added(byMonth.get(month) ?? NOTHING, sum));
    if (each.instrumentId) byInstrument.set(each.instrumentId, added(byInstrument.get(each.instrumentId) ?? NOTHING, sum));
  }
  return { ...total, payments, byMonth, byInstrument, missing: [...missing].sort() };
}

/** The twelve months that end on `day`: the period yields are taken over. */
export function lastTwelveMonths(day: Day): { readonly from: Day; readonly until: Day } {
  return { from: addDays(day, -364), until: day };
}

/** Gross income of twelve months by what is open cost, or by what it is worth. */
export function incomeYield(gross: Decimal, basis: Decimal | null): Outcome<Decimal> {
  return basis?.gt(0) ? known(roundHalfEven(gross.div(basis), RATIO_SCALE)) : absent(AbsenceReason.NO_BASIS);
}

/** The booked rate first, else the rate of the day (C13); null without one. */
function inBase(income: Income, period: IncomePeriod): IncomeSum | null {
  const conversion = conversionOf(income, period);
  if (!conversion) return null;
  const { bookedRate, fraction } = conversion;
  const convert = (amount: Decimal) => {
    const booked = bookedRate ? roundHalfEven(amount.times(bookedRate.rate), MONEY_SCALE) : amount;
    return roundHalfEven(booked.times(fraction.numerator).div(fraction.denominator), MONEY_SCALE);
  };
  const [gross, tax, fee] = [convert(income.gross), convert(income.tax), convert(income.fee)];
  return { gross, tax, fee, net: gross.minus(tax).minus(fee) };
}

function rateOf(income: Income, period: IncomePeriod): Decimal | null {
  if (income.currency === period.baseCurrency) return null;
  const conversion = conversionOf(income, period);
  if (!conversion) return null;
  const { bookedRate, fraction } = conversion;
  return roundHalfEven((bookedRate?.rate ?? ONE).times(fraction.numerator).div(fraction.denominator), RATIO_SCALE);
}

function conversionOf(
  { tradeDate, currency, bookedRate: booked }: Income,
  { baseCurrency, crossOn }: IncomePeriod,
): { readonly bookedRate: Income['bookedRate']; readonly fraction: Fraction } | null {
  // In the base currency already: what it was booked at on its way into an account's currency says nothing.
  const bookedRate = currency === baseCurrency ? null : booked;
  const fraction = crossOn(tradeDate, bookedRate?.currency ?? currency, baseCurrency);
  return fraction && { bookedRate, fraction };
}

function added(a: IncomeSum, b: IncomeSum): IncomeSum {
  return { gross: a.gross.plus(b.gross), tax: a.tax.plus(b.tax), fee: a.fee.plus(b.fee), net: a.net.plus(b.net) };
}
