/** What the API shows of exchange rates. */
import { Field, ObjectType } from 'type-graphql';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import type { Decimal } from '../domain/decimal.js';
import { Freshness } from '../domain/freshness.js';
import { CurrencyScalar, DayScalar, DecimalScalar, InstantScalar, SafeIntScalar } from './scalars.js';

/** What is said of every rate. */
@ObjectType()
abstract class ObservedRateView {
  @Field(() => CurrencyScalar)
  readonly base!: Currency;

  @Field(() => CurrencyScalar)
  readonly quote!: Currency;

  @Field(() => DecimalScalar)
  readonly rate!: Decimal;

  @Field(() => String, { description: 'Id of the source it came from.' })
  readonly source!: string;

  @Field(() => InstantScalar, { description: "The source's time of the rate; of a reference rate, its fixing that day." })
  readonly observedAt!: Date;

  @Field(() => DayScalar)
  readonly valueDate!: Day;
}

@ObjectType('FxRate', { description: 'One accepted observation of an exchange rate: `rate` units of `quote` for one unit of `base`.' })
export class FxRateView extends ObservedRateView {
  @Field(() => InstantScalar, { description: 'When it reached this platform.' })
  readonly receivedAt!: Date;

  @Field(() => SafeIntScalar, { description: 'Given when the rate was accepted; a higher one is newer.' })
  readonly revision!: number;

  @Field(() => String, { nullable: true, description: "The one source whose rates of the pair count, by an administrator's choice." })
  readonly pinnedSource!: string | null;
}

@ObjectType('ValuationRate', { description: 'A rate a valuation counts at: `rate` units of `quote` for one unit of `base`.' })
export class ValuationRateView extends ObservedRateView {
  @Field(() => Freshness, {
    description: 'FRESH up to one day of reference rates that has closed since, AGING at two, STALE beyond; weekends and feasts are none.',
  })
  readonly freshness!: Freshness;
}
