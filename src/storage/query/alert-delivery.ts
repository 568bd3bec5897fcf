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
  readonly userId: UserId;
}

type Row = Omit<DueDelivery, 'alert' | 'webhook' | 'email' | 'mailsWithinHour'> & { readonly alertId: Alert['id']; readonly mails: string };

/** Claims what is due: nobody else is given it until the claim lapses. */
export async function claimDeliveries(em: EntityManager, { limit, forMs }: { limit: number; forMs: number }): Promise<DueDelivery[]> {
  const rows = await em.execute<Row[]>(
    `with due as (
       select id from alert_delivery where status = 'PENDING' and due_at <= clock_timestamp() order by due_at limit ? for update skip locked),
     claimed as (
       update alert_delivery d set attempts = d.attempts + 1, due_at = clock_timestamp() + ?::int * interval '1 millisecond'
       from due where d.id = due.id returning d.*)
     select c.id, c.channel, c.attempts, c.alert_id as "alertId", c.user_id as "userId", c.webhook_id as "webhookId", r.note,
       (select count(*) from alert_delivery sent where sent.user_id = c.user_id and sent.channel = 'EMAIL'
          and sent.delivered_at > clock_timestamp() - interval '1 hour')::text as mails
     from claimed c join alert on alert.id = c.alert_id left join alert_rule r on r.id = alert.rule_id
     order by c.id`,
    [limit, forMs],
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
    `update alert_delivery set status = ?, last_error = ?, delivered_at = ?, due_at = clock_timestamp() + ?::int * interval '1 millisecond'
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

/** Seconds since the delivery that is most overdue was due. */
export async function deliveryLag(em: EntityManager): Promise<number> {
  const [row] = await em.execute<{ lag: string | null }[]>(
    `select extract(epoch from clock_timestamp() - min(due_at))::text as lag from alert_delivery where status = 'PENDING' and due_at <= clock_timestamp()`,
  );
  return Math.max(0, Number(row?.lag ?? 0));
}
