/** Takes away what tells who somebody was, and leaves every figure of their ledger as it is. */
import type { UserId } from '../../domain/ids.js';
import type { EntityManager } from '../database.js';

/** Rows that mean nothing without the person, in the order in which they refer to each other. */
const DELETED = [
  'alert_delivery',
  'alert',
  'alert_rule',
  'alert_webhook',
  'second_factor',
  'confirmation',
  'outgoing_mail',
  'api_token',
  'idempotency_record',
] as const;

export async function erasePersonalRows(em: EntityManager, userId: UserId): Promise<void> {
  for (const table of DELETED) await em.execute(`delete from ${table} where user_id = ?`, [userId]);
  await em.execute(`update portfolio set name = 'Portfolio' where user_id = ?`, [userId]);
  await em.execute(
    `update account set name = 'Account ' || place.number from (select id, row_number() over (order by id) as number from account where user_id = ?) as place
     where account.id = place.id`,
    [userId],
  );
  await em.execute(
    `update transaction_revision as r set content = jsonb_set(r.content, '{note}', 'null') from transaction t
     where t.id = r.transaction_id and t.user_id = ? and r.content ->> 'note' is not null`,
    [userId],
  );
  await em.execute('update transaction set note = null where user_id = ? and note is not null', [userId]);
  await em.execute('update imported_row set reference = null where user_id = ?', [userId]);
}
