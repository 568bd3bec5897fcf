/** Passwords: hashed slowly on purpose, a few at a time, so that hashing never takes the machine. */
import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { dictionary } from '@zxcvbn-ts/language-common';
import { InvalidInput } from '../domain/errors.js';
import { charactersIn } from '../domain/text.js';
import { Admission } from './admission.js';

const CHARS_MIN = 8;
const CHARS_MAX = 200;
/** A shorter name stands in too many words. */
const NAME_CHARS_MIN = 3;
/** What a password has to have besides the name: fewer are tried through at once. */
const REST_CHARS_MIN = 4;
/** More at once than this only makes everybody wait, and beyond the queue it is refused. */
const HASHING = { atOnce: 2, waiting: 200 } as const;
/** argon2id with 19 MiB and 2 passes; the library's defaults for the rest. */
const ARGON = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const ARGON_PREFIX = '$argon2id$v=19$m=19456,t=2,p=1$';

export interface PasswordTerms {
  /** What it is called where it is given. */
  readonly field?: string;
  readonly email?: string | null;
}

/**
 * @param email whose password it is to be; null: not known yet
 * @throws InvalidInput when it is too short or too long, or among the first that somebody would try
 */
export function checkNewPassword(password: string, { field = 'password', email = null }: PasswordTerms = {}): void {
  const length = charactersIn(password);
  if (length < CHARS_MIN || length > CHARS_MAX) {
    throw new InvalidInput(field, 'LENGTH', `${field} must have ${CHARS_MIN} to ${CHARS_MAX} characters.`);
  }
  if (isCommon(password)) {
    throw new InvalidInput(field, 'COMMON', `${field} is one of the passwords that are tried first: choose another one.`);
  }
  if (email !== null && isLikeEmail(password, email)) {
    throw new InvalidInput(field, 'LIKE_EMAIL', `${field} is little more than your e-mail address: choose another one.`);
  }
}

export class Passwords {
  private readonly hashing = new Admission(HASHING);
  private decoy: Promise<string> | null = null;

  /** @throws InvalidInput as {@link checkNewPassword} does | RateLimited when too many wait already */
  async hash(password: string, terms: PasswordTerms = {}): Promise<string> {
    checkNewPassword(password, terms);
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
    return charactersIn(password) <= CHARS_MAX && (await verify(against, password)) && kept !== null;
  }

  /** Whether a hash was made with today's settings. */
  isCurrent(kept: string): boolean {
    return kept.startsWith(ARGON_PREFIX);
  }

  /** @throws RateLimited when too many wait already */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.hashing.inTurn(work);
  }
}

/** The 49,000 of the most common ones. Looked through one by one, each new password would hold everybody up for milliseconds. */
const COMMON = new Set<string>(dictionary['passwords-common']);

/** In whatever case. */
function isCommon(password: string): boolean {
  return COMMON.has(password.toLowerCase());
}

/** Without the part of the address before the @, it would be no password. */
function isLikeEmail(password: string, email: string): boolean {
  const [name = ''] = email.toLowerCase().split('@');
  const text = password.toLowerCase();
  if (name.length < NAME_CHARS_MIN || !text.includes(name)) return false;
  const rest = text.replaceAll(name, '');
  return rest.length < REST_CHARS_MIN || isCommon(rest) || text.includes(email.toLowerCase());
}
