/** Explanations of figures. */
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import type { ExplainedRate } from '../domain/explanation.js';
import { CashExplanationView, type ExplainedRateView, HoldingExplanationView } from '../schema/explanation.js';
import { CurrencyScalar, DayScalar, InstantScalar } from '../schema/scalars.js';
import { AS_OF, KNOWN_AT } from '../schema/valuation.js';
import type { ExplanationService } from '../services/explanation.js';
import type { OperationContext } from './context.js';

@Resolver()
export class ExplanationResolver {
  constructor(private readonly service: ExplanationService) {}

  @Query(() => HoldingExplanationView, {
    description:
      'The lots, entries, price, rates and arithmetic behind a holding: carrying out `steps` gives its figures to the last digit. ' +
      'Example: `{ explainHolding(holdingId: "...:...") { priceRule quote { source observedAt } steps { name terms { name use value } result } } }`',
  })
  async explainHolding(
    @Ctx() { actor }: OperationContext,
    @Arg('holdingId', () => ID, { description: 'accountId:instrumentId' }) holdingId: string,
    @Arg('asOf', () => DayScalar, { nullable: true, description: AS_OF }) asOf?: Day | null,
    @Arg('knownAt', () => InstantScalar, { nullable: true, description: KNOWN_AT }) knownAt?: Date | null,
  ) {
    const explained = await this.service.holding(actor, { holdingId, asOf, knownAt });
    return { ...explained, rates: explained.rates.map(shownRate) };
  }

  @Query(() => CashExplanationView, {
    description:
      'What a balance was made of, kind of entry by kind of entry, and how it is converted. ' +
      'Example: `{ explainCash(accountId: "...", currency: "EUR") { balance { amount value } steps { name result } } }`',
  })
  async explainCash(
    @Ctx() { actor }: OperationContext,
    @Arg('accountId', () => ID) accountId: string,
    @Arg('currency', () => CurrencyScalar) currency: Currency,
    @Arg('asOf', () => DayScalar, { nullable: true, description: AS_OF }) asOf?: Day | null,
    @Arg('knownAt', () => InstantScalar, { nullable: true, description: KNOWN_AT }) knownAt?: Date | null,
  ) {
    const explained = await this.service.cash(actor, { accountId, currency, asOf, knownAt });
    return { ...explained, rates: explained.rates.map(shownRate) };
  }
}

function shownRate({ rate, use, earlierRate }: ExplainedRate): ExplainedRateView {
  return { ...rate, use, earlierRate };
}
