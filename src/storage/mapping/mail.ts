/** Messages on their way, and those given up. */
import { EntitySchema } from '@mikro-orm/core';
import { OutgoingMail } from '../../domain/mail.js';
import { User } from '../../domain/user.js';
import { instant, references, sealed } from '../columns.js';

export const OutgoingMailSchema = new EntitySchema({
  class: OutgoingMail,
  tableName: 'outgoing_mail',
  properties: {
    id: { type: 'uuid', primary: true },
    userId: { ...references(() => User), fieldName: 'user_id', deleteRule: 'cascade', nullable: true, index: true },
    subject: { type: 'string', length: 120 },
    recipient: { type: sealed(), nullable: true },
    text: { type: sealed(), nullable: true },
    createdAt: { ...instant },
    expiresAt: { ...instant },
    attempts: { type: 'integer' },
    dueAt: { ...instant },
    givenUpAt: { ...instant, nullable: true },
    lastError: { type: 'string', length: 300, nullable: true },
  },
  indexes: [
    {
      name: 'outgoing_mail_due_index',
      expression: 'create index "outgoing_mail_due_index" on "outgoing_mail" ("due_at") where given_up_at is null',
    },
  ],
});
