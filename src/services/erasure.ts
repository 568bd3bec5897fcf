/**
 * Erasing somebody: what tells who they were goes, at once and for good; the ledger's figures and the audit log stay whole,
 * under an id that means nobody any more.
 */
import { LockMode } from '@mikro-orm/core';
import { authorise } from '../domain/access.js';
import { Conflict, InvalidInput, NotFound } from '../domain/errors.js';
import { isUuid, type UserId } from '../domain/ids.js';
import { type Actor, Role, User } from '../domain/user.js';
import type { Database, EntityManager } from '../storage/database.js';
import { erasePersonalRows } from '../storage/query/erasure.js';
import { lockLedger } from '../storage/query/ledger.js';
import { endApiTokensOf } from '../storage/query/session.js';
import type { Log } from '../telemetry.js';
import { auditEntry } from './audit.js';
import type { Passwords } from './password.js';
import { endSessionsOf, type SessionService } from './session.js';
import type { UserService } from './user.js';

export interface ErasureParts {
  readonly database: Database;
  readonly users: UserService;
  readonly sessions: SessionService;
  readonly passwords: Passwords;
  readonly now: () => Date;
  readonly log: Log;
}

export class ErasureService {
  constructor(private readonly parts: ErasureParts) {}

  /**
   * Erases the actor, who shows once more who they are.
   * @throws InvalidInput | NotAuthenticated for a wrong password or code | Conflict for the last administrator
   */
  async eraseSelf(actor: Actor | null, { password, totp }: { password: string; totp: string | null }): Promise<void> {
    authorise(actor, 'session:manage-own');
    await this.parts.users.askPassword(actor, password, totp);
    await this.erase(actor, actor.userId);
  }

  /** Erases somebody, for an administrator. @throws NotFound | InvalidInput for oneself */
  async eraseUser(actor: Actor | null, id: string): Promise<User> {
    authorise(actor, 'user:manage');
    if (id === actor.userId) throw new InvalidInput('id', 'SELF', 'Use eraseMe for yourself.');
    if (!isUuid(id)) throw new NotFound('user', 'id');
    return this.erase(actor, id as UserId);
  }

  private async erase(actor: Actor, id: UserId): Promise<User> {
    const { database, passwords, sessions, now, log } = this.parts;
    const at = now();
    const passwordHash = await passwords.unknown();
    const { user, ended } = await database.write(async (em) => {
      await lockLedger(em, id);
      const found = await em.findOne(User, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!found || found.erasedAt) throw new NotFound('user', 'id');
      if (found.role === Role.ADMIN) await refuseLast(em);
      Object.assign(found, { email: `${id}@erased.invalid`, emailHash: null, name: 'Erased', passwordHash, lockedAt: at, erasedAt: at });
      const { userId: actorId, address } = actor;
      em.persist(auditEntry(at, { actorId, action: 'user.erase', subject: id, address }));
      await em.flush();
      const tokens = await endApiTokensOf(em, id, at);
      await erasePersonalRows(em, id);
      return { user: found, ended: [...(await endSessionsOf(em, id, at)), ...tokens] };
    });
    // What is outside the database outlives it: a backup of before holds who was erased, and nothing in it says so.
    log.info({ userId: id }, 'a user was erased');
    await sessions.announceEnd(ended);
    return user;
  }
}

async function refuseLast(em: EntityManager): Promise<void> {
  const left = await em.count(User, { role: Role.ADMIN, lockedAt: null });
  if (left <= 1) throw new Conflict('LAST_ADMINISTRATOR', 'This is the last administrator. Make another one first.');
}
