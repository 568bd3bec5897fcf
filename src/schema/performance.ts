/** What the API shows of returns, what explains them, and risk. Amounts are in the base currency; ratios are fractions. */
import { ArgsType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import type { Decimal } from '../domain/decimal.js';
import { Period } from '../domain/performance.js';
import { connectionOf } from './connection.js';
import { FigureView } from './outcome.js';
import { ScopeArgs } from './realised-gain.js';
import { CurrencyScalar, DayScalar, DecimalScalar, InstantScalar } from './scalars.js';
import { KNOWN_AT } from './valuation.js';

registerEnumType(Period, {
  name: 'Period',
  description: 'A period that ends now. It starts from the value at the end of the day before it.',
  valuesConfig: {
    D1: { description: 'Since the end of yesterday.' },
    W1: { description: 'Seven days.' },
    MTD: { description: 'This month.' },
    YTD: { description: 'This year.' },
    Y1: { description: 'One year.' },
    ALL: { description: 'Since the first entry.' },
  },
});

@ArgsType()
export class PerformanceArgs extends ScopeArgs {
  @Field(() => ID, { nullable: true, description: 'One instrument within the portfolio or account.' })
  readonly instrumentId?: string | null;

  @Field(() => Period, { nullable: true, description: 'Or from and to; ALL when none is given.' })
  readonly period?: Period | null;

  @Field(() => DayScalar, { nullable: true, description: 'The first day of the period.' })
  readonly from?: Day | null;

  @Field(() => DayScalar, { nullable: true, description: 'Its last day; today when not given.' })
  readonly to?: Day | null;

  @Field(() => ID, { nullable: true, description: 'An instrument to compare with, by its price in the base currency.' })
  readonly benchmarkInstrumentId?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Yearly, as a fraction; 0 when not given.' })
  readonly riskFreeRate?: Decimal | null;

  @Field(() => InstantScalar, { nullable: true, description: KNOWN_AT })
  readonly knownAt?: Date | null;
}

@ObjectType('Return', { description: 'A return in its two variants.' })
export class ReturnView {
  @Field(() => FigureView)
  readonly total!: FigureView;

  @Field(() => FigureView, { description: 'Without dividends and interest.' })
  readonly price!: FigureView;
}

@ObjectType('Explanation', {
  description: 'end - start = inflow - outflow + priceGain + currencyGain + income - fees - taxes, to the last digit.',
})
export class ExplanationView {
  @Field(() => DecimalScalar)
  readonly start!: Decimal;

  @Field(() => DecimalScalar)
  readonly end!: Decimal;

  @Field(() => DecimalScalar, { description: 'What came in from outside.' })
  readonly inflow!: Decimal;

  @Field(() => DecimalScalar, { description: 'What went out.' })
  readonly outflow!: Decimal;

  @Field(() => DecimalScalar)
  readonly priceGain!: Decimal;

  @Field(() => DecimalScalar)
  readonly currencyGain!: Decimal;

  @Field(() => DecimalScalar, { description: 'Dividends and interest, gross.' })
  readonly income!: Decimal;

  @Field(() => DecimalScalar)
  readonly fees!: Decimal;

  @Field(() => DecimalScalar)
  readonly taxes!: Decimal;

  @Field(() => DecimalScalar, { description: 'end - start - inflow + outflow' })
  readonly gain!: Decimal;
}

@ObjectType('Drawdown', { description: 'The deepest fall from a peak.' })
export class DrawdownView {
  @Field(() => DecimalScalar, { description: 'As a fraction of the peak, 0 or more.' })
  readonly depth!: Decimal;

  @Field(() => DayScalar)
  readonly peakDay!: Day;

  @Field(() => DayScalar)
  readonly troughDay!: Day;

  @Field(() => DayScalar, { nullable: true, description: 'The first day the peak was reached again; null when it has not been.' })
  readonly recoveryDay!: Day | null;
}

@ObjectType('DailyReturn', { description: 'The time-weighted return of one day, as a fraction.' })
export class DailyReturnView {
  @Field(() => DayScalar)
  readonly day!: Day;

  @Field(() => DecimalScalar)
  readonly value!: Decimal;
}

@ObjectType('DayExtremes', { description: 'The best and the worst day of a period.' })
export class DayExtremesView {
  @Field(() => DailyReturnView)
  readonly best!: DailyReturnView;

  @Field(() => DailyReturnView)
  readonly worst!: DailyReturnView;
}

@ObjectType('Risk', { description: 'Over the daily returns of trading days.' })
export class RiskView {
  @Field(() => DecimalScalar, { description: 'Yearly, as it was given.' })
  readonly riskFreeRate!: Decimal;

  @Field(() => FigureView, { description: 'Yearly.' })
  readonly volatility!: FigureView;

  @Field(() => FigureView)
  readonly sharpe!: FigureView;

  @Field(() => FigureView)
  readonly sortino!: FigureView;

  @Field(() => FigureView, { description: 'The loss of one day that 95 % of days did not exceed, as a fraction.' })
  readonly valueAtRisk!: FigureView;

  @Field(() => DrawdownView, { nullable: true, description: 'Null when it never fell.' })
  readonly maxDrawdown!: DrawdownView | null;

  @Field(() => DayExtremesView, { nullable: true, description: 'The best and the worst day; null without a return.' })
  readonly days!: DayExtremesView | null;

  @Field(() => FigureView)
  readonly beta!: FigureView;

  @Field(() => FigureView, { description: 'Yearly.' })
  readonly trackingError!: FigureView;

  @Field(() => FigureView, { description: "The benchmark's return of the period, by its price in the base currency." })
  readonly benchmarkReturn!: FigureView;

  @Field(() => FigureView, {
    description:
      'The time-weighted return less that of the benchmark, rounded once: the two rounded returns may differ by one in the last place.',
  })
  readonly excessReturn!: FigureView;
}

@ObjectType('Contribution', { description: 'What one instrument added.' })
export class ContributionView {
  @Field(() => ID)
  readonly instrumentId!: string;

  @Field(() => DecimalScalar)
  readonly start!: Decimal;

  @Field(() => DecimalScalar)
  readonly end!: Decimal;

  @Field(() => DecimalScalar, { description: 'At the booked rates: end - start = bought - sold + priceGain + currencyGain.' })
  readonly bought!: Decimal;

  @Field(() => DecimalScalar)
  readonly sold!: Decimal;

  @Field(() => DecimalScalar)
  readonly priceGain!: Decimal;

  @Field(() => DecimalScalar)
  readonly currencyGain!: Decimal;

  @Field(() => DecimalScalar)
  readonly income!: Decimal;

  @Field(() => DecimalScalar)
  readonly fees!: Decimal;

  @Field(() => DecimalScalar)
  readonly taxes!: Decimal;

  @Field(() => DecimalScalar, { description: 'priceGain + currencyGain + income - fees - taxes' })
  readonly gain!: Decimal;

  @Field(() => FigureView, { description: 'Its part of the simple return.' })
  readonly contribution!: FigureView;
}

export const ContributionConnectionView = connectionOf(ContributionView, 'Contribution');

@ObjectType('GrowthPoint', { description: 'The end of a day; today is live.' })
export class GrowthPointView {
  @Field(() => DayScalar)
  readonly day!: Day;

  @Field(() => DecimalScalar, { description: 'The time-weighted return since the start, as a fraction.' })
  readonly value!: Decimal;

  @Field(() => DecimalScalar, { description: 'The fall from the highest level so far, as a fraction of it: 0 or more.' })
  readonly drawdown!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "The benchmark's return since the start; null without one, and on days it has no price for.",
  })
  readonly benchmark!: Decimal | null;
}

@ObjectType('MonthReturn', { description: 'The return of one month, and the benchmark in it.' })
export class MonthReturnView {
  @Field(() => String, { description: 'YYYY-MM' })
  readonly month!: string;

  @Field(() => DecimalScalar, { description: 'Time-weighted, as a fraction.' })
  readonly value!: Decimal;

  @Field(() => DecimalScalar, { nullable: true })
  readonly benchmark!: Decimal | null;
}

@ObjectType('YearReturn', { description: 'The return of one calendar year, and the benchmark in it.' })
export class YearReturnView {
  @Field(() => String, { description: 'YYYY' })
  readonly year!: string;

  @Field(() => DecimalScalar, { description: 'Time-weighted, as a fraction.' })
  readonly value!: Decimal;

  @Field(() => DecimalScalar, { nullable: true })
  readonly benchmark!: Decimal | null;
}

@ObjectType('ComparedReturn', { description: 'The return of one trading day, which risk is measured over.' })
export class ComparedReturnView {
  @Field(() => DayScalar)
  readonly day!: Day;

  @Field(() => DecimalScalar, { description: 'As a fraction, with the 30 places it is reckoned with.' })
  readonly value!: Decimal;

  @Field(() => DecimalScalar, { nullable: true, description: "The benchmark's; null without one." })
  readonly benchmark!: Decimal | null;
}

export const ComparedReturnConnectionView = connectionOf(ComparedReturnView, 'ComparedReturn');

@ObjectType('PerformancePart', {
  description:
    'One day of a period: what its figures are made of. `twr` links (value + outflow) / (value of the day before + inflow); `irr` takes ' +
    'inflows as paid and outflows as received.',
})
export class PerformancePartView {
  @Field(() => DayScalar)
  readonly day!: Day;

  @Field(() => DecimalScalar, { description: 'At the end of the day.' })
  readonly value!: Decimal;

  @Field(() => DecimalScalar)
  readonly inflow!: Decimal;

  @Field(() => DecimalScalar)
  readonly outflow!: Decimal;

  @Field(() => DecimalScalar, {
    description: 'Of `outflow`, accounts that belonged to another portfolio before the day began; for `twr` it is taken off both terms.',
  })
  readonly departed!: Decimal;

  @Field(() => DecimalScalar)
  readonly priceGain!: Decimal;

  @Field(() => DecimalScalar)
  readonly currencyGain!: Decimal;

  @Field(() => DecimalScalar, { description: 'Gross.' })
  readonly income!: Decimal;

  @Field(() => DecimalScalar, { description: 'Less its own taxes and fees; what the price return leaves out.' })
  readonly netIncome!: Decimal;

  @Field(() => DecimalScalar)
  readonly fees!: Decimal;

  @Field(() => DecimalScalar)
  readonly taxes!: Decimal;

  @Field(() => FigureView, {
    description: 'The growth of the day; absent where it has none, as `twr` then is, but without capital, where `twr` goes on unchanged.',
  })
  readonly growth!: FigureView;

  @Field(() => Boolean)
  readonly isPartial!: boolean;
}

export const PerformancePartConnectionView = connectionOf(PerformancePartView, 'PerformancePart');

@ObjectType('Performance', { description: 'Returns of a period, what explains them, and risk.' })
export class PerformanceView {
  @Field(() => DayScalar, {
    description:
      'The day from whose end the period starts; not before the day before the first entry. Of a period of which nothing is there, as it was asked for.',
  })
  readonly start!: Day;

  @Field(() => DayScalar)
  readonly to!: Day;

  @Field(() => Int, { description: 'From start to to.' })
  readonly days!: number;

  @Field(() => CurrencyScalar)
  readonly baseCurrency!: Currency;

  @Field(() => Boolean, { description: 'True when a price or rate of one of the days was missing, or a price stale.' })
  readonly isPartial!: boolean;

  @Field(() => ReturnView, { description: 'Gain by capital put in: the value at the start and all that came in since.' })
  readonly simpleReturn!: ReturnView;

  @Field(() => ReturnView, { description: 'Time-weighted: external flows do not move it.' })
  readonly twr!: ReturnView;

  @Field(() => ReturnView, { description: 'The same as a yearly rate; absent under a year.' })
  readonly twrAnnualised!: ReturnView;

  @Field(() => ReturnView, { description: 'Money-weighted: the yearly rate the money has earned.' })
  readonly irr!: ReturnView;

  @Field(() => ExplanationView, { nullable: true, description: 'Null when there was nothing.' })
  readonly explanation!: ExplanationView | null;

  @Field(() => RiskView)
  readonly risk!: RiskView;
}

@ObjectType('Contributions', { description: 'What each instrument added to the simple return, and what belongs to none.' })
export class ContributionsView {
  @Field(() => FigureView, {
    description:
      'What fees of accounts, interest and cash added: with it the contributions are the simple return, but for the rounding of each.',
  })
  readonly rest!: FigureView;
}
