/** What the API shows of dividends and interest. Amounts are in the base currency. */
import { Field, ID, ObjectType } from 'type-graphql';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import type { Decimal } from '../domain/decimal.js';
import { connectionOf } from './connection.js';
import { FigureView } from './outcome.js';
import { CurrencyScalar, DayScalar, DecimalScalar } from './scalars.js';

@ObjectType()
abstract class IncomeSumView {
  @Field(() => DecimalScalar)
  readonly gross!: Decimal;

  @Field(() => DecimalScalar)
  readonly tax!: Decimal;

  @Field(() => DecimalScalar)
  readonly fee!: Decimal;

  @Field(() => DecimalScalar, { description: 'gross - tax - fee' })
  readonly net!: Decimal;
}

@ObjectType('MonthIncome')
export class MonthIncomeView extends IncomeSumView {
  @Field(() => String, { description: 'YYYY-MM' })
  readonly month!: string;
}

@ObjectType('InstrumentIncome')
export class InstrumentIncomeView extends IncomeSumView {
  @Field(() => ID)
  readonly instrumentId!: string;

  @Field(() => FigureView, { description: 'Gross income of the last 365 days by what is held cost.' })
  readonly yieldOnCost!: FigureView;

  @Field(() => FigureView, { description: 'The same by what it is worth now.' })
  readonly yieldOnValue!: FigureView;
}

export const InstrumentIncomeConnectionView = connectionOf(InstrumentIncomeView, 'InstrumentIncome');

@ObjectType('IncomeReport', { description: 'Dividends and interest of a period, in the base currency.' })
export class IncomeReportView {
  @Field(() => DayScalar)
  readonly from!: Day;

  @Field(() => DayScalar)
  readonly to!: Day;

  @Field(() => CurrencyScalar)
  readonly baseCurrency!: Currency;

  @Field(() => DecimalScalar, { description: 'Gross income of the last 365 days, which the yields are of.' })
  readonly lastTwelveMonths!: Decimal;

  @Field(() => FigureView, { description: 'Gross income of the last 365 days by what is held cost.' })
  readonly yieldOnCost!: FigureView;

  @Field(() => FigureView, { description: 'The same by what it is worth now.' })
  readonly yieldOnValue!: FigureView;
}

@ObjectType('IncomeTotal')
export class IncomeTotalView extends IncomeSumView {
  @Field(() => [CurrencyScalar], { description: 'Currencies without a rate, whose income is left out.' })
  readonly missing!: readonly Currency[];
}
