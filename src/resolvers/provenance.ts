/** Why a price stands, and the administrator's tools for those that should not. */
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Day, dayIn } from '../domain/day.js';
import type { Decimal } from '../domain/decimal.js';
import type { InstrumentId } from '../domain/ids.js';
import type { Quote } from '../domain/quote.js';
import { InstrumentView, QuoteView } from '../schema/instrument.js';
import { HeldQuoteView, QuoteDisagreementView, QuoteReleaseView, QuoteVerdictView, RejectedQuoteView } from '../schema/provenance.js';
import { DayScalar, DecimalScalar, InstantScalar, SafeIntScalar } from '../schema/scalars.js';
import type { HeldQuote, ProvenanceService } from '../services/provenance.js';
import type { OperationContext } from './context.js';
import { verdictView } from './verdict.js';

@Resolver(() => QuoteView)
export class QuoteProvenanceResolver {
  constructor(
    private readonly service: ProvenanceService,
    private readonly now: () => Date,
  ) {}

  @FieldResolver(() => QuoteVerdictView, {
    nullable: true,
    description: 'Why this price; null for one that came before verdicts were kept.',
  })
  async verdict(@Ctx() { actor, loader }: OperationContext, @Root() quote: Quote): Promise<QuoteVerdictView | null> {
    const verdict = await loader('verdicts', (quotes: readonly Quote[]) => this.service.verdicts(actor, quotes)).load(quote);
    return verdict && verdictView(verdict);
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

  @Query(() => [QuoteDisagreementView], {
    description:
      'Pairs of sources that differ by more than they should, newest first; for administrators. ' +
      'Example: `{ quoteDisagreements(first: 20) { instrumentId source price otherSource otherPrice count } }`',
  })
  quoteDisagreements(
    @Ctx() { actor }: OperationContext,
    @Arg('first', () => Int, { nullable: true, description: '1 to 200; 50 when not given.' }) first?: number | null,
  ) {
    return this.service.disagreements(actor, first);
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
    @Arg('observedAt', () => InstantScalar, {
      nullable: true,
      description: 'Of the quote: a streamed price is told before it has a revision of its own, and is found by both.',
    })
    observedAt?: Date | null,
  ) {
    const withdrawn = await this.service.withdraw(actor, { instrumentId, revision, reason, observedAt });
    return instruments.load(withdrawn.instrumentId);
  }

  @Mutation(() => InstrumentView, {
    description:
      'Puts the right price in the place of a wrong one, of the same moment; every day it counted for is valued anew; for administrators. ' +
      'Example: `mutation { correctQuote(instrumentId: "...", revision: 42, price: "231.42", reason: "Typing error") { quote { price } } }`',
  })
  async correctQuote(
    @Ctx() { actor, instruments }: OperationContext,
    @Arg('instrumentId', () => ID) instrumentId: string,
    @Arg('revision', () => SafeIntScalar, { description: 'Of the quote.' }) revision: number,
    @Arg('price', () => DecimalScalar, { description: 'In major units of the instrument.' }) price: Decimal,
    @Arg('reason', () => String, { description: '1 to 300 characters; it is audited.' }) reason: string,
    @Arg('observedAt', () => InstantScalar, {
      nullable: true,
      description: 'Of the quote: a streamed price is told before it has a revision of its own, and is found by both.',
    })
    observedAt?: Date | null,
  ) {
    const corrected = await this.service.correct(actor, { instrumentId, revision, price, reason, observedAt });
    return instruments.load(corrected.instrumentId);
  }

  @Mutation(() => InstrumentView, {
    description:
      'Lets only one source count for an instrument from a day on, or, without a source, every one again. What the others say is kept and shown, ' +
      'and the touched days are valued anew; for administrators. ' +
      'Example: `mutation { pinSource(instrumentId: "...", source: "tiingo", reason: "Yahoo mixes up the classes") { pinnedSource } }`',
  })
  async pinSource(
    @Ctx() { actor, instruments }: OperationContext,
    @Arg('instrumentId', () => ID) instrumentId: string,
    @Arg('reason', () => String, { description: '1 to 300 characters; it is audited.' }) reason: string,
    @Arg('source', () => String, { nullable: true, description: 'Id of a source that knows the instrument; null: none is pinned.' })
    source?: string | null,
    @Arg('from', () => DayScalar, { nullable: true, description: 'Today, when not given.' }) from?: Day | null,
  ) {
    const since = from ?? dayIn('UTC', this.now());
    const pinned = await this.service.pin(actor, { instrumentId, source: source ?? null, from: since, reason });
    instruments.clear(pinned.instrumentId);
    return instruments.load(pinned.instrumentId);
  }
}

@Resolver(() => QuoteDisagreementView)
export class QuoteDisagreementResolver {
  @FieldResolver(() => InstrumentView, { nullable: true })
  instrument(@Ctx() { instruments }: OperationContext, @Root() { instrumentId }: QuoteDisagreementView) {
    return instruments.load(instrumentId as InstrumentId);
  }
}

@Resolver(() => HeldQuoteView)
export class HeldQuoteResolver {
  @FieldResolver(() => InstrumentView, { nullable: true })
  instrument(@Ctx() { instruments }: OperationContext, @Root() { instrumentId }: HeldQuoteView) {
    return instruments.load(instrumentId as InstrumentId);
  }
}

function viewOf({ figure, isDiscarded = false, ...held }: HeldQuote): HeldQuoteView {
  return { ...held, price: figure, isDiscarded };
}
