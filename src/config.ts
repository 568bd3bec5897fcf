/**
 * The settings, read from the environment once and frozen: the only reader of `process.env`. All faults are reported
 * together, so that one start shows everything there is to mend.
 */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { type DataKey, readDataKeys } from './config/data-key.js';
import { folder } from './config/folder.js';
import { versionFaults } from './config/node-version.js';
import { readSecretFiles } from './config/secret-file.js';
import { readDatabaseTls, readPortTls, readRedisTls, type ServerTls } from './config/tls.js';
import { faultsTogether } from './config/together.js';
import { isPairs, type Tracing, tracingOf } from './config/tracing.js';

const MIN_SECRET_BYTES = 32;
/** Beginnings that stand in examples and tutorials, and in no random text; a production server must not be guarded by one. */
const WELL_KNOWN_SECRETS = /^(change-?me|secret|password|example|your|test|dev)([-_ ]|$)|tidemark/i;

const flag = z.enum(['on', 'off']).transform((value) => value === 'on');
const seconds = (low: number, high: number) => z.coerce.number().int().min(low).max(high);
const address = (protocols: readonly string[]) =>
  z.string().refine((text) => protocols.some((protocol) => URL.canParse(text) && new URL(text).protocol === `${protocol}:`), {
    message: `must be an address starting with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
  });

const pairs = z.string().refine(isPairs, { message: 'must be a list such as name=value,other=value' });

/** What an instance does: serve the API, hold the sources, run periodic jobs. */
export const ROLES = ['api', 'ingest', 'worker'] as const;
export type InstanceRole = (typeof ROLES)[number];

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );

const Environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  ROLES: list
    .transform((roles) => (roles.length === 0 ? [...ROLES] : roles))
    .pipe(z.array(z.enum(ROLES, { message: `must be a list of ${ROLES.join(', ')}` }))),
  WORKERS: z.coerce.number().int().min(1).max(128).default(1),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  HTTP_REDIRECT_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  DATABASE_URL: address(['postgres', 'postgresql']).optional(),
  DATABASE_REPLICA_URL: address(['postgres', 'postgresql']).optional(),
  DATABASE_TLS: z.enum(['verify', 'off']).optional(),
  DATABASE_CA: z.string().optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(500).default(10),
  REDIS_URL: address(['redis', 'rediss']).optional(),
  REDIS_TLS: z.enum(['verify', 'off']).optional(),
  REDIS_CA: z.string().optional(),
  REDIS_CLUSTER_URLS: list.pipe(z.array(address(['redis', 'rediss']))),
  DATA_DIR: folder().default('data'),
  JWT_SECRET: z.string().optional(),
  JWT_SECRET_PREVIOUS: z.string().optional(),
  DATA_KEYS: z.string().optional(),
  ACCESS_TOKEN_TTL: seconds(30, 86_400).default(900),
  REFRESH_TOKEN_TTL: seconds(60, 31_536_000).default(2_592_000),
  SOURCES: z.string().min(1).default('demo'),
  REFRESH_INTERVAL: seconds(1, 86_400).default(600),
  QUOTE_STREAM_URL: address(['ws', 'wss']).optional(),
  AMFI_URL: address(['http', 'https']).default('https://portal.amfiindia.com'),
  ECB_URL: address(['http', 'https']).default('https://www.ecb.europa.eu'),
  YAHOO_URL: address(['http', 'https']).default('https://query1.finance.yahoo.com'),
  YAHOO_COOKIE_URL: address(['http', 'https']).optional(),
  YAHOO_STREAM_URL: address(['ws', 'wss']).optional(),
  MFAPI_URL: address(['http', 'https']).default('https://api.mfapi.in'),
  FINNHUB_URL: address(['http', 'https']).default('https://finnhub.io'),
  FINNHUB_STREAM_URL: address(['ws', 'wss']).optional(),
  FINNHUB_KEY: z.string().optional(),
  ALPACA_URL: address(['http', 'https']).default('https://data.alpaca.markets'),
  ALPACA_STREAM_URL: address(['ws', 'wss']).optional(),
  ALPACA_FEED: z.enum(['iex', 'sip', 'delayed_sip']).default('iex'),
  ALPACA_KEY_ID: z.string().optional(),
  ALPACA_SECRET: z.string().optional(),
  TIINGO_URL: address(['http', 'https']).default('https://api.tiingo.com'),
  TIINGO_STREAM_URL: address(['ws', 'wss']).optional(),
  TIINGO_KEY: z.string().optional(),
  TWELVE_DATA_URL: address(['http', 'https']).default('https://api.twelvedata.com'),
  TWELVE_DATA_STREAM_URL: address(['ws', 'wss']).optional(),
  TWELVE_DATA_KEY: z.string().optional(),
  ALPHA_VANTAGE_URL: address(['http', 'https']).default('https://www.alphavantage.co'),
  ALPHA_VANTAGE_KEY: z.string().optional(),
  SOURCE_LEASE: seconds(1, 600).default(15),
  FILE_DROP: z.string().min(1).optional(),
  QUOTE_TICKS_DAYS: z.coerce.number().int().min(8).max(3650).default(10),
  QUOTE_MINUTES_DAYS: z.coerce.number().int().min(30).max(36_500).default(180),
  STREAM_STORE_MS: z.coerce.number().int().min(0).max(1000).default(1000),
  PUSH: flag.default(true),
  DEMO: flag.optional(),
  DEMO_SEED: z.string().min(1).default('tidemark'),
  DEMO_TICKS_PER_SECOND: z.coerce.number().min(0).max(1000).default(6),
  ALLOWED_ORIGINS: list.refine((origins) => origins.every((each) => URL.canParse(each) && new URL(each).origin === each), {
    message: 'must be a list of origins such as https://app.example.org,https://other.example.org',
  }),
  ALLOWED_HOSTS: list
    .transform((names) => names.map((name) => name.toLowerCase()))
    .refine((names) => names.every((name) => /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(name)), {
      message: 'must be a list of names without scheme and port such as tidemark.example.org,portfolio.example.com',
    }),
  TRUST_PROXY: list.refine((entries) => entries.every(isNetwork), {
    message: 'must be a list of addresses or networks such as loopback,10.0.0.0/8',
  }),
  TRUSTED_DOCUMENTS: flag.default(false),
  TRUSTED_DOCUMENTS_FILES: list,
  METRICS_TOKEN: z.string().min(16).optional(),
  SOCKETS_PER_USER: z.coerce.number().int().min(1).default(100),
  REQUESTS_AT_ONCE: z.coerce.number().int().min(1).default(500),
  DRAIN_SECONDS: seconds(0, 4).default(0),
  SOCKETS_PER_ADDRESS: z.coerce.number().int().min(1).default(1000),
  REGISTRATIONS_PER_HOUR: z.coerce.number().int().min(0).default(500),
  PUBLIC_URL: address(['http', 'https']).optional(),
  SMTP_URL: address(['smtp', 'smtps']).optional(),
  MAIL_FROM: z.string().min(3).max(300).optional(),
  BACKUP_DIR: folder().optional(),
  BACKUP_PASSPHRASE_FILE: z.string().min(1).optional(),
  BACKUP_HOURS: z.coerce.number().min(1).max(8760).default(24),
  BACKUP_KEEP: z.coerce.number().int().min(1).max(1000).default(7),
  WEBHOOK_NETWORKS: list.refine((entries) => entries.every((each) => isIP(each.split('/')[0] ?? '') !== 0 && isNetwork(each)), {
    message: 'must be a list of addresses or networks such as 127.0.0.1,10.0.0.0/8',
  }),
  OTEL_TRACES_EXPORTER: z.enum(['none', 'otlp']).default('none'),
  OTEL_EXPORTER_OTLP_ENDPOINT: address(['http', 'https']).default('http://localhost:4318'),
  OTEL_EXPORTER_OTLP_HEADERS: pairs.optional(),
  OTEL_SERVICE_NAME: z.string().min(1).default('tidemark'),
  OTEL_RESOURCE_ATTRIBUTES: pairs.optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(0.01),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** Sources that can be named in SOURCES. */
export const SOURCE_NAMES = [
  'amfi',
  'ecb',
  'yahoo',
  'stream',
  'mfapi',
  'finnhub',
  'alpaca',
  'tiingo',
  'twelve-data',
  'alpha-vantage',
] as const;
export type SourceName = (typeof SOURCE_NAMES)[number];

/** Those the demo's made-up market answers. */
const DEMO_SOURCES: readonly SourceName[] = ['amfi', 'ecb', 'yahoo', 'stream'];

/** What a source cannot be asked without. */
const SOURCE_KEYS: Readonly<Partial<Record<SourceName, readonly (keyof z.infer<typeof Environment>)[]>>> = {
  finnhub: ['FINNHUB_KEY'],
  alpaca: ['ALPACA_KEY_ID', 'ALPACA_SECRET'],
  tiingo: ['TIINGO_KEY'],
  'twelve-data': ['TWELVE_DATA_KEY'],
  'alpha-vantage': ['ALPHA_VANTAGE_KEY'],
};

/** A source that is not among those named above: by its name in capitals with _URL, _KEY and _STREAM_URL. */
export interface OwnSource {
  readonly url: string;
  readonly key: string;
  readonly streamUrl: string | null;
}

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
  readonly sourceStreamUrls: Readonly<Record<'yahoo' | 'finnhub' | 'alpaca' | 'tiingo' | 'twelve-data', string | null>>;
  readonly sourceKeys: {
    readonly finnhub: string;
    readonly alpacaKeyId: string;
    readonly alpacaSecret: string;
    readonly tiingo: string;
    readonly twelveData: string;
    readonly alphaVantage: string;
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
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const chosen = readSources(given.SOURCES ?? 'demo', given);
  faults.push(
    ...versionFaults(),
    ...chosen.faults,
    ...secretFaults(given.NODE_ENV, given.JWT_SECRET),
    ...previousSecretFaults(given.JWT_SECRET_PREVIOUS),
  );
  const [keys, port, database, redis] = [readDataKeys(given), readPortTls(given), readDatabaseTls(given), readRedisTls(given)];
  faults.push(...[files, keys, port, database, redis].flatMap((read) => read.faults));
  faults.push(...faultsTogether(given));
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  const values = parsed.data;
  const isProduction = values.NODE_ENV === 'production';
  const host = isIP(values.HOST) === 6 ? `[${values.HOST}]` : values.HOST;
  const publicUrl = (values.PUBLIC_URL ?? `${port.tls ? 'https' : 'http'}://${host}:${values.PORT}`).replace(/\/+$/, '');
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

function crowdSettings(values: z.infer<typeof Environment>) {
  return {
    socketsPerUser: values.SOCKETS_PER_USER,
    socketsPerAddress: values.SOCKETS_PER_ADDRESS,
    requestsAtOnce: values.REQUESTS_AT_ONCE,
    drainMs: values.DRAIN_SECONDS * 1000,
    registrationsPerHour: values.REGISTRATIONS_PER_HOUR,
  };
}

function redisOf({ REDIS_URL: url, REDIS_CLUSTER_URLS: urls }: z.infer<typeof Environment>, tls: ServerTls | null): Config['redis'] {
  if (urls.length > 0) return { kind: 'cluster', urls, tls };
  return url === undefined ? null : { kind: 'server', url, tls };
}

function sourceSettings(values: z.infer<typeof Environment>) {
  return {
    sourceUrls: {
      amfi: values.AMFI_URL,
      ecb: values.ECB_URL,
      yahoo: values.YAHOO_URL,
      mfapi: values.MFAPI_URL,
      finnhub: values.FINNHUB_URL,
      alpaca: values.ALPACA_URL,
      tiingo: values.TIINGO_URL,
      'twelve-data': values.TWELVE_DATA_URL,
      'alpha-vantage': values.ALPHA_VANTAGE_URL,
    },
    sourceStreamUrls: {
      yahoo: values.YAHOO_STREAM_URL ?? null,
      finnhub: values.FINNHUB_STREAM_URL ?? null,
      alpaca: values.ALPACA_STREAM_URL ?? null,
      tiingo: values.TIINGO_STREAM_URL ?? null,
      'twelve-data': values.TWELVE_DATA_STREAM_URL ?? null,
    },
    sourceKeys: {
      finnhub: values.FINNHUB_KEY ?? '',
      alpacaKeyId: values.ALPACA_KEY_ID ?? '',
      alpacaSecret: values.ALPACA_SECRET ?? '',
      tiingo: values.TIINGO_KEY ?? '',
      twelveData: values.TWELVE_DATA_KEY ?? '',
      alphaVantage: values.ALPHA_VANTAGE_KEY ?? '',
    },
    alpacaFeed: values.ALPACA_FEED,
    yahooCookieUrl: values.YAHOO_COOKIE_URL ?? null,
    sourceLeaseS: values.SOURCE_LEASE,
    fileDrop: values.FILE_DROP ? resolve(values.FILE_DROP) : null,
    retention: { ticksDays: values.QUOTE_TICKS_DAYS, minutesDays: values.QUOTE_MINUTES_DAYS },
  };
}

function readSources(text: string, given: Readonly<Record<string, string | undefined>>) {
  const faults: string[] = [];
  const own: Record<string, OwnSource> = {};
  const streamUrl = given.QUOTE_STREAM_URL;
  if (text === 'demo') return { sources: DEMO_SOURCES, own, isSimulated: true, faults };
  if (text === 'none') return { sources: streamUrl ? (['stream'] as const) : [], own, isSimulated: false, faults };
  const names = text === 'live' ? ['amfi', 'ecb', 'yahoo', ...(streamUrl ? ['stream'] : [])] : text.split(',').map((name) => name.trim());
  const known = names.filter((name): name is SourceName => (SOURCE_NAMES as readonly string[]).includes(name));
  for (const name of names) {
    if ((SOURCE_NAMES as readonly string[]).includes(name)) continue;
    const prefix = name.toUpperCase().replaceAll('-', '_');
    const url = given[`${prefix}_URL`];
    if (/^[a-z][a-z0-9-]{0,39}$/.test(name) && url && URL.canParse(url)) {
      own[name] = { url, key: given[`${prefix}_KEY`] ?? '', streamUrl: given[`${prefix}_STREAM_URL`] ?? null };
    } else {
      faults.push(
        `SOURCES: "${name}" is not a source. Use demo, live, none or a list of ${SOURCE_NAMES.join(', ')}; one of your own needs ${prefix}_URL.`,
      );
    }
  }
  if (known.includes('stream') && !streamUrl)
    faults.push('QUOTE_STREAM_URL: is needed for the source "stream", for example wss://host/path.');
  for (const name of known) {
    for (const key of SOURCE_KEYS[name] ?? [])
      if (!given[key]) faults.push(`${key}: is needed for the source "${name}", named in SOURCES.`);
  }
  return { sources: [...known, ...Object.keys(own)], own, isSimulated: false, faults };
}

function secretFaults(mode: string | undefined, secret: string | undefined): string[] {
  if (secret === undefined) {
    return mode === 'production'
      ? [`JWT_SECRET: is required in production: ${MIN_SECRET_BYTES} random bytes or more (openssl rand -base64 48).`]
      : [];
  }
  const isShort = Buffer.byteLength(secret) < MIN_SECRET_BYTES;
  const isPoor = new Set(secret).size < 10 || (mode === 'production' && WELL_KNOWN_SECRETS.test(secret));
  if (!isShort && !isPoor) return [];
  return [`JWT_SECRET: must be ${MIN_SECRET_BYTES} random bytes or more, not a word or an example (openssl rand -base64 48).`];
}

function previousSecretFaults(secret: string | undefined): string[] {
  const isStrong = secret === undefined || (Buffer.byteLength(secret) >= MIN_SECRET_BYTES && new Set(secret).size >= 10);
  return isStrong ? [] : [`JWT_SECRET_PREVIOUS: must be the secret used before, ${MIN_SECRET_BYTES} bytes or more.`];
}

/** An address, a network in CIDR notation, or one of the names the proxy library knows. */
function isNetwork(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', bits] = text.split('/');
  const family = isIP(address);
  return family !== 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (family === 4 ? 32 : 128)));
}
