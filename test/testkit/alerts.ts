/** What people do with alerts, for suites that look at what becomes of it. */
import type { Api } from './api.js';
import { graphql } from './gql/gql.js';
import type { CreateAlertRuleInput } from './gql/graphql.js';
import { until } from './until.js';
import { ago, type Person, type World } from './world.js';

export const CREATE_RULE = graphql(`
  mutation CreateRule($input: CreateAlertRuleInput!) { createAlertRule(input: $input) { id status version } }
`);
export const INBOX = graphql(`
  query Inbox($first: Int, $isUnread: Boolean, $ruleId: ID) {
    unreadAlertCount
    alerts(first: $first, isUnread: $isUnread, ruleId: $ruleId) {
      nodes {
        id ruleId name measure condition threshold setThreshold value message firedAt readAt instrumentId portfolioId accountId instrument { name }
        deliveries { id channel status attempts lastError webhookId }
      }
    }
  }
`);
export const MARK_READ = graphql(`mutation MarkRead($ids: [ID!]) { markAlertsRead(ids: $ids) }`);
export const ALERT_FIRED = graphql(`subscription AlertFired { alertFired { id name message value } }`);
export const ADD_WEBHOOK = graphql(`mutation AddWebhook($url: String!) { createAlertWebhook(url: $url) { secret webhook { id } } }`);

export async function makeRule({ api }: { readonly api: Api }, input: CreateAlertRuleInput): Promise<string> {
  return (await api.run(CREATE_RULE, { input })).expectNoErrors().createAlertRule.id;
}

/** Everything the person was told, oldest first. */
export async function inboxOf({ api }: Pick<Person, 'api'>) {
  const { alerts } = (await api.run(INBOX, { first: 200 })).expectNoErrors();
  return alerts.nodes.toReversed();
}

/** So many alerts, awaited. */
export async function alertsOf(person: Pick<Person, 'api'>, count: number, withinMs?: number) {
  return until(
    () => inboxOf(person),
    (alerts) => alerts.length >= count,
    withinMs,
  );
}

/** The rule of somebody who finds 105 dear. */
export function priceRule(instrumentId: string) {
  return { instrumentId, measure: 'PRICE', condition: 'ABOVE', threshold: '105', name: 'Dear' } as const;
}

/** Tells prices of the last hour, one per second of it, in order. */
export function teller(worldOf: () => World) {
  let told = 0;
  return async (instrumentId: string, ...figures: readonly string[]): Promise<void> => {
    for (const price of figures) {
      told += 1;
      await worldOf().quotes([{ instrumentId, price, currency: 'EUR', observedAt: ago(3600 - told) }], true);
    }
  };
}
