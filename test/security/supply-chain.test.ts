// What is installed: from the lock file alone, without running anything of it, under licences we may use, and no version known to be weak.
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../testkit/child.js';

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
  readonly link?: boolean;
  readonly dev?: boolean;
}
const LOCK = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
const PACKAGES = Object.entries(LOCK.packages).filter(([path, { link }]) => path.startsWith('node_modules/') && !link);
const nameOf = (path: string) => path.replace(/^.*node_modules\//, '');

test('every package is pinned by its content', () => {
  expect(PACKAGES.length).toBeGreaterThan(500);
  expect(PACKAGES.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual([]);
  const wanted = JSON.parse(readFileSync('package.json', 'utf8'));
  const loose = Object.entries({ ...wanted.dependencies, ...wanted.devDependencies }).filter(([, range]) => !/^\d/.test(String(range)));
  expect(loose).toEqual([]);
});

/** What each would do when it is installed, and why we can do without. */
const WITH_SCRIPTS: Readonly<Record<string, string>> = {
  '@apollo/protobufjs': 'prints a notice about its version',
  '@parcel/watcher': 'builds itself where there is no ready binary; only the code generator uses it',
  '@swc/core': 'fetches a slower build where there is no ready binary',
  'unrs-resolver': 'fetches a binary where its optional package is missing',
};

test('nothing of a package runs when it is installed, and those that would are known', () => {
  expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m);
  const withScripts = (packages: typeof PACKAGES) => packages.filter(([, { hasInstallScript }]) => hasInstallScript);
  expect(withScripts([['node_modules/some', { hasInstallScript: true }]])).toHaveLength(1);
  const found = withScripts(PACKAGES).map(([path]) => nameOf(path));
  expect(found.toSorted()).toEqual(Object.keys(WITH_SCRIPTS).toSorted());
});

const LICENCES =
  /^\(?(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|Unlicense|CC0-1\.0|Python-2\.0|PSF-2\.0)( (AND|OR) (MIT|Apache-2\.0|BSD-3-Clause|CC0-1\.0))*\)?$/;
/** Under terms that ask more than to be named, and how they are met. */
const OTHER_LICENCES: readonly (readonly [RegExp, string])[] = [
  [/^lightningcss/, 'MPL-2.0: part of the build alone, unchanged'],
  [/^axe-core$/, 'MPL-2.0: part of the tests alone, unchanged'],
  [/^caniuse-lite$/, 'CC-BY-4.0: data for the build alone'],
];

const isRefused = ([path, { license }]: readonly [string, Locked]) =>
  !LICENCES.test(license ?? '') && !OTHER_LICENCES.some(([name]) => name.test(nameOf(path)));

test('every licence lets us use and pass on what is under it', () => {
  expect(PACKAGES.filter(isRefused).map(([path, { license }]) => `${nameOf(path)}: ${license}`)).toEqual([]);
  for (const license of [
    'GPL-3.0-only',
    'AGPL-3.0',
    'UNLICENSED',
    'SEE LICENSE IN LICENSE',
    'MIT AND GPL-2.0',
    '(MIT OR X)',
    '',
    undefined,
  ]) {
    expect([license, isRefused(['node_modules/some', license === undefined ? {} : { license }])]).toEqual([license, true]);
  }
});

/** Below these there are weaknesses that are known and concern us. */
const FLOORS: Readonly<Record<string, string>> = {
  '@mikro-orm/core': '7.0.6',
  '@apollo/server': '5.4.0',
  graphql: '16.12.0',
  'graphql-ws': '6.0.0',
  ws: '8.17.1',
  fastify: '5.3.2',
  'fast-xml-parser': '5.3.5',
  jose: '6.0.0',
  nodemailer: '7.0.11',
  vite: '8.0.0',
};

test('no version is one of those known to be weak', () => {
  const number = (version: string) => version.split('.').reduce((sum, part) => sum * 10_000 + Number.parseInt(part, 10), 0);
  for (const [name, floor] of Object.entries(FLOORS)) {
    const installed = PACKAGES.filter(([path]) => nameOf(path) === name);
    expect([name, installed.length > 0]).toEqual([name, true]);
    for (const [path, { version }] of installed) {
      expect([path, version, number(version as string) >= number(floor)]).toEqual([path, version, true]);
    }
  }
});

test('the audit fails for a serious weakness, passes without one, and says when it could not ask', () => {
  const folder = temporaryFolder('audit-gate');
  const npm = join(folder.path, 'npm');
  const audit = (says: string, ...args: string[]) => {
    writeFileSync(join(folder.path, 'says'), says);
    writeFileSync(npm, `#!/bin/sh\ncat "${join(folder.path, 'says')}"\nexit 1\n`);
    chmodSync(npm, 0o755);
    const env = { PATH: `${folder.path}:/usr/bin:/bin` };
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/audit.js', ...args], { encoding: 'utf8', env });
    return [status, stdout + stderr];
  };
  const found = (severity: string, via: unknown[]) => JSON.stringify({ vulnerabilities: { a: { name: 'a', severity, via } } });
  const advisory = { title: 'Code runs', url: 'https://advisories.example.org/1', range: '<2' };
  try {
    expect(audit(found('high', [advisory]))).toEqual([1, expect.stringContaining('Code runs')]);
    expect(audit(found('low', [advisory]))).toEqual([0, expect.stringContaining('No serious weakness')]);
    expect(audit(found('critical', ['b']))).toEqual([0, expect.stringContaining('No serious weakness')]);
    const refusal = JSON.stringify({ message: '405 Method Not Allowed' });
    expect(audit(refusal)).toEqual([0, expect.stringContaining('NOT AUDITED')]);
    expect(audit(refusal, '--strict')).toEqual([1, expect.stringContaining('405 Method Not Allowed')]);
    expect(audit('no JSON')).toEqual([0, expect.stringContaining('NOT AUDITED')]);
  } finally {
    folder.remove();
  }
});

test('what is installed can be listed for whoever has to answer for it', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  expect(scripts.sbom).toMatch(/^npm sbom .*--sbom-format=cyclonedx/);
});
