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
    "\n  fragment InstrumentChoice on Instrument { id kind name ticker isin mic schemeCode currency multiplier }\n": typeof types.InstrumentChoiceFragmentDoc,
    "\n  fragment EntryFields on Transaction {\n    id accountId kind tradeDate settlementDate quantity price amount currency fee tax exchangeRate ratioNew ratioOld\n    counterAccountId lotIds note version recordedAt amendedAt voidedAt\n    instrument { ...InstrumentChoice }\n  }\n": typeof types.EntryFieldsFragmentDoc,
    "\n  query Transactions(\n    $first: Int!, $after: String, $accountId: ID, $instrumentId: ID, $kind: TransactionKind, $from: Day, $to: Day, $search: String\n  ) {\n    transactions(\n      first: $first, after: $after, accountId: $accountId, instrumentId: $instrumentId, kind: $kind, from: $from, to: $to, search: $search\n    ) {\n      nodes { ...EntryFields }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.TransactionsDocument,
    "\n  query Transaction($id: ID!) {\n    transaction(id: $id) {\n      ...EntryFields\n      revisions(first: 50) {\n        nodes {\n          version\n          recordedAt\n          isVoided\n          content {\n            kind tradeDate settlementDate quantity price amount currency fee tax exchangeRate ratioNew ratioOld counterAccountId lotIds note\n            instrument { id name }\n          }\n        }\n        pageInfo { hasNextPage }\n      }\n    }\n  }\n": typeof types.TransactionDocument,
    "\n  query Accounts {\n    accounts(first: 200) { nodes { id portfolioId name currency costMethod openedAt closedAt } }\n  }\n": typeof types.AccountsDocument,
    "\n  query InstrumentSearch($search: String) {\n    instruments(search: $search, first: 12) { nodes { ...InstrumentChoice } }\n  }\n": typeof types.InstrumentSearchDocument,
    "\n  query InstrumentName($id: ID!) {\n    instrument(id: $id) { id name }\n  }\n": typeof types.InstrumentNameDocument,
    "\n  query OpenLots($holdingId: ID!) {\n    explainHolding(holdingId: $holdingId) { lots { id quantity tradeDate cost charges } }\n  }\n": typeof types.OpenLotsDocument,
    "\n  mutation RecordTransaction($input: RecordTransactionInput!, $key: String!) {\n    recordTransaction(input: $input, idempotencyKey: $key) { id version }\n  }\n": typeof types.RecordTransactionDocument,
    "\n  mutation AmendTransaction($id: ID!, $version: Int!, $input: TransactionContentInput!) {\n    amendTransaction(id: $id, version: $version, input: $input) { id version }\n  }\n": typeof types.AmendTransactionDocument,
    "\n  mutation VoidTransaction($id: ID!, $version: Int!) {\n    voidTransaction(id: $id, version: $version) { id version voidedAt }\n  }\n": typeof types.VoidTransactionDocument,
    "\n  mutation ImportTransactions($accountId: ID!, $csv: String!, $mapping: ImportMappingInput, $isDryRun: Boolean!) {\n    importTransactions(accountId: $accountId, csv: $csv, mapping: $mapping, isDryRun: $isDryRun) {\n      isDryRun\n      rowCount\n      recordedCount\n      repeatedCount\n      problemCount\n      problems { line field rule message }\n    }\n  }\n": typeof types.ImportTransactionsDocument,
    "\n  query ImportTemplate {\n    importTemplate\n  }\n": typeof types.ImportTemplateDocument,
    "\n  query TransactionsCsv($accountId: ID, $after: String) {\n    transactionsCsv(accountId: $accountId, after: $after) { csv rowCount hasNextPage endCursor }\n  }\n": typeof types.TransactionsCsvDocument,
    "\n  query OwnData($after: String) {\n    exportOwnData(after: $after) { json hasNextPage endCursor }\n  }\n": typeof types.OwnDataDocument,
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
    "\n  fragment InstrumentChoice on Instrument { id kind name ticker isin mic schemeCode currency multiplier }\n": types.InstrumentChoiceFragmentDoc,
    "\n  fragment EntryFields on Transaction {\n    id accountId kind tradeDate settlementDate quantity price amount currency fee tax exchangeRate ratioNew ratioOld\n    counterAccountId lotIds note version recordedAt amendedAt voidedAt\n    instrument { ...InstrumentChoice }\n  }\n": types.EntryFieldsFragmentDoc,
    "\n  query Transactions(\n    $first: Int!, $after: String, $accountId: ID, $instrumentId: ID, $kind: TransactionKind, $from: Day, $to: Day, $search: String\n  ) {\n    transactions(\n      first: $first, after: $after, accountId: $accountId, instrumentId: $instrumentId, kind: $kind, from: $from, to: $to, search: $search\n    ) {\n      nodes { ...EntryFields }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.TransactionsDocument,
    "\n  query Transaction($id: ID!) {\n    transaction(id: $id) {\n      ...EntryFields\n      revisions(first: 50) {\n        nodes {\n          version\n          recordedAt\n          isVoided\n          content {\n            kind tradeDate settlementDate quantity price amount currency fee tax exchangeRate ratioNew ratioOld counterAccountId lotIds note\n            instrument { id name }\n          }\n        }\n        pageInfo { hasNextPage }\n      }\n    }\n  }\n": types.TransactionDocument,
    "\n  query Accounts {\n    accounts(first: 200) { nodes { id portfolioId name currency costMethod openedAt closedAt } }\n  }\n": types.AccountsDocument,
    "\n  query InstrumentSearch($search: String) {\n    instruments(search: $search, first: 12) { nodes { ...InstrumentChoice } }\n  }\n": types.InstrumentSearchDocument,
    "\n  query InstrumentName($id: ID!) {\n    instrument(id: $id) { id name }\n  }\n": types.InstrumentNameDocument,
    "\n  query OpenLots($holdingId: ID!) {\n    explainHolding(holdingId: $holdingId) { lots { id quantity tradeDate cost charges } }\n  }\n": types.OpenLotsDocument,
    "\n  mutation RecordTransaction($input: RecordTransactionInput!, $key: String!) {\n    recordTransaction(input: $input, idempotencyKey: $key) { id version }\n  }\n": types.RecordTransactionDocument,
    "\n  mutation AmendTransaction($id: ID!, $version: Int!, $input: TransactionContentInput!) {\n    amendTransaction(id: $id, version: $version, input: $input) { id version }\n  }\n": types.AmendTransactionDocument,
    "\n  mutation VoidTransaction($id: ID!, $version: Int!) {\n    voidTransaction(id: $id, version: $version) { id version voidedAt }\n  }\n": types.VoidTransactionDocument,
    "\n  mutation ImportTransactions($accountId: ID!, $csv: String!, $mapping: ImportMappingInput, $isDryRun: Boolean!) {\n    importTransactions(accountId: $accountId, csv: $csv, mapping: $mapping, isDryRun: $isDryRun) {\n      isDryRun\n      rowCount\n      recordedCount\n      repeatedCount\n      problemCount\n      problems { line field rule message }\n    }\n  }\n": types.ImportTransactionsDocument,
    "\n  query ImportTemplate {\n    importTemplate\n  }\n": types.ImportTemplateDocument,
    "\n  query TransactionsCsv($accountId: ID, $after: String) {\n    transactionsCsv(accountId: $accountId, after: $after) { csv rowCount hasNextPage endCursor }\n  }\n": types.TransactionsCsvDocument,
    "\n  query OwnData($after: String) {\n    exportOwnData(after: $after) { json hasNextPage endCursor }\n  }\n": types.OwnDataDocument,
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
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment InstrumentChoice on Instrument { id kind name ticker isin mic schemeCode currency multiplier }\n"): typeof import('./graphql.js').InstrumentChoiceFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment EntryFields on Transaction {\n    id accountId kind tradeDate settlementDate quantity price amount currency fee tax exchangeRate ratioNew ratioOld\n    counterAccountId lotIds note version recordedAt amendedAt voidedAt\n    instrument { ...InstrumentChoice }\n  }\n"): typeof import('./graphql.js').EntryFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Transactions(\n    $first: Int!, $after: String, $accountId: ID, $instrumentId: ID, $kind: TransactionKind, $from: Day, $to: Day, $search: String\n  ) {\n    transactions(\n      first: $first, after: $after, accountId: $accountId, instrumentId: $instrumentId, kind: $kind, from: $from, to: $to, search: $search\n    ) {\n      nodes { ...EntryFields }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql.js').TransactionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Transaction($id: ID!) {\n    transaction(id: $id) {\n      ...EntryFields\n      revisions(first: 50) {\n        nodes {\n          version\n          recordedAt\n          isVoided\n          content {\n            kind tradeDate settlementDate quantity price amount currency fee tax exchangeRate ratioNew ratioOld counterAccountId lotIds note\n            instrument { id name }\n          }\n        }\n        pageInfo { hasNextPage }\n      }\n    }\n  }\n"): typeof import('./graphql.js').TransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Accounts {\n    accounts(first: 200) { nodes { id portfolioId name currency costMethod openedAt closedAt } }\n  }\n"): typeof import('./graphql.js').AccountsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InstrumentSearch($search: String) {\n    instruments(search: $search, first: 12) { nodes { ...InstrumentChoice } }\n  }\n"): typeof import('./graphql.js').InstrumentSearchDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InstrumentName($id: ID!) {\n    instrument(id: $id) { id name }\n  }\n"): typeof import('./graphql.js').InstrumentNameDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OpenLots($holdingId: ID!) {\n    explainHolding(holdingId: $holdingId) { lots { id quantity tradeDate cost charges } }\n  }\n"): typeof import('./graphql.js').OpenLotsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RecordTransaction($input: RecordTransactionInput!, $key: String!) {\n    recordTransaction(input: $input, idempotencyKey: $key) { id version }\n  }\n"): typeof import('./graphql.js').RecordTransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AmendTransaction($id: ID!, $version: Int!, $input: TransactionContentInput!) {\n    amendTransaction(id: $id, version: $version, input: $input) { id version }\n  }\n"): typeof import('./graphql.js').AmendTransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation VoidTransaction($id: ID!, $version: Int!) {\n    voidTransaction(id: $id, version: $version) { id version voidedAt }\n  }\n"): typeof import('./graphql.js').VoidTransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportTransactions($accountId: ID!, $csv: String!, $mapping: ImportMappingInput, $isDryRun: Boolean!) {\n    importTransactions(accountId: $accountId, csv: $csv, mapping: $mapping, isDryRun: $isDryRun) {\n      isDryRun\n      rowCount\n      recordedCount\n      repeatedCount\n      problemCount\n      problems { line field rule message }\n    }\n  }\n"): typeof import('./graphql.js').ImportTransactionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ImportTemplate {\n    importTemplate\n  }\n"): typeof import('./graphql.js').ImportTemplateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TransactionsCsv($accountId: ID, $after: String) {\n    transactionsCsv(accountId: $accountId, after: $after) { csv rowCount hasNextPage endCursor }\n  }\n"): typeof import('./graphql.js').TransactionsCsvDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnData($after: String) {\n    exportOwnData(after: $after) { json hasNextPage endCursor }\n  }\n"): typeof import('./graphql.js').OwnDataDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
