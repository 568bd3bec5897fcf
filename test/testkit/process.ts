/** The built server as a child process, for tests of what only a whole process shows: start, signals, crashes, several replicas. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChild, temporaryFolder } from './child.js';
import { TEST_DATA_KEYS } from './data-key.js';

const ROOT = projectRoot(dirname(fileURLToPath(import.meta.url)));
const MAIN = join(ROOT, 'dist/src/main.js');

export interface ServerProcess {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Lines of standard output and standard error so far. */
  readonly lines: readonly string[];
  /** The exit code once it has ended by itself; null when a signal ended it. */
  readonly exited: Promise<number | null>;
  /** The lines that are JSON, parsed: the server's log. */
  log(): readonly Record<string, unknown>[];
  /** SIGTERM, as a deployment does it; the exit code, or null when a signal ended it. */
  stop(): Promise<number | null>;
  /** A crash: nothing is flushed, closed or released. */
  kill9(): Promise<void>;
}

/**
 * Starts `dist/src/main.js` on a free port and waits until it listens. Only the given settings count, nothing of the caller's
 * environment; without a DATA_DIR it gets an empty folder that goes when the server does.
 * @throws Error with the server's output when it ends before it listens
 */
export async function startServer(settings: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing: run "npm run build" first.`);
  const folder = settings.DATA_DIR === undefined ? temporaryFolder('data') : null;
  // Instances on one database with a folder each need the same keys; a folder that is given holds its own.
  const keys = folder && settings.DATABASE_URL ? { DATA_KEYS: TEST_DATA_KEYS } : {};
  let listening: Record<string, unknown> | null = null;
  const child = await startChild({
    command: process.execPath,
    args: ['--enable-source-maps', MAIN],
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', ...(folder && { DATA_DIR: folder.path }), ...keys, ...settings },
    isReady: (line) => {
      const entry = parseLine(line);
      if (entry?.msg !== 'listening') return false;
      listening = entry;
      return true;
    },
    folder: folder?.path,
  }).catch((error: unknown) => {
    folder?.remove();
    throw error;
  });
  const { url, port } = listening as unknown as { url: string; port: number };
  return {
    url,
    port,
    pid: child.pid,
    lines: child.lines,
    exited: child.exited,
    log: () => child.lines.map(parseLine).filter((entry) => entry !== null),
    async stop() {
      const code = await child.end('SIGTERM');
      folder?.remove();
      return code;
    },
    async kill9() {
      await child.end('SIGKILL');
      folder?.remove();
    },
  };
}

/** The folder of package.json: further up from the built file than from the source. */
export function projectRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : projectRoot(dirname(folder));
}

function parseLine(line: string): Record<string, unknown> | null {
  if (!line.startsWith('{')) return null;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return null;
  }
}
