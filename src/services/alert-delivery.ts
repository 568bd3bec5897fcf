/**
 * Takes alerts to where they go: an outbox written with the firing is emptied by any instance, each delivery at least once and
 * under the same id. A delivery is claimed for a while, so that one whose instance died is claimed again.
 */

import { type Alert, AlertChannel, DeliveryStatus } from '../domain/alert.js';
import { formatDecimal } from '../domain/decimal.js';
import type { Mail } from '../domain/mail.js';
import { beginningOf } from '../domain/text.js';
import type { Database } from '../storage/database.js';
import { claimDeliveries, type DueDelivery, deliveryLag, settleDelivery } from '../storage/query/alert-delivery.js';
import type { Log, Metrics } from '../telemetry.js';
import { Rounds } from './rounds.js';

const LOOK_MS = 1_000;
/** Under way at once: those that wait for a slow receiver leave room for others. */
const UNDER_WAY_MAX = 64;
/** Of them those whose receivers did not take the one before. */
const FAILING_MAX = UNDER_WAY_MAX / 2;
/** One person's on one channel, on all instances together: whoever has slow receivers waits for them alone. */
const SHARE = 4;
/** Claimed for so long: longer than the slowest receiver may take. */
const CLAIM_MS = 30_000;
/** Pauses after a failure: doubled from the first to the last, until the delivery is given up. */
const RETRY_MS = { first: 10_000, last: 3_600_000 };
const GIVEN_UP_MS = 24 * 3_600_000;
/** One person's e-mails within an hour; beyond it the inbox has to do. */
const MAILS_PER_HOUR_MAX = 30;
const ERROR_MAX = 300;

/** A signed request to one webhook. @throws Error when the receiver did not take it, with what may be shown to its owner */
export type PostWebhook = (request: {
  readonly url: string;
  readonly secret: string;
  readonly deliveryId: string;
  readonly body: string;
}) => Promise<void>;

export class AlertDeliveryService {
  private readonly rounds: Rounds;
  private readonly underWay = new Set<Promise<void>>();
  private failingUnderWay = 0;

  constructor(
    private readonly database: Database,
    private readonly tools: {
      readonly log: Log;
      readonly metrics: Metrics;
      readonly now: () => Date;
      readonly post: PostWebhook;
      /** Null when this server sends no mail. */
      readonly mail: ((mail: Mail) => Promise<void>) | null;
      /** Where people reach the dashboard. */
      readonly publicUrl: string;
      readonly retryMs?: typeof RETRY_MS;
    },
  ) {
    this.rounds = new Rounds({
      everyMs: LOOK_MS,
      work: (isOver) => this.work(isOver),
      failed: (error) => tools.log.warn({ err: error }, 'the alerts to be delivered could not be read; they are looked for again'),
    });
  }

  start(): void {
    this.rounds.start();
  }

  async stop(): Promise<void> {
    await this.rounds.stop();
    await Promise.all(this.underWay);
  }

  /** Looks at once for what is due. */
  look(): void {
    this.rounds.look();
  }

  private async work(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      // Each time: a round that always finds more to do is the one to be told of.
      const room = { limit: UNDER_WAY_MAX - this.underWay.size, share: SHARE, failing: FAILING_MAX - this.failingUnderWay };
      this.tools.metrics.alertDeliveryLag.set(await this.database.read((em) => deliveryLag(em, room)));
      if (room.limit === 0) {
        await Promise.race(this.underWay);
        continue;
      }
      const due = await this.database.write((em) => claimDeliveries(em, { ...room, forMs: CLAIM_MS }));
      if (due.length === 0) return;
      for (const delivery of due) this.begin(delivery);
    }
  }

  /** Not waited for: a receiver that takes its time holds up nobody else's. The same person's next one may follow at once. */
  private begin(delivery: DueDelivery): void {
    const failing = Number(delivery.isFailing);
    this.failingUnderWay += failing;
    const work = this.deliver(delivery).finally(() => {
      this.underWay.delete(work);
      this.failingUnderWay -= failing;
      this.look();
    });
    this.underWay.add(work);
  }

  private async deliver(delivery: DueDelivery): Promise<void> {
    const { channel } = delivery;
    const { log, metrics } = this.tools;
    const refusal = await this.send(delivery).then(
      () => null,
      (error: Error) => error,
    );
    const now = this.tools.now();
    const isOver = refusal instanceof Undeliverable || now.getTime() - delivery.alert.firedAt.getTime() > GIVEN_UP_MS;
    const status = refusal === null ? DeliveryStatus.DELIVERED : isOver ? DeliveryStatus.FAILED : DeliveryStatus.PENDING;
    const result = refusal === null ? 'delivered' : isOver ? 'failed' : 'retried';
    metrics.alertDeliveries.inc({ channel, result });
    const { first, last } = this.tools.retryMs ?? RETRY_MS;
    const retryMs = Math.min(last, first * 2 ** Math.min(delivery.attempts - 1, 20));
    try {
      await this.database.write((em) =>
        settleDelivery(em, { delivery, status, error: refusal && beginningOf(refusal.message, ERROR_MAX), retryMs, at: now }),
      );
    } catch (error) {
      log.warn({ err: error, deliveryId: delivery.id }, 'how a delivery went could not be written; it is made again');
    }
  }

  private async send(delivery: DueDelivery): Promise<void> {
    const { alert, webhook } = delivery;
    if (delivery.channel === AlertChannel.EMAIL) {
      if (!this.tools.mail) throw new Undeliverable('This server sends no e-mail.');
      if (delivery.mailsWithinHour >= MAILS_PER_HOUR_MAX) {
        throw new Undeliverable(`More than ${MAILS_PER_HOUR_MAX} e-mails within an hour: the inbox has all of them.`);
      }
      return this.tools.mail(mailOf(alert, delivery, this.tools.publicUrl));
    }
    if (!webhook) throw new Undeliverable('The webhook is disabled.');
    return this.tools.post({
      url: webhook.url,
      secret: webhook.secret,
      deliveryId: delivery.id,
      body: JSON.stringify(bodyOf(alert, delivery)),
    });
  }
}

/** There is no use in trying again. */
class Undeliverable extends Error {}

function bodyOf(alert: Alert, { id, note }: DueDelivery) {
  const { ruleId, name, measure, condition, message, instrumentId, portfolioId, accountId } = alert;
  return {
    type: 'alert.fired',
    deliveryId: id,
    alert: {
      id: alert.id,
      ruleId,
      name,
      note,
      measure,
      condition,
      threshold: formatDecimal(alert.threshold),
      value: formatDecimal(alert.value),
      message,
      instrumentId,
      portfolioId,
      accountId,
      firedAt: alert.firedAt.toISOString(),
    },
  };
}

function mailOf({ name, message, firedAt }: Alert, { id, email, note }: DueDelivery, publicUrl: string): Mail {
  const [day, time] = firedAt.toISOString().slice(0, 19).split('T');
  const lines = [message, ...(note ? ['', note] : []), '', `Fired on ${day} at ${time} UTC.`, `Your alerts: ${publicUrl}/alerts`];
  return { id, to: email, subject: `Alert: ${name}`, text: lines.join('\n') };
}
