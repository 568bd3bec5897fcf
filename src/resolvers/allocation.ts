/** What a portfolio or an account is made of. */
import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { AllocationBy, type AllocationSlice } from '../domain/allocation.js';
import type { Day } from '../domain/day.js';
import { type InstrumentId, isUuid } from '../domain/ids.js';
import { AllocationSliceConnectionView, AllocationSliceView, AllocationView } from '../schema/allocation.js';
import { orderedConnection, PageInput } from '../schema/connection.js';
import { InstrumentView } from '../schema/instrument.js';
import { ScopeArgs } from '../schema/realised-gain.js';
import { DayScalar } from '../schema/scalars.js';
import type { Allocation, AllocationService } from '../services/allocation.js';
import type { OperationContext } from './context.js';

@Resolver(() => AllocationView)
export class AllocationResolver {
  constructor(private readonly service: AllocationService) {}

  @Query(() => AllocationView, {
    nullable: true,
    description:
      'What a portfolio is made of, now or at the end of a past day. ' +
      'Example: `{ allocation(by: CURRENCY) { valuation { total } slices { nodes { key value share { value } } } } }`',
  })
  allocation(
    @Ctx() { actor }: OperationContext,
    @Args(() => ScopeArgs) scope: ScopeArgs,
    @Arg('by', () => AllocationBy) by: AllocationBy,
    @Arg('asOf', () => DayScalar, { nullable: true, description: 'A past day, or today; now when not given.' }) asOf?: Day | null,
  ) {
    return this.service.allocation(actor, { ...scope, by, asOf });
  }

  @FieldResolver(() => AllocationSliceConnectionView, { description: 'The largest first.' })
  slices(@Root() { slices }: Allocation, @Args(() => PageInput) page: PageInput) {
    return orderedConnection(slices, page);
  }
}

@Resolver(() => AllocationSliceView)
export class AllocationSliceResolver {
  @FieldResolver(() => InstrumentView, { nullable: true, description: 'Of a slice by instrument; null for any other.' })
  async instrument(@Ctx() { instruments }: OperationContext, @Root() { key }: AllocationSlice) {
    return isUuid(key) ? instruments.load(key as InstrumentId) : null;
  }
}
