/** What several parts of the dashboard ask of the API. The types beside each document are generated from schema.graphql. */
import { graphql } from '../gql/gql.js';

export const ServiceQuery = graphql(`
  query Service {
    service { version isDemo hasPlayground demoEmail demoPassword registration isMailing }
  }
`);

export const SignInMutation = graphql(`
  mutation SignIn($email: String!, $password: String!, $totp: String) {
    signIn(email: $email, password: $password, totp: $totp) { ...SessionFields }
  }
`);

export const RegisterMutation = graphql(`
  mutation Register($input: RegisterInput!) {
    register(input: $input) { ...SessionFields }
  }
`);

export const RefreshSessionMutation = graphql(`
  mutation RefreshSession($refreshToken: String!) {
    refreshSession(refreshToken: $refreshToken) { ...SessionFields }
  }
`);

export const SignOutMutation = graphql(`
  mutation SignOut {
    signOut
  }
`);

export const RequestPasswordResetMutation = graphql(`
  mutation RequestPasswordReset($email: String!) {
    requestPasswordReset(email: $email)
  }
`);

export const RequestRegistrationMutation = graphql(`
  mutation RequestRegistration($email: String!) {
    requestRegistration(email: $email)
  }
`);

export const ResetPasswordMutation = graphql(`
  mutation ResetPassword($token: String!, $newPassword: String!) {
    resetPassword(token: $token, newPassword: $newPassword)
  }
`);

export const ConfirmEmailChangeMutation = graphql(`
  mutation ConfirmEmailChange($token: String!) {
    confirmEmailChange(token: $token)
  }
`);

export const UndoEmailChangeMutation = graphql(`
  mutation UndoEmailChange($token: String!) {
    undoEmailChange(token: $token)
  }
`);

export const SessionFields = graphql(`
  fragment SessionFields on Session {
    accessToken
    accessTokenExpiresAt
    refreshToken
    user { id email name role source baseCurrency }
  }
`);

export const MeQuery = graphql(`
  query Me {
    me { id name email role baseCurrency }
  }
`);

export const PortfoliosQuery = graphql(`
  query Portfolios {
    portfolios(first: 50) {
      nodes {
        id
        name
        baseCurrency
        accounts(first: 100) {
          nodes { id name currency }
        }
      }
    }
  }
`);

export const BenchmarksQuery = graphql(`
  query Benchmarks {
    instruments(kind: ETF, first: 100) { nodes { id name ticker } }
  }
`);

export const ValuationQuery = graphql(`
  query Valuation($portfolioId: ID) {
    valuation(portfolioId: $portfolioId) { ...ValuationFields }
  }
`);

export const ValuationChanged = graphql(`
  subscription ValuationChanged($portfolioId: ID, $maxRate: Float) {
    valuationChanged(portfolioId: $portfolioId, maxRate: $maxRate) { ...ValuationFields }
  }
`);

export const ValuationFields = graphql(`
  fragment ValuationFields on Valuation {
    portfolioId
    baseCurrency
    sequence
    asOf
    asOfEarliest
    total
    marketValue
    cash
    costBasis
    unrealisedGain
    dayChange
    dayChangePrice
    dayChangeCurrency
    dayChangeRatio
    isPartial
    staleShare
    gaps { reason instrumentId currency message }
    cashBalances { accountId currency amount value }
    holdings { ...HoldingFields }
  }
`);

export const HoldingFields = graphql(`
  fragment HoldingFields on Holding {
    id
    accountId
    instrumentId
    instrument { id kind name ticker isin schemeCode }
    quantity
    costBasis
    costBasisInBase
    price
    previousClose
    currency
    priceKind
    priceObservedAt
    priceDate
    source
    isSimulated
    freshness
    isStale
    value
    unrealisedGain
    unrealisedGainPrice
    unrealisedGainCurrency
    dayChange
    dayChangePrice
    dayChangeCurrency
    dayChangeRatio
  }
`);

export const FiringFields = graphql(`
  fragment FiringFields on Alert {
    id ruleId name measure condition threshold setThreshold value firedAt readAt portfolioId accountId
    instrument { id name currency }
  }
`);

export const UnreadAlertsQuery = graphql(`
  query UnreadAlerts {
    unreadAlertCount
    alerts(first: 6) { nodes { ...FiringFields } }
  }
`);

export const AlertFired = graphql(`
  subscription AlertFired {
    alertFired { ...FiringFields }
  }
`);

export const MarkAlertsReadMutation = graphql(`
  mutation MarkAlertsRead($ids: [ID!]) {
    markAlertsRead(ids: $ids)
  }
`);
