/** Changes the key fields are encrypted under; from the command line alone. */
import { rotateKeys } from '../storage/data-key.js';
import type { Database } from '../storage/database.js';
import { auditEntry } from './audit.js';

/**
 * Encrypts anew under the newest key, and writes it down.
 * @param onProgress told how many fields so far
 * @returns how many fields, and the keys of no more use
 */
export async function rotateDataKeys(
  database: Database,
  now: () => Date,
  onProgress: (fields: number) => void = () => undefined,
): Promise<{ fields: number; forgotten: string[] }> {
  const [newest] = database.vault.keys;
  const done = await rotateKeys(database, database.vault, onProgress);
  await database.write(async (em) =>
    em.persist(auditEntry(now(), { actorId: null, action: 'keys.rotate', subject: newest.id, after: { ...done } })),
  );
  return done;
}
