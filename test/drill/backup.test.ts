// A backup of a running server, restored elsewhere: every row, a clean verification, an audit chain that holds; on both databases.
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeRule } from '../testkit/alerts.js';
import { Api } from '../testkit/api.js';
import { temporaryFolder } from '../testkit/child.js';
import { tidemark, tidemarkJson } from '../testkit/command.js';
import { type PostgresServer, startPostgres } from '../testkit/postgres.js';
import { type ServerProcess, startServer } from '../testkit/process.js';
import { describeWith } from '../testkit/servers.js';
import { ago, day, Person, SIGN_IN, signUp, World } from '../testkit/world.js';

const LIMIT_MS = 120_000;
const CANARY = 'a note that no backup may show';

const folders: { path: string; remove(): void }[] = [];
function folder(name: string): string {
  const made = temporaryFolder(name);
  folders.push(made);
  return made.path;
}
afterAll(() => {
  for (const each of folders) each.remove();
});

let passphraseFile: string;
beforeAll(() => {
  passphraseFile = join(folder('passphrase'), 'passphrase');
  writeFileSync(passphraseFile, randomBytes(24).toString('base64'));
});

const settingsOf = (more: Readonly<Record<string, string>>) => ({
  JWT_SECRET,
  SOURCES: 'none',
  DEMO: 'off',
  ACCESS_TOKEN_TTL: '3600',
  BACKUP_PASSPHRASE_FILE: passphraseFile,
  ...more,
});
const JWT_SECRET = randomBytes(48).toString('base64');
const DATA_KEYS = `1:${randomBytes(32).toString('base64')}`;

interface Backup {
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly removed: readonly string[];
}

async function live(settings: Readonly<Record<string, string>>): Promise<{ server: ServerProcess; person: Person }> {
  const email = 'admin@example.org';
  const { password } = await tidemarkJson<{ password: string }>(['user', 'create', '--email', email, '--role', 'ADMIN'], settings);
  const server = await startServer(settings);
  const { signIn } = (await new Api(server.url).run(SIGN_IN, { email, password })).expectNoErrors();
  const world = new World(server.url, new Api(server.url, signIn.accessToken));
  const share = await world.instrument({ currency: 'EUR', mic: null });
  await world.quotes([{ instrumentId: share, price: '100.12345678', currency: 'EUR', observedAt: ago(60) }]);
  const person = await signUp(new Api(server.url));
  const accountId = await person.openAccount();
  const paid = (amount: string) => ({ accountId, kind: 'DEPOSIT', tradeDate: day(-3), amount, currency: 'EUR', note: CANARY }) as const;
  await person.record(paid('0.00000001'), paid('123456789012345.12345678'));
  await makeRule(person, { name: 'Value', measure: 'VALUE', condition: 'ABOVE', threshold: '999999999999999' });
  return { server, person };
}

/** What the person sees, and that everything derived and the audit chain hold. */
async function check(settings: Readonly<Record<string, string>>, person: Person): Promise<void> {
  expect(await tidemarkJson(['verify'], settings)).toMatchObject({ differenceCount: 0, checked: { quotes: 1 } });
  const audit = await tidemarkJson<{ entries: number; problems: string[] }>(['audit', 'verify'], settings);
  expect(audit.problems).toEqual([]);
  expect(audit.entries).toBeGreaterThan(2);
  const server = await startServer(settings);
  const again = new Person(new Api(server.url, person.api.token), person.session);
  expect((await again.valuation()).cash).toBe('123456789012345.12345679');
  // It goes on from there: numbers given by the database continue.
  const accountId = await again.openAccount();
  await again.record({ accountId, kind: 'DEPOSIT', tradeDate: day(-1), amount: '5', currency: 'EUR' });
  expect(await server.stop()).toBe(0);
  expect((await tidemarkJson<{ problems: string[] }>(['audit', 'verify'], settings)).problems).toEqual([]);
}

test(
  'the embedded database is backed up while it runs, and comes back whole',
  async () => {
    const [from, to, store] = [settingsOf({ DATA_DIR: folder('from') }), settingsOf({ DATA_DIR: folder('to') }), folder('store')];
    const { server, person } = await live(from);
    const backup = await tidemarkJson<Backup>(['backup', '--to', store, '--keep', '1'], from);
    expect(backup).toMatchObject({ removed: [], bytes: expect.any(Number) });
    expect(backup.rows).toBeGreaterThan(20);
    expect(readFileSync(backup.file).includes(CANARY)).toBe(false);
    expect(await server.stop()).toBe(0);
    // The stopped one gives the same; of the two one is kept.
    const second = await tidemarkJson<Backup>(['backup', '--to', store, '--keep', '1'], from);
    expect(second.removed).toHaveLength(1);
    expect(readdirSync(store)).toHaveLength(1);
    expect(await tidemarkJson(['restore', second.file], to)).toMatchObject({ rows: second.rows, files: ['data-keys'] });
    await check(to, person);
    const used = await tidemark(['restore', second.file], to);
    expect([used.code, used.words.trim()]).toEqual([1, 'The database is used already: restore into an empty one.']);
  },
  LIMIT_MS,
);

test(
  'a damaged backup, a missing one and another passphrase leave the database empty',
  async () => {
    const settings = settingsOf({ DATA_DIR: folder('damaged') });
    expect((await tidemark(['migrate'], settings)).code).toBe(0);
    const { file } = await tidemarkJson<Backup>(['backup', '--to', folder('store')], settings);
    const other = join(folder('other'), 'passphrase');
    writeFileSync(other, 'another passphrase that is long enough');
    const target = settingsOf({ DATA_DIR: folder('target') });
    const words = async (args: readonly string[]) => {
      const { code, words: said } = await tidemark(args, target);
      return [code, said.trim()];
    };
    expect(await words(['restore', file, '--passphrase-file', other])).toEqual([1, 'The passphrase is another, or the backup is damaged.']);
    truncateSync(file, readFileSync(file).length - 100);
    expect(await words(['restore', file])).toEqual([1, expect.stringMatching(/ends too early/)]);
    expect(await words(['restore', `${file}.gone`])).toEqual([1, expect.stringContaining('there is no such file')]);
    expect(existsSync(`${file}.partial`)).toBe(false);
  },
  LIMIT_MS,
);

describeWith(['postgres'], 'PostgreSQL', () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres({ fsync: false });
  }, 60_000);
  afterAll(() => postgres?.stop());

  test(
    'an embedded database moves to PostgreSQL, is backed up there while it runs, and comes back',
    async () => {
      const common = { DATA_KEYS };
      const embedded = settingsOf({ ...common, DATA_DIR: folder('embedded') });
      const { server: first, person } = await live(embedded);
      await first.stop();
      const { file } = await tidemarkJson<Backup>(['backup', '--to', folder('store')], embedded);
      const one = settingsOf({ ...common, DATA_DIR: folder('one'), DATABASE_URL: await postgres.createDatabase('one') });
      await tidemarkJson(['restore', file], one);
      const server = await startServer(one);
      const backup = await tidemarkJson<Backup>(['backup', '--to', join(folder('store'), 'named.backup')], one);
      await server.stop();
      const two = settingsOf({ ...common, DATA_DIR: folder('two'), DATABASE_URL: await postgres.createDatabase('two') });
      expect(await tidemarkJson(['restore', backup.file], two)).toMatchObject({ rows: backup.rows });
      await check(two, person);
    },
    LIMIT_MS,
  );
});
