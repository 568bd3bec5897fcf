// The database as a server that may hang, go away, change its role or lag behind: nobody waits long, nothing stays broken.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { Database } from '../../src/storage/database.js';
import { watchPool } from '../../src/storage/pool.js';
import { Vigil } from '../../src/storage/vigil.js';
import { Api } from '../testkit/api.js';
import { tidemarkJson } from '../testkit/command.js';
import { TEST_DATA_KEYS } from '../testkit/data-key.js';
import { type PostgresServer, startPostgres, startReplica } from '../testkit/postgres.js';
import { type ServerProcess, startServer } from '../testkit/process.js';
import { describeWithPostgres } from '../testkit/servers.js';
import { StubExchange } from '../testkit/stub-exchange.js';
import { TcpProxy } from '../testkit/tcp-proxy.js';
import { until } from '../testkit/until.js';
import { day, QUOTE_CHANGED, RECORD, SIGN_IN, VALUATION_CHANGED, World } from '../testkit/world.js';

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
  });
  afterAll(async () => {
    await database?.close();
    await primary?.stop();
  });

  test('that hangs answers UNAVAILABLE while it hangs, then without being asked, and heals by itself', async () => {
    await add(database, 'before');
    primary.signal('SIGSTOP');
    try {
      // More than there are connections: those that hang and those that wait for one.
      const hung = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => add(database, `hung ${index}`)));
      for (const each of hung) expect(each).toMatchObject({ status: 'rejected', reason: { code: 'UNAVAILABLE' } });
      await until(
        () =>
          add(database, 'late').then(
            () => 'written',
            ({ code }) => code,
          ),
        (outcome) => outcome === 'UNAVAILABLE',
      );
      // Nothing that goes out to a server is back before the next turn of the event loop.
      const refused = database.read((em) => em.execute('select 1')).catch(({ code }) => code);
      expect(await Promise.race([refused, new Promise((resolve) => setImmediate(resolve, 'asked'))])).toBe('UNAVAILABLE');
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
  });

  test('that crashes and comes back is unavailable meanwhile and heals by itself', async () => {
    await primary.kill('SIGKILL');
    await expect(add(database, 'lost')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
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
  });

  test('is let go of, also by somebody who stops looking at it in the moment of connecting', async () => {
    const proxy = await TcpProxy.open(primary.port);
    proxy.hold();
    const vigil = new Vigil({ url: `postgres://postgres@127.0.0.1:${proxy.port}/tidemark`, query: 'select 1', lost: () => undefined });
    vigil.start();
    await until(
      () => proxy.connections,
      (count) => count === 1,
    );
    await vigil.stop();
    proxy.pass();
    await until(
      () => proxy.connections,
      (count) => count === 0,
    );
    await proxy.close();
  });

  test('lets a connection whose life ends while nobody holds it go, and the process lives on', async () => {
    const pool = new pg.Pool({ connectionString: primary.url, max: 1, maxLifetimeSeconds: 1 });
    const open = watchPool(pool);
    const removed = once(pool, 'remove');
    await pool.query('select 1');
    await removed;
    // What the end of a connection leads to is done by then, and a failure of it would have ended this test.
    expect((await pool.query('select 2 as two')).rows).toEqual([{ two: 2 }]);
    expect(open.size).toBe(1);
    await pool.end();
  });

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
    });
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
    });

    test('one that hangs or dies costs time, never an answer', async () => {
      await replica.kill('SIGKILL');
      expect(await isReplica(aside)).toBe(false);
      await replica.restart();
      await until(
        () => isReplica(aside),
        (is) => is === true,
      );
      replica.signal('SIGSTOP');
      expect(await isReplica(aside)).toBe(false);
      replica.signal('SIGCONT');
      await until(
        () => isReplica(aside),
        (is) => is === true,
      );
    });

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

describeWithPostgres('an instance whose database goes away', () => {
  const LEASE_S = 3;
  let [postgres, exchange, server] = [] as unknown as [PostgresServer, StubExchange, ServerProcess];
  let url: string;
  let world: World;

  beforeAll(async () => {
    [postgres, exchange] = await Promise.all([startPostgres(), StubExchange.open()]);
    url = await postgres.createDatabase('away');
    const settings = {
      DATABASE_URL: url,
      JWT_SECRET: randomBytes(48).toString('base64'),
      DATA_KEYS: TEST_DATA_KEYS,
      DEMO: 'off',
      SOURCES: 'stream',
      QUOTE_STREAM_URL: exchange.streamUrl(),
      SOURCE_LEASE: String(LEASE_S),
    };
    server = await startServer(settings);
    const made = ['user', 'create', '--role', 'ADMIN', '--email', 'admin@example.org'];
    const { password } = await tidemarkJson<{ password: string }>(made, settings);
    const anonymous = new Api(server.url);
    const { signIn } = (await anonymous.run(SIGN_IN, { email: 'admin@example.org', password })).expectNoErrors();
    world = new World(server.url, anonymous.as(signIn.accessToken));
  });
  afterAll(async () => {
    await server?.stop();
    await Promise.all([postgres?.stop(), exchange?.close()]);
  });

  test('tells streamed prices on from memory, refuses writes, and stores what it told when it is back', async () => {
    const { person, accountId, instrumentId, socket, valuations, quotes, closed, say, isTold } = await watchStreamed(world, exchange);
    const first = say();
    await until(() => isTold(first), Boolean);
    const record = () =>
      person.api.run(RECORD, { input: { accountId, kind: 'DEPOSIT', tradeDate: day(-1), amount: '5', currency: 'EUR' }, key: null });
    const logged = (text: string) => server.log().filter(({ msg }) => msg === text).length;

    await postgres.kill('SIGKILL');
    await until(
      () => say() && logged('the database does not answer: what needs it is refused until it does'),
      (count) => count === 1,
    );
    // Prices go on for longer than the lease holds.
    const lostMs = performance.now();
    await until(
      () => say() && performance.now() - lostMs,
      (goneMs) => Number(goneMs) > (LEASE_S + 2) * 1000,
    );
    const late = say();
    await until(() => isTold(late), Boolean);
    await valuations.until(({ valuationChanged }) => Number(valuationChanged.total) === worth(late));
    expect((await record()).refusal()).toBe('UNAVAILABLE');
    expect([exchange.sockets.size, closed()]).toEqual([1, 0]);

    await postgres.restart();
    const stored = () =>
      sql(
        url,
        `select price::float8 as price, (select count(*)::int from quote where instrument_id = $1) as rows
        from current_quote where instrument_id = $1`,
        [instrumentId],
      );
    await until(
      () => stored().catch(() => []),
      ([row]) => row?.price === Number(late),
    );
    expect((await stored())[0]?.rows).toBeGreaterThan(100);
    await until(
      () => sql(url, 'select count(*)::int as rows from lease where name = $1 and until > clock_timestamp()', ['source:stream']),
      ([row]) => row?.rows === 1,
    );
    const next = Number(say());
    await until(
      () => say() && Number(quotes.messages.at(-1)?.quoteChanged.price),
      (price) => Number(price) > next,
    );
    const last = say();
    await valuations.until(({ valuationChanged }) => Number(valuationChanged.total) === worth(last));
    await until(
      () => stored(),
      ([row]) => row?.price === Number(last),
    );
    expect((await record()).errors).toEqual([]);
    expect((await person.valuation()).total).toBe(String(worth(last, 5)));
    const prices = quotes.messages.map(({ quoteChanged }) => Number(quoteChanged.price));
    expect(prices).toEqual(prices.toSorted((one, other) => one - other));
    expect([exchange.sockets.size, closed()]).toEqual([1, 0]);
    await socket.close();
  });

  test('says so while the database has no room for prices, and tells them on', async () => {
    const { socket, valuations, say, isTold } = await watchStreamed(world, exchange);
    const first = say();
    await until(() => isTold(first), Boolean);
    const health = async () => {
      say();
      const answer = await fetch(`${server.url}/readyz`);
      const { status, parts } = (await answer.json()) as { status: string; parts: { prices: string } };
      const metrics = await (await fetch(`${server.url}/metrics`)).text();
      const [, seconds] = /^tidemark_prices_unstored_seconds(?:{.*})? ([\d.]+)/m.exec(metrics) ?? [];
      return { code: answer.status, status, prices: parts.prices, isCounted: Number(seconds) > 0 };
    };
    await sql(url, 'create function full_disk() returns trigger language plpgsql as $$begin raise disk_full; end$$');
    await sql(url, 'create trigger full_disk before insert on quote execute function full_disk()');
    await until(
      () => health(),
      ({ prices }) => prices !== 'ok',
    );
    expect(await health()).toEqual({ code: 200, status: 'degraded', prices: 'not stored', isCounted: true });
    const late = say();
    await until(() => isTold(late), Boolean);
    await valuations.until(({ valuationChanged }) => Number(valuationChanged.total) === worth(late));
    await sql(url, 'drop function full_disk() cascade');
    await until(
      () => health(),
      ({ prices }) => prices === 'ok',
    );
    expect(await health()).toEqual({ code: 200, status: 'ready', prices: 'ok', isCounted: false });
    await socket.close();
  });
});

/** Ten pieces at a price of whole cents, and cash: reckoned in whole numbers, as 104.51 times ten is not 1045.1 in binary ones. */
const worth = (price: string, cash = 0) => Math.round(Number(price) * 100 + cash * 10) / 10;

/** Somebody who holds what the stream speaks of, and watches it. */
async function watchStreamed(world: World, exchange: StubExchange) {
  const person = await world.signUp();
  const accountId = await person.openAccount();
  const instrumentId = await world.instrument({ currency: 'EUR', mic: null });
  await person.record(
    { accountId, kind: 'DEPOSIT', tradeDate: day(-4), amount: '1000', currency: 'EUR' },
    { accountId, instrumentId, kind: 'BUY', tradeDate: day(-4), quantity: '10', price: '100', currency: 'EUR' },
  );
  const socket = person.api.socket();
  const [valuations, quotes] = [socket.subscribe(VALUATION_CHANGED, {}), socket.subscribe(QUOTE_CHANGED, { ids: [instrumentId] })];
  await valuations.first();
  await until(
    () => exchange.sockets.size,
    (count) => count === 1,
  );
  // A price a second later and a cent higher each time, of one day whenever the test runs.
  let [cents, closes] = [10_000, 0];
  const startMs = Date.parse(`${day(-1)}T12:00:00Z`);
  for (const client of exchange.sockets) client.once('close', () => (closes += 1));
  const say = () => {
    cents += 1;
    const time = new Date(startMs + cents * 1000).toISOString();
    exchange.broadcast({ symbol: instrumentId, price: (cents / 100).toFixed(2), currency: 'EUR', time });
    return (cents / 100).toFixed(2);
  };
  const isTold = (price: string) => quotes.messages.some(({ quoteChanged }) => Number(quoteChanged.price) === Number(price));
  return { person, accountId, instrumentId, socket, valuations, quotes, closed: () => closes, say, isTold };
}

async function sql(url: string, statement: string, values: readonly string[] = []): Promise<Record<string, number>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement, [...values])).rows;
  } finally {
    await client.end();
  }
}
