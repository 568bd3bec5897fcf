/** What the API shows of how a figure came about. */
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import type { Decimal } from '../domain/decimal.js';
import { TermUse } from '../domain/explanation.js';
import { connectionOf } from './connection.js';
import { QuoteView } from './instrument.js';
import { CurrencyScalar, DayScalar, DecimalScalar, InstantScalar, SafeIntScalar } from './scalars.js';
import { TransactionView } from './transaction.js';
import { CashBalanceView, GapView, HoldingView } from './valuation.js';

registerEnumType(TermUse, {
  name: 'TermUse',
  description: 'How a number enters a step.',
  valuesConfig: { ROOT: { description: 'Its square root is the result; it is the only term.' } },
});

/** The same words as the service's: the schema does not know services. */
export const PriceRuleName = {
  CURRENT: 'CURRENT',
  NEWEST_OF_DAY: 'NEWEST_OF_DAY',
  OWN_TRADE: 'OWN_TRADE',
  FACE_VALUE: 'FACE_VALUE',
} as const;
export type PriceRuleName = (typeof PriceRuleName)[keyof typeof PriceRuleName];

registerEnumType(PriceRuleName, {
  name: 'PriceRule',
  description: 'Which rule chose the price.',
  valuesConfig: {
    CURRENT: { description: 'The current quote, which won over every other.' },
    NEWEST_OF_DAY: {
      description: 'The newest by day, then by time, then by the trust in its source, then by revision, up to the day asked for.',
    },
    OWN_TRADE: { description: "No quote is known: the position's own last trade price." },
    FACE_VALUE: { description: 'Cash held as an instrument counts at 1.' },
  },
});

@ObjectType('ExplainedTerm', { description: 'One number of a step.' })
export class ExplainedTermView {
  @Field(() => String, { description: "What it is; the name of an earlier step where it is that step's result." })
  readonly name!: string;

  @Field(() => TermUse)
  readonly use!: TermUse;

  @Field(() => DecimalScalar)
  readonly value!: Decimal;
}

@ObjectType('ExplainedStep', {
  description: 'Terms that are all added up, or all multiplied and divided; or one whose square root is taken.',
})
export class ExplainedStepView {
  @Field(() => String, { description: 'The figure it comes to, such as `value`, or the name later steps use.' })
  readonly name!: string;

  @Field(() => [ExplainedTermView])
  readonly terms!: readonly ExplainedTermView[];

  @Field(() => Int, {
    nullable: true,
    description: 'Decimal places the result is rounded to, half to even; null where it is exact, or has 60 places.',
  })
  readonly scale!: number | null;

  @Field(() => DecimalScalar)
  readonly result!: Decimal;
}

@ObjectType('ExplainedRate', { description: 'An exchange rate that was used.' })
export class ExplainedRateView {
  @Field(() => CurrencyScalar)
  readonly base!: Currency;

  @Field(() => CurrencyScalar)
  readonly quote!: Currency;

  @Field(() => DecimalScalar, { description: 'Units of `quote` for one unit of `base`.' })
  readonly rate!: Decimal;

  @Field(() => TermUse, { description: 'TIMES or DIVIDED_BY.' })
  readonly use!: TermUse;

  @Field(() => DecimalScalar, { nullable: true, description: 'The rate the previous close counts at.' })
  readonly earlierRate!: Decimal | null;

  @Field(() => String)
  readonly source!: string;

  @Field(() => DayScalar)
  readonly valueDate!: Day;

  @Field(() => InstantScalar)
  readonly observedAt!: Date;

  @Field(() => InstantScalar)
  readonly receivedAt!: Date;

  @Field(() => SafeIntScalar)
  readonly revision!: number;
}

@ObjectType('BookedRate', { description: 'The exchange rate an entry was booked at.' })
export class BookedRateView {
  @Field(() => CurrencyScalar)
  readonly currency!: Currency;

  @Field(() => DecimalScalar, { description: "Units of `currency` for one unit of the instrument's." })
  readonly rate!: Decimal;
}

@ObjectType('ExplainedLot', { description: "What an acquisition left open. Amounts are in the holding's currency." })
export class ExplainedLotView {
  @Field(() => ID, { description: 'The acquisition.' })
  readonly id!: string;

  @Field(() => DayScalar)
  readonly tradeDate!: Day;

  @Field(() => DecimalScalar)
  readonly quantity!: Decimal;

  @Field(() => DecimalScalar, { description: 'Without fees and taxes.' })
  readonly cost!: Decimal;

  @Field(() => DecimalScalar, { description: 'Fees and taxes.' })
  readonly charges!: Decimal;

  @Field(() => BookedRateView, { nullable: true, description: 'The rate the purchase was booked at.' })
  readonly bookedRate!: BookedRateView | null;
}

export const ExplainedLotConnectionView = connectionOf(ExplainedLotView, 'ExplainedLot');

@ObjectType('ExplainedSplit', { description: 'A split that older prices are adjusted for.' })
export class ExplainedSplitView {
  @Field(() => DayScalar)
  readonly day!: Day;

  @Field(() => Int)
  readonly ratioNew!: number;

  @Field(() => Int)
  readonly ratioOld!: number;
}

@ObjectType('HoldingExplanation', { description: 'Everything the figures of a holding were made of.' })
export class HoldingExplanationView {
  @Field(() => HoldingView)
  readonly holding!: HoldingView;

  @Field(() => CurrencyScalar)
  readonly baseCurrency!: Currency;

  @Field(() => DayScalar, { nullable: true, description: 'The past day asked for; null for now.' })
  readonly day!: Day | null;

  @Field(() => InstantScalar, { nullable: true })
  readonly knownAt!: Date | null;

  @Field(() => PriceRuleName, { nullable: true, description: 'Null without a price.' })
  readonly priceRule!: PriceRuleName | null;

  @Field(() => QuoteView, { nullable: true })
  readonly quote!: QuoteView | null;

  @Field(() => [ExplainedRateView], { description: "From the instrument's currency into the base currency, in their order." })
  readonly rates!: readonly ExplainedRateView[];

  @Field(() => [ExplainedLotView])
  readonly lots!: readonly ExplainedLotView[];

  @Field(() => [ExplainedSplitView])
  readonly splits!: readonly ExplainedSplitView[];

  @Field(() => [TransactionView], { description: 'The entries behind it as they said then, newest trade date first; 500 at most.' })
  readonly entries!: readonly TransactionView[];

  @Field(() => Int)
  readonly entryCount!: number;

  @Field(() => [ExplainedStepView], { description: 'In order: later steps use earlier ones.' })
  readonly steps!: readonly ExplainedStepView[];

  @Field(() => [GapView])
  readonly gaps!: readonly GapView[];
}

@ObjectType('CashExplanation', { description: 'What a balance was made of.' })
export class CashExplanationView {
  @Field(() => CashBalanceView)
  readonly balance!: CashBalanceView;

  @Field(() => CurrencyScalar)
  readonly baseCurrency!: Currency;

  @Field(() => DayScalar, { nullable: true })
  readonly day!: Day | null;

  @Field(() => InstantScalar, { nullable: true })
  readonly knownAt!: Date | null;

  @Field(() => [ExplainedRateView])
  readonly rates!: readonly ExplainedRateView[];

  @Field(() => [ExplainedStepView])
  readonly steps!: readonly ExplainedStepView[];

  @Field(() => Int, { description: 'Movements counted.' })
  readonly entryCount!: number;
}
