/** Totals within recent days. */
import { Arg, Args, Ctx, Int, Query, Resolver } from 'type-graphql';
import { IntradayView } from '../schema/intraday.js';
import { ScopeArgs } from '../schema/realised-gain.js';
import type { IntradayService } from '../services/intraday.js';
import type { OperationContext } from './context.js';

@Resolver()
export class IntradayResolver {
  constructor(private readonly service: IntradayService) {}

  @Query(() => IntradayView, {
    nullable: true,
    description:
      'What a portfolio or an account was worth within the last hours, for a chart. ' +
      'Example: `{ intraday(hours: 24, points: 120) { points { at total } } }`',
  })
  intraday(
    @Ctx() { actor }: OperationContext,
    @Args(() => ScopeArgs) scope: ScopeArgs,
    @Arg('hours', () => Int, { nullable: true, description: '1 to 168, up to now; 24 when not given.' }) hours?: number | null,
    @Arg('points', () => Int, { nullable: true, description: '2 to 500; 120 when not given.' }) points?: number | null,
  ) {
    return this.service.report(actor, { ...scope, hours, points });
  }
}
