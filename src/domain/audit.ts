/** Who did what to what, and when: written in the same unit of work as the change itself, and never changed after. */
import type { AuditEntryId, UserId } from './ids.js';

export class AuditEntry {
  readonly id: AuditEntryId;
  /** Null for what the program did by itself or on the command line. */
  readonly actorId: UserId | null;
  /** For example `transaction.record`. */
  readonly action: string;
  /** The id of the thing acted upon. */
  readonly subject: string;
  readonly before: object | null;
  readonly after: object | null;
  readonly at: Date;

  constructor(props: {
    id: AuditEntryId;
    actorId: UserId | null;
    action: string;
    subject: string;
    before: object | null;
    after: object | null;
    at: Date;
  }) {
    this.id = props.id;
    this.actorId = props.actorId;
    this.action = props.action;
    this.subject = props.subject;
    this.before = props.before;
    this.after = props.after;
    this.at = props.at;
  }
}
