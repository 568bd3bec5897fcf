/** Settings that need each other, or exclude each other. */

import type { Settings } from './environment.js';

/** What a message cannot be sent without. */
const MAIL_NEEDS: Readonly<Record<string, string>> = {
  MAIL_FROM: 'whom messages come from, such as Tidemark <tidemark@example.org>',
  PUBLIC_URL: 'the address links in messages begin with, such as https://tidemark.example.org',
};

export function faultsTogether(given: Readonly<Record<string, string | undefined>>): string[] {
  const faults: string[] = [];
  if (given.HTTP_REDIRECT_PORT && !given.TLS_CERT)
    faults.push('HTTP_REDIRECT_PORT: needs TLS_CERT and TLS_KEY: there is nowhere to send people to.');
  for (const name of ['MAIL_FROM', 'PUBLIC_URL']) {
    if (given.SMTP_URL && !given[name]) faults.push(`${name}: is needed with SMTP_URL: ${MAIL_NEEDS[name]}.`);
  }
  if (given.DATABASE_REPLICA_URL && !given.DATABASE_URL) faults.push('DATABASE_REPLICA_URL: needs DATABASE_URL, the primary it follows.');
  if (given.REDIS_URL && given.REDIS_CLUSTER_URLS) faults.push('REDIS_CLUSTER_URLS: give either one Redis or a cluster; remove REDIS_URL.');
  if (Number(given.WORKERS) > 1 && !(given.DATABASE_URL && (given.REDIS_URL || given.REDIS_CLUSTER_URLS))) {
    faults.push('WORKERS: more than one process needs DATABASE_URL and REDIS_URL or REDIS_CLUSTER_URLS, which they share.');
  }
  if (given.BACKUP_DIR && !given.BACKUP_PASSPHRASE_FILE) {
    faults.push('BACKUP_PASSPHRASE_FILE: is needed with BACKUP_DIR: a backup is always encrypted.');
  }
  if (given.NODE_ENV === 'production' && given.DEMO === 'on') {
    faults.push('DEMO: the demo users have a public password; remove DEMO=on in production.');
  }
  return faults;
}

/** Of settings that can each be as it is, defaults among them. */
export function contradictions({ QUOTE_TICKS_DAYS, QUOTE_MINUTES_DAYS, ACCESS_TOKEN_TTL, REFRESH_TOKEN_TTL }: Settings): string[] {
  const faults: string[] = [];
  if (QUOTE_MINUTES_DAYS < QUOTE_TICKS_DAYS) {
    faults.push(
      `QUOTE_MINUTES_DAYS: is ${QUOTE_MINUTES_DAYS}, after which one price a day is left, and QUOTE_TICKS_DAYS keeps each for ${QUOTE_TICKS_DAYS}: make it as many at least.`,
    );
  }
  if (REFRESH_TOKEN_TTL < ACCESS_TOKEN_TTL) {
    faults.push(
      `REFRESH_TOKEN_TTL: is ${REFRESH_TOKEN_TTL}, less than the ${ACCESS_TOKEN_TTL} of ACCESS_TOKEN_TTL, which it renews: make it more.`,
    );
  }
  return faults;
}
