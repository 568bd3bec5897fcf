/** Exchange rates, why they stand, and the administrator's tools for those that should not. */
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Currency } from '../domain/currency.js';
import { type Day, dayIn } from '../domain/day.js';
import type { Decimal } from '../domain/decimal.js';
import { Freshness, rateFreshness } from '../domain/freshness.js';
import type { FxRate } from '../domain/fx.js';
import { FxRateView } from '../schema/fx-rate.js';
import { HeldRateView, QuoteReleaseView, QuoteVerdictView, RateDisagreementView } from '../schema/provenance.js';
import { CurrencyScalar, DayScalar, DecimalScalar, SafeIntScalar } from '../schema/scalars.js';
import type { HeldRate, RateProvenanceService } from '../services/rate-provenance.js';
import type { OperationContext } from './context.js';
import { verdictView } from './verdict.js';

@ArgsType()
class PairArgs {
  @Field(() => CurrencyScalar)
  readonly base!: Currency;

  @Field(() => CurrencyScalar)
  readonly quote!: Currency;

  @Field(() => String, { description: '1 to 300 characters; it is audited.' })
  readonly reason!: string;
}

@Resolver(() => FxRateView)
export class FxRateResolver {
  constructor(
    private readonly service: RateProvenanceService,
    private readonly now: () => Date,
  ) {}

  @Query(() => [FxRateView], {
    description:
      'The current exchange rate of every pair, or the one that held at the end of a day; other pairs are crossed through EUR or USD. ' +
      'Example: `{ fxRates(day: "2026-11-18") { base quote rate source valueDate verdict { rule losers { source price } } } }`',
  })
  fxRates(@Ctx() { actor }: OperationContext, @Arg('day', () => DayScalar, { nullable: true }) day?: Day | null) {
    return this.service.list(actor, day ?? null);
  }

  @Query(() => [HeldRateView], {
    description: 'Exchange rates that wait to be confirmed; for administrators. Example: `{ heldRates { base quote source rate count } }`',
  })
  async heldRates(@Ctx() { actor }: OperationContext): Promise<HeldRateView[]> {
    return (await this.service.held(actor)).map(viewOf);
  }

  @Query(() => [RateDisagreementView], {
    description:
      'Pairs of sources whose exchange rates differ by more than they should, newest first; for administrators. ' +
      'Example: `{ rateDisagreements(first: 20) { base quote source rate otherSource otherRate count } }`',
  })
  rateDisagreements(
    @Ctx() { actor }: OperationContext,
    @Arg('first', () => Int, { nullable: true, description: '1 to 200; 50 when not given.' }) first?: number | null,
  ) {
    return this.service.disagreements(actor, first);
  }

  @Mutation(() => QuoteReleaseView, {
    description:
      'Lets a held rate in; for administrators. Example: `mutation { releaseRate(base: "EUR", quote: "USD") { outcome message } }`',
  })
  releaseRate(
    @Ctx() { actor }: OperationContext,
    @Arg('base', () => CurrencyScalar) base: Currency,
    @Arg('quote', () => CurrencyScalar) quote: Currency,
  ) {
    return this.service.release(actor, { base, quote });
  }

  @Mutation(() => HeldRateView, {
    description:
      'Does not believe a held rate: its repetition no longer confirms it; for administrators. ' +
      'Example: `mutation { discardHeldRate(base: "EUR", quote: "USD") { rate isDiscarded } }`',
  })
  async discardHeldRate(
    @Ctx() { actor }: OperationContext,
    @Arg('base', () => CurrencyScalar) base: Currency,
    @Arg('quote', () => CurrencyScalar) quote: Currency,
  ): Promise<HeldRateView> {
    return viewOf(await this.service.discard(actor, { base, quote }));
  }

  @Mutation(() => FxRateView, {
    description:
      'Takes an accepted rate back: the best of those that remain takes its place, and every day it counted for is valued anew; for administrators. ' +
      'Example: `mutation { withdrawFxRate(base: "EUR", quote: "USD", revision: 42, reason: "Typing error") { rate source } }`',
  })
  withdrawFxRate(
    @Ctx() { actor }: OperationContext,
    @Args(() => PairArgs) { base, quote, reason }: PairArgs,
    @Arg('revision', () => SafeIntScalar, { description: 'Of the rate.' }) revision: number,
  ) {
    return this.service.withdraw(actor, { base, quote, reason, revision });
  }

  @Mutation(() => FxRateView, {
    description:
      'Puts the right rate in the place of a wrong one, of the same moment; every day it counted for is valued anew; for administrators. ' +
      'Example: `mutation { correctFxRate(base: "EUR", quote: "USD", revision: 42, rate: "1.1604", reason: "Typing error") { rate } }`',
  })
  correctFxRate(
    @Ctx() { actor }: OperationContext,
    @Args(() => PairArgs) { base, quote, reason }: PairArgs,
    @Arg('revision', () => SafeIntScalar, { description: 'Of the rate.' }) revision: number,
    @Arg('rate', () => DecimalScalar, { description: 'Units of `quote` for one unit of `base`.' }) rate: Decimal,
  ) {
    return this.service.correct(actor, { base, quote, reason, revision, rate });
  }

  @Mutation(() => FxRateView, {
    description:
      'Lets only one source count for a pair from a day on, or, without a source, every one again; for administrators. ' +
      'Example: `mutation { pinFxSource(base: "EUR", quote: "USD", source: "ecb", reason: "Official valuation") { source pinnedSource } }`',
  })
  pinFxSource(
    @Ctx() { actor }: OperationContext,
    @Args(() => PairArgs) { base, quote, reason }: PairArgs,
    @Arg('source', () => String, { nullable: true, description: 'Id of a source; null: none is pinned.' }) source?: string | null,
    @Arg('from', () => DayScalar, { nullable: true, description: 'Today, when not given.' }) from?: Day | null,
  ) {
    return this.service.pin(actor, { base, quote, reason, source: source ?? null, from: from ?? dayIn('UTC', this.now()) });
  }

  @FieldResolver(() => QuoteVerdictView, {
    nullable: true,
    description: 'Why this rate; null for one that was late or came before verdicts were kept.',
  })
  async verdict(@Ctx() { actor, loader }: OperationContext, @Root() rate: FxRate): Promise<QuoteVerdictView | null> {
    const verdict = await loader('rateVerdicts', (rates: readonly FxRate[]) => this.service.verdicts(actor, rates)).load(rate);
    return verdict && verdictView(verdict);
  }

  @FieldResolver(() => DecimalScalar, { nullable: true, description: 'The last rate of an earlier day.' })
  previousRate(@Root() { previous }: FxRate): Decimal | null {
    return previous?.rate ?? null;
  }

  @FieldResolver(() => Freshness, { description: 'How current it is now, by the days of reference rates that have closed since.' })
  freshness(@Root() rate: FxRate): Freshness {
    return rateFreshness(rate, this.now());
  }

  @FieldResolver(() => DayScalar, { nullable: true, description: 'Its day.' })
  previousRateDate(@Root() { previous }: FxRate): Day | null {
    return previous?.valueDate ?? null;
  }
}

function viewOf({ figure, isDiscarded = false, ...held }: HeldRate): HeldRateView {
  return { ...held, rate: figure, isDiscarded };
}
