/** Settings that need each other, or exclude each other. */

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
