/** Where the heads of the audit chain are noted outside the database: a file of one JSON object a line, only ever added to. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InvalidInput } from '../domain/errors.js';

interface Anchor {
  readonly sequence: number;
  readonly hash: string;
}

export function anchorFile(folder: string): string {
  return join(folder, 'audit-anchors.jsonl');
}

export function appendAnchor(path: string, { sequence, hash }: Anchor, at: Date): void {
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, `${JSON.stringify({ sequence, hash, at })}\n`, { mode: 0o600 });
}

/** Those noted in a data folder; none where nothing was noted yet. @throws InvalidInput when a line but the last cannot be read */
export function readOwnAnchors(folder: string): Anchor[] {
  const path = anchorFile(folder);
  return existsSync(path) ? readAnchors(path) : [];
}

/** The anchors of a file. @throws InvalidInput when there is no such file, or a line but the last cannot be read */
export function readAnchors(path: string): Anchor[] {
  if (!existsSync(path)) throw new InvalidInput('--anchors', 'MISSING', `${path}: there is no such file.`);
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    try {
      if (line === '') return [];
      const { sequence, hash } = JSON.parse(line) as Anchor;
      if (Number.isSafeInteger(sequence) && /^[0-9a-f]{64}$/.test(hash)) return [{ sequence, hash }];
    } catch {
      // A process that was killed while writing leaves half a line at the end; anywhere else it is a fault.
      if (index === lines.length - 1) return [];
    }
    throw new InvalidInput('--anchors', 'FORMAT', `${path}, line ${index + 1}: this is no anchor.`);
  });
}
