/** The ledger: one row per entry as it stands now, and one per version of what it said. */
import { EntitySchema } from '@mikro-orm/core';
import { Account } from '../../domain/account.js';
import { ImportedRow } from '../../domain/imported-row.js';
import { Instrument } from '../../domain/instrument.js';
import { Transaction, TransactionKind, TransactionRevision } from '../../domain/transaction.js';
import { User } from '../../domain/user.js';
import { day, instant, money, price, quantity, rate, references, safeInteger } from '../columns.js';

export const TransactionSchema = new EntitySchema({
  class: Transaction,
  tableName: 'transaction',
  properties: {
    id: { type: 'uuid', primary: true },
    userId: { ...references(() => User), fieldName: 'user_id', deleteRule: 'restrict' },
    accountId: { ...references(() => Account), fieldName: 'account_id', deleteRule: 'restrict' },
    kind: { enum: true, items: () => Object.values(TransactionKind), type: 'string' },
    tradeDate: { type: day() },
    settlementDate: { type: day(), nullable: true },
    instrumentId: { ...references(() => Instrument), fieldName: 'instrument_id', deleteRule: 'restrict', nullable: true, index: true },
    quantity: { type: quantity(), nullable: true },
    price: { type: price(), nullable: true },
    amount: { type: money(), nullable: true },
    currency: { type: 'string', length: 3 },
    fee: { type: money() },
    tax: { type: money() },
    exchangeRate: { type: rate(), nullable: true },
    ratioNew: { type: 'integer', nullable: true },
    ratioOld: { type: 'integer', nullable: true },
    counterAccountId: { ...references(() => Account), fieldName: 'counter_account_id', deleteRule: 'restrict', nullable: true },
    lotIds: { type: 'json', nullable: true },
    note: { type: 'string', length: 500, nullable: true },
    version: { type: 'integer' },
    ordinal: { type: safeInteger() },
    recordedAt: { ...instant },
    amendedAt: { ...instant, nullable: true },
    voidedAt: { ...instant, nullable: true },
  },
  indexes: [
    { name: 'transaction_user_index', properties: ['userId', 'tradeDate', 'ordinal'] },
    { name: 'transaction_account_index', properties: ['accountId', 'tradeDate', 'ordinal'] },
    // Whose lots a late rate reaches is asked of everybody's entries of its days.
    { name: 'transaction_day_index', properties: ['tradeDate'] },
    // Up to which entry a ledger is known is asked at every change of it, however long it is.
    { name: 'transaction_ordinal_index', properties: ['userId', 'ordinal'] },
  ],
  checks: [
    { name: 'transaction_quantity_check', expression: 'quantity > 0' },
    { name: 'transaction_price_check', expression: 'price >= 0' },
    { name: 'transaction_amount_check', expression: 'amount > 0' },
    { name: 'transaction_fee_check', expression: 'fee >= 0' },
    { name: 'transaction_tax_check', expression: 'tax >= 0' },
  ],
});

export const TransactionRevisionSchema = new EntitySchema({
  class: TransactionRevision,
  tableName: 'transaction_revision',
  properties: {
    transactionId: { ...references(() => Transaction), fieldName: 'transaction_id', deleteRule: 'restrict', primary: true },
    version: { type: 'integer', primary: true },
    content: { type: 'json' },
    isVoided: { type: 'boolean' },
    recordedBy: { ...references(() => User), fieldName: 'recorded_by', deleteRule: 'restrict' },
    recordedAt: { ...instant },
  },
});

export const ImportedRowSchema = new EntitySchema({
  class: ImportedRow,
  tableName: 'imported_row',
  properties: {
    userId: { ...references(() => User), fieldName: 'user_id', deleteRule: 'restrict', primary: true },
    key: { type: 'string', length: 100, primary: true },
    transactionId: { ...references(() => Transaction), fieldName: 'transaction_id', deleteRule: 'restrict', index: true },
    reference: { type: 'string', length: 100, nullable: true },
    contentHash: { type: 'string', length: 64 },
    importedAt: { ...instant },
  },
  indexes: [{ name: 'imported_row_reference_index', properties: ['userId', 'reference'] }],
});

/**
 * A user's positions and cash at the end of a day, so that no read folds a whole ledger (C18). Written and dropped by
 * whoever changes the ledger, in the same unit of work and under its lock; derived, so it may be deleted at any time.
 */
export const LedgerCheckpointSchema = new EntitySchema({
  name: 'LedgerCheckpointRow',
  tableName: 'ledger_checkpoint',
  properties: {
    userId: { type: 'uuid', primary: true },
    untilDay: { type: day(), primary: true },
    state: { type: 'json' },
  },
} as never);
