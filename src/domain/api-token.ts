/** A secret a program signs in with: for one user, for some of what that user may do, until a day that is set beforehand. */
import type { Scope } from './access.js';
import type { ApiTokenId, UserId } from './ids.js';

export class ApiToken {
  readonly id: ApiTokenId;
  readonly userId: UserId;
  /** What it is for, in its owner's words. */
  readonly name: string;
  /** SHA-256 in hex; the secret itself is never stored. */
  readonly secretHash: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  revokedAt: Date | null;
  /** Kept to the minute. */
  lastUsedAt: Date | null;

  constructor(props: {
    id: ApiTokenId;
    userId: UserId;
    name: string;
    secretHash: string;
    scopes: readonly Scope[];
    createdAt: Date;
    expiresAt: Date;
  }) {
    this.id = props.id;
    this.userId = props.userId;
    this.name = props.name;
    this.secretHash = props.secretHash;
    this.scopes = props.scopes;
    this.createdAt = props.createdAt;
    this.expiresAt = props.expiresAt;
    this.revokedAt = null;
    this.lastUsedAt = null;
  }
}

/** Every secret begins with it, so that one left lying about is recognised. */
export const API_TOKEN_PREFIX = 'tmk_';
export const API_TOKEN_DAYS_MAX = 366;
/** Of one user, not counting those that ended. */
export const API_TOKENS_MAX = 50;
