/** The operations a server runs and no others: the dashboard's own, and those of the files that are named. */
import { join } from 'node:path';
import { type Config, ConfigError } from '../config.js';
import { readManifests, type TrustedDocuments } from '../limits/trusted.js';
import { ROOT } from './version.js';

/** @returns null: any operation may be asked for @throws ConfigError when a file is no manifest */
export function readTrustedDocuments({ isTrusting, trustedFiles }: Config): TrustedDocuments | null {
  if (!isTrusting) return null;
  try {
    return readManifests([join(ROOT, 'dist', 'trusted-documents.json'), ...trustedFiles]);
  } catch (error) {
    throw new ConfigError([`TRUSTED_DOCUMENTS_FILES: ${(error as Error).message}`]);
  }
}
