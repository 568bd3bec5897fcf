/** People and machines: registration, sign-in, their password and their second factor. */
import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/core';
import { authorise } from '../domain/access.js';
import { type Currency, EUR } from '../domain/currency.js';
import { Conflict, InvalidInput, NotAuthenticated, NotFound, NotPermitted } from '../domain/errors.js';
import type { PortfolioId, SourceId, UserId } from '../domain/ids.js';
import { Portfolio } from '../domain/portfolio.js';
import { parsePusher, pusherNamed } from '../domain/source.js';
import { foldEmail, parseEmail, parseText } from '../domain/text.js';
import { type Actor, Role, User } from '../domain/user.js';
import type { Database, EntityManager } from '../storage/database.js';
import { newId } from '../storage/new-id.js';
import { emailHashOf, findUserByEmail } from '../storage/query/user.js';
import type { Attempts } from './attempt.js';
import { auditEntry } from './audit.js';
import type { Letters } from './letter.js';
import type { MailService } from './mail.js';
import { checkNewPassword, type Passwords } from './password.js';
import { SecondFactors, type TotpSetup } from './second-factor.js';
import { endSessionsOf, type IssuedSession, type SessionService } from './session.js';

const WRONG_SIGN_IN = 'The e-mail address or the password is wrong.';
const EMAIL_CHARS_MAX = 254;
const NAME = { field: 'name', max: 120 };
/** The constraint that no two have one source. */
const SOURCE_KEY = 'user_source_unique';

export interface UserParts {
  readonly database: Database;
  readonly sessions: SessionService;
  readonly passwords: Passwords;
  readonly attempts: Attempts;
  readonly mail: MailService;
  readonly letters: Letters;
  readonly now: () => Date;
}

/** @throws InvalidInput when a user could not be made of it, whoever else there is */
export function checkNewUser({ email, password, name, role = Role.USER, source = null }: NewUser): void {
  parseEmail(email);
  parseText(name, NAME);
  checkNewPassword(password, { email });
  parseSource(role, source);
}

interface NewUser {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly role?: Role;
  readonly source?: string | null;
}

export class UserService {
  private readonly factors: SecondFactors;

  constructor(private readonly parts: UserParts) {
    this.factors = new SecondFactors(parts.database, parts.now);
  }

  /**
   * Makes a user of any role, whoever asks: callers have authorised it, or it is the command line.
   * @param input.password null: nobody knows one, until a link sets it
   * @param input.source of a SOURCE: what its prices are known by; from its name when not given
   * @param also what else belongs to the same unit of work
   * @throws Conflict when there is one with this address
   */
  async create(
    input: {
      email: string;
      password: string | null;
      name: string;
      role: Role;
      source?: string | null;
      baseCurrency?: Currency | null;
      actorId: UserId | null;
      address?: string | null;
    },
    also: (em: EntityManager, user: User) => Promise<unknown> = async () => undefined,
  ): Promise<User> {
    const { database, passwords, now } = this.parts;
    const at = now();
    const email = parseEmail(input.email);
    const id: UserId = newId(at);
    const name = parseText(input.name, NAME);
    const source = await this.sourceOf({ ...input, id, name });
    const user = new User({
      id,
      email,
      emailHash: emailHashOf(database, email),
      name,
      role: input.role,
      source,
      passwordHash: await (input.password === null ? passwords.unknown() : passwords.hash(input.password, { email })),
      baseCurrency: input.baseCurrency ?? EUR,
      createdAt: at,
    });
    try {
      await database.write(async (em) => {
        if (await findUserByEmail(em, database, input.email)) throw emailTaken();
        em.persist(user);
        await em.flush();
        if (user.role !== Role.SOURCE) em.persist(firstPortfolio(user, at));
        const address = input.address ?? null;
        const after = { role: user.role, ...(source && { source }) };
        em.persist(auditEntry(at, { actorId: input.actorId ?? id, action: 'user.create', subject: id, after, address }));
        await also(em, user);
      });
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException) {
        if (source && error.message.includes(SOURCE_KEY)) {
          throw new Conflict('SOURCE_TAKEN', `There is already a source ${source}: give another one as source.`);
        }
        throw emailTaken();
      }
      throw error;
    }
    return user;
  }

  /** @throws InvalidInput when a person is given one, or it is spelled wrongly */
  private async sourceOf({ id, role, name, source }: { id: UserId; role: Role; name: string; source?: string | null }) {
    const given = parseSource(role, source ?? null);
    if (given || role !== Role.SOURCE) return given;
    // Only who asked for a name of the source is told that it is taken.
    const named = pusherNamed(name);
    const isFree = named && (await this.parts.database.read((em) => em.count(User, { source: named }))) === 0;
    return isFree ? named : pusherNamed(name, id.slice(-6));
  }

  /**
   * @throws NotAuthenticated with the same words and after the same time for an unknown user and a wrong password
   * @throws RateLimited after too many wrong ones, whether there is such a user or not
   */
  async signIn(
    input: { email: string; password: string; totp?: string | null | undefined },
    address: string | null = null,
  ): Promise<IssuedSession> {
    const email = input.email.trim().slice(0, EMAIL_CHARS_MAX).replaceAll('\0', '');
    const user = await this.checkPassword(email, input.password, { address, totp: input.totp ?? null });
    if (!user) throw new NotAuthenticated(WRONG_SIGN_IN);
    // Told only to who knows the password.
    if (user.lockedAt) throw new NotPermitted('This user is locked. Ask an administrator.');
    return this.parts.database.write(async (em) => {
      // The password may have been changed, or the user locked, since it was compared.
      const now = await em.findOne(User, { id: user.id }, { lockMode: LockMode.PESSIMISTIC_READ });
      if (!now || now.lockedAt || now.passwordHash !== user.passwordHash) throw new NotAuthenticated(WRONG_SIGN_IN);
      return this.parts.sessions.start(em, now, address);
    });
  }

  /** Sets a new password and ends the user's other sessions. @throws InvalidInput when the current one is wrong */
  async changePassword(actor: Actor | null, { current, next }: { current: string; next: string }): Promise<void> {
    authorise(actor, 'session:manage-own');
    const { email } = await this.askPassword(actor, current);
    const passwordHash = await this.parts.passwords.hash(next, { field: 'newPassword', email });
    const now = this.parts.now();
    const { mail, letters } = this.parts;
    const ended = await this.parts.database.write(async (em) => {
      await em.nativeUpdate(User, { id: actor.userId }, { passwordHash });
      mail.put(em, { to: email, userId: actor.userId, letter: letters.passwordChanged() });
      em.persist(auditEntry(now, { actorId: actor.userId, action: 'user.change-password', subject: actor.userId, address: actor.address }));
      return endSessionsOf(em, actor.userId, now, actor.sessionId);
    });
    await this.parts.sessions.announceEnd(ended);
    mail.look();
  }

  /** Changes how the user is addressed and what currency new portfolios are valued in; what is not given stays. */
  async changeProfile(actor: Actor | null, input: { name?: string | null; baseCurrency?: Currency | null }): Promise<User> {
    authorise(actor, 'user:change-self');
    const now = this.parts.now();
    return this.parts.database.write(async (em) => {
      const user = await em.findOneOrFail(User, { id: actor.userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const { name, baseCurrency } = user;
      user.name = parseText(input.name ?? user.name, NAME);
      user.baseCurrency = input.baseCurrency ?? user.baseCurrency;
      // The log is never changed, so no name stands in it.
      const before = { baseCurrency };
      const after = { baseCurrency: user.baseCurrency, isNameChanged: user.name !== name };
      em.persist(
        auditEntry(now, { actorId: user.id, action: 'user.change-profile', subject: user.id, before, after, address: actor.address }),
      );
      return user;
    });
  }

  /** Whether and since when a second factor is asked for. */
  async secondFactor(actor: Actor | null): Promise<{ confirmedAt: Date | null; recoveryCodesLeft: number }> {
    authorise(actor, 'session:manage-own');
    return this.factors.state(actor);
  }

  /** Begins to set up a second factor. @throws InvalidInput when the password is wrong | Conflict when there is one already */
  async enableTotp(actor: Actor | null, password: string): Promise<TotpSetup> {
    authorise(actor, 'session:manage-own');
    const { email } = await this.askPassword(actor, password);
    return this.factors.enable(actor, email);
  }

  /** @throws InvalidInput when the code is wrong */
  async confirmTotp(actor: Actor | null, code: string): Promise<string[]> {
    authorise(actor, 'session:manage-own');
    return this.factors.confirm(actor, code);
  }

  /** @throws InvalidInput when password or code are wrong */
  async disableTotp(actor: Actor | null, { password, code }: { password: string; code: string }): Promise<void> {
    authorise(actor, 'session:manage-own');
    const { email } = await this.askPassword(actor, password);
    const { mail, letters } = this.parts;
    await this.factors.disable(actor, code, (em) =>
      mail.put(em, { to: email, userId: actor.userId, letter: letters.secondFactorRemoved() }),
    );
    mail.look();
  }

  /** For the command line. @throws NotFound */
  async byEmail(email: string): Promise<User> {
    parseEmail(email);
    const user = await this.parts.database.read((em) => findUserByEmail(em, this.parts.database, email));
    if (!user) throw new NotFound('user', 'email');
    return user;
  }

  /** The signed-in user. */
  async me(actor: Actor | null): Promise<User> {
    authorise(actor, 'user:read-self');
    return this.parts.database.read((em) => em.findOneOrFail(User, { id: actor.userId }));
  }

  /**
   * Lets nobody who merely found a device unlocked change how its owner signs in.
   * @param totp the code of the second factor, null when none was given; undefined: it is not asked for
   * @throws InvalidInput | RateLimited | NotAuthenticated by the rule TOTP_REQUIRED or TOTP_WRONG
   */
  async askPassword(actor: Actor, password: string, totp?: string | null): Promise<User> {
    const { email } = await this.me(actor);
    const user = await this.checkPassword(email, password, { address: actor.address, totp });
    if (!user) throw new InvalidInput('currentPassword', 'WRONG', 'currentPassword is not your password.');
    return user;
  }

  /**
   * The user, or null when the password is not theirs or there is none.
   * @param totp the code of the second factor, null when none was given; undefined: it is not asked for
   * @throws RateLimited | NotAuthenticated by the rule TOTP_REQUIRED or TOTP_WRONG
   */
  private async checkPassword(
    email: string,
    password: string,
    { address, totp }: { address: string | null; totp: string | null | undefined },
  ): Promise<User | null> {
    // Within the turn, so that no more are being tried at any moment than are hashed: a crowd of right ones is no attack.
    return this.parts.passwords.inTurn(async () => {
      const attempt = await this.parts.attempts.signIn(email, address);
      const user = await this.parts.database.read((em) => findUserByEmail(em, this.parts.database, email));
      const isRight = await this.parts.passwords.isRight(user?.passwordHash ?? null, password);
      const second = user && isRight && totp !== undefined ? await this.factors.check(user.id, totp, address) : 'none';
      if (second === 'missing') {
        await attempt.giveBack();
        throw new NotAuthenticated('Give the code your authenticator shows as totp.', 'TOTP_REQUIRED');
      }
      if (user && isRight && second !== 'wrong') {
        await attempt.succeeded();
        if (!this.parts.passwords.isCurrent(user.passwordHash)) await this.hashAnew(user, password);
        return user;
      }
      const subject = user?.id ?? emailHashOf(this.parts.database, foldEmail(email)).slice(0, 32);
      const refusal = auditEntry(this.parts.now(), { actorId: null, action: 'user.sign-in-refused', subject, address });
      await this.parts.database.write(async (em) => em.persist(refusal));
      if (second === 'wrong') throw new NotAuthenticated('The code is wrong, or was used already.', 'TOTP_WRONG');
      return null;
    });
  }

  /** A password that was hashed with other settings is hashed with today's as soon as it is known. */
  private async hashAnew(user: User, password: string): Promise<void> {
    const old = user.passwordHash;
    user.passwordHash = await this.parts.passwords.hashAnew(password);
    await this.parts.database.read((em) => em.nativeUpdate(User, { id: user.id, passwordHash: old }, { passwordHash: user.passwordHash }));
  }
}

export function firstPortfolio(user: User, now: Date): Portfolio {
  return new Portfolio({
    id: newId<PortfolioId>(now),
    userId: user.id,
    name: 'My portfolio',
    baseCurrency: user.baseCurrency,
    createdAt: now,
  });
}

function emailTaken(): Conflict {
  return new Conflict('EMAIL_TAKEN', 'There is already a user with this e-mail address. Sign in instead.');
}

/** What the prices of a SOURCE are to be known by; null: it was not said. */
function parseSource(role: Role, source: string | null): SourceId | null {
  if (!source) return null;
  if (role !== Role.SOURCE) throw new InvalidInput('source', 'SOURCE', 'source is for users with the role SOURCE alone.');
  return parsePusher(source);
}
