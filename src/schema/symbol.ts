/** What the API shows of the names sources have for an instrument. */
import { Field, ObjectType } from 'type-graphql';
import { InstantScalar } from './scalars.js';

@ObjectType('SourceSymbol', { description: 'What a source calls an instrument.' })
export class SourceSymbolView {
  @Field(() => String)
  readonly source!: string;

  @Field(() => String)
  readonly symbol!: string;

  @Field(() => Boolean, { description: 'By hand; else derived from ticker, venue, ISIN or scheme code.' })
  readonly isEntered!: boolean;

  @Field(() => InstantScalar, {
    nullable: true,
    description: 'The source does not know it or does not cover it: it is not asked for it before, as far as this instance asks it.',
  })
  readonly skippedUntil!: Date | null;
}
