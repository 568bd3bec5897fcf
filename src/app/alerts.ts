/** Alerts: the services people use, and what is on watch for them. */

import type { Config } from '../config.js';
import { AlertResolver, AlertRuleResolver, AlertWebhookResolver } from '../resolvers/alert.js';
import { AlertService } from '../services/alert.js';
import { AlertInbox } from '../services/alert-inbox.js';
import { AlertWebhookService } from '../services/alert-webhook.js';
import type { Log } from '../telemetry.js';
import { WebhookNetworks } from '../webhook/address.js';
import { now } from './clock.js';
import type { Core } from './core.js';

export interface Alerts {
  readonly inbox: AlertInbox;
  readonly resolvers: readonly object[];
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function openAlerts({ core: { database, bus }, config, log }: { core: Core; config: Config; log: Log }): Alerts {
  const networks = new WebhookNetworks(config.webhookNetworks);
  const inbox = new AlertInbox(database, bus, { log, now });
  const rules = new AlertService(database, bus, now);
  const webhooks = new AlertWebhookService(database, (url) => networks.refusalOf(url), now);
  return {
    inbox,
    resolvers: [new AlertRuleResolver(rules, now), new AlertResolver(inbox), new AlertWebhookResolver(webhooks)],
    start: () => inbox.start(),
    async stop() {
      inbox.stop();
    },
  };
}
