/** What the API shows of dividends and interest. Amounts are in the base currency. */
import { Field, ID, ObjectType } from 'type-graphql';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import type { Decimal } from '../domain/decimal.js';
import { TransactionKind } from '../domain/transaction.js';
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

@ObjectType('MonthIncome', { description: 'Income of one month, in the base currency.' })
export class MonthIncomeView extends IncomeSumView {
  @Field(() => String, { description: 'YYYY-MM' })
  readonly month!: string;
}

@ObjectType('InstrumentIncome', { description: 'Income from one instrument, in the base currency, and its yields.' })
export class InstrumentIncomeView extends IncomeSumView {
  @Field(() => ID)
  readonly instrumentId!: string;

  @Field(() => FigureView, { description: 'Gross income of the last 365 days by what is held cost.' })
  readonly yieldOnCost!: FigureView;

  @Field(() => FigureView, { description: 'The same by what it is worth now.' })
  readonly yieldOnValue!: FigureView;
}

@ObjectType('IncomeInBase', { description: 'One payment in the base currency.' })
export class IncomeInBaseView extends IncomeSumView {}

@ObjectType('IncomePayment', { description: 'One dividend or interest: as it was paid, and as it counts.' })
export class IncomePaymentView {
  @Field(() => ID, { description: 'The entry of the ledger.' })
  readonly transactionId!: string;

  @Field(() => TransactionKind)
  readonly kind!: TransactionKind;

  @Field(() => DayScalar)
  readonly tradeDate!: Day;

  @Field(() => ID)
  readonly accountId!: string;

  @Field(() => ID, { nullable: true, description: 'Null for interest.' })
  readonly instrumentId!: string | null;

  @Field(() => CurrencyScalar)
  readonly currency!: Currency;

  @Field(() => DecimalScalar, { description: 'In `currency`.' })
  readonly gross!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Units of the base currency for one of `currency`: booked with the entry, else that of its day; null where none is needed or known.',
  })
  readonly rate!: Decimal | null;

  @Field(() => Boolean, { description: 'Whether the rate was booked with the entry.' })
  readonly isRateBooked!: boolean;

  @Field(() => IncomeInBaseView, { nullable: true, description: 'Null without a rate: it is left out of the sums.' })
  readonly inBase!: IncomeInBaseView | null;
}

export const IncomePaymentConnectionView = connectionOf(IncomePaymentView, 'IncomePayment');

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

@ObjectType('IncomeTotal', { description: 'Income of the period, in the base currency.' })
export class IncomeTotalView extends IncomeSumView {
  @Field(() => [CurrencyScalar], { description: 'Currencies without a rate, whose income is left out.' })
  readonly missing!: readonly Currency[];
}
