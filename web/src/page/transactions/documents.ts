/** What the pages about the ledger ask of the API. */
import { graphql } from '../../gql/gql.js';
import type { ImportTransactionsMutation as ImportResult } from '../../gql/graphql.js';

export const InstrumentChoice = graphql(`
  fragment InstrumentChoice on Instrument { id kind name ticker isin mic schemeCode currency multiplier delistedOn }
`);

export const EntryFields = graphql(`
  fragment EntryFields on Transaction {
    id accountId kind tradeDate settlementDate quantity price amount currency fee tax exchangeRate ratioNew ratioOld
    counterAccountId lotIds note version recordedAt amendedAt voidedAt
    instrument { ...InstrumentChoice }
  }
`);

export const TransactionsQuery = graphql(`
  query Transactions(
    $first: Int!, $after: String, $accountId: ID, $instrumentId: ID, $kind: TransactionKind, $from: Day, $to: Day, $search: String
  ) {
    transactions(
      first: $first, after: $after, accountId: $accountId, instrumentId: $instrumentId, kind: $kind, from: $from, to: $to, search: $search
    ) {
      nodes { ...EntryFields }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const TransactionQuery = graphql(`
  query Transaction($id: ID!) {
    transaction(id: $id) {
      ...EntryFields
      revisions(first: 50) {
        nodes {
          version
          recordedAt
          isVoided
          content {
            kind tradeDate settlementDate quantity price amount currency fee tax exchangeRate ratioNew ratioOld counterAccountId lotIds note
            instrument { id name }
          }
        }
        pageInfo { hasNextPage }
      }
    }
  }
`);

export const AccountsQuery = graphql(`
  query Accounts {
    accounts(first: 200) { nodes { id portfolioId name currency costMethod openedAt closedAt } }
  }
`);

export const InstrumentSearchQuery = graphql(`
  query InstrumentSearch($search: String) {
    instruments(search: $search, first: 12) { nodes { ...InstrumentChoice } }
  }
`);

export const InstrumentNameQuery = graphql(`
  query InstrumentName($id: ID!) {
    instrument(id: $id) { id name }
  }
`);

export const OpenLotsQuery = graphql(`
  query OpenLots($holdingId: ID!) {
    explainHolding(holdingId: $holdingId) { lots { id quantity tradeDate cost charges } }
  }
`);

export const PreviewQuery = graphql(`
  query PreviewTransaction($input: RecordTransactionInput!) {
    previewTransaction(input: $input) {
      cash { accountId currency before after }
      realised(first: 200) { nodes { gain currency } }
      changesLaterGains
    }
  }
`);

export const RecordTransactionMutation = graphql(`
  mutation RecordTransaction($input: RecordTransactionInput!, $key: String!) {
    recordTransaction(input: $input, idempotencyKey: $key) { id version }
  }
`);

export const AmendTransactionMutation = graphql(`
  mutation AmendTransaction($id: ID!, $version: Int!, $input: TransactionContentInput!) {
    amendTransaction(id: $id, version: $version, input: $input) { id version }
  }
`);

export const VoidTransactionMutation = graphql(`
  mutation VoidTransaction($id: ID!, $version: Int!) {
    voidTransaction(id: $id, version: $version) { id version voidedAt }
  }
`);

export const ImportTransactionsMutation = graphql(`
  mutation ImportTransactions($accountId: ID!, $csv: String!, $mapping: ImportMappingInput, $isDryRun: Boolean!) {
    importTransactions(accountId: $accountId, csv: $csv, mapping: $mapping, isDryRun: $isDryRun) {
      isDryRun
      rowCount
      recordedCount
      repeatedCount
      problemCount
      problems { line field rule message }
      entries {
        line accountId
        content {
          kind tradeDate quantity price amount currency fee tax exchangeRate ratioNew ratioOld counterAccountId
          instrument { id name multiplier }
        }
      }
      unusedColumns
    }
  }
`);

export const ImportTemplateQuery = graphql(`
  query ImportTemplate {
    importTemplate
  }
`);

export const TransactionsCsvQuery = graphql(`
  query TransactionsCsv($accountId: ID, $after: String) {
    transactionsCsv(accountId: $accountId, after: $after) { csv rowCount hasNextPage endCursor }
  }
`);

export const OwnDataQuery = graphql(`
  query OwnData($after: String) {
    exportOwnData(after: $after) { json hasNextPage endCursor }
  }
`);

export type ImportReport = ImportResult['importTransactions'];
