/** What the API shows of the fetching of past prices. */
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { BackfillStatus } from '../domain/backfill.js';
import type { Day } from '../domain/day.js';
import { DayScalar, InstantScalar } from './scalars.js';

registerEnumType(BackfillStatus, {
  name: 'BackfillStatus',
  description: 'How far a backfill is.',
  valuesConfig: {
    FAILED: { description: 'Given up after repeated failures; `message` says why.' },
  },
});

@ObjectType('Backfill', {
  description: 'The fetching of past prices of an instrument, a year at a time. A restart goes on where it stopped.',
})
export class BackfillView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID, { nullable: true, description: 'Null: the exchange rates of the source.' })
  readonly instrumentId!: string | null;

  @Field(() => String)
  readonly source!: string;

  @Field(() => DayScalar)
  readonly from!: Day;

  @Field(() => DayScalar, { description: 'Included.' })
  readonly to!: Day;

  @Field(() => DayScalar, { description: 'Everything before it is done.' })
  readonly nextDay!: Day;

  @Field(() => BackfillStatus)
  readonly status!: BackfillStatus;

  @Field(() => Int, { description: 'Failed tries in a row.' })
  readonly attempts!: number;

  @Field(() => Int, { description: 'Prices the history gained.' })
  readonly stored!: number;

  @Field(() => String, { nullable: true, description: 'The newest failure.' })
  readonly message!: string | null;

  @Field(() => InstantScalar)
  readonly createdAt!: Date;

  @Field(() => InstantScalar)
  readonly updatedAt!: Date;
}

@InputType({ description: 'Past prices to fetch.' })
export class BackfillInput {
  @Field(() => ID, { nullable: true, description: 'When not given: the exchange rates of the source.' })
  readonly instrumentId?: string | null;

  @Field(() => String, { nullable: true, description: 'The most trusted one that has its history, when not given.' })
  readonly source?: string | null;

  @Field(() => DayScalar)
  readonly from!: Day;

  @Field(() => DayScalar, { description: 'Included; today at the latest.' })
  readonly to!: Day;
}
