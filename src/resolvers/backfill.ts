/** The fetching of past prices, for administrators. */
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Backfill, BackfillStatus } from '../domain/backfill.js';
import { BackfillInput, BackfillView } from '../schema/backfill.js';
import { InstrumentView } from '../schema/instrument.js';
import type { BackfillService } from '../services/backfill.js';
import type { OperationContext } from './context.js';
import { ofInput } from './input.js';

@Resolver(() => BackfillView)
export class BackfillResolver {
  constructor(private readonly service: BackfillService) {}

  @Query(() => [BackfillView], {
    description:
      'Past prices being fetched, and those that were; for administrators. Example: `{ backfills(status: RUNNING) { id nextDay stored } }`',
  })
  backfills(
    @Ctx() { actor }: OperationContext,
    @Arg('first', () => Int, { nullable: true, description: '1 to 200; 50 when not given.' }) first?: number | null,
    @Arg('status', () => BackfillStatus, { nullable: true }) status?: BackfillStatus | null,
  ) {
    return this.service.list(actor, { first, status });
  }

  @Mutation(() => BackfillView, {
    description:
      'Asks for the past prices of an instrument, or a source for past exchange rates, which come with the next cycles of the source; for administrators. ' +
      'Example: `mutation { startBackfill(input: {instrumentId: "...", from: "2024-01-01", to: "2026-11-18"}) { id source } }`',
  })
  startBackfill(@Ctx() { actor }: OperationContext, @Arg('input', () => BackfillInput) input: BackfillInput) {
    return ofInput('input', () => this.service.start(actor, input));
  }

  @Mutation(() => BackfillView, {
    description: 'Ends a backfill; what it brought stays. For administrators. Example: `mutation { cancelBackfill(id: "...") { status } }`',
  })
  cancelBackfill(@Ctx() { actor }: OperationContext, @Arg('id', () => ID) id: string) {
    return this.service.cancel(actor, id);
  }

  @FieldResolver(() => InstrumentView, { nullable: true })
  instrument(@Ctx() { instruments }: OperationContext, @Root() { instrumentId }: Backfill) {
    return instrumentId && instruments.load(instrumentId);
  }
}
