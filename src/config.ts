/**
 * The settings, read from the environment once and frozen: the only reader of `process.env`. All faults are reported
 * together, so that one start shows everything there is to mend.
 */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { type DataKey, readDataKeys } from './config/data-key.js';
import { Environment, type InstanceRole, type Settings } from './config/environment.js';
import { misspeltFaults } from './config/misspelt.js';
import { versionFaults } from './config/node-version.js';
import { readSecretFiles } from './config/secret-file.js';
import { type OwnSource, ownSettings, readSources, type SourceName, sourceSettings } from './config/source.js';
import { readDatabaseTls, readPortTls, readRedisTls, type ServerTls } from './config/tls.js';
import { contradictions, faultsTogether } from './config/together.js';
import { previousSecretFaults, secretFaults } from './config/token-secret.js';
import { type Tracing, tracingOf } from './config/tracing.js';

export interface Config {
  readonly host: string;
  readonly port: number;
  /** API processes on this machine behind one port; from 2 on they stand beside one process for the other roles. */
  readonly workers: number;
  readonly roles: ReadonlySet<InstanceRole>;
  /** The files of certificate and key the port speaks TLS with; null: it speaks plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** A plain port that only sends people to the one with TLS; null: there is none. */
  readonly redirectPort: number | null;
  readonly isProduction: boolean;
  /** PostgreSQL's address; null: the embedded database in `dataDir`. */
  readonly databaseUrl: string | null;
  /** How PostgreSQL is to prove itself; null: it is spoken to in plain text. */
  readonly databaseTls: ServerTls | null;
  /** A streaming replica, for reads that may lag; null: there is none. */
  readonly databaseReplicaUrl: string | null;
  readonly databasePoolSize: number;
  /** A Redis server, or some nodes of a cluster; null: the bus stays inside this process. */
  readonly redis:
    | ({ readonly tls: ServerTls | null } & (
        | { readonly kind: 'server'; readonly url: string }
        | { readonly kind: 'cluster'; readonly urls: readonly string[] }
      ))
    | null;
  readonly dataDir: string;
  /** Signs access tokens; null: one is made and kept in `dataDir` (never in production). */
  readonly jwtSecret: string | null;
  /** Verifies access tokens signed before the secret was changed; null when it was not. */
  readonly jwtSecretPrevious: string | null;
  /** Encrypts fields of the database, the newest first; null: one is made and kept in `dataDir`. */
  readonly dataKeys: readonly DataKey[] | null;
  readonly accessTokenTtlS: number;
  readonly refreshTokenTtlS: number;
  readonly sources: readonly string[];
  /** Of each source of one's own, by its name. */
  readonly ownSources: Readonly<Record<string, OwnSource>>;
  /** True when the sources are answered by the demo's made-up market. */
  readonly isSimulated: boolean;
  readonly refreshIntervalS: number;
  readonly quoteStreamUrl: string | null;
  readonly sourceUrls: Readonly<Record<Exclude<SourceName, 'stream'>, string>>;
  /** Streams of polled sources; null: not opened. */
  readonly sourceStreamUrls: Readonly<
    Record<'yahoo' | 'finnhub' | 'alpaca' | 'tiingo' | 'twelve-data' | 'massive' | 'eodhd', string | null>
  >;
  readonly sourceKeys: {
    readonly finnhub: string;
    readonly alpacaKeyId: string;
    readonly alpacaSecret: string;
    readonly tiingo: string;
    readonly twelveData: string;
    readonly alphaVantage: string;
    readonly massive: string;
    readonly eodhd: string;
    /** Empty: it is asked without. */
    readonly coinGecko: string;
  };
  readonly alpacaFeed: 'iex' | 'sip' | 'delayed_sip';
  readonly yahooCookieUrl: string | null;
  /** The folder institutions put files of prices into; null: there is none. */
  readonly fileDrop: string | null;
  /** Days for which every price is kept, and the last of each minute. */
  readonly retention: { readonly ticksDays: number; readonly minutesDays: number };
  /** How long the right to ask a source holds without being renewed. */
  readonly sourceLeaseS: number;
  /** Longest time between telling a streamed price and storing it; 0: it is stored first. */
  readonly streamStoreMs: number;
  /** Whether subscriptions of valuations are answered from ready frames where they can be. */
  readonly isPushing: boolean;
  /** Whether an empty database is filled with the demo world. */
  readonly isDemo: boolean;
  readonly demoSeed: string;
  readonly demoTicksPerSecond: number;
  /** Pages elsewhere that may open sockets. */
  readonly allowedOrigins: readonly string[];
  /** Names this server is asked under, beside addresses and names of its own network, in lower case. */
  readonly ownNames: readonly string[];
  /** Addresses of the proxies that may say who asks; null: nobody may. */
  readonly trustedProxies: readonly string[] | null;
  /** Whether operations run that stand in a manifest, and no others. */
  readonly isTrusting: boolean;
  /** Manifests beside the dashboard's own. */
  readonly trustedFiles: readonly string[];
  readonly metricsToken: string | null;
  readonly socketsPerUser: number;
  readonly socketsPerAddress: number;
  /** Requests under way on one instance; more are refused at once. */
  readonly requestsAtOnce: number;
  /** How long an instance that is asked to stop says that it is not ready, and answers on. */
  readonly drainMs: number;
  /** From one address; 0 closes registration. */
  readonly registrationsPerHour: number;
  /** Where people reach this server; stands in the links of messages. */
  readonly publicUrl: string;
  /** The mail server; null: messages are printed to the terminal (never in production, which then sends none). */
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** Where backups go; null: none is made by itself. */
  readonly backupDir: string | null;
  readonly backupPassphraseFile: string | null;
  readonly backupHours: number;
  /** The newest so many stay. */
  readonly backupKeep: number;
  /** Private networks that webhooks may lie in all the same. */
  readonly webhookNetworks: readonly string[];
  /** Where traces go; null: nothing is traced. */
  readonly tracing: Tracing | null;
  readonly logLevel: string;
}

/** Every fault of the environment at once, each line naming the variable and the cure. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The settings are not usable:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

/** The names of every setting, for the check of `.env.example`. */
export const SETTING_NAMES: readonly string[] = Object.keys(Environment.shape);

/** The environment with some settings instead of its own. @throws ConfigError listing every fault */
export function readConfigWith(settings: Readonly<Record<string, string>>): Config {
  return readConfig({ ...process.env, ...settings });
}

/** @throws ConfigError listing every fault */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const set = Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '');
  const files = readSecretFiles(Object.fromEntries(set), (name) => name in Environment.shape);
  const given: Readonly<Record<string, string | undefined>> = files.settings;
  const parsed = Environment.safeParse(given);
  const faults = formFaults(parsed.error);
  const chosen = readSources(given.SOURCES ?? 'demo', given);
  faults.push(
    ...versionFaults(),
    ...misspeltFaults(files.settings, new Set([...SETTING_NAMES, ...ownSettings(chosen.own)])),
    ...chosen.faults,
    ...secretFaults(given.NODE_ENV, given.JWT_SECRET),
    ...previousSecretFaults(given.JWT_SECRET_PREVIOUS),
  );
  const [keys, port, database, redis] = [readDataKeys(given), readPortTls(given), readDatabaseTls(given), readRedisTls(given)];
  faults.push(...[files, keys, port, database, redis].flatMap((read) => read.faults));
  faults.push(...faultsTogether(given), ...(parsed.success ? contradictions(parsed.data) : []));
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  const values = parsed.data;
  const isProduction = values.NODE_ENV === 'production';
  const publicUrl = publicUrlOf(values, port.tls ? 'https' : 'http');
  return Object.freeze({
    host: values.HOST,
    port: values.PORT,
    workers: values.WORKERS,
    roles: new Set(values.ROLES),
    tls: port.tls,
    redirectPort: values.HTTP_REDIRECT_PORT ?? null,
    isProduction,
    databaseUrl: values.DATABASE_URL ?? null,
    databaseTls: database.tls,
    databaseReplicaUrl: values.DATABASE_REPLICA_URL ?? null,
    databasePoolSize: values.DATABASE_POOL_SIZE,
    redis: redisOf(values, redis.tls),
    dataDir: resolve(values.DATA_DIR),
    jwtSecret: values.JWT_SECRET ?? null,
    jwtSecretPrevious: values.JWT_SECRET_PREVIOUS ?? null,
    dataKeys: keys.keys,
    accessTokenTtlS: values.ACCESS_TOKEN_TTL,
    refreshTokenTtlS: values.REFRESH_TOKEN_TTL,
    sources: chosen.sources,
    ownSources: chosen.own,
    isSimulated: chosen.isSimulated,
    refreshIntervalS: values.REFRESH_INTERVAL,
    quoteStreamUrl: values.QUOTE_STREAM_URL ?? null,
    ...sourceSettings(values),
    streamStoreMs: values.STREAM_STORE_MS,
    isPushing: values.PUSH,
    isDemo: values.DEMO ?? !isProduction,
    demoSeed: values.DEMO_SEED,
    demoTicksPerSecond: values.DEMO_TICKS_PER_SECOND,
    allowedOrigins: values.ALLOWED_ORIGINS,
    ownNames: [...values.ALLOWED_HOSTS, ...(URL.canParse(publicUrl) ? [new URL(publicUrl).hostname] : [])],
    trustedProxies: values.TRUST_PROXY.length > 0 ? values.TRUST_PROXY : null,
    isTrusting: values.TRUSTED_DOCUMENTS,
    trustedFiles: values.TRUSTED_DOCUMENTS_FILES,
    metricsToken: values.METRICS_TOKEN ?? null,
    ...crowdSettings(values),
    publicUrl,
    smtpUrl: values.SMTP_URL ?? null,
    mailFrom: values.MAIL_FROM ?? 'Tidemark <tidemark@localhost>',
    backupDir: values.BACKUP_DIR ?? null,
    backupPassphraseFile: values.BACKUP_PASSPHRASE_FILE ?? null,
    backupHours: values.BACKUP_HOURS,
    backupKeep: values.BACKUP_KEEP,
    webhookNetworks: values.WEBHOOK_NETWORKS,
    tracing: tracingOf(values),
    logLevel: values.LOG_LEVEL,
  });
}

/** Of settings that are by themselves not what they must be. */
function formFaults(refused: ReturnType<typeof Environment.safeParse>['error']): string[] {
  return (refused?.issues ?? []).map(({ path: [name], message }) => `${String(name)}: ${message.replace(/\.?$/, '.')}`);
}

function publicUrlOf({ PUBLIC_URL: url, HOST: host, PORT: port }: Settings, protocol: string): string {
  return (url ?? `${protocol}://${isIP(host) === 6 ? `[${host}]` : host}:${port}`).replace(/\/+$/, '');
}

function crowdSettings(values: Settings) {
  return {
    socketsPerUser: values.SOCKETS_PER_USER,
    socketsPerAddress: values.SOCKETS_PER_ADDRESS,
    requestsAtOnce: values.REQUESTS_AT_ONCE,
    drainMs: values.DRAIN_SECONDS * 1000,
    registrationsPerHour: values.REGISTRATIONS_PER_HOUR,
  };
}

function redisOf({ REDIS_URL: url, REDIS_CLUSTER_URLS: urls }: Settings, tls: ServerTls | null): Config['redis'] {
  if (urls.length > 0) return { kind: 'cluster', urls, tls };
  return url === undefined ? null : { kind: 'server', url, tls };
}
