/** Accounts that move between portfolios. */
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { Account } from '../domain/account.js';
import type { Day } from '../domain/day.js';
import { AccountView } from '../schema/account.js';
import { MembershipView } from '../schema/membership.js';
import { DayScalar } from '../schema/scalars.js';
import { KEY } from '../schema/transaction.js';
import type { MembershipService } from '../services/membership.js';
import type { OperationContext } from './context.js';

@Resolver(() => AccountView)
export class MembershipResolver {
  constructor(private readonly service: MembershipService) {}

  @Mutation(() => AccountView, {
    description:
      'Moves an account into another of your portfolios, with all that is in it, from a day on; moves of that day and later ones are replaced. ' +
      'What it was worth the evening before is a flow out of the one and into the other: no return is moved. ' +
      'Example: `mutation { moveAccount(id: "...", portfolioId: "...", from: "2026-01-01") { portfolioId memberships { portfolioId from until } } }`',
  })
  moveAccount(
    @Ctx() { actor }: OperationContext,
    @Arg('id', () => ID) id: string,
    @Arg('portfolioId', () => ID) portfolioId: string,
    @Arg('from', () => DayScalar, { nullable: true, description: 'The first day it belongs there: today when not given, none to come.' })
    from?: Day | null,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY }) idempotencyKey?: string | null,
  ) {
    return this.service.move(actor, { accountId: id, portfolioId, from: from ?? null }, idempotencyKey ?? null);
  }

  @FieldResolver(() => [MembershipView], {
    description: 'The portfolios it has belonged to, the present one first; they follow each other without a hole.',
  })
  memberships(@Ctx() { actor }: OperationContext, @Root() account: Account) {
    return this.service.spells(actor, account);
  }
}
