/*
 * `npm test`: builds, prepares the test database's image and the run's PostgreSQL, runs every jest project, and says before and
 * after the run which suites could not run for want of a program. Arguments go on to jest. With CI=true a missing program is a
 * failure.
 */
import './node-version.js';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
// Not by its name: an old Node has no globSync, and would say so before node-version.js can speak.
import fs, { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.js';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(ROOT);

/** More than a busy machine makes fail: then something is broken, and would be again. */
const TRIED_AGAIN_MAX = 5;

/** Runs jest over `args`; returns the exit code. */
export async function runTests(args) {
  await build();
  makeImage();
  const notice = await missingNotice();
  if (notice) console.error(notice);
  const { RunFolder } = await import('../dist/test/testkit/run-folder.js');
  const folder = RunFolder.open();
  const status = await runWithPostgres(args, folder).finally(() => folder.remove());
  if (notice) console.error(notice);
  if (status === 0 && notice && isCi()) {
    console.error('With CI=true every suite must run: the run fails for the programs named above.');
    return 1;
  }
  return status;
}

async function runWithPostgres(args, folder) {
  const { startSharedPostgres } = await import('../dist/test/testkit/shared-postgres.js');
  const postgres = await startSharedPostgres();
  const status = await (isCi() ? runTwice(args, folder) : runJest(args)).finally(() => postgres?.stop());
  const left = folder.leftBehind();
  if (left.length > 0) console.error(`Left behind by the tests: ${left.join(', ')}`);
  return status;
}

/**
 * What a failed test leaves may fail it the second time as well, and where a suite could not begin no test is tried again: so the
 * few suites that failed run once more from their start, when nothing runs beside them.
 */
async function runTwice(args, folder) {
  const report = join(folder.path, 'report.json');
  const status = await runJest([...args, '--json', `--outputFile=${report}`]);
  if (status === 0 || !existsSync(report)) return status;
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const failed = testResults.filter((suite) => suite.status === 'failed').map(({ name }) => relative(ROOT, name));
  if (failed.length === 0 || failed.length > TRIED_AGAIN_MAX) return status;
  console.error(`\nOnce more from their start, one by one:\n${failed.map((path) => `  ${path}\n`).join('')}`);
  return runJest(['--runInBand', '--runTestsByPath', ...failed]);
}

/** Not in one blocking call: what the database server prints has to be taken from it meanwhile. */
async function runJest(args) {
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const jest = spawn(process.execPath, [...flags, 'node_modules/jest/bin/jest.js', ...args], { stdio: 'inherit' });
  // Ctrl+C reaches jest as well, and SIGTERM through us: when that has ended, so do we, and the database server before us.
  const endings = { SIGINT: () => undefined, SIGTERM: () => jest.kill('SIGTERM') };
  for (const [signal, end] of Object.entries(endings)) process.on(signal, end);
  const [code] = await once(jest, 'exit');
  for (const [signal, end] of Object.entries(endings)) process.off(signal, end);
  return code ?? 1;
}

function isCi() {
  return process.env.CI === 'true' || process.env.CI === '1';
}

/**
 * A migrated embedded database as a file, so that a suite opens one in about a second; made again when the schema's inputs change,
 * and with each month, of which the history of prices has a part.
 */
function makeImage() {
  const program = 'dist/src/storage/image.js';
  if (!existsSync(program)) return;
  const stamp = 'dist/database.tar.state';
  const inputs = [...fs.globSync('migrations/*'), program, 'node_modules/@electric-sql/pglite/package.json'].sort();
  const sum = createHash('sha256').update(new Date().toISOString().slice(0, '2026-11'.length));
  for (const input of inputs) if (statSync(input).isFile()) sum.update(input).update(readFileSync(input));
  const state = sum.digest('hex');
  if (existsSync('dist/database.tar') && existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return;
  const { status } = spawnSync(process.execPath, [program], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${program} could not make the test database's image.`);
  writeFileSync(stamp, state);
}

/** A framed notice of the missing programs and the suites that need them; null when nothing is missing. */
async function missingNotice() {
  const { NEEDS, findBinaries } = await import('../dist/test/testkit/binaries.js');
  const lines = Object.keys(NEEDS)
    .filter((need) => findBinaries(need) === null)
    .flatMap((need) => describeMissing(NEEDS[need], need));
  return lines.length === 0 ? null : frame(['SOME SUITES DO NOT RUN ON THIS MACHINE', '', ...lines]);
}

function describeMissing({ title, registrar, install }, need) {
  const suites = fs
    .globSync('test/**/*.test.ts')
    .sort()
    .flatMap((file) => suitesOf(file, registrar, need));
  return [
    `${title} was not found. Not run:`,
    ...(suites.length > 0 ? suites : ['no suite needs it yet']).map((suite) => `  - ${suite}`),
    `  To install it (Debian, Ubuntu): apt-get update && ${install}`,
    '',
  ];
}

function suitesOf(file, registrar, need) {
  const calls = new RegExp(`(?:${registrar}\\(|describeWith\\(\\[[^\\]]*'${need}'[^\\]]*\\],)\\s*(['"\`])(.*?)\\1`, 'g');
  return [...readFileSync(file, 'utf8').matchAll(calls)].map((call) => `${file}: ${call[2]}`);
}

function frame(lines) {
  const width = Math.max(...lines.map((line) => line.length));
  const bar = '='.repeat(width + 4);
  return ['', bar, ...lines.map((line) => `| ${line.padEnd(width)} |`), bar, ''].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = await runTests(process.argv.slice(2));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
