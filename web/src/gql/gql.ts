/* eslint-disable */
import * as types from './graphql.js';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query Service {\n    service { version isDemo isSimulated hasPlayground demoEmail demoPassword }\n  }\n": typeof types.ServiceDocument,
    "\n  mutation SignIn($email: String!, $password: String!, $totp: String) {\n    signIn(email: $email, password: $password, totp: $totp) { ...SessionFields }\n  }\n": typeof types.SignInDocument,
    "\n  mutation Register($input: RegisterInput!) {\n    register(input: $input) { ...SessionFields }\n  }\n": typeof types.RegisterDocument,
    "\n  mutation RefreshSession($refreshToken: String!) {\n    refreshSession(refreshToken: $refreshToken) { ...SessionFields }\n  }\n": typeof types.RefreshSessionDocument,
    "\n  mutation SignOut {\n    signOut\n  }\n": typeof types.SignOutDocument,
    "\n  fragment SessionFields on Session {\n    accessToken\n    accessTokenExpiresAt\n    refreshToken\n    user { id email name baseCurrency }\n  }\n": typeof types.SessionFieldsFragmentDoc,
    "\n  query Me {\n    me { id name email role baseCurrency }\n  }\n": typeof types.MeDocument,
    "\n  query Portfolios {\n    portfolios(first: 50) {\n      nodes {\n        id\n        name\n        baseCurrency\n        accounts(first: 100) {\n          nodes { id name currency }\n        }\n      }\n    }\n  }\n": typeof types.PortfoliosDocument,
    "\n  query History($portfolioId: ID!, $from: Day, $points: Int!, $firstDay: Day) {\n    history(portfolioId: $portfolioId, from: $from, points: $points) {\n      baseCurrency\n      points { day total netContribution isPartial }\n    }\n    performance(portfolioId: $portfolioId, from: $firstDay) {\n      isPartial\n      simpleReturn { total { value absence } }\n      twr { total { value absence } }\n      irr { total { value absence } }\n    }\n  }\n": typeof types.HistoryDocument,
    "\n  query Valuation($portfolioId: ID) {\n    valuation(portfolioId: $portfolioId) { ...ValuationFields }\n  }\n": typeof types.ValuationDocument,
    "\n  subscription ValuationChanged($portfolioId: ID, $maxRate: Float) {\n    valuationChanged(portfolioId: $portfolioId, maxRate: $maxRate) { ...ValuationFields }\n  }\n": typeof types.ValuationChangedDocument,
    "\n  fragment ValuationFields on Valuation {\n    portfolioId\n    baseCurrency\n    sequence\n    asOf\n    asOfEarliest\n    total\n    marketValue\n    cash\n    costBasis\n    unrealisedGain\n    dayChange\n    dayChangePrice\n    dayChangeCurrency\n    dayChangeRatio\n    isPartial\n    staleShare\n    gaps { reason instrumentId currency message }\n    cashBalances { accountId currency amount value }\n    holdings { ...HoldingFields }\n  }\n": typeof types.ValuationFieldsFragmentDoc,
    "\n  fragment HoldingFields on Holding {\n    id\n    accountId\n    instrumentId\n    instrument { id kind name ticker isin schemeCode }\n    quantity\n    costBasis\n    costBasisInBase\n    price\n    previousClose\n    currency\n    priceKind\n    priceObservedAt\n    priceDate\n    source\n    isSimulated\n    freshness\n    isStale\n    value\n    unrealisedGain\n    dayChange\n    dayChangePrice\n    dayChangeCurrency\n    dayChangeRatio\n  }\n": typeof types.HoldingFieldsFragmentDoc,
};
const documents: Documents = {
    "\n  query Service {\n    service { version isDemo isSimulated hasPlayground demoEmail demoPassword }\n  }\n": types.ServiceDocument,
    "\n  mutation SignIn($email: String!, $password: String!, $totp: String) {\n    signIn(email: $email, password: $password, totp: $totp) { ...SessionFields }\n  }\n": types.SignInDocument,
    "\n  mutation Register($input: RegisterInput!) {\n    register(input: $input) { ...SessionFields }\n  }\n": types.RegisterDocument,
    "\n  mutation RefreshSession($refreshToken: String!) {\n    refreshSession(refreshToken: $refreshToken) { ...SessionFields }\n  }\n": types.RefreshSessionDocument,
    "\n  mutation SignOut {\n    signOut\n  }\n": types.SignOutDocument,
    "\n  fragment SessionFields on Session {\n    accessToken\n    accessTokenExpiresAt\n    refreshToken\n    user { id email name baseCurrency }\n  }\n": types.SessionFieldsFragmentDoc,
    "\n  query Me {\n    me { id name email role baseCurrency }\n  }\n": types.MeDocument,
    "\n  query Portfolios {\n    portfolios(first: 50) {\n      nodes {\n        id\n        name\n        baseCurrency\n        accounts(first: 100) {\n          nodes { id name currency }\n        }\n      }\n    }\n  }\n": types.PortfoliosDocument,
    "\n  query History($portfolioId: ID!, $from: Day, $points: Int!, $firstDay: Day) {\n    history(portfolioId: $portfolioId, from: $from, points: $points) {\n      baseCurrency\n      points { day total netContribution isPartial }\n    }\n    performance(portfolioId: $portfolioId, from: $firstDay) {\n      isPartial\n      simpleReturn { total { value absence } }\n      twr { total { value absence } }\n      irr { total { value absence } }\n    }\n  }\n": types.HistoryDocument,
    "\n  query Valuation($portfolioId: ID) {\n    valuation(portfolioId: $portfolioId) { ...ValuationFields }\n  }\n": types.ValuationDocument,
    "\n  subscription ValuationChanged($portfolioId: ID, $maxRate: Float) {\n    valuationChanged(portfolioId: $portfolioId, maxRate: $maxRate) { ...ValuationFields }\n  }\n": types.ValuationChangedDocument,
    "\n  fragment ValuationFields on Valuation {\n    portfolioId\n    baseCurrency\n    sequence\n    asOf\n    asOfEarliest\n    total\n    marketValue\n    cash\n    costBasis\n    unrealisedGain\n    dayChange\n    dayChangePrice\n    dayChangeCurrency\n    dayChangeRatio\n    isPartial\n    staleShare\n    gaps { reason instrumentId currency message }\n    cashBalances { accountId currency amount value }\n    holdings { ...HoldingFields }\n  }\n": types.ValuationFieldsFragmentDoc,
    "\n  fragment HoldingFields on Holding {\n    id\n    accountId\n    instrumentId\n    instrument { id kind name ticker isin schemeCode }\n    quantity\n    costBasis\n    costBasisInBase\n    price\n    previousClose\n    currency\n    priceKind\n    priceObservedAt\n    priceDate\n    source\n    isSimulated\n    freshness\n    isStale\n    value\n    unrealisedGain\n    dayChange\n    dayChangePrice\n    dayChangeCurrency\n    dayChangeRatio\n  }\n": types.HoldingFieldsFragmentDoc,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Service {\n    service { version isDemo isSimulated hasPlayground demoEmail demoPassword }\n  }\n"): typeof import('./graphql.js').ServiceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($email: String!, $password: String!, $totp: String) {\n    signIn(email: $email, password: $password, totp: $totp) { ...SessionFields }\n  }\n"): typeof import('./graphql.js').SignInDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Register($input: RegisterInput!) {\n    register(input: $input) { ...SessionFields }\n  }\n"): typeof import('./graphql.js').RegisterDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshSession($refreshToken: String!) {\n    refreshSession(refreshToken: $refreshToken) { ...SessionFields }\n  }\n"): typeof import('./graphql.js').RefreshSessionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOut {\n    signOut\n  }\n"): typeof import('./graphql.js').SignOutDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SessionFields on Session {\n    accessToken\n    accessTokenExpiresAt\n    refreshToken\n    user { id email name baseCurrency }\n  }\n"): typeof import('./graphql.js').SessionFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Me {\n    me { id name email role baseCurrency }\n  }\n"): typeof import('./graphql.js').MeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Portfolios {\n    portfolios(first: 50) {\n      nodes {\n        id\n        name\n        baseCurrency\n        accounts(first: 100) {\n          nodes { id name currency }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.js').PortfoliosDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query History($portfolioId: ID!, $from: Day, $points: Int!, $firstDay: Day) {\n    history(portfolioId: $portfolioId, from: $from, points: $points) {\n      baseCurrency\n      points { day total netContribution isPartial }\n    }\n    performance(portfolioId: $portfolioId, from: $firstDay) {\n      isPartial\n      simpleReturn { total { value absence } }\n      twr { total { value absence } }\n      irr { total { value absence } }\n    }\n  }\n"): typeof import('./graphql.js').HistoryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Valuation($portfolioId: ID) {\n    valuation(portfolioId: $portfolioId) { ...ValuationFields }\n  }\n"): typeof import('./graphql.js').ValuationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ValuationChanged($portfolioId: ID, $maxRate: Float) {\n    valuationChanged(portfolioId: $portfolioId, maxRate: $maxRate) { ...ValuationFields }\n  }\n"): typeof import('./graphql.js').ValuationChangedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ValuationFields on Valuation {\n    portfolioId\n    baseCurrency\n    sequence\n    asOf\n    asOfEarliest\n    total\n    marketValue\n    cash\n    costBasis\n    unrealisedGain\n    dayChange\n    dayChangePrice\n    dayChangeCurrency\n    dayChangeRatio\n    isPartial\n    staleShare\n    gaps { reason instrumentId currency message }\n    cashBalances { accountId currency amount value }\n    holdings { ...HoldingFields }\n  }\n"): typeof import('./graphql.js').ValuationFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment HoldingFields on Holding {\n    id\n    accountId\n    instrumentId\n    instrument { id kind name ticker isin schemeCode }\n    quantity\n    costBasis\n    costBasisInBase\n    price\n    previousClose\n    currency\n    priceKind\n    priceObservedAt\n    priceDate\n    source\n    isSimulated\n    freshness\n    isStale\n    value\n    unrealisedGain\n    dayChange\n    dayChangePrice\n    dayChangeCurrency\n    dayChangeRatio\n  }\n"): typeof import('./graphql.js').HoldingFieldsFragmentDoc;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
