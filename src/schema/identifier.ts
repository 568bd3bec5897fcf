/** The numbers an instrument has in the world, as they are entered. */
import { Field, InputType } from 'type-graphql';

@InputType({ description: 'Numbers of an instrument with their check digits; what is not given stays, null takes it away.' })
export class IdentifiersInput {
  @Field(() => String, { nullable: true, description: 'Such as 037833100; must be the one a US or Canadian ISIN holds.' })
  readonly cusip?: string | null;

  @Field(() => String, { nullable: true, description: 'Such as 0263494; must be the one a British ISIN holds.' })
  readonly sedol?: string | null;

  @Field(() => String, { nullable: true, description: 'Such as BBG000B9XRY4; of this listing and no other.' })
  readonly figi?: string | null;
}
