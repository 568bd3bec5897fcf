/** Splits and dividends that sources propose, for administrators to decide about. */
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type CorporateAction, ProposalStatus } from '../domain/corporate-action.js';
import { CorporateActionView } from '../schema/corporate-action.js';
import { InstrumentView } from '../schema/instrument.js';
import type { CorporateActionService } from '../services/corporate-action.js';
import type { OperationContext } from './context.js';

@Resolver(() => CorporateActionView)
export class CorporateActionResolver {
  constructor(private readonly service: CorporateActionService) {}

  @Query(() => [CorporateActionView], {
    description:
      'Splits and dividends that sources propose, the latest ex-day first; for administrators. ' +
      'Example: `{ corporateActions(status: PROPOSED) { id kind exDate ratioNew ratioOld sources instrument { name } } }`',
  })
  corporateActions(
    @Ctx() { actor }: OperationContext,
    @Arg('first', () => Int, { nullable: true, description: '1 to 200; 50 when not given.' }) first?: number | null,
    @Arg('status', () => ProposalStatus, { nullable: true }) status?: ProposalStatus | null,
    @Arg('instrumentId', () => ID, { nullable: true }) instrumentId?: string | null,
  ) {
    return this.service.list(actor, { first, status, instrumentId });
  }

  @Mutation(() => CorporateActionView, {
    description:
      'Believes a proposal: a split is entered as by recordSplit, of a dividend it is noted that it is right; for administrators. ' +
      'Example: `mutation { acceptCorporateAction(id: "...") { status } }`',
  })
  acceptCorporateAction(@Ctx() { actor }: OperationContext, @Arg('id', () => ID) id: string) {
    return this.service.accept(actor, id);
  }

  @Mutation(() => CorporateActionView, {
    description:
      'Does not believe a proposal: it is not made again; for administrators. ' +
      'Example: `mutation { refuseCorporateAction(id: "...", reason: "Another share class") { status } }`',
  })
  refuseCorporateAction(
    @Ctx() { actor }: OperationContext,
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String, { description: '1 to 300 characters; it is audited.' }) reason: string,
  ) {
    return this.service.refuse(actor, id, reason);
  }

  @FieldResolver(() => InstrumentView, { nullable: true })
  instrument(@Ctx() { instruments }: OperationContext, @Root() { instrumentId }: CorporateAction) {
    return instruments.load(instrumentId);
  }
}
