/**
 * People and machines: registration, sign-in, sessions and the tokens that stand for them. A session is checked in the
 * database (through a cache of a few seconds), so that ending it ends its access tokens everywhere.
 */
import { createHash, randomBytes } from 'node:crypto';
import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/core';
import { hash, verify } from '@node-rs/argon2';
import { BulkheadRejectedError, bulkhead } from 'cockatiel';
import { authorise } from '../domain/access.js';
import { AuditEntry } from '../domain/audit.js';
import { type Currency, EUR } from '../domain/currency.js';
import { Conflict, InvalidInput, NotAuthenticated, NotFound, NotPermitted, RateLimited } from '../domain/errors.js';
import { isUuid, type PortfolioId, type SessionId, type UserId } from '../domain/ids.js';
import { type Page, type PageArgs, pageSize, readCursor, toPage, writeCursor } from '../domain/page.js';
import { Portfolio } from '../domain/portfolio.js';
import { Session, SpentRefreshToken } from '../domain/session.js';
import { parseEmail, parseText } from '../domain/text.js';
import { type Actor, Role, User } from '../domain/user.js';
import type { Bus } from '../storage/bus.js';
import type { Database, EntityManager } from '../storage/database.js';
import { newId } from '../storage/new-id.js';
import { AccessTokens, type TokenSettings } from './access-token.js';
import { Attempts } from './attempt.js';
import { SecondFactors, type TotpSetup } from './second-factor.js';

/** How long the answer "this session is alive" is believed; an end of the session is heard of sooner, over the bus. */
const SESSION_CACHE_MS = 3_000;
const SESSION_CACHE_ENTRIES = 100_000;
const WRONG_SIGN_IN = 'The e-mail address or the password is wrong.';
const EMAIL_CHARS_MAX = 254;
const MIN_PASSWORD = 8;
const MAX_PASSWORD = 200;
/** Hashing is slow on purpose; more at once than this only makes everybody wait, and beyond the queue it is refused. */
const HASHING_AT_ONCE = 2;
const HASHING_QUEUE = 200;
const HASHING_RETRY_S = 10;
/** Within which a use of a session is not written down again. */
const USE_KEPT_MS = 60_000;
/** argon2id with 19 MiB and 2 passes; the library's defaults for the rest. */
const ARGON = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const ARGON_PREFIX = '$argon2id$v=19$m=19456,t=2,p=1$';

export interface IssuedSession {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  readonly refreshToken: string;
  readonly refreshTokenExpiresAt: Date;
  readonly user: User;
}

export interface UserSettings extends TokenSettings {
  readonly refreshTokenTtlS: number;
  /** From one address. */
  readonly registrationsPerHour: number;
}

export class UserService {
  private readonly tokens: AccessTokens;
  private readonly attempts: Attempts;
  private readonly factors: SecondFactors;
  private readonly hashing = bulkhead(HASHING_AT_ONCE, HASHING_QUEUE);
  private readonly alive = new Map<SessionId, { readonly userId: UserId; readonly role: Role; readonly checkedAt: number }>();
  private decoyHash: Promise<string> | null = null;

  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly settings: UserSettings,
    private readonly now: () => Date,
  ) {
    this.tokens = new AccessTokens(settings, now);
    this.factors = new SecondFactors(database, now);
    this.attempts = new Attempts(database, settings.registrationsPerHour);
  }

  /** Makes a user with a first, empty portfolio, and signs in. Anyone may. */
  async register(
    input: { email: string; password: string; name: string; baseCurrency?: Currency | null },
    address: string | null = null,
  ): Promise<IssuedSession> {
    await this.attempts.register(address);
    const user = await this.create({ ...input, role: Role.USER, actorId: null, address });
    return this.database.write((em) => this.startSession(em, user, address));
  }

  /** Makes a user of any role; for `register` and the command line. */
  async create(input: {
    email: string;
    password: string;
    name: string;
    role: Role;
    baseCurrency?: Currency | null;
    actorId: UserId | null;
    address?: string | null;
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
        const { id: subject, role } = user;
        const address = input.address ?? null;
        em.persist(audit(now, { actorId: input.actorId ?? user.id, action: 'user.create', subject, after: { role }, address }));
      });
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException) {
        throw new Conflict('EMAIL_TAKEN', 'There is already a user with this e-mail address. Sign in instead.');
      }
      throw error;
    }
    return user;
  }

  /**
   * @throws NotAuthenticated with the same words and after the same time for an unknown user and a wrong password
   * @throws RateLimited after too many wrong ones, whether there is such a user or not
   */
  async signIn(
    input: { email: string; password: string; totp?: string | null | undefined },
    address: string | null = null,
  ): Promise<IssuedSession> {
    const email = input.email.trim().toLowerCase().replaceAll('\0', '').slice(0, EMAIL_CHARS_MAX);
    const user = await this.checkPassword(email, input.password, { address, totp: input.totp ?? null });
    if (!user) throw new NotAuthenticated(WRONG_SIGN_IN);
    // Told only to who knows the password.
    if (user.lockedAt) throw new NotPermitted('This user is locked. Ask an administrator.');
    return this.database.write(async (em) => {
      // The password may have been changed, or the user locked, since it was compared.
      const now = await em.findOne(User, { id: user.id }, { lockMode: LockMode.PESSIMISTIC_READ });
      if (!now || now.lockedAt || now.passwordHash !== user.passwordHash) throw new NotAuthenticated(WRONG_SIGN_IN);
      return this.startSession(em, now, address);
    });
  }

  /** Sets a new password and ends the user's other sessions. @throws InvalidInput when the current one is wrong */
  async changePassword(actor: Actor | null, { current, next }: { current: string; next: string }): Promise<void> {
    authorise(actor, 'session:manage-own');
    await this.askPassword(actor, current);
    const passwordHash = await this.hashPassword(next, 'newPassword');
    const now = this.now();
    const ended = await this.database.write(async (em) => {
      await em.nativeUpdate(User, { id: actor.userId }, { passwordHash });
      em.persist(audit(now, { actorId: actor.userId, action: 'user.change-password', subject: actor.userId, address: actor.address }));
      return endSessionsOf(em, actor.userId, now, actor.sessionId);
    });
    await this.announceEnd(ended);
  }

  /** Changes how the user is addressed and what currency new portfolios are valued in; what is not given stays. */
  async changeProfile(actor: Actor | null, input: { name?: string | null; baseCurrency?: Currency | null }): Promise<User> {
    authorise(actor, 'user:change-self');
    const now = this.now();
    return this.database.write(async (em) => {
      const user = await em.findOneOrFail(User, { id: actor.userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const before = { name: user.name, baseCurrency: user.baseCurrency };
      user.name = parseText(input.name ?? user.name, { field: 'name', max: 120 });
      user.baseCurrency = input.baseCurrency ?? user.baseCurrency;
      const after = { name: user.name, baseCurrency: user.baseCurrency };
      em.persist(audit(now, { actorId: user.id, action: 'user.change-profile', subject: user.id, before, after, address: actor.address }));
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
    await this.askPassword(actor, password);
    await this.factors.disable(actor, code);
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
    await this.endSession(actor, actor.sessionId);
  }

  /** The actor's sessions that have not ended, newest first. */
  async sessions(actor: Actor | null, args: PageArgs): Promise<Page<Session>> {
    authorise(actor, 'session:manage-own');
    const size = pageSize(args.first);
    const [before] = readCursor(args.after, 1) ?? [];
    if (before !== undefined && !isUuid(before)) throw new InvalidInput('after', 'CURSOR', 'after must be a cursor of this list.');
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
  async endSession(actor: Actor | null, id: string): Promise<void> {
    authorise(actor, 'session:manage-own');
    const now = this.now();
    const isEnded = await this.database.write(async (em) => {
      if (!isUuid(id)) return false;
      const changed = await em.nativeUpdate(Session, { id: id as SessionId, userId: actor.userId, revokedAt: null }, { revokedAt: now });
      if (changed > 0) em.persist(audit(now, { actorId: actor.userId, action: 'session.end', subject: id, address: actor.address }));
      return changed > 0;
    });
    if (!isEnded) throw new NotFound('session', 'id');
    await this.announceEnd([id as SessionId]);
  }

  /** Ends every session of the actor but the one they came with; returns how many. */
  async endOtherSessions(actor: Actor | null): Promise<number> {
    authorise(actor, 'session:manage-own');
    const now = this.now();
    const ended = await this.database.write(async (em) => {
      em.persist(audit(now, { actorId: actor.userId, action: 'session.end-others', subject: actor.userId, address: actor.address }));
      return endSessionsOf(em, actor.userId, now, actor.sessionId);
    });
    await this.announceEnd(ended);
    return ended.length;
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
  async authenticate(accessToken: string, address: string | null = null): Promise<Actor> {
    const claims = await this.tokens.verify(accessToken);
    const role = await this.roleOf(claims.sessionId, claims.userId);
    if (!role) throw new NotAuthenticated('This session has ended. Sign in again.');
    return { ...claims, role, address };
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

  async hashPassword(password: string, field = 'password'): Promise<string> {
    if (password.length < MIN_PASSWORD || password.length > MAX_PASSWORD) {
      throw new InvalidInput(field, 'LENGTH', `${field} must have ${MIN_PASSWORD} to ${MAX_PASSWORD} characters.`);
    }
    return this.inTurn(() => hash(password, ARGON));
  }

  /** Lets nobody who merely found a device unlocked change how its owner signs in. @throws InvalidInput | RateLimited */
  private async askPassword(actor: Actor, password: string): Promise<User> {
    const { email } = await this.me(actor);
    const user = await this.checkPassword(email, password, { address: actor.address, totp: undefined });
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
    return this.inTurn(async () => {
      const attempt = await this.attempts.signIn(email, address);
      const user = await this.database.read((em) => em.findOne(User, { email }));
      // For an unknown user a password is compared all the same, so that the answer takes as long.
      this.decoyHash ??= hash(randomBytes(16).toString('hex'), ARGON);
      const against = user?.passwordHash ?? (await this.decoyHash);
      const isRight = password.length <= MAX_PASSWORD && (await verify(against, password));
      const second = user && isRight && totp !== undefined ? await this.factors.check(user.id, totp, address) : 'none';
      if (second === 'missing') {
        await attempt.giveBack();
        throw new NotAuthenticated('Give the code your authenticator shows as totp.', 'TOTP_REQUIRED');
      }
      if (user && isRight && second !== 'wrong') {
        await attempt.succeeded();
        if (!user.passwordHash.startsWith(ARGON_PREFIX)) await this.hashAnew(user, password);
        return user;
      }
      const subject = user?.id ?? sha256(email).slice(0, 32);
      const refusal = audit(this.now(), { actorId: null, action: 'user.sign-in-refused', subject, address });
      await this.database.write(async (em) => em.persist(refusal));
      if (second === 'wrong') throw new NotAuthenticated('The code is wrong, or was used already.', 'TOTP_WRONG');
      return null;
    });
  }

  /** A password that was hashed with other settings is hashed with today's as soon as it is known. */
  private async hashAnew(user: User, password: string): Promise<void> {
    const old = user.passwordHash;
    user.passwordHash = await hash(password, ARGON);
    await this.database.read((em) => em.nativeUpdate(User, { id: user.id, passwordHash: old }, { passwordHash: user.passwordHash }));
  }

  /** @throws RateLimited when too many wait already */
  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.hashing.execute(work);
    } catch (error) {
      throw error instanceof BulkheadRejectedError ? new RateLimited(HASHING_RETRY_S) : error;
    }
  }

  private async startSession(em: EntityManager, user: User, address: string | null): Promise<IssuedSession> {
    const now = this.now();
    const session = new Session({ id: newId(now), userId: user.id, refreshHash: '', createdAt: now, expiresAt: now });
    const issued = await this.renew(session, user);
    em.persist(session);
    em.persist(audit(now, { actorId: user.id, action: 'user.sign-in', subject: session.id, address }));
    return issued;
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
    const [row] = await this.database.read((em) =>
      em.execute<{ role: Role; isUseOld: boolean }[]>(
        `select u.role, coalesce(s.last_used_at < ?, true) as "isUseOld" from session s join "user" u on u.id = s.user_id
         where s.id = ? and u.id = ? and s.revoked_at is null and u.locked_at is null`,
        [new Date(now - USE_KEPT_MS), sessionId, userId],
      ),
    );
    this.alive.delete(sessionId);
    if (!row) return null;
    if (row.isUseOld) await this.noteUse(sessionId, now);
    // Oldest out: a Map keeps the order of insertion.
    if (this.alive.size >= SESSION_CACHE_ENTRIES) this.alive.delete(this.alive.keys().next().value as SessionId);
    this.alive.set(sessionId, { userId, role: row.role, checkedAt: now });
    return row.role;
  }

  private async noteUse(sessionId: SessionId, nowMs: number): Promise<void> {
    // Where nothing can be written, reading still goes on.
    await this.database.read((em) => em.nativeUpdate(Session, { id: sessionId }, { lastUsedAt: new Date(nowMs) })).catch(() => undefined);
  }

  private async endReused(em: EntityManager, spent: string, now: Date): Promise<{ ended: SessionId } | null> {
    const reused = await em.findOne(SpentRefreshToken, { hash: spent });
    if (!reused) return null;
    await em.nativeUpdate(Session, { id: reused.sessionId }, { revokedAt: now });
    em.persist(audit(now, { actorId: null, action: 'session.reuse-detected', subject: reused.sessionId }));
    return { ended: reused.sessionId };
  }

  /** Tells every instance that sessions have ended. */
  async announceEnd(sessionIds: readonly SessionId[]): Promise<void> {
    if (sessionIds.length === 0) return;
    this.forget(sessionIds);
    // Without the bus the other instances learn it from the database, within the cache's few seconds.
    await this.bus.publish('sessions', { ended: sessionIds }).catch(() => undefined);
  }
}

/** Ends the sessions of a user, all or all but one, in this unit of work. */
export async function endSessionsOf(em: EntityManager, userId: UserId, now: Date, except?: SessionId): Promise<SessionId[]> {
  const rows = await em.execute<{ id: SessionId }[]>(
    'update session set revoked_at = ? where user_id = ? and revoked_at is null and id is distinct from ?::uuid returning id',
    [now, userId, except ?? null],
  );
  return rows.map(({ id }) => id);
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

function audit(
  at: Date,
  entry: { actorId: UserId | null; action: string; subject: string; before?: object; after?: object; address?: string | null },
): AuditEntry {
  return new AuditEntry({
    id: newId(at),
    actorId: entry.actorId,
    action: entry.action,
    subject: entry.subject,
    before: entry.before ?? null,
    after: entry.after ?? null,
    address: entry.address ?? null,
    at,
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
