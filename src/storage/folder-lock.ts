/**
 * An exclusive lock on the data folder. PGlite has none of its own, and two processes on one folder corrupt it; so the
 * second one is told who holds it and stops.
 */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface FolderLock {
  release(): void;
}

/** @throws Error in plain words when another living process holds the folder */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'tidemark.lock');
  const mine = `${process.pid} ${startTime(process.pid)}\n`;
  for (;;) {
    if (putInPlace(path, mine)) {
      return {
        release() {
          if (read(path) === mine) rmSync(path, { force: true });
        },
      };
    }
    const holder = read(path);
    const [pid, started] = holder.trim().split(' ');
    if (isAlive(Number(pid), started ?? '')) {
      throw new Error(
        `The data folder ${folder} is in use by process ${pid}. Stop that server first, or set DATA_DIR to another folder. ` +
          'Commands that change data need the folder to themselves while the embedded database is used.',
      );
    }
    removeStale(path, holder);
  }
}

/** Whole from the first moment: who reads it never finds a holder without a name, and takes it for dead. */
function putInPlace(path: string, text: string): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The holder died without letting go. Somebody else may have found that out, and hold the folder by now: then it is theirs. */
function removeStale(path: string, holder: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const taken = read(aside);
  rmSync(aside, { force: true });
  if (taken !== holder) putInPlace(path, taken);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid: number, started: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  // A pid is used again after a while; the process behind it is the holder only if it started at the same moment.
  return startTime(pid) === started;
}

/** Clock ticks since boot at which the process started, where the system tells; else `-`. */
function startTime(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-';
  } catch {
    return '-';
  }
}
