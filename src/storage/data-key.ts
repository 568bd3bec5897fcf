/**
 * Joins the keys from the settings to the database: tells a lost or a wrong key at the start rather than at the first field,
 * encrypts what an older version left plain, and encrypts anew under the newest key.
 */
import { randomBytes } from 'node:crypto';
import type { DataKey } from '../config/data-key.js';
import { ConfigError } from '../config.js';
import { DataKeyRecord } from '../domain/data-key.js';
import type { Database, EntityManager } from './database.js';
import type { SealedTable } from './sealing.js';
import { KEY_BYTES, type Place, sealedLike, type Vault } from './vault.js';

/** Any number that nothing else locks: instances that start together take turns. */
const LOCK = 7_463_113;
const ROWS_PER_STATEMENT = 500;

/** @throws ConfigError when a key the database needs is missing or is another one */
export async function prepareKeys(database: Database, vault: Vault, now: Date): Promise<void> {
  await database.write(async (em) => {
    await em.execute(`select pg_advisory_xact_lock(${LOCK})`);
    const records = await em.find(DataKeyRecord, {});
    const faults = records.flatMap(({ id }) => (vault.keys.some((key) => key.id === id) ? [] : [missing(id)]));
    let lookUpKey: Buffer | null = null;
    for (const record of records) {
      const opened = unwrap(vault, record);
      if (opened) lookUpKey = opened;
      else if (vault.keys.some(({ id }) => id === record.id)) faults.push(wrong(record.id));
    }
    if (faults.length > 0) throw new ConfigError(faults);
    const wrappedKey = lookUpKey ?? randomBytes(KEY_BYTES);
    // Of the newest alone: one that only opens what is older may be taken away when nothing is left under it.
    const [newest] = vault.keys;
    if (!records.some(({ id }) => id === newest.id)) {
      em.persist(new DataKeyRecord({ id: newest.id, wrapped: wrap(vault, newest, wrappedKey), createdAt: now }));
    }
    vault.useLookUpKey(wrappedKey);
  });
  await sealTables(database, vault, { which: 'plain' });
}

/**
 * Encrypts everything that lies under an older key under the newest one, and forgets the older keys.
 * @returns how many fields were encrypted anew, and the keys that are of no more use
 */
export async function rotateKeys(
  database: Database,
  vault: Vault,
  onProgress: (fields: number) => void,
): Promise<{ fields: number; forgotten: string[] }> {
  const fields = await sealTables(database, vault, { which: 'older', onProgress });
  const forgotten = await database.write(async (em) => {
    const older = vault.keys.slice(1).map(({ id }) => id);
    await em.nativeDelete(DataKeyRecord, { id: { $in: older } });
    return older;
  });
  return { fields, forgotten };
}

async function sealTables(
  database: Database,
  vault: Vault,
  { which, onProgress }: Pick<Sealing, 'which'> & { onProgress?: (fields: number) => void },
): Promise<number> {
  let count = 0;
  for (const table of database.sealedTables()) {
    for (const column of table.columns) {
      count += await sealColumn(database, vault, { table, column, which });
      onProgress?.(count);
    }
    if (table.table === 'user') await hashEmails(database, vault);
  }
  return count;
}

interface Sealing {
  readonly table: SealedTable;
  readonly column: string;
  readonly which: 'plain' | 'older';
}

async function sealColumn(database: Database, vault: Vault, { table: { table, key }, column, which }: Sealing): Promise<number> {
  const pattern = which === 'plain' ? sealedLike() : sealedLike(vault.keys[0].id);
  let count = 0;
  for (;;) {
    const rows = await database.write(async (em) => {
      const found = await em.execute<{ row: string; value: string }[]>(
        `select ${key}::text as row, "${column}" as value from "${table}" where "${column}" not like ? limit ${ROWS_PER_STATEMENT} for update`,
        [pattern],
      );
      const fresh = found.map(({ row, value }) => ({ row, value: sealAnew(vault, value, { table, column, row }) }));
      await writeColumn(em, { table, key, column, fresh });
      return fresh.length;
    });
    count += rows;
    if (rows < ROWS_PER_STATEMENT) return count;
  }
}

function sealAnew(vault: Vault, value: string, place: Place): string {
  return vault.seal(vault.keyOf(value) === null ? value : vault.open(value, place), place);
}

/** Addresses are found by their keyed hash, which a version without it did not write. */
async function hashEmails(database: Database, vault: Vault): Promise<void> {
  for (;;) {
    const rows = await database.write(async (em) => {
      const found = await em.execute<{ row: string; value: string }[]>(
        `select id::text as row, email as value from "user" where email_hash is null and erased_at is null limit ${ROWS_PER_STATEMENT} for update`,
      );
      const fresh = found.map(({ row, value }) => {
        const email = vault.open(value, { table: 'user', column: 'email', row });
        return { row, value: vault.lookUp('email', email) };
      });
      await writeColumn(em, { table: 'user', key: 'id', column: 'email_hash', fresh });
      return fresh.length;
    });
    if (rows < ROWS_PER_STATEMENT) return;
  }
}

async function writeColumn(
  em: EntityManager,
  {
    table,
    key,
    column,
    fresh,
  }: { table: string; key: string; column: string; fresh: readonly { readonly row: string; readonly value: string }[] },
): Promise<void> {
  if (fresh.length === 0) return;
  await em.execute(
    `update "${table}" as t set "${column}" = fresh.value from jsonb_to_recordset(?::jsonb) as fresh("row" text, value text)
     where t.${key}::text = fresh."row"`,
    [JSON.stringify(fresh)],
  );
}

const placeOf = (id: string): Place => ({ table: 'data_key', column: 'wrapped', row: id });

function wrap(vault: Vault, key: DataKey, bytes: Buffer): string {
  return vault.seal(bytes.toString('base64'), placeOf(key.id), key);
}

function unwrap(vault: Vault, { id, wrapped }: DataKeyRecord): Buffer | null {
  try {
    return Buffer.from(vault.open(wrapped, placeOf(id)), 'base64');
  } catch {
    return null;
  }
}

function missing(id: string): string {
  return (
    `DATA_KEYS: fields of this database are encrypted under key ${id}, which is not given. Give it again, behind the newest ` +
    '(in the environment, or in the file data-keys of the data folder); without it they cannot be read by anybody.'
  );
}

function wrong(id: string): string {
  return `DATA_KEYS: key ${id} is not the one this database was encrypted with. Give the key that had this id, or the right database.`;
}
