/** Counts attempts by key in the database, so that all instances count together; the database's clock decides. */
import type { AttemptLimit } from '../../domain/attempt.js';
import type { Database } from '../database.js';

/** Counts one more. @returns null, or after how many seconds to try again when it is too many */
export async function takeAttempt(database: Database, key: string, { times, withinS }: AttemptLimit): Promise<number | null> {
  const [row] = await database.read((em) =>
    em.execute<{ used: number; wait: number }[]>(
      `insert into attempt (key, used, resets_at) values (?, 1, now() + make_interval(secs => ?))
       on conflict (key) do update set
         used = case when attempt.resets_at <= now() then 1 else attempt.used + 1 end,
         resets_at = case when attempt.resets_at <= now() then excluded.resets_at else attempt.resets_at end
       returning used, ceil(extract(epoch from resets_at - now()))::int as wait`,
      [key, withinS],
    ),
  );
  if (row?.used === 1) await forgetOldAttempts(database);
  return row && row.used > times ? Math.max(1, row.wait) : null;
}

/** Takes one back that turned out not to count. */
export async function giveBackAttempt(database: Database, key: string): Promise<void> {
  await database.read((em) => em.execute('update attempt set used = greatest(used - 1, 0) where key = ?', [key]));
}

export async function forgetAttempts(database: Database, key: string): Promise<void> {
  await database.read((em) => em.execute('delete from attempt where key = ?', [key]));
}

async function forgetOldAttempts(database: Database): Promise<void> {
  await database.read((em) => em.execute("delete from attempt where resets_at < now() - interval '1 hour'"));
}
