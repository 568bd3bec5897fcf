/** Users are found by a keyed hash of their address, since the address itself is encrypted. */
import { formsOfEmail } from '../../domain/text.js';
import { Role, User } from '../../domain/user.js';
import type { Database, EntityManager } from '../database.js';

/** Tells an address without saying it, and to nobody without the keys of the database. */
export function emailHashOf({ vault }: Database, email: string): string {
  return vault.lookUp('email', email);
}

/** @param email as it was given: whoever signed up before addresses were folded is found by the letters of then, too */
export async function findUserByEmail(em: EntityManager, database: Database, email: string): Promise<User | null> {
  const hashes = formsOfEmail(email).map((form) => emailHashOf(database, form));
  const found = await em.find(User, { emailHash: { $in: hashes } }, { limit: hashes.length });
  return hashes.map((hash) => found.find(({ emailHash }) => emailHash === hash)).find((user) => user !== undefined) ?? null;
}

/** Who delivers prices through the API under a name of their own, by it. */
export function findPushers(em: EntityManager): Promise<User[]> {
  return em.find(User, { role: Role.SOURCE, source: { $ne: null } }, { orderBy: { source: 'asc' }, limit: PUSHERS_MAX });
}

/** Far more than anybody has. */
const PUSHERS_MAX = 1_000;
const ROWS_PER_STATEMENT = 5_000;
/** Of more users than this, a search goes over the newest. */
const SEARCHED_MAX = 100_000;

/**
 * The ids of at most `limit` users whose name or address contains the text, newest first. The columns are encrypted, so
 * each is opened and looked at.
 */
export async function searchUsers(
  em: EntityManager,
  { vault }: Database,
  { text, before, limit }: { text: string; before: User['id'] | null; limit: number },
): Promise<User['id'][]> {
  const wanted = text.toLowerCase();
  const found: User['id'][] = [];
  let last = before;
  for (let searched = 0; searched < SEARCHED_MAX; searched += ROWS_PER_STATEMENT) {
    const rows = await em.execute<{ id: User['id']; email: string; name: string }[]>(
      'select id, email, name from "user" where (?::uuid is null or id < ?::uuid) order by id desc limit ?',
      [last, last, ROWS_PER_STATEMENT],
    );
    for (const { id, email, name } of rows) {
      const isFound = [
        ['email', email],
        ['name', name],
      ].some(([column = '', value = '']) => vault.open(value, { table: 'user', column, row: id }).toLowerCase().includes(wanted));
      if (isFound && found.push(id) === limit) return found;
    }
    last = rows.at(-1)?.id ?? null;
    if (rows.length < ROWS_PER_STATEMENT) break;
  }
  return found;
}
