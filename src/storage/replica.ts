/** A streaming replica of the primary: watched, and read from where it is known how far behind it is. */
import type { MikroORM } from '@mikro-orm/pglite';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { connectServer, type ServerOptions } from './connection.js';
import type { ReplicaLag } from './replica-lag.js';
import { Vigil } from './vigil.js';

export interface Replica {
  readonly orm: MikroORM;
  readonly vigil: Vigil;
  readonly lag: ReplicaLag;
}

/** The server's clock, in milliseconds since 1970. */
export const TIME = 'extract(epoch from clock_timestamp())::float8 * 1000';

/** Where a primary's log ends, or how far a replica has come in it. */
export const PLACE = `select case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end::text as place,
  pg_is_in_recovery() as "isReplica", current_setting('synchronous_standby_names') as standbys, ${TIME} as "timeMs"`;

export async function openReplica(url: string, options: ServerOptions, lag: ReplicaLag): Promise<Replica> {
  const { orm, cut } = await connectServer(url, options);
  const vigil = new Vigil({
    url,
    ssl: options.ssl,
    query: PLACE,
    // One that was promoted is no replica any more: it may have gone another way than the primary.
    seen: ({ place, isReplica }) => lag.replicaAt(isReplica ? String(place) : null),
    lost: () => {
      lag.lost();
      cut();
    },
  });
  return { orm, vigil, lag };
}

/** Whether it has come to `place`. */
export async function hasReplayed(orm: MikroORM, place: string): Promise<boolean> {
  const sql = 'select pg_is_in_recovery() and pg_last_wal_replay_lsn() >= ?::pg_lsn as has';
  const rows: { has: boolean | null }[] = await (orm.em.fork() as SqlEntityManager).execute(sql, [place]);
  return rows[0]?.has === true;
}
