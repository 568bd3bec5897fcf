/** Tells whose API token a secret is: looked up by its hash, and believed for a few seconds like a session. */
import { createHash, randomBytes } from 'node:crypto';
import { API_TOKEN_PREFIX } from '../domain/api-token.js';
import { NotAuthenticated } from '../domain/errors.js';
import type { ApiTokenId } from '../domain/ids.js';
import type { Actor } from '../domain/user.js';
import type { Database } from '../storage/database.js';
import { type FoundApiToken, findApiTokens, noteApiTokenUses } from '../storage/query/session.js';
import { Batched } from './batched.js';

const CACHE_MS = 3_000;
const CACHE_ENTRIES = 10_000;
/** Within which a use is not written down again. */
const USE_KEPT_MS = 60_000;
const SECRET_BYTES = 32;
/** Looked up at once, and how many may wait. */
const LOOK_UPS = { atOnce: 64, waiting: 50_000 } as const;

interface Known {
  readonly actor: Omit<Actor, 'address'>;
  readonly checkedAt: number;
}

export class ApiTokenKeys {
  /** By the secret's hash. */
  private readonly known = new Map<string, Known>();
  /** A crowd of secrets that somebody made up is a few questions to the database. */
  private readonly lookUps = new Batched<string, Known['actor'] | null>((hashes) => this.find(hashes), LOOK_UPS);

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
    const actor = isFresh ? known.actor : await this.lookUps.ask(hash);
    if (!actor || actor.expiresAt.getTime() <= nowMs) throw new NotAuthenticated('The API token is not valid, has expired or was revoked.');
    return actor;
  }

  forget(ids: readonly ApiTokenId[]): void {
    const gone = new Set<string>(ids);
    for (const [hash, { actor }] of this.known) if (gone.has(actor.sessionId)) this.known.delete(hash);
  }

  private async find(hashes: readonly string[]): Promise<(Known['actor'] | null)[]> {
    const at = this.now();
    const found = await this.database.read((em) => findApiTokens(em, hashes, new Date(at.getTime() - USE_KEPT_MS)));
    const used = found.flatMap((row) => (row?.isUseOld ? row.id : []));
    // Where nothing can be written, reading still goes on.
    if (used.length > 0) await this.database.read((em) => noteApiTokenUses(em, used, at)).catch(() => undefined);
    return hashes.map((hash, place) => this.keep(hash, found[place] ?? null, at.getTime()));
  }

  private keep(hash: string, row: FoundApiToken | null, checkedAt: number): Known['actor'] | null {
    this.known.delete(hash);
    if (!row) return null;
    const { id, userId, role, scopes, expiresMs } = row;
    const actor = { userId, role, sessionId: id, scopes, expiresAt: new Date(Number(expiresMs)) };
    if (this.known.size >= CACHE_ENTRIES) this.known.delete(this.known.keys().next().value as string);
    this.known.set(hash, { actor, checkedAt });
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
