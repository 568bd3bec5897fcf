/** What the API shows of the daily series. */
import { Field, ObjectType } from 'type-graphql';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import type { Decimal } from '../domain/decimal.js';
import { CurrencyScalar, DayScalar, DecimalScalar } from './scalars.js';

@ObjectType('HistoryPoint', { description: 'The end of a day; today is live.' })
export class HistoryPointView {
  @Field(() => DayScalar)
  readonly day!: Day;

  @Field(() => DecimalScalar)
  readonly total!: Decimal;

  @Field(() => DecimalScalar, { description: 'All that came in from outside less all that went out, since the first entry.' })
  readonly netContribution!: Decimal;

  @Field(() => Boolean, { description: 'True when a price or rate of the day was missing, or a price stale.' })
  readonly isPartial!: boolean;
}

@ObjectType('History', { description: 'Totals by day, in the base currency.' })
export class HistoryView {
  @Field(() => DayScalar, { description: 'Not before the first entry.' })
  readonly from!: Day;

  @Field(() => DayScalar)
  readonly to!: Day;

  @Field(() => CurrencyScalar)
  readonly baseCurrency!: Currency;

  @Field(() => [HistoryPointView], {
    description:
      'Oldest first. When there are more days than points asked for, the first, the last, and the lowest and highest of each stretch.',
  })
  readonly points!: readonly HistoryPointView[];
}
