/** Dividends and interest over a period, and the yields they make (docs/CALCULATIONS.md, C11). Gross, with tax apart. */
import type { Currency } from './currency.js';
import { addDays, type Day } from './day.js';
import { type Decimal, MONEY_SCALE, RATIO_SCALE, roundHalfEven, ZERO } from './decimal.js';
import type { Fraction } from './fx.js';
import type { InstrumentId } from './ids.js';
import type { Income } from './ledger.js';
import { AbsenceReason, absent, known, type Outcome } from './outcome.js';

/** Amounts in the base currency. */
export interface IncomeSum {
  readonly gross: Decimal;
  readonly tax: Decimal;
  readonly fee: Decimal;
  readonly net: Decimal;
}

export interface IncomeSummary extends IncomeSum {
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

const NOTHING: IncomeSum = { gross: ZERO, tax: ZERO, fee: ZERO, net: ZERO };

export function summariseIncome(income: Iterable<Income>, period: IncomePeriod): IncomeSummary {
  let total = NOTHING;
  const byMonth = new Map<string, IncomeSum>();
  const byInstrument = new Map<InstrumentId, IncomeSum>();
  const missing = new Set<Currency>();
  const within = [...income].filter(({ tradeDate }) => tradeDate >= period.from && tradeDate <= period.until);
  within.sort((a, b) => (a.tradeDate < b.tradeDate ? -1 : Number(a.tradeDate > b.tradeDate)));
  for (const each of within) {
    const sum = inBase(each, period);
    if (!sum) {
      missing.add(each.bookedRate?.currency ?? each.currency);
      continue;
    }
    const month = each.tradeDate.slice(0, 7);
    total = added(total, sum);
    byMonth.set(month, added(byMonth.get(month) ?? NOTHING, sum));
    if (each.instrumentId) byInstrument.set(each.instrumentId, added(byInstrument.get(each.instrumentId) ?? NOTHING, sum));
  }
  return { ...total, byMonth, byInstrument, missing: [...missing].sort() };
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
function inBase(income: Income, { baseCurrency, crossOn }: IncomePeriod): IncomeSum | null {
  const { tradeDate } = income;
  // In the base currency already: what it was booked at on its way into an account's currency says nothing.
  const bookedRate = income.currency === baseCurrency ? null : income.bookedRate;
  const fraction = crossOn(tradeDate, bookedRate?.currency ?? income.currency, baseCurrency);
  if (!fraction) return null;
  const convert = (amount: Decimal) => {
    const booked = bookedRate ? roundHalfEven(amount.times(bookedRate.rate), MONEY_SCALE) : amount;
    return roundHalfEven(booked.times(fraction.numerator).div(fraction.denominator), MONEY_SCALE);
  };
  const [gross, tax, fee] = [convert(income.gross), convert(income.tax), convert(income.fee)];
  return { gross, tax, fee, net: gross.minus(tax).minus(fee) };
}

function added(a: IncomeSum, b: IncomeSum): IncomeSum {
  return { gross: a.gross.plus(b.gross), tax: a.tax.plus(b.tax), fee: a.fee.plus(b.fee), net: a.net.plus(b.net) };
}
