/**
 * The settings, read from the environment once and frozen: the only reader of `process.env`. All faults are reported
 * together, so that one start shows everything there is to mend.
 */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';

const MIN_SECRET_BYTES = 32;
/** Values that stand in examples and tutorials; a production server must not be guarded by one. */
const WELL_KNOWN_SECRETS = /^(change-?me|secret|password|example|your-|test|dev|0+|1+|x+|a+)|tidemark/i;

const flag = z.enum(['on', 'off']).transform((value) => value === 'on');
const seconds = (low: number, high: number) => z.coerce.number().int().min(low).max(high);
const address = (protocols: readonly string[]) =>
  z.string().refine((text) => protocols.some((protocol) => URL.canParse(text) && new URL(text).protocol === `${protocol}:`), {
    message: `must be an address starting with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
  });

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
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  DATABASE_URL: address(['postgres', 'postgresql']).optional(),
  REDIS_URL: address(['redis', 'rediss']).optional(),
  DATA_DIR: z.string().min(1).default('data'),
  JWT_SECRET: z.string().optional(),
  JWT_SECRET_PREVIOUS: z.string().optional(),
  ACCESS_TOKEN_TTL: seconds(30, 86_400).default(900),
  REFRESH_TOKEN_TTL: seconds(60, 31_536_000).default(2_592_000),
  SOURCES: z.string().min(1).default('demo'),
  REFRESH_INTERVAL: seconds(1, 86_400).default(600),
  QUOTE_STREAM_URL: address(['ws', 'wss']).optional(),
  AMFI_URL: address(['http', 'https']).default('https://portal.amfiindia.com'),
  ECB_URL: address(['http', 'https']).default('https://www.ecb.europa.eu'),
  YAHOO_URL: address(['http', 'https']).default('https://query1.finance.yahoo.com'),
  PUSH: flag.optional(),
  DEMO: flag.optional(),
  DEMO_SEED: z.string().min(1).default('tidemark'),
  DEMO_TICKS_PER_SECOND: z.coerce.number().min(0).max(1000).default(6),
  ALLOWED_ORIGINS: list.refine((origins) => origins.every((each) => URL.canParse(each) && new URL(each).origin === each), {
    message: 'must be a list of origins such as https://app.example.org,https://other.example.org',
  }),
  TRUST_PROXY: list.refine((entries) => entries.every(isNetwork), {
    message: 'must be a list of addresses or networks such as loopback,10.0.0.0/8',
  }),
  METRICS_TOKEN: z.string().min(16).optional(),
  SOCKETS_PER_USER: z.coerce.number().int().min(1).default(100),
  SOCKETS_PER_ADDRESS: z.coerce.number().int().min(1).default(1000),
  REGISTRATIONS_PER_HOUR: z.coerce.number().int().min(0).default(500),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** Sources that can be named in SOURCES. */
export const SOURCE_NAMES = ['amfi', 'ecb', 'yahoo', 'stream'] as const;
export type SourceName = (typeof SOURCE_NAMES)[number];

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly isProduction: boolean;
  /** PostgreSQL's address; null: the embedded database in `dataDir`. */
  readonly databaseUrl: string | null;
  /** Redis's address; null: the bus stays inside this process. */
  readonly redisUrl: string | null;
  readonly dataDir: string;
  /** Signs access tokens; null: one is made and kept in `dataDir` (never in production). */
  readonly jwtSecret: string | null;
  /** Verifies access tokens signed before the secret was changed; null when it was not. */
  readonly jwtSecretPrevious: string | null;
  readonly accessTokenTtlS: number;
  readonly refreshTokenTtlS: number;
  readonly sources: readonly SourceName[];
  /** True when the sources are answered by the demo's made-up market. */
  readonly isSimulated: boolean;
  readonly refreshIntervalS: number;
  readonly quoteStreamUrl: string | null;
  readonly sourceUrls: { readonly amfi: string; readonly ecb: string; readonly yahoo: string };
  /** Whether subscriptions of valuations are answered from ready frames where they can be. */
  readonly isPushing: boolean;
  /** Whether an empty database is filled with the demo world. */
  readonly isDemo: boolean;
  readonly demoSeed: string;
  readonly demoTicksPerSecond: number;
  /** Pages elsewhere that may open sockets. */
  readonly allowedOrigins: readonly string[];
  /** Addresses of the proxies that may say who asks; null: nobody may. */
  readonly trustedProxies: readonly string[] | null;
  readonly metricsToken: string | null;
  readonly socketsPerUser: number;
  readonly socketsPerAddress: number;
  /** From one address; 0 closes registration. */
  readonly registrationsPerHour: number;
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

/** @throws ConfigError listing every fault */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = Environment.safeParse(given);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const chosen = readSources(given.SOURCES ?? 'demo', given.QUOTE_STREAM_URL);
  faults.push(...chosen.faults, ...secretFaults(given.NODE_ENV, given.JWT_SECRET), ...previousSecretFaults(given.JWT_SECRET_PREVIOUS));
  if (given.NODE_ENV === 'production' && given.DEMO === 'on') {
    faults.push('DEMO: the demo users have a public password; remove DEMO=on in production.');
  }
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  const values = parsed.data;
  const isProduction = values.NODE_ENV === 'production';
  return Object.freeze({
    host: values.HOST,
    port: values.PORT,
    isProduction,
    databaseUrl: values.DATABASE_URL ?? null,
    redisUrl: values.REDIS_URL ?? null,
    dataDir: resolve(values.DATA_DIR),
    jwtSecret: values.JWT_SECRET ?? null,
    jwtSecretPrevious: values.JWT_SECRET_PREVIOUS ?? null,
    accessTokenTtlS: values.ACCESS_TOKEN_TTL,
    refreshTokenTtlS: values.REFRESH_TOKEN_TTL,
    sources: chosen.sources,
    isSimulated: chosen.isSimulated,
    refreshIntervalS: values.REFRESH_INTERVAL,
    quoteStreamUrl: values.QUOTE_STREAM_URL ?? null,
    sourceUrls: { amfi: values.AMFI_URL, ecb: values.ECB_URL, yahoo: values.YAHOO_URL },
    isPushing: values.PUSH ?? false,
    isDemo: values.DEMO ?? !isProduction,
    demoSeed: values.DEMO_SEED,
    demoTicksPerSecond: values.DEMO_TICKS_PER_SECOND,
    allowedOrigins: values.ALLOWED_ORIGINS,
    trustedProxies: values.TRUST_PROXY.length > 0 ? values.TRUST_PROXY : null,
    metricsToken: values.METRICS_TOKEN ?? null,
    socketsPerUser: values.SOCKETS_PER_USER,
    socketsPerAddress: values.SOCKETS_PER_ADDRESS,
    registrationsPerHour: values.REGISTRATIONS_PER_HOUR,
    logLevel: values.LOG_LEVEL,
  });
}

function readSources(text: string, streamUrl: string | undefined) {
  const faults: string[] = [];
  if (text === 'demo') return { sources: SOURCE_NAMES, isSimulated: true, faults };
  if (text === 'none') return { sources: streamUrl ? (['stream'] as const) : [], isSimulated: false, faults };
  const names = text === 'live' ? ['amfi', 'ecb', 'yahoo', ...(streamUrl ? ['stream'] : [])] : text.split(',').map((name) => name.trim());
  const known = names.filter((name): name is SourceName => (SOURCE_NAMES as readonly string[]).includes(name));
  for (const name of names) {
    if (!(SOURCE_NAMES as readonly string[]).includes(name)) {
      faults.push(`SOURCES: "${name}" is not a source. Use demo, live, none or a list of ${SOURCE_NAMES.join(', ')}.`);
    }
  }
  if (known.includes('stream') && !streamUrl)
    faults.push('QUOTE_STREAM_URL: is needed for the source "stream", for example wss://host/path.');
  return { sources: known, isSimulated: false, faults };
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
