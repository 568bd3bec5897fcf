/** The part of the API that is about who somebody is, and what was written down about it. */
import { ApiTokenResolver } from '../resolvers/api-token.js';
import { AuditResolver } from '../resolvers/audit.js';
import { EmailChangeResolver } from '../resolvers/email-change.js';
import { ErasureResolver } from '../resolvers/erasure.js';
import { OutgoingMailResolver } from '../resolvers/mail.js';
import { ActiveSessionResolver, UserResolver } from '../resolvers/user.js';
import { UserAdminResolver } from '../resolvers/user-admin.js';
import type { Core } from './core.js';

export function openIdentityResolvers({
  users,
  userAdmin,
  sessions,
  apiTokens,
  registration,
  passwordResets,
  emailChanges,
  mail,
  erasure,
  audit,
}: Core): object[] {
  return [
    new UserResolver(users, sessions, registration, passwordResets),
    new EmailChangeResolver(emailChanges),
    new OutgoingMailResolver(mail),
    new UserAdminResolver(userAdmin),
    new ApiTokenResolver(apiTokens),
    new ActiveSessionResolver(),
    new ErasureResolver(erasure),
    new AuditResolver(audit),
  ];
}
