/** One sign-in on one device. Its refresh tokens form a chain: each is good for one use, and a second use ends the session. */
import type { SessionId, UserId } from './ids.js';

export class Session {
  readonly id: SessionId;
  readonly userId: UserId;
  /** SHA-256 of the one refresh token that is still good, in hex; the token itself is never stored. */
  refreshHash: string;
  readonly createdAt: Date;
  /** When the refresh token stops being good; moved on by each refresh. */
  expiresAt: Date;
  revokedAt: Date | null;
  /** Kept to the minute. */
  lastUsedAt: Date | null;

  constructor(props: { id: SessionId; userId: UserId; refreshHash: string; createdAt: Date; expiresAt: Date }) {
    this.id = props.id;
    this.userId = props.userId;
    this.refreshHash = props.refreshHash;
    this.createdAt = props.createdAt;
    this.expiresAt = props.expiresAt;
    this.revokedAt = null;
    this.lastUsedAt = props.createdAt;
  }
}

/** A refresh token that was already used. Seeing it again means that somebody else has a copy. */
export class SpentRefreshToken {
  /** SHA-256 in hex. */
  readonly hash: string;
  readonly sessionId: SessionId;
  readonly spentAt: Date;

  constructor(props: { hash: string; sessionId: SessionId; spentAt: Date }) {
    this.hash = props.hash;
    this.sessionId = props.sessionId;
    this.spentAt = props.spentAt;
  }
}
