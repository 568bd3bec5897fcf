/** Which of many sessions and API tokens have ended, in one statement. */
import type { Scope } from '../../domain/api-token.js';
import type { ApiTokenId, SessionId, UserId } from '../../domain/ids.js';
import type { Role } from '../../domain/user.js';
import type { EntityManager } from '../database.js';

/** Those that were ended, have run out, are not there, or whose user is locked. */
export async function endedAmong<Id extends SessionId | ApiTokenId>(em: EntityManager, ids: readonly Id[], now: Date): Promise<Id[]> {
  const rows = await em.execute<{ id: Id }[]>(
    `select wanted.id from jsonb_array_elements_text(?::jsonb) as wanted(id)
     where not exists (select 1 from session s join "user" u on u.id = s.user_id
                       where s.id = wanted.id::uuid and s.revoked_at is null and u.locked_at is null)
       and not exists (select 1 from api_token t join "user" u on u.id = t.user_id
                       where t.id = wanted.id::uuid and t.revoked_at is null and t.expires_at > ? and u.locked_at is null)`,
    [JSON.stringify(ids), now],
  );
  return rows.map(({ id }) => id);
}

export interface SessionKey {
  readonly sessionId: SessionId;
  readonly userId: UserId;
}

/** For each session, in their order, its user's role and whether it was last noted to be in use before `noted`; null where it has ended. */
export async function findRoles(
  em: EntityManager,
  wanted: readonly SessionKey[],
  noted: Date,
): Promise<({ readonly role: Role; readonly isUseOld: boolean } | null)[]> {
  const rows = await em.execute<{ place: number; role: Role; isUseOld: boolean }[]>(
    `select wanted.place, u.role, coalesce(s.last_used_at < ?, true) as "isUseOld"
     from jsonb_to_recordset(?::jsonb) as wanted(place int, "sessionId" uuid, "userId" uuid)
     join session s on s.id = wanted."sessionId" join "user" u on u.id = s.user_id
     where u.id = wanted."userId" and s.revoked_at is null and u.locked_at is null`,
    [noted, JSON.stringify(wanted.map(({ sessionId, userId }, place) => ({ place, sessionId, userId })))],
  );
  const byPlace = new Map(rows.map((row) => [row.place, row]));
  return wanted.map((_, place) => byPlace.get(place) ?? null);
}

export async function noteUses(em: EntityManager, ids: readonly SessionId[], at: Date): Promise<void> {
  await em.execute('update session set last_used_at = ? where id in (select jsonb_array_elements_text(?::jsonb)::uuid)', [
    at,
    JSON.stringify(ids),
  ]);
}

export interface FoundApiToken {
  readonly id: ApiTokenId;
  readonly userId: UserId;
  readonly role: Role;
  readonly scopes: Scope[];
  readonly expiresMs: string;
  /** Whether it was last noted to be in use before `noted`. */
  readonly isUseOld: boolean;
}

/** For each hash of a secret, in their order, its API token; null where there is none, it was revoked or its user is locked. */
export async function findApiTokens(em: EntityManager, hashes: readonly string[], noted: Date): Promise<(FoundApiToken | null)[]> {
  const rows = await em.execute<(FoundApiToken & { place: number })[]>(
    `select wanted.place, t.id, t.user_id as "userId", u.role, t.scopes, (extract(epoch from t.expires_at) * 1000)::bigint::text as "expiresMs",
       coalesce(t.last_used_at < ?, true) as "isUseOld"
     from jsonb_to_recordset(?::jsonb) as wanted(place int, hash text)
     join api_token t on t.secret_hash = wanted.hash join "user" u on u.id = t.user_id
     where t.revoked_at is null and u.locked_at is null`,
    [noted, JSON.stringify(hashes.map((hash, place) => ({ place, hash })))],
  );
  const byPlace = new Map(rows.map((row) => [row.place, row]));
  return hashes.map((_, place) => byPlace.get(place) ?? null);
}

export async function noteApiTokenUses(em: EntityManager, ids: readonly ApiTokenId[], at: Date): Promise<void> {
  await em.execute('update api_token set last_used_at = ? where id in (select jsonb_array_elements_text(?::jsonb)::uuid)', [
    at,
    JSON.stringify(ids),
  ]);
}

/** The API tokens of a user that are good still. */
export async function openApiTokensOf(em: EntityManager, userId: UserId, now: Date): Promise<ApiTokenId[]> {
  const rows = await em.execute<{ id: ApiTokenId }[]>(
    'select id from api_token where user_id = ? and revoked_at is null and expires_at > ?',
    [userId, now],
  );
  return rows.map(({ id }) => id);
}

/** Ends every API token of a user. */
export async function endApiTokensOf(em: EntityManager, userId: UserId, now: Date): Promise<ApiTokenId[]> {
  const rows = await em.execute<{ id: ApiTokenId }[]>(
    'update api_token set revoked_at = ? where user_id = ? and revoked_at is null returning id',
    [now, userId],
  );
  return rows.map(({ id }) => id);
}
