// The lock on the data folder: one holder, told by name, and never somebody who is dead.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { lockFolder } from '../../src/storage/folder-lock.js';
import { startChild, temporaryFolder } from '../testkit/child.js';

let folder: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  folder = temporaryFolder('lock');
});
afterEach(() => folder.remove());

test('a second holder is told who holds it, in words', () => {
  const lock = lockFolder(folder.path);
  expect(() => lockFolder(folder.path)).toThrow(
    `The data folder ${folder.path} is in use by process ${process.pid}. Stop that server first`,
  );
  lock.release();
  lockFolder(folder.path).release();
});

test('what a dead process, or half a one, has left does not block', () => {
  for (const left of ['999999 1\n', '', 'nonsense', '-1 1\n', `${process.pid} 1\n`, '0 0\n']) {
    writeFileSync(join(folder.path, 'tidemark.lock'), left);
    lockFolder(folder.path).release();
  }
});

test('of many that find a dead lock at once, one gets the folder', async () => {
  const path = join(folder.path, 'tidemark.lock');
  writeFileSync(path, '999999 1\n');
  const script = `import { lockFolder } from ${JSON.stringify(join(process.cwd(), 'dist/src/storage/folder-lock.js'))};
    try { lockFolder(${JSON.stringify(folder.path)}); console.log('held'); } catch (error) { console.log(error.message); }
    setInterval(() => undefined, 1000);`;
  const start = () =>
    startChild({ command: process.execPath, args: ['--input-type=module', '-e', script], isReady: (line) => line.length > 0 });
  const children = await Promise.all(Array.from({ length: 6 }, start));
  const holders = children.filter(({ lines }) => lines[0] === 'held');
  expect(holders).toHaveLength(1);
  expect(readFileSync(path, 'utf8')).toMatch(new RegExp(`^${holders[0]?.pid} `));
  for (const { lines } of children.filter((child) => !holders.includes(child)))
    expect(lines[0]).toContain(`in use by process ${holders[0]?.pid}`);
  await Promise.all(children.map((child) => child.end('SIGKILL')));
});
