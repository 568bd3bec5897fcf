/** What tells this database from others that share a Redis with it. */
import type { EntityManager } from '../database.js';

/** When its first table was made, and its name. */
export async function databaseIdOf(em: EntityManager): Promise<string> {
  const [row]: { id: string }[] = await em.execute(
    `select md5(current_database() || min(executed_at)::text) as id from mikro_orm_migrations`,
  );
  return row?.id ?? 'new';
}
