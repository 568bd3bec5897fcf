/** The sources of prices, for administrators. */
import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { DroppedFileView, SourceEventView, SourceHourView, SourceView } from '../schema/source.js';
import type { SourceService, SourceState } from '../services/source.js';
import type { OperationContext } from './context.js';

@Resolver(() => SourceView)
export class SourceResolver {
  constructor(private readonly service: SourceService) {}

  @Query(() => [SourceView], {
    description:
      'The sources of prices and how they are doing; for administrators. ' +
      'Example: `{ sources { id status lastSuccessAt hours(last: 24) { startsAt successes failures } } }`',
  })
  sources(@Ctx() { actor }: OperationContext) {
    return this.service.sources(actor);
  }

  @Query(() => [DroppedFileView], {
    description:
      'Files of prices that were read, newest first; for administrators. Example: `{ droppedFiles { name at accepted refused failure } }`',
  })
  droppedFiles(
    @Ctx() { actor }: OperationContext,
    @Arg('first', () => Int, { nullable: true, description: '1 to 200; 50 when not given.' }) first?: number | null,
  ) {
    return this.service.files(actor, first);
  }

  @FieldResolver(() => Boolean, { description: 'Whether its prices are made up by the demo market.' })
  isSimulated(@Root() { simulated }: SourceState): boolean {
    return simulated;
  }

  @FieldResolver(() => [SourceEventView], { description: 'Changes of its status, newest first.' })
  events(
    @Ctx() { actor }: OperationContext,
    @Root() { id }: SourceState,
    @Arg('first', () => Int, { nullable: true, description: '1 to 200; 50 when not given.' }) first?: number | null,
  ) {
    return this.service.events(actor, id, first);
  }

  @FieldResolver(() => [SourceHourView], {
    description: 'The last hours in which anything came or failed, oldest first; kept for 90 days.',
  })
  hours(
    @Ctx() { actor }: OperationContext,
    @Root() { id }: SourceState,
    @Arg('last', () => Int, { nullable: true, description: 'Hours to look back: 1 to 2,160; 24 when not given.' }) last?: number | null,
  ) {
    return this.service.hours(actor, id, last);
  }
}
