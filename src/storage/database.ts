/**
 * The one place that chooses the database: PostgreSQL when an address is given, else PGlite in this process. Everything
 * above sees `read` (a forked EntityManager) and `write` (one unit of work), and the same entities and migrations.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { IsolationLevel, type Options } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import type { MikroORM, PgliteConnection } from '@mikro-orm/pglite';
import type { SqlEntityManager } from '@mikro-orm/sql';
import pg from 'pg';
import { migrationsList } from '../../migrations/list.js';
import type { ServerTls } from '../config/tls.js';
import { assert } from '../domain/assert.js';
import { TidemarkError, Unavailable } from '../domain/errors.js';
import { step } from '../telemetry/trace.js';
import { ENTITIES } from './entities.js';
import { retried, translated } from './failure.js';
import { type FolderLock, lockFolder } from './folder-lock.js';
import { watchPool } from './pool.js';
import { prepareOn } from './prepared.js';
import { ReplicaLag } from './replica.js';
import { hydratorFor, type SealedTable, SealingSubscriber, sealedTables } from './sealing.js';
import { statementTracing } from './statement-trace.js';
import type { Vault } from './vault.js';
import { destroy, Vigil } from './vigil.js';

export type EntityManager = SqlEntityManager;

/** Any number will do as long as every version of the program uses the same. */
const MIGRATION_LOCK = 7_463_111;
const POOL_SIZE = 10;
/** A migration waits so long for a table that is in use, lets others pass, and tries again so often. */
const MIGRATION_LOCK_MS = 3_000;
const MIGRATION_ATTEMPTS = 20;
/** A table in use, and a circle of waiting with an instance that writes. */
const MIGRATION_AGAIN = ['55P03', '40P01'];
/** A replica further behind is not asked. */
const LAG_MS_MAX = 5_000;
/** Connections are made anew after this, so that a server that changed its role is not kept for ever. */
const CONNECTION_LIFE_S = 300;
/** A little longer than an operation has, so that who asks hears of the deadline, and the statement ends soon after. */
const STATEMENT_TIMEOUT_MS = 5_500;
/** Compiling a statement takes the server longer than carrying out one that reads eight years of prices. */
const WITHOUT_JIT = '-c jit=off';
const CONNECT_TIMEOUT_MS = 3_000;
/** A server that has not answered by then counts as not reachable: less than the 2 s that balancers wait. */
const REACHABLE_MS_MAX = 1_000;

const shared = {
  entities: ENTITIES,
  extensions: [Migrator],
  forceUtcTimezone: true,
  // Those of the audit log are written by hand, in its migration.
  schemaGenerator: { ignoreTriggers: true, ignoreRoutines: true },
  // Silent, because standard output is the log: one JSON object a line.
  migrations: { migrationsList, snapshot: false, path: 'migrations', emit: 'ts', silent: true },
} satisfies Partial<Options>;

export interface DatabaseOptions {
  /** PostgreSQL's address, or null for the embedded database. */
  readonly url: string | null;
  /** Folder of the embedded database; null keeps it in memory. */
  readonly folder: string | null;
  /** A streaming replica of it, for reads that may lag; null or absent: there is none. */
  readonly replicaUrl?: string | null;
  /** Connections to each server. */
  readonly poolSize?: number;
  /** How it is to prove itself; null or absent: it is spoken to in plain text. */
  readonly tls?: ServerTls | null;
  /** Opens its encrypted columns; without it they can neither be read nor written. */
  readonly vault?: Vault | null;
  /** A prepared image of an embedded data folder, to start from instead of nothing. */
  readonly image?: Blob;
}

/** What PostgreSQL adds: connections that can be cut, and somebody who watches the servers. */
interface Servers {
  /** Whether a commit waits until another server has it too; true until it is known. */
  waitsForStandby: boolean;
  readonly primary: Vigil;
  /** Null before its first connection. */
  readonly pool: () => pg.Pool | null;
  readonly replica: { readonly orm: MikroORM; readonly vigil: Vigil; readonly lag: ReplicaLag } | null;
}

export class Database {
  private uncertain: () => void = () => undefined;
  private readonly reachListeners: ((isUp: boolean) => void)[] = [];
  private readonly underWay = new Set<Promise<unknown>>();
  private isClosing = false;

  private constructor(
    readonly kind: 'postgresql' | 'embedded',
    readonly orm: MikroORM,
    private readonly lock: FolderLock | null,
    private readonly servers: Servers | null,
    private readonly keys: Vault | null,
  ) {}

  /** What encrypts single fields. */
  get vault(): Vault {
    assert(this.keys, 'the database was opened with keys');
    return this.keys;
  }

  sealedTables(): SealedTable[] {
    return sealedTables(this.orm.getMetadata().getAll().values());
  }

  /** Opens the database and brings its tables up to date. */
  static async open(options: DatabaseOptions): Promise<Database> {
    if (options.url) {
      await migrateServer(options.url, sslOf(options));
      return Database.openServer(options.url, options);
    }
    const lock = options.folder ? lockFolder(options.folder) : null;
    try {
      const database = await Database.openEmbedded(options, lock);
      await database.orm.migrator.up();
      return database;
    } catch (error) {
      lock?.release();
      throw error;
    }
  }

  /** Opens the database as it is, for whoever brings its tables to where he needs them. */
  static async openAsIs(options: DatabaseOptions): Promise<Database> {
    if (options.url) return Database.openServer(options.url, options);
    const lock = options.folder ? lockFolder(options.folder) : null;
    try {
      return await Database.openEmbedded(options, lock);
    } catch (error) {
      lock?.release();
      throw error;
    }
  }

  /** Brings the tables up to date. */
  async migrate(): Promise<void> {
    await this.orm.migrator.up();
  }

  /** Brings the tables of an empty database to where these migrations left them. @throws Error when one of them is not known */
  async migrateTo(names: readonly string[]): Promise<void> {
    const unknown = names.find((name) => !migrationsList.some((each) => each.name === name));
    if (unknown) throw new Error(`The tables were made by a newer program (${unknown}): use that one.`);
    const pending = new Set((await this.orm.migrator.getPending()).map(({ name }) => name));
    await this.orm.migrator.up({ migrations: names.filter((name) => pending.has(name)) });
  }

  /** Reads that all see one state, however long they take. */
  async snapshot<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    const options = { isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true };
    return this.during(translated(() => this.orm.em.fork().transactional((em) => work(em as EntityManager), options)));
  }

  /** A unit of work that cannot be begun anew, because what it reads is used up. */
  async alone<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    return this.during(translated(() => this.orm.em.fork().transactional((em) => work(em as EntityManager))));
  }

  private static async openServer(url: string, options: DatabaseOptions): Promise<Database> {
    const { replicaUrl, poolSize = POOL_SIZE, vault = null } = options;
    const ssl = sslOf(options);
    const { orm, cut, pool } = await connect(url, { poolSize, vault, ssl });
    const lag = new ReplicaLag();
    const primary = new Vigil({
      url,
      ssl,
      query: PLACE,
      seen: ({ place, standbys }) => {
        lag.primaryAt(String(place), performance.now());
        servers.waitsForStandby = standbys !== '';
      },
      // What hangs would hold its connection for as long as the system likes, and the pool has few.
      lost: () => {
        cut();
        database.reached(false);
      },
      back: () => database.reached(true),
    });
    const replica = replicaUrl ? await openReplica(replicaUrl, { poolSize, vault, ssl }, lag) : null;
    const servers: Servers = { waitsForStandby: true, primary, replica, pool };
    const database = new Database('postgresql', orm, null, servers, vault);
    primary.start();
    replica?.vigil.start();
    return database;
  }

  private static async openEmbedded(options: DatabaseOptions, lock: FolderLock | null): Promise<Database> {
    const { MikroORM } = await import('@mikro-orm/pglite');
    const folder = options.folder && join(options.folder, 'database');
    if (folder) mkdirSync(folder, { recursive: true, mode: 0o700 });
    const orm: MikroORM = await MikroORM.init({
      ...shared,
      ...sealing(options.vault ?? null),
      ...statementTracing(),
      dbName: folder ?? 'memory://',
      // With the first query: opened before it, the database would stay open for a command that asks nothing of it.
      onCreateConnection: async () => forgetRowArrays(await (orm.em.getConnection() as unknown as PgliteConnection).getNativeClient()),
      // A function, because an object would be deep-cloned and a Blob does not survive that.
      ...(options.image && { driverOptions: () => ({ loadDataDir: options.image }) }),
    });
    const connection = orm.em.getConnection();
    prepareOn(connection);
    return new Database('embedded', orm, lock, null, options.vault ?? null);
  }

  /** Runs queries on an EntityManager of their own; what they load is not written back. */
  async read<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    this.refuseWhileLost();
    return this.during(step('read', {}, () => translated(() => work(this.orm.em.fork() as EntityManager))));
  }

  /** One unit of work: everything in it is written together, or nothing is. It runs again when another was in its way. */
  async write<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    this.refuseWhileLost();
    const unit = async (em: EntityManager) => {
      const result = await work(em);
      if (!this.servers?.waitsForStandby) return result;
      // A commit that waits for a standby and is given up says that it succeeded, and would be lost with this server.
      await em.flush();
      await em.execute('set local statement_timeout = 0');
      return result;
    };
    try {
      const attempt = () => this.orm.em.fork().transactional((em) => unit(em as EntityManager));
      return await this.during(translated(() => retried(() => step('unit of work', {}, attempt))));
    } catch (error) {
      // The connection may have ended after the commit, and before anybody could be told of it.
      if (error instanceof Unavailable) this.uncertain();
      throw error;
    }
  }

  /**
   * The same as `read`, and as new, but on the replica when there is one that has caught up with everything committed by now: for
   * reads that are long, and decide no write.
   */
  async readAside<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    if (this.replicaLagMs() === null) return this.read(work);
    const place = await this.read(async (em) => {
      // What is committed is flushed; the place of the next insert may lie beyond, and a replica comes there with the next write only.
      const rows: { place: string }[] = await em.execute('select pg_current_wal_flush_lsn()::text as place');
      return rows[0]?.place as string;
    });
    return this.onReplica(work, place);
  }

  /** The same as `read`, up to five seconds old, on the replica when there is one: for sums over everybody, which decide no write. */
  async readLagging<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    return this.replicaLagMs() === null ? this.read(work) : this.onReplica(work, null);
  }

  /** On the replica as it is once it has come to `place`; on the primary when it does not come soon, or fails. */
  private async onReplica<T>(work: (em: EntityManager) => Promise<T>, place: string | null): Promise<T> {
    const { replica } = this.servers as { replica: NonNullable<Servers['replica']> };
    try {
      for (let look = 0; place !== null && !(await hasReplayed(replica.orm, place)); look += 1) {
        if (look === CATCH_UP_LOOKS) return this.read(work);
        await pause(CATCH_UP_MS);
      }
      const options = { isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true };
      return await replica.orm.em.fork().transactional((em) => work(em as EntityManager), options);
    } catch (error) {
      if (error instanceof TidemarkError) throw error;
      // A replica that breaks or cancels a read costs time, never an answer; a defect shows again on the primary.
      return this.read(work);
    }
  }

  /** Calls back when it is not known whether something was written. */
  onUncertain(listener: () => void): void {
    this.uncertain = listener;
  }

  /** Calls back when the server stops answering, and when it answers again. */
  onReach(listener: (isUp: boolean) => void): void {
    this.reachListeners.push(listener);
  }

  /** Whether it is known that the server does not answer: whatever is asked of it is refused at once. */
  isLost(): boolean {
    return this.servers !== null && !this.servers.primary.isUp;
  }

  /** How far behind the replica is; null when there is none, or none that may be asked. */
  replicaLagMs(): number | null {
    const { replica } = this.servers ?? {};
    if (!replica?.vigil.isUp) return null;
    const lagMs = replica.lag.lagMs(performance.now());
    return lagMs !== null && lagMs <= LAG_MS_MAX ? lagMs : null;
  }

  hasReplica(): boolean {
    return Boolean(this.servers?.replica);
  }

  /** The embedded database itself; undefined on PostgreSQL. */
  async embedded() {
    if (this.kind !== 'embedded') return undefined;
    return (this.orm.em.getConnection() as unknown as PgliteConnection).getNativeClient();
  }

  /** The files of the embedded database as a tar, taken while nothing else runs. */
  async copyFiles(): Promise<ArrayBuffer> {
    const embedded = await this.embedded();
    assert(embedded, 'only the embedded database is files of ours');
    // Nothing is under way inside a transaction of our own; what is committed is in the write-ahead log at least.
    const copy = await embedded.transaction(() => embedded.dumpDataDir('none'));
    return copy.arrayBuffer();
  }

  /** Connections to the primary by what they do, and who waits for one; null for the embedded database, which has one. */
  connections(): { readonly busy: number; readonly idle: number; readonly waiting: number } | null {
    const pool = this.servers?.pool();
    return pool ? { busy: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount } : null;
  }

  /** Never waits for long: whoever asks whether an instance is well takes silence for its death. */
  async isReachable(): Promise<boolean> {
    const answer = this.read((em) => em.execute('select 1')).then(
      () => true,
      () => false,
    );
    return Promise.race([answer, pause(REACHABLE_MS_MAX, false, { ref: false })]);
  }

  /** What is under way is brought to its end, and nothing more is begun: a commit beside the closing of the embedded database could be lost. */
  async close(): Promise<void> {
    this.isClosing = true;
    await Promise.race([Promise.allSettled(this.underWay), pause(CLOSE_MS_MAX, undefined, { ref: false })]);
    await Promise.all([this.servers?.primary.stop(), this.servers?.replica?.vigil.stop()]);
    await Promise.all([this.orm.close(true), this.servers?.replica?.orm.close(true)]);
    this.lock?.release();
  }

  private async during<T>(work: Promise<T>): Promise<T> {
    this.underWay.add(work);
    try {
      return await work;
    } finally {
      this.underWay.delete(work);
    }
  }

  /** Nobody waits for a server of which it is known that it does not answer. */
  private refuseWhileLost(): void {
    if (this.isLost() || this.isClosing) throw new Unavailable('The database');
  }

  private reached(isUp: boolean): void {
    for (const listener of this.reachListeners) listener(isUp);
  }
}

/** PostgreSQL numbers the types from here on that it or we have made of tables; arrays of whole rows are among them. */
const TABLE_TYPES_FROM = 10_000;

/**
 * The embedded database keeps a parser for arrays of the rows of every table, its own and ours, and copies all of them for each answer: that was
 * more than half of what a short statement cost. Nothing here reads such an array.
 */
function forgetRowArrays(embedded: Awaited<ReturnType<PgliteConnection['getNativeClient']>>): void {
  embedded.parsers = Object.fromEntries(Object.entries(embedded.parsers).filter(([type]) => !(Number(type) >= TABLE_TYPES_FROM)));
}

type Ssl = NonNullable<pg.ClientConfig['ssl']>;

function sslOf({ tls }: DatabaseOptions): Ssl {
  return tls ? { rejectUnauthorized: true, ...(tls.ca !== null && { ca: tls.ca }) } : false;
}

function sealing(vault: Vault | null) {
  return { hydrator: hydratorFor(vault), subscribers: [new SealingSubscriber(vault)] };
}

/** What is under way when the database is closed has so long; a stop as a whole may take little more. */
const CLOSE_MS_MAX = 3_000;
/** Looks at a replica that is to catch up, and the pause between two. */
const CATCH_UP_LOOKS = 5;
const CATCH_UP_MS = 5;

async function hasReplayed(orm: MikroORM, place: string): Promise<boolean> {
  const sql = 'select pg_is_in_recovery() and pg_last_wal_replay_lsn() >= ?::pg_lsn as has';
  const rows: { has: boolean | null }[] = await (orm.em.fork() as EntityManager).execute(sql, [place]);
  return rows[0]?.has === true;
}

/** Where a primary's log ends, or how far a replica has come in it. */
const PLACE = `select case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end::text as place,
  pg_is_in_recovery() as "isReplica", current_setting('synchronous_standby_names') as standbys`;

async function openReplica(
  url: string,
  options: { poolSize: number; vault: Vault | null; ssl: Ssl },
  lag: ReplicaLag,
): Promise<NonNullable<Servers['replica']>> {
  const { orm, cut } = await connect(url, options);
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

/** Connections to a server, and how to end all of them at once without asking it. */
async function connect(
  url: string,
  { poolSize, vault, ssl, settings }: { poolSize: number; vault: Vault | null; ssl: Ssl; settings?: pg.PoolConfig },
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

/**
 * Several instances may start at once on one database; they take turns at bringing it up to date. A step that waits for a table in
 * use gives way after a moment, because everybody else would queue behind it, and is tried again; so is one that an instance at work and it
 * kept each other from.
 */
async function migrateServer(url: string, ssl: Ssl): Promise<void> {
  const client = new pg.Client({ connectionString: url, ssl, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  await client.connect();
  const settings = { statement_timeout: 0, lock_timeout: MIGRATION_LOCK_MS };
  const { orm } = await connect(url, { poolSize: 1, vault: null, ssl, settings });
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
