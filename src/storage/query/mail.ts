/** The outbox of mail: claimed by one instance at a time, and emptied by the one that claimed. */
import { OutgoingMail } from '../../domain/mail.js';
import type { EntityManager } from '../database.js';

/** Claims what is due: nobody else is given it until the claim lapses. Attempts are counted with the claim. */
export async function claimMails(em: EntityManager, { limit, forMs }: { limit: number; forMs: number }): Promise<OutgoingMail[]> {
  const rows = await em.execute<{ id: string }[]>(
    `with due as (
       select id from outgoing_mail where given_up_at is null and due_at <= clock_timestamp() order by due_at limit ? for update skip locked)
     update outgoing_mail m set attempts = m.attempts + 1, due_at = clock_timestamp() + ?::int * interval '1 millisecond'
     from due where m.id = due.id returning m.id`,
    [limit, forMs],
  );
  // Through the mapping, which opens what is sealed.
  return rows.length === 0 ? [] : em.find(OutgoingMail, { id: { $in: rows.map(({ id }) => id) } }, { orderBy: { id: 'asc' } });
}

/** To be tried again after a while. */
export async function putOffMail(em: EntityManager, id: string, { error, forMs }: { error: string; forMs: number }): Promise<void> {
  await em.execute(`update outgoing_mail set last_error = ?, due_at = clock_timestamp() + ?::int * interval '1 millisecond' where id = ?`, [
    error,
    forMs,
    id,
  ]);
}

/** Keeps that it was never sent, and nothing of what stood in it. */
export async function giveUpMail(em: EntityManager, id: string, { error, at }: { error: string; at: Date }): Promise<void> {
  await em.nativeUpdate(OutgoingMail, { id }, { lastError: error, givenUpAt: at, recipient: null, text: null });
}

/** Messages that are to be sent, and seconds since the most overdue of them was written. */
export async function mailsWaiting(em: EntityManager): Promise<{ count: number; oldestS: number }> {
  const [row] = await em.execute<{ count: number; oldest: string | null }[]>(
    `select count(*)::int as count, extract(epoch from clock_timestamp() - min(created_at))::text as oldest from outgoing_mail where given_up_at is null`,
  );
  return { count: row?.count ?? 0, oldestS: Math.max(0, Number(row?.oldest ?? 0)) };
}
