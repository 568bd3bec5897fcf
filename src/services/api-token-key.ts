/** Tells whose API token a secret is: looked up by its hash, and believed for a few seconds like a session. */
import { createHash, randomBytes } from 'node:crypto';
import { API_TOKEN_PREFIX, ApiToken, type Scope } from '../domain/api-token.js';
import { NotAuthenticated } from '../domain/errors.js';
import type { ApiTokenId, UserId } from '../domain/ids.js';
import type { Actor, Role } from '../domain/user.js';
import type { Database } from '../storage/database.js';

const CACHE_MS = 3_000;
const CACHE_ENTRIES = 10_000;
/** Within which a use is not written down again. */
const USE_KEPT_MS = 60_000;
const SECRET_BYTES = 32;

interface Known {
  readonly actor: Omit<Actor, 'address'>;
  readonly checkedAt: number;
}

export class ApiTokenKeys {
  /** By the secret's hash. */
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly database: Database,
    private readonly now: () => Date,
  ) {}

  /** @throws NotAuthenticated, in the same words for everything that can be wrong */
  async authenticate(secret: string): Promise<Omit<Actor, 'address'>> {
    const hash = hashOf(secret);
    const nowMs = this.now().getTime();
    const known = this.known.get(hash);
    const isFresh = known && nowMs - known.checkedAt < CACHE_MS;
    const actor = isFresh ? known.actor : await this.find(hash, nowMs);
    if (!actor || actor.expiresAt.getTime() <= nowMs) throw new NotAuthenticated('The API token is not valid, has expired or was revoked.');
    return actor;
  }

  forget(ids: readonly ApiTokenId[]): void {
    const gone = new Set<string>(ids);
    for (const [hash, { actor }] of this.known) if (gone.has(actor.sessionId)) this.known.delete(hash);
  }

  private async find(hash: string, nowMs: number): Promise<Known['actor'] | null> {
    this.known.delete(hash);
    const [row] = await this.database.read((em) =>
      em.execute<{ id: ApiTokenId; userId: UserId; role: Role; scopes: Scope[]; expiresMs: string; isUseOld: boolean }[]>(
        `select t.id, t.user_id as "userId", u.role, t.scopes, (extract(epoch from t.expires_at) * 1000)::bigint::text as "expiresMs",
           coalesce(t.last_used_at < ?, true) as "isUseOld"
         from api_token t join "user" u on u.id = t.user_id
         where t.secret_hash = ? and t.revoked_at is null and u.locked_at is null`,
        [new Date(nowMs - USE_KEPT_MS), hash],
      ),
    );
    if (!row) return null;
    const { id, userId, role, scopes } = row;
    if (row.isUseOld) {
      // Where nothing can be written, reading still goes on.
      await this.database.read((em) => em.nativeUpdate(ApiToken, { id }, { lastUsedAt: new Date(nowMs) })).catch(() => undefined);
    }
    const actor = { userId, role, sessionId: id, scopes, expiresAt: new Date(Number(row.expiresMs)) };
    if (this.known.size >= CACHE_ENTRIES) this.known.delete(this.known.keys().next().value as string);
    this.known.set(hash, { actor, checkedAt: nowMs });
    return actor;
  }
}

export function newSecret(): { readonly secret: string; readonly hash: string } {
  const secret = `${API_TOKEN_PREFIX}${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { secret, hash: hashOf(secret) };
}

/** The secret has 256 bits of chance, so a fast hash is enough. */
function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
