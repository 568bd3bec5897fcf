/**
 * The one place that chooses the database: PostgreSQL when an address is given, else PGlite in this process. Everything
 * above sees `read` (a forked EntityManager) and `write` (one unit of work), and the same entities and migrations.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { IsolationLevel } from '@mikro-orm/core';
import type { MikroORM, PgliteConnection } from '@mikro-orm/pglite';
import type { SqlEntityManager } from '@mikro-orm/sql';
import type pg from 'pg';
import { migrationsList } from '../../migrations/list.js';
import type { ServerTls } from '../config/tls.js';
import { assert } from '../domain/assert.js';
import { TidemarkError, Unavailable } from '../domain/errors.js';
import { step } from '../telemetry/trace.js';
import { connectEmbedded, connectServer, sslOf } from './connection.js';
import { retried, translated } from './failure.js';
import { type FolderLock, lockFolder } from './folder-lock.js';
import { migrateServer } from './migrate.js';
import { hasReplayed, openReplica, PLACE, type Replica, TIME } from './replica.js';
import { ReplicaLag } from './replica-lag.js';
import { type SealedTable, sealedTables } from './sealing.js';
import { SharedClock } from './shared-clock.js';
import type { Vault } from './vault.js';
import { Vigil } from './vigil.js';

export type EntityManager = SqlEntityManager;

const POOL_SIZE = 10;
/** A replica further behind is not asked. */
const LAG_MS_MAX = 5_000;
/** A server that has not answered by then counts as not reachable: less than the 2 s that balancers wait. */
const REACHABLE_MS_MAX = 1_000;

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
  readonly replica: Replica | null;
}

export class Database {
  private uncertain: () => void = () => undefined;
  private readonly reachListeners: ((isUp: boolean) => void)[] = [];
  private readonly underWay = new Set<Promise<unknown>>();
  private isClosing = false;
  /** That of all who share the database; of the embedded one, the machine's. */
  readonly clock = new SharedClock();

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
      await migrateServer(options.url, sslOf(options.tls));
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

  /** Opens the database as it is, for whoever brings its tables to where he needs them. @throws what the server or the network says */
  static async openAsIs(options: DatabaseOptions): Promise<Database> {
    if (options.url) {
      const database = await Database.openServer(options.url, options);
      try {
        await database.orm.em.execute('select 1');
        return database;
      } catch (error) {
        await database.close();
        throw error;
      }
    }
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

  /** Sets the clock by the server's; once a second the vigil does. */
  async readTime(): Promise<void> {
    if (!this.servers) return;
    const askedMs = performance.now();
    const rows: { timeMs: number }[] = await this.read((em) => em.execute(`select ${TIME} as "timeMs"`));
    this.clock.read(rows[0]?.timeMs as number, { askedMs, heardMs: performance.now() });
  }

  /** A unit of work that cannot be begun anew, because what it reads is used up. */
  async alone<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    return this.during(translated(() => this.orm.em.fork().transactional((em) => work(em as EntityManager))));
  }

  private static async openServer(url: string, options: DatabaseOptions): Promise<Database> {
    const { replicaUrl, poolSize = POOL_SIZE, vault = null } = options;
    const ssl = sslOf(options.tls);
    const { orm, cut, pool } = await connectServer(url, { poolSize, vault, ssl });
    const lag = new ReplicaLag();
    const primary = new Vigil({
      url,
      ssl,
      query: PLACE,
      seen: ({ place, standbys, timeMs }, span) => {
        database.clock.read(Number(timeMs), span);
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
    const orm = await connectEmbedded(options);
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
    const { replica } = this.servers as { replica: Replica };
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

/** What is under way when the database is closed has so long; a stop as a whole may take little more. */
const CLOSE_MS_MAX = 3_000;
/** Looks at a replica that is to catch up, and the pause between two. */
const CATCH_UP_LOOKS = 5;
const CATCH_UP_MS = 5;
