// The database as a server that may hang, go away, change its role or lag behind: nobody waits long, nothing stays broken.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { Database } from '../../src/storage/database.js';
import { type PostgresServer, startPostgres, startReplica } from '../testkit/postgres.js';
import { describeWithPostgres } from '../testkit/servers.js';
import { until } from '../testkit/until.js';

const add = (database: Database, text: string) => database.write((em) => em.execute('insert into note (text) values (?)', [text]));
const texts = async (ask: (work: (em: never) => Promise<{ text: string }[]>) => Promise<{ text: string }[]>) =>
  (await ask((em: { execute(sql: string): Promise<{ text: string }[]> }) => em.execute('select text from note order by text'))).map(
    ({ text }) => text,
  );

describeWithPostgres('a database server', () => {
  let primary: PostgresServer;
  let database: Database;

  beforeAll(async () => {
    primary = await startPostgres({ settings: { wal_level: 'replica' } });
    const url = await primary.createDatabase('tidemark');
    database = await Database.open({ url, folder: null, poolSize: 4 });
    await database.write((em) => em.execute('create table note (text text)'));
  }, 60_000);
  afterAll(async () => {
    await database?.close();
    await primary?.stop();
  });

  test('that hangs answers UNAVAILABLE within 5 seconds, then at once, and heals by itself', async () => {
    await add(database, 'before');
    primary.signal('SIGSTOP');
    try {
      const startMs = performance.now();
      // More than there are connections: those that hang and those that wait for one.
      const hung = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => add(database, `hung ${index}`)));
      expect(performance.now() - startMs).toBeLessThan(5_000);
      for (const each of hung) expect(each).toMatchObject({ status: 'rejected', reason: { code: 'UNAVAILABLE' } });
      await until(
        () =>
          add(database, 'late').then(
            () => 'written',
            ({ code }) => code,
          ),
        (outcome) => outcome === 'UNAVAILABLE',
      );
      const askedMs = performance.now();
      await expect(database.read((em) => em.execute('select 1'))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      expect(performance.now() - askedMs).toBeLessThan(50);
    } finally {
      primary.signal('SIGCONT');
    }
    await until(
      () =>
        add(database, 'after').then(
          () => true,
          () => false,
        ),
      (isWritten) => isWritten,
    );
    expect(await texts((work) => database.read(work as never))).toEqual(expect.arrayContaining(['before', 'after']));
  }, 30_000);

  test('that crashes and comes back is unavailable meanwhile and heals by itself', async () => {
    await primary.kill('SIGKILL');
    const startMs = performance.now();
    await expect(add(database, 'lost')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(performance.now() - startMs).toBeLessThan(5_000);
    await primary.restart();
    await until(
      () =>
        add(database, 'crash').then(
          () => true,
          () => false,
        ),
      (isWritten) => isWritten,
    );
    expect(await texts((work) => database.read(work as never))).toContain('crash');
  }, 30_000);

  test('units of work that deadlock are done one after the other', async () => {
    await database.write((em) => em.execute("insert into note values ('a'), ('b')"));
    const swap = (first: string, second: string) =>
      database.write(async (em) => {
        await em.execute('update note set text = text where text = ?', [first]);
        await em.execute('select pg_sleep(0.05)');
        await em.execute('update note set text = text where text = ?', [second]);
      });
    await Promise.all([swap('a', 'b'), swap('b', 'a')]);
  });

  test('a statement that takes too long is given up as UNAVAILABLE, not as a defect', async () => {
    await expect(
      database.write(async (em) => {
        await em.execute("set local statement_timeout = '50ms'");
        await em.execute('select pg_sleep(1)');
      }),
    ).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  describe('with a replica', () => {
    let replica: PostgresServer;
    let both: Database;
    let replicaUrl: string;

    beforeAll(async () => {
      replica = await startReplica(primary);
      replicaUrl = replica.url.replace(/postgres$/, 'tidemark');
      both = await Database.open({ url: primary.url.replace(/postgres$/, 'tidemark'), replicaUrl, folder: null });
      await until(
        () => both.replicaLagMs(),
        (lagMs) => lagMs !== null,
      );
    }, 60_000);
    afterAll(async () => {
      await both?.close();
      await replica?.stop();
    });
    const isReplica = async (ask: Database['readAside']) => {
      const [row] = (await ask((em) => em.execute('select pg_is_in_recovery() as is'))) as { is: boolean }[];
      return row?.is;
    };
    const aside: Database['readAside'] = (work) => both.readAside(work);
    const lagging: Database['readLagging'] = (work) => both.readLagging(work);

    test('reads that are long go to it, and those that decide a write do not', async () => {
      await until(
        () => isReplica(aside),
        (is) => is === true,
      );
      expect(await isReplica(lagging)).toBe(true);
      expect(await isReplica((work) => both.read(work))).toBe(false);
    });

    test('whoever wrote a moment ago reads it, from wherever', async () => {
      for (let index = 0; index < 50; index += 1) {
        await add(both, `own ${index}`);
        expect(await texts((work) => both.readAside(work as never))).toContain(`own ${index}`);
      }
    });

    test('one that does not follow is not asked for what must be new, and after a while for nothing', async () => {
      await sql(replicaUrl, 'select pg_wal_replay_pause()');
      await add(both, 'unseen');
      expect(await texts((work) => both.readAside(work as never))).toContain('unseen');
      expect(await isReplica(lagging)).toBe(true);
      expect(await texts((work) => both.readLagging(work as never))).not.toContain('unseen');
      await until(
        () => both.replicaLagMs(),
        (lagMs) => lagMs === null,
      );
      expect(await texts((work) => both.readLagging(work as never))).toContain('unseen');
      await sql(replicaUrl, 'select pg_wal_replay_resume()');
      await until(
        () => isReplica(aside),
        (is) => is === true,
      );
    }, 30_000);

    test('one that hangs or dies costs time, never an answer', async () => {
      await replica.kill('SIGKILL');
      expect(await isReplica(aside)).toBe(false);
      await replica.restart();
      await until(
        () => isReplica(aside),
        (is) => is === true,
      );
      replica.signal('SIGSTOP');
      const startMs = performance.now();
      expect(await isReplica(aside)).toBe(false);
      expect(performance.now() - startMs).toBeLessThan(5_000);
      replica.signal('SIGCONT');
      await until(
        () => isReplica(aside),
        (is) => is === true,
      );
    }, 30_000);

    test('one that was promoted is no replica any more and is not asked', async () => {
      await replica.promote();
      await until(
        () => both.replicaLagMs(),
        (lagMs) => lagMs === null,
      );
      expect(await isReplica(aside)).toBe(false);
      await add(both, 'after the split');
      expect(await texts((work) => both.readLagging(work as never))).toContain('after the split');
    });
  });
});

async function sql(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
