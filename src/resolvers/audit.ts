/** Reading the audit log. */
import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { AuditCheckView, AuditEntryConnectionView, AuditLogArgs } from '../schema/audit.js';
import { toConnection } from '../schema/connection.js';
import type { AuditService } from '../services/audit.js';
import type { OperationContext } from './context.js';

@Resolver()
export class AuditResolver {
  constructor(private readonly audit: AuditService) {}

  @Query(() => AuditEntryConnectionView, {
    description:
      'What you did and what was done to you, newest first; administrators see everybody, which is audited itself. ' +
      'Example: `{ auditLog(first: 20) { nodes { sequence at action subject before after } } }`',
  })
  async auditLog(@Ctx() { actor }: OperationContext, @Args(() => AuditLogArgs) input: AuditLogArgs) {
    return toConnection(await this.audit.log(actor, input));
  }

  @Query(() => AuditCheckView, {
    description:
      'Goes over the newest 20,000 entries of the audit log and compares them with their chain; for administrators. ' +
      'Example: `{ auditCheck { entries problems } }`',
  })
  auditCheck(@Ctx() { actor }: OperationContext) {
    return this.audit.check(actor);
  }
}
