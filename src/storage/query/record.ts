/** Writes many new entries of a ledger with their first revisions, and the rows of the file they came from, in few statements. */
import type { ImportedRow } from '../../domain/imported-row.js';
import { keptContent, type Transaction } from '../../domain/transaction.js';
import type { EntityManager } from '../database.js';
import { insertRows, type Table } from './bulk.js';

const INSTANT = 'timestamptz(3)';
const ENTRY = {
  id: 'uuid',
  user_id: 'uuid',
  account_id: 'uuid',
  kind: 'text',
  trade_date: 'date',
  settlement_date: 'date',
  instrument_id: 'uuid',
  quantity: 'numeric',
  price: 'numeric',
  amount: 'numeric',
  currency: 'text',
  fee: 'numeric',
  tax: 'numeric',
  exchange_rate: 'numeric',
  ratio_new: 'int',
  ratio_old: 'int',
  counter_account_id: 'uuid',
  lot_ids: 'jsonb',
  note: 'text',
  version: 'int',
  ordinal: 'bigint',
  recorded_at: INSTANT,
};
const REVISION = {
  transaction_id: 'uuid',
  version: 'int',
  content: 'jsonb',
  is_voided: 'boolean',
  recorded_by: 'uuid',
  recorded_at: INSTANT,
};

export async function insertEntries(em: EntityManager, entries: readonly Transaction[]): Promise<void> {
  for (const { name, columns, rows } of entryTables(entries)) await insertRows(em, name, columns, rows);
}

/** New entries and their first revisions, as the rows they become. */
export function entryTables(entries: readonly Transaction[]): Table[] {
  const revisions = entries.map((entry) => ({
    transaction_id: entry.id,
    version: entry.version,
    content: keptContent(entry),
    is_voided: false,
    recorded_by: entry.userId,
    recorded_at: entry.recordedAt.toISOString(),
  }));
  return [
    { name: 'transaction', columns: ENTRY, rows: entries.map(rowOf) },
    { name: 'transaction_revision', columns: REVISION, rows: revisions },
  ];
}

function rowOf(entry: Transaction) {
  return {
    id: entry.id,
    user_id: entry.userId,
    account_id: entry.accountId,
    kind: entry.kind,
    trade_date: entry.tradeDate,
    settlement_date: entry.settlementDate,
    instrument_id: entry.instrumentId,
    quantity: entry.quantity?.toFixed() ?? null,
    price: entry.price?.toFixed() ?? null,
    amount: entry.amount?.toFixed() ?? null,
    currency: entry.currency,
    fee: entry.fee.toFixed(),
    tax: entry.tax.toFixed(),
    exchange_rate: entry.exchangeRate?.toFixed() ?? null,
    ratio_new: entry.ratioNew,
    ratio_old: entry.ratioOld,
    counter_account_id: entry.counterAccountId,
    lot_ids: entry.lotIds,
    note: entry.note,
    version: entry.version,
    ordinal: entry.ordinal,
    recorded_at: entry.recordedAt.toISOString(),
  };
}

export async function insertImportedRows(em: EntityManager, rows: readonly ImportedRow[]): Promise<void> {
  const columns = { user_id: 'uuid', key: 'text', transaction_id: 'uuid', reference: 'text', content_hash: 'text', imported_at: INSTANT };
  const plain = rows.map(({ userId, key, transactionId, reference, contentHash, importedAt }) => ({
    user_id: userId,
    key,
    transaction_id: transactionId,
    reference,
    content_hash: contentHash,
    imported_at: importedAt.toISOString(),
  }));
  await insertRows(em, 'imported_row', columns, plain);
}
