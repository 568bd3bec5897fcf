/**
 * The one place that chooses the database: PostgreSQL when an address is given, else PGlite in this process. Everything
 * above sees `read` (a forked EntityManager) and `write` (one unit of work), and the same entities and migrations.
 */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Options } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import type { MikroORM, PgliteConnection } from '@mikro-orm/pglite';
import type { SqlEntityManager } from '@mikro-orm/sql';
import pg from 'pg';
import { migrationsList } from '../../migrations/list.js';
import { TidemarkError, Unavailable } from '../domain/errors.js';
import { type FolderLock, lockFolder } from './folder-lock.js';
import { AccountSchema, PortfolioSchema } from './mapping/account.js';
import { AlertCursorSchema, AlertDeliverySchema, AlertRuleSchema, AlertSchema, AlertWebhookSchema } from './mapping/alert.js';
import { HistoryStateSchema, ValuationDaySchema } from './mapping/history.js';
import {
  BackfillSchema,
  CorporateActionSchema,
  DroppedFileSchema,
  HeldQuoteSchema,
  LeaseSchema,
  QuoteDiscrepancySchema,
  RejectedQuoteSchema,
  SourceEventSchema,
  SourceHealthSchema,
  SourceHourSchema,
  SourceUsageSchema,
} from './mapping/ingestion.js';
import { InstrumentSchema, SourceSymbolSchema } from './mapping/instrument.js';
import { JobSchema } from './mapping/job.js';
import { CurrentQuoteSchema, CurrentRateSchema, FxRateSchema, QuoteSchema } from './mapping/quote.js';
import { TargetSchema } from './mapping/target.js';
import { ImportedRowSchema, LedgerCheckpointSchema, TransactionRevisionSchema, TransactionSchema } from './mapping/transaction.js';
import {
  ApiTokenSchema,
  AttemptSchema,
  AuditEntrySchema,
  AuditSealSchema,
  ConfirmationSchema,
  IdempotencyRecordSchema,
  SecondFactorSchema,
  SessionSchema,
  SpentRefreshTokenSchema,
  UserSchema,
} from './mapping/user.js';

export type EntityManager = SqlEntityManager;

/** Any number will do as long as every version of the program uses the same. */
const MIGRATION_LOCK = 7_463_111;
const POOL_SIZE = 10;
const STATEMENT_TIMEOUT_MS = 5_000;
const CONNECT_TIMEOUT_MS = 3_000;

const shared = {
  entities: [
    UserSchema,
    SessionSchema,
    SpentRefreshTokenSchema,
    ApiTokenSchema,
    ConfirmationSchema,
    IdempotencyRecordSchema,
    AuditEntrySchema,
    AuditSealSchema,
    AttemptSchema,
    SecondFactorSchema,
    PortfolioSchema,
    AccountSchema,
    TargetSchema,
    InstrumentSchema,
    SourceSymbolSchema,
    TransactionSchema,
    TransactionRevisionSchema,
    ImportedRowSchema,
    LedgerCheckpointSchema,
    QuoteSchema,
    CurrentQuoteSchema,
    FxRateSchema,
    CurrentRateSchema,
    LeaseSchema,
    JobSchema,
    SourceUsageSchema,
    HeldQuoteSchema,
    RejectedQuoteSchema,
    SourceHealthSchema,
    SourceEventSchema,
    SourceHourSchema,
    CorporateActionSchema,
    BackfillSchema,
    QuoteDiscrepancySchema,
    DroppedFileSchema,
    ValuationDaySchema,
    HistoryStateSchema,
    AlertRuleSchema,
    AlertSchema,
    AlertWebhookSchema,
    AlertDeliverySchema,
    AlertCursorSchema,
  ],
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
  /** A prepared image of an embedded data folder, to start from instead of nothing. */
  readonly image?: Blob;
}

export class Database {
  private constructor(
    readonly kind: 'postgresql' | 'embedded',
    readonly orm: MikroORM,
    private readonly lock: FolderLock | null,
  ) {}

  /** Opens the database and brings its tables up to date. */
  static async open(options: DatabaseOptions): Promise<Database> {
    if (options.url) {
      const database = await Database.openServer(options.url);
      await withMigrationLock(options.url, () => database.orm.migrator.up());
      return database;
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

  private static async openServer(url: string): Promise<Database> {
    const { MikroORM } = await import('@mikro-orm/postgresql');
    const orm = await MikroORM.init({
      ...shared,
      clientUrl: url,
      pool: { min: 0, max: POOL_SIZE },
      driverOptions: { connectionTimeoutMillis: CONNECT_TIMEOUT_MS, statement_timeout: STATEMENT_TIMEOUT_MS },
    });
    return new Database('postgresql', orm as unknown as MikroORM, null);
  }

  private static async openEmbedded(options: DatabaseOptions, lock: FolderLock | null): Promise<Database> {
    const { MikroORM } = await import('@mikro-orm/pglite');
    const folder = options.folder && join(options.folder, 'database');
    if (folder) mkdirSync(folder, { recursive: true });
    const orm = await MikroORM.init({
      ...shared,
      dbName: folder ?? 'memory://',
      // A function, because an object would be deep-cloned and a Blob does not survive that.
      ...(options.image && { driverOptions: () => ({ loadDataDir: options.image }) }),
    });
    return new Database('embedded', orm, lock);
  }

  /** Runs queries on an EntityManager of their own; what they load is not written back. */
  async read<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    return translated(() => work(this.orm.em.fork() as EntityManager));
  }

  /** One unit of work: everything in it is written together, or nothing is. */
  async write<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    return translated(() => this.orm.em.fork().transactional((em) => work(em as EntityManager)));
  }

  /** The embedded database itself; undefined on PostgreSQL. */
  async embedded() {
    if (this.kind !== 'embedded') return undefined;
    return (this.orm.em.getConnection() as unknown as PgliteConnection).getNativeClient();
  }

  async isReachable(): Promise<boolean> {
    try {
      await this.read((em) => em.execute('select 1'));
      return true;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    await this.orm.close(true);
    this.lock?.release();
  }
}

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '53100',
  '25006',
]);

/** Failures of the connection become `Unavailable`, so that callers know nothing was written and when to try again. */
async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TidemarkError) throw error;
    const { code, message } = error as { code?: string; message?: string };
    if ((code && UNREACHABLE.has(code)) || /timeout exceeded when trying to connect|Connection terminated/.test(message ?? '')) {
      throw new Unavailable('The database');
    }
    throw error;
  }
}

/** Several instances may start at once on one database; they take turns at bringing it up to date. */
async function withMigrationLock(url: string, work: () => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await work();
  } finally {
    await client.end();
  }
}
