/** `tidemark backup` and `tidemark restore`. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { readPassphrase } from '../app/passphrase.js';
import { version } from '../app/version.js';
import { folder } from '../config/folder.js';
import { type Config, ConfigError, readConfig } from '../config.js';
import type { Database } from '../storage/database.js';
import type { BackupProgress } from '../storage/query/backup.js';
import { answer, count, example, openDatabase, requireDatabase, say, seldom, withOpen } from './command.js';

/** Files of the data folder without which an embedded database cannot be read. */
const KEPT_FILES = ['data-keys'];

export function addBackupCommands(program: Command): void {
  const make = program
    .command('backup')
    .description('write the whole database into one encrypted file, while the server runs or not')
    .option('--to <path>', 'a folder, or the name of a file that does not exist yet; BACKUP_DIR when not given')
    .option('--passphrase-file <file>', 'what the backup is encrypted under; BACKUP_PASSPHRASE_FILE when not given')
    .option('--keep <count>', 'remove all but the newest so many backups of the folder', count)
    .option('--json', 'print the report as JSON')
    .action(async (options: { to?: string; passphraseFile?: string; keep?: number; json?: boolean }) => {
      const { backUp, backupName, draftOf, removeOld } = await import('../services/backup.js');
      const config = readConfig();
      const passphrase = passphraseOf(config, options.passphraseFile);
      const to = options.to ?? config.backupDir;
      if (!to) throw new ConfigError(['--to: say where the backup goes, or set BACKUP_DIR.']);
      const place = folder().safeParse(dirname(resolve(to)));
      if (!place.success) throw new ConfigError(place.error.issues.map(({ message }) => `--to: ${message}`));
      const isFolder = existsSync(to) ? statSync(to).isDirectory() : !to.endsWith('.backup');
      const now = new Date();
      const file = resolve(isFolder ? join(to, backupName(now)) : to);
      whenInterrupted(() => {
        rmSync(draftOf(file), { force: true });
        say(`Interrupted: ${file} was not written.`);
      });
      const report = await withOpen(openSource(config), (database) => {
        const about = { program: version(), madeAt: now.toISOString(), files: keptFiles(config) };
        return backUp(database, { file, passphrase, about, onProgress: progressPrinter('written') });
      });
      const removed = options.keep && isFolder ? removeOld(to, options.keep) : [];
      const size = `${(report.bytes / 1e6).toFixed(1)} MB`;
      const older = removed.length > 0 ? [`Removed ${removed.join(', ')}.`] : [];
      answer(options.json, { ...report, removed }, [`Wrote ${report.rows} rows, ${size}, to ${file} in ${report.seconds} s.`, ...older]);
    });

  example(make, 'tidemark backup --to /backups --keep 7 --passphrase-file /etc/tidemark/backup-passphrase');

  const putBack = program
    .command('restore')
    .description('put a backup into an empty database: DATABASE_URL, or the embedded one in DATA_DIR')
    .argument('<file>', 'the backup')
    .option('--passphrase-file <file>', 'what it is encrypted under; BACKUP_PASSPHRASE_FILE when not given')
    .option('--json', 'print the report as JSON')
    .action(async (file: string, options: { passphraseFile?: string; json?: boolean }) => {
      const config = readConfig();
      const passphrase = passphraseOf(config, options.passphraseFile);
      requireFile(file);
      const { readBackup, restore } = await import('../services/backup.js');
      const backup = await readBackup(file, passphrase);
      const report = await withOpen(openDatabase(config), async (database) => {
        const restored = await restore(database, backup, progressPrinter('restored'));
        return { ...restored, files: writeKeptFiles(config, restored.files) };
      });
      const words = [
        `Restored ${report.rows} rows of ${report.madeAt} in ${report.seconds} s.`,
        'Run "tidemark verify" and "tidemark audit verify" next.',
      ];
      answer(options.json, report, words);
    });
  example(
    putBack,
    'DATABASE_URL=postgres://localhost/empty tidemark restore tidemark-2026-11-26T12-00-00Z.backup --passphrase-file passphrase',
  );
}

/** By a person or a service manager, while the work goes on. */
function whenInterrupted(cleanUp: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      cleanUp();
      process.exit(128 + constants.signals[signal]);
    });
  }
}

/** The database itself; of a running embedded server, a copy in memory. */
async function openSource(config: Config): Promise<Database> {
  if (config.databaseUrl !== null) return openDatabase(config);
  const [{ copyOfRunning }, { Database }] = await Promise.all([import('../app/admin-channel.js'), import('../storage/database.js')]);
  const copy = await copyOfRunning(config.dataDir);
  if (copy) return Database.openAsIs({ url: null, folder: null, image: copy });
  requireDatabase(config);
  return openDatabase(config);
}

function requireFile(file: string): void {
  if (!existsSync(file)) throw new ConfigError([`${file}: there is no such file.`]);
  if (statSync(file).isDirectory()) throw new ConfigError([`${file}: this is a folder, not a file.`]);
}

function passphraseOf(config: Config, given: string | undefined): string {
  const file = given ?? config.backupPassphraseFile;
  if (!file)
    throw new ConfigError([
      '--passphrase-file: a backup is always encrypted; name a file with its passphrase, or set BACKUP_PASSPHRASE_FILE.',
    ]);
  return readPassphrase(file, given === undefined ? 'BACKUP_PASSPHRASE_FILE' : '--passphrase-file');
}

function keptFiles({ databaseUrl, dataDir }: Config): Record<string, string> {
  if (databaseUrl !== null) return {};
  const there = KEPT_FILES.filter((name) => existsSync(join(dataDir, name)));
  return Object.fromEntries(there.map((name) => [name, readFileSync(join(dataDir, name), 'utf8')]));
}

/** In an empty database nothing lies under the keys that are there: they are put aside. */
function writeKeptFiles({ databaseUrl, dataDir, dataKeys }: Config, files: Readonly<Record<string, string>>): string[] {
  const kept = Object.entries(files).filter(([name]) => KEPT_FILES.includes(name));
  if (databaseUrl !== null || dataKeys !== null) {
    if (kept.length > 0)
      say('The backup holds the data keys of its folder; DATA_KEYS must hold them too for the restored fields to be read.');
    return [];
  }
  mkdirSync(dataDir, { recursive: true });
  for (const [name, text] of kept) {
    const path = join(dataDir, name);
    if (existsSync(path) && readFileSync(path, 'utf8') !== text) renameSync(path, `${path}.before-restore`);
    writeFileSync(path, text, { mode: 0o600 });
  }
  return kept.map(([name]) => name);
}

function progressPrinter(what: string): (progress: BackupProgress) => void {
  let last: BackupProgress = { table: '', rows: 0 };
  const print = seldom(() => `${last.table}: ${last.rows} rows ${what}`);
  return (progress) => {
    last = progress;
    print();
  };
}
