/** Style sheets: one for each class, and one within reach of each page that uses it. */
import { basename, posix } from 'node:path';
import { importsIn, type ProjectFile } from './tidy-rules.js';

const SHEET = /\.css$/;
const PAGES = 'web/src/shell/pages.tsx';
const COMMON = 'web/src/main.tsx';

/** Classes that have a rule of their own, not below another one, in more than one style sheet. */
export function classesOfSeveral(files: readonly ProjectFile[]): string[] {
  return [...sheetsOfClasses(files)]
    .filter(([, paths]) => paths.size > 1)
    .map(([name, paths]) => `.${name} in ${[...paths].map((path) => basename(path)).join(' and ')}`);
}

/** Classes a page uses, whose only sheet is not among those that come with it: they have no style until another page was seen. */
export function classesOutOfReach(files: readonly ProjectFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const sheets = sheetsOfClasses(files);
  const pages = byPath.get(PAGES);
  if (!pages) return [];
  const common = within(COMMON, byPath, new Set([PAGES]));
  const entries = targetsOf(pages, byPath).filter((path) => path.startsWith('web/src/page/'));
  const missing = entries.flatMap((entry) => {
    const reached = within(entry, byPath, new Set());
    return [...reached].flatMap((path) =>
      classesIn(byPath.get(path)?.text ?? '').flatMap((name) => {
        const paths = [...(sheets.get(name) ?? [])];
        const isThere = paths.length === 0 || paths.some((sheet) => reached.has(sheet) || common.has(sheet));
        return isThere ? [] : [`.${name} of ${path} on ${basename(entry)}`];
      }),
    );
  });
  return [...new Set(missing)];
}

function sheetsOfClasses(files: readonly ProjectFile[]): Map<string, Set<string>> {
  const sheets = new Map<string, Set<string>>();
  for (const { path, text } of files.filter((file) => SHEET.test(file.path))) {
    for (const [, selectors = ''] of text.replaceAll(/\/\*.*?\*\//gs, '').matchAll(/([^{};]+)\{/g)) {
      for (const selector of selectors.split(',').map((each) => each.trim())) {
        const name = /^\.([\w-]+)$/.exec(selector)?.[1];
        if (name) sheets.set(name, (sheets.get(name) ?? new Set()).add(path));
      }
    }
  }
  return sheets;
}

/** Everything a file imports, however far away, and itself; but for what is `apart`. */
function within(path: string, files: ReadonlyMap<string, ProjectFile>, apart: ReadonlySet<string>, seen = new Set<string>()): Set<string> {
  const file = files.get(path);
  if (!file || seen.has(path) || apart.has(path)) return seen;
  seen.add(path);
  if (!SHEET.test(path)) for (const target of targetsOf(file, files)) within(target, files, apart, seen);
  return seen;
}

function targetsOf(file: ProjectFile, files: ReadonlyMap<string, ProjectFile>): string[] {
  return importsIn(file)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => posix.join(posix.dirname(file.path), specifier))
    .flatMap((target) => [target, target.replace(/\.js$/, '.ts'), target.replace(/\.js$/, '.tsx')])
    .filter((target) => files.has(target));
}

/** Those written out where they are used. */
function classesIn(code: string): string[] {
  return [...code.matchAll(/className="([^"]+)"/g)].flatMap(([, names = '']) => names.split(' '));
}
