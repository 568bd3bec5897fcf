/** What the API shows of an account's belonging to portfolios. */
import { Field, ID, ObjectType } from 'type-graphql';
import type { Day } from '../domain/day.js';
import { DayScalar } from './scalars.js';

@ObjectType('Membership', { description: 'Days an account spends in one portfolio.' })
export class MembershipView {
  @Field(() => ID)
  readonly portfolioId!: string;

  @Field(() => DayScalar, { nullable: true, description: 'Its first day there; null for the portfolio it was opened in.' })
  readonly from!: Day | null;

  @Field(() => DayScalar, { nullable: true, description: 'The day it belongs to the next one; null for the present one.' })
  readonly until!: Day | null;
}
