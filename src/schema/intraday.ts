/** What the API shows of totals within recent days. */
import { Field, ObjectType } from 'type-graphql';
import type { Currency } from '../domain/currency.js';
import type { Decimal } from '../domain/decimal.js';
import { CurrencyScalar, DecimalScalar, InstantScalar } from './scalars.js';

@ObjectType('IntradayPoint', { description: 'An instant; the last one is live.' })
export class IntradayPointView {
  @Field(() => InstantScalar)
  readonly at!: Date;

  @Field(() => DecimalScalar, { description: 'At the newest prices and rates of the instant; trades count from the start of their day.' })
  readonly total!: Decimal;

  @Field(() => Boolean, { description: 'True when a price or rate was missing, or a price stale.' })
  readonly isPartial!: boolean;
}

@ObjectType('Intraday', { description: 'Totals of the last hours, in the base currency.' })
export class IntradayView {
  @Field(() => InstantScalar)
  readonly from!: Date;

  @Field(() => InstantScalar)
  readonly to!: Date;

  @Field(() => CurrencyScalar)
  readonly baseCurrency!: Currency;

  @Field(() => [IntradayPointView], { description: 'Oldest first, evenly spaced.' })
  readonly points!: readonly IntradayPointView[];
}
