/** What the pages about alerts ask of the API. */
import { graphql } from '../../gql/gql.js';
import type { AlertRuleFieldsFragment } from '../../gql/graphql.js';

export const AlertFields = graphql(`
  fragment AlertFields on Alert {
    ...FiringFields
    deliveries { id channel status attempts lastError deliveredAt }
  }
`);

export const AlertsQuery = graphql(`
  query Alerts($first: Int!, $after: String, $isUnread: Boolean) {
    alerts(first: $first, after: $after, isUnread: $isUnread) {
      nodes { ...AlertFields }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const AlertRuleFields = graphql(`
  fragment AlertRuleFields on AlertRule {
    id name measure condition threshold setThreshold hysteresis isRepeating channels note status reference firedCount lastFiredAt createdAt expiresAt
    version portfolioId accountId
    instrument { ...InstrumentChoice }
  }
`);

export const AlertRulesQuery = graphql(`
  query AlertRules($after: String) {
    alertRules(first: 50, after: $after) {
      nodes { ...AlertRuleFields }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const AlertRuleQuery = graphql(`
  query AlertRule($id: ID!) {
    alertRule(id: $id) { ...AlertRuleFields }
  }
`);

export const CreateAlertRuleMutation = graphql(`
  mutation CreateAlertRule($input: CreateAlertRuleInput!) {
    createAlertRule(input: $input) { id }
  }
`);

export const AmendAlertRuleMutation = graphql(`
  mutation AmendAlertRule($id: ID!, $version: Int!, $input: AlertTermsInput!) {
    amendAlertRule(id: $id, version: $version, input: $input) { id version status }
  }
`);

export const PauseAlertRuleMutation = graphql(`
  mutation PauseAlertRule($id: ID!) {
    pauseAlertRule(id: $id) { id status }
  }
`);

export const ResumeAlertRuleMutation = graphql(`
  mutation ResumeAlertRule($id: ID!) {
    resumeAlertRule(id: $id) { id status }
  }
`);

export const DeleteAlertRuleMutation = graphql(`
  mutation DeleteAlertRule($id: ID!) {
    deleteAlertRule(id: $id)
  }
`);

export type Rule = AlertRuleFieldsFragment;
