import { expect, test } from '@jest/globals';
import { headerLength, Page, writeHeader } from './page.js';

test.each([
  [0, '8100'],
  [125, '817d'],
  [126, '817e007e'],
  [65_535, '817effff'],
  [65_536, '817f0000000000010000'],
])('the header of a frame of %i bytes', (payload, expected) => {
  const target = Buffer.alloc(12);
  const end = writeHeader(target, 1, payload);
  expect(end - 1).toBe(headerLength(payload));
  expect(target.subarray(1, end).toString('hex')).toBe(expected);
});

/** A socket that takes what it is given, or lets it wait. */
class Reader {
  writableLength = 0;
  readonly written: Buffer[] = [];
  isTaking = true;

  write(bytes: Uint8Array): void {
    // The same memory, as a socket keeps it while it waits.
    this.written.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    if (!this.isTaking) this.writableLength += bytes.length;
  }
}

test('a page is used again where the bytes were taken, and never where they wait', () => {
  const page = new Page();
  const reader = new Reader();
  const send = (fill: number, length: number) => {
    const taken = page.take(length);
    taken.fill(fill);
    page.send(reader, taken);
  };
  send(1, 100);
  send(2, 100);
  expect(reader.written[0]?.byteOffset).toBe(reader.written[1]?.byteOffset);
  reader.isTaking = false;
  for (let round = 3; round < 40; round += 1) send(round, 5_000);
  send(99, 100_000);
  const waiting = reader.written.slice(2);
  expect(waiting.map((bytes) => [bytes[0], bytes.at(-1)])).toEqual(waiting.map((_, index) => [index + 3, index + 3]).with(-1, [99, 99]));
});
