/** Leases by the database's clock, so that instances whose own clocks differ still agree on who holds what. */
import type { EntityManager } from '../database.js';

/** Takes a lease that is free or lapsed, or renews one's own. Returns whether it is held now, for `forMs` from now on. */
export async function holdLease(
  em: EntityManager,
  { name, holder, forMs }: { name: string; holder: string; forMs: number },
): Promise<boolean> {
  const rows: unknown[] = await em.execute(
    `insert into lease (name, holder, until) values (?, ?, clock_timestamp() + ?::int * interval '1 millisecond')
     on conflict (name) do update set holder = excluded.holder, until = excluded.until
     where lease.holder = excluded.holder or lease.until < clock_timestamp()
     returning 1`,
    [name, holder, forMs],
  );
  return rows.length > 0;
}

/** Gives one's own leases back, so that another takes over at once. */
export async function releaseLeases(em: EntityManager, holder: string): Promise<void> {
  await em.execute('delete from lease where holder = ?', [holder]);
}
