/**
 * One PostgreSQL for the worlds of a whole test run, with a migrated database that each world gets a copy of in a moment: a
 * start from nothing, and every statement of a suite, take several times as much in the embedded database. Without the program,
 * and where a suite is started alone, worlds are embedded ones.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Database } from '../../src/storage/database.js';
import { findBinaries } from './binaries.js';
import { startPostgres } from './postgres.js';

/** Tells the suites where the server is. */
const VARIABLE = 'TEST_POSTGRES_URL';
const TEMPLATE = 'world_template';

export interface SharedPostgres {
  stop(): Promise<void>;
}

/** Starts it and tells the suites about it through the environment; null: the program is missing. */
export async function startSharedPostgres(): Promise<SharedPostgres | null> {
  if (findBinaries('postgres') === null) return null;
  // Four workers at most, each with a few worlds and their pools.
  const server = await startPostgres({
    fsync: false,
    maxConnections: 500,
    settings: { synchronous_commit: 'off', full_page_writes: 'off' },
  });
  try {
    const database = await Database.open({ url: await server.createDatabase(TEMPLATE), folder: null });
    await database.close();
  } catch (error) {
    await server.stop();
    throw error;
  }
  process.env[VARIABLE] = server.url;
  return server;
}

/** A migrated, empty database of its own; null: there is no shared server. */
export async function copyOfTemplate(): Promise<string | null> {
  const server = process.env[VARIABLE];
  if (!server) return null;
  const name = `world_${randomUUID().replaceAll('-', '')}`;
  await run(server, `create database ${name} template ${TEMPLATE} strategy file_copy`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function run(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
