/**
 * A child process for a test: ready when its output says so, ended by its own process id. Invariant: it does not outlive
 * the tests, however they end, because a watchdog holding a pipe to this process ends it when that pipe closes.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Lines of output kept for the message of a failure. */
const KEPT_LINES = 5000;
/** Ample, too, for a demo that makes its world on a machine with all its cores busy. */
const READY_WITHIN_MS = 120_000;
/** No browser refuses one of them. */
const PORTS = { from: 11_000, to: 32_000 };

export interface ChildOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Another identity to run under, for programs that refuse to be root. */
  readonly identity?: Identity;
  /** Called for each line of output until it returns true. */
  readonly isReady: (line: string) => boolean;
  /** How long it may take to be ready; a minute when not said. */
  readonly readyWithinMs?: number;
  /** What the watchdog sends when the tests end without ending the child. */
  readonly lastSignal?: 'KILL' | 'QUIT' | 'TERM';
  /** A folder removed when the tests end without doing so. */
  readonly folder?: string;
}

export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

export interface Child {
  readonly pid: number;
  /** Lines of standard output and standard error, in the order they came. */
  readonly lines: readonly string[];
  /** The exit code, or null when a signal ended it. */
  readonly exited: Promise<number | null>;
  /** Sends a signal and resolves when the process has ended. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Resolves once the child is ready; rejects with its output when it ends or stays silent instead. */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { command, args, cwd, identity } = options;
  const child = spawn(command, args, { ...identity, cwd, env: options.env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = new Promise<number | null>((resolve) => {
    child.once('close', (code) => resolve(code));
    child.once('error', () => resolve(null));
  });
  const lines: string[] = [];
  const watchdog = child.pid === undefined ? null : startWatchdog(child.pid, options);
  exited.then(() => watchdog?.kill('SIGKILL'));
  const end = (signal: NodeJS.Signals) => {
    // Whoever waits for its end must not end before it.
    for (const handle of [child, child.stdout, child.stderr]) (handle as unknown as { ref(): void }).ref();
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return exited;
  };
  try {
    await waitUntilReady(child, lines, options);
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
  // A test that forgets to end it must not hang jest; the watchdog does the rest.
  for (const handle of [child, child.stdout, child.stderr]) (handle as unknown as { unref(): void }).unref();
  return { pid: child.pid as number, lines, exited, end };
}

function waitUntilReady(
  child: ChildProcess,
  lines: string[],
  { command, isReady, readyWithinMs = READY_WITHIN_MS }: ChildOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let isWaiting = true;
    const fail = (why: string) => {
      clearTimeout(timer);
      reject(new Error(`${command} ${why}. Its output:\n${lines.slice(-50).join('\n')}`));
    };
    const timer = setTimeout(() => fail(`was not ready within ${readyWithinMs} ms`), readyWithinMs);
    for (const input of [child.stdout, child.stderr]) {
      createInterface({ input: input as NodeJS.ReadableStream }).on('line', (line) => {
        lines.push(line);
        if (lines.length > KEPT_LINES) lines.shift();
        if (!isWaiting || !isReady(line)) return;
        isWaiting = false;
        clearTimeout(timer);
        resolve();
      });
    }
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('close', (code, signal) => fail(`ended (${signal ?? code}) before it was ready`));
  });
}

/** `cat` returns when the pipe closes, which the system does for us even after a kill -9. Detached, so that Ctrl-C spares it. */
function startWatchdog(pid: number, { lastSignal = 'KILL', folder = '' }: ChildOptions): ChildProcess {
  const script = `cat > /dev/null
kill -${lastSignal} "$1" 2> /dev/null
rounds=0
while kill -0 "$1" 2> /dev/null && [ $rounds -lt 50 ]; do sleep 0.1; rounds=$((rounds + 1)); done
kill -KILL "$1" 2> /dev/null
[ -n "$2" ] && rm -rf "$2"`;
  const watchdog = spawn('/bin/sh', ['-c', script, 'watchdog', String(pid), folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.unref();
  (watchdog.stdin as unknown as { unref(): void }).unref();
  return watchdog;
}

/**
 * A port nobody listens on at this moment, below those the system gives to whoever asks for any: so it is still free when the
 * server is there at last, or is there again after a crash.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(PORTS.from, PORTS.to);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** A new empty folder for one test's files, and how to be rid of it. */
export function temporaryFolder(name: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `tidemark-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}
