import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openBackup, sealBackup } from './backup-file.js';

const PASSPHRASE = 'correct horse battery staple';

async function* linesOf(lines: readonly string[]): AsyncGenerator<string> {
  for (const line of lines) yield `${line}\n`;
}

async function sealed(lines: readonly string[]): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of sealBackup(linesOf(lines), PASSPHRASE)) parts.push(part);
  return Buffer.concat(parts);
}

async function opened(bytes: Buffer, passphrase = PASSPHRASE): Promise<string[]> {
  const lines: string[] = [];
  const pieces = async function* () {
    // In odd portions, as a disk gives them.
    for (let start = 0; start < bytes.length; start += 70_001) yield bytes.subarray(start, start + 70_001);
  };
  for await (const line of openBackup(pieces(), passphrase)) lines.push(line);
  return lines;
}

const LINES = Array.from({ length: 60_000 }, (_, index) => `${index} ${Math.sin(index)} größer`);

test('what is sealed is opened again, whatever its size', async () => {
  for (const lines of [[], ['one'], LINES]) expect(await opened(await sealed(lines))).toEqual(lines);
});

test('nothing of it can be read, and equal contents do not look equal', async () => {
  const [one, two] = [await sealed(['canary']), await sealed(['canary'])];
  expect(one.includes('canary')).toBe(false);
  expect(one.equals(two)).toBe(false);
});

test('another passphrase, a changed byte, a missing end and an addition are refused', async () => {
  const bytes = await sealed(LINES);
  await expect(opened(bytes, 'another passphrase')).rejects.toThrow('The passphrase is another, or the backup is damaged.');
  await expect(opened(Buffer.from('nonsense'))).rejects.toThrow('This is not a Tidemark backup.');
  await expect(opened(Buffer.concat([bytes, Buffer.from('x')]))).rejects.toThrow('something follows its end');
  const cut = fc.integer({ min: 1, max: bytes.length - 1 });
  await fc.assert(
    fc.asyncProperty(cut, async (length) => {
      await expect(opened(bytes.subarray(0, length))).rejects.toThrow(/ends too early|not a Tidemark backup/);
    }),
    { numRuns: 8 },
  );
  await fc.assert(
    fc.asyncProperty(cut, fc.integer({ min: 1, max: 255 }), async (place, change) => {
      const copy = Buffer.from(bytes);
      copy[place] = (copy[place] as number) ^ change;
      await expect(opened(copy)).rejects.toThrow();
    }),
    { numRuns: 8 },
  );
});

test('pieces cannot be left out or exchanged', async () => {
  const bytes = await sealed(LINES);
  const first = 41;
  const size = bytes.readUInt32BE(first) + 5;
  const [head, one, two, rest] = [
    bytes.subarray(0, first),
    bytes.subarray(first, first + size),
    bytes.subarray(first + size, first + 2 * size),
    bytes.subarray(first + 2 * size),
  ];
  await expect(opened(Buffer.concat([head, two, rest]))).rejects.toThrow();
  await expect(opened(Buffer.concat([head, two, one, rest]))).rejects.toThrow();
});
