/** Passwords: hashed slowly on purpose, a few at a time, so that hashing never takes the machine. */
import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { BulkheadRejectedError, bulkhead } from 'cockatiel';
import { InvalidInput, RateLimited } from '../domain/errors.js';

const CHARS_MIN = 8;
const CHARS_MAX = 200;
/** More at once than this only makes everybody wait, and beyond the queue it is refused. */
const AT_ONCE = 2;
const QUEUE = 200;
const RETRY_S = 10;
/** argon2id with 19 MiB and 2 passes; the library's defaults for the rest. */
const ARGON = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const ARGON_PREFIX = '$argon2id$v=19$m=19456,t=2,p=1$';

export class Passwords {
  private readonly turns = bulkhead(AT_ONCE, QUEUE);
  private decoy: Promise<string> | null = null;

  /** @throws InvalidInput when it is too short or too long */
  check(password: string, field = 'password'): void {
    if (password.length < CHARS_MIN || password.length > CHARS_MAX) {
      throw new InvalidInput(field, 'LENGTH', `${field} must have ${CHARS_MIN} to ${CHARS_MAX} characters.`);
    }
  }

  /** @throws InvalidInput when it is too short or too long | RateLimited when too many wait already */
  async hash(password: string, field = 'password'): Promise<string> {
    this.check(password, field);
    return this.inTurn(() => hash(password, ARGON));
  }

  /** Hashes within a turn that was taken already. */
  hashAnew(password: string): Promise<string> {
    return hash(password, ARGON);
  }

  /** The hash of a password nobody knows. */
  unknown(): Promise<string> {
    return this.inTurn(() => hash(randomBytes(32).toString('base64url'), ARGON));
  }

  /**
   * Compares within a turn that was taken already. Without a hash a password is compared all the same, so that the answer
   * takes as long.
   */
  async isRight(kept: string | null, password: string): Promise<boolean> {
    this.decoy ??= hash(randomBytes(16).toString('hex'), ARGON);
    const against = kept ?? (await this.decoy);
    return password.length <= CHARS_MAX && (await verify(against, password)) && kept !== null;
  }

  /** Whether a hash was made with today's settings. */
  isCurrent(kept: string): boolean {
    return kept.startsWith(ARGON_PREFIX);
  }

  /** @throws RateLimited when too many wait already */
  async inTurn<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.turns.execute(work);
    } catch (error) {
      throw error instanceof BulkheadRejectedError ? new RateLimited(RETRY_S) : error;
    }
  }
}
