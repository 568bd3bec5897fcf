/** Target weights. */
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { AllocationBy } from '../domain/allocation.js';
import type { Portfolio } from '../domain/portfolio.js';
import { PortfolioView } from '../schema/account.js';
import { TargetInput, TargetView } from '../schema/target.js';
import type { TargetService } from '../services/target.js';
import type { OperationContext } from './context.js';

@Resolver(() => PortfolioView)
export class TargetResolver {
  constructor(private readonly service: TargetService) {}

  @Mutation(() => [TargetView], {
    description:
      'Sets the target weights of a portfolio by one division, in place of those it had; an empty list takes them away. `allocation` then ' +
      'says how far each slice is from its target. Example: `mutation { setTargets(portfolioId: "...", by: CURRENCY, ' +
      'targets: [{key: "EUR", weight: "0.6"}, {key: "USD", weight: "0.4"}]) { key weight } }`',
  })
  setTargets(
    @Ctx() { actor }: OperationContext,
    @Arg('portfolioId', () => ID) portfolioId: string,
    @Arg('by', () => AllocationBy) by: AllocationBy,
    @Arg('targets', () => [TargetInput]) targets: TargetInput[],
  ) {
    return this.service.set(actor, { portfolioId, by, targets });
  }

  @FieldResolver(() => [TargetView], { description: 'The target weights by one division, the heaviest first; empty when none are set.' })
  targets(@Ctx() { actor, inTurn }: OperationContext, @Root() { id }: Portfolio, @Arg('by', () => AllocationBy) by: AllocationBy) {
    return inTurn(() => this.service.of(actor, id, by));
  }
}
