/** What the settings ask of the API. */
import { graphql } from '../../gql/gql.js';
import type { AccountFactsFragment, OwnPortfoliosQuery as PortfoliosResult } from '../../gql/graphql.js';

export const ProfileQuery = graphql(`
  query Profile {
    me { id name email role baseCurrency createdAt }
  }
`);

export const ChangeProfileMutation = graphql(`
  mutation ChangeProfile($input: ChangeProfileInput!) {
    changeProfile(input: $input) { id name email baseCurrency }
  }
`);

export const RequestEmailChangeMutation = graphql(`
  mutation RequestEmailChange($email: String!, $currentPassword: String!, $totp: String) {
    requestEmailChange(email: $email, currentPassword: $currentPassword, totp: $totp)
  }
`);

export const OwnPortfoliosQuery = graphql(`
  query OwnPortfolios {
    portfolios(first: 50) {
      nodes {
        id
        name
        baseCurrency
        accounts(first: 100) { nodes { ...AccountFacts } }
      }
    }
  }
`);

export const AccountFacts = graphql(`
  fragment AccountFacts on Account { id portfolioId name currency costMethod allowsShort fractionRule openedAt closedAt }
`);

export const OpenPortfolioMutation = graphql(`
  mutation OpenPortfolio($input: OpenPortfolioInput!) {
    openPortfolio(input: $input) { id }
  }
`);

export const ChangePortfolioMutation = graphql(`
  mutation ChangePortfolio($id: ID!, $input: ChangePortfolioInput!) {
    changePortfolio(id: $id, input: $input) { id name baseCurrency }
  }
`);

export const OpenAccountMutation = graphql(`
  mutation OpenAccount($input: OpenAccountInput!) {
    openAccount(input: $input) { id }
  }
`);

export const ChangeAccountMutation = graphql(`
  mutation ChangeAccount($id: ID!, $input: ChangeAccountInput!) {
    changeAccount(id: $id, input: $input) { ...AccountFacts }
  }
`);

export const MoveAccountMutation = graphql(`
  mutation MoveAccount($id: ID!, $portfolioId: ID!, $from: Day) {
    moveAccount(id: $id, portfolioId: $portfolioId, from: $from) { id portfolioId }
  }
`);

export const TargetsQuery = graphql(`
  query Targets($portfolioId: ID!, $by: AllocationBy!) {
    portfolio(id: $portfolioId) { id targets(by: $by) { key weight } }
    allocation(portfolioId: $portfolioId, by: $by) {
      slices(first: 100) { nodes { key share { value } instrument { id name } } }
    }
  }
`);

export const SetTargetsMutation = graphql(`
  mutation SetTargets($portfolioId: ID!, $by: AllocationBy!, $targets: [TargetInput!]!) {
    setTargets(portfolioId: $portfolioId, by: $by, targets: $targets) { key weight }
  }
`);

export const ChangePasswordMutation = graphql(`
  mutation ChangePassword($currentPassword: String!, $newPassword: String!) {
    changePassword(currentPassword: $currentPassword, newPassword: $newPassword)
  }
`);

export const EraseMeMutation = graphql(`
  mutation EraseMe($currentPassword: String!, $totp: String) {
    eraseMe(currentPassword: $currentPassword, totp: $totp)
  }
`);

export const SecondFactorQuery = graphql(`
  query SecondFactor {
    secondFactor { confirmedAt recoveryCodesLeft }
  }
`);

export const EnableTotpMutation = graphql(`
  mutation EnableTotp($currentPassword: String!) {
    enableTotp(currentPassword: $currentPassword) { secret uri }
  }
`);

export const ConfirmTotpMutation = graphql(`
  mutation ConfirmTotp($code: String!) {
    confirmTotp(code: $code)
  }
`);

export const DisableTotpMutation = graphql(`
  mutation DisableTotp($currentPassword: String!, $code: String!) {
    disableTotp(currentPassword: $currentPassword, code: $code)
  }
`);

export const SessionsQuery = graphql(`
  query Sessions {
    sessions(first: 50) { nodes { id createdAt lastUsedAt expiresAt isCurrent } }
  }
`);

export const EndSessionMutation = graphql(`
  mutation EndSession($id: ID!) {
    endSession(id: $id)
  }
`);

export const EndOtherSessionsMutation = graphql(`
  mutation EndOtherSessions {
    endOtherSessions
  }
`);

export const ApiTokensQuery = graphql(`
  query ApiTokens($userId: ID) {
    apiTokens(first: 50, userId: $userId) { nodes { id name scopes createdAt expiresAt lastUsedAt } }
  }
`);

export const CreateApiTokenMutation = graphql(`
  mutation CreateApiToken($input: CreateApiTokenInput!) {
    createApiToken(input: $input) { secret token { id } }
  }
`);

export const RevokeApiTokenMutation = graphql(`
  mutation RevokeApiToken($id: ID!) {
    revokeApiToken(id: $id)
  }
`);

export const WebhooksQuery = graphql(`
  query Webhooks {
    alertWebhooks { id url createdAt disabledAt failingSince lastError }
  }
`);

export const CreateWebhookMutation = graphql(`
  mutation CreateWebhook($url: String!) {
    createAlertWebhook(url: $url) { secret webhook { id } }
  }
`);

export const RenewWebhookMutation = graphql(`
  mutation RenewWebhook($id: ID!) {
    renewAlertWebhookSecret(id: $id) { secret webhook { id } }
  }
`);

export const EnableWebhookMutation = graphql(`
  mutation EnableWebhook($id: ID!) {
    enableAlertWebhook(id: $id) { id disabledAt }
  }
`);

export const DeleteWebhookMutation = graphql(`
  mutation DeleteWebhook($id: ID!) {
    deleteAlertWebhook(id: $id)
  }
`);

export type OwnPortfolio = PortfoliosResult['portfolios']['nodes'][number];
export type OwnAccount = AccountFactsFragment;
