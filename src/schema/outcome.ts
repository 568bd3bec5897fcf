/** How the API shows a figure that may be absent: its value, or the reason there is none. */
import { Field, ObjectType } from 'type-graphql';
import type { Decimal } from '../domain/decimal.js';
import { AbsenceReason } from '../domain/outcome.js';
import { DecimalScalar } from './scalars.js';

@ObjectType('Figure', { description: 'A figure, or the reason there is none: exactly one of the two is there.' })
export class FigureView {
  @Field(() => DecimalScalar, { nullable: true })
  readonly value!: Decimal | null;

  @Field(() => AbsenceReason, { nullable: true })
  readonly absence!: AbsenceReason | null;
}
