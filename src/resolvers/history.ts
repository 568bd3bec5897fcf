/** The daily series of a portfolio or an account. */
import { Arg, Args, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { Day } from '../domain/day.js';
import { HistoryView } from '../schema/history.js';
import { ScopeArgs } from '../schema/realised-gain.js';
import { DayScalar, InstantScalar } from '../schema/scalars.js';
import { KNOWN_AT } from '../schema/valuation.js';
import type { HistoryService } from '../services/history.js';
import type { OperationContext } from './context.js';

@Resolver()
export class HistoryResolver {
  constructor(private readonly service: HistoryService) {}

  @Query(() => HistoryView, {
    nullable: true,
    description:
      'What a portfolio or an account was worth on each day, and what had been put into it. ' +
      'Example: `{ history(from: "2026-01-01", points: 200) { points { day total netContribution } } }`',
  })
  history(
    @Ctx() { actor }: OperationContext,
    @Args(() => ScopeArgs) scope: ScopeArgs,
    @Arg('from', () => DayScalar, { nullable: true, description: 'The first entry when not given.' }) from?: Day | null,
    @Arg('to', () => DayScalar, { nullable: true, description: 'Today when not given.' }) to?: Day | null,
    @Arg('points', () => Int, { nullable: true, description: '2 to 2,000; 400 when not given.' }) points?: number | null,
    @Arg('knownAt', () => InstantScalar, { nullable: true, description: KNOWN_AT }) knownAt?: Date | null,
  ) {
    return this.service.history(actor, { ...scope, from, to, points, knownAt });
  }
}
