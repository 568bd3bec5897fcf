/** Circles of imports, those of types alone among them: none of the files of a circle can be read before the others. */
import { posix } from 'node:path';
import { importsIn, type ProjectFile } from './tidy-rules.js';

/** Each import that lies on a circle, as `path -> path`. */
export function circularImports(files: readonly ProjectFile[]): readonly string[] {
  const code = files.filter(({ path }) => /\.tsx?$/.test(path));
  const paths = new Set(code.map(({ path }) => path));
  const arrows = code.flatMap((file) => importsIn(file).flatMap((specifier) => arrowsTo(file.path, specifier, paths)));
  return onCircles(arrows).map(({ from, to }) => `${from} -> ${to}`);
}

interface Arrow {
  readonly from: string;
  readonly to: string;
}

function arrowsTo(from: string, specifier: string, paths: ReadonlySet<string>): Arrow[] {
  if (!specifier.startsWith('.')) return [];
  const target = posix.join(posix.dirname(from), specifier).replace(/\.js$/, '');
  return ['.ts', '.tsx'].map((ending) => target + ending).flatMap((to) => (paths.has(to) ? [{ from, to }] : []));
}

/** What begins where no arrow ends, or ends where none begins, is on no circle; without it others are such, until none is. */
function onCircles(arrows: readonly Arrow[]): readonly Arrow[] {
  const begun = new Set(arrows.map(({ from }) => from));
  const ended = new Set(arrows.map(({ to }) => to));
  const left = arrows.filter(({ from, to }) => ended.has(from) && begun.has(to));
  return left.length === arrows.length ? left : onCircles(left);
}
