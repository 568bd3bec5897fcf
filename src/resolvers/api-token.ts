/** API tokens: what programs sign in with. */
import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { ApiTokenConnectionView, CreateApiTokenInput, CreatedApiTokenView } from '../schema/api-token.js';
import { PageInput, toConnection } from '../schema/connection.js';
import type { ApiTokenService } from '../services/api-token.js';
import type { OperationContext } from './context.js';
import { ofInput } from './input.js';

@Resolver()
export class ApiTokenResolver {
  constructor(private readonly service: ApiTokenService) {}

  @Query(() => ApiTokenConnectionView, {
    description:
      'Your API tokens that are good still, newest first. Example: `{ apiTokens { nodes { id name scopes expiresAt lastUsedAt } } }`',
  })
  async apiTokens(
    @Ctx() { actor }: OperationContext,
    @Args(() => PageInput) page: PageInput,
    @Arg('userId', () => ID, { nullable: true, description: 'Of one user; for anyone but yourself, administrators only, and audited.' })
    userId?: string | null,
  ) {
    return toConnection(await this.service.list(actor, { first: page.first, after: page.after, userId }));
  }

  @Mutation(() => CreatedApiTokenView, {
    description:
      'Makes an API token for a program of yours, or for a machine that delivers prices. ' +
      'Example: `mutation { createApiToken(input: {name: "Spreadsheet", scopes: [READ], expiresInDays: 90, currentPassword: "..."}) { secret token { id } } }`',
  })
  createApiToken(@Ctx() { actor }: OperationContext, @Arg('input', () => CreateApiTokenInput) input: CreateApiTokenInput) {
    return ofInput('input', () => this.service.create(actor, input));
  }

  @Mutation(() => Boolean, {
    description: 'Ends an API token at once, open sockets included. Example: `mutation { revokeApiToken(id: "...") }`',
  })
  async revokeApiToken(@Ctx() { actor }: OperationContext, @Arg('id', () => ID) id: string): Promise<boolean> {
    await this.service.revoke(actor, id);
    return true;
  }
}
