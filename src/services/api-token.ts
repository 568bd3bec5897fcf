/** API tokens: made by their user, or by an administrator for a machine that delivers prices; shown once, listed, revoked. */
import { LockMode } from '@mikro-orm/core';
import { authorise } from '../domain/access.js';
import { API_TOKEN_DAYS_MAX, API_TOKENS_MAX, ApiToken, Scope } from '../domain/api-token.js';
import { Conflict, InvalidInput, NotFound, NotPermitted } from '../domain/errors.js';
import { type ApiTokenId, isUuid, type UserId } from '../domain/ids.js';
import { badCursor, type Page, type PageArgs, pageSize, readCursor, toPage, writeCursor } from '../domain/page.js';
import { parseText } from '../domain/text.js';
import { type Actor, Role, User } from '../domain/user.js';
import type { Database, EntityManager } from '../storage/database.js';
import { newId } from '../storage/new-id.js';
import { newSecret } from './api-token-key.js';
import { auditEntry } from './audit.js';
import type { SessionService } from './session.js';
import type { UserService } from './user.js';

const DAY_MS = 86_400_000;

export interface ApiTokenContent {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresInDays: number;
}

export interface CreatedApiToken {
  readonly token: ApiToken;
  /** Shown this once. */
  readonly secret: string;
}

/** What a token is to be. @throws InvalidInput */
export function parseContent({ name, scopes, expiresInDays }: ApiTokenContent) {
  return { name: parseText(name, { field: 'name', max: 100 }), scopes: parseScopes(scopes), days: parseDays(expiresInDays) };
}

export class ApiTokenService {
  constructor(
    private readonly database: Database,
    private readonly users: UserService,
    private readonly sessions: SessionService,
    private readonly now: () => Date,
  ) {}

  /**
   * Makes one for the actor, or for a SOURCE user when an administrator asks. The password is asked for, since a token
   * outlives the session it was made in.
   * @throws InvalidInput | NotFound | Conflict when there are too many
   */
  async create(
    actor: Actor | null,
    input: ApiTokenContent & { readonly userId?: string | null | undefined; readonly currentPassword: string },
  ): Promise<CreatedApiToken> {
    authorise(actor, 'session:manage-own');
    const owner = await this.ownerFor(actor, input.userId ?? null);
    await this.users.askPassword(actor, input.currentPassword);
    return this.make(owner, input, { actorId: actor.userId, address: actor.address });
  }

  /** Makes one of a user; for `create` and the command line. */
  async make(
    userId: UserId,
    content: ApiTokenContent,
    by: { readonly actorId: UserId | null; readonly address: string | null },
  ): Promise<CreatedApiToken> {
    const now = this.now();
    const { secret, hash: secretHash } = newSecret();
    const { name, scopes, days } = parseContent(content);
    const expiresAt = new Date(now.getTime() + days * DAY_MS);
    const token = new ApiToken({ id: newId(now), userId, name, secretHash, scopes, createdAt: now, expiresAt });
    await this.database.write(async (em) => {
      // Taken first, so that two at once are counted one after the other.
      await em.findOneOrFail(User, { id: userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const count = await em.count(ApiToken, { userId, revokedAt: null, expiresAt: { $gt: now } });
      if (count >= API_TOKENS_MAX) throw new Conflict('TOO_MANY', `A user has at most ${API_TOKENS_MAX} API tokens. Revoke one first.`);
      em.persist(token);
      const after = { userId, scopes, expiresAt };
      em.persist(auditEntry(now, { ...by, action: 'api-token.create', subject: token.id, after }));
    });
    return { token, secret };
  }

  /** Those that are good still, newest first: the actor's, or a user's when an administrator asks, which is audited. */
  async list(actor: Actor | null, args: PageArgs & { readonly userId?: string | null | undefined }): Promise<Page<ApiToken>> {
    authorise(actor, 'session:manage-own');
    const size = pageSize(args.first);
    const [before] = readCursor(args.after, 1) ?? [];
    if (before !== undefined && !isUuid(before)) throw badCursor();
    const asked = args.userId ?? actor.userId;
    if (asked !== actor.userId) authorise(actor, 'user:manage');
    if (!isUuid(asked)) throw new NotFound('user', 'userId');
    const find = (em: EntityManager) =>
      em.find(
        ApiToken,
        { userId: asked as UserId, revokedAt: null, expiresAt: { $gt: this.now() }, ...(before && { id: { $lt: before as ApiTokenId } }) },
        { orderBy: { id: 'desc' }, limit: size + 1 },
      );
    const { userId: actorId, address } = actor;
    const rows =
      asked === actorId
        ? await this.database.read(find)
        : await this.database.write(async (em) => {
            em.persist(auditEntry(this.now(), { actorId, action: 'api-token.list', subject: asked, address }));
            return find(em);
          });
    return toPage(rows, { size, after: args.after, cursorOf: ({ id }) => writeCursor([id]) });
  }

  /** Ends one at once, open sockets included: the actor's own, or anybody's when an administrator asks. @throws NotFound */
  async revoke(actor: Actor | null, id: string): Promise<void> {
    authorise(actor, 'session:manage-own');
    const now = this.now();
    const isRevoked = isUuid(id) && (await this.database.write((em) => this.revokeIn(em, actor, id as ApiTokenId, now)));
    if (!isRevoked) throw new NotFound('API token', 'id');
    await this.sessions.announceEnd([id as ApiTokenId]);
  }

  private async revokeIn(em: EntityManager, actor: Actor, id: ApiTokenId, now: Date): Promise<boolean> {
    const { userId: actorId, address } = actor;
    const own = actor.role === Role.ADMIN ? {} : { userId: actorId };
    const changed = await em.nativeUpdate(ApiToken, { id, ...own, revokedAt: null }, { revokedAt: now });
    if (changed > 0) em.persist(auditEntry(now, { actorId, action: 'api-token.revoke', subject: id, address }));
    return changed > 0;
  }

  private async ownerFor(actor: Actor, asked: string | null): Promise<UserId> {
    if (asked === null || asked === actor.userId) return actor.userId;
    authorise(actor, 'user:manage');
    const owner = isUuid(asked) ? await this.database.read((em) => em.findOne(User, { id: asked as UserId })) : null;
    if (!owner) throw new NotFound('user', 'userId');
    if (owner.role !== Role.SOURCE)
      throw new NotPermitted('API tokens of people are made by themselves; yours to make are those of SOURCE users.');
    return owner.id;
  }
}

function parseScopes(scopes: readonly Scope[]): Scope[] {
  const known = Object.values(Scope).filter((scope) => scopes.includes(scope));
  if (known.length === 0) throw new InvalidInput('scopes', 'REQUIRED', 'scopes must name what the token is for.');
  return known;
}

function parseDays(days: number): number {
  if (!Number.isInteger(days) || days < 1 || days > API_TOKEN_DAYS_MAX) {
    throw new InvalidInput('expiresInDays', 'RANGE', `expiresInDays must be between 1 and ${API_TOKEN_DAYS_MAX}.`);
  }
  return days;
}
