/** What administrators do about users: see them, lock them, change their role. Each of it is audited, the seeing too. */
import { LockMode } from '@mikro-orm/core';
import { authorise } from '../domain/access.js';
import type { AuditEntry } from '../domain/audit.js';
import { InvalidInput, NotFound } from '../domain/errors.js';
import { isUuid, type UserId } from '../domain/ids.js';
import { type Page, type PageArgs, pageSize, readCursor, toPage, writeCursor } from '../domain/page.js';
import { parseText } from '../domain/text.js';
import { type Actor, Role, User } from '../domain/user.js';
import type { Database, EntityManager } from '../storage/database.js';
import { endApiTokensOf, openApiTokensOf } from '../storage/query/session.js';
import { auditEntry } from './audit.js';
import { endSessionsOf, type SessionService } from './session.js';

interface Change {
  readonly before: object;
  readonly after: object;
  /** What of the user's ends with it. */
  readonly ends: 'sessions' | 'everything' | null;
}

export class UserAdminService {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionService,
    private readonly now: () => Date,
  ) {}

  /** Users by part of their name or address, newest first. */
  async list(actor: Actor | null, args: PageArgs & { readonly search?: string | null }): Promise<Page<User>> {
    authorise(actor, 'user:manage');
    const size = pageSize(args.first);
    const [before] = readCursor(args.after, 1) ?? [];
    if (before !== undefined && !isUuid(before)) throw new InvalidInput('after', 'CURSOR', 'after must be a cursor of this list.');
    const search = args.search ? parseText(args.search, { field: 'search', max: 100 }) : null;
    const like = search && `%${search.replace(/[\\%_]/g, '\\$&')}%`;
    const rows = await this.database.write(async (em) => {
      em.persist(this.entry(actor, 'user.list', actor.userId, { after: { search, first: size } }));
      return em.find(
        User,
        {
          ...(before && { id: { $lt: before as UserId } }),
          ...(like && { $or: [{ email: { $ilike: like } }, { name: { $ilike: like } }] }),
        },
        { orderBy: { id: 'desc' }, limit: size + 1 },
      );
    });
    return toPage(rows, { size, after: args.after, cursorOf: ({ id }) => writeCursor([id]) });
  }

  /** Locks a user out, ending every session, or lets them in again. */
  async setLocked(actor: Actor | null, id: string, isLocked: boolean): Promise<User> {
    return this.change(actor, id, isLocked ? 'user.lock' : 'user.unlock', (user, now) => {
      const wasLocked = user.lockedAt !== null;
      user.lockedAt = isLocked ? (user.lockedAt ?? now) : null;
      return { before: { isLocked: wasLocked }, after: { isLocked }, ends: isLocked ? 'sessions' : null };
    });
  }

  /** Makes a user an administrator or an ordinary one; their sessions and API tokens end, so that nothing goes on with the old rights. */
  async setRole(actor: Actor | null, id: string, role: Role): Promise<User> {
    return this.change(actor, id, 'user.set-role', (user) => {
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

  private async change(actor: Actor | null, id: string, action: string, apply: (user: User, now: Date) => Change): Promise<User> {
    authorise(actor, 'user:manage');
    if (id === actor.userId) throw new InvalidInput('id', 'SELF', 'Ask another administrator: nobody locks or demotes themselves.');
    const now = this.now();
    const { user, ended } = await this.database.write(async (em) => {
      const found = isUuid(id) ? await em.findOne(User, { id: id as UserId }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
      if (!found) throw new NotFound('user', 'id');
      const { before, after, ends } = apply(found, now);
      em.persist(this.entry(actor, action, found.id, { before, after }));
      return { user: found, ended: ends ? await this.endAll(em, found.id, now, ends) : [] };
    });
    await this.sessions.announceEnd(ended);
    return user;
  }

  /** A locked user's API tokens are good again when the lock goes; their sockets are cut all the same. */
  private async endAll(em: EntityManager, id: UserId, now: Date, ends: 'sessions' | 'everything'): Promise<Actor['sessionId'][]> {
    // The change first: whoever signs in at this moment waits for it, and then sees it.
    await em.flush();
    const tokens = ends === 'everything' ? await endApiTokensOf(em, id, now) : await openApiTokensOf(em, id, now);
    return [...(await endSessionsOf(em, id, now)), ...tokens];
  }

  private entry(actor: Actor, action: string, subject: string, change: { before?: object; after?: object }): AuditEntry {
    const { userId: actorId, address } = actor;
    return auditEntry(this.now(), { actorId, action, subject, address, ...change });
  }
}
