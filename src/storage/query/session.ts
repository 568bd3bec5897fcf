/** Which of many sessions and API tokens have ended, in one statement. */
import type { ApiTokenId, SessionId, UserId } from '../../domain/ids.js';
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
