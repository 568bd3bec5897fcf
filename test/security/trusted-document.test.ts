// With trusted documents alone, an operation that is in no manifest does not run, on either transport, whoever asks.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Documents } from '../../src/limits/documents.js';
import { readManifests } from '../../src/limits/trusted.js';
import { temporaryFolder } from '../testkit/child.js';
import { type LocalWorld, openWorld } from '../testkit/world.js';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const OWN = '{ me { id } }';
const TOO_DEEP = `{ me ${'{ ... '.repeat(70)} { id } ${'} '.repeat(71)}`;
const DASHBOARD: Record<string, string> = JSON.parse(readFileSync('dist/trusted-documents.json', 'utf8'));
const folder = temporaryFolder('trusted');
const manifest = join(folder.path, 'app.json');
let world: LocalWorld;

beforeAll(async () => {
  writeFileSync(manifest, JSON.stringify({ [hash(OWN)]: OWN, [hash(TOO_DEEP)]: TOO_DEEP }));
  world = await openWorld({ TRUSTED_DOCUMENTS: 'on', TRUSTED_DOCUMENTS_FILES: manifest });
});
afterAll(async () => {
  await world.close();
  folder.remove();
});

async function rules(query: string): Promise<unknown[]> {
  const socket = world.admin.socket();
  const stream = socket.text(query);
  const [http] = await Promise.all([world.admin.text(query), stream.ended()]);
  await socket.close();
  return [http.errors[0]?.extensions.rule ?? 'none', stream.errors[0]?.extensions.rule ?? 'none'];
}

test('what a manifest holds runs; anything else does not, be it a blank more', async () => {
  expect(await rules(OWN)).toEqual(['none', 'none']);
  for (const other of [`${OWN} `, '{ me { name } }', '{ __schema { types { name } } }', 'mutation { signOut }', '{ me {']) {
    expect([other, await rules(other)]).toEqual([other, ['TRUSTED', 'TRUSTED']]);
  }
  const get = await fetch(`${world.url}/graphql?query=${encodeURIComponent('{ me { name } }')}`, {
    headers: { 'apollo-require-preflight': 'x' },
  });
  expect([get.status, await get.text()]).toEqual([400, expect.stringContaining('TRUSTED')]);
});

test('a trusted text keeps to the limits all the same', async () => {
  expect(await rules(TOO_DEEP)).toEqual(['NESTING', 'NESTING']);
});

test("the dashboard's own documents are trusted, each of them, and are all it sends", async () => {
  const generated = readFileSync('web/src/gql/graphql.ts', 'utf8');
  const names = [...generated.matchAll(/^export const (\w+)Document = /gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(20);
  expect(Object.keys(DASHBOARD)).toHaveLength(names.length);
  const documents = new Documents(world.app.schema, true, readManifests(['dist/trusted-documents.json']));
  for (const [key, text] of Object.entries(DASHBOARD)) {
    expect(key).toBe(hash(text));
    expect([text, documents.read(text).faults]).toEqual([text, null]);
  }
  expect(documents.read(OWN).faults?.[0].extensions.rule).toBe('TRUSTED');
});

test('a manifest that is none, or not what it says, is refused at the start', () => {
  for (const [text, refusal] of [
    ['[]', 'is no manifest'],
    ['{', 'cannot be read'],
    [JSON.stringify({ [hash(OWN)]: '{ me { name } }' }), 'is not the SHA-256 of its text'],
    [JSON.stringify({ [hash(OWN)]: 7 }), 'is not the SHA-256 of its text'],
  ] as const) {
    const path = join(folder.path, 'bad.json');
    writeFileSync(path, text);
    expect(() => readManifests([path])).toThrow(refusal);
  }
  expect(() => readManifests([join(folder.path, 'nowhere.json')])).toThrow('cannot be read');
});
