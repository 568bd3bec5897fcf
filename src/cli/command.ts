/**
 * What the commands share: how they open the program, report progress, print their answer, and end. The program itself is imported
 * when a command opens it: `--help` and `health` need none of it, and are asked often.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { Core } from '../app/core.js';
import { type Config, ConfigError } from '../config.js';
import type { Database } from '../storage/database.js';

const PROGRESS_EVERY_MS = 3_000;

/** How a command ends. */
export const Exit = {
  DONE: 0,
  /** It could not do what it was asked, or was asked wrongly; standard error says why. */
  FAILED: 1,
  /** It did it, and found something that is not as it should be. */
  FOUND: 2,
} as const;

export const EXIT_HELP = `
Exit codes: ${Exit.DONE} done; ${Exit.FAILED} it could not be done, and standard error says why; ${Exit.FOUND} it was done and something was found
that is not as it should be (health, verify, audit verify, source test).`;

/** What a command needs of the program. It publishes nothing, so it needs no Redis; standard output is for its answer alone. */
export async function openCommandCore(config: Config, copy?: Blob): Promise<Core> {
  const [{ openCore }, { openLog }] = await Promise.all([import('../app/core.js'), import('../telemetry.js')]);
  return openCore({ ...config, redis: null }, openLog('warn', process.stderr), say, copy);
}

/** The same for a command that only reads: of a running embedded server, a copy in memory, as it stood a moment ago. */
export async function openReadingCore(config: Config): Promise<Core> {
  const { copyOfRunning } = await import('../app/admin-channel.js');
  const copy = config.databaseUrl === null ? await copyOfRunning(config.dataDir) : null;
  if (copy) say('A server runs on this folder: what is looked at is a copy of its database, taken now.');
  else requireDatabase(config);
  return openCommandCore(config, copy ?? undefined);
}

/** The database alone, its tables as they are. */
export async function openDatabase({ databaseUrl, databaseTls, dataDir }: Config): Promise<Database> {
  const [{ Database }, { orDatabaseFault }] = await Promise.all([import('../storage/database.js'), import('../config/database-fault.js')]);
  return orDatabaseFault(Database.openAsIs({ url: databaseUrl, tls: databaseTls, folder: dataDir }), databaseUrl);
}

/** Where something has to be there already, nobody is content with an empty database made for the occasion. */
export function requireDatabase({ databaseUrl, dataDir }: Config): void {
  if (databaseUrl === null && !existsSync(join(dataDir, 'database')))
    throw new ConfigError([`DATA_DIR: there is no database in ${dataDir}.`]);
}

/** Reads an option that counts something. */
export function count(text: string): number {
  const value = Number(text);
  if (!(Number.isSafeInteger(value) && value >= 1)) throw new InvalidArgumentError('It must be a whole number, 1 or more.');
  return value;
}

/** Opens the program, or its database alone, does the work and closes it again, whatever comes of it. */
export async function withOpen<Opened extends { close(): Promise<void> }, T>(
  opening: Promise<Opened>,
  work: (opened: Opened) => Promise<T>,
): Promise<T> {
  const opened = await opening;
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

/** Adds an example to the command's help. */
export function example(command: Command, ...lines: readonly string[]): Command {
  return command.addHelpText('after', ['', 'Example:', ...lines.map((line) => `  ${line}`)].join('\n'));
}

export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** The answer of a command: JSON on one line when asked for, else words. */
export function answer(isJson: boolean | undefined, result: object, lines: readonly string[]): void {
  process.stdout.write(`${isJson ? JSON.stringify(result) : lines.join('\n')}\n`);
}

/** A line on standard error every few seconds, so that long work shows that it goes on. */
export function seldom(text: () => string): () => void {
  let printedMs = performance.now();
  return () => {
    if (performance.now() - printedMs < PROGRESS_EVERY_MS) return;
    printedMs = performance.now();
    say(text());
  };
}
