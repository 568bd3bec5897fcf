/**
 * A new password without the old one, for who can read what is sent to their address, or was handed a link by an
 * administrator. Asking tells nobody whether there is such a user: the answer comes before anything is looked up.
 */
import { LockMode } from '@mikro-orm/core';
import { CONFIRMATION_MINUTES, ConfirmationPurpose, INVITATION_HOURS } from '../domain/confirmation.js';
import { NotPermitted } from '../domain/errors.js';
import { parseEmail } from '../domain/text.js';
import { Role, User } from '../domain/user.js';
import type { Database, EntityManager } from '../storage/database.js';
import type { Mailer } from '../storage/mail.js';
import { endApiTokensOf } from '../storage/query/session.js';
import { emailHashOf, findUserByEmail } from '../storage/query/user.js';
import type { Attempts } from './attempt.js';
import { auditEntry } from './audit.js';
import type { Background } from './background.js';
import { issueConfirmation, takeConfirmation } from './confirmation.js';
import type { Letters } from './letter.js';
import type { Passwords } from './password.js';
import { endSessionsOf, type SessionService } from './session.js';

const MINUTE_MS = 60_000;

export interface PasswordResetParts {
  readonly database: Database;
  readonly sessions: SessionService;
  readonly passwords: Passwords;
  readonly attempts: Attempts;
  /** Null: this server sends no mail. */
  readonly mailer: Mailer | null;
  readonly letters: Letters;
  readonly background: Background;
  readonly now: () => Date;
}

export class PasswordResetService {
  constructor(private readonly parts: PasswordResetParts) {}

  /** Sends a link to the address if there is a user with it. Anyone may. @throws NotPermitted without mail | RateLimited */
  async request(email: string, address: string | null): Promise<void> {
    const { database, mailer, letters, attempts, background, now } = this.parts;
    if (!mailer) throw new NotPermitted('This server sends no mail. Ask an administrator for a new password.');
    const to = parseEmail(email);
    await attempts.confirmation(to, address);
    background.run(async () => {
      const secret = await database.write(async (em) => {
        const user = await findUserByEmail(em, database, to);
        if (!user || user.lockedAt || user.role === Role.SOURCE) return null;
        em.persist(auditEntry(now(), { actorId: null, action: 'user.request-reset', subject: user.id, address }));
        return this.issue(em, user, CONFIRMATION_MINUTES * MINUTE_MS);
      });
      if (secret) mailer.post({ to, ...letters.reset(secret) });
    });
  }

  /**
   * Sets a new password with what was sent, ends every session and API token of the user, and forgets wrong tries. A second
   * factor is still asked for.
   * @throws InvalidInput | RateLimited
   */
  async reset({ token, next }: { token: string; next: string }, address: string | null): Promise<void> {
    const { database, passwords, attempts, sessions, mailer, letters, now } = this.parts;
    await attempts.code(address);
    const passwordHash = await passwords.hash(next, 'newPassword');
    const at = now();
    const { user, ended } = await database.write(async (em) => {
      const { userId } = await takeConfirmation(em, {
        secret: token,
        purpose: ConfirmationPurpose.RESET_PASSWORD,
        now: at,
        field: 'token',
      });
      const found = await em.findOneOrFail(User, { id: userId as User['id'] }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      found.passwordHash = passwordHash;
      em.persist(auditEntry(at, { actorId: found.id, action: 'user.reset-password', subject: found.id, address }));
      await em.flush();
      return { user: found, ended: [...(await endSessionsOf(em, found.id, at)), ...(await endApiTokensOf(em, found.id, at))] };
    });
    await sessions.announceEnd(ended);
    await attempts.forgetAccount(user.email);
    mailer?.post({ to: user.email, ...letters.passwordChanged() });
  }

  /** A link for a user an administrator made or helps, in this unit of work. */
  invite(em: EntityManager, user: User): Promise<string> {
    return this.issue(em, user, INVITATION_HOURS * 60 * MINUTE_MS);
  }

  /** Sends an invitation; where no mail is sent, the link is given back to be handed over in person. */
  deliver(user: User, secret: string): string | null {
    const { mailer, letters } = this.parts;
    if (!mailer) return letters.resetLink(secret);
    mailer.post({ to: user.email, ...letters.invitation(secret) });
    return null;
  }

  private issue(em: EntityManager, user: User, goodForMs: number): Promise<string> {
    const { database, now } = this.parts;
    const purpose = ConfirmationPurpose.RESET_PASSWORD;
    return issueConfirmation(em, { purpose, userId: user.id, emailHash: emailHashOf(database, user.email), now: now(), goodForMs });
  }
}
