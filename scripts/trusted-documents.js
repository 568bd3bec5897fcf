/*
 * Writes the manifest of the dashboard's own operations: each text under its SHA-256. A server that runs trusted documents
 * alone (TRUSTED_DOCUMENTS=on) takes these, and those of the manifests it is given.
 */
import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Reads the generated documents of `root` and writes the manifest to `manifest`, by way of the folder `dist`. */
export async function writeTrustedDocuments({ root, dist, manifest }) {
  const { transformFile } = await import('@swc/core');
  const { code } = await transformFile(join(root, 'web/src/gql/graphql.ts'), { configFile: join(root, '.swcrc'), sourceMaps: false });
  const module = join(dist, `.documents-${process.pid}.mjs`);
  await writeFile(module, code);
  try {
    const generated = await import(pathToFileURL(module).href);
    const texts = Object.entries(generated)
      .filter(([name]) => name.endsWith('Document'))
      .map(([, document]) => document.toString());
    const entries = texts.map((text) => [createHash('sha256').update(text).digest('hex'), text]);
    await writeFile(manifest, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
  } finally {
    await rm(module, { force: true });
  }
}
