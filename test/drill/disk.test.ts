// The disk of the database fills up: writes are refused cleanly, reads go on, and with room again all goes on without repair.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Database } from '../../src/storage/database.js';
import { type PostgresServer, startPostgres } from '../testkit/postgres.js';
import { describeWith } from '../testkit/servers.js';
import { SmallDisk } from '../testkit/small-disk.js';
import { until } from '../testkit/until.js';

const SIZE_MB = 160;

const suite = SmallDisk.isPossible() ? describeWith : () => test.todo('a full disk: not run here, where nothing may be mounted');

suite(['postgres'], 'a full disk', () => {
  let disk: SmallDisk;
  let postgres: PostgresServer;
  let database: Database;

  beforeAll(async () => {
    disk = SmallDisk.open(SIZE_MB) as SmallDisk;
    const settings = { max_wal_size: '32MB', min_wal_size: '32MB', wal_level: 'minimal', max_wal_senders: '0' };
    postgres = await startPostgres({ folder: disk.path, settings });
    database = await Database.open({ url: await postgres.createDatabase('tidemark'), folder: null });
    await database.write((em) => em.execute('create table note (text text)'));
  });
  afterAll(async () => {
    await database?.close();
    await postgres?.stop();
    disk?.close();
  });

  const write = (text: string) => database.write((em) => em.execute('insert into note values (?)', [text]));
  const count = async () => {
    const rows = (await database.read((em) => em.execute('select count(*)::int as n from note'))) as { n: number }[];
    return rows[0]?.n ?? -1;
  };

  test('refuses writes cleanly, goes on reading, and recovers when there is room', async () => {
    let written = 0;
    disk.fill();
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
    );
    expect(refused).toBe('UNAVAILABLE');
    await until(
      () => count().catch(() => null),
      (found) => found === written,
    );
    disk.free();
    await until(
      () =>
        write('after').then(
          () => true,
          () => false,
        ),
      (isWritten) => isWritten,
    );
    expect(await count()).toBe(written + 1);
  });
});
