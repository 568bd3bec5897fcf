/** Trusted documents: the operations a server runs and no others, each named by the SHA-256 of its text. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { GraphQLError } from 'graphql';

export type TrustedDocuments = ReadonlySet<string>;

/** @throws Error naming the file when it is no manifest, or a text in it is not what its hash says */
export function readManifests(paths: readonly string[]): TrustedDocuments {
  const hashes = new Set<string>();
  for (const path of paths) {
    for (const [hash, text] of Object.entries(readManifest(path))) {
      if (typeof text !== 'string' || hashOf(text) !== hash)
        throw new Error(`${path}: ${hash.slice(0, 64)} is not the SHA-256 of its text.`);
      hashes.add(hash);
    }
  }
  return hashes;
}

function readManifest(path: string): Record<string, unknown> {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof manifest === 'object' && manifest !== null && !Array.isArray(manifest)) return manifest as Record<string, unknown>;
  } catch (error) {
    throw new Error(`${path} cannot be read as a manifest of trusted documents: ${(error as Error).message}`);
  }
  throw new Error(`${path} is no manifest of trusted documents: one JSON object, each text under its SHA-256 in hex.`);
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function notTrusted(): GraphQLError {
  return new GraphQLError('This server runs the operations it was given and no others. Ask for yours to be added.', {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', rule: 'TRUSTED' },
  });
}
