/** Alerts: the services people use, and what is on watch for them. */
import { randomUUID } from 'node:crypto';
import type { Config } from '../config.js';
import type { PriceBook } from '../domain/price-book.js';
import { AlertResolver, AlertRuleResolver, AlertWebhookResolver } from '../resolvers/alert.js';
import { AlertService } from '../services/alert.js';
import { AlertDeliveryService } from '../services/alert-delivery.js';
import { AlertInbox } from '../services/alert-inbox.js';
import { AlertWatch, type WatchLease } from '../services/alert-watch.js';
import { AlertWebhookService } from '../services/alert-webhook.js';
import type { Database } from '../storage/database.js';
import { holdLease, releaseLeases } from '../storage/query/lease.js';
import type { Log, Metrics } from '../telemetry.js';
import { WebhookNetworks } from '../webhook/address.js';
import { webhookPoster } from '../webhook/post.js';
import { now } from './clock.js';
import type { Core } from './core.js';

/** How long a dead instance holds up the alerts. */
const LEASE_MS = 5_000;

export interface Alerts {
  readonly inbox: AlertInbox;
  readonly resolvers: readonly object[];
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function openAlerts({
  core: { database, bus, mailer },
  prices,
  config,
  log,
  metrics,
}: {
  core: Core;
  prices: PriceBook;
  config: Config;
  log: Log;
  metrics: Metrics;
}): Alerts {
  const networks = new WebhookNetworks(config.webhookNetworks);
  const inbox = new AlertInbox(database, bus, { log, now });
  const rules = new AlertService(database, bus, prices, now);
  const webhooks = new AlertWebhookService(database, (url) => networks.refusalOf(url), now);
  const deliveries = new AlertDeliveryService(database, {
    log,
    metrics,
    now,
    post: webhookPoster(networks, now),
    mail: mailer && ((mail) => mailer.send(mail)),
    publicUrl: config.publicUrl,
  });
  const watch = new AlertWatch(database, bus, prices, {
    log,
    metrics,
    now,
    lease: config.databaseUrl === null ? null : leaseOf(database),
    fired: (alerts) => {
      for (const { measure } of alerts) metrics.alertsFired.inc({ measure });
      deliveries.look();
    },
  });
  const isWorking = config.roles.has('worker');
  return {
    inbox,
    resolvers: [new AlertRuleResolver(rules, now), new AlertResolver(inbox), new AlertWebhookResolver(webhooks)],
    async start() {
      await inbox.start();
      if (!isWorking) return;
      await watch.start();
      deliveries.start();
    },
    async stop() {
      await watch.stop();
      await deliveries.stop();
      inbox.stop();
    },
  };
}

function leaseOf(database: Database): WatchLease {
  const holder = randomUUID();
  return {
    hold: () => database.write((em) => holdLease(em, { name: 'alerts', holder, forMs: LEASE_MS })),
    release: () => database.write((em) => releaseLeases(em, holder)),
  };
}
