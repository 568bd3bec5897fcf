/** Why a price stands, and the administrator's tools for those that should not. */
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Decimal } from '../domain/decimal.js';
import type { Quote } from '../domain/quote.js';
import { RULE_MESSAGES } from '../domain/verdict.js';
import { InstrumentView, QuoteView } from '../schema/instrument.js';
import { HeldQuoteView, QuoteReleaseView, QuoteVerdictView, RejectedQuoteView } from '../schema/provenance.js';
import { SafeIntScalar } from '../schema/scalars.js';
import type { HeldQuote, ProvenanceService } from '../services/provenance.js';
import type { OperationContext } from './context.js';

@Resolver(() => QuoteView)
export class QuoteProvenanceResolver {
  constructor(private readonly service: ProvenanceService) {}

  @FieldResolver(() => QuoteVerdictView, {
    nullable: true,
    description: 'Why this price; null for one that came before verdicts were kept.',
  })
  async verdict(@Ctx() { actor, loader }: OperationContext, @Root() quote: Quote): Promise<QuoteVerdictView | null> {
    const verdict = await loader('verdicts', (quotes: readonly Quote[]) => this.service.verdicts(actor, quotes)).load(quote);
    if (!verdict) return null;
    const losers = verdict.losers.map(({ source, price, observedAt }) => ({
      source,
      price: new Decimal(price),
      observedAt: new Date(observedAt),
    }));
    return { rule: verdict.rule, message: RULE_MESSAGES[verdict.rule], losers };
  }

  @Query(() => [RejectedQuoteView], {
    description:
      'Samples of prices that were refused, newest first; for administrators. Example: `{ rejectedQuotes(first: 20) { source symbol figure reason count } }`',
  })
  rejectedQuotes(
    @Ctx() { actor }: OperationContext,
    @Arg('first', () => Int, { nullable: true, description: '1 to 200; 50 when not given.' }) first?: number | null,
    @Arg('source', () => String, { nullable: true, description: 'Of this source only.' }) source?: string | null,
  ) {
    return this.service.rejected(actor, { first, source });
  }

  @Query(() => [HeldQuoteView], {
    description: 'Prices that wait to be confirmed; for administrators. Example: `{ heldQuotes { instrumentId source price count } }`',
  })
  async heldQuotes(@Ctx() { actor }: OperationContext): Promise<HeldQuoteView[]> {
    return (await this.service.held(actor)).map(viewOf);
  }

  @Mutation(() => QuoteReleaseView, {
    description: 'Lets a held price in; for administrators. Example: `mutation { releaseQuote(instrumentId: "...") { outcome message } }`',
  })
  releaseQuote(@Ctx() { actor }: OperationContext, @Arg('instrumentId', () => ID) instrumentId: string) {
    return this.service.release(actor, instrumentId);
  }

  @Mutation(() => HeldQuoteView, {
    description:
      'Does not believe a held price: its repetition no longer confirms it; for administrators. ' +
      'Example: `mutation { discardHeldQuote(instrumentId: "...") { price isDiscarded } }`',
  })
  async discardHeldQuote(@Ctx() { actor }: OperationContext, @Arg('instrumentId', () => ID) instrumentId: string): Promise<HeldQuoteView> {
    return viewOf(await this.service.discard(actor, instrumentId));
  }

  @Mutation(() => InstrumentView, {
    description:
      'Takes an accepted price back: the best of those that remain takes its place, and every portfolio that holds it is revalued; for ' +
      'administrators. Example: `mutation { withdrawQuote(instrumentId: "...", revision: 42, reason: "Typing error") { quote { price } } }`',
  })
  async withdrawQuote(
    @Ctx() { actor, instruments }: OperationContext,
    @Arg('instrumentId', () => ID) instrumentId: string,
    @Arg('revision', () => SafeIntScalar, { description: 'Of the quote.' }) revision: number,
    @Arg('reason', () => String, { description: '1 to 300 characters; it is audited.' }) reason: string,
  ) {
    const withdrawn = await this.service.withdraw(actor, { instrumentId, revision, reason });
    return instruments.load(withdrawn.instrumentId);
  }
}

function viewOf({ figure, isDiscarded = false, ...held }: HeldQuote): HeldQuoteView {
  return { ...held, price: figure, isDiscarded };
}
