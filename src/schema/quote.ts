/** What institutions push: prices and rates, and what became of each. */
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import type { Decimal } from '../domain/decimal.js';
import { IngestOutcome } from '../domain/ingest.js';
import { QuoteKind } from '../domain/quote.js';
import { CurrencyScalar, DayScalar, DecimalScalar, InstantScalar, QuotationUnitScalar } from './scalars.js';

registerEnumType(IngestOutcome, {
  name: 'IngestOutcome',
  description: 'What became of a price or rate that was pushed.',
  valuesConfig: {
    CURRENT: { description: 'It is the current one now, and every affected portfolio is being revalued.' },
    HISTORY: { description: 'Recorded for its day; a newer or more trusted one stays current.' },
    DUPLICATE: { description: 'Known already, or taken back here (`WITHDRAWN`); nothing changed.' },
    HELD: {
      description: 'A jump beyond the limit: it waits for a second source, a third repetition or `isConfirmed`; the old price stays.',
    },
    REJECTED: { description: 'Not usable, as `reason` and `message` say; nothing was written.' },
  },
});

@InputType({ description: 'A price from outside. Give `observedAt` for a live price, or `valueDate` for a close or NAV of a day.' })
export class QuoteInput {
  @Field(() => ID)
  readonly instrumentId!: string;

  @Field(() => DecimalScalar, { description: 'Per unit, in what `currency` says; greater than 0; at most 8 decimal places.' })
  readonly price!: Decimal;

  @Field(() => QuotationUnitScalar, {
    description: "Must be the instrument's, or a fraction of it: a price of 7134 in GBX is kept as 71.34 in GBP.",
  })
  readonly currency!: string;

  @Field(() => InstantScalar, { nullable: true, description: 'When the price held; not in the future.' })
  readonly observedAt?: Date | null;

  @Field(() => DayScalar, { nullable: true, description: 'The day a close or NAV belongs to.' })
  readonly valueDate?: Day | null;

  @Field(() => QuoteKind, {
    nullable: true,
    description: 'When not given: LAST with `observedAt`; with `valueDate` NAV for a fund, else CLOSE.',
  })
  readonly kind?: QuoteKind | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The previous close, if the source states one; otherwise the history is asked.',
  })
  readonly previousClose?: Decimal | null;
}

@InputType({ description: 'An exchange rate from outside: `rate` units of `quote` for one unit of `base`.' })
export class FxRateInput {
  @Field(() => CurrencyScalar)
  readonly base!: Currency;

  @Field(() => CurrencyScalar)
  readonly quote!: Currency;

  @Field(() => DecimalScalar, { description: 'Greater than 0; at most 10 decimal places.' })
  readonly rate!: Decimal;

  @Field(() => InstantScalar, { nullable: true, description: 'When the rate held; not in the future.' })
  readonly observedAt?: Date | null;

  @Field(() => DayScalar, { nullable: true, description: 'The day a reference rate belongs to.' })
  readonly valueDate?: Day | null;
}

@ObjectType('IngestResult', { description: 'What became of one of the prices or rates, in the order they were given.' })
export class IngestResultView {
  @Field(() => Int, { description: 'Its place in the request, from 0.' })
  readonly index!: number;

  @Field(() => IngestOutcome)
  readonly outcome!: IngestOutcome;

  @Field(() => String, { nullable: true, description: 'The rule that decided: a `QuoteRule`, or one of docs/API.md, such as FUTURE.' })
  readonly reason!: string | null;

  @Field(() => String, { nullable: true, description: 'The same in words.' })
  readonly message!: string | null;
}

@ObjectType('IngestReport', { description: 'What became of a push.' })
export class IngestReportView {
  @Field(() => Int, { description: 'How many became current or were recorded.' })
  readonly accepted!: number;

  @Field(() => [IngestResultView])
  readonly results!: readonly IngestResultView[];
}
