/** What the API shows of the splits of an instrument. */
import { Field, Int, ObjectType } from 'type-graphql';
import type { Day } from '../domain/day.js';
import { DayScalar } from './scalars.js';

@ObjectType('InstrumentSplit', { description: 'ratioNew units for each ratioOld held before exDate; total cost unchanged.' })
export class InstrumentSplitView {
  @Field(() => DayScalar)
  readonly exDate!: Day;

  @Field(() => Int)
  readonly ratioNew!: number;

  @Field(() => Int)
  readonly ratioOld!: number;
}
