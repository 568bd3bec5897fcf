/** What the API shows of valuations: totals, holdings, cash, and the reasons why something is missing. */
import { Field, ID, ObjectType } from 'type-graphql';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import type { Decimal } from '../domain/decimal.js';
import { Freshness } from '../domain/freshness.js';
import { GapReason } from '../domain/gap.js';
import { QuoteKind } from '../domain/quote.js';
import { connectionOf } from './connection.js';
import { CurrencyScalar, DayScalar, DecimalScalar, InstantScalar, SafeIntScalar } from './scalars.js';

export const GAP_MESSAGES: Readonly<Record<GapReason, string>> = {
  NO_PRICE: 'No price is known, so it is not in the total.',
  STALE_PRICE: 'The price is older than it should be; it still counts.',
  STALE_RATE: 'The exchange rate into the base currency is older than it should be; it still counts.',
  NO_RATE: 'No exchange rate into the base currency is known, so what is in this currency is not in the total.',
  NO_PREVIOUS_CLOSE: "No price of an earlier day is known, or too much was traded since the price, so the day's change leaves it out.",
};

export const COST_METHOD = "Which lots disposals have closed, instead of each account's own method: gives other lots, costs and gains.";
export const AS_OF = 'A past day, at its end, or today; now when not given.';
export const KNOWN_AT =
  'A past instant: what would have been answered then, before later entries, amendments, prices and corrections. Its day counts where no other is given.';

@ObjectType('Gap', { description: 'Why a figure is incomplete.' })
export class GapView {
  @Field(() => GapReason)
  readonly reason!: GapReason;

  @Field(() => ID, { nullable: true })
  readonly instrumentId!: string | null;

  @Field(() => CurrencyScalar, { nullable: true })
  readonly currency!: Currency | null;
}

@ObjectType('CashBalance', { description: 'Cash of one currency in one account.' })
export class CashBalanceView {
  @Field(() => ID)
  readonly accountId!: string;

  @Field(() => CurrencyScalar)
  readonly currency!: Currency;

  @Field(() => DecimalScalar, { description: 'In `currency`; below zero it is an overdraft.' })
  readonly amount!: Decimal;

  @Field(() => DecimalScalar, { nullable: true, description: 'In the base currency; null without a rate.' })
  readonly value!: Decimal | null;
}

@ObjectType('Lot', { description: "What one acquisition left open. Amounts are in the holding's currency." })
export class LotView {
  @Field(() => ID, { description: 'The acquisition; give it in `lotIds` to sell this lot.' })
  readonly id!: string;

  @Field(() => DayScalar)
  readonly tradeDate!: Day;

  @Field(() => DecimalScalar)
  readonly quantity!: Decimal;

  @Field(() => DecimalScalar, { description: 'Without fees and taxes.' })
  readonly cost!: Decimal;

  @Field(() => DecimalScalar, { description: 'cost and the fees and taxes of the purchase.' })
  readonly costBasis!: Decimal;

  @Field(() => DecimalScalar, { nullable: true, description: "Its share of the holding's; null without a price." })
  readonly marketValue!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'marketValue - cost' })
  readonly unrealisedGainBeforeFees!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'marketValue - costBasis' })
  readonly unrealisedGain!: Decimal | null;
}

export const LotConnectionView = connectionOf(LotView, 'Lot');

@ObjectType('Holding', { description: 'A position with its price and value. Amounts are in the base currency unless they say otherwise.' })
export class HoldingView {
  @Field(() => ID, { description: 'accountId:instrumentId' })
  readonly id!: string;

  @Field(() => ID)
  readonly accountId!: string;

  @Field(() => ID)
  readonly instrumentId!: string;

  @Field(() => DecimalScalar)
  readonly quantity!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Per unit, in `currency`; before a first quote the position's own last trade price.",
  })
  readonly price!: Decimal | null;

  @Field(() => CurrencyScalar, { description: "The instrument's currency." })
  readonly currency!: Currency;

  @Field(() => QuoteKind, { nullable: true, description: "Null where the price is the position's own trade price." })
  readonly priceKind!: QuoteKind | null;

  @Field(() => InstantScalar, { nullable: true, description: "The source's time of the price." })
  readonly priceObservedAt!: Date | null;

  @Field(() => DayScalar, { nullable: true, description: 'The day the price belongs to.' })
  readonly priceDate!: Day | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'The last price published for an earlier day, in `currency`.' })
  readonly previousClose!: Decimal | null;

  @Field(() => DayScalar, { nullable: true })
  readonly previousCloseDate!: Day | null;

  @Field(() => String, { nullable: true, description: "Id of the price's source; `trade` for the position's own trade price." })
  readonly source!: string | null;

  @Field(() => Freshness, { nullable: true, description: 'Null without a price.' })
  readonly freshness!: Freshness | null;

  @Field(() => Boolean)
  readonly isStale!: boolean;

  @Field(() => DecimalScalar, { nullable: true, description: 'quantity x price x multiplier, in `currency`.' })
  readonly marketValue!: Decimal | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The market value in the base currency, rounded once to 8 decimal places; null without a price or rate.',
  })
  readonly value!: Decimal | null;

  @Field(() => DecimalScalar, { description: 'What the open lots cost, fees and taxes included, in `currency`.' })
  readonly costBasis!: Decimal;

  @Field(() => DecimalScalar, { description: 'The same without fees and taxes, in `currency`.' })
  readonly costBasisWithoutFees!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'The cost basis in the base currency: each lot at the rate it was booked at, else at that of its day; at the current rate where neither is known.',
  })
  readonly costBasisInBase!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'value - costBasisInBase' })
  readonly unrealisedGain!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'The same without the fees and taxes of the purchases.' })
  readonly unrealisedGainBeforeFees!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'What the price made of it, at the current rate.' })
  readonly unrealisedGainPrice!: Decimal | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'What the rate made of the cost; with the price part it is the gain before fees. Null where the rate of a purchase is not known.',
  })
  readonly unrealisedGainCurrency!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Against the previous close; units traded since count from their own price.' })
  readonly dayChange!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'The part of the day change made by the price.' })
  readonly dayChangePrice!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'The part made by the exchange rate; null when no earlier rate is known.' })
  readonly dayChangeCurrency!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'As a fraction: 0.0125 is 1.25 %.' })
  readonly dayChangeRatio!: Decimal | null;
}

export const HoldingConnectionView = connectionOf(HoldingView, 'Holding');

@ObjectType('Valuation', { description: 'Holdings, cash and totals of a portfolio at an instant, in its base currency.' })
export class ValuationView {
  @Field(() => ID)
  readonly portfolioId!: string;

  @Field(() => CurrencyScalar)
  readonly baseCurrency!: Currency;

  @Field(() => DayScalar, { nullable: true, description: 'The past day that was asked for; null for the live valuation.' })
  readonly day!: Day | null;

  @Field(() => InstantScalar, { nullable: true, description: "The source's time of the newest quote in it; null when it has none." })
  readonly asOf!: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: "The source's time of the oldest quote in it that is not `FINAL`." })
  readonly asOfEarliest!: Date | null;

  @Field(() => SafeIntScalar, {
    description:
      'Strictly increasing in a subscription, also when it is made anew at another instance; a jump means that states were merged, never that one was lost.',
  })
  readonly sequence!: number;

  @Field(() => DecimalScalar, { description: 'marketValue + cash, of everything that has a value.' })
  readonly total!: Decimal;

  @Field(() => DecimalScalar, { description: 'Exact sum of the values of the holdings.' })
  readonly marketValue!: Decimal;

  @Field(() => DecimalScalar, { description: 'Exact sum of the values of the cash balances.' })
  readonly cash!: Decimal;

  @Field(() => DecimalScalar, { nullable: true, description: 'Of the holdings that have a value; null when none has.' })
  readonly costBasis!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'marketValue - costBasis' })
  readonly unrealisedGain!: Decimal | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Of the holdings whose change is known; null when there are holdings and none is.',
  })
  readonly dayChange!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true })
  readonly dayChangePrice!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true })
  readonly dayChangeCurrency!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'dayChange / (total - dayChange), as a fraction.' })
  readonly dayChangeRatio!: Decimal | null;

  @Field(() => Boolean, { description: 'True when a price or rate is missing or stale; `gaps` says which.' })
  readonly isPartial!: boolean;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The share of holdings and cash that counts at a stale price or rate, 0 to 1.',
  })
  readonly staleShare!: Decimal | null;

  @Field(() => [GapView])
  readonly gaps!: readonly GapView[];

  @Field(() => [CashBalanceView])
  readonly cashBalances!: readonly CashBalanceView[];

  @Field(() => [HoldingView], { description: 'Ordered by account and instrument; closed positions are not in it.' })
  readonly holdings!: readonly HoldingView[];
}
