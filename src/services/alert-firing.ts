/**
 * Writes what a batch of figures has moved: the rules, the alerts of those that fired, and their deliveries, as one unit of work.
 * Invariant: a firing is named by its rule and arming and happens once; whoever comes second finds the rule moved on.
 */

import { Alert, AlertChannel, AlertDelivery } from '../domain/alert.js';
import type { Move } from '../domain/alert-book.js';
import { alertMessage } from '../domain/alert-message.js';
import { Decimal } from '../domain/decimal.js';
import type { AlertRuleId } from '../domain/ids.js';
import { beginningOf } from '../domain/text.js';
import type { Database, EntityManager } from '../storage/database.js';
import { newId } from '../storage/new-id.js';
import { type MovedRule, moveRules, openWebhooks, type RuleUpdate } from '../storage/query/alert.js';

const MESSAGE_MAX = 500;

export interface Fired {
  readonly alerts: readonly Alert[];
  /** Rules that were not where the moves began: somebody amended or deleted them, or another instance moved them. */
  readonly lost: readonly AlertRuleId[];
}

export async function writeMoves(database: Database, moves: readonly Move[], now: Date): Promise<Fired> {
  const byRule = new Map<AlertRuleId, Move[]>();
  for (const move of moves) {
    const known = byRule.get(move.rule.id);
    if (known) known.push(move);
    else byRule.set(move.rule.id, [move]);
  }
  return database.write(async (em) => {
    const updates = [...byRule.values()].map((ofRule) => updateOf(ofRule, now));
    const moved = await moveRules(em, updates);
    const alerts = moved.flatMap((rule) => alertsOf(rule, byRule.get(rule.id) as Move[], now));
    for (const alert of alerts) em.persist(alert);
    // The deliveries point at the alerts.
    await em.flush();
    await persistDeliveries(em, alerts, new Map(moved.map((rule) => [rule.id, rule])), now);
    const isMoved = new Set(moved.map(({ id }) => id));
    return { alerts, lost: [...byRule.keys()].filter((id) => !isMoved.has(id)) };
  });
}

function updateOf(moves: readonly Move[], now: Date): RuleUpdate {
  const [first] = moves as [Move];
  const { rule } = first;
  const { id, version, status, side, reference, unitDay, peak, peakOrdinal, arming, observedMs, firedCount } = rule;
  const hasFired = moves.some(({ step }) => step.kind === 'FIRED');
  const from = { fromArming: first.arming, fromObservedMs: first.fromObservedMs };
  return {
    id,
    version,
    ...from,
    status,
    side,
    reference,
    unitDay,
    peak,
    peakOrdinal,
    arming,
    observedMs,
    firedCount,
    firedAt: hasFired ? now : null,
  };
}

function alertsOf(moved: MovedRule, moves: readonly Move[], now: Date): Alert[] {
  return moves
    .filter(({ step }) => step.kind === 'FIRED')
    .map(({ rule, arming, figure, threshold }) => {
      const { id: ruleId, userId, name, instrumentId, portfolioId, accountId } = moved;
      const set = new Decimal(rule.threshold);
      const setThreshold = set.eq(threshold) ? null : set;
      const terms = { measure: rule.measure, condition: rule.condition, threshold, setThreshold };
      const message = beginningOf(alertMessage(terms, figure, { subject: moved.subject, unit: moved.currency }), MESSAGE_MAX);
      const about = { instrumentId, portfolioId, accountId };
      return new Alert({ id: newId(now), userId, ruleId, arming, name, ...terms, value: figure, message, ...about, firedAt: now });
    });
}

async function persistDeliveries(
  em: EntityManager,
  alerts: readonly Alert[],
  rules: ReadonlyMap<AlertRuleId, MovedRule>,
  now: Date,
): Promise<void> {
  const channelsOf = ({ ruleId }: Alert) => rules.get(ruleId)?.channels ?? [];
  const posting = alerts.filter((alert) => channelsOf(alert).includes(AlertChannel.WEBHOOK));
  const webhooks = posting.length > 0 ? await openWebhooks(em, [...new Set(posting.map(({ userId }) => userId))]) : [];
  for (const alert of alerts) {
    const { id: alertId, userId } = alert;
    const channels = channelsOf(alert);
    const common = { alertId, userId, dueAt: now };
    if (channels.includes(AlertChannel.EMAIL)) {
      em.persist(new AlertDelivery({ id: newId(now), ...common, channel: AlertChannel.EMAIL, webhookId: null }));
    }
    if (!channels.includes(AlertChannel.WEBHOOK)) continue;
    for (const { id: webhookId } of webhooks.filter((each) => each.userId === userId)) {
      em.persist(new AlertDelivery({ id: newId(now), ...common, channel: AlertChannel.WEBHOOK, webhookId }));
    }
  }
}
