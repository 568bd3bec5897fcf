/** The built command line as a process: what it answers, what it says beside, and how it ends. */
import { execFile } from 'node:child_process';

export interface CommandResult {
  readonly code: number;
  readonly output: string;
  readonly words: string;
}

/** Runs `tidemark` with these arguments; nothing of the caller's environment counts but the path. */
export function tidemark(args: readonly string[], settings: Readonly<Record<string, string>> = {}): Promise<CommandResult> {
  return new Promise((resolve) => {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...settings };
    execFile(process.execPath, ['dist/src/cli.js', ...args], { env, maxBuffer: 64 * 1024 * 1024 }, (error, output, words) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, output, words }),
    );
  });
}

/** What a command answers as JSON. @throws Error with its words when it fails */
export async function tidemarkJson<T>(args: readonly string[], settings: Readonly<Record<string, string>>): Promise<T> {
  const { code, output, words } = await tidemark([...args, '--json'], settings);
  if (code !== 0) throw new Error(`tidemark ${args.join(' ')} ended with ${code}: ${words}`);
  return JSON.parse(output) as T;
}
