/**
 * An exclusive lock on the data folder. PGlite has none of its own, and two processes on one folder corrupt it; so the
 * second one is told who holds it and stops.
 */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface FolderLock {
  release(): void;
}

/** @throws Error in plain words when another living process holds the folder */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'tidemark.lock');
  const mine = `${process.pid} ${startTime(process.pid)}\n`;
  for (;;) {
    try {
      const file = openSync(path, 'wx', 0o600);
      writeSync(file, mine);
      closeSync(file);
      return {
        release() {
          if (read(path) === mine) rmSync(path, { force: true });
        },
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = read(path);
    const [pid, started] = holder.trim().split(' ');
    if (isAlive(Number(pid), started ?? '')) {
      throw new Error(
        `The data folder ${folder} is in use by process ${pid}. Stop that server first, or set DATA_DIR to another folder. ` +
          'Commands that change data need the folder to themselves while the embedded database is used.',
      );
    }
    // The holder died without letting go. Whoever removes the file first goes round again; the rest find a new holder.
    rmSync(path, { force: true });
  }
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
