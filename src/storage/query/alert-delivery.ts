/** The outbox of alerts: claimed by one instance at a time, settled by the one that claimed. */
import { Alert, type AlertDelivery, AlertWebhook, DeliveryStatus } from '../../domain/alert.js';
import { AuditEntry } from '../../domain/audit.js';
import type { AlertWebhookId, UserId } from '../../domain/ids.js';
import { User } from '../../domain/user.js';
import type { EntityManager } from '../database.js';
import { newId } from '../new-id.js';

/** A webhook that takes nothing for this long gets nothing any more until its owner says so. */
const DISABLED_AFTER_MS = 24 * 3_600_000;

export interface DueDelivery {
  readonly id: string;
  readonly channel: AlertDelivery['channel'];
  /** With this one. */
  readonly attempts: number;
  readonly alert: Alert;
  /** Of the rule, if it is still there. */
  readonly note: string | null;
  readonly email: string;
  /** Delivered to this person within the last hour. */
  readonly mailsWithinHour: number;
  /** Null for an e-mail, and when the webhook is disabled. */
  readonly webhook: { readonly url: string; readonly secret: string } | null;
  readonly webhookId: AlertWebhookId | null;
  /** Its receiver did not take the one before. */
  readonly isFailing: boolean;
  readonly userId: UserId;
}

/** How much may be begun: in all, of one person on one channel, and for receivers that did not take the one before. */
export interface Room {
  readonly limit: number;
  readonly share: number;
  readonly failing: number;
}

type Row = Omit<DueDelivery, 'alert' | 'webhook' | 'email' | 'mailsWithinHour'> & { readonly alertId: Alert['id']; readonly mails: string };

/** Any number that nothing else locks: instances that claim together take turns, so that none overlooks what another has just taken. */
const CLAIM_LOCK = 7_463_114;

/**
 * What may go out now, the longest due first. What one person has under way on one channel, on all instances together, stays within
 * `share`: the rest of it is passed over, so that nobody's deliveries wait behind those of another, nor e-mails behind webhooks; and
 * so is what goes to failing receivers beyond `failing`, because a service of many people that hangs would fill every place. The
 * index is walked once, from row to row, as nothing passed over can be allowed further on.
 */
const allowed = ({ limit, share, failing }: Room) => `with recursive allowed as (
  select 0 as place, '00000000-0000-0000-0000-000000000000'::uuid as id, '-infinity'::timestamptz as due_at, array(
    select user_id || channel from alert_delivery where status = 'PENDING' and is_under_way and due_at > statement_timestamp()) as taken,
    false as is_failing, ${failing} as failing_room
  union all
  select place + 1, next.id, next.due_at, taken || next.taker, next.is_failing, failing_room - next.is_failing::int
  from allowed cross join lateral (
    select d.id, d.due_at, d.user_id || d.channel as taker, w.failing_since is not null as is_failing
    from alert_delivery d left join alert_webhook w on w.id = d.webhook_id
    where d.status = 'PENDING' and d.due_at <= statement_timestamp() and (d.due_at, d.id) > (allowed.due_at, allowed.id)
      and cardinality(array_positions(taken, d.user_id || d.channel)) < ${share} and (w.failing_since is null or failing_room > 0)
    order by d.due_at, d.id limit 1) next
  where place < ${limit})`;

/** Claims what may go out: nobody else is given it until the claim lapses. */
export async function claimDeliveries(em: EntityManager, { forMs, ...room }: Room & { forMs: number }): Promise<DueDelivery[]> {
  await em.execute(`select pg_advisory_xact_lock(${CLAIM_LOCK})`);
  const rows = await em.execute<Row[]>(
    `${allowed(room)}, due as (
       select d.id, is_failing from alert_delivery d join allowed using (id)
       where d.status = 'PENDING' and d.due_at <= statement_timestamp() for update of d skip locked),
     claimed as (
       update alert_delivery d set attempts = d.attempts + 1, is_under_way = true,
         due_at = clock_timestamp() + ?::int * interval '1 millisecond'
       from due where d.id = due.id returning d.*, is_failing)
     select c.id, c.channel, c.attempts, c.alert_id as "alertId", c.user_id as "userId", c.webhook_id as "webhookId",
       c.is_failing as "isFailing", r.note,
       (select count(*) from alert_delivery sent where sent.user_id = c.user_id and sent.channel = 'EMAIL'
          and sent.delivered_at > clock_timestamp() - interval '1 hour')::text as mails
     from claimed c join alert on alert.id = c.alert_id left join alert_rule r on r.id = alert.rule_id
     order by c.id`,
    [forMs],
  );
  if (rows.length === 0) return [];
  const alerts = byId(await em.find(Alert, { id: { $in: rows.map(({ alertId }) => alertId) } }));
  // Through their mappings, which open what is sealed.
  const users = byId(await em.find(User, { id: { $in: rows.map(({ userId }) => userId) } }));
  const webhookIds = rows.flatMap(({ webhookId }) => webhookId ?? []);
  const webhooks = byId(await em.find(AlertWebhook, { id: { $in: webhookIds }, disabledAt: null }));
  return rows.map(({ alertId, mails, ...row }) => ({
    ...row,
    alert: alerts.get(alertId) as Alert,
    email: (users.get(row.userId) as User).email,
    webhook: (row.webhookId && webhooks.get(row.webhookId)) ?? null,
    mailsWithinHour: Number(mails),
  }));
}

function byId<T extends { readonly id: string }>(things: readonly T[]): ReadonlyMap<string, T> {
  return new Map(things.map((thing) => [thing.id, thing]));
}

/** Writes how an attempt went; a webhook that has failed for too long is disabled, which is audited. */
export async function settleDelivery(
  em: EntityManager,
  given: { delivery: DueDelivery; status: DeliveryStatus; error: string | null; retryMs: number; at: Date },
): Promise<void> {
  const { delivery, status, error, retryMs, at } = given;
  const isDelivered = status === DeliveryStatus.DELIVERED;
  await em.execute(
    `update alert_delivery set status = ?, last_error = ?, delivered_at = ?, is_under_way = false, due_at = clock_timestamp() + ?::int * interval '1 millisecond'
     where id = ? and status = 'PENDING'`,
    [status, error, isDelivered ? at : null, retryMs, delivery.id],
  );
  if (delivery.webhookId === null) return;
  const [webhook] = await em.execute<{ isDisabled: boolean; failingMs: string | null }[]>(
    `update alert_webhook set last_error = ?, failing_since = case when ? then null else coalesce(failing_since, ?) end where id = ?
     returning disabled_at is not null as "isDisabled", (extract(epoch from (? - failing_since)) * 1000)::bigint::text as "failingMs"`,
    [error, isDelivered, at, delivery.webhookId, at],
  );
  if (!webhook || webhook.isDisabled || Number(webhook.failingMs ?? 0) < DISABLED_AFTER_MS) return;
  await em.execute('update alert_webhook set disabled_at = ? where id = ?', [at, delivery.webhookId]);
  em.persist(
    new AuditEntry({
      id: newId(at),
      actorId: null,
      action: 'webhook.disable',
      subject: delivery.webhookId,
      before: null,
      after: { error },
      at,
    }),
  );
}

/** Seconds since the delivery that is most overdue was due, but for those that wait for others of the same person or of failing receivers. */
export async function deliveryLag(em: EntityManager, room: Omit<Room, 'limit'>): Promise<number> {
  const [row] = await em.execute<{ lag: string }[]>(
    `${allowed({ ...room, limit: 1 })} select extract(epoch from clock_timestamp() - due_at)::text as lag from allowed where place > 0`,
  );
  return Math.max(0, Number(row?.lag ?? 0));
}
