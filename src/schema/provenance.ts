/** Why a price stands, and what was not believed. */
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import type { Decimal } from '../domain/decimal.js';
import { IngestOutcome } from '../domain/ingest.js';
import { QuoteKind } from '../domain/quote.js';
import { RULE_MESSAGES, Rule } from '../domain/verdict.js';
import { CurrencyScalar, DayScalar, DecimalScalar, InstantScalar } from './scalars.js';

registerEnumType(Rule, {
  name: 'QuoteRule',
  description: 'The rule by which a price was accepted or not.',
  valuesConfig: Object.fromEntries(Object.entries(RULE_MESSAGES).map(([rule, description]) => [rule, { description }])),
});

@ObjectType('QuoteLoser', { description: 'What another source said at the time.' })
export class QuoteLoserView {
  @Field(() => String)
  readonly source!: string;

  @Field(() => DecimalScalar)
  readonly price!: Decimal;

  @Field(() => InstantScalar)
  readonly observedAt!: Date;
}

@ObjectType('QuoteVerdict', { description: 'Why this price.' })
export class QuoteVerdictView {
  @Field(() => Rule)
  readonly rule!: Rule;

  @Field(() => String, { description: 'The rule in words.' })
  readonly message!: string;

  @Field(() => [QuoteLoserView], { description: 'The newest word of each other source, which did not become the price; 5 at most.' })
  readonly losers!: readonly QuoteLoserView[];
}

@ObjectType('HeldQuote', {
  description: 'A price that jumped too far: it waits for a second source, a third repetition or an administrator.',
})
export class HeldQuoteView {
  @Field(() => ID)
  readonly instrumentId!: string;

  @Field(() => String)
  readonly source!: string;

  @Field(() => DecimalScalar, { description: 'In major units of the instrument.' })
  readonly price!: Decimal;

  @Field(() => QuoteKind, { nullable: true })
  readonly kind!: QuoteKind | null;

  @Field(() => InstantScalar)
  readonly observedAt!: Date;

  @Field(() => DayScalar)
  readonly valueDate!: Day;

  @Field(() => InstantScalar)
  readonly receivedAt!: Date;

  @Field(() => Int, { description: 'Observations in a row at this level.' })
  readonly count!: number;

  @Field(() => Boolean, { description: 'Whether an administrator does not believe it: repetition no longer confirms it.' })
  readonly isDiscarded!: boolean;
}

@ObjectType('RejectedQuote', { description: 'A sample of what was refused: the newest of a source, symbol and reason.' })
export class RejectedQuoteView {
  @Field(() => String)
  readonly source!: string;

  @Field(() => String, { description: "The source's own symbol, or the pair of a rate." })
  readonly symbol!: string;

  @Field(() => String, { description: 'As the source wrote it.' })
  readonly figure!: string;

  @Field(() => String)
  readonly reason!: string;

  @Field(() => String)
  readonly message!: string;

  @Field(() => Int, { description: 'How often.' })
  readonly count!: number;

  @Field(() => InstantScalar)
  readonly at!: Date;
}

@ObjectType('QuoteRelease', { description: 'What became of a held price that was let in.' })
export class QuoteReleaseView {
  @Field(() => IngestOutcome)
  readonly outcome!: IngestOutcome;

  @Field(() => String)
  readonly reason!: string;

  @Field(() => String)
  readonly message!: string;
}

@ObjectType('QuoteDisagreement', {
  description:
    'Two sources that said prices of the same minutes, or of the same day, which differ by more than 0.5 %, or of a NAV by more than rounding.',
})
export class QuoteDisagreementView {
  @Field(() => ID)
  readonly instrumentId!: string;

  @Field(() => String)
  readonly source!: string;

  @Field(() => DecimalScalar, { description: 'What it said last.' })
  readonly price!: Decimal;

  @Field(() => String, { description: 'Whose price stood then.' })
  readonly otherSource!: string;

  @Field(() => DecimalScalar)
  readonly otherPrice!: Decimal;

  @Field(() => Int, { description: 'How often.' })
  readonly count!: number;

  @Field(() => InstantScalar)
  readonly firstAt!: Date;

  @Field(() => InstantScalar)
  readonly at!: Date;
}

@ObjectType('HeldRate', {
  description: 'An exchange rate that jumped too far: it waits for a second source, a third repetition or an administrator.',
})
export class HeldRateView {
  @Field(() => CurrencyScalar)
  readonly base!: Currency;

  @Field(() => CurrencyScalar)
  readonly quote!: Currency;

  @Field(() => DecimalScalar, { description: 'Units of `quote` for one unit of `base`.' })
  readonly rate!: Decimal;

  @Field(() => String)
  readonly source!: string;

  @Field(() => InstantScalar)
  readonly observedAt!: Date;

  @Field(() => DayScalar)
  readonly valueDate!: Day;

  @Field(() => InstantScalar)
  readonly receivedAt!: Date;

  @Field(() => Int, { description: 'Observations in a row at this level.' })
  readonly count!: number;

  @Field(() => Boolean, { description: 'Whether an administrator does not believe it: repetition no longer confirms it.' })
  readonly isDiscarded!: boolean;
}

@ObjectType('RateDisagreement', {
  description: 'Two sources whose rates of the same minutes, or of the same fixing, differ by more than 0.5 %.',
})
export class RateDisagreementView {
  @Field(() => CurrencyScalar)
  readonly base!: Currency;

  @Field(() => CurrencyScalar)
  readonly quote!: Currency;

  @Field(() => String)
  readonly source!: string;

  @Field(() => DecimalScalar, { description: 'What it said last.' })
  readonly rate!: Decimal;

  @Field(() => String, { description: 'Whose rate stood then.' })
  readonly otherSource!: string;

  @Field(() => DecimalScalar)
  readonly otherRate!: Decimal;

  @Field(() => Int, { description: 'How often.' })
  readonly count!: number;

  @Field(() => InstantScalar)
  readonly firstAt!: Date;

  @Field(() => InstantScalar)
  readonly at!: Date;
}
