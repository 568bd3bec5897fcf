/** What the API shows of what a portfolio is made of. */
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { AllocationBy } from '../domain/allocation.js';
import type { Decimal } from '../domain/decimal.js';
import { connectionOf } from './connection.js';
import { FigureView } from './outcome.js';
import { DecimalScalar } from './scalars.js';
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

@ObjectType('AllocationSlice')
export class AllocationSliceView {
  @Field(() => String, { description: "An instrument's or account's id, a kind, or a currency; `CASH` for cash among instruments." })
  readonly key!: string;

  @Field(() => DecimalScalar, { description: 'In the base currency.' })
  readonly value!: Decimal;

  @Field(() => FigureView, { description: 'Of the total, as a fraction; below zero for an overdraft. The shares add up to 1.' })
  readonly share!: FigureView;
}

export const AllocationSliceConnectionView = connectionOf(AllocationSliceView, 'AllocationSlice');

@ObjectType('Allocation', { description: 'What a portfolio or an account is made of.' })
export class AllocationView {
  @Field(() => AllocationBy)
  readonly by!: AllocationBy;

  @Field(() => ValuationView, { description: 'What was cut; its gaps name what is in no slice.' })
  readonly valuation!: ValuationView;
}
