/**
 * The rules of the house as data: each looks at one file and names its offences, with the reason the rule stands for.
 * They read text and syntax trees alone; nothing is run and no type is resolved.
 */
import { posix } from 'node:path';
import ts from 'typescript';

export interface ProjectFile {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Rule {
  readonly name: string;
  readonly reason: string;
  /** `names`: the last part of every path of the project. */
  readonly check: (file: ParsedFile, names: ReadonlySet<string>) => readonly Finding[];
  /** Files that break the rule: the proof that it can fail. */
  readonly examples: readonly ProjectFile[];
}

export interface Finding {
  readonly line: number;
  readonly what: string;
}

interface ParsedFile extends ProjectFile {
  readonly tree: ts.SourceFile;
}

const MAX_FUNCTION_LINES = 70;

/** Layer -> the layers it may import besides itself. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  server: ['limits', 'resolvers', 'push', 'schema', 'services', 'domain', 'config', 'telemetry'],
  limits: ['domain'],
  resolvers: ['schema', 'services', 'domain', 'telemetry'],
  schema: ['domain'],
  push: ['services', 'schema', 'domain', 'telemetry'],
  services: ['storage', 'domain', 'telemetry'],
  ingestion: ['network', 'domain', 'telemetry'],
  webhook: ['network', 'domain'],
  demo: ['storage', 'domain', 'telemetry'],
  storage: ['domain', 'config', 'migrations', 'telemetry'],
  migrations: [],
  config: ['domain'],
  supervisor: ['config', 'telemetry'],
  telemetry: ['domain', 'config'],
  network: [],
  domain: [],
};
/** These put the program together and may import everything; nobody imports them. */
const ROOTS: readonly string[] = ['main', 'app', 'cli', 'emit-schema'];
const MAY_IMPORT_ROOT: Readonly<Record<string, readonly string[]>> = { main: ['app'], cli: ['app', 'main'], 'emit-schema': ['app'] };

const TRANSPORT = /^(type-graphql|graphql|@apollo\/|fastify|@fastify\/|@as-integrations\/|ws$|ioredis)/;
const STORE = /^(@mikro-orm\/|pg$|ioredis|@electric-sql\/)/;
/** Layer -> packages it must not know. */
const REFUSED_PACKAGES: Readonly<Record<string, readonly RegExp[]>> = {
  domain: [/./],
  schema: [STORE, /^(@apollo\/|fastify|@fastify\/|ws$)/],
  limits: [STORE, /^(@apollo\/|fastify|@fastify\/|ws$)/],
  resolvers: [STORE],
  services: [TRANSPORT],
  ingestion: [STORE, /^(type-graphql|graphql|@apollo\/|fastify)/],
};

export const RULES: readonly Rule[] = [
  {
    name: 'imports follow the dependency table',
    reason: 'layers stay apart: domain knows nothing, ingestion no portfolio, services no transport; see docs/ARCHITECTURE.md',
    check: checkImports,
    examples: [
      { path: 'src/domain/quote.ts', text: "import { open } from '../storage/database.js';" },
      { path: 'src/domain/quote.ts', text: "import { readFileSync } from 'node:fs';" },
      { path: 'src/domain/quote.ts', text: "type Open = import('../storage/database.js').Open;" },
      { path: 'src/ingestion/pipeline.ts', text: "export { open } from '../storage/database.js';" },
      { path: 'src/services/user.ts', text: "import { UserSchema } from '../storage/mapping/user.js';" },
      { path: 'src/services/user.ts', text: "import { Redis } from 'ioredis';" },
      { path: 'src/resolvers/user.ts', text: "const { open } = await import('../storage/database.js');" },
      { path: 'src/server.ts', text: "import { createApp } from './app.js';" },
      { path: 'src/schema/user.ts', text: "import { seed } from '../../scripts/seed.js';" },
      { path: 'src/novelty/user.ts', text: "import { User } from '../domain/user.js';" },
      { path: 'web/src/page/home.tsx', text: "import { User } from '../../../src/domain/user.js';" },
    ],
  },
  {
    name: 'only config.ts reads the environment',
    reason: 'settings are parsed once, together, at the door: src/config.ts',
    check: (file) => (isServerCode(file) && file.path !== 'src/config.ts' ? findNodes(file, readsEnvironment) : []),
    examples: [{ path: 'src/services/user.ts', text: 'const { HOME } = process.env;' }],
  },
  {
    name: 'the domain has no clock, no chance and no waiting',
    reason: 'domain/ is pure and synchronous: pass the instant in, return a value, let the caller wait',
    check: (file) => (isServerCode(file) && file.path.startsWith('src/domain/') ? findNodes(file, impurity) : []),
    examples: [
      { path: 'src/domain/day.ts', text: 'export const today = () => new Date();' },
      { path: 'src/domain/day.ts', text: 'export const now = () => Date.now();' },
      { path: 'src/domain/day.ts', text: 'export const dice = () => Math.random();' },
      { path: 'src/domain/day.ts', text: 'export async function wait() {}' },
      { path: 'src/domain/day.ts', text: 'export type Later = Promise<string>;' },
    ],
  },
  {
    name: 'the clock is handed in',
    reason: 'instances go by one clock, src/app/clock.ts; that of the machine is for the log, traces and commands',
    check: (file) => (isServerCode(file) && !OWN_CLOCK.test(file.path) ? findNodes(file, machineClock) : []),
    examples: [
      { path: 'src/server/socket.ts', text: 'const heartbeat = new Heartbeat(close, Date.now);' },
      { path: 'src/ingestion/sources/ecb.ts', text: 'const now = options.now ?? (() => new Date());' },
    ],
  },
  {
    name: 'one door to the decimal library',
    reason: 'precision and rounding are set in src/domain/decimal.ts; import Decimal from there',
    check: (file) =>
      file.path.startsWith('src/') && file.path !== 'src/domain/decimal.ts' ? importsOf(file).filter(isDecimalLibrary) : [],
    examples: [{ path: 'src/schema/scalars.ts', text: "import { Decimal } from 'decimal.js';" }],
  },
  {
    name: 'no default exports',
    reason: 'a thing has one name, the same wherever it is used',
    check: (file) => (isConfigFile(file) ? [] : findNodes(file, defaultExport)),
    examples: [{ path: 'src/domain/lot.ts', text: 'export default class Lot {}' }],
  },
  {
    name: `no function over ${MAX_FUNCTION_LINES} lines`,
    reason: 'a function fits on a screen; give a part of it a name',
    check: (file) => (file.path.startsWith('migrations/') ? [] : findNodes(file, (node) => longFunction(file, node))),
    examples: [{ path: 'src/domain/ledger.ts', text: `export function long() {\n${'  step();\n'.repeat(MAX_FUNCTION_LINES)}}` }],
  },
  {
    name: 'no barrels',
    reason: 'import a thing from the file that defines it',
    check: (file) => (isBarrel(file) ? [{ line: 1, what: 'only passes on what other files export' }] : []),
    examples: [
      { path: 'src/domain/index.ts', text: '' },
      { path: 'src/domain/everything.ts', text: "export * from './lot.js';" },
    ],
  },
  {
    name: 'no folder for leftovers',
    reason: 'a folder is named for what it is about; these names say nothing and collect everything',
    check: ({ path }) =>
      path
        .split('/')
        .slice(0, -1)
        .filter((folder) => /^(utils?|helpers?|common|types)$/.test(folder))
        .map((folder) => ({ line: 1, what: `is in a folder named ${folder}` })),
    examples: [{ path: 'src/utils/date.ts', text: '' }],
  },
  {
    name: 'file names are kebab-case',
    reason: 'one spelling, on every file system',
    check: ({ path }) => (isKebabCase(path) ? [] : [{ line: 1, what: `is named ${posix.basename(path)}` }]),
    examples: [{ path: 'src/domain/priceBook.ts', text: '' }],
  },
  {
    name: 'no skipped or focused tests',
    reason: 'a test that does not run is deleted or mended; one that runs alone hides the others',
    check: (file) => findNodes(file, skippedTest),
    examples: [
      { path: 'test/api/user.test.ts', text: "test.skip('signs in', () => undefined);" },
      { path: 'test/api/user.test.ts', text: "describe.only('users', () => undefined);" },
      { path: 'test/api/user.test.ts', text: "xit('signs in', () => undefined);" },
    ],
  },
  {
    name: 'no paths of a development machine',
    reason: 'the project runs from any folder of any machine',
    check: (file) => findLines(file, /(?:^|[\s'"`(=:,])(\/(?:work|root|home\/[\w-]+|Users\/[\w-]+)\/\S*)/),
    examples: [{ path: 'docs/OPERATIONS.md', text: `Look into /${'root'}/project/data` }],
  },
  {
    name: 'documents that are named exist',
    reason: 'a reference to a document outside the project leads nowhere',
    check: (file, names) => findLines(file, /\b([A-Z][A-Z_]{3,}\.md)\b/).filter(({ what }) => !names.has(what)),
    examples: [{ path: 'src/domain/fx.ts', text: `// See ${'NOWHERE'}.md` }],
  },
];

/** Offences of one file against one rule, as `path:line: what (reason)`. */
export function offencesOf(rule: Rule, file: ProjectFile, names: ReadonlySet<string>): readonly string[] {
  return rule.check(parse(file), names).map(({ line, what }) => `${file.path}:${line}: ${what} (${rule.reason})`);
}

/** Every module a file names. */
export function importsIn(file: ProjectFile): readonly string[] {
  return importsOf(parse(file)).map(({ what }) => what);
}

const trees = new WeakMap<ProjectFile, ParsedFile>();

function parse(file: ProjectFile): ParsedFile {
  const known = trees.get(file);
  if (known) return known;
  const isCode = /\.(ts|tsx|js)$/.test(file.path);
  const kind = file.path.endsWith('.tsx') ? ts.ScriptKind.TSX : file.path.endsWith('.js') ? ts.ScriptKind.JS : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(file.path, isCode ? file.text : '', ts.ScriptTarget.ESNext, true, kind);
  const parsed = { ...file, tree };
  trees.set(file, parsed);
  return parsed;
}

function isTest({ path }: ProjectFile): boolean {
  return /\.test\.tsx?$/.test(path);
}

function isServerCode(file: ProjectFile): boolean {
  return file.path.startsWith('src/') && !isTest(file);
}

function isConfigFile({ path }: ProjectFile): boolean {
  return path === 'jest.config.js' || path === 'web/vite.config.js';
}

function checkImports(file: ParsedFile): readonly Finding[] {
  if (isTest(file)) return [];
  if (file.path.startsWith('web/')) return importsOf(file).flatMap((found) => refusal(webRefusal(file, found.what), found));
  const layer = layerOf(file.path);
  if (layer === null) return [];
  return importsOf(file).flatMap((found) =>
    refusal(found.what.startsWith('.') ? ownRefusal(file, layer, found.what) : packageRefusal(file, layer, found.what), found),
  );
}

function refusal(what: string | null, { line }: Finding): readonly Finding[] {
  return what === null ? [] : [{ line, what }];
}

/** The layer of a file of `src/` or `migrations/`; null for what the table does not govern. */
function layerOf(path: string): string | null {
  const [top, second] = path.split('/');
  if (top === 'migrations') return top;
  if (top !== 'src' || second === undefined) return null;
  return second.replace(/\.ts$/, '');
}

function ownRefusal(file: ProjectFile, layer: string, specifier: string): string | null {
  const target = posix.join(posix.dirname(file.path), specifier);
  const targetLayer = layerOf(target.replace(/\.js$/, '.ts'));
  if (targetLayer === null) return `${layer} imports ${target}, which is no part of the server`;
  if (targetLayer === layer) return null;
  if (layer === 'services' && target.startsWith('src/storage/mapping/'))
    return 'services import a mapping; they know the domain class alone';
  if (ROOTS.includes(targetLayer)) {
    return MAY_IMPORT_ROOT[layer]?.includes(targetLayer) ? null : `${layer} imports ${targetLayer}, which nobody may import`;
  }
  if (ROOTS.includes(layer)) return null;
  const allowed = ALLOWED[layer];
  if (!allowed) return `${layer} is not in the dependency table of test/tidy-rules.ts`;
  return allowed.includes(targetLayer) ? null : `${layer} imports ${targetLayer}`;
}

function packageRefusal(file: ProjectFile, layer: string, name: string): string | null {
  if (file.path === 'src/domain/decimal.ts' && name === 'decimal.js') return null;
  return REFUSED_PACKAGES[layer]?.some((pattern) => pattern.test(name)) ? `${layer} imports the package ${name}` : null;
}

function webRefusal(file: ProjectFile, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  const target = posix.join(posix.dirname(file.path), specifier);
  return target.startsWith('web/') ? null : `the dashboard imports ${target}; it knows schema.graphql alone`;
}

/** Every module a file names, in imports, re-exports, `import()` and `import('...')` types. */
function importsOf(file: ParsedFile): readonly Finding[] {
  return findNodes(file, (node) => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) return textOf(node.moduleSpecifier);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return textOf(node.arguments[0]);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return textOf(node.argument.literal);
    return null;
  });
}

function textOf(node: ts.Node | undefined): string | null {
  return node && ts.isStringLiteralLike(node) ? node.text : null;
}

function isDecimalLibrary({ what }: Finding): boolean {
  return /^(decimal\.js|decimal\.js-light|big\.js|bignumber\.js)(\/|$)/.test(what);
}

function readsEnvironment(node: ts.Node): string | null {
  const isOfProcess = ts.isPropertyAccessExpression(node) && node.expression.getText() === 'process';
  return isOfProcess && node.name.text === 'env' ? 'reads process.env' : null;
}

function impurity(node: ts.Node): string | null {
  if (ts.isCallExpression(node)) {
    const callee = node.expression.getText();
    if (['Date.now', 'Math.random', 'performance.now', 'Date'].includes(callee)) return `calls ${callee}()`;
    if (/^(setTimeout|setInterval|setImmediate|queueMicrotask)$/.test(callee)) return `calls ${callee}()`;
  }
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0)
    return 'calls new Date() without an instant';
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return 'is async';
  if (node.kind === ts.SyntaxKind.AwaitKeyword || ts.isAwaitExpression(node)) return 'awaits';
  if (ts.isIdentifier(node) && /^(Promise|PromiseLike|AsyncIterable|AsyncIterator|AsyncGenerator)$/.test(node.text))
    return `mentions ${node.text}`;
  return null;
}

/** A source is given its clock with the client it asks through. */
const OWN_CLOCK = /^src\/(app\/clock|storage\/shared-clock|ingestion\/http)\.ts$|^src\/(cli|telemetry)\//;

function machineClock(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node) && node.getText() === 'Date.now') return 'reads Date.now';
  const isNew = ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length;
  return isNew ? 'calls new Date() without an instant' : null;
}

function defaultExport(node: ts.Node): string | null {
  if (ts.isExportAssignment(node)) return 'has a default export';
  if (ts.isExportSpecifier(node) && node.name.text === 'default') return 'has a default export';
  if (!ts.canHaveModifiers(node)) return null;
  return ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ? 'has a default export' : null;
}

function longFunction({ tree }: ParsedFile, node: ts.Node): string | null {
  if (!ts.isFunctionLike(node) || !('body' in node) || !node.body || isSuite(node)) return null;
  const lines = lineOf(tree, node.getEnd()) - lineOf(tree, node.getStart()) + 1;
  if (lines <= MAX_FUNCTION_LINES) return null;
  return `${node.name?.getText() ?? 'a function'} has ${lines} lines`;
}

/** The body of a `describe` is a chapter of tests, not a function anyone reads at once. */
function isSuite(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && node.parent.expression.getText().startsWith('describe');
}

function isBarrel({ path, tree }: ParsedFile): boolean {
  if (/(^|\/)index\.(ts|tsx|js)$/.test(path)) return true;
  const { statements } = tree;
  return (
    statements.length > 0 && statements.every((statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined)
  );
}

function isKebabCase(path: string): boolean {
  if (!/\.(ts|tsx|js|css|sql)$/.test(path) || path.startsWith('migrations/')) return true;
  return /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|config|d))?\.(ts|tsx|js|css|sql)$/.test(posix.basename(path));
}

function skippedTest(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node) && /^(skip|only|failing)$/.test(node.name.text)) {
    return /^(test|it|describe)\b/.test(node.expression.getText()) ? `says ${node.getText()}` : null;
  }
  if (ts.isCallExpression(node) && /^(xit|xtest|xdescribe|fit|fdescribe)$/.test(node.expression.getText()))
    return `says ${node.expression.getText()}`;
  return null;
}

function findNodes(file: ParsedFile, test: (node: ts.Node) => string | null): readonly Finding[] {
  const found: Finding[] = [];
  const visit = (node: ts.Node) => {
    const what = test(node);
    if (what !== null) found.push({ line: lineOf(file.tree, node.getStart(file.tree)), what });
    ts.forEachChild(node, visit);
  };
  visit(file.tree);
  return found;
}

function lineOf(tree: ts.SourceFile, position: number): number {
  return tree.getLineAndCharacterOfPosition(position).line + 1;
}

/** The first group of the pattern on each line that has it. */
function findLines({ text }: ProjectFile, pattern: RegExp): readonly Finding[] {
  return text.split('\n').flatMap((content, index) => {
    const match = pattern.exec(content);
    return match ? [{ line: index + 1, what: match[1] as string }] : [];
  });
}
