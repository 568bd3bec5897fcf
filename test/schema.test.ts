// The committed schema.graphql is what the server serves: the dashboard, the typed documents and reviewers rely on it.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from './testkit/child.js';

test('schema.graphql is what the code emits; if not: npm run schema, and review the change', () => {
  const folder = temporaryFolder('schema');
  try {
    const emitted = join(folder.path, 'schema.graphql');
    execFileSync(process.execPath, ['dist/src/emit-schema.js', emitted], { stdio: 'pipe' });
    expect(readFileSync('schema.graphql', 'utf8')).toBe(readFileSync(emitted, 'utf8'));
  } finally {
    folder.remove();
  }
});
