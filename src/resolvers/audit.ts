/** Reading the audit log. */
import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { type InstrumentId, isUuid } from '../domain/ids.js';
import { AuditCheckView, AuditEntryConnectionView, AuditEntryView, AuditLogArgs } from '../schema/audit.js';
import { toConnection } from '../schema/connection.js';
import { InstrumentView } from '../schema/instrument.js';
import { UserView } from '../schema/user.js';
import type { AuditService } from '../services/audit.js';
import type { OperationContext } from './context.js';

@Resolver(() => AuditEntryView)
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

  @FieldResolver(() => UserView, { nullable: true, description: 'Who did it, where that is you or you are an administrator.' })
  actor(@Ctx() context: OperationContext, @Root() { actorId }: AuditEntryView) {
    return actorId && this.person(context, actorId);
  }

  @FieldResolver(() => UserView, {
    nullable: true,
    description: 'Whom it was done to, where that is you or you are an administrator; null where it was done to a thing.',
  })
  subjectUser(@Ctx() context: OperationContext, @Root() { subject }: AuditEntryView) {
    return this.person(context, subject);
  }

  @FieldResolver(() => InstrumentView, { nullable: true, description: 'The instrument it was done to, if it was one.' })
  subjectInstrument(@Ctx() { instruments }: OperationContext, @Root() { subject }: AuditEntryView) {
    return isUuid(subject) ? instruments.load(subject as InstrumentId) : null;
  }

  private person({ actor, loader }: OperationContext, id: string) {
    return loader('people of the audit log', (ids: readonly string[]) => this.audit.people(actor, ids)).load(id);
  }
}
