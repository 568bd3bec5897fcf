/*
 * Brings `dist/` up to date: TypeScript to JavaScript file by file (types are checked by `npm run types`, not here), then the
 * dashboard. `dist/` mirrors the project's root. Invariant: what is fresh is not touched, what is written is renamed into
 * place whole, so a server or a second build running at the same time never sees half a file.
 */
import './node-version.js';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { writeTrustedDocuments } from './trusted-documents.js';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const DIST = join(ROOT, 'dist');
const FOLDERS = ['src', 'migrations', 'bench', 'test'];
/** An output carries its source's time of change; file systems keep it to within this. */
const SAME_TIME_MS = 2;

/** Builds what is stale, the dashboard unless `server` alone is asked for; returns how much was built. */
export async function build({ server = false } = {}) {
  // A deployment may carry `dist/` alone; then there is nothing to compare it with.
  if (!existsSync(join(ROOT, 'src'))) return { files: 0, web: false };
  const files = await buildServer();
  const web = server ? false : await buildWeb();
  return { files, web };
}

async function buildServer() {
  const sources = (await Promise.all(FOLDERS.map((folder) => listFiles(folder)))).flat().filter(isSource);
  const stamp = join(DIST, '.settings');
  const settings = hash([readFileSync(join(ROOT, '.swcrc')), readFileSync(join(ROOT, 'node_modules/@swc/core/package.json'))]);
  const isSameSettings = existsSync(stamp) && readFileSync(stamp, 'utf8') === settings;
  const stale = isSameSettings ? sources.filter(isStale) : sources;
  await deleteOrphans(sources);
  if (stale.length === 0) return 0;
  const { transformFile } = await import('@swc/core');
  await Promise.all(stale.map((source) => compile(source, transformFile)));
  await writeWhole(stamp, settings);
  return stale.length;
}

function isSource(path) {
  return path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.endsWith('.d.ts');
}

function outputOf(source) {
  return join(DIST, source.replace(/\.ts$/, '.js'));
}

function isStale(source) {
  const output = statSync(outputOf(source), { throwIfNoEntry: false });
  return !output || Math.abs(output.mtimeMs - statSync(join(ROOT, source)).mtimeMs) > SAME_TIME_MS;
}

async function compile(source, transformFile) {
  const input = join(ROOT, source);
  const output = outputOf(source);
  const changedAt = statSync(input).mtime;
  const { code, map } = await transformFile(input, {
    configFile: join(ROOT, '.swcrc'),
    sourceFileName: relative(dirname(output), input),
  }).catch((error) => {
    // What follows is the compiler's own stack; the place in the file stands above it.
    throw new Error(`${source}:\n${error.message.split(/\n+Caused by:/)[0]}`);
  });
  await mkdir(dirname(output), { recursive: true });
  await writeWhole(`${output}.map`, map);
  await writeWhole(output, `${code}//# sourceMappingURL=${basename(output)}.map\n`, changedAt);
}

async function deleteOrphans(sources) {
  const wanted = new Set(sources.flatMap((source) => [outputOf(source), `${outputOf(source)}.map`]));
  const present = (await Promise.all(FOLDERS.map((folder) => listFiles(join('dist', folder))))).flat();
  const orphans = present.filter((path) => /\.js(\.map)?$/.test(path) && !wanted.has(join(ROOT, path)));
  await Promise.all(orphans.map((path) => rm(join(ROOT, path), { force: true })));
}

async function buildWeb() {
  const configFile = join(ROOT, 'web/vite.config.js');
  if (!existsSync(configFile)) return false;
  const files = (await listFiles('web')).filter((path) => !/\.test\.tsx?$/.test(path)).sort();
  const state = hash([
    readFileSync(join(ROOT, 'package-lock.json')),
    ...files.map((path) => `${path}\0${Math.round(statSync(join(ROOT, path)).mtimeMs)}\n`),
  ]);
  const stamp = join(DIST, 'web/.state');
  const manifest = join(DIST, 'trusted-documents.json');
  if (existsSync(stamp) && existsSync(manifest) && readFileSync(stamp, 'utf8') === state) return false;
  const fresh = join(DIST, `.web-${process.pid}`);
  const old = `${fresh}-old`;
  try {
    // In a process of its own: Vite turns NODE_ENV to production for good, and the server is to start without its memory.
    execFileSync(process.execPath, [fileURLToPath(import.meta.url), '--vite', fresh], { stdio: 'inherit' });
    await writeTrustedDocuments({ root: ROOT, dist: DIST, manifest });
    await writeFile(join(fresh, '.state'), state);
    if (existsSync(join(DIST, 'web'))) await rename(join(DIST, 'web'), old);
    await rename(fresh, join(DIST, 'web'));
  } finally {
    await Promise.all([fresh, old].map((folder) => rm(folder, { recursive: true, force: true })));
  }
  return true;
}

/** Paths relative to the root of all files under `folder`; none when it does not exist. */
async function listFiles(folder) {
  const path = join(ROOT, folder);
  if (!existsSync(path)) return [];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter((name) => !name.includes('node_modules'));
}

async function runVite(outDir) {
  const { build: buildWithVite } = await import('vite');
  const root = join(ROOT, 'web');
  await buildWithVite({ root, configFile: join(root, 'vite.config.js'), logLevel: 'warn', build: { outDir, emptyOutDir: true } });
}

async function writeWhole(path, text, changedAt) {
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, text);
  if (changedAt) await utimes(temporary, changedAt, changedAt);
  await rename(temporary, path);
}

function hash(parts) {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part);
  return sum.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv[2] === '--vite') {
  await runVite(process.argv[3]);
} else if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const startedAt = performance.now();
  try {
    const { files, web } = await build({ server: process.argv.includes('--server') });
    const ms = Math.round(performance.now() - startedAt);
    // To standard error: what a command prints behind it may be read by a program.
    if (files > 0 || web) console.error(`Built ${files} files${web ? ' and the dashboard' : ''} in ${ms} ms.`);
  } catch (error) {
    console.error(`The build failed:\n${error.message}`);
    process.exitCode = 1;
  }
}
