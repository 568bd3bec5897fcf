// A backup of a running server, restored elsewhere: every row, a clean verification, an audit chain that holds; on both databases.
import { randomBytes } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeRule } from '../testkit/alerts.js';
import { Api } from '../testkit/api.js';
import { temporaryFolder } from '../testkit/child.js';
import { tidemark, tidemarkJson } from '../testkit/command.js';
import { graphql } from '../testkit/gql/gql.js';
import { type PostgresServer, startPostgres } from '../testkit/postgres.js';
import { type ServerProcess, startServer } from '../testkit/process.js';
import { describeWith } from '../testkit/servers.js';
import { until } from '../testkit/until.js';
import { ago, day, Person, SIGN_IN, signUp, World } from '../testkit/world.js';

const LIMIT_MS = 240_000;
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

interface Backup {
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly removed: readonly string[];
}

let share: string;
async function live(settings: Readonly<Record<string, string>>): Promise<{ server: ServerProcess; person: Person; token: string }> {
  const email = 'admin@example.org';
  const { password } = await tidemarkJson<{ password: string }>(['user', 'create', '--email', email, '--role', 'ADMIN'], settings);
  const server = await startServer(settings);
  const { signIn } = (await new Api(server.url).run(SIGN_IN, { email, password })).expectNoErrors();
  const world = new World(server.url, new Api(server.url, signIn.accessToken));
  share = await world.instrument({ currency: 'EUR', mic: null });
  await world.quotes([{ instrumentId: share, price: '100.12345678', currency: 'EUR', observedAt: ago(60) }]);
  const person = await signUp(new Api(server.url));
  const accountId = await person.openAccount();
  const paid = (amount: string) => ({ accountId, kind: 'DEPOSIT', tradeDate: day(-3), amount, currency: 'EUR', note: CANARY }) as const;
  await person.record(paid('0.00000001'), paid('123456789012345.12345678'));
  await makeRule(person, { name: 'Value', measure: 'VALUE', condition: 'ABOVE', threshold: '999999999999999' });
  return { server, person, token: signIn.accessToken };
}

/** While it serves, everything derived and the audit chain hold, and the person sees what was there; then it goes on from there. */
async function check(settings: Readonly<Record<string, string>>, person: Person): Promise<ServerProcess> {
  const server = await startServer(settings);
  expect(await tidemarkJson(['verify'], settings)).toMatchObject({ differenceCount: 0, checked: { quotes: 1 } });
  const audit = await tidemarkJson<{ entries: number; problems: string[] }>(['audit', 'verify'], settings);
  expect(audit.problems).toEqual([]);
  expect(audit.entries).toBeGreaterThan(2);
  const again = new Person(new Api(server.url, person.api.token), person.session);
  expect((await again.valuation()).cash).toBe('123456789012345.12345679');
  const accountId = await again.openAccount({ name: 'Later' });
  await again.record({ accountId, kind: 'BUY', tradeDate: day(-1), instrumentId: share, quantity: '1', price: '1', currency: 'EUR' });
  await again.record({ accountId, kind: 'DEPOSIT', tradeDate: day(-1), amount: '1', currency: 'EUR' });
  return server;
}

const JOBS = graphql(`query BackupJob { jobs { name lastOutcome lastMessage } }`);

/** What the job on a schedule says of the backup it made. */
async function ranByItself(admin: Api): Promise<string | null | undefined> {
  const job = await until(
    async () => (await admin.run(JOBS)).expectNoErrors().jobs.find(({ name }) => name === 'backup'),
    (found) => found?.lastOutcome !== null,
    60_000,
  );
  expect(job?.lastOutcome).toBe('SUCCEEDED');
  return job?.lastMessage;
}

test(
  'a stopped embedded database is backed up; a damaged file and another passphrase leave the target empty, the whole one fills it',
  async () => {
    const [from, store] = [settingsOf({ DATA_DIR: folder('from') }), folder('store')];
    await tidemarkJson(['user', 'create', '--email', 'admin@example.org', '--role', 'ADMIN'], from);
    const { file, rows } = await tidemarkJson<Backup>(['backup', '--to', store], from);
    const second = await tidemarkJson<Backup>(['backup', '--to', store, '--keep', '1'], from);
    expect([second.removed, readdirSync(store)]).toEqual([[basename(file)], [basename(second.file)]]);
    const other = join(folder('other'), 'passphrase');
    writeFileSync(other, 'another passphrase that is long enough');
    const damaged = join(store, 'damaged.backup');
    copyFileSync(second.file, damaged);
    truncateSync(damaged, readFileSync(damaged).length - 100);
    const target = settingsOf({ DATA_DIR: folder('target') });
    const words = async (args: readonly string[]) => {
      const { code, words: said } = await tidemark(args, target);
      return [code, said.trim()];
    };
    expect(await words(['restore', second.file, '--passphrase-file', other])).toEqual([
      1,
      'The passphrase is another, or the backup is damaged.',
    ]);
    expect(await words(['restore', damaged])).toEqual([1, expect.stringMatching(/ends too early/)]);
    expect(await words(['restore', `${file}.gone`])).toEqual([1, expect.stringContaining('there is no such file')]);
    expect(await tidemarkJson(['restore', second.file], target)).toMatchObject({ rows, files: ['data-keys'] });
    expect(await words(['restore', second.file])).toEqual([1, 'The database is used already: restore into an empty one.']);
    expect(await tidemarkJson(['audit', 'verify'], target)).toMatchObject({ problems: [], entries: 1 });
  },
  LIMIT_MS,
);

describeWith(['postgres'], 'from the embedded database to PostgreSQL and back', () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres({ fsync: false });
  });
  afterAll(() => postgres?.stop());

  test(
    'each is backed up while it runs, and comes back whole in the other',
    async () => {
      const dataDir = folder('embedded');
      const { server, person, token } = await live(settingsOf({ DATA_DIR: dataDir }));
      const store = folder('store');
      const first = await tidemarkJson<Backup>(['backup', '--to', store], settingsOf({ DATA_DIR: dataDir }));
      expect(await server.stop()).toBe(0);
      expect(readFileSync(first.file).includes(CANARY)).toBe(false);

      const keys = { DATA_KEYS: readFileSync(join(dataDir, 'data-keys'), 'utf8').trim() };
      const scheduled = { BACKUP_DIR: folder('scheduled'), BACKUP_KEEP: '1' };
      const one = settingsOf({ ...keys, ...scheduled, DATA_DIR: folder('one'), DATABASE_URL: await postgres.createDatabase('one') });
      expect(await tidemarkJson(['restore', first.file], one)).toMatchObject({ rows: first.rows });
      const moved = await check(one, person);
      const named = join(store, 'named.backup');
      const second = await tidemarkJson<Backup>(['backup', '--to', named], one);
      expect([second.file, second.rows > first.rows]).toEqual([named, true]);
      expect(await ranByItself(new Api(moved.url, token))).toMatch(/^\d+ rows, \d+\.\d MB in [\d.]+ s$/);
      expect(readdirSync(scheduled.BACKUP_DIR)).toEqual([expect.stringMatching(/\.backup$/)]);
      expect(await moved.stop()).toBe(0);

      const two = settingsOf({ ...keys, DATA_DIR: folder('two') });
      expect(await tidemarkJson(['restore', named], two)).toMatchObject({ rows: second.rows });
      expect(await (await check(two, person)).stop()).toBe(0);
    },
    LIMIT_MS,
  );
});
