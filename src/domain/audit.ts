/** Who did what to what, and when: written in the same unit of work as the change itself, and never changed after. */
import type { AuditEntryId, UserId } from './ids.js';
import { charactersIn } from './text.js';

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
  /** Where the actor's request came from; null on the command line. */
  readonly address: string | null;
  readonly at: Date;

  constructor(props: {
    id: AuditEntryId;
    actorId: UserId | null;
    action: string;
    subject: string;
    before: object | null;
    after: object | null;
    address?: string | null;
    at: Date;
  }) {
    this.id = props.id;
    this.actorId = props.actorId;
    this.action = props.action;
    this.subject = props.subject;
    this.before = withoutTexts(props.action, props.before);
    this.after = withoutTexts(props.action, props.after);
    this.address = props.address ?? null;
    this.at = props.at;
  }
}

/** What people call their own things, in their own words. */
const OWN = /^(account|portfolio|transaction|alert|webhook|user)\./;
const TEXTS = ['name', 'note', 'email', 'url'];

/** The log is never changed, not even when somebody is erased: so what they wrote themselves does not stand in it. */
function withoutTexts(action: string, what: object | null): object | null {
  if (what === null || !OWN.test(action)) return what;
  const hide = (text: unknown) => (typeof text === 'string' ? `(${charactersIn(text)} characters)` : text);
  return Object.fromEntries(Object.entries(what).map(([key, value]) => [key, TEXTS.includes(key) ? hide(value) : value]));
}

/**
 * The link of one entry in the chain: its place, and a hash over the hash before it and everything the entry says. The database
 * writes it when the unit of work commits, so that no code can forget it.
 */
export class AuditSeal {
  readonly sequence: number;
  readonly entryId: AuditEntryId;
  /** SHA-256 in hex. */
  readonly hash: string;

  constructor(props: { sequence: number; entryId: AuditEntryId; hash: string }) {
    this.sequence = props.sequence;
    this.entryId = props.entryId;
    this.hash = props.hash;
  }
}
