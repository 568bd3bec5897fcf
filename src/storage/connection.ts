/** How the tables' mappings are opened on either database: on a server, over connections that can be cut, or on PGlite in this process. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Options } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import type { MikroORM, PgliteConnection } from '@mikro-orm/pglite';
import type pg from 'pg';
import { migrationsList } from '../../migrations/list.js';
import type { ServerTls } from '../config/tls.js';
import { ENTITIES } from './entities.js';
import { watchPool } from './pool.js';
import { prepareOn } from './prepared.js';
import { hydratorFor, SealingSubscriber } from './sealing.js';
import { statementTracing } from './statement-trace.js';
import type { Vault } from './vault.js';
import { destroy } from './vigil.js';

/** Connections are made anew after this, so that a server that changed its role is not kept for ever. */
const CONNECTION_LIFE_S = 300;
/** A little longer than an operation has, so that who asks hears of the deadline, and the statement ends soon after. */
const STATEMENT_TIMEOUT_MS = 5_500;
/** Compiling a statement takes the server longer than carrying out one that reads eight years of prices. */
const WITHOUT_JIT = '-c jit=off';
export const CONNECT_TIMEOUT_MS = 3_000;

const shared = {
  entities: ENTITIES,
  extensions: [Migrator],
  forceUtcTimezone: true,
  // Those of the audit log are written by hand, in its migration.
  schemaGenerator: { ignoreTriggers: true, ignoreRoutines: true },
  // Silent, because standard output is the log: one JSON object a line.
  migrations: { migrationsList, snapshot: false, path: 'migrations', emit: 'ts', silent: true },
} satisfies Partial<Options>;

export type Ssl = NonNullable<pg.ClientConfig['ssl']>;

export function sslOf(tls: ServerTls | null | undefined): Ssl {
  return tls ? { rejectUnauthorized: true, ...(tls.ca !== null && { ca: tls.ca }) } : false;
}

function sealing(vault: Vault | null) {
  return { hydrator: hydratorFor(vault), subscribers: [new SealingSubscriber(vault)] };
}

export interface ServerOptions {
  readonly poolSize: number;
  readonly vault: Vault | null;
  readonly ssl: Ssl;
  readonly settings?: pg.PoolConfig;
}

/** Connections to a server, and how to end all of them at once without asking it. */
export async function connectServer(
  url: string,
  { poolSize, vault, ssl, settings }: ServerOptions,
): Promise<{ orm: MikroORM; cut: () => void; pool: () => pg.Pool | null }> {
  const { MikroORM } = await import('@mikro-orm/postgresql');
  let open: ReadonlySet<pg.ClientBase> = new Set();
  let pool: pg.Pool | null = null;
  const onPoolCreated = (made: pg.Pool) => {
    pool = made;
    open = watchPool(made);
  };
  const orm = await MikroORM.init({
    ...shared,
    ...sealing(vault),
    ...statementTracing(),
    clientUrl: url,
    pool: { min: 0, max: poolSize },
    // A function, because an object would be deep-cloned.
    driverOptions: () => ({
      ssl,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      options: WITHOUT_JIT,
      maxLifetimeSeconds: CONNECTION_LIFE_S,
      ...settings,
      onPoolCreated,
    }),
  });
  return { orm: orm as unknown as MikroORM, cut: () => [...open].forEach(destroy), pool: () => pool };
}

/** @param options.folder that of all data; null keeps it in memory */
export async function connectEmbedded(options: {
  readonly folder: string | null;
  readonly vault?: Vault | null;
  readonly image?: Blob;
}): Promise<MikroORM> {
  const { MikroORM } = await import('@mikro-orm/pglite');
  const folder = options.folder && join(options.folder, 'database');
  if (folder) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const orm: MikroORM = await MikroORM.init({
    ...shared,
    ...sealing(options.vault ?? null),
    ...statementTracing(),
    dbName: folder ?? 'memory://',
    // With the first query: opened before it, the database would stay open for a command that asks nothing of it.
    onCreateConnection: async () => {
      const embedded = await (orm.em.getConnection() as unknown as PgliteConnection).getNativeClient();
      forgetRowArrays(embedded);
      letOthersIn(embedded);
    },
    // A function, because an object would be deep-cloned and a Blob does not survive that.
    ...(options.image && { driverOptions: () => ({ loadDataDir: options.image }) }),
  });
  prepareOn(orm.em.getConnection());
  return orm;
}

type Embedded = Awaited<ReturnType<PgliteConnection['getNativeClient']>>;

/** PostgreSQL numbers the types from here on that it or we have made of tables; arrays of whole rows are among them. */
const TABLE_TYPES_FROM = 10_000;

/**
 * The embedded database keeps a parser for arrays of the rows of every table, its own and ours, and copies all of them for each answer: that was
 * more than half of what a short statement cost. Nothing here reads such an array.
 */
function forgetRowArrays(embedded: Embedded): void {
  embedded.parsers = Object.fromEntries(Object.entries(embedded.parsers).filter(([type]) => !(Number(type) >= TABLE_TYPES_FROM)));
}

/** How long statements may follow each other before the event loop turns. */
const ROUND_MS = 2;

/**
 * The embedded database answers on this thread, and an answer is no event: whoever asks again as soon as he has one, as an operation does for each
 * member of a list, would keep the event loop from turning, and no other request would be heard meanwhile.
 */
function letOthersIn(embedded: Embedded): void {
  const run = embedded.execProtocolStream.bind(embedded);
  let round: { readonly begunMs: number; readonly isOver: Promise<void> } | null = null;
  const begin = () => ({
    begunMs: performance.now(),
    isOver: new Promise<void>((resolve) =>
      setImmediate(() => {
        round = null;
        resolve();
      }),
    ),
  });
  embedded.execProtocolStream = async (...message) => {
    round ??= begin();
    if (performance.now() - round.begunMs > ROUND_MS) await round.isOver;
    return run(...message);
  };
}
