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
import { endApiTokensOf } from '../storage/query/session.js';
import { emailHashOf, findUserByEmail } from '../storage/query/user.js';
import type { Attempts } from './attempt.js';
import { auditEntry } from './audit.js';
import type { Background } from './background.js';
import { issueConfirmation, takeConfirmation } from './confirmation.js';
import type { Letters } from './letter.js';
import type { MailService } from './mail.js';
import { checkNewPassword, type Passwords } from './password.js';
import { endSessionsOf, type SessionService } from './session.js';

const MINUTE_MS = 60_000;

export interface PasswordResetParts {
  readonly database: Database;
  readonly sessions: SessionService;
  readonly passwords: Passwords;
  readonly attempts: Attempts;
  readonly mail: MailService;
  readonly letters: Letters;
  readonly background: Background;
  readonly now: () => Date;
}

export class PasswordResetService {
  constructor(private readonly parts: PasswordResetParts) {}

  /** Sends a link to the address if there is a user with it. Anyone may. @throws NotPermitted without mail | RateLimited */
  async request(email: string, address: string | null): Promise<void> {
    const { database, mail, letters, attempts, background, now } = this.parts;
    if (!mail.isSending) throw new NotPermitted('This server sends no mail. Ask an administrator for a new password.');
    const to = parseEmail(email);
    await attempts.confirmation(to, address);
    background.run(async () => {
      await database.write(async (em) => {
        const user = await findUserByEmail(em, database, email);
        if (!user || user.lockedAt || user.role === Role.SOURCE) return;
        em.persist(auditEntry(now(), { actorId: null, action: 'user.request-reset', subject: user.id, address }));
        const letter = letters.reset(await this.issue(em, user, CONFIRMATION_MINUTES * MINUTE_MS));
        // Not to what was typed: letters that count as the same may lead to another mailbox.
        mail.put(em, { to: user.email, userId: user.id, letter });
      });
      mail.look();
    });
  }

  /**
   * Sets a new password with what was sent, ends every session and API token of the user, and forgets wrong tries. A second
   * factor is still asked for.
   * @throws InvalidInput | RateLimited
   */
  async reset({ token, next }: { token: string; next: string }, address: string | null): Promise<void> {
    const { database, passwords, attempts, sessions, mail, letters, now } = this.parts;
    await attempts.code(address);
    const passwordHash = await passwords.hash(next, { field: 'newPassword' });
    const at = now();
    const { user, ended } = await database.write(async (em) => {
      const { userId } = await takeConfirmation(em, {
        secret: token,
        purpose: ConfirmationPurpose.RESET_PASSWORD,
        now: at,
        field: 'token',
      });
      const found = await em.findOneOrFail(User, { id: userId as User['id'] }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      // Refused, the link is good for another try.
      checkNewPassword(next, { field: 'newPassword', email: found.email });
      found.passwordHash = passwordHash;
      em.persist(auditEntry(at, { actorId: found.id, action: 'user.reset-password', subject: found.id, address }));
      mail.put(em, { to: found.email, userId: found.id, letter: letters.passwordChanged() });
      await em.flush();
      return { user: found, ended: [...(await endSessionsOf(em, found.id, at)), ...(await endApiTokensOf(em, found.id, at))] };
    });
    await sessions.announceEnd(ended);
    await attempts.forgetAccount(user.email);
    mail.look();
  }

  /**
   * A link for a user an administrator made or helps, in this unit of work: sent, or where no mail is sent given back, to be
   * handed over in person.
   */
  async invite(em: EntityManager, user: User): Promise<string | null> {
    const { mail, letters } = this.parts;
    const secret = await this.issue(em, user, INVITATION_HOURS * 60 * MINUTE_MS);
    if (!mail.isSending) return letters.resetLink(secret);
    mail.put(em, { to: user.email, userId: user.id, letter: letters.invitation(secret) });
    return null;
  }

  private issue(em: EntityManager, user: User, goodForMs: number): Promise<string> {
    const { database, now } = this.parts;
    const purpose = ConfirmationPurpose.RESET_PASSWORD;
    return issueConfirmation(em, { purpose, userId: user.id, emailHash: emailHashOf(database, user.email), now: now(), goodForMs });
  }
}
