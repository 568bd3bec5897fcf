/**
 * Limits on what can be guessed by trying: sign-ins per account and per address, registrations per address. The counters are
 * in the database: instances count together, and a lost Redis changes nothing.
 */
import {
  type AttemptLimit,
  CODES_PER_ADDRESS,
  CONFIRMATIONS_PER_ACCOUNT,
  CONFIRMATIONS_PER_ADDRESS,
  SIGN_IN_PER_ACCOUNT,
  SIGN_IN_PER_ADDRESS,
} from '../domain/attempt.js';
import { RateLimited } from '../domain/errors.js';
import type { UserId } from '../domain/ids.js';
import { foldEmail } from '../domain/text.js';
import type { Database } from '../storage/database.js';
import { forgetAttempts, giveBackAttempt, takeAttempt } from '../storage/query/attempt.js';
import { emailHashOf } from '../storage/query/user.js';
import { Admission } from './admission.js';

const HOUR_S = 3_600;
/** All of one address count in one row, one after another, each with a connection to the database: a crowd would take every connection there is. */
const COUNTING = { atOnce: 4, waiting: 200 } as const;

export class Attempts {
  private readonly counting = new Admission(COUNTING);

  constructor(
    private readonly database: Database,
    private readonly registrationsPerHour: number,
  ) {}

  /** Counts a password about to be compared; whoever finds it right says so. @throws RateLimited before anything is compared */
  async signIn(email: string, address: string | null): Promise<{ succeeded(): Promise<void>; giveBack(): Promise<void> }> {
    const account = this.signInKey(email);
    const from = address && `sign-in:address:${address}`;
    if (from) await this.take(from, SIGN_IN_PER_ADDRESS);
    await this.take(account, SIGN_IN_PER_ACCOUNT);
    return {
      giveBack: async () => {
        await giveBackAttempt(this.database, account);
        if (from) await giveBackAttempt(this.database, from);
      },
      succeeded: async () => {
        await forgetAttempts(this.database, account);
        // The others of this address still count: one own account must not clear the way to guess at all the rest.
        if (from) await giveBackAttempt(this.database, from);
      },
    };
  }

  /** @throws RateLimited */
  async register(address: string | null): Promise<void> {
    if (address) await this.take(`register:address:${address}`, { times: this.registrationsPerHour, withinS: HOUR_S });
  }

  /** Counts a message somebody asks to have sent, whether one will be or not. @throws RateLimited */
  async confirmation(email: string, address: string | null): Promise<void> {
    if (address) await this.take(`confirmation:address:${address}`, CONFIRMATIONS_PER_ADDRESS);
    await this.take(`confirmation:account:${emailHashOf(this.database, email)}`, CONFIRMATIONS_PER_ACCOUNT);
  }

  /** Counts a wish for another address, to whichever. @throws RateLimited */
  async emailChange(userId: UserId): Promise<void> {
    await this.take(`email-change:user:${userId}`, CONFIRMATIONS_PER_ACCOUNT);
  }

  /** Counts a secret somebody brings back. @throws RateLimited */
  async code(address: string | null): Promise<void> {
    if (address) await this.take(`code:address:${address}`, CODES_PER_ADDRESS);
  }

  /** Lets the owner of an account in again that others tried to guess. */
  async forgetAccount(email: string): Promise<void> {
    await forgetAttempts(this.database, this.signInKey(email));
  }

  private async take(key: string, limit: AttemptLimit): Promise<void> {
    const waitS = await this.counting.inTurn(() => takeAttempt(this.database, key, limit));
    if (waitS !== null) throw new RateLimited(waitS);
  }

  /** Hashed, because what people type into the wrong field is often a password. */
  private signInKey(email: string): string {
    return `sign-in:account:${emailHashOf(this.database, foldEmail(email))}`;
  }
}
