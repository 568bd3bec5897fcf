// The command line as a process: what it offers, what it refuses, and how it ends.
import { randomBytes } from 'node:crypto';
import { afterAll, expect, test } from '@jest/globals';
import { temporaryFolder } from '../testkit/child.js';
import { tidemark, tidemarkJson } from '../testkit/command.js';

const folder = temporaryFolder('command');
afterAll(() => folder.remove());
const settings = { DATA_DIR: folder.path, JWT_SECRET: randomBytes(48).toString('base64'), SOURCES: 'none', DEMO: 'off' };

test('help names every command, and every command has help of its own', async () => {
  const { code, output } = await tidemark(['--help']);
  expect(code).toBe(0);
  const names = [...output.matchAll(/^ {2}([a-z]+)(?: |$)/gm)].map(([, name]) => name as string);
  for (const name of ['serve', 'migrate', 'seed', 'user', 'verify', 'audit', 'backup', 'restore']) expect(names).toContain(name);
  const helps = await Promise.all(names.filter((name) => name !== 'help').map((name) => tidemark([name, '--help'])));
  for (const help of helps) expect([help.code, help.words]).toEqual([0, '']);
}, 60_000);

test('what is wrong is said on standard error, and nothing else is', async () => {
  const cases: [readonly string[], Readonly<Record<string, string>>, RegExp][] = [
    [['nonsense'], settings, /unknown command 'nonsense'/],
    [['verify', '--nonsense'], settings, /unknown option '--nonsense'/],
    [['restore'], settings, /missing required argument 'file'/],
    [['migrate'], { ...settings, PORT: 'x' }, /^The settings are not usable:\n {2}- PORT: /],
    [['backup', '--to', folder.path], settings, /--passphrase-file: a backup is always encrypted/],
    [['seed'], { ...settings, NODE_ENV: 'production' }, /a production database is not seeded/],
  ];
  for (const [args, environment, words] of cases) {
    const result = await tidemark(args, environment);
    expect([args, result.code, result.output]).toEqual([args, 1, '']);
    expect(result.words).toMatch(words);
    expect(result.words).not.toContain('    at ');
  }
}, 60_000);

test('the tables are made once, and a person in them', async () => {
  const { made } = await tidemarkJson<{ made: string[] }>(['migrate'], settings);
  expect(made[0]).toContain('initial');
  expect(await tidemarkJson(['migrate'], settings)).toEqual({ made: [] });
  const user = await tidemarkJson<{ email: string; role: string }>(
    ['user', 'create', '--email', 'ada@example.org', '--role', 'ADMIN'],
    settings,
  );
  expect(user).toMatchObject({ email: 'ada@example.org', role: 'ADMIN' });
  const again = await tidemark(['user', 'create', '--email', 'ada@example.org'], settings);
  expect([again.code, again.words.trim()]).toEqual([1, 'There is already a user with this e-mail address. Sign in instead.']);
}, 60_000);
