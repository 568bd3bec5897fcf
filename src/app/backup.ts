/** Backups on a schedule: the command makes them in a process of its own, so that nobody waits for it here. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Config } from '../config.js';
import type { JobDefinition } from '../services/job.js';
import { readPassphrase } from './passphrase.js';
import { ROOT } from './version.js';

const HOUR_MS = 3_600_000;
/** Of what the command said when it failed. */
const WORDS_MAX = 500;

export function backupJob({ backupDir, backupHours, backupKeep }: Config): JobDefinition[] {
  if (backupDir === null) return [];
  return [
    {
      name: 'backup',
      description: 'Writes an encrypted backup into BACKUP_DIR and removes the oldest.',
      intervalMs: backupHours * HOUR_MS,
      async run(signal) {
        const output = await runCommand(['backup', '--to', backupDir, '--keep', String(backupKeep), '--json'], signal);
        const { rows, bytes, seconds } = JSON.parse(output) as { rows: number; bytes: number; seconds: number };
        return `${rows} rows, ${(bytes / 1e6).toFixed(1)} MB in ${seconds} s`;
      },
    },
  ];
}

/** At the start, not when the first backup fails: where backups are to be made, there is something to encrypt them under. */
export function requirePassphrase({ roles, backupDir, backupPassphraseFile: file }: Config): void {
  if (roles.has('worker') && backupDir !== null && file !== null) readPassphrase(file, 'BACKUP_PASSPHRASE_FILE');
}

/** What the command of this program answers on standard output. @throws Error with its words when it fails */
function runCommand(args: readonly string[], signal: AbortSignal): Promise<string> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [join(ROOT, 'dist/src/cli.js'), ...args], { signal, stdio: ['ignore', 'pipe', 'pipe'] });
    let [output, words] = ['', ''];
    child.stdout.on('data', (part) => {
      output += part;
    });
    child.stderr.on('data', (part) => {
      words = `${words}${part}`.slice(-WORDS_MAX);
    });
    child.once('error', failed);
    child.once('close', (code) => (code === 0 ? done(output) : failed(new Error(words.trim() || `The backup ended with code ${code}.`))));
  });
}
