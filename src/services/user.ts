/**
 * People and machines: registration, sign-in, sessions and the tokens that stand for them. A session is checked in the
 * database (through a cache of a few seconds), so that ending it ends its access tokens everywhere.
 */
import { createHash, randomBytes } from 'node:crypto';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { hash, verify } from '@node-rs/argon2';
import { BulkheadRejectedError, bulkhead } from 'cockatiel';
import { jwtVerify, SignJWT } from 'jose';
import { authorise } from '../domain/access.js';
import { AuditEntry } from '../domain/audit.js';
import { type Currency, EUR } from '../domain/currency.js';
import { Conflict, InvalidInput, NotAuthenticated, RateLimited } from '../domain/errors.js';
import { isUuid, type PortfolioId, type SessionId, type UserId } from '../domain/ids.js';
import { Portfolio } from '../domain/portfolio.js';
import { Session, SpentRefreshToken } from '../domain/session.js';
import { parseEmail, parseText } from '../domain/text.js';
import { type Actor, Role, User } from '../domain/user.js';
import type { Bus } from '../storage/bus.js';
import type { Database, EntityManager } from '../storage/database.js';
import { newId } from '../storage/new-id.js';

const ISSUER = 'tidemark';
const AUDIENCE = 'tidemark-api';
/** How long the answer "this session is alive" is believed; an end of the session is heard of sooner, over the bus. */
const SESSION_CACHE_MS = 3_000;
const SESSION_CACHE_ENTRIES = 100_000;
const MIN_PASSWORD = 8;
const MAX_PASSWORD = 200;
/** Hashing is slow on purpose; more at once than this only makes everybody wait, and beyond the queue it is refused. */
const HASHING_AT_ONCE = 2;
const HASHING_QUEUE = 200;
const HASHING_RETRY_S = 10;
/** argon2id with 19 MiB and 2 passes; the library's defaults for the rest. */
const ARGON = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export interface IssuedSession {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  readonly refreshToken: string;
  readonly refreshTokenExpiresAt: Date;
  readonly user: User;
}

export class UserService {
  private readonly hashing = bulkhead(HASHING_AT_ONCE, HASHING_QUEUE);
  private readonly alive = new Map<SessionId, { readonly userId: UserId; readonly role: Role; readonly checkedAt: number }>();
  private decoyHash: Promise<string> | null = null;

  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly settings: { readonly secret: Uint8Array; readonly accessTokenTtlS: number; readonly refreshTokenTtlS: number },
    private readonly now: () => Date,
  ) {}

  /** Makes a user with a first, empty portfolio, and signs in. Anyone may. */
  async register(input: { email: string; password: string; name: string; baseCurrency?: Currency | null }): Promise<IssuedSession> {
    const user = await this.create({ ...input, role: Role.USER, actorId: null });
    return this.database.write((em) => this.startSession(em, user));
  }

  /** Makes a user of any role; for `register` and the command line. */
  async create(input: {
    email: string;
    password: string;
    name: string;
    role: Role;
    baseCurrency?: Currency | null;
    actorId: UserId | null;
  }): Promise<User> {
    const now = this.now();
    const user = new User({
      id: newId(now),
      email: parseEmail(input.email),
      name: parseText(input.name, { field: 'name', max: 120 }),
      role: input.role,
      passwordHash: await this.hashPassword(input.password),
      baseCurrency: input.baseCurrency ?? EUR,
      createdAt: now,
    });
    try {
      await this.database.write(async (em) => {
        em.persist(user);
        await em.flush();
        if (user.role !== Role.SOURCE) em.persist(firstPortfolio(user, now));
        em.persist(audit(now, { actorId: input.actorId ?? user.id, action: 'user.create', subject: user.id, after: { role: user.role } }));
      });
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException) {
        throw new Conflict('EMAIL_TAKEN', 'There is already a user with this e-mail address. Sign in instead.');
      }
      throw error;
    }
    return user;
  }

  /** @throws NotAuthenticated with the same words and after the same time for an unknown user and a wrong password */
  async signIn({ email, password }: { email: string; password: string }): Promise<IssuedSession> {
    const user = await this.database.read((em) => em.findOne(User, { email: email.trim().toLowerCase().replaceAll('\0', '') }));
    const isRight = password.length <= MAX_PASSWORD && (await this.matches(user?.passwordHash ?? null, password));
    if (!user || !isRight) {
      if (user)
        await this.database.write(async (em) =>
          em.persist(audit(this.now(), { actorId: null, action: 'user.sign-in-refused', subject: user.id })),
        );
      throw new NotAuthenticated('The e-mail address or the password is wrong.');
    }
    return this.database.write((em) => this.startSession(em, user));
  }

  /**
   * Exchanges a refresh token for new tokens; each is good for one use.
   * @throws NotAuthenticated when it is unknown, expired or spent; a spent one also ends its session, because somebody has a copy
   */
  async refresh(refreshToken: string): Promise<IssuedSession> {
    const now = this.now();
    const spent = sha256(refreshToken);
    const outcome = await this.database.write(async (em) => {
      const session = await em.findOne(Session, { refreshHash: spent }, { lockMode: 4 });
      if (!session) return this.endReused(em, spent, now);
      const user = await em.findOne(User, { id: session.userId });
      if (!user || session.revokedAt || session.expiresAt <= now) return null;
      em.persist(new SpentRefreshToken({ hash: spent, sessionId: session.id, spentAt: now }));
      return this.renew(session, user);
    });
    if (outcome && 'accessToken' in outcome) return outcome;
    if (outcome) await this.announceEnd(outcome.ended);
    throw new NotAuthenticated('The refresh token is not valid any more. Sign in again.');
  }

  /** Ends the session the actor came with: its access and refresh tokens, here and on every other instance. */
  async signOut(actor: Actor | null): Promise<void> {
    authorise(actor, 'user:read-self');
    const now = this.now();
    await this.database.write(async (em) => {
      await em.nativeUpdate(Session, { id: actor.sessionId }, { revokedAt: now });
      em.persist(audit(now, { actorId: actor.userId, action: 'session.end', subject: actor.sessionId }));
    });
    await this.announceEnd(actor.sessionId);
  }

  /** The signed-in user. */
  async me(actor: Actor | null): Promise<User> {
    authorise(actor, 'user:read-self');
    return this.database.read((em) => em.findOneOrFail(User, { id: actor.userId }));
  }

  /**
   * Who an access token stands for.
   * @throws NotAuthenticated when it is malformed, expired, signed otherwise, or its session has ended
   */
  async authenticate(accessToken: string): Promise<Actor> {
    const claims = await this.verifyToken(accessToken);
    const role = await this.roleOf(claims.sessionId, claims.userId);
    if (!role) throw new NotAuthenticated('This session has ended. Sign in again.');
    return { ...claims, role };
  }

  /** Those of the sessions of live connections that have ended, asked in one statement. */
  async endedAmong(sessionIds: readonly SessionId[]): Promise<SessionId[]> {
    if (sessionIds.length === 0) return [];
    const rows: { id: SessionId }[] = await this.database.read((em) =>
      em.execute(
        'select wanted.id from jsonb_array_elements_text(?::jsonb) as wanted(id) ' +
          'left join session on session.id = wanted.id::uuid and session.revoked_at is null where session.id is null',
        [JSON.stringify([...new Set(sessionIds)])],
      ),
    );
    return rows.map(({ id }) => id);
  }

  /** Forgets what was known of sessions that ended elsewhere. */
  forget(sessionIds: readonly SessionId[]): void {
    for (const id of sessionIds) this.alive.delete(id);
  }

  async hashPassword(password: string): Promise<string> {
    if (password.length < MIN_PASSWORD || password.length > MAX_PASSWORD) {
      throw new InvalidInput('password', 'LENGTH', `password must have ${MIN_PASSWORD} to ${MAX_PASSWORD} characters.`);
    }
    return this.inTurn(() => hash(password, ARGON));
  }

  private async matches(passwordHash: string | null, password: string): Promise<boolean> {
    // For an unknown user a password is compared all the same, so that the answer takes as long.
    this.decoyHash ??= hash(randomBytes(16).toString('hex'), ARGON);
    const against = passwordHash ?? (await this.decoyHash);
    const isRight = await this.inTurn(() => verify(against, password));
    return isRight && passwordHash !== null;
  }

  /** @throws RateLimited when too many wait already */
  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.hashing.execute(work);
    } catch (error) {
      throw error instanceof BulkheadRejectedError ? new RateLimited(HASHING_RETRY_S) : error;
    }
  }

  private async startSession(em: EntityManager, user: User): Promise<IssuedSession> {
    const now = this.now();
    const session = new Session({ id: newId(now), userId: user.id, refreshHash: '', createdAt: now, expiresAt: now });
    const issued = await this.renew(session, user);
    em.persist(session);
    em.persist(audit(now, { actorId: user.id, action: 'user.sign-in', subject: session.id }));
    return issued;
  }

  private async renew(session: Session, user: User): Promise<IssuedSession> {
    const now = this.now();
    const refreshToken = randomBytes(32).toString('base64url');
    session.refreshHash = sha256(refreshToken);
    session.expiresAt = new Date(now.getTime() + this.settings.refreshTokenTtlS * 1000);
    const issuedAtS = Math.floor(now.getTime() / 1000);
    const expiresAtS = issuedAtS + this.settings.accessTokenTtlS;
    const accessToken = await new SignJWT({ sid: session.id })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(user.id)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(issuedAtS)
      .setExpirationTime(expiresAtS)
      .sign(this.settings.secret);
    return {
      accessToken,
      accessTokenExpiresAt: new Date(expiresAtS * 1000),
      refreshToken,
      refreshTokenExpiresAt: session.expiresAt,
      user,
    };
  }

  private async verifyToken(accessToken: string): Promise<{ userId: UserId; sessionId: SessionId; expiresAt: Date }> {
    try {
      const { payload } = await jwtVerify(accessToken, this.settings.secret, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['sub', 'exp', 'sid'],
        currentDate: this.now(),
      });
      const { sub, sid, exp } = payload;
      if (typeof sid === 'string' && isUuid(sid) && sub && isUuid(sub)) {
        return { userId: sub as UserId, sessionId: sid as SessionId, expiresAt: new Date((exp as number) * 1000) };
      }
    } catch {
      // Every way a token can be wrong gets the same answer.
    }
    throw new NotAuthenticated('The access token is not valid or has expired. Refresh the session or sign in again.');
  }

  private async roleOf(sessionId: SessionId, userId: UserId): Promise<Role | null> {
    const known = this.alive.get(sessionId);
    const now = this.now().getTime();
    if (known?.userId === userId && now - known.checkedAt < SESSION_CACHE_MS) return known.role;
    const rows: { role: Role }[] = await this.database.read((em) =>
      em.execute('select u.role from session s join "user" u on u.id = s.user_id where s.id = ? and u.id = ? and s.revoked_at is null', [
        sessionId,
        userId,
      ]),
    );
    const role = rows[0]?.role ?? null;
    this.alive.delete(sessionId);
    if (role) {
      // Oldest out: a Map keeps the order of insertion.
      if (this.alive.size >= SESSION_CACHE_ENTRIES) this.alive.delete(this.alive.keys().next().value as SessionId);
      this.alive.set(sessionId, { userId, role, checkedAt: now });
    }
    return role;
  }

  private async endReused(em: EntityManager, spent: string, now: Date): Promise<{ ended: SessionId } | null> {
    const reused = await em.findOne(SpentRefreshToken, { hash: spent });
    if (!reused) return null;
    await em.nativeUpdate(Session, { id: reused.sessionId }, { revokedAt: now });
    em.persist(audit(now, { actorId: null, action: 'session.reuse-detected', subject: reused.sessionId }));
    return { ended: reused.sessionId };
  }

  private async announceEnd(sessionId: SessionId): Promise<void> {
    this.alive.delete(sessionId);
    // Without the bus the other instances learn it from the database, within the cache's few seconds.
    await this.bus.publish('sessions', { ended: [sessionId] }).catch(() => undefined);
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

function audit(at: Date, entry: { actorId: UserId | null; action: string; subject: string; after?: object }): AuditEntry {
  return new AuditEntry({
    id: newId(at),
    actorId: entry.actorId,
    action: entry.action,
    subject: entry.subject,
    before: null,
    after: entry.after ?? null,
    at,
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
