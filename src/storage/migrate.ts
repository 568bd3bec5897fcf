/** The tables of a server brought up to date, by one instance at a time. */
import type { MikroORM } from '@mikro-orm/pglite';
import pg from 'pg';
import { CONNECT_TIMEOUT_MS, connectServer, type Ssl } from './connection.js';

/** Any number will do as long as every version of the program uses the same. */
const MIGRATION_LOCK = 7_463_111;
/** A migration waits so long for a table that is in use, lets others pass, and tries again so often. */
const MIGRATION_LOCK_MS = 3_000;
const MIGRATION_ATTEMPTS = 20;
/** A table in use, and a circle of waiting with an instance that writes. */
const MIGRATION_AGAIN = ['55P03', '40P01'];

/**
 * Several instances may start at once on one database; they take turns at bringing it up to date. A step that waits for a table in
 * use gives way after a moment, because everybody else would queue behind it, and is tried again; so is one that an instance at work and it
 * kept each other from.
 */
export async function migrateServer(url: string, ssl: Ssl): Promise<void> {
  const client = new pg.Client({ connectionString: url, ssl, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  await client.connect();
  const settings = { statement_timeout: 0, lock_timeout: MIGRATION_LOCK_MS };
  const { orm } = await connectServer(url, { poolSize: 1, vault: null, ssl, settings });
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    // Each in a unit of work of its own: all of them in one would hold the tables of the first until the last has those it waits for,
    // and whoever writes meanwhile would make a circle of it every time.
    for (const { name } of await orm.migrator.getPending()) await migrateThrough(orm, name);
  } finally {
    await orm.close(true);
    await client.end();
  }
}

/** One step, begun anew when it could not have its tables. */
async function migrateThrough(orm: MikroORM, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await orm.migrator.up({ to: name });
      return;
    } catch (error) {
      const { code, cause } = error as { code?: string; cause?: { code?: string } };
      if (!MIGRATION_AGAIN.includes(code ?? cause?.code ?? '') || attempt === MIGRATION_ATTEMPTS) throw error;
    }
  }
}
