import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ConfigError, readConfig } from './config.js';

const STRONG = 'k7#Jw0pQ!zXv29LmN4bT8yRc6HsDf1Ga';

function faultsOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
    return '';
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.join('\n');
    throw error;
  }
}

test('production starts with a strong secret and with no other', () => {
  const production = (secret?: string) => faultsOf({ NODE_ENV: 'production', ...(secret !== undefined && { JWT_SECRET: secret }) });
  expect(production(STRONG)).toBe('');
  const poor = [
    ...['', 'x', 'secret', 'changeme', 'change-me', 'password', 'tidemark', STRONG.slice(0, 31)],
    ...['a', '0', '1', 'x', ' ', 'ab', '0123', 'abcdefgh', 'secret', 'password'].map((part) => part.repeat(40)),
    ...['change-me-', 'changeme-', 'secret-', 'password-', 'example-', 'your-256-bit-', 'test-', 'dev-', 'my-tidemark-'].map(
      (start) => `${start}0123456789abcdefghijklmnopqrstuvwxyz`,
    ),
  ];
  for (const secret of poor) expect([secret, production(secret)]).toEqual([secret, expect.stringContaining('JWT_SECRET')]);
  expect(production()).toContain('JWT_SECRET');
  // A random one may begin with anything.
  const beginnings = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', '00', '11', 'xX', 'AAA', 'Test', 'dev'];
  for (const beginning of beginnings) expect([beginning, production(beginning + STRONG.slice(beginning.length))]).toEqual([beginning, '']);
});

test('outside production a secret may be left out, but not be a poor one', () => {
  expect(readConfig({}).jwtSecret).toBeNull();
  expect(faultsOf({ JWT_SECRET: 'short' })).toContain('JWT_SECRET');
  expect(faultsOf({ JWT_SECRET_PREVIOUS: 'short' })).toContain('JWT_SECRET_PREVIOUS');
  expect(faultsOf({ JWT_SECRET: STRONG, JWT_SECRET_PREVIOUS: STRONG.toLowerCase() })).toBe('');
});

test('origins and proxies are lists of what they say', () => {
  expect(readConfig({}).trustedProxies).toBeNull();
  expect(readConfig({ TRUST_PROXY: 'loopback, 10.0.0.0/8,2001:db8::/32' }).trustedProxies).toEqual([
    'loopback',
    '10.0.0.0/8',
    '2001:db8::/32',
  ]);
  for (const text of ['true', '*', '10.0.0.0/33', '10.0.0.0/0', 'proxy.example.org', '10.0.0']) {
    expect([text, faultsOf({ TRUST_PROXY: text })]).toEqual([text, expect.stringContaining('TRUST_PROXY')]);
  }
  expect(readConfig({ ALLOWED_ORIGINS: 'https://a.example,http://b.example:8080' }).allowedOrigins).toHaveLength(2);
  for (const text of ['*', 'a.example', 'https://a.example/', 'https://a.example/path', 'null']) {
    expect([text, faultsOf({ ALLOWED_ORIGINS: text })]).toEqual([text, expect.stringContaining('ALLOWED_ORIGINS')]);
  }
  const named = readConfig({ ALLOWED_HOSTS: 'Tidemark.example.org,b.example', PUBLIC_URL: 'https://c.example:8443/' });
  expect(named.ownNames).toEqual(['tidemark.example.org', 'b.example', 'c.example']);
  expect(readConfig({ HOST: '::1' })).toMatchObject({ publicUrl: 'http://[::1]:4000', ownNames: ['[::1]'] });
  for (const text of ['*', 'https://a.example', 'a.example:8080', 'a.example/path', '.example']) {
    expect([text, faultsOf({ ALLOWED_HOSTS: text })]).toEqual([text, expect.stringContaining('ALLOWED_HOSTS')]);
  }
});

test('a secret may stand in a file, but not in both places, and a file that is not there is a fault', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secret-'));
  const path = join(folder, 'secret');
  try {
    writeFileSync(path, 'k7#Jw0pQ!zXv29LmN4bT8yRc6HsDf1Ga\n');
    expect(readConfig({ NODE_ENV: 'production', JWT_SECRET_FILE: path, SOURCES: 'none' }).jwtSecret).toBe(
      'k7#Jw0pQ!zXv29LmN4bT8yRc6HsDf1Ga',
    );
    expect(() => readConfig({ JWT_SECRET_FILE: path, JWT_SECRET: 'k7#Jw0pQ!zXv29LmN4bT8yRc6HsDf1Ga' })).toThrow('give one of them');
    expect(() => readConfig({ JWT_SECRET_FILE: `${path}-nowhere` })).toThrow('JWT_SECRET_FILE');
    writeFileSync(path, '2:bm90IGFueSBzZWNyZXQsIGJ1dCBsb25nIGVub3VnaCE=\n1:dGhlIGtleSBvZiB0ZXN0cywgMzIgYnl0ZXMgbG9uZy4=\n');
    expect(readConfig({ DATA_KEYS_FILE: path }).dataKeys?.map(({ id }) => id)).toEqual(['2', '1']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('keys of fields are 32 random bytes each, by an id of their own', () => {
  const key = 'dGhlIGtleSBvZiB0ZXN0cywgMzIgYnl0ZXMgbG9uZy4=';
  for (const keys of ['1', `1:${key.slice(4)}`, `1:${'A'.repeat(43)}=`, `1:${key},1:${key}`, `a b:${key}`, ',']) {
    expect(() => readConfig({ DATA_KEYS: keys })).toThrow('DATA_KEYS');
  }
  expect(readConfig({ DATA_KEYS: `1:${key}` }).dataKeys).toHaveLength(1);
  const production = { NODE_ENV: 'production', JWT_SECRET: 'k7#Jw0pQ!zXv29LmN4bT8yRc6HsDf1Ga', SOURCES: 'none' };
  expect(() => readConfig({ ...production, DATABASE_URL: 'postgres://u@localhost/t' })).toThrow('DATA_KEYS: is required');
  expect(readConfig(production).dataKeys).toBeNull();
});

test.each([
  ['REFRESH_INTERVAL', '10m', 'must be a whole number of seconds, 1 to 86400, in digits alone, and is "10m".'],
  ['STREAM_STORE_MS', '1s', 'must be a whole number of milliseconds, 0 to 1000, in digits alone, and is "1s".'],
  ['ACCESS_TOKEN_TTL', '29', 'must be a whole number of seconds, 30 to 86400, in digits alone, and is "29".'],
  ['DATABASE_POOL_SIZE', '10.5', 'must be a whole number, 2 to 500, in digits alone, and is "10.5".'],
  ['SOCKETS_PER_USER', '0x10', 'must be a whole number, 1 or more, in digits alone, and is "0x10".'],
  ['PORT', ' ', 'must be a whole number, 0 to 65535, in digits alone, and is "".'],
  ['BACKUP_HOURS', '1e1', 'must be a number, 1 to 8760, in digits alone, and is "1e1".'],
  ['PUSH', 'true', 'must be one of on, off.'],
  ['LOG_LEVEL', 'verbose', 'must be one of fatal, error, warn, info, debug, trace, silent.'],
  ['ROLES', 'api,wroker', 'must be a list of api, ingest, worker.'],
  ['METRICS_TOKEN', 'short', 'must have 16 characters or more (openssl rand -hex 32).'],
  ['MAIL_FROM', 'Tidemark', 'must be an address, by itself or behind a name: Tidemark <tidemark@example.org>.'],
  ['PUBLIC_URL', 'https://tidemark.example.org/?from=mail', 'must be an address without ? and #, behind which links go on.'],
  ['DATABASE_URL', 'db:5432/tidemark', 'must be an address starting with postgres:// or postgresql://.'],
])('%s=%s is refused in words that say what it must be', (name, value, words) => {
  expect(faultsOf({ [name]: value })).toBe(`${name}: ${words}`);
});

test('a mistaken name is told with the one that was meant; what other programs are told is not', () => {
  for (const [name, meant] of [
    ['DATABSE_URL', 'DATABASE_URL'],
    ['DATABASE_URI', 'DATABASE_URL'],
    ['REDIS_CLUSTER_URL', 'REDIS_CLUSTER_URLS'],
    ['DATA_KEY', 'DATA_KEYS'],
    ['REDIS_ULR', 'REDIS_URL'],
    ['DATA_KESY', 'DATA_KEYS'],
    ['BACKUP_PASPHRASE_FILE', 'BACKUP_PASSPHRASE_FILE'],
  ] as const) {
    expect(faultsOf({ [name]: 'x' })).toBe(
      `${name}: there is no such setting; ${meant} is one. Mend the name, or take it out of the environment.`,
    );
  }
  // Given as well, it is known what was meant; a source of one's own has names of its own.
  expect(faultsOf({ DATABASE_URI: 'x', DATABASE_URL: 'postgres://localhost/x' })).toBe('');
  expect(faultsOf({ SOURCES: 'tiingo2', TIINGO2_URL: 'https://prices.example', TIINGO2_KEY: 'x' })).toBe('');
  const others = [
    'HOSTNAME',
    'HTTP_URL',
    'NODE_PATH',
    'REDIS_PORT',
    'API_PORT',
    'XDG_DATA_DIRS',
    'OTEL_LOGS_EXPORTER',
    'OTEL_METRICS_EXPORTER',
    'OTEL_TRACES_SAMPLER',
  ];
  expect(faultsOf(Object.fromEntries(others.map((name) => [name, 'x'])))).toBe('');
});

test('settings that undo one another are refused, though each could be as it is', () => {
  // Thinned to one price a day after 180 days, the default, although each was to be kept for a year.
  expect(faultsOf({ QUOTE_TICKS_DAYS: '365' })).toContain('QUOTE_MINUTES_DAYS: is 180');
  expect(faultsOf({ QUOTE_TICKS_DAYS: '365', QUOTE_MINUTES_DAYS: '365' })).toBe('');
  expect(faultsOf({ REFRESH_TOKEN_TTL: '899' })).toContain('REFRESH_TOKEN_TTL: is 899');
  expect(faultsOf({ REFRESH_TOKEN_TTL: '900' })).toBe('');
});
