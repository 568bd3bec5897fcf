/** What keeps the server from its database at the start, as a fault of the settings with its cure. */
import { ConfigError } from '../config.js';

interface Failure {
  readonly message: string;
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly cause?: unknown;
}

/** By what PostgreSQL, the machine or the certificate says; the first that fits. */
const CURES: readonly { readonly says: RegExp; readonly setting: string; readonly cure: string }[] = [
  { says: /^28/, setting: 'DATABASE_URL', cure: 'Look at its user and password, and at pg_hba.conf there.' },
  { says: /^3D000/, setting: 'DATABASE_URL', cure: 'Make that database, owned by that user, or name another.' },
  { says: /^42501/, setting: 'DATABASE_URL', cure: 'The user makes tables here: let the user own the database.' },
  { says: /^25006/, setting: 'DATABASE_URL', cure: 'That is a replica: name the primary.' },
  { says: /^53300/, setting: 'DATABASE_POOL_SIZE', cure: 'All instances together stay below max_connections of the server.' },
  { says: /^57P03/, setting: 'DATABASE_URL', cure: 'It is just starting or stopping: start this again in a moment.' },
  {
    says: /CERT|^ERR_TLS|^UNABLE_TO|SSL connections/,
    setting: 'DATABASE_TLS, DATABASE_CA',
    cure: 'DATABASE_CA names who signed its certificate; DATABASE_TLS=off speaks plain text, for a network of your own.',
  },
  {
    says: /^E[A-Z]+ (connect|getaddrinfo|read)|timeout/,
    setting: 'DATABASE_URL',
    cure: 'Is PostgreSQL running there, and does this machine reach it?',
  },
];

/** What opening a database gives. @throws ConfigError when the settings keep the program from it */
export async function orDatabaseFault<T>(opening: Promise<T>, url: string | null): Promise<T> {
  try {
    return await opening;
  } catch (error) {
    const fault = url === null ? null : databaseFault(error);
    throw fault === null ? error : new ConfigError([fault]);
  }
}

/** Null: the failure is another. */
function databaseFault(error: unknown): string | null {
  const { message, code, syscall, cause } = error as Failure;
  const words = [code, syscall].filter((word) => typeof word === 'string').join(' ') || message;
  const found = CURES.find(({ says }) => says.test(words));
  if (found) return `${found.setting}: ${String(message).split('\n')[0]}. ${found.cure}`;
  return cause instanceof Error ? databaseFault(cause) : null;
}
