/** The parts the command line needs as well as the server: database, bus, users and audit. */
import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type DataKey, parseDataKeys } from '../config/data-key.js';
import { orDatabaseFault } from '../config/database-fault.js';
import type { Config } from '../config.js';
import { AuditService } from '../services/audit.js';
import { Bus } from '../storage/bus.js';
import { prepareKeys } from '../storage/data-key.js';
import { Database } from '../storage/database.js';
import { type Mailer, openMailer } from '../storage/mail.js';
import { databaseIdOf } from '../storage/query/database-id.js';
import { KEY_BYTES, Vault } from '../storage/vault.js';
import type { Log } from '../telemetry.js';
import { goBy, now } from './clock.js';
import { type Identity, openIdentity } from './identity.js';

/** The parts the command line needs as well. */
export interface Core extends Identity {
  readonly database: Database;
  /** What tells it from others on one Redis. */
  readonly databaseId: string;
  readonly bus: Bus;
  readonly audit: AuditService;
  /** Null when this server sends no mail. */
  readonly mailer: Mailer | null;
  close(): Promise<void>;
}

/**
 * @param say what a person at the terminal should read: in the demo, mail
 * @param image a prepared embedded database, kept in memory from there on instead of in the data folder
 */
export async function openCore(config: Config, log: Log, say: (text: string) => void, image?: Blob): Promise<Core> {
  const vault = new Vault(dataKeysOf(config));
  const opening = Database.open({
    url: config.databaseUrl,
    tls: config.databaseTls,
    replicaUrl: config.databaseReplicaUrl,
    poolSize: config.databasePoolSize,
    folder: image ? null : config.dataDir,
    ...(image && { image }),
    vault,
  });
  const database = await orDatabaseFault(opening, config.databaseUrl);
  let databaseId: string;
  try {
    await database.readTime();
    goBy(database.clock);
    await prepareKeys(database, vault, now());
    databaseId = await database.read(databaseIdOf);
  } catch (error) {
    await database.close();
    throw error;
  }
  const bus = Bus.open(config.redis, databaseId, (error) => log.warn({ err: error }, 'Redis fails; it is tried again'));
  database.onUncertain(() => bus.doubt());
  database.onReach((isUp) => {
    if (isUp) log.info('the database answers again');
    else log.warn('the database does not answer: what needs it is refused until it does');
  });
  database.clock.onMoved((aheadMs) =>
    log.warn(
      { offsetMs: Math.round(aheadMs) },
      'the clock of this machine is not that of the database, by which all instances go: keep them together (NTP)',
    ),
  );
  const settings = {
    secret: signingSecret(config),
    previousSecret: config.jwtSecretPrevious === null ? null : Buffer.from(config.jwtSecretPrevious),
    accessTokenTtlS: config.accessTokenTtlS,
    refreshTokenTtlS: config.refreshTokenTtlS,
  };
  const mailer = mailerOf(config, say);
  const identity = openIdentity({ config, settings, database, bus, mailer, log });
  return {
    database,
    databaseId,
    bus,
    mailer,
    ...identity,
    audit: new AuditService(database, now),
    async close() {
      await identity.background.settled();
      await identity.mail.stop();
      mailer?.close();
      await bus.close();
      await database.close();
    },
  };
}

/** Messages stand in the terminal where there is no mail server, but not in production: a terminal is read by others. */
function mailerOf({ smtpUrl: url, mailFrom: from, isProduction }: Config, print: (text: string) => void): Mailer | null {
  if (url === null && isProduction) return null;
  const isNear = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
  return openMailer({ url, from, isTlsRequired: isProduction && !isNear, print });
}

/** The secret access tokens are signed with; outside production one is made and kept in the data folder. */
function signingSecret(config: Config): Uint8Array {
  return Buffer.from(config.jwtSecret ?? keptSecret(join(config.dataDir, 'jwt-secret'), () => randomBytes(48).toString('base64')));
}

function dataKeysOf({ dataKeys, dataDir }: Config): [DataKey, ...DataKey[]] {
  const keys = dataKeys ?? parseDataKeys(keptSecret(join(dataDir, 'data-keys'), () => `1:${randomBytes(KEY_BYTES).toString('base64')}\n`));
  return keys as [DataKey, ...DataKey[]];
}

/** What stands in the file; made when there is none. */
function keptSecret(path: string, make: () => string): string {
  if (!existsSync(path)) {
    // Several instances may start on one folder at once: the first to put its secret in place gives it to all.
    const draft = `${path}.${process.pid}`;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(draft, make(), { mode: 0o600 });
    try {
      linkSync(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }
  return readFileSync(path, 'utf8');
}
