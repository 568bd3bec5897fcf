/** Addresses that a person's alerts are posted to. The secret that signs them is shown once. */
import { randomBytes } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import { authorise, ownedBy } from '../domain/access.js';
import { AlertWebhook } from '../domain/alert.js';
import { AuditEntry } from '../domain/audit.js';
import { InvalidInput } from '../domain/errors.js';
import { type AlertWebhookId, isUuid } from '../domain/ids.js';
import { parseText } from '../domain/text.js';
import type { Actor } from '../domain/user.js';
import type { Database, EntityManager } from '../storage/database.js';
import { newId } from '../storage/new-id.js';

const WEBHOOKS_PER_USER_MAX = 5;

export interface NewAlertWebhook {
  readonly webhook: AlertWebhook;
  readonly secret: string;
}

export class AlertWebhookService {
  constructor(
    private readonly database: Database,
    /** Why an address may not be posted to; null when it may. Names are looked up again at each delivery. */
    private readonly refusalOf: (url: URL) => string | null,
    private readonly now: () => Date,
  ) {}

  /** @throws InvalidInput for an address that may not be posted to, or one too many */
  async create(actor: Actor | null, url: string): Promise<NewAlertWebhook> {
    authorise(actor, 'alert:manage-own');
    const address = this.parse(url);
    const secret = newSecret();
    const now = this.now();
    const webhook = new AlertWebhook({ id: newId(now), userId: actor.userId, url: address, secret, createdAt: now });
    await this.database.write(async (em) => {
      const known = await em.find(AlertWebhook, { userId: actor.userId });
      if (known.length >= WEBHOOKS_PER_USER_MAX) {
        throw new InvalidInput('url', 'LIMIT', `A user may have ${WEBHOOKS_PER_USER_MAX} webhooks at most.`);
      }
      if (known.some((each) => each.url === address)) throw new InvalidInput('url', 'EXISTS', 'url is one of your webhooks already.');
      em.persist(webhook);
      em.persist(this.audit(actor, 'webhook.create', webhook));
    });
    return { webhook, secret };
  }

  async renewSecret(actor: Actor | null, id: string): Promise<NewAlertWebhook> {
    authorise(actor, 'alert:manage-own');
    const secret = newSecret();
    const webhook = await this.change(actor, id, 'webhook.renew-secret', (found) => {
      found.secret = secret;
    });
    return { webhook, secret };
  }

  /** What waited is tried again, what was given up is not. */
  async enable(actor: Actor | null, id: string): Promise<AlertWebhook> {
    authorise(actor, 'alert:manage-own');
    return this.change(actor, id, 'webhook.enable', (found) => {
      Object.assign(found, { disabledAt: null, failingSince: null, lastError: null });
    });
  }

  async delete(actor: Actor | null, id: string): Promise<boolean> {
    authorise(actor, 'alert:manage-own');
    await this.database.write(async (em) => {
      const found = await ownWebhook(em, actor, id);
      em.remove(found);
      em.persist(this.audit(actor, 'webhook.delete', found));
    });
    return true;
  }

  async list(actor: Actor | null): Promise<AlertWebhook[]> {
    authorise(actor, 'alert:manage-own');
    return this.database.read((em) => em.find(AlertWebhook, { userId: actor.userId }, { orderBy: { id: 'asc' } }));
  }

  private change(actor: Actor, id: string, action: string, apply: (webhook: AlertWebhook) => void): Promise<AlertWebhook> {
    return this.database.write(async (em) => {
      const found = await ownWebhook(em, actor, id);
      apply(found);
      em.persist(this.audit(actor, action, found));
      return found;
    });
  }

  private parse(text: string): string {
    const trimmed = parseText(text, { field: 'url', max: 500 });
    if (!URL.canParse(trimmed)) throw new InvalidInput('url', 'URL', 'url must be an address such as https://example.org/alerts.');
    const url = new URL(trimmed);
    const refusal = this.refusalOf(url);
    if (refusal) throw new InvalidInput('url', 'ADDRESS', `url ${refusal}`);
    return url.href;
  }

  private audit(actor: Actor, action: string, { id, url }: AlertWebhook): AuditEntry {
    const now = this.now();
    const { userId: actorId, address } = actor;
    // The rest of the address is often as good as a password, and the log is never changed.
    const after = { host: new URL(url).host };
    return new AuditEntry({ id: newId(now), actorId, action, subject: id, before: null, after, address, at: now });
  }
}

async function ownWebhook(em: EntityManager, actor: Actor, id: string): Promise<AlertWebhook> {
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const found = isUuid(id) ? await em.findOne(AlertWebhook, { id: id as AlertWebhookId, userId: actor.userId }, { lockMode }) : null;
  return ownedBy(actor, found, { noun: 'webhook', field: 'id' });
}

function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64url')}`;
}
