// The rules of the house, checked: every file of the project against every rule, and every rule against a file that breaks it.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { circularImports } from './tidy-circles.js';
import { offencesOf, type ProjectFile, RULES } from './tidy-rules.js';
import { classesOfSeveral, classesOutOfReach } from './tidy-styles.js';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const FOLDERS = ['deploy', 'src', 'migrations', 'test', 'bench', 'scripts', 'web', 'docs', '.ci', '.github', 'runtime'];
const TEXT = /\.(ts|tsx|js|mjs|css|html|md|ya?ml|json|sql|sh|graphql)$|^(run|Dockerfile|haproxy.cfg|\.env\.example|\.editorconfig)$/;
/** Written by programs, or data as its origin publishes it: no habit of ours applies. */
const EXEMPT = /^(web\/src\/gql|test\/testkit\/gql|test\/fixtures|web\/dist)\/|(^|\/)node_modules\/|^package-lock\.json$/;

function projectFiles(): readonly ProjectFile[] {
  const atRoot = readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
  const below = FOLDERS.flatMap((folder) => filesBelow(folder));
  return [...atRoot, ...below]
    .filter((path) => TEXT.test(basename(path)) && !EXEMPT.test(path))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

function filesBelow(folder: string): readonly string[] {
  try {
    const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  } catch {
    return [];
  }
}

describe('the rules of the house', () => {
  const files = projectFiles();
  const names = new Set(files.map(({ path }) => basename(path)));

  test('are checked over the whole project', () => {
    expect(files.filter(({ path }) => path.startsWith('src/domain/')).length).toBeGreaterThan(10);
  });

  test.each(RULES.map((rule) => [rule.name, rule] as const))('%s', (_, rule) => {
    expect(files.flatMap((file) => offencesOf(rule, file, names))).toEqual([]);
  });

  test('a class has its style in one file: a page keeps the styles of those that were seen before it', () => {
    expect(classesOfSeveral(files)).toEqual([]);
    const sheets = ['.part { gap: 0 }', '@media (max-width: 9px) { a, .part { gap: 1px } } .other .part { gap: 2px }'];
    const clash = sheets.map((text, at) => ({ path: `web/src/style/${at}.css`, text }));
    expect(classesOfSeveral(clash)).toEqual(['.part in 0.css and 1.css']);
  });

  test('a page brings the styles of all it shows along, whichever page was seen before it', () => {
    expect(classesOutOfReach(files)).toEqual([]);
    const used = '<i className="pager" /><i className="list" />';
    const code = [
      { path: 'web/src/main.tsx', text: "import './style/list.css';" },
      { path: 'web/src/shell/pages.tsx', text: "import('../page/one.js'); import('../page/two.js');" },
      { path: 'web/src/page/one.tsx', text: "import '../style/one.css'; import '../kit/pager.js';" },
      { path: 'web/src/page/two.tsx', text: "import '../kit/pager.js';" },
      { path: 'web/src/kit/pager.tsx', text: used },
      { path: 'web/src/style/list.css', text: '.list { gap: 0 }' },
      { path: 'web/src/style/one.css', text: '.pager { gap: 0 }' },
    ];
    expect(classesOutOfReach(code)).toEqual(['.pager of web/src/kit/pager.tsx on two.tsx']);
  });

  test('no imports run in a circle', () => {
    expect(circularImports(files)).toEqual([]);
  });

  test('can fail: no imports run in a circle, however long it is, and of types alone', () => {
    const circle = [
      { path: 'src/domain/a.ts', text: "import type { B } from './b.js';" },
      { path: 'src/domain/b.ts', text: "import { c } from '../push/c.js';" },
      { path: 'src/push/c.tsx', text: "type A = import('../domain/a.js').A;" },
    ];
    const besides = [
      { path: 'src/app.ts', text: "import { a } from './domain/a.js';" },
      { path: 'src/push/c.test.ts', text: "import { c } from './c.js';" },
    ];
    expect(circularImports([...circle, ...besides])).toEqual([
      'src/domain/a.ts -> src/domain/b.ts',
      'src/domain/b.ts -> src/push/c.tsx',
      'src/push/c.tsx -> src/domain/a.ts',
    ]);
  });

  const examples = RULES.flatMap((rule) => rule.examples.map((example) => [rule.name, example.path, { rule, example }] as const));
  test.each(examples)('can fail: %s, in %s', (_name, _path, { rule, example }) => {
    const offences = offencesOf(rule, example, names);
    expect(offences.length).toBeGreaterThan(0);
    for (const offence of offences) expect(offence).toMatch(/^\S+:\d+: .+ \(.+\)$/);
  });
});
