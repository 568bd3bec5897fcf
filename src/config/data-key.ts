/** The keys fields of the database are encrypted under, as settings give them. */
/** A key fields are encrypted under, by its id. */
export interface DataKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/** @returns the keys, newest first; null: one is to be made and kept */
export function readDataKeys(given: Readonly<Record<string, string | undefined>>): { keys: readonly DataKey[] | null; faults: string[] } {
  const { DATA_KEYS: text, DATABASE_URL: url, NODE_ENV: mode } = given;
  try {
    if (text) return { keys: parseDataKeys(text), faults: [] };
  } catch (error) {
    return { keys: null, faults: [(error as Error).message] };
  }
  const isNeeded = mode === 'production' && url !== undefined;
  return { keys: null, faults: isNeeded ? [`DATA_KEYS: is required in production with DATABASE_URL: ${DATA_KEY_FORM}.`] : [] };
}

const DATA_KEY_FORM = 'id:key, the key being 32 random bytes in base64 (echo "1:$(openssl rand -base64 32)"), the newest first';

/** `id:key` separated by commas or lines. @throws Error that says what is wrong, and nothing of the keys */
export function parseDataKeys(text: string): DataKey[] {
  const keys = text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part, index) => {
      const [, id, encoded] = /^([A-Za-z0-9_-]{1,20}):([A-Za-z0-9+/_-]{43}=?)$/.exec(part) ?? [];
      if (!id || !encoded) throw new Error(`DATA_KEYS: key ${index + 1} must be ${DATA_KEY_FORM}.`);
      const bytes = Buffer.from(encoded, 'base64');
      if (new Set(bytes).size < 10) throw new Error(`DATA_KEYS: key ${index + 1} is not random.`);
      return { id, bytes };
    });
  if (keys.length === 0) throw new Error(`DATA_KEYS: must hold at least one key: ${DATA_KEY_FORM}.`);
  if (new Set(keys.map(({ id }) => id)).size < keys.length) throw new Error('DATA_KEYS: two keys have the same id.');
  return keys;
}
