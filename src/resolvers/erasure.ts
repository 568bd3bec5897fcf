/** Erasing users. */
import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { UserView } from '../schema/user.js';
import type { ErasureService } from '../services/erasure.js';
import type { OperationContext } from './context.js';

@Resolver()
export class ErasureResolver {
  constructor(private readonly service: ErasureService) {}

  @Mutation(() => Boolean, {
    description:
      'Erases you, at once and for good: your name, address, sign-in, alerts, and what you wrote; figures stay, under an id that means nobody. ' +
      'Export your data first. Example: `mutation { eraseMe(currentPassword: "...") }`',
  })
  async eraseMe(
    @Ctx() { actor }: OperationContext,
    @Arg('currentPassword', () => String) password: string,
    @Arg('totp', () => String, { nullable: true, description: 'For who has set up a second factor.' }) totp?: string | null,
  ): Promise<boolean> {
    await this.service.eraseSelf(actor, { password, totp: totp ?? null });
    return true;
  }

  @Mutation(() => UserView, {
    description: 'Erases a user, at once and for good; for administrators. Example: `mutation { eraseUser(id: "...") { erasedAt } }`',
  })
  eraseUser(@Ctx() { actor }: OperationContext, @Arg('id', () => ID) id: string) {
    return this.service.eraseUser(actor, id);
  }
}
