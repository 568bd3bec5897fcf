/**
 * Encrypts single fields: AES-256-GCM with the id of the key in front and the place of the field (table, column, row) as
 * additional data, so that a value put into another place does not open. Knows no database.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { DataKey } from '../config/data-key.js';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export const KEY_BYTES = 32;
const PREFIX = 's1.';
const SEALED = /^s1\.([A-Za-z0-9_-]{1,20})\.([A-Za-z0-9_-]+)$/;

/** Where a field stands. */
export interface Place {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

export class Vault {
  private readonly byId: ReadonlyMap<string, DataKey>;
  private lookUpKey: Buffer | null = null;

  /** @param keys the one to encrypt with first, then those before it */
  constructor(readonly keys: readonly [DataKey, ...DataKey[]]) {
    this.byId = new Map(keys.map((key) => [key.id, key]));
  }

  seal(text: string, place: Place, key: DataKey = this.keys[0]): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, key.bytes, nonce, { authTagLength: TAG_BYTES }).setAAD(additional(key.id, place));
    const parts = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
    return `${PREFIX}${key.id}.${Buffer.concat(parts).toString('base64url')}`;
  }

  /** @throws Error naming the place, never the value, when the key is not here, or it is not what was sealed in this place */
  open(sealed: string, place: Place): string {
    const where = `${place.table}.${place.column} of ${place.row}`;
    const [, id, payload] = SEALED.exec(sealed) ?? [];
    if (id === undefined || payload === undefined) throw new Error(`${where} is not encrypted, but has to be.`);
    const key = this.byId.get(id);
    if (!key) throw new Error(`${where} is encrypted under key ${id}, which is not among DATA_KEYS.`);
    const bytes = Buffer.from(payload, 'base64url');
    try {
      const decipher = createDecipheriv(ALGORITHM, key.bytes, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(additional(id, place)).setAuthTag(bytes.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
    } catch {
      throw new Error(`${where} does not open under key ${id}: it was changed, or put there from elsewhere.`);
    }
  }

  /** The id of the key a value is sealed under; null when it is not sealed. */
  keyOf(value: string): string | null {
    return SEALED.exec(value)?.[1] ?? null;
  }

  /** The same text gives the same answer, as long as the database lives, and nobody without its keys can tell which. */
  lookUp(kind: string, text: string): string {
    if (!this.lookUpKey) throw new Error('the keys of the database are not prepared');
    return createHmac('sha256', this.lookUpKey).update(`${kind}\0${text}`).digest('hex');
  }

  /** The key of `lookUp` is kept in the database, under these keys, and outlives each of them. */
  useLookUpKey(key: Buffer): void {
    this.lookUpKey = key;
  }
}

function additional(keyId: string, { table, column, row }: Place): Buffer {
  return Buffer.from([PREFIX, keyId, table, column, row].join('\0'));
}

/** The SQL pattern of what is sealed, or sealed under one key. */
export function sealedLike(keyId?: string): string {
  return keyId === undefined ? `${PREFIX}%` : `${PREFIX}${keyId.replaceAll('_', '\\_')}.%`;
}
