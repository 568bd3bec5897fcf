/** Whether the secrets that sign access tokens are ones nobody can guess. */

const MIN_SECRET_BYTES = 32;
/** Beginnings that stand in examples and tutorials, and in no random text; a production server must not be guarded by one. */
const WELL_KNOWN_SECRETS = /^(change-?me|secret|password|example|your|test|dev)([-_ ]|$)|tidemark/i;

export function secretFaults(mode: string | undefined, secret: string | undefined): string[] {
  if (secret === undefined) {
    return mode === 'production'
      ? [`JWT_SECRET: is required in production: ${MIN_SECRET_BYTES} random bytes or more (openssl rand -base64 48).`]
      : [];
  }
  const isShort = Buffer.byteLength(secret) < MIN_SECRET_BYTES;
  const isPoor = new Set(secret).size < 10 || (mode === 'production' && WELL_KNOWN_SECRETS.test(secret));
  if (!isShort && !isPoor) return [];
  return [`JWT_SECRET: must be ${MIN_SECRET_BYTES} random bytes or more, not a word or an example (openssl rand -base64 48).`];
}

export function previousSecretFaults(secret: string | undefined): string[] {
  const isStrong = secret === undefined || (Buffer.byteLength(secret) >= MIN_SECRET_BYTES && new Set(secret).size >= 10);
  return isStrong ? [] : [`JWT_SECRET_PREVIOUS: must be the secret used before, ${MIN_SECRET_BYTES} bytes or more.`];
}
