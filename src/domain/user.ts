/** A person or machine that signs in, and the actor every service call is made by. */
import type { Scope } from './api-token.js';
import type { Currency } from './currency.js';
import type { ApiTokenId, SessionId, SourceId, UserId } from './ids.js';

export const Role = {
  /** Keeps own portfolios; sees nothing of anyone else's. */
  USER: 'USER',
  /** Runs the platform: instruments, sources, users. */
  ADMIN: 'ADMIN',
  /** A machine that may deliver prices and nothing else. */
  SOURCE: 'SOURCE',
} as const;
export type Role = (typeof Role)[keyof typeof Role];

export class User {
  readonly id: UserId;
  /** Lower case; unique. */
  email: string;
  /** Finds the user by their address; null once they are erased. */
  emailHash: string | null;
  name: string;
  role: Role;
  /** What the prices that a SOURCE delivers are known by; null for people, and for machines made before it was. */
  source: SourceId | null;
  /** argon2id in PHC format; never leaves the server. */
  passwordHash: string;
  /** Currency new portfolios are valued in. */
  baseCurrency: Currency;
  readonly createdAt: Date;
  /** Set while the user may not sign in. */
  lockedAt: Date | null;
  /** Set once nothing is kept that tells who it was. */
  erasedAt: Date | null;

  constructor(props: {
    id: UserId;
    email: string;
    emailHash: string | null;
    name: string;
    role: Role;
    source?: SourceId | null;
    passwordHash: string;
    baseCurrency: Currency;
    createdAt: Date;
  }) {
    this.id = props.id;
    this.email = props.email;
    this.emailHash = props.emailHash;
    this.name = props.name;
    this.role = props.role;
    this.source = props.source ?? null;
    this.passwordHash = props.passwordHash;
    this.baseCurrency = props.baseCurrency;
    this.createdAt = props.createdAt;
    this.lockedAt = null;
    this.erasedAt = null;
  }
}

/** Who is asking. Every service method takes one first and authorises on its first line. */
export interface Actor {
  readonly userId: UserId;
  readonly role: Role;
  /** The session, or the API token, they came with: what ends it ends what they do. */
  readonly sessionId: SessionId | ApiTokenId;
  /** What an API token is limited to; null in a session, which may all its role may. */
  readonly scopes: readonly Scope[] | null;
  /** Where the request came from; null for the program itself. */
  readonly address: string | null;
  /** When the access token or API token this actor came with stops being valid. */
  readonly expiresAt: Date;
}
