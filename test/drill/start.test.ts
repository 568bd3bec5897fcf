// A start that fails: a line for what is wrong, with the cure, instead of the place of a defect; and no folder made for nothing.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { temporaryFolder } from '../testkit/child.js';
import { TEST_DATA_KEYS } from '../testkit/data-key.js';
import { type PostgresServer, startPostgres } from '../testkit/postgres.js';
import { startServer } from '../testkit/process.js';
import { describeWithPostgres } from '../testkit/servers.js';

const folder = temporaryFolder('start');
afterAll(() => folder.remove());
const dataDir = join(folder.path, 'data');
const production = {
  NODE_ENV: 'production',
  SOURCES: 'none',
  DATA_DIR: dataDir,
  JWT_SECRET: randomBytes(48).toString('base64'),
  DATA_KEYS: TEST_DATA_KEYS,
  DATABASE_TLS: 'off',
};

/** What it says when it ends: the reason the start failed for, without the log. */
async function refusal(settings: Readonly<Record<string, string>>): Promise<string> {
  const started = await startServer({ ...production, ...settings }).catch((error: Error) => error);
  if (!(started instanceof Error)) {
    await started.kill9();
    return 'It started.';
  }
  expect(started.message).toContain('ended (1) before it was ready');
  expect(started.message).not.toMatch(/^ {4}at /m);
  return started.message;
}

describe('a start', () => {
  test('with a mistaken name does not make a database of its own instead of using the one that was meant', async () => {
    expect(await refusal({ DATABSE_URL: 'postgres://tidemark@db/tidemark' })).toMatch(
      /^The settings are not usable:\n {2}- DATABSE_URL: there is no such setting; DATABASE_URL is one\./m,
    );
    expect(existsSync(dataDir)).toBe(false);
  });

  test('that is to make backups has something to encrypt them under', async () => {
    const backups = { BACKUP_DIR: join(folder.path, 'backups'), BACKUP_PASSPHRASE_FILE: join(folder.path, 'passphrase') };
    expect(await refusal(backups)).toMatch(/ - BACKUP_PASSPHRASE_FILE .*passphrase: there is no such file\.$/m);
    writeFileSync(backups.BACKUP_PASSPHRASE_FILE, 'short');
    expect(await refusal(backups)).toMatch(/ - BACKUP_PASSPHRASE_FILE: .*passphrase must hold 16 characters or more/);
    expect([existsSync(dataDir), existsSync(backups.BACKUP_DIR)]).toEqual([false, false]);
  });

  test('that runs trusted documents alone names the file that holds none', async () => {
    const manifest = join(folder.path, 'none.json');
    expect(await refusal({ TRUSTED_DOCUMENTS: 'on', TRUSTED_DOCUMENTS_FILES: manifest })).toMatch(
      / - TRUSTED_DOCUMENTS_FILES: .*none\.json cannot be read as a manifest of trusted documents: ENOENT/,
    );
    expect(existsSync(dataDir)).toBe(false);
  });

  test('on a port that is taken names the port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await refusal({ PORT: String(port), DATA_DIR: join(folder.path, 'taken') })).toMatch(
      / - HOST, PORT: nothing can be served there: listen EADDRINUSE/,
    );
    other.close();
  });
});

describeWithPostgres('a start on PostgreSQL', () => {
  let postgres: PostgresServer;
  const at = (user: string, database: string) => `postgres://${user}@127.0.0.1:${postgres.port}/${database}`;
  beforeAll(async () => {
    postgres = await startPostgres({ fsync: false });
    await postgres.createDatabase('others');
    await postgres.run('create role guest login connection limit 0');
    await postgres.run('create role tidemark login');
  });
  afterAll(() => postgres?.stop());

  test.each([
    [
      'nobody is there',
      () => 'postgres://tidemark@127.0.0.1:1/tidemark',
      / - DATABASE_URL: connect ECONNREFUSED 127.0.0.1:1\. Is PostgreSQL running/,
    ],
    ['of no such database', () => at('tidemark', 'nowhere'), / - DATABASE_URL: database "nowhere" does not exist\. Make that database/],
    ['as no such user', () => at('nobody', 'others'), / - DATABASE_URL: role "nobody" does not exist\. Look at its user and password/],
    [
      'that others own',
      () => at('tidemark', 'others'),
      / - DATABASE_URL: permission denied for schema public\. The user makes tables here/,
    ],
    ['that is full', () => at('guest', 'others'), / - DATABASE_POOL_SIZE: too many connections for role "guest"\. All instances together/],
  ])('%s says so', async (_what, url, words) => {
    expect(await refusal({ DATABASE_URL: url() })).toMatch(words);
    expect(existsSync(dataDir)).toBe(false);
  });

  test('that does not prove itself says what would', async () => {
    expect(await refusal({ DATABASE_URL: at('tidemark', 'others'), DATABASE_TLS: 'verify' })).toMatch(
      / - DATABASE_TLS, DATABASE_CA: The server does not support SSL connections\. DATABASE_CA names who signed/,
    );
  });
});
