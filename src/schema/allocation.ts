/** What the API shows of what a portfolio is made of. */
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { AllocationBy } from '../domain/allocation.js';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import type { Decimal } from '../domain/decimal.js';
import { connectionOf } from './connection.js';
import { FigureView } from './outcome.js';
import { CurrencyScalar, DayScalar, DecimalScalar } from './scalars.js';
import { ValuationView } from './valuation.js';

registerEnumType(AllocationBy, {
  name: 'AllocationBy',
  description: 'What a portfolio is cut by.',
  valuesConfig: {
    INSTRUMENT: { description: 'Each instrument, over all accounts; cash is one slice.' },
    KIND: { description: 'Kinds of instruments, and cash.' },
    CURRENCY: { description: 'The currencies of instruments and of cash.' },
    ACCOUNT: { description: 'Accounts with their cash.' },
  },
});

@ObjectType('AllocationSlice', { description: 'One part of what was cut.' })
export class AllocationSliceView {
  @Field(() => String, { description: "An instrument's or account's id, a kind, or a currency; `CASH` for cash among instruments." })
  readonly key!: string;

  @Field(() => DecimalScalar, { description: 'In the base currency.' })
  readonly value!: Decimal;

  @Field(() => FigureView, {
    description: 'Of the total, as a fraction; below zero for an overdraft or a short position. The shares add up to 1.',
  })
  readonly share!: FigureView;

  @Field(() => DecimalScalar, { nullable: true, description: 'What the share should be; null where the portfolio has no targets by this.' })
  readonly target!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'share - target' })
  readonly drift!: Decimal | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'value - target x total, in the base currency: what to sell, or below zero to buy, to be at the target.',
  })
  readonly excess!: Decimal | null;
}

export const AllocationSliceConnectionView = connectionOf(AllocationSliceView, 'AllocationSlice');

@ObjectType('AllocationSeries', { description: 'One slice over time.' })
export class AllocationSeriesView {
  @Field(() => String, { description: 'As in a slice.' })
  readonly key!: string;

  @Field(() => [DecimalScalar], { description: 'In the base currency, one for each day; 0 where it was not held.' })
  readonly values!: readonly Decimal[];
}

@ObjectType('AllocationHistory', { description: 'What a portfolio or an account was made of at the ends of days.' })
export class AllocationHistoryView {
  @Field(() => AllocationBy)
  readonly by!: AllocationBy;

  @Field(() => CurrencyScalar)
  readonly baseCurrency!: Currency;

  @Field(() => [DayScalar], { description: 'Oldest first, evenly spaced; the last is the end of the period.' })
  readonly days!: readonly Day[];

  @Field(() => [DecimalScalar], { description: 'The total of each day: the sum over the slices.' })
  readonly totals!: readonly Decimal[];
}

export const AllocationSeriesConnectionView = connectionOf(AllocationSeriesView, 'AllocationSeries');

@ObjectType('Allocation', { description: 'What a portfolio or an account is made of.' })
export class AllocationView {
  @Field(() => AllocationBy)
  readonly by!: AllocationBy;

  @Field(() => ValuationView, { description: 'What was cut; its gaps name what is in no slice.' })
  readonly valuation!: ValuationView;
}
