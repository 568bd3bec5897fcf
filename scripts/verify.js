/*
 * `npm run verify`: everything a change must pass, cheapest first. Prints a line per step with its time, and stops at the
 * first failure with the cure. Words given as arguments choose the steps whose names contain one of them. Invariant: no step
 * writes to the tree; what is generated goes to a temporary folder.
 */
import './node-version.js';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { build } from './build.js';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(ROOT);
const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js', '--silent'];

const steps = [
  { name: 'format and lint', cure: 'npm run format', run: () => node('node_modules/@biomejs/biome/bin/biome', 'check', '.') },
  { name: 'types', cure: 'mend the type errors above', run: () => node('node_modules/typescript/bin/tsc', '--noEmit') },
  {
    name: 'types of the dashboard',
    cure: 'mend the type errors above',
    needs: 'web/tsconfig.json',
    run: () => node('node_modules/typescript/bin/tsc', '--noEmit', '-p', 'web'),
  },
  { name: 'unit tests', cure: 'npm run jest -- --selectProjects unit', run: () => node(...JEST, '--selectProjects', 'unit') },
  {
    name: 'house rules',
    cure: 'mend the offences listed above; test/tidy.test.ts says why each is one',
    run: () => node(...JEST, 'test/tidy.test.ts'),
  },
  { name: 'build', cure: 'npm run build', run: runBuild },
  {
    name: 'schema snapshot',
    cure: 'npm run schema, then review the change of schema.graphql',
    needs: 'src/emit-schema.ts',
    run: checkSchema,
  },
  { name: 'generated documents', cure: 'npm run codegen', needs: 'codegen.yml', run: checkCodegen },
  {
    name: 'migration drift',
    cure: 'npm run migration -- name',
    needs: 'test/migration.test.ts',
    run: () => node(...JEST, 'test/migration.test.ts'),
  },
  { name: 'system tests', cure: 'npm test -- --selectProjects system', run: () => node('scripts/test.js', '--selectProjects', 'system') },
];

/** Each returns null when all is well, and otherwise what was said. */
function node(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return status === 0 ? null : `${stdout}${stderr}`;
}

async function runBuild() {
  try {
    await build();
    return null;
  } catch (error) {
    return error.message;
  }
}

function checkSchema() {
  return inTemporaryFolder((folder) => {
    const emitted = join(folder, 'schema.graphql');
    const said = node('dist/src/emit-schema.js', emitted);
    return said ?? difference('schema.graphql', emitted);
  });
}

/** Generates in a copy of what generation reads, and compares the folders. */
function checkCodegen() {
  return inTemporaryFolder((folder) => {
    const copied = ['codegen.yml', 'schema.graphql', 'package.json', 'web', 'test'].filter((path) => existsSync(path));
    for (const path of copied) cpSync(path, join(folder, path), { recursive: true, filter: (from) => !from.includes('node_modules') });
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    for (const path of GENERATED) rmSync(join(folder, path), { recursive: true, force: true });
    const program = join(ROOT, 'node_modules/@graphql-codegen/cli/esm/bin.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, '--config', 'codegen.yml'], { cwd: folder, encoding: 'utf8' });
    if (status !== 0) return `${stdout}${stderr}`;
    const differences = GENERATED.flatMap((path) => differencesOfFolders(path, join(folder, path)));
    return differences.length === 0 ? null : differences.join('\n');
  });
}

const GENERATED = ['web/src/gql', 'test/testkit/gql'];

function differencesOfFolders(kept, fresh) {
  const names = new Set(
    [kept, fresh].flatMap((folder) => (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [])),
  );
  const files = [...names].filter((name) => /\.\w+$/.test(name)).sort();
  return files.map((name) => difference(join(kept, name), join(fresh, name))).filter((said) => said !== null);
}

function difference(kept, fresh) {
  if (!existsSync(kept)) return `${kept} is missing.`;
  if (!existsSync(fresh)) return `${kept} is no longer generated.`;
  if (readFileSync(kept, 'utf8') === readFileSync(fresh, 'utf8')) return null;
  const { stdout } = spawnSync('diff', ['-u', '--label', kept, '--label', `${kept} (fresh)`, kept, fresh], { encoding: 'utf8' });
  return `${kept} is stale.\n${(stdout ?? '').split('\n').slice(0, 40).join('\n')}`;
}

function inTemporaryFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-verify-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const words = process.argv.slice(2);
const chosen = steps.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
for (const { name, cure, needs, run } of chosen) {
  if (needs && !existsSync(needs)) {
    console.log(`-      ${name}: there is no ${relative('.', needs)}`);
    continue;
  }
  const startedAt = performance.now();
  const said = await run();
  const seconds = `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  console.log(`${said === null ? 'ok    ' : 'FAILED'} ${name} (${seconds})`);
  if (said !== null) {
    console.error(`\n${said.trimEnd()}\n\n${name} failed. The cure: ${cure}`);
    process.exit(1);
  }
}
console.log('All is well.');
