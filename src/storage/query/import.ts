/** Look-ups for a whole file at once: the instruments its rows name, and which rows were imported before. */
import { type InstrumentId, isUuid, type TransactionId, type UserId } from '../../domain/ids.js';
import type { ImportRow } from '../../domain/import.js';
import { ImportedRow } from '../../domain/imported-row.js';
import { Instrument } from '../../domain/instrument.js';
import type { EntityManager } from '../database.js';
import { lookUps } from './bulk.js';

/** Every instrument that shares an identifier with one of the rows. */
export async function instrumentsNamed(em: EntityManager, named: readonly ImportRow['instrument'][]): Promise<Instrument[]> {
  const all = (field: keyof ImportRow['instrument']) => [...new Set(named.flatMap((each) => each[field] ?? []))];
  const ids = all('instrumentId').filter(isUuid) as InstrumentId[];
  const either = [
    { id: { $in: ids } },
    { isin: { $in: all('isin') as never[] } },
    { ticker: { $in: all('ticker') as never[] } },
    { schemeCode: { $in: all('schemeCode') } },
    { name: { $in: all('instrumentName') } },
  ];
  return em.find(Instrument, { $or: either });
}

export async function importedByKey(em: EntityManager, userId: UserId, keys: readonly string[]): Promise<Map<string, ImportedRow>> {
  const found = new Map<string, ImportedRow>();
  for (const part of lookUps(keys)) {
    const rows = await em.find(ImportedRow, { userId, key: { $in: part } });
    for (const row of rows) found.set(row.key, row);
  }
  return found;
}

export async function importedByReference(
  em: EntityManager,
  userId: UserId,
  references: readonly string[],
): Promise<Map<string, TransactionId>> {
  const found = new Map<string, TransactionId>();
  for (const part of lookUps(references)) {
    const rows = await em.find(ImportedRow, { userId, reference: { $in: part } });
    for (const { reference, transactionId } of rows) if (reference !== null) found.set(reference, transactionId);
  }
  return found;
}

/** The references entries were imported with. */
export async function importedReferences(
  em: EntityManager,
  userId: UserId,
  ids: readonly TransactionId[],
): Promise<Map<TransactionId, string>> {
  const found = new Map<TransactionId, string>();
  for (const part of lookUps(ids)) {
    const rows = await em.find(ImportedRow, { userId, transactionId: { $in: part } });
    for (const { reference, transactionId } of rows) if (reference !== null) found.set(transactionId, reference);
  }
  return found;
}
