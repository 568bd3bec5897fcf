/** What administrators do about users: see, make, lock and help them, change their role. Each of it is audited, the seeing too. */
import { LockMode } from '@mikro-orm/core';
import { authorise } from '../domain/access.js';
import type { AuditEntry } from '../domain/audit.js';
import type { Currency } from '../domain/currency.js';
import { Conflict, InvalidInput, NotFound } from '../domain/errors.js';
import { isUuid, type UserId } from '../domain/ids.js';
import { badCursor, type Page, type PageArgs, pageSize, readCursor, toPage, writeCursor } from '../domain/page.js';
import { parseText } from '../domain/text.js';
import { type Actor, Role, User } from '../domain/user.js';
import type { Database, EntityManager } from '../storage/database.js';
import { endApiTokensOf, openApiTokensOf } from '../storage/query/session.js';
import { searchUsers } from '../storage/query/user.js';
import { auditEntry } from './audit.js';
import type { Letters } from './letter.js';
import type { MailService } from './mail.js';
import type { Passwords } from './password.js';
import type { PasswordResetService } from './password-reset.js';
import { SecondFactors } from './second-factor.js';
import { endSessionsOf, type SessionService } from './session.js';
import type { UserService } from './user.js';

interface Change {
  readonly before: object | null;
  readonly after: object | null;
  /** What of the user's ends with it. */
  readonly ends: 'sessions' | 'everything' | null;
}

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly source?: string | null;
  readonly baseCurrency?: Currency | null;
}

export interface Invited {
  readonly user: User;
  /** To be handed over in person, where this server sends no mail. */
  readonly setupLink: string | null;
}

export interface UserAdminParts {
  readonly database: Database;
  readonly users: UserService;
  readonly sessions: SessionService;
  readonly passwords: Passwords;
  readonly resets: PasswordResetService;
  readonly mail: MailService;
  readonly letters: Letters;
  readonly now: () => Date;
}

export class UserAdminService {
  constructor(private readonly parts: UserAdminParts) {}

  /** One user. @throws NotFound */
  async user(actor: Actor | null, id: string): Promise<User> {
    authorise(actor, 'user:manage');
    return this.parts.database.write(async (em) => {
      const user = isUuid(id) ? await em.findOne(User, { id: id as UserId }) : null;
      if (!user) throw new NotFound('user', 'id');
      em.persist(this.entry(actor, 'user.read', user.id, {}));
      return user;
    });
  }

  /**
   * Makes a user of any role. Nobody knows the password until the user sets one with the link that is sent, or given back
   * where no mail is sent; a SOURCE gets none and signs in with API tokens.
   */
  async create(actor: Actor | null, input: NewUser): Promise<Invited> {
    authorise(actor, 'user:manage');
    const { users, resets, mail } = this.parts;
    let setupLink: string | null = null;
    const user = await users.create({ ...input, password: null, actorId: actor.userId, address: actor.address }, async (em, made) => {
      setupLink = made.role === Role.SOURCE ? null : await resets.invite(em, made);
    });
    mail.look();
    return { user, setupLink };
  }

  /** Makes the password nobody's, ends every session and API token, and sends a link to set a new one, or gives it back. */
  async resetPassword(actor: Actor | null, id: string): Promise<Invited> {
    authorise(actor, 'user:manage');
    const { passwords, resets, mail } = this.parts;
    const passwordHash = await passwords.unknown();
    let setupLink: string | null = null;
    const user = await this.change(actor, id, 'user.reset-password', async (found, em) => {
      found.passwordHash = passwordHash;
      setupLink = found.role === Role.SOURCE ? null : await resets.invite(em, found);
      return { before: null, after: null, ends: 'everything' };
    });
    mail.look();
    return { user, setupLink };
  }

  /** Takes off the second factor of who lost it, and ends their sessions. @throws Conflict when there is none */
  async resetSecondFactor(actor: Actor | null, id: string): Promise<User> {
    const { mail, letters } = this.parts;
    const user = await this.change(actor, id, 'user.reset-second-factor', async (found, em) => {
      if (!(await SecondFactors.remove(em, found.id))) throw new Conflict('NO_SECOND_FACTOR', 'This user has no second factor.');
      mail.put(em, { to: found.email, userId: found.id, letter: letters.secondFactorRemoved() });
      return { before: null, after: null, ends: 'sessions' };
    });
    mail.look();
    return user;
  }

  /** Users by part of their name or address, newest first; of more than 100,000, the newest are searched. */
  async list(actor: Actor | null, args: PageArgs & { readonly search?: string | null }): Promise<Page<User>> {
    authorise(actor, 'user:manage');
    const size = pageSize(args.first);
    const [before] = readCursor(args.after, 1) ?? [];
    if (before !== undefined && !isUuid(before)) throw badCursor();
    const search = args.search ? parseText(args.search, { field: 'search', max: 100 }) : null;
    const limit = size + 1;
    const rows = await this.parts.database.write(async (em) => {
      const ids =
        search === null
          ? null
          : await searchUsers(em, this.parts.database, { text: search, before: (before ?? null) as UserId | null, limit });
      const where = ids ? { id: { $in: ids } } : before ? { id: { $lt: before as UserId } } : {};
      const found = await em.find(User, where, { orderBy: { id: 'desc' }, limit });
      // Who was seen rather than what was searched for: that may be a name or an address.
      const users = found.slice(0, size).map(({ id }) => id);
      em.persist(this.entry(actor, 'user.list', actor.userId, { after: { isSearch: search !== null, users } }));
      return found;
    });
    return toPage(rows, { size, after: args.after, cursorOf: ({ id }) => writeCursor([id]) });
  }

  /** Locks a user out, ending every session, or lets them in again. */
  async setLocked(actor: Actor | null, id: string, isLocked: boolean): Promise<User> {
    return this.change(actor, id, isLocked ? 'user.lock' : 'user.unlock', async (user) => {
      const wasLocked = user.lockedAt !== null;
      user.lockedAt = isLocked ? (user.lockedAt ?? this.parts.now()) : null;
      return { before: { isLocked: wasLocked }, after: { isLocked }, ends: isLocked ? 'sessions' : null };
    });
  }

  /** Makes a user an administrator or an ordinary one; their sessions and API tokens end, so that nothing goes on with the old rights. */
  async setRole(actor: Actor | null, id: string, role: Role): Promise<User> {
    return this.change(actor, id, 'user.set-role', async (user) => {
      const before = { role: user.role };
      if (role !== user.role && (role === Role.SOURCE || user.role === Role.SOURCE)) {
        throw new InvalidInput(
          'role',
          'SOURCE',
          'SOURCE is for machines, each with a user made for it; it is neither given nor taken away.',
        );
      }
      user.role = role;
      return { before, after: { role }, ends: before.role !== role ? 'everything' : null };
    });
  }

  private async change(
    actor: Actor | null,
    id: string,
    action: string,
    apply: (user: User, em: EntityManager) => Promise<Change>,
  ): Promise<User> {
    authorise(actor, 'user:manage');
    if (id === actor.userId) throw new InvalidInput('id', 'SELF', 'Ask another administrator: nobody does this to themselves.');
    const now = this.parts.now();
    const { user, ended } = await this.parts.database.write(async (em) => {
      const found = isUuid(id) ? await em.findOne(User, { id: id as UserId }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
      if (!found) throw new NotFound('user', 'id');
      if (found.erasedAt) throw new Conflict('ERASED', 'This user was erased.');
      const { before, after, ends } = await apply(found, em);
      em.persist(this.entry(actor, action, found.id, { before, after }));
      return { user: found, ended: ends ? await this.endAll(em, found.id, now, ends) : [] };
    });
    await this.parts.sessions.announceEnd(ended);
    return user;
  }

  /** A locked user's API tokens are good again when the lock goes; their sockets are cut all the same. */
  private async endAll(em: EntityManager, id: UserId, now: Date, ends: 'sessions' | 'everything'): Promise<Actor['sessionId'][]> {
    // The change first: whoever signs in at this moment waits for it, and then sees it.
    await em.flush();
    const tokens = ends === 'everything' ? await endApiTokensOf(em, id, now) : await openApiTokensOf(em, id, now);
    return [...(await endSessionsOf(em, id, now)), ...tokens];
  }

  private entry(actor: Actor, action: string, subject: string, change: { before?: object | null; after?: object | null }): AuditEntry {
    const { userId: actorId, address } = actor;
    return auditEntry(this.parts.now(), { actorId, action, subject, address, ...change });
  }
}
