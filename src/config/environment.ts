/** Every setting with its form and its default, as it stands in the environment. What several of them must be together is judged elsewhere. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { folder } from './folder.js';
import { isPairs } from './tracing.js';

/** A number in digits: what carries a unit, is blank or written in another way is refused, not guessed at. */
const figure = (what: string, form: RegExp, low: number, high = Number.POSITIVE_INFINITY) =>
  z
    .string()
    .trim()
    .refine((text) => form.test(text) && Number(text) >= low && Number(text) <= high, {
      error: ({ input }) =>
        `must be ${what}, ${high === Number.POSITIVE_INFINITY ? `${low} or more` : `${low} to ${high}`}, in digits alone, and is ${JSON.stringify(String(input).slice(0, 40))}`,
    })
    .transform(Number);
const whole = (low: number, high?: number, unit = '') => figure(`a whole number${unit}`, /^\d+$/, low, high);
const decimal = (low: number, high: number) => figure('a number', /^\d+(\.\d+)?$/, low, high);
const seconds = (low: number, high: number) => whole(low, high, ' of seconds');
const choice = <const T extends readonly string[]>(...values: T) => z.enum(values, { message: `must be one of ${values.join(', ')}` });
const flag = choice('on', 'off').transform((value) => value === 'on');
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

export const Environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: whole(0, 65_535).default(4000),
  ROLES: list
    .transform((roles) => (roles.length === 0 ? [...ROLES] : roles))
    .pipe(z.array(z.enum(ROLES, { message: `must be a list of ${ROLES.join(', ')}` }))),
  WORKERS: whole(1, 128).default(1),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  HTTP_REDIRECT_PORT: whole(0, 65_535).optional(),
  NODE_ENV: choice('development', 'production', 'test').default('development'),
  DATABASE_URL: address(['postgres', 'postgresql']).optional(),
  DATABASE_REPLICA_URL: address(['postgres', 'postgresql']).optional(),
  DATABASE_TLS: choice('verify', 'off').optional(),
  DATABASE_CA: z.string().optional(),
  DATABASE_POOL_SIZE: whole(2, 500).default(10),
  REDIS_URL: address(['redis', 'rediss']).optional(),
  REDIS_TLS: choice('verify', 'off').optional(),
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
  ALPACA_FEED: choice('iex', 'sip', 'delayed_sip').default('iex'),
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
  MASSIVE_URL: address(['http', 'https']).default('https://api.massive.com'),
  MASSIVE_STREAM_URL: address(['ws', 'wss']).optional(),
  MASSIVE_KEY: z.string().optional(),
  EODHD_URL: address(['http', 'https']).default('https://eodhd.com'),
  EODHD_STREAM_URL: address(['ws', 'wss']).optional(),
  EODHD_KEY: z.string().optional(),
  COINGECKO_URL: address(['http', 'https']).default('https://api.coingecko.com'),
  COINGECKO_KEY: z.string().optional(),
  SOURCE_LEASE: seconds(1, 600).default(15),
  FILE_DROP: folder().optional(),
  QUOTE_TICKS_DAYS: whole(8, 3650, ' of days').default(10),
  QUOTE_MINUTES_DAYS: whole(30, 36_500, ' of days').default(180),
  STREAM_STORE_MS: whole(0, 1000, ' of milliseconds').default(1000),
  PUSH: flag.default(true),
  DEMO: flag.optional(),
  DEMO_SEED: z.string().min(1).default('tidemark'),
  DEMO_TICKS_PER_SECOND: decimal(0, 1000).default(6),
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
  METRICS_TOKEN: z.string().min(16, { message: 'must have 16 characters or more (openssl rand -hex 32)' }).optional(),
  SOCKETS_PER_USER: whole(1).default(100),
  REQUESTS_AT_ONCE: whole(1).default(500),
  DRAIN_SECONDS: seconds(0, 4).default(0),
  SOCKETS_PER_ADDRESS: whole(1).default(1000),
  REGISTRATIONS_PER_HOUR: whole(0).default(500),
  PUBLIC_URL: address(['http', 'https'])
    .refine((text) => !/[?#]/.test(text), { message: 'must be an address without ? and #, behind which links go on' })
    .optional(),
  SMTP_URL: address(['smtp', 'smtps']).optional(),
  MAIL_FROM: z
    .string()
    .max(300)
    .regex(/^([^<>]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, {
      message: 'must be an address, by itself or behind a name: Tidemark <tidemark@example.org>',
    })
    .optional(),
  BACKUP_DIR: folder().optional(),
  BACKUP_PASSPHRASE_FILE: z.string().min(1).optional(),
  BACKUP_HOURS: decimal(1, 8760).default(24),
  BACKUP_KEEP: whole(1, 1000).default(7),
  WEBHOOK_NETWORKS: list.refine((entries) => entries.every((each) => isIP(each.split('/')[0] ?? '') !== 0 && isNetwork(each)), {
    message: 'must be a list of addresses or networks such as 127.0.0.1,10.0.0.0/8',
  }),
  OTEL_TRACES_EXPORTER: choice('none', 'otlp').default('none'),
  OTEL_EXPORTER_OTLP_ENDPOINT: address(['http', 'https']).default('http://localhost:4318'),
  OTEL_EXPORTER_OTLP_HEADERS: pairs.optional(),
  OTEL_SERVICE_NAME: z.string().min(1).default('tidemark'),
  OTEL_RESOURCE_ATTRIBUTES: pairs.optional(),
  OTEL_TRACES_SAMPLER_ARG: decimal(0, 1).default(0.01),
  LOG_LEVEL: choice('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent').default('info'),
});

export type Settings = z.infer<typeof Environment>;

/** An address, a network in CIDR notation, or one of the names the proxy library knows. */
function isNetwork(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', bits] = text.split('/');
  const family = isIP(address);
  return family !== 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (family === 4 ? 32 : 128)));
}
