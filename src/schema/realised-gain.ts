/** What the API shows of realised gains: one row for each lot a sale closed, and their sums. */
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import { CostMethod } from '../domain/account.js';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import type { Decimal } from '../domain/decimal.js';
import { connectionOf } from './connection.js';
import { CurrencyScalar, DayScalar, DecimalScalar, InstantScalar } from './scalars.js';

@ArgsType()
export class ScopeArgs {
  @Field(() => ID, { nullable: true, description: 'The first portfolio when neither is given.' })
  readonly portfolioId?: string | null;

  @Field(() => ID, { nullable: true, description: 'One account alone, in the base currency of its portfolio.' })
  readonly accountId?: string | null;
}

@ArgsType()
export class RealisedGainArgs extends ScopeArgs {
  @Field(() => Int, { nullable: true, description: 'A calendar year; or from and to. This year so far when none is given.' })
  readonly year?: number | null;

  @Field(() => DayScalar, { nullable: true, description: 'The first day.' })
  readonly from?: Day | null;

  @Field(() => DayScalar, { nullable: true, description: 'The last day; today when not given.' })
  readonly to?: Day | null;

  @Field(() => CostMethod, { nullable: true, description: "Which lots sales close, instead of each account's own method." })
  readonly costMethod?: CostMethod | null;

  @Field(() => InstantScalar, { nullable: true, description: 'The report as it would have been given at this instant.' })
  readonly knownAt?: Date | null;

  @Field(() => ID, { nullable: true, description: 'One instrument alone.' })
  readonly instrumentId?: string | null;
}

@ObjectType()
abstract class GainAmountsView {
  @Field(() => DecimalScalar)
  readonly proceeds!: Decimal;

  @Field(() => DecimalScalar, { description: 'Of the units sold, without fees and taxes.' })
  readonly cost!: Decimal;

  @Field(() => DecimalScalar, { description: 'Fees and taxes of the sale and of the purchase.' })
  readonly charges!: Decimal;

  @Field(() => DecimalScalar, { description: 'proceeds - cost' })
  readonly gainBeforeFees!: Decimal;

  @Field(() => DecimalScalar, { description: 'gainBeforeFees - charges' })
  readonly gain!: Decimal;
}

@ObjectType('GainInBase', { description: 'Gains in the base currency: the sale at its rate, the purchase at its own; booked rates first.' })
export class GainInBaseView extends GainAmountsView {
  @Field(() => DecimalScalar, { description: 'What the price made, at the rate of the trade that closed the lot.' })
  readonly priceGain!: Decimal;

  @Field(() => DecimalScalar, {
    description: 'What the rate made of the amount the lot was opened with. priceGain + currencyGain = gainBeforeFees',
  })
  readonly currencyGain!: Decimal;
}

@ObjectType('CurrencyGain', { description: 'Gains of one currency.' })
export class CurrencyGainView extends GainAmountsView {
  @Field(() => CurrencyScalar)
  readonly currency!: Currency;
}

@ObjectType('RealisedGain', { description: 'What closing one lot made. Amounts are in `currency`, the currency of the instrument.' })
export class RealisedGainView extends GainAmountsView {
  @Field(() => Int)
  readonly holdingDays!: number;

  @Field(() => GainInBaseView, { nullable: true, description: 'Null where a rate of the sale or of the purchase is not known.' })
  readonly inBase!: GainInBaseView | null;
}

export const RealisedGainConnectionView = connectionOf(RealisedGainView, 'RealisedGain');

@ObjectType('RealisedGainReport', { description: 'Realised gains of a period, by the day they were made.' })
export class RealisedGainReportView {
  @Field(() => DayScalar)
  readonly from!: Day;

  @Field(() => DayScalar)
  readonly to!: Day;

  @Field(() => CurrencyScalar)
  readonly baseCurrency!: Currency;

  @Field(() => [CurrencyGainView], { description: 'One for each currency.' })
  readonly totals!: readonly CurrencyGainView[];

  @Field(() => GainInBaseView, { description: 'Of the rows that have amounts in the base currency.' })
  readonly totalInBase!: GainInBaseView;

  @Field(() => Int, { description: 'Rows without a known rate, which are not in `totalInBase`.' })
  readonly withoutRate!: number;
}
