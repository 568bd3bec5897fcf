/** Many instances, one that asks: leases and budgets on a real PostgreSQL, with real processes. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { meterOf } from '../../src/ingestion/quota.js';
import { SourceError } from '../../src/ingestion/source-error.js';
import { Database } from '../../src/storage/database.js';
import { holdLease, releaseLeases } from '../../src/storage/query/lease.js';
import { recallPause, rememberPause, spendUsage } from '../../src/storage/query/source-usage.js';
import { type PostgresServer, startPostgres } from '../testkit/postgres.js';
import { type ServerProcess, startServer } from '../testkit/process.js';
import { describeWithPostgres } from '../testkit/servers.js';
import { StubExchange } from '../testkit/stub-exchange.js';
import { eventually } from '../testkit/until.js';

const INTERVAL_S = 1;
/** Longer than the machine is ever too busy to renew it. */
const LEASE_S = 12;

describeWithPostgres('several instances on one database', () => {
  let postgres: PostgresServer;
  let stub: StubExchange;
  const servers: ServerProcess[] = [];

  beforeAll(async () => {
    postgres = await startPostgres({ fsync: false });
    stub = await StubExchange.open();
  });

  afterAll(async () => {
    for (const server of servers) await server.kill9();
    await stub?.close();
    await postgres?.stop();
  });

  async function start(url: string): Promise<ServerProcess> {
    const server = await startServer({
      DATABASE_URL: url,
      DEMO: 'off',
      SOURCES: 'ecb,stream',
      ECB_URL: stub.url(),
      QUOTE_STREAM_URL: stub.streamUrl(),
      REFRESH_INTERVAL: String(INTERVAL_S),
      SOURCE_LEASE: String(LEASE_S),
    });
    servers.push(server);
    return server;
  }

  const isHolder = (server: ServerProcess) =>
    server.log().some(({ msg, source }) => source === 'ecb' && msg === 'This instance asks the source from now on.');

  test('a source is asked once per interval in sum, and after a crash by the other instance', async () => {
    const url = await postgres.createDatabase('lease');
    const one = await start(url);
    await eventually(() => isHolder(one));
    const other = await start(url);
    const startedMs = performance.now();
    const before = stub.requests.length;
    await eventually(() => stub.requests.length - before >= 6);
    const intervals = (performance.now() - startedMs) / (INTERVAL_S * 1000);
    // One more may have been late; if both asked, there would be twice as many.
    expect(stub.requests.length - before).toBeLessThanOrEqual(Math.floor(intervals) + 2);
    expect([isHolder(other), stub.sockets.size]).toEqual([false, 1]);

    await one.kill9();
    // Its leases lapse.
    const database = await Database.openAsIs({ url, folder: null });
    await database.write((em) => em.execute(`update lease set until = until - ?::int * interval '1 second'`, [LEASE_S]));
    await database.close();
    await eventually(() => isHolder(other));
    const atTakeover = stub.requests.length;
    await eventually(() => stub.requests.length > atTakeover && stub.sockets.size === 1);
  });

  test('a lease has one holder, who renews it, and whoever leaves gives it back at once', async () => {
    const database = await Database.open({ url: await postgres.createDatabase('holder'), folder: null });
    const hold = (holder: string, forMs = 60_000) => database.write((em) => holdLease(em, { name: 'source:x', holder, forMs }));
    expect(await Promise.all([hold('one'), hold('one')])).toEqual([true, true]);
    expect(await hold('two')).toBe(false);
    await database.write((em) => releaseLeases(em, 'one'));
    expect(await hold('two', 1)).toBe(true);
    let isTaken = false;
    while (!isTaken) isTaken = await hold('one');
    expect(await hold('two')).toBe(false);
    await database.close();
  });

  test('a budget outlives a restart, opens again with its span, and is not touched by a call that another span forbids', async () => {
    const url = await postgres.createDatabase('usage');
    let now = new Date('2026-11-18T15:30:10Z');
    const open = () => Database.open({ url, folder: null });
    let database = await open();
    const meter = (cost: number) =>
      meterOf({
        source: 'tiny',
        quota: () => ({ MINUTE: 3, DAY: 5 }),
        spend: (usage) => database.write((em) => spendUsage(em, usage)) as never,
        now: () => now,
      })(cost);
    const refusal = async (cost: number) => {
      const error = await meter(cost).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(SourceError);
      const { kind, retryAt } = error as SourceError;
      return [kind, retryAt?.toISOString()];
    };
    await meter(2);
    expect(await refusal(2)).toEqual(['RATE_LIMITED', '2026-11-18T15:31:00.000Z']);
    await database.close();
    database = await open();
    await meter(1);
    expect((await refusal(1))[0]).toBe('RATE_LIMITED');
    now = new Date('2026-11-18T15:31:00Z');
    await meter(2);
    expect(await refusal(1)).toEqual(['QUOTA_EXHAUSTED', '2026-11-19T00:00:00.000Z']);
    now = new Date('2026-11-19T00:00:00Z');
    await meter(3);
    expect(await database.read((em) => recallPause(em, 'tiny'))).toBeNull();
    for (const minute of [5, 9]) {
      const until = new Date(`2026-11-19T00:0${minute}:00Z`);
      await database.write((em) => rememberPause(em, { source: 'tiny', until }));
      expect(await database.read((em) => recallPause(em, 'tiny'))).toEqual(until);
    }
    await database.close();
  });
});
