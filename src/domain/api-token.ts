/** A secret a program signs in with: for one user, for some of what that user may do, until a day that is set beforehand. */
import type { ApiTokenId, UserId } from './ids.js';

/** What an API token is for. It never gives more than its user's role does. */
export const Scope = {
  /** Reads what is the user's own, and market data. */
  READ: 'READ',
  /** Opens accounts and portfolios, and records entries. */
  LEDGER: 'LEDGER',
  /** Makes and changes rules of alerts, and reads what fired. */
  ALERTS: 'ALERTS',
  /** Delivers prices and rates. */
  PRICES: 'PRICES',
  /** Looks after instruments, splits, held prices and sources. */
  INSTRUMENTS: 'INSTRUMENTS',
} as const;
export type Scope = (typeof Scope)[keyof typeof Scope];

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
