/** Mail on its way, and what could not be sent. */
import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { PageInput, toConnection } from '../schema/connection.js';
import { OutgoingMailConnectionView } from '../schema/mail.js';
import type { MailService } from '../services/mail.js';
import type { OperationContext } from './context.js';

@Resolver()
export class OutgoingMailResolver {
  constructor(private readonly service: MailService) {}

  @Query(() => OutgoingMailConnectionView, {
    description:
      'Messages about sign-ins that wait to be sent or were given up, newest first; for administrators, and audited. ' +
      'Example: `{ outgoingMail { nodes { subject attempts givenUpAt lastError } } }`',
  })
  async outgoingMail(@Ctx() { actor }: OperationContext, @Args(() => PageInput) page: PageInput) {
    return toConnection(await this.service.list(actor, page));
  }
}
