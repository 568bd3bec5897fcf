/** The second factor of a user: set up in two steps, asked for at the sign-in, taken off with a code. Its use is a row's own update, so a code is good once. */
import { createHash, randomBytes } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import { Conflict, InvalidInput } from '../domain/errors.js';
import type { UserId } from '../domain/ids.js';
import { SecondFactor } from '../domain/second-factor.js';
import type { Actor } from '../domain/user.js';
import type { Database, EntityManager } from '../storage/database.js';
import { auditEntry } from './audit.js';
import { fromBase32, stepOf, toBase32 } from './totp.js';

const ISSUER = 'Tidemark';
const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;

export interface TotpSetup {
  readonly secret: string;
  /** For the picture an authenticator scans. */
  readonly uri: string;
}

export class SecondFactors {
  constructor(
    private readonly database: Database,
    private readonly now: () => Date,
  ) {}

  /** Whether and since when it is asked for. */
  async state(actor: Actor): Promise<{ confirmedAt: Date | null; recoveryCodesLeft: number }> {
    const known = await this.database.read((em) => em.findOne(SecondFactor, { userId: actor.userId }));
    return { confirmedAt: known?.confirmedAt ?? null, recoveryCodesLeft: known?.confirmedAt ? known.recoveryHashes.length : 0 };
  }

  /** A new secret, not asked for until it is confirmed. @throws Conflict when there is a second factor already */
  async enable(actor: Actor, email: string): Promise<TotpSetup> {
    const secret = toBase32(randomBytes(SECRET_BYTES));
    await this.database.write(async (em) => {
      const known = await em.findOne(SecondFactor, { userId: actor.userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (known?.confirmedAt) throw new Conflict('TOTP_ENABLED', 'There is a second factor already. Take it off first with disableTotp.');
      await em.nativeDelete(SecondFactor, { userId: actor.userId });
      em.clear();
      em.persist(new SecondFactor({ userId: actor.userId, secret }));
    });
    const label = encodeURIComponent(`${ISSUER}:${email}`);
    return { secret, uri: `otpauth://totp/${label}?secret=${secret}&issuer=${ISSUER}&algorithm=SHA1&digits=6&period=30` };
  }

  /** Asks for it from now on; returns the recovery codes, which are shown this once. @throws InvalidInput */
  async confirm(actor: Actor, code: string): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, () =>
      randomBytes(8)
        .toString('hex')
        .replace(/(.{4})(?=.)/g, '$1-'),
    );
    await this.database.write(async (em) => {
      const factor = await em.findOne(SecondFactor, { userId: actor.userId, confirmedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!factor || !this.use(factor, code)) throw wrongCode();
      factor.confirmedAt = this.now();
      factor.recoveryHashes = codes.map(hashOf);
      this.note(em, actor.userId, 'user.enable-totp', actor.address);
    });
    return codes;
  }

  /** Takes it off, with what else belongs to the same unit of work. @throws InvalidInput when neither code nor recovery code is right */
  async disable(actor: Actor, code: string, also: (em: EntityManager) => void): Promise<void> {
    const isOff = await this.database.write(async (em) => {
      const factor = await em.findOne(SecondFactor, { userId: actor.userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!factor?.confirmedAt || !this.use(factor, code)) return false;
      em.remove(factor);
      this.note(em, actor.userId, 'user.disable-totp', actor.address);
      also(em);
      return true;
    });
    if (!isOff) throw wrongCode();
  }

  /** Takes it off without a code, for whoever was told to help; false when there is none. */
  static async remove(em: EntityManager, userId: UserId): Promise<boolean> {
    return (await em.nativeDelete(SecondFactor, { userId })) > 0;
  }

  /** What the sign-in needs to know: `none` to ask for, the code `missing`, `wrong` or `right`; a right one is used up. */
  async check(userId: UserId, code: string | null, address: string | null): Promise<'none' | 'missing' | 'wrong' | 'right'> {
    return this.database.write(async (em) => {
      const factor = await em.findOne(SecondFactor, { userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!factor?.confirmedAt) return 'none';
      if (code === null) return 'missing';
      const before = factor.recoveryHashes.length;
      if (!this.use(factor, code)) return 'wrong';
      if (factor.recoveryHashes.length < before) this.note(em, userId, 'user.use-recovery-code', address);
      return 'right';
    });
  }

  private use(factor: SecondFactor, code: string): boolean {
    const step = stepOf(code, { secret: fromBase32(factor.secret), now: this.now(), after: factor.lastStep });
    if (step !== null) {
      factor.lastStep = step;
      return true;
    }
    const hash = hashOf(code.trim().toLowerCase());
    if (!factor.recoveryHashes.includes(hash)) return false;
    factor.recoveryHashes = factor.recoveryHashes.filter((each) => each !== hash);
    return true;
  }

  private note(em: EntityManager, userId: UserId, action: string, address: string | null): void {
    em.persist(auditEntry(this.now(), { actorId: userId, action, subject: userId, address }));
  }
}

function wrongCode(): InvalidInput {
  return new InvalidInput('code', 'WRONG', 'code is not the one your authenticator shows now, and no recovery code that is left.');
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}
