/** A disk of its own, small enough to be filled: a tmpfs, where one may be mounted. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './child.js';

const MOUNTS = '/proc/mounts';

export class SmallDisk {
  private constructor(
    private readonly folder: { readonly path: string; remove(): void },
    private readonly sizeMb: number,
  ) {}

  static isPossible(): boolean {
    const trial = SmallDisk.open(1);
    trial?.close();
    return trial !== null;
  }

  /** Null where nothing may be mounted: a container may forbid it even to root. */
  static open(sizeMb: number): SmallDisk | null {
    const folder = temporaryFolder('disk');
    try {
      asRoot('mount', '-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', folder.path);
    } catch {
      folder.remove();
      return null;
    }
    chmodSync(folder.path, 0o755);
    return new SmallDisk(folder, sizeMb);
  }

  get path(): string {
    return this.folder.path;
  }

  /** Leaves a few pages. */
  fill(): void {
    writeFileSync(this.ballast, '');
    try {
      execFileSync('dd', ['if=/dev/zero', `of=${this.ballast}`, 'bs=64k', `count=${this.sizeMb * 16}`], { stdio: 'ignore' });
    } catch {
      // It ends when the disk is full, as it should.
    }
    execFileSync('truncate', ['-s', '-192K', this.ballast]);
  }

  /** Room again. */
  free(): void {
    rmSync(this.ballast, { force: true });
  }

  close(): void {
    asRoot('umount', '-l', this.path);
    this.folder.remove();
  }

  private get ballast(): string {
    return join(this.path, 'ballast');
  }
}

/** Lets go of every disk that is still mounted below this path: nothing there could be removed otherwise. */
export function unmountBelow(path: string): void {
  if (!existsSync(MOUNTS)) return;
  const points = readFileSync(MOUNTS, 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  for (const point of points.filter((each) => each.startsWith(`${path}/`))) asRoot('umount', '-l', point);
}

function asRoot(...command: readonly string[]): void {
  const [program, ...args] = process.getuid?.() === 0 ? command : ['sudo', '-n', ...command];
  execFileSync(program as string, args, { stdio: 'ignore' });
}
