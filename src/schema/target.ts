/** What the API shows of target weights, and what clients set. */
import { Field, InputType, ObjectType } from 'type-graphql';
import type { Decimal } from '../domain/decimal.js';
import { DecimalScalar } from './scalars.js';

const KEY = "An instrument's or account's id, a kind, or a currency, as in a slice; `CASH` for cash among instruments.";

@ObjectType('Target', { description: 'What share of the portfolio something should be.' })
export class TargetView {
  @Field(() => String, { description: KEY })
  readonly key!: string;

  @Field(() => DecimalScalar, { description: 'Of the total, as a fraction.' })
  readonly weight!: Decimal;
}

@InputType({ description: 'The weight of one slice.' })
export class TargetInput {
  @Field(() => String, { description: KEY })
  readonly key!: string;

  @Field(() => DecimalScalar, { description: 'A fraction from 0 to 1; all together exactly 1.' })
  readonly weight!: Decimal;
}
