/** A secret sent to an e-mail address: who brings it back can read what is sent there. Good once, and not for long. */
import type { UserId } from './ids.js';

export const ConfirmationPurpose = {
  /** Sets a new password without the old one. */
  RESET_PASSWORD: 'RESET_PASSWORD',
  /** Registers with the address it was sent to. */
  REGISTER: 'REGISTER',
  /** Makes the address it was sent to the user's own. */
  CHANGE_EMAIL: 'CHANGE_EMAIL',
  /** Gives the user the address back it was sent to, and takes it from whoever changed it. */
  UNDO_EMAIL_CHANGE: 'UNDO_EMAIL_CHANGE',
} as const;
export type ConfirmationPurpose = (typeof ConfirmationPurpose)[keyof typeof ConfirmationPurpose];

export class Confirmation {
  /** SHA-256 of the secret in hex; the secret itself is never stored. */
  readonly hash: string;
  readonly purpose: ConfirmationPurpose;
  /** Whose password it sets; null for who is no user yet. */
  readonly userId: UserId | null;
  /** Tells the address it was sent to without saying it. */
  readonly emailHash: string;
  /** The address itself, where it is to become the user's. */
  readonly email: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  usedAt: Date | null;

  constructor(props: {
    hash: string;
    purpose: ConfirmationPurpose;
    userId: UserId | null;
    emailHash: string;
    email?: string | null;
    createdAt: Date;
    expiresAt: Date;
  }) {
    this.hash = props.hash;
    this.purpose = props.purpose;
    this.userId = props.userId;
    this.emailHash = props.emailHash;
    this.email = props.email ?? null;
    this.createdAt = props.createdAt;
    this.expiresAt = props.expiresAt;
    this.usedAt = null;
  }
}

/** How long one is good that was asked for by whoever knows the address. */
export const CONFIRMATION_MINUTES = 30;
/** How long one is good that an administrator made. */
export const INVITATION_HOURS = 72;
/** How long a changed address can be taken back. */
export const UNDO_HOURS = 72;

/** How the server takes new users. */
export const Registration = {
  /** Anyone registers and is signed in at once. */
  OPEN: 'OPEN',
  /** The address is confirmed first: ask for a code, then register with it. */
  CONFIRMED: 'CONFIRMED',
  /** Administrators alone make users. */
  CLOSED: 'CLOSED',
} as const;
export type Registration = (typeof Registration)[keyof typeof Registration];
