/** Alerts, where more than one find() is needed. */
import type { InstrumentId, UserId } from '../../domain/ids.js';
import type { EntityManager } from '../database.js';

/** The revision up to which prices count as known to a rule made now: the current price of its instrument is the first that counts. */
export async function knownRevision(em: EntityManager, instrumentId: InstrumentId | null): Promise<number> {
  if (instrumentId === null) return 0;
  const rows = await em.execute<{ revision: string }[]>(
    `select coalesce((select revision - 1 from current_quote where instrument_id = ?::uuid), 0)::text as revision`,
    [instrumentId],
  );
  return Number(rows[0]?.revision);
}

export async function unreadAlerts(em: EntityManager, userId: UserId): Promise<number> {
  const rows = await em.execute<{ count: string }[]>('select count(*)::text as count from alert where user_id = ? and read_at is null', [
    userId,
  ]);
  return Number(rows[0]?.count);
}

/** @param ids null for all */
export async function markAlertsRead(
  em: EntityManager,
  { userId, ids, at }: { userId: UserId; ids: readonly string[] | null; at: Date },
): Promise<void> {
  await em.execute(
    `update alert set read_at = ? where user_id = ? and read_at is null
       and (?::jsonb is null or id in (select jsonb_array_elements_text(?::jsonb)::uuid))`,
    [at, userId, ids && JSON.stringify(ids), ids && JSON.stringify(ids)],
  );
}
