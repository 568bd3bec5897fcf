/** Backups: the whole database into one encrypted file while others work on it, and back into an empty database. */
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openBackup, sealBackup } from '../storage/backup-file.js';
import type { Database } from '../storage/database.js';
import { type BackupHead, type BackupProgress, dumpTables, isUsed, loadTables } from '../storage/query/backup.js';

const SUFFIX = '.backup';
/** Pieces made and not yet written: the dump waits for the disk. */
const AHEAD_MAX = 64;

export interface BackupReport {
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly seconds: number;
  /** Older ones that were taken away. */
  readonly removed: readonly string[];
}

/** A name for a backup made now, in order of time. */
export function backupName(now: Date): string {
  return `tidemark-${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z${SUFFIX}`;
}

/** Writes a backup; there is a file of that name only once it is whole. */
export async function backUp(
  database: Database,
  options: {
    readonly file: string;
    readonly passphrase: string;
    readonly about: Pick<BackupHead, 'program' | 'madeAt' | 'files'>;
    readonly onProgress: (progress: BackupProgress) => void;
  },
): Promise<Omit<BackupReport, 'removed'>> {
  const startMs = performance.now();
  const { file, passphrase, about, onProgress } = options;
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file)) throw new Error(`${file} exists already: name a folder, or a backup that does not exist yet.`);
  const draft = draftOf(file);
  const lines = new Lines();
  const written = pipeline(Readable.from(sealBackup(lines, passphrase)), createWriteStream(draft, { mode: 0o600 }));
  try {
    const dumped = database.snapshot((em) => dumpTables(em, about, { write: (line) => lines.put(line), onProgress }));
    const rows = await Promise.race([dumped, written.then(() => dumped)]);
    lines.end();
    await written;
    renameSync(draft, file);
    return { file, rows, bytes: statSync(file).size, seconds: Math.round(performance.now() - startMs) / 1000 };
  } catch (error) {
    lines.end();
    await written.catch(() => undefined);
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Where a backup is written until it is whole. */
export function draftOf(file: string): string {
  return `${file}.partial`;
}

/** Removes all but the newest so many of the backups that were named by `backupName`. */
export function removeOld(folder: string, keep: number): string[] {
  const files = readdirSync(folder)
    .filter((name) => name.startsWith('tidemark-') && name.endsWith(SUFFIX))
    .toSorted();
  const old = files.slice(0, Math.max(0, files.length - keep));
  for (const name of old) rmSync(join(folder, name));
  return old;
}

export interface RestoreReport {
  readonly madeAt: string;
  readonly rows: number;
  readonly seconds: number;
  readonly files: Readonly<Record<string, string>>;
}

export interface ReadableBackup {
  readonly head: BackupHead;
  /** What stands below it. */
  readonly lines: AsyncGenerator<string>;
}

/** Begins to read a backup. @throws Error when it is none, or under another passphrase or of a newer program */
export async function readBackup(file: string, passphrase: string): Promise<ReadableBackup> {
  const lines = openBackup(createReadStream(file), passphrase);
  const { value: first } = await lines.next();
  return { head: headOf(first, file), lines };
}

/**
 * Puts a backup into an empty database and brings it up to date.
 * @throws Error when the database is used, or the backup is damaged; then nothing is in it
 */
export async function restore(
  database: Database,
  { head, lines }: ReadableBackup,
  onProgress: (progress: BackupProgress) => void,
): Promise<RestoreReport> {
  const startMs = performance.now();
  if (await database.read(isUsed)) throw new Error('The database is used already: restore into an empty one.');
  await database.migrateTo(head.migrations);
  const rows = await database.alone((em) => loadTables(em, head, lines, onProgress));
  await database.migrate();
  return { madeAt: head.madeAt, rows, seconds: Math.round(performance.now() - startMs) / 1000, files: head.files };
}

function headOf(line: string | undefined, file: string): BackupHead {
  const head = line?.startsWith('#') ? JSON.parse(line.slice(1)) : null;
  if (head?.format !== 1) throw new Error(`${basename(file)} was made by a newer program: use that one.`);
  return head;
}

/** Lines handed over one by one; whoever puts them waits while too many are not taken. */
class Lines implements AsyncIterable<string> {
  private readonly waiting: string[] = [];
  private isEnded = false;
  private wakeReader: () => void = () => undefined;
  private wakeWriter: () => void = () => undefined;

  async put(line: string): Promise<void> {
    this.waiting.push(line);
    this.wakeReader();
    while (this.waiting.length >= AHEAD_MAX && !this.isEnded) {
      await new Promise<void>((resolve) => {
        this.wakeWriter = resolve;
      });
    }
  }

  end(): void {
    this.isEnded = true;
    this.wakeReader();
    this.wakeWriter();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    for (;;) {
      const line = this.waiting.shift();
      if (line !== undefined) {
        this.wakeWriter();
        yield line;
      } else if (this.isEnded) return;
      else {
        await new Promise<void>((resolve) => {
          this.wakeReader = resolve;
        });
      }
    }
  }
}
