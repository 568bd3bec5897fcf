/** A second proof at the sign-in: codes from an authenticator (RFC 6238), and recovery codes for when it is lost. Each is good once. */
import type { UserId } from './ids.js';

export class SecondFactor {
  readonly userId: UserId;
  /** Shared with the authenticator, in base 32. */
  readonly secret: string;
  /** Null until a first code has shown that the authenticator has the secret; it is not asked for before. */
  confirmedAt: Date | null;
  /** The half minute of the newest code that was used: neither it nor an older one is good again. */
  lastStep: number;
  /** SHA-256 in hex of those not used yet. */
  recoveryHashes: readonly string[];

  constructor(props: { userId: UserId; secret: string }) {
    this.userId = props.userId;
    this.secret = props.secret;
    this.confirmedAt = null;
    this.lastStep = 0;
    this.recoveryHashes = [];
  }
}
