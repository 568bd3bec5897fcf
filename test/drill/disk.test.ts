// The disk of the database fills up: writes are refused cleanly, reads go on, and with room again all goes on without repair.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Database } from '../../src/storage/database.js';
import { temporaryFolder } from '../testkit/child.js';
import { type PostgresServer, startPostgres } from '../testkit/postgres.js';
import { describeWith } from '../testkit/servers.js';
import { until } from '../testkit/until.js';

const SIZE_MB = 160;

const suite = canMount() ? describeWith : () => test.todo('a full disk: not run here, where nothing may be mounted');

suite(['postgres'], 'a full disk', () => {
  const disk = temporaryFolder('disk');
  let postgres: PostgresServer;
  let database: Database;

  beforeAll(async () => {
    mount(disk.path);
    chmodSync(disk.path, 0o755);
    const settings = { max_wal_size: '32MB', min_wal_size: '32MB', wal_level: 'minimal', max_wal_senders: '0' };
    postgres = await startPostgres({ folder: disk.path, settings });
    database = await Database.open({ url: await postgres.createDatabase('tidemark'), folder: null });
    await database.write((em) => em.execute('create table note (text text)'));
  }, 60_000);
  afterAll(async () => {
    await database?.close();
    await postgres?.stop();
    asRoot('umount', '-l', disk.path);
    disk.remove();
  });

  const write = (text: string) => database.write((em) => em.execute('insert into note values (?)', [text]));
  const count = async () => {
    const rows = (await database.read((em) => em.execute('select count(*)::int as n from note'))) as { n: number }[];
    return rows[0]?.n ?? -1;
  };

  test('refuses writes cleanly, goes on reading, and recovers when there is room', async () => {
    const ballast = join(disk.path, 'ballast');
    let written = 0;
    writeFileSync(ballast, '');
    fill(ballast);
    // Rows that no compression makes smaller, until there is room for none.
    const refused = await until(
      () =>
        write(randomBytes(30_000).toString('base64')).then(
          () => {
            written += 1;
            return null;
          },
          (error: { code: string }) => error.code,
        ),
      (code) => code !== null,
      30_000,
    );
    expect(refused).toBe('UNAVAILABLE');
    await until(
      () => count().catch(() => null),
      (found) => found === written,
    );
    rmSync(ballast);
    await until(
      () =>
        write('after').then(
          () => true,
          () => false,
        ),
      (isWritten) => isWritten,
      30_000,
    );
    expect(await count()).toBe(written + 1);
  }, 90_000);
});

function asRoot(...command: readonly string[]): void {
  const [program, ...args] = process.getuid?.() === 0 ? command : ['sudo', '-n', ...command];
  execFileSync(program as string, args, { stdio: 'ignore' });
}

function mount(path: string): void {
  asRoot('mount', '-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', path);
}

/** A container may forbid it even to root. */
function canMount(): boolean {
  const trial = temporaryFolder('mount');
  try {
    mount(trial.path);
    asRoot('umount', trial.path);
    return true;
  } catch {
    return false;
  } finally {
    trial.remove();
  }
}

/** Leaves a few pages. */
function fill(path: string): void {
  try {
    execFileSync('dd', ['if=/dev/zero', `of=${path}`, 'bs=64k', `count=${SIZE_MB * 16}`], { stdio: 'ignore' });
  } catch {
    // It ends when the disk is full, as it should.
  }
  execFileSync('truncate', ['-s', '-192K', path]);
}
