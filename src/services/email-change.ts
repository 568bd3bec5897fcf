/**
 * Another e-mail address to sign in with. It becomes the user's when who reads what is sent there confirms it; the address of
 * before is told, and can take it back for a while, so that who stole a password does not keep what it opens.
 */
import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/core';
import { authorise } from '../domain/access.js';
import { CONFIRMATION_MINUTES, Confirmation, ConfirmationPurpose, UNDO_HOURS } from '../domain/confirmation.js';
import { Conflict, InvalidInput, NotPermitted } from '../domain/errors.js';
import type { UserId } from '../domain/ids.js';
import { foldEmail, parseEmail } from '../domain/text.js';
import { type Actor, User } from '../domain/user.js';
import type { Database, EntityManager } from '../storage/database.js';
import { endApiTokensOf } from '../storage/query/session.js';
import { emailHashOf, findUserByEmail } from '../storage/query/user.js';
import type { Attempts } from './attempt.js';
import { auditEntry } from './audit.js';
import type { Background } from './background.js';
import { issueConfirmation, takeConfirmation } from './confirmation.js';
import type { Letters } from './letter.js';
import type { MailService } from './mail.js';
import type { Passwords } from './password.js';
import type { PasswordResetService } from './password-reset.js';
import { endSessionsOf, type SessionService } from './session.js';
import type { UserService } from './user.js';

const MINUTE_MS = 60_000;

export interface EmailChangeParts {
  readonly database: Database;
  readonly users: UserService;
  readonly sessions: SessionService;
  readonly passwords: Passwords;
  readonly resets: PasswordResetService;
  readonly attempts: Attempts;
  readonly mail: MailService;
  readonly letters: Letters;
  readonly background: Background;
  readonly now: () => Date;
}

export class EmailChangeService {
  constructor(private readonly parts: EmailChangeParts) {}

  /**
   * Sends a link to the new address; the answer is the same when somebody else has it.
   * @throws NotPermitted without mail | InvalidInput | NotAuthenticated for a wrong password or code | RateLimited
   */
  async request(actor: Actor | null, { email, password, totp }: { email: string; password: string; totp: string | null }): Promise<void> {
    authorise(actor, 'user:change-self');
    const { users, attempts, mail, background } = this.parts;
    if (!mail.isSending) throw new NotPermitted('This server sends no mail, so it cannot confirm another address.');
    const to = parseEmail(email);
    const user = await users.askPassword(actor, password, totp);
    if (foldEmail(user.email) === to) throw new InvalidInput('email', 'SAME', 'email is your address already.');
    await attempts.emailChange(actor.userId);
    await attempts.confirmation(to, actor.address);
    background.run(async () => {
      await this.parts.database.write((em) => this.write(em, { actor, to }));
      mail.look();
    });
  }

  /** Makes the address the link was sent to the user's; sessions go on. Anyone may who has the link. @throws InvalidInput | RateLimited | Conflict */
  async confirm(token: string, address: string | null): Promise<void> {
    const { database, mail, letters, now } = this.parts;
    await this.move({ token, purpose: ConfirmationPurpose.CHANGE_EMAIL, address }, async (em, user, { before }) => {
      const at = now();
      const secret = await issueConfirmation(em, {
        purpose: ConfirmationPurpose.UNDO_EMAIL_CHANGE,
        userId: user.id,
        emailHash: emailHashOf(database, before),
        email: before,
        now: at,
        goodForMs: UNDO_HOURS * 60 * MINUTE_MS,
      });
      mail.put(em, { to: before, userId: user.id, letter: letters.emailChanged(secret) });
      // What is under way to the address of before must not decide any more.
      await spend(em, { userId: user.id, purpose: [ConfirmationPurpose.CHANGE_EMAIL, ConfirmationPurpose.RESET_PASSWORD], at });
      em.persist(auditEntry(at, { actorId: user.id, action: 'user.change-email', subject: user.id, address }));
      return [];
    });
  }

  /**
   * Gives the user the address back, ends every session and API token, and sends a link for a new password there, because whoever
   * changed it knew the old one. Anyone may who has the link. @throws InvalidInput | RateLimited | Conflict
   */
  async undo(token: string, address: string | null): Promise<void> {
    const { passwords, resets, now } = this.parts;
    const passwordHash = await passwords.unknown();
    await this.move({ token, purpose: ConfirmationPurpose.UNDO_EMAIL_CHANGE, address }, async (em, user, { issuedAt }) => {
      const at = now();
      user.passwordHash = passwordHash;
      await em.flush();
      // Every way back that was given later was given to who is thrown out here.
      await spend(em, { userId: user.id, purpose: Object.values(ConfirmationPurpose), at, since: issuedAt });
      await resets.invite(em, user);
      em.persist(auditEntry(at, { actorId: user.id, action: 'user.undo-email-change', subject: user.id, address }));
      return [...(await endSessionsOf(em, user.id, at)), ...(await endApiTokensOf(em, user.id, at))];
    });
  }

  /** Takes the link, and gives its user its address. */
  private async move(
    { token, purpose, address }: { token: string; purpose: ConfirmationPurpose; address: string | null },
    also: (em: EntityManager, user: User, change: { before: string; issuedAt: Date }) => Promise<Actor['sessionId'][]>,
  ): Promise<void> {
    const { database, attempts, sessions, mail, now } = this.parts;
    await attempts.code(address);
    try {
      const ended = await database.write(async (em) => {
        const taken = await takeConfirmation(em, { secret: token, purpose, now: now(), field: 'token' });
        const user = await em.findOneOrFail(User, { id: taken.userId as UserId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
        const before = user.email;
        Object.assign(user, { email: taken.email, emailHash: taken.emailHash });
        await em.flush();
        return also(em, user, { before, issuedAt: taken.createdAt });
      });
      await sessions.announceEnd(ended);
      mail.look();
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      throw new Conflict('EMAIL_TAKEN', 'By now there is another user with this e-mail address.');
    }
  }

  private async write(em: EntityManager, { actor, to }: { actor: Actor; to: string }): Promise<void> {
    const { database, mail, letters, now } = this.parts;
    const { userId, address } = actor;
    em.persist(auditEntry(now(), { actorId: userId, action: 'user.request-email-change', subject: userId, address }));
    const other = await findUserByEmail(em, database, to);
    if (other) return mail.put(em, { to: other.email, userId: other.id, letter: letters.emailTaken() });
    const secret = await issueConfirmation(em, {
      purpose: ConfirmationPurpose.CHANGE_EMAIL,
      userId,
      emailHash: emailHashOf(database, to),
      email: to,
      now: now(),
      goodForMs: CONFIRMATION_MINUTES * MINUTE_MS,
    });
    mail.put(em, { to, userId, letter: letters.emailChange(secret) });
  }
}

/** Makes links of the user good for nothing, those since an instant if one is given. */
async function spend(
  em: EntityManager,
  { userId, purpose, at, since }: { userId: UserId; purpose: ConfirmationPurpose[]; at: Date; since?: Date },
): Promise<void> {
  const later = since && { createdAt: { $gte: since } };
  await em.nativeUpdate(Confirmation, { userId, purpose: { $in: purpose }, usedAt: null, ...later }, { usedAt: at });
}
