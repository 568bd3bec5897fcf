/** Another e-mail address to sign in with. */
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { EmailChangeService } from '../services/email-change.js';
import type { OperationContext } from './context.js';

@Resolver()
export class EmailChangeResolver {
  constructor(private readonly service: EmailChangeService) {}

  @Mutation(() => Boolean, {
    description:
      'Sends a link to another address of yours, which becomes the one you sign in with once `confirmEmailChange` has it. ' +
      'Example: `mutation { requestEmailChange(email: "ada@example.net", currentPassword: "...") }`',
  })
  async requestEmailChange(
    @Ctx() { actor }: OperationContext,
    @Arg('email', () => String) email: string,
    @Arg('currentPassword', () => String) password: string,
    @Arg('totp', () => String, { nullable: true, description: 'For who has set up a second factor.' }) totp?: string | null,
  ): Promise<boolean> {
    await this.service.request(actor, { email, password, totp: totp ?? null });
    return true;
  }

  @Mutation(() => Boolean, {
    description:
      'Makes the address the link was sent to yours, and tells the one of before; sessions go on. ' +
      'Example: `mutation { confirmEmailChange(token: "...") }`',
  })
  async confirmEmailChange(
    @Ctx() { address }: OperationContext,
    @Arg('token', () => String, { description: 'What stands behind `#email=` in the link; good once.' }) token: string,
  ): Promise<boolean> {
    await this.service.confirm(token, address);
    return true;
  }

  @Mutation(() => Boolean, {
    description:
      'Takes back a change of address somebody else made: ends every session and API token, and sends a link for a new password. ' +
      'Example: `mutation { undoEmailChange(token: "...") }`',
  })
  async undoEmailChange(
    @Ctx() { address }: OperationContext,
    @Arg('token', () => String, { description: 'What stands behind `#email-undo=` in the link; good once.' }) token: string,
  ): Promise<boolean> {
    await this.service.undo(token, address);
    return true;
  }
}
