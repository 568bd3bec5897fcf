/**
 * A backup as bytes: compressed, then encrypted piece by piece with AES-256-GCM under a key made from a passphrase by scrypt.
 * Invariant: what is read back is whole and unchanged, or an error; each piece is bound to its place, and the last one says so.
 */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { pipeline, Readable, type Transform } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';

const MAGIC = Buffer.from('TIDEMARK BACKUP 1\n');
const SALT_BYTES = 16;
const PREFIX_BYTES = 7;
const TAG_BYTES = 16;
const HEAD_BYTES = MAGIC.length + SALT_BYTES + PREFIX_BYTES;
const PIECE_BYTES = 256 * 1024;
/** 32 MiB and some 100 ms for each guess at the passphrase. */
const SCRYPT = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
export const PASSPHRASE_LENGTH_MIN = 16;

/** The lines as one encrypted stream of bytes. */
export async function* sealBackup(lines: AsyncIterable<string>, passphrase: string): AsyncGenerator<Buffer> {
  const head = Buffer.concat([MAGIC, randomBytes(SALT_BYTES), randomBytes(PREFIX_BYTES)]);
  const key = keyOf(passphrase, head);
  yield head;
  const packed = through(Readable.from(lines), createGzip({ level: 4 }));
  let waiting = Buffer.alloc(0);
  let place = 0;
  for await (const part of packed) {
    waiting = Buffer.concat([waiting, part as Buffer]);
    while (waiting.length > PIECE_BYTES) {
      yield seal(waiting.subarray(0, PIECE_BYTES), { key, head, place, isLast: false });
      waiting = waiting.subarray(PIECE_BYTES);
      place += 1;
    }
  }
  yield seal(waiting, { key, head, place, isLast: true });
}

/** The lines again. @throws Error when it is no backup, the passphrase is another, or a byte of it was changed, added or lost */
export async function* openBackup(bytes: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<string> {
  const unpacked = through(Readable.from(piecesOf(bytes, passphrase)), createGunzip());
  let rest = '';
  unpacked.setEncoding('utf8');
  for await (const text of unpacked) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() as string;
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** Whoever reads the end hears of a failure at the beginning. */
function through<T extends Transform>(from: Readable, to: T): T {
  pipeline(from, to, () => undefined);
  return to;
}

interface Place {
  readonly key: Buffer;
  readonly head: Buffer;
  readonly place: number;
  readonly isLast: boolean;
}

function keyOf(passphrase: string, head: Buffer): Buffer {
  return scryptSync(passphrase.normalize('NFC'), head.subarray(MAGIC.length, MAGIC.length + SALT_BYTES), 32, SCRYPT);
}

function nonceOf({ head, place, isLast }: Place): Buffer {
  const nonce = Buffer.alloc(12);
  head.copy(nonce, 0, HEAD_BYTES - PREFIX_BYTES);
  nonce.writeUInt32BE(place, PREFIX_BYTES);
  nonce.writeUInt8(isLast ? 1 : 0, PREFIX_BYTES + 4);
  return nonce;
}

/** Its length, whether it is the last, the bytes, the tag. */
function seal(piece: Buffer, at: Place): Buffer {
  const cipher = createCipheriv('aes-256-gcm', at.key, nonceOf(at)).setAAD(at.head);
  const sealed = Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
  const frame = Buffer.alloc(5);
  frame.writeUInt32BE(sealed.length);
  frame.writeUInt8(at.isLast ? 1 : 0, 4);
  return Buffer.concat([frame, sealed]);
}

async function* piecesOf(bytes: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  const reader = new Reader(bytes[Symbol.asyncIterator]());
  const head = await reader.take(HEAD_BYTES);
  if (!head?.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('This is not a Tidemark backup.');
  const key = keyOf(passphrase, head);
  for (let place = 0; ; place += 1) {
    const frame = await reader.take(5);
    if (!frame) throw new Error('The backup ends too early: part of it is missing.');
    const length = frame.readUInt32BE();
    const isLast = frame.readUInt8(4) === 1;
    if (length > PIECE_BYTES + TAG_BYTES) throw new Error(`The backup is damaged at piece ${place}.`);
    const sealed = await reader.take(length);
    if (!sealed) throw new Error('The backup ends too early: part of it is missing.');
    yield unseal(sealed, { key, head, place, isLast });
    if (!isLast) continue;
    if (await reader.take(1)) throw new Error('The backup is damaged: something follows its end.');
    return;
  }
}

function unseal(sealed: Buffer, at: Place): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', at.key, nonceOf(at)).setAAD(at.head);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES)), decipher.final()]);
  } catch {
    throw new Error(
      at.place === 0 ? 'The passphrase is another, or the backup is damaged.' : `The backup is damaged at piece ${at.place}.`,
    );
  }
}

class Reader {
  private waiting = Buffer.alloc(0);

  constructor(private readonly source: AsyncIterator<Buffer>) {}

  /** So many bytes; null when there are not so many left. */
  async take(count: number): Promise<Buffer | null> {
    while (this.waiting.length < count) {
      const { value, done } = await this.source.next();
      if (done) return null;
      this.waiting = Buffer.concat([this.waiting, value]);
    }
    const taken = this.waiting.subarray(0, count);
    this.waiting = this.waiting.subarray(count);
    return taken;
  }
}
