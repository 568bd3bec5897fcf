/**
 * Sessions and the tokens that stand for them. A session is checked in the database (through a cache of a few seconds), so
 * that ending it ends its access tokens everywhere; a refresh token is good for one use, and a second use ends its session.
 */
import { createHash, randomBytes } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import { authorise } from '../domain/access.js';
import { API_TOKEN_PREFIX } from '../domain/api-token.js';
import { NotAuthenticated, NotFound, NotPermitted } from '../domain/errors.js';
import { type ApiTokenId, isUuid, type SessionId, type UserId } from '../domain/ids.js';
import { badCursor, type Page, type PageArgs, pageSize, readCursor, toPage, writeCursor } from '../domain/page.js';
import { Session, SpentRefreshToken } from '../domain/session.js';
import { type Actor, type Role, User } from '../domain/user.js';
import type { Bus } from '../storage/bus.js';
import type { Database, EntityManager } from '../storage/database.js';
import { newId } from '../storage/new-id.js';
import { endedAmong, findRoles, noteUses, type SessionKey } from '../storage/query/session.js';
import { AccessTokens, type TokenSettings } from './access-token.js';
import { ApiTokenKeys } from './api-token-key.js';
import { auditEntry } from './audit.js';
import { Batched } from './batched.js';

/** How long the answer "this session is alive" is believed; an end of the session is heard of sooner, over the bus. */
const SESSION_CACHE_MS = 3_000;
const SESSION_CACHE_ENTRIES = 100_000;
/** Sessions asked for at once, and how many may wait: sockets open by the thousand when a deployment has closed them. */
const CHECKS = { atOnce: 64, waiting: 50_000 } as const;
/** Within which a use of a session is not written down again. */
const USE_KEPT_MS = 60_000;

export interface IssuedSession {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  readonly refreshToken: string;
  readonly refreshTokenExpiresAt: Date;
  readonly user: User;
}

export interface SessionSettings extends TokenSettings {
  readonly refreshTokenTtlS: number;
}

export class SessionService {
  private readonly tokens: AccessTokens;
  private readonly keys: ApiTokenKeys;
  private readonly checks = new Batched<SessionKey, Role | null>((asked) => this.readRoles(asked), CHECKS);
  private readonly alive = new Map<SessionId, { readonly userId: UserId; readonly role: Role; readonly checkedAt: number }>();

  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly settings: SessionSettings,
    private readonly now: () => Date,
  ) {
    this.tokens = new AccessTokens(settings, now);
    this.keys = new ApiTokenKeys(database, now);
  }

  /** Begins a session of a user who has shown who they are, in this unit of work. */
  async start(em: EntityManager, user: User, address: string | null): Promise<IssuedSession> {
    const now = this.now();
    const session = new Session({ id: newId(now), userId: user.id, refreshHash: '', createdAt: now, expiresAt: now });
    const issued = await this.renew(session, user);
    em.persist(session);
    em.persist(auditEntry(now, { actorId: user.id, action: 'user.sign-in', subject: session.id, address }));
    return issued;
  }

  /**
   * Exchanges a refresh token for new tokens; each is good for one use.
   * @throws NotAuthenticated when it is unknown, expired or spent; a spent one also ends its session, because somebody has a copy
   */
  async refresh(refreshToken: string): Promise<IssuedSession> {
    const now = this.now();
    const spent = sha256(refreshToken);
    const outcome = await this.database.write(async (em) => {
      const session = await em.findOne(Session, { refreshHash: spent }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!session) return this.endReused(em, spent, now);
      const user = await em.findOne(User, { id: session.userId });
      if (!user || user.lockedAt || session.revokedAt || session.expiresAt <= now) return null;
      em.persist(new SpentRefreshToken({ hash: spent, sessionId: session.id, spentAt: now }));
      return this.renew(session, user);
    });
    if (outcome && 'accessToken' in outcome) return outcome;
    if (outcome) await this.announceEnd([outcome.ended]);
    throw new NotAuthenticated('The refresh token is not valid any more. Sign in again.');
  }

  /** Ends the session the actor came with: its access and refresh tokens, here and on every other instance. */
  async signOut(actor: Actor | null): Promise<void> {
    authorise(actor, 'user:read-self');
    if (actor.scopes !== null) throw new NotPermitted('An API token is not signed out; revoke it with revokeApiToken.');
    await this.end(actor, actor.sessionId);
  }

  /** The actor's sessions that have not ended, newest first. */
  async list(actor: Actor | null, args: PageArgs): Promise<Page<Session>> {
    authorise(actor, 'session:manage-own');
    const size = pageSize(args.first);
    const [before] = readCursor(args.after, 1) ?? [];
    if (before !== undefined && !isUuid(before)) throw badCursor();
    const rows = await this.database.read((em) =>
      em.find(
        Session,
        { userId: actor.userId, revokedAt: null, expiresAt: { $gt: this.now() }, ...(before && { id: { $lt: before as SessionId } }) },
        { orderBy: { id: 'desc' }, limit: size + 1 },
      ),
    );
    return toPage(rows, { size, after: args.after, cursorOf: ({ id }) => writeCursor([id]) });
  }

  /** Ends one of the actor's own sessions. @throws NotFound */
  async end(actor: Actor | null, id: string): Promise<void> {
    authorise(actor, 'session:manage-own');
    const now = this.now();
    const isEnded = await this.database.write(async (em) => {
      if (!isUuid(id)) return false;
      const changed = await em.nativeUpdate(Session, { id: id as SessionId, userId: actor.userId, revokedAt: null }, { revokedAt: now });
      const { userId: actorId, address } = actor;
      if (changed > 0) em.persist(auditEntry(now, { actorId, action: 'session.end', subject: id, address }));
      return changed > 0;
    });
    if (!isEnded) throw new NotFound('session', 'id');
    await this.announceEnd([id as SessionId]);
  }

  /** Ends every session of the actor but the one they came with; returns how many. */
  async endOthers(actor: Actor | null): Promise<number> {
    authorise(actor, 'session:manage-own');
    const now = this.now();
    const { userId: actorId, address } = actor;
    const ended = await this.database.write(async (em) => {
      em.persist(auditEntry(now, { actorId, action: 'session.end-others', subject: actorId, address }));
      return endSessionsOf(em, actorId, now, actor.sessionId);
    });
    await this.announceEnd(ended);
    return ended.length;
  }

  /**
   * Who an access token or an API token stands for.
   * @throws NotAuthenticated when it is malformed, expired, signed otherwise, or was ended
   */
  async authenticate(token: string, address: string | null = null): Promise<Actor> {
    if (token.startsWith(API_TOKEN_PREFIX)) return { ...(await this.keys.authenticate(token)), address };
    const claims = await this.tokens.verify(token);
    const role = await this.roleOf(claims.sessionId, claims.userId);
    if (!role) throw new NotAuthenticated('This session has ended. Sign in again.');
    return { ...claims, role, scopes: null, address };
  }

  /** Those of the sessions and API tokens of live connections that have ended, asked in one statement. */
  async endedAmong(ids: readonly Actor['sessionId'][]): Promise<Actor['sessionId'][]> {
    if (ids.length === 0) return [];
    return this.database.read((em) => endedAmong(em, [...new Set(ids)], this.now()));
  }

  /** Forgets what was known of sessions and API tokens that ended elsewhere. */
  forget(ids: readonly Actor['sessionId'][]): void {
    for (const id of ids) this.alive.delete(id as SessionId);
    this.keys.forget(ids as readonly ApiTokenId[]);
  }

  /** Tells every instance that sessions or API tokens have ended. */
  async announceEnd(ids: readonly Actor['sessionId'][]): Promise<void> {
    if (ids.length === 0) return;
    this.forget(ids);
    // Without the bus the other instances learn it from the database, within the cache's few seconds.
    await this.bus.publish('sessions', { ended: ids as readonly SessionId[] }).catch(() => undefined);
  }

  private async renew(session: Session, user: User): Promise<IssuedSession> {
    const now = this.now();
    const refreshToken = randomBytes(32).toString('base64url');
    session.refreshHash = sha256(refreshToken);
    session.expiresAt = new Date(now.getTime() + this.settings.refreshTokenTtlS * 1000);
    session.lastUsedAt = now;
    const { token, expiresAt } = await this.tokens.sign(user.id, session.id);
    return {
      accessToken: token,
      accessTokenExpiresAt: expiresAt,
      refreshToken,
      refreshTokenExpiresAt: session.expiresAt,
      user,
    };
  }

  private async roleOf(sessionId: SessionId, userId: UserId): Promise<Role | null> {
    const known = this.alive.get(sessionId);
    const now = this.now().getTime();
    if (known?.userId === userId && now - known.checkedAt < SESSION_CACHE_MS) return known.role;
    const role = await this.checks.ask({ sessionId, userId });
    this.alive.delete(sessionId);
    if (!role) return null;
    // Oldest out: a Map keeps the order of insertion.
    if (this.alive.size >= SESSION_CACHE_ENTRIES) this.alive.delete(this.alive.keys().next().value as SessionId);
    this.alive.set(sessionId, { userId, role, checkedAt: now });
    return role;
  }

  /** The roles of sessions that are alive; they are noted to be in use. */
  private async readRoles(asked: readonly SessionKey[]): Promise<(Role | null)[]> {
    const now = this.now();
    const found = await this.database.read((em) => findRoles(em, asked, new Date(now.getTime() - USE_KEPT_MS)));
    const used = asked.flatMap(({ sessionId }, index) => (found[index]?.isUseOld ? sessionId : []));
    // Where nothing can be written, reading still goes on.
    if (used.length > 0) await this.database.read((em) => noteUses(em, used, now)).catch(() => undefined);
    return found.map((row) => row?.role ?? null);
  }

  private async endReused(em: EntityManager, spent: string, now: Date): Promise<{ ended: SessionId } | null> {
    const reused = await em.findOne(SpentRefreshToken, { hash: spent });
    if (!reused) return null;
    await em.nativeUpdate(Session, { id: reused.sessionId }, { revokedAt: now });
    em.persist(auditEntry(now, { actorId: null, action: 'session.reuse-detected', subject: reused.sessionId }));
    return { ended: reused.sessionId };
  }
}

/** Ends the sessions of a user, all or all but one, in this unit of work. */
export async function endSessionsOf(em: EntityManager, userId: UserId, now: Date, except?: Actor['sessionId']): Promise<SessionId[]> {
  const rows = await em.execute<{ id: SessionId }[]>(
    'update session set revoked_at = ? where user_id = ? and revoked_at is null and id is distinct from ?::uuid returning id',
    [now, userId, except ?? null],
  );
  return rows.map(({ id }) => id);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
