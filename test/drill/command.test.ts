// The command line as a process: what it offers, what it refuses, and how it ends.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { temporaryFolder } from '../testkit/child.js';
import { tidemark, tidemarkJson } from '../testkit/command.js';

const folder = temporaryFolder('command');
afterAll(() => folder.remove());
const settings = { DATA_DIR: folder.path, JWT_SECRET: randomBytes(48).toString('base64'), SOURCES: 'none', DEMO: 'off' };

const passphrase = join(folder.path, 'passphrase');
writeFileSync(passphrase, 'sixteen characters and more');
const of = ['--email', 'ada@example.org'];
const nobodyThere = { ...settings, DATABASE_URL: 'postgres://tidemark@127.0.0.1:1/tidemark' };
const withPassphrase = { ...settings, BACKUP_PASSPHRASE_FILE: passphrase };

/** Every command by its words, as the help names them. */
async function commands(words: readonly string[] = []): Promise<string[][]> {
  const { output } = await tidemark([...words, '--help']);
  const listed = /^Commands:\n((?: .*\n)+)/m.exec(output)?.[1] ?? '';
  const names = [...listed.matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name as string).filter((name) => name !== 'help');
  const below = await Promise.all(names.map((name) => commands([...words, name])));
  return names.length === 0 ? [[...words]] : below.flat();
}

test('help says what there is and how it ends; every command shows an example, and answers as JSON if it answers', async () => {
  const { code, output } = await tidemark(['--help']);
  expect(code).toBe(0);
  expect(output).toContain('Exit codes: 0 done; 1 it could not be done');
  const all = await commands();
  const spelt = [
    'serve',
    'migrate',
    'seed',
    'health',
    'user create',
    'token create',
    'source test',
    'verify',
    'audit verify',
    'keys rotate',
  ];
  expect(all.map((words) => words.join(' '))).toEqual([...spelt, 'backup', 'restore']);
  const helps = await Promise.all(all.map((words) => tidemark([...words, '--help'])));
  for (const [index, help] of helps.entries()) {
    const words = all[index]?.join(' ') as string;
    expect([help.code, help.words]).toEqual([0, '']);
    expect(help.output).toMatch(new RegExp(`^Usage: tidemark ${words} [\\s\\S]*Example:\\n.*tidemark ${words}`));
    if (words !== 'serve') expect(help.output).toMatch(/^ {2}--json /m);
  }
}, 60_000);

type Case = [args: readonly string[], environment: Readonly<Record<string, string>>, words: RegExp];

/** Where Node would try to make a folder for ever. */
const belowProc: readonly Case[] = [
  [
    ['migrate'],
    { ...settings, DATA_DIR: '/proc/nowhere/below' },
    / - DATA_DIR: no folder can be made in \/proc\. Name one that is on a disk\.$/m,
  ],
  [['backup', '--to', '/proc/nowhere/below/'], withPassphrase, / - --to: no folder can be made in \/proc\./],
];

test('what is wrong is said on standard error, and nothing else is', async () => {
  const cases: Case[] = [
    [['nonsense'], settings, /unknown command 'nonsense'/],
    [['verify', '--nonsense'], settings, /unknown option '--nonsense'/],
    [['health'], { ...settings, PORT: '1' }, /^The server at http:\/\/127.0.0.1:1 does not say how it is/],
    [['restore'], settings, /missing required argument 'file'/],
    [['migrate'], { ...settings, PORT: 'x' }, /^The settings are not usable:\n {2}- PORT: /],
    [['backup', '--to', folder.path], settings, /--passphrase-file: a backup is always encrypted/],
    [['health', '--timeout', 'soon'], settings, /--timeout <seconds>' argument 'soon' is invalid. It must be a whole number/],
    [['backup', '--keep', '2.5'], settings, /--keep <count>' argument '2.5' is invalid/],
    // Before anything was made in the folder: nobody is told that all is well in an empty database.
    [['verify'], settings, /DATA_DIR: there is no database in /],
    [['audit', 'verify'], settings, /DATA_DIR: there is no database in /],
    [['audit', 'verify', '--anchors', `${folder.path}/nowhere`], settings, /nowhere: there is no such file/],
    [['keys', 'rotate'], settings, /DATA_DIR: there is no database in /],
    [['token', 'create', ...of, '--name', 'Feed', '--scopes', 'PRICES', '--days', '9'], settings, /DATA_DIR: there is no database in /],
    [
      ['token', 'create', ...of, '--name', 'Feed', '--scopes', 'PRICES', '--days', '900'],
      settings,
      /^expiresInDays must be between 1 and 366/,
    ],
    [['user', 'create', '--email', 'ada@'], settings, /^email must be an e-mail address/],
    [['user', 'create', ...of, '--name', ' '], settings, /^name /],
    [['user', 'create', ...of, '--base-currency', 'EURO'], settings, /^--base-currency /],
    [['user', 'create', ...of, '--source', 'acme'], settings, /^source is for users with the role SOURCE alone/],
    [['restore', passphrase], withPassphrase, /[Bb]ackup/],
    [['restore', folder.path], withPassphrase, /: this is a folder, not a file/],
    [['restore', `${folder.path}/nowhere`], withPassphrase, /nowhere: there is no such file/],
    [['backup', '--to', folder.path, '--passphrase-file', folder.path], settings, /--passphrase-file .*: this is a folder/],
    [
      ['migrate'],
      { ...settings, DATA_DIR: passphrase },
      /DATA_DIR: .*passphrase is a file, not a folder. Name a folder; one that is not there yet is made.$/m,
    ],
    [['backup'], { ...settings, BACKUP_DIR: `${passphrase}/below` }, /BACKUP_DIR: .*passphrase is a file, not a folder/],
    ...(existsSync('/proc/self') ? belowProc : []),
    [['migrate'], nobodyThere, /^The settings are not usable:\n {2}- DATABASE_URL: connect ECONNREFUSED/],
    [['backup', '--to', join(folder.path, 'one.backup')], { ...withPassphrase, ...nobodyThere }, / - DATABASE_URL: connect ECONNREFUSED/],
    [['seed'], { ...settings, NODE_ENV: 'production' }, /a production database is not seeded/],
  ];
  for (const [args, environment, words] of cases) {
    const result = await tidemark(args, environment);
    expect([args, result.code, result.output]).toEqual([args, 1, '']);
    expect(result.words).toMatch(words);
    expect(result.words).not.toContain('    at ');
  }
  expect(readdirSync(folder.path)).toEqual(['passphrase']);
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
  const onto = await tidemark(['backup', '--to', passphrase], withPassphrase);
  expect([onto.code, onto.words.trim()]).toEqual([1, `${passphrase} exists already: name a folder, or a backup that does not exist yet.`]);
}, 120_000);

test('an interrupted backup leaves no beginning of one behind', async () => {
  const file = join(folder.path, 'interrupted.backup');
  // A pipe in the place of the draft: what is read from it tells that the backup has begun.
  execFileSync('mkfifo', [`${file}.partial`]);
  const child = spawn(process.execPath, ['dist/src/cli.js', 'backup', '--to', file], {
    env: { PATH: process.env.PATH, ...withPassphrase },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'close');
  const words = child.stderr.setEncoding('utf8').toArray();
  await once(createReadStream(`${file}.partial`), 'data');
  child.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
  expect((await words).join('')).toBe(`Interrupted: ${file} was not written.\n`);
  expect([existsSync(file), existsSync(`${file}.partial`)]).toEqual([false, false]);
}, 60_000);
