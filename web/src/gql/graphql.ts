/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Why there is no figure. */
export type AbsenceReason =
  /** More was lost than was there, so that no rate of growth describes it. */
  | 'LOST_MORE_THAN_ALL'
  /** There is nothing to take a yield on. */
  | 'NO_BASIS'
  /** No benchmark was given, or it has no price for the first day. */
  | 'NO_BENCHMARK'
  /** Nothing was invested, or less than nothing. */
  | 'NO_CAPITAL'
  /** There is no day to take the figure over. */
  | 'NO_HISTORY'
  /** No exchange rate into the base currency is known for the day. */
  | 'NO_RATE'
  /** No rate makes the flows worth nothing. */
  | 'NO_RATE_SOLVES'
  /** What the figure is divided by never varied. */
  | 'NO_VARIATION'
  /** Fewer daily returns than the figure needs. */
  | 'TOO_FEW_RETURNS'
  /** Less than a day lies between the first and the last flow. */
  | 'UNDER_A_DAY'
  /** Periods under 365 days are not annualised. */
  | 'UNDER_A_YEAR';

/** How current a price is, judged by its kind and its market. */
export type Freshness =
  /** Later than usual. */
  | 'AGING'
  /** As new as this kind of price can be now. */
  | 'FRESH'
  /** Too old to rely on; the last known price is shown with its age. */
  | 'STALE';

/** Why a figure is incomplete. A missing figure is absent, never 0 or 1. */
export type GapReason =
  /** No price of an earlier day is known; the day's change leaves it out. */
  | 'NO_PREVIOUS_CLOSE'
  /** No price of the instrument is known; its value is not in the total. */
  | 'NO_PRICE'
  /** No exchange rate into the base currency is known; the value is not in the total. */
  | 'NO_RATE'
  /** The price is too old to rely on; its value is in the total. */
  | 'STALE_PRICE';

/** What sort of thing an instrument is. */
export type InstrumentKind =
  | 'BOND'
  /** A currency held as an instrument. */
  | 'CASH'
  | 'CRYPTO'
  | 'EQUITY'
  | 'ETF'
  /** A mutual fund: priced once a day by its NAV. */
  | 'FUND';

/** How a price is to be read. */
export type QuoteKind =
  /** The official close of a day. */
  | 'CLOSE'
  /** The last trade. */
  | 'LAST'
  /** The middle of bid and ask. */
  | 'MID'
  /** A fund's net asset value per unit for a day. */
  | 'NAV';

/** A new user. */
export type RegisterInput = {
  /** Currency of the first portfolio; EUR when not given. */
  baseCurrency?: string | null | undefined;
  /** Where `service { registration }` is CONFIRMED: what stands behind `#register=` in the link that was sent to the address. */
  confirmation?: string | null | undefined;
  /** Becomes the name to sign in with; upper and lower case are the same. */
  email: string;
  /** How to be addressed: 1 to 120 characters. */
  name: string;
  /** 8 to 200 characters. */
  password: string;
};

/** What a user may do. */
export type Role =
  /** Runs the platform: instruments, sources, users. */
  | 'ADMIN'
  /** A machine that may deliver prices and nothing else. */
  | 'SOURCE'
  /** Keeps own portfolios. */
  | 'USER';

export type ServiceQueryVariables = Exact<{ [key: string]: never; }>;


export type ServiceQuery = { service: { version: string, isDemo: boolean, isSimulated: boolean, hasPlayground: boolean, demoEmail: string | null, demoPassword: string | null } };

export type SignInMutationVariables = Exact<{
  email: string;
  password: string;
  totp?: string | null | undefined;
}>;


export type SignInMutation = { signIn: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, user: { id: string, email: string, name: string, baseCurrency: string } } };

export type RegisterMutationVariables = Exact<{
  input: RegisterInput;
}>;


export type RegisterMutation = { register: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, user: { id: string, email: string, name: string, baseCurrency: string } } };

export type RefreshSessionMutationVariables = Exact<{
  refreshToken: string;
}>;


export type RefreshSessionMutation = { refreshSession: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, user: { id: string, email: string, name: string, baseCurrency: string } } };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: boolean };

export type SessionFieldsFragment = { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, user: { id: string, email: string, name: string, baseCurrency: string } };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, name: string, email: string, role: Role, baseCurrency: string } | null };

export type PortfoliosQueryVariables = Exact<{ [key: string]: never; }>;


export type PortfoliosQuery = { portfolios: { nodes: Array<{ id: string, name: string, baseCurrency: string, accounts: { nodes: Array<{ id: string, name: string, currency: string }> } }> } };

export type HistoryQueryVariables = Exact<{
  portfolioId: string | number;
  from?: string | null | undefined;
  points: number;
  firstDay?: string | null | undefined;
}>;


export type HistoryQuery = { history: { baseCurrency: string, points: Array<{ day: string, total: string, netContribution: string, isPartial: boolean }> } | null, performance: { isPartial: boolean, simpleReturn: { total: { value: string | null, absence: AbsenceReason | null } }, twr: { total: { value: string | null, absence: AbsenceReason | null } }, irr: { total: { value: string | null, absence: AbsenceReason | null } } } | null };

export type ValuationQueryVariables = Exact<{
  portfolioId?: string | number | null | undefined;
}>;


export type ValuationQuery = { valuation: { portfolioId: string, baseCurrency: string, sequence: number, asOf: string | null, asOfEarliest: string | null, total: string, marketValue: string, cash: string, costBasis: string | null, unrealisedGain: string | null, dayChange: string | null, dayChangePrice: string | null, dayChangeCurrency: string | null, dayChangeRatio: string | null, isPartial: boolean, staleShare: string | null, gaps: Array<{ reason: GapReason, instrumentId: string | null, currency: string | null, message: string }>, cashBalances: Array<{ accountId: string, currency: string, amount: string, value: string | null }>, holdings: Array<{ id: string, accountId: string, instrumentId: string, quantity: string, costBasis: string, costBasisInBase: string | null, price: string | null, previousClose: string | null, currency: string, priceKind: QuoteKind | null, priceObservedAt: string | null, priceDate: string | null, source: string | null, isSimulated: boolean, freshness: Freshness | null, isStale: boolean, value: string | null, unrealisedGain: string | null, dayChange: string | null, dayChangePrice: string | null, dayChangeCurrency: string | null, dayChangeRatio: string | null, instrument: { id: string, kind: InstrumentKind, name: string, ticker: string | null, isin: string | null, schemeCode: string | null } }> } | null };

export type ValuationChangedSubscriptionVariables = Exact<{
  portfolioId?: string | number | null | undefined;
  maxRate?: number | null | undefined;
}>;


export type ValuationChangedSubscription = { valuationChanged: { portfolioId: string, baseCurrency: string, sequence: number, asOf: string | null, asOfEarliest: string | null, total: string, marketValue: string, cash: string, costBasis: string | null, unrealisedGain: string | null, dayChange: string | null, dayChangePrice: string | null, dayChangeCurrency: string | null, dayChangeRatio: string | null, isPartial: boolean, staleShare: string | null, gaps: Array<{ reason: GapReason, instrumentId: string | null, currency: string | null, message: string }>, cashBalances: Array<{ accountId: string, currency: string, amount: string, value: string | null }>, holdings: Array<{ id: string, accountId: string, instrumentId: string, quantity: string, costBasis: string, costBasisInBase: string | null, price: string | null, previousClose: string | null, currency: string, priceKind: QuoteKind | null, priceObservedAt: string | null, priceDate: string | null, source: string | null, isSimulated: boolean, freshness: Freshness | null, isStale: boolean, value: string | null, unrealisedGain: string | null, dayChange: string | null, dayChangePrice: string | null, dayChangeCurrency: string | null, dayChangeRatio: string | null, instrument: { id: string, kind: InstrumentKind, name: string, ticker: string | null, isin: string | null, schemeCode: string | null } }> } };

export type ValuationFieldsFragment = { portfolioId: string, baseCurrency: string, sequence: number, asOf: string | null, asOfEarliest: string | null, total: string, marketValue: string, cash: string, costBasis: string | null, unrealisedGain: string | null, dayChange: string | null, dayChangePrice: string | null, dayChangeCurrency: string | null, dayChangeRatio: string | null, isPartial: boolean, staleShare: string | null, gaps: Array<{ reason: GapReason, instrumentId: string | null, currency: string | null, message: string }>, cashBalances: Array<{ accountId: string, currency: string, amount: string, value: string | null }>, holdings: Array<{ id: string, accountId: string, instrumentId: string, quantity: string, costBasis: string, costBasisInBase: string | null, price: string | null, previousClose: string | null, currency: string, priceKind: QuoteKind | null, priceObservedAt: string | null, priceDate: string | null, source: string | null, isSimulated: boolean, freshness: Freshness | null, isStale: boolean, value: string | null, unrealisedGain: string | null, dayChange: string | null, dayChangePrice: string | null, dayChangeCurrency: string | null, dayChangeRatio: string | null, instrument: { id: string, kind: InstrumentKind, name: string, ticker: string | null, isin: string | null, schemeCode: string | null } }> };

export type HoldingFieldsFragment = { id: string, accountId: string, instrumentId: string, quantity: string, costBasis: string, costBasisInBase: string | null, price: string | null, previousClose: string | null, currency: string, priceKind: QuoteKind | null, priceObservedAt: string | null, priceDate: string | null, source: string | null, isSimulated: boolean, freshness: Freshness | null, isStale: boolean, value: string | null, unrealisedGain: string | null, dayChange: string | null, dayChangePrice: string | null, dayChangeCurrency: string | null, dayChangeRatio: string | null, instrument: { id: string, kind: InstrumentKind, name: string, ticker: string | null, isin: string | null, schemeCode: string | null } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const SessionFieldsFragmentDoc = new TypedDocumentString(`
    fragment SessionFields on Session {
  accessToken
  accessTokenExpiresAt
  refreshToken
  user {
    id
    email
    name
    baseCurrency
  }
}
    `, {"fragmentName":"SessionFields"}) as unknown as TypedDocumentString<SessionFieldsFragment, unknown>;
export const HoldingFieldsFragmentDoc = new TypedDocumentString(`
    fragment HoldingFields on Holding {
  id
  accountId
  instrumentId
  instrument {
    id
    kind
    name
    ticker
    isin
    schemeCode
  }
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
  dayChange
  dayChangePrice
  dayChangeCurrency
  dayChangeRatio
}
    `, {"fragmentName":"HoldingFields"}) as unknown as TypedDocumentString<HoldingFieldsFragment, unknown>;
export const ValuationFieldsFragmentDoc = new TypedDocumentString(`
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
  gaps {
    reason
    instrumentId
    currency
    message
  }
  cashBalances {
    accountId
    currency
    amount
    value
  }
  holdings {
    ...HoldingFields
  }
}
    fragment HoldingFields on Holding {
  id
  accountId
  instrumentId
  instrument {
    id
    kind
    name
    ticker
    isin
    schemeCode
  }
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
  dayChange
  dayChangePrice
  dayChangeCurrency
  dayChangeRatio
}`, {"fragmentName":"ValuationFields"}) as unknown as TypedDocumentString<ValuationFieldsFragment, unknown>;
export const ServiceDocument = new TypedDocumentString(`
    query Service {
  service {
    version
    isDemo
    isSimulated
    hasPlayground
    demoEmail
    demoPassword
  }
}
    `) as unknown as TypedDocumentString<ServiceQuery, ServiceQueryVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($email: String!, $password: String!, $totp: String) {
  signIn(email: $email, password: $password, totp: $totp) {
    ...SessionFields
  }
}
    fragment SessionFields on Session {
  accessToken
  accessTokenExpiresAt
  refreshToken
  user {
    id
    email
    name
    baseCurrency
  }
}`) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const RegisterDocument = new TypedDocumentString(`
    mutation Register($input: RegisterInput!) {
  register(input: $input) {
    ...SessionFields
  }
}
    fragment SessionFields on Session {
  accessToken
  accessTokenExpiresAt
  refreshToken
  user {
    id
    email
    name
    baseCurrency
  }
}`) as unknown as TypedDocumentString<RegisterMutation, RegisterMutationVariables>;
export const RefreshSessionDocument = new TypedDocumentString(`
    mutation RefreshSession($refreshToken: String!) {
  refreshSession(refreshToken: $refreshToken) {
    ...SessionFields
  }
}
    fragment SessionFields on Session {
  accessToken
  accessTokenExpiresAt
  refreshToken
  user {
    id
    email
    name
    baseCurrency
  }
}`) as unknown as TypedDocumentString<RefreshSessionMutation, RefreshSessionMutationVariables>;
export const SignOutDocument = new TypedDocumentString(`
    mutation SignOut {
  signOut
}
    `) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    id
    name
    email
    role
    baseCurrency
  }
}
    `) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const PortfoliosDocument = new TypedDocumentString(`
    query Portfolios {
  portfolios(first: 50) {
    nodes {
      id
      name
      baseCurrency
      accounts(first: 100) {
        nodes {
          id
          name
          currency
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PortfoliosQuery, PortfoliosQueryVariables>;
export const HistoryDocument = new TypedDocumentString(`
    query History($portfolioId: ID!, $from: Day, $points: Int!, $firstDay: Day) {
  history(portfolioId: $portfolioId, from: $from, points: $points) {
    baseCurrency
    points {
      day
      total
      netContribution
      isPartial
    }
  }
  performance(portfolioId: $portfolioId, from: $firstDay) {
    isPartial
    simpleReturn {
      total {
        value
        absence
      }
    }
    twr {
      total {
        value
        absence
      }
    }
    irr {
      total {
        value
        absence
      }
    }
  }
}
    `) as unknown as TypedDocumentString<HistoryQuery, HistoryQueryVariables>;
export const ValuationDocument = new TypedDocumentString(`
    query Valuation($portfolioId: ID) {
  valuation(portfolioId: $portfolioId) {
    ...ValuationFields
  }
}
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
  gaps {
    reason
    instrumentId
    currency
    message
  }
  cashBalances {
    accountId
    currency
    amount
    value
  }
  holdings {
    ...HoldingFields
  }
}
fragment HoldingFields on Holding {
  id
  accountId
  instrumentId
  instrument {
    id
    kind
    name
    ticker
    isin
    schemeCode
  }
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
  dayChange
  dayChangePrice
  dayChangeCurrency
  dayChangeRatio
}`) as unknown as TypedDocumentString<ValuationQuery, ValuationQueryVariables>;
export const ValuationChangedDocument = new TypedDocumentString(`
    subscription ValuationChanged($portfolioId: ID, $maxRate: Float) {
  valuationChanged(portfolioId: $portfolioId, maxRate: $maxRate) {
    ...ValuationFields
  }
}
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
  gaps {
    reason
    instrumentId
    currency
    message
  }
  cashBalances {
    accountId
    currency
    amount
    value
  }
  holdings {
    ...HoldingFields
  }
}
fragment HoldingFields on Holding {
  id
  accountId
  instrumentId
  instrument {
    id
    kind
    name
    ticker
    isin
    schemeCode
  }
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
  dayChange
  dayChangePrice
  dayChangeCurrency
  dayChangeRatio
}`) as unknown as TypedDocumentString<ValuationChangedSubscription, ValuationChangedSubscriptionVariables>;