/** What administrators do about users. */
import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Role } from '../domain/user.js';
import { PageInput, toConnection } from '../schema/connection.js';
import { CreateUserInput, InvitedUserView, UserConnectionView, UserView } from '../schema/user.js';
import type { UserAdminService } from '../services/user-admin.js';
import type { OperationContext } from './context.js';
import { ofInput } from './input.js';

@Resolver()
export class UserAdminResolver {
  constructor(private readonly service: UserAdminService) {}

  @Query(() => UserConnectionView, {
    description:
      'All users, newest first; for administrators, and audited. Example: `{ users(search: "ada") { nodes { id email role lockedAt } } }`',
  })
  async users(
    @Ctx() { actor }: OperationContext,
    @Args(() => PageInput) page: PageInput,
    @Arg('search', () => String, { nullable: true, description: 'Part of a name or an e-mail address.' }) search?: string | null,
  ) {
    return toConnection(await this.service.list(actor, { first: page.first, after: page.after, search }));
  }

  @Mutation(() => UserView, {
    description:
      'Locks a user out at once, open sockets included, or lets them in again; for administrators. ' +
      'Example: `mutation { setUserLocked(id: "...", isLocked: true) { lockedAt } }`',
  })
  setUserLocked(@Ctx() { actor }: OperationContext, @Arg('id', () => ID) id: string, @Arg('isLocked', () => Boolean) isLocked: boolean) {
    return this.service.setLocked(actor, id, isLocked);
  }

  @Mutation(() => UserView, {
    description:
      'Makes a user an administrator or an ordinary one and ends their sessions; for administrators. ' +
      'Example: `mutation { setUserRole(id: "...", role: ADMIN) { role } }`',
  })
  setUserRole(@Ctx() { actor }: OperationContext, @Arg('id', () => ID) id: string, @Arg('role', () => Role) role: Role) {
    return this.service.setRole(actor, id, role);
  }

  @Query(() => UserView, {
    description: 'One user; for administrators, and audited. Example: `{ user(id: "...") { email role lockedAt } }`',
  })
  user(@Ctx() { actor }: OperationContext, @Arg('id', () => ID) id: string) {
    return this.service.user(actor, id);
  }

  @Mutation(() => InvitedUserView, {
    description:
      'Makes a user, who sets a password with the link that is sent; a SOURCE gets none and signs in with API tokens. For administrators. ' +
      'Example: `mutation { createUser(input: {email: "ada@example.org", name: "Ada", role: USER}) { user { id } setupLink } }`',
  })
  createUser(@Ctx() { actor }: OperationContext, @Arg('input', () => CreateUserInput) input: CreateUserInput) {
    return ofInput('input', () => this.service.create(actor, input));
  }

  @Mutation(() => InvitedUserView, {
    description:
      'Takes a password away, ends every session and API token of the user, and sends a link to set a new one; for administrators. ' +
      'Example: `mutation { resetUserPassword(id: "...") { setupLink } }`',
  })
  resetUserPassword(@Ctx() { actor }: OperationContext, @Arg('id', () => ID) id: string) {
    return this.service.resetPassword(actor, id);
  }

  @Mutation(() => UserView, {
    description:
      'Takes off the second factor of who lost it, and ends their sessions; for administrators. ' +
      'Example: `mutation { resetUserSecondFactor(id: "...") { id } }`',
  })
  resetUserSecondFactor(@Ctx() { actor }: OperationContext, @Arg('id', () => ID) id: string) {
    return this.service.resetSecondFactor(actor, id);
  }
}
