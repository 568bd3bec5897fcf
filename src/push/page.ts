/**
 * The one place frames are copied to on their way out. Invariant: bytes handed to a socket that has not taken them yet are
 * never written over.
 */

const PAGE_BYTES = 64 * 1024;

/** What a page is written to: a `net.Socket` is one. */
export interface Sink {
  readonly writableLength: number;
  write(bytes: Uint8Array): unknown;
}

export class Page {
  private bytes = Buffer.allocUnsafeSlow(PAGE_BYTES);
  private used = 0;

  /** Room for so many bytes; what is larger than a page gets one of its own. */
  take(length: number): Buffer {
    if (length > PAGE_BYTES) return Buffer.allocUnsafeSlow(length);
    if (this.used + length > PAGE_BYTES) {
      this.bytes = Buffer.allocUnsafeSlow(PAGE_BYTES);
      this.used = 0;
    }
    return this.bytes.subarray(this.used, this.used + length);
  }

  /** Writes what was taken last. */
  send(sink: Sink, taken: Buffer): void {
    sink.write(taken);
    // Where nothing waits the kernel has a copy, and the same bytes serve again.
    if (sink.writableLength > 0 && taken.buffer === this.bytes.buffer) this.used += taken.length;
  }
}

/** A whole message in one frame, by what it is (RFC 6455, 5.2). */
export const Opcode = { TEXT: 0x81, PING: 0x89 } as const;
const SHORT_MAX = 125;
const MEDIUM_MAX = 0xffff;

/** Length of the header of a whole, unmasked frame. */
export function headerLength(payload: number): number {
  if (payload <= SHORT_MAX) return 2;
  return payload <= MEDIUM_MAX ? 4 : 10;
}

/** Writes the header; returns where the payload begins. */
export function writeHeader(target: Buffer, at: number, payload: number, opcode: number = Opcode.TEXT): number {
  target[at] = opcode;
  if (payload <= SHORT_MAX) {
    target[at + 1] = payload;
  } else if (payload <= MEDIUM_MAX) {
    target[at + 1] = SHORT_MAX + 1;
    target.writeUInt16BE(payload, at + 2);
  } else {
    target[at + 1] = SHORT_MAX + 2;
    target.writeUInt32BE(0, at + 2);
    target.writeUInt32BE(payload, at + 6);
  }
  return at + headerLength(payload);
}
