/** What a portfolio or an account is made of. */
import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { AllocationBy, type AllocationSlice } from '../domain/allocation.js';
import type { Day } from '../domain/day.js';
import { type InstrumentId, isUuid } from '../domain/ids.js';
import {
  AllocationHistoryView,
  AllocationSeriesConnectionView,
  AllocationSeriesView,
  AllocationSliceConnectionView,
  AllocationSliceView,
  AllocationView,
} from '../schema/allocation.js';
import { orderedConnection, PageInput } from '../schema/connection.js';
import { InstrumentView } from '../schema/instrument.js';
import { ScopeArgs } from '../schema/realised-gain.js';
import { DayScalar, InstantScalar } from '../schema/scalars.js';
import { AS_OF, KNOWN_AT } from '../schema/valuation.js';
import type { Allocation, AllocationHistory, AllocationService } from '../services/allocation.js';
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
    @Arg('asOf', () => DayScalar, { nullable: true, description: AS_OF }) asOf?: Day | null,
    @Arg('knownAt', () => InstantScalar, { nullable: true, description: KNOWN_AT }) knownAt?: Date | null,
  ) {
    return this.service.allocation(actor, { ...scope, by, asOf, knownAt });
  }

  @Query(() => AllocationHistoryView, {
    nullable: true,
    description:
      'What a portfolio or an account was made of over time. ' +
      'Example: `{ allocationHistory(by: CURRENCY, points: 60) { days totals series { nodes { key values } } } }`',
  })
  allocationHistory(
    @Ctx() { actor }: OperationContext,
    @Args(() => ScopeArgs) scope: ScopeArgs,
    @Arg('by', () => AllocationBy) by: AllocationBy,
    @Arg('from', () => DayScalar, { nullable: true, description: 'The first entry when not given.' }) from?: Day | null,
    @Arg('to', () => DayScalar, { nullable: true, description: 'Today when not given.' }) to?: Day | null,
    @Arg('points', () => Int, { nullable: true, description: '2 to 400; 60 when not given.' }) points?: number | null,
  ) {
    return this.service.history(actor, { ...scope, by, from, to, points });
  }

  @FieldResolver(() => AllocationSliceConnectionView, { description: 'The largest first.' })
  slices(@Root() { slices }: Allocation, @Args(() => PageInput) page: PageInput) {
    return orderedConnection(slices, page);
  }
}

@Resolver(() => AllocationHistoryView)
export class AllocationHistoryResolver {
  @FieldResolver(() => AllocationSeriesConnectionView, { description: 'The largest on the last day first.' })
  series(@Root() { series }: AllocationHistory, @Args(() => PageInput) page: PageInput) {
    return orderedConnection(series, page);
  }
}

@Resolver(() => AllocationSeriesView)
export class AllocationSeriesResolver {
  @FieldResolver(() => InstrumentView, { nullable: true, description: 'Of a slice by instrument; null for any other.' })
  async instrument(@Ctx() { instruments }: OperationContext, @Root() { key }: AllocationSeriesView) {
    return isUuid(key) ? instruments.load(key as InstrumentId) : null;
  }
}

@Resolver(() => AllocationSliceView)
export class AllocationSliceResolver {
  @FieldResolver(() => InstrumentView, { nullable: true, description: 'Of a slice by instrument; null for any other.' })
  async instrument(@Ctx() { instruments }: OperationContext, @Root() { key }: AllocationSlice) {
    return isUuid(key) ? instruments.load(key as InstrumentId) : null;
  }
}
