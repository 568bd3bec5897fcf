/** The passphrase of backups, in a file of its own. */
import { readFileSync } from 'node:fs';
import { ConfigError } from '../config.js';
import { PASSPHRASE_LENGTH_MIN } from '../storage/backup-file.js';

const REFUSALS: Readonly<Record<string, string>> = { ENOENT: 'there is no such file', EISDIR: 'this is a folder, not a file' };

/** @param named what the file is named by @throws ConfigError when nothing could be encrypted under what it holds */
export function readPassphrase(file: string, named: string): string {
  let passphrase: string;
  try {
    passphrase = readFileSync(file, 'utf8').trim();
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new ConfigError([`${named} ${file}: ${REFUSALS[code] ?? message}.`]);
  }
  if (passphrase.length >= PASSPHRASE_LENGTH_MIN) return passphrase;
  throw new ConfigError([`${named}: ${file} must hold ${PASSPHRASE_LENGTH_MIN} characters or more (openssl rand -base64 32).`]);
}
