/**
 * One folder for whatever the tests of a run put down, so that nothing of it outlives the run, however its tests end; what was
 * still there is named, since each test removes what it made.
 */
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unmountBelow } from './small-disk.js';

const NAME = /^tidemark-run-(\d+)-/;
/** Made once for all, and not by a test. */
const SHARED = /^tidemark-initdb-/;

export class RunFolder {
  private constructor(readonly path: string) {}

  /** Whatever is started from here on has its temporary files there. */
  static open(): RunFolder {
    const parent = tmpdir();
    for (const name of readdirSync(parent)) if (isOfTheDead(name)) removeWhole(join(parent, name));
    const path = mkdtempSync(join(parent, `tidemark-run-${process.pid}-`));
    // PostgreSQL, which runs under another identity, finds its own below.
    chmodSync(path, 0o711);
    process.env.TMPDIR = path;
    return new RunFolder(path);
  }

  /** What no test has removed. */
  leftBehind(): readonly string[] {
    return readdirSync(this.path).filter((name) => name.startsWith('tidemark-') && !SHARED.test(name));
  }

  remove(): void {
    removeWhole(this.path);
  }
}

/** Of a run that was killed together with everything that would have removed it. */
function isOfTheDead(name: string): boolean {
  const [, pid] = NAME.exec(name) ?? [];
  if (pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function removeWhole(path: string): void {
  unmountBelow(path);
  // Servers a failed test has left are ended when it is over, and may write to the last.
  rmSync(path, { recursive: true, force: true, maxRetries: 10 });
}
