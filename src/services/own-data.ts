/**
 * What a user has beside the ledger, for the export of their own data. Secrets are in none of it, not even as hashes; and a program
 * gets nothing that it could not ask for by itself: how its owner signs in never, and alerts where its token is for them.
 */
import { isInScope } from '../domain/access.js';
import { Account } from '../domain/account.js';
import { Alert, AlertRule, AlertWebhook } from '../domain/alert.js';
import { ApiToken } from '../domain/api-token.js';
import { formatDecimal } from '../domain/decimal.js';
import { type AlertId, isUuid } from '../domain/ids.js';
import { spellsOf } from '../domain/membership.js';
import { badCursor, readCursor, writeCursor } from '../domain/page.js';
import { Portfolio } from '../domain/portfolio.js';
import { SecondFactor } from '../domain/second-factor.js';
import { Session } from '../domain/session.js';
import { Target } from '../domain/target.js';
import { type Actor, User } from '../domain/user.js';
import type { EntityManager } from '../storage/database.js';
import { findSealedEntries } from '../storage/query/audit.js';
import { membershipsOf } from '../storage/query/membership.js';

/** Rows of one kind in one part, and of what is not paged at all. */
const ROWS_MAX = 2_000;

export async function whoAndWhere(em: EntityManager, actor: Actor) {
  const own = { userId: actor.userId };
  const { id, email, name, role, baseCurrency, createdAt } = await em.findOneOrFail(User, { id: actor.userId });
  const portfolios = await em.find(Portfolio, own, { orderBy: { id: 'asc' } });
  const targets = await em.find(Target, { portfolioId: { $in: portfolios.map((portfolio) => portfolio.id) } });
  const accounts = await em.find(Account, own, { orderBy: { id: 'asc' } });
  const memberships = await membershipsOf(em, actor.userId);
  return {
    user: { id, email, name, role, baseCurrency, createdAt },
    portfolios: portfolios.map((portfolio) => ({
      id: portfolio.id,
      name: portfolio.name,
      baseCurrency: portfolio.baseCurrency,
      createdAt: portfolio.createdAt,
      targets: targets
        .filter(({ portfolioId }) => portfolioId === portfolio.id)
        .map(({ by, key, weight }) => ({ by, key, weight: formatDecimal(weight) })),
    })),
    accounts: accounts.map((account) => ({
      id: account.id,
      portfolioId: account.portfolioId,
      name: account.name,
      currency: account.currency,
      costMethod: account.costMethod,
      allowsShort: account.allowsShort,
      fractionRule: account.fractionRule,
      openedAt: account.openedAt,
      closedAt: account.closedAt,
      memberships: spellsOf(account, memberships).map(({ portfolioId, from, until }) => ({ portfolioId, from, until })),
    })),
    ...(isInScope(actor, 'alert:manage-own') && (await alerting(em, actor))),
    ...(isInScope(actor, 'session:manage-own') && (await waysIn(em, actor))),
  };
}

/** What is looked at, and where it is told besides. */
async function alerting(em: EntityManager, { userId }: Actor) {
  const rules = await em.find(AlertRule, { userId }, { orderBy: { id: 'asc' } });
  const webhooks = await em.find(AlertWebhook, { userId }, { orderBy: { id: 'asc' } });
  return {
    alertRules: rules.map(
      ({ userId: _, arming: _arming, observedMs: _observed, side: _side, peakOrdinal: _ordinal, highs: _highs, ...rule }) => ({
        ...rule,
        threshold: formatDecimal(rule.threshold),
        hysteresis: formatDecimal(rule.hysteresis),
        reference: rule.reference && formatDecimal(rule.reference),
        peak: rule.peak && formatDecimal(rule.peak),
      }),
    ),
    webhooks: webhooks.map(({ url, createdAt, disabledAt, lastError }) => ({ url, createdAt, disabledAt, lastError })),
  };
}

/** How one signs in, without anything to sign in with. */
async function waysIn(em: EntityManager, { userId }: Actor) {
  const newest = { orderBy: { id: 'desc' }, limit: ROWS_MAX } as const;
  const factor = await em.findOne(SecondFactor, { userId });
  const tokens = await em.find(ApiToken, { userId }, newest);
  const sessions = await em.find(Session, { userId }, newest);
  return {
    secondFactor: { confirmedAt: factor?.confirmedAt ?? null },
    apiTokens: tokens.map(({ id, name, scopes, createdAt, expiresAt, revokedAt, lastUsedAt }) => {
      return { id, name, scopes, createdAt, expiresAt, revokedAt, lastUsedAt };
    }),
    sessions: sessions.map(({ id, createdAt, expiresAt, revokedAt, lastUsedAt }) => ({ id, createdAt, expiresAt, revokedAt, lastUsedAt })),
  };
}

/** Where a part goes on when the ledger has ended. */
export type HistoryPlace = readonly ['alerts' | 'audit', string];

/** Null for a cursor of the ledger. @throws InvalidInput when it is none of ours */
export function readPlace(after: string): HistoryPlace | null {
  const [kind, key = ''] = readCursor(after, 2) ?? [];
  if (kind !== 'alerts' && kind !== 'audit') return null;
  const isWhole = kind === 'alerts' ? isUuid(key) : /^\d{1,15}$/.test(key);
  if (!isWhole) throw badCursor();
  return [kind, key];
}

/** What fired, oldest first, and then what the audit log says, newest first. */
export async function readHistory(em: EntityManager, actor: Actor, place: HistoryPlace | null) {
  const [kind, key] = place ?? [];
  const alerts = kind === 'audit' || !isInScope(actor, 'alert:manage-own') ? null : await alertsAfter(em, actor, key ?? null);
  const content = alerts && { alerts: alerts.rows };
  if (alerts?.next) return { content, rowCount: alerts.rows.length, next: alerts.next };
  const audit = isInScope(actor, 'audit:read-own') ? await auditBefore(em, actor, kind === 'audit' ? Number(key) : null) : null;
  return {
    content: { ...content, ...(audit && { audit: audit.rows }) },
    rowCount: (alerts?.rows.length ?? 0) + (audit?.rows.length ?? 0),
    next: audit?.next ?? null,
  };
}

async function alertsAfter(em: EntityManager, { userId }: Actor, after: string | null) {
  const found = await em.find(
    Alert,
    { userId, ...(after !== null && { id: { $gt: after as AlertId } }) },
    { orderBy: { id: 'asc' }, limit: ROWS_MAX + 1 },
  );
  const rows = found.slice(0, ROWS_MAX).map(({ userId: _, arming: _arming, ...alert }) => ({
    ...alert,
    threshold: formatDecimal(alert.threshold),
    value: formatDecimal(alert.value),
  }));
  return { rows, next: nextOf(found, rows, ({ id }) => ['alerts', id]) };
}

async function auditBefore(em: EntityManager, { userId }: Actor, before: number | null) {
  const found = await findSealedEntries(em, { ofUser: userId, before, limit: ROWS_MAX + 1, action: null, from: null, until: null });
  const rows = found.slice(0, ROWS_MAX);
  return { rows, next: nextOf(found, rows, ({ sequence }) => ['audit', String(sequence)]) };
}

function nextOf<T>(found: readonly unknown[], rows: readonly T[], placeOf: (row: T) => HistoryPlace): string | null {
  const last = rows.at(-1);
  return last && found.length > rows.length ? writeCursor([...placeOf(last)]) : null;
}
