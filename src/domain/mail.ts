/**
 * Messages to one person by e-mail, and those on their way. A message is written in the unit of work it tells of, so that a
 * process that dies loses none; what stands in it goes as soon as it is sent or given up.
 */
import type { UserId } from './ids.js';

/** Plain text, so that nothing in it can be more than what it says. */
export interface Mail {
  /** The same at each attempt, so that who gets it twice can tell. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** A message that is to be sent, or could not be. */
export class OutgoingMail {
  readonly id: string;
  /** Whom it is about; null for who is no user yet. */
  readonly userId: UserId | null;
  readonly subject: string;
  /** Null once it was given up, as `text`. */
  recipient: string | null;
  text: string | null;
  readonly createdAt: Date;
  /** When it is given up: a link that is good no more helps nobody. */
  readonly expiresAt: Date;
  attempts: number;
  /** When it is tried next. */
  dueAt: Date;
  givenUpAt: Date | null;
  lastError: string | null;

  constructor(props: {
    readonly id: string;
    readonly userId: UserId | null;
    readonly recipient: string;
    readonly subject: string;
    readonly text: string;
    readonly createdAt: Date;
    readonly expiresAt: Date;
  }) {
    this.id = props.id;
    this.userId = props.userId;
    this.recipient = props.recipient;
    this.subject = props.subject;
    this.text = props.text;
    this.createdAt = props.createdAt;
    this.expiresAt = props.expiresAt;
    this.attempts = 0;
    this.dueAt = props.createdAt;
    this.givenUpAt = null;
    this.lastError = null;
  }
}
