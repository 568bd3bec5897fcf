/** What the API shows of the names sources have for an instrument. */
import { Field, ID, ObjectType } from 'type-graphql';
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
    description: 'The source does not know it or does not cover it: it is not asked for it before.',
  })
  readonly skippedUntil!: Date | null;

  @Field(() => String, { nullable: true, description: 'UNKNOWN_SYMBOL or ENTITLEMENT; null: it is asked for.' })
  readonly skippedBecause!: string | null;
}

@ObjectType('SkippedSymbol', { description: 'What a source is not asked for, because it does not know or cover it.' })
export class SkippedSymbolView {
  @Field(() => String)
  readonly source!: string;

  @Field(() => String)
  readonly symbol!: string;

  @Field(() => String, { description: 'UNKNOWN_SYMBOL or ENTITLEMENT.' })
  readonly kind!: string;

  @Field(() => InstantScalar, { description: 'It is asked again then, or when its symbol is entered anew.' })
  readonly until!: Date;

  @Field(() => ID, { nullable: true, description: 'Null when nothing is called so any more.' })
  readonly instrumentId!: string | null;

  @Field(() => Boolean, { description: 'Three sources or more do not know the instrument: compare its own numbers.' })
  readonly isSuspect!: boolean;
}
