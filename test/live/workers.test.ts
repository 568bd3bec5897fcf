// Several processes behind one port of one machine: they share the work, one that dies is replaced, and all stop together.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Api } from '../testkit/api.js';
import { temporaryFolder } from '../testkit/child.js';
import { type PostgresServer, startPostgres } from '../testkit/postgres.js';
import { type ServerProcess, startServer } from '../testkit/process.js';
import { type RedisServer, startRedis } from '../testkit/redis.js';
import { describeWith } from '../testkit/servers.js';
import { until } from '../testkit/until.js';
import { day, ME, signUp, VALUATION_CHANGED } from '../testkit/world.js';

const WORKERS = 3;
const isAs = (expected: object) => (states: object) => JSON.stringify(states) === JSON.stringify(expected);

describeWith(['postgres', 'redis'], 'one machine with several workers', () => {
  let postgres: PostgresServer;
  let redis: RedisServer;
  let server: ServerProcess;
  let settings: Record<string, string>;
  const folder = temporaryFolder('workers');

  beforeAll(async () => {
    [postgres, redis] = await Promise.all([startPostgres({ fsync: false }), startRedis()]);
    settings = {
      DATABASE_URL: await postgres.createDatabase('workers'),
      REDIS_URL: redis.url,
      JWT_SECRET: randomBytes(48).toString('base64'),
      DATA_DIR: folder.path,
      SOURCES: 'none',
      DEMO: 'off',
      WORKERS: String(WORKERS),
    };
    server = await startServer(settings);
  });
  afterAll(async () => {
    await server?.stop();
    await Promise.all([postgres?.stop(), redis?.stop()]);
    folder.remove();
  });

  const ready = () => server.log().filter(({ msg }) => msg === 'a process is ready');
  const scrape = () =>
    // A process that hangs may be the one the kernel gives the question to; asked again, it gives it to another.
    fetch(`${server.url}/metrics`, { headers: { connection: 'close' }, signal: AbortSignal.timeout(4_500) }).then(
      (answer) => answer.text(),
      () => '',
    );
  /** Of each process by its number. */
  const of = (text: string, name: string): Record<string, number> => {
    const found = text.matchAll(new RegExp(`^${name}\\{(?:[^}]*,)?process="(\\d+)"[^}]*\\} (\\S+)$`, 'gm'));
    return Object.fromEntries([...found].map(([, number, value]) => [number, Number(value)]));
  };
  const metric = async (name: string) => of(await scrape(), name);
  const sum = (byProcess: Record<string, number>) => Object.values(byProcess).reduce((total, value) => total + value, 0);

  test('every process is told its part', () => {
    expect(ready().map(({ roles }) => roles)).toEqual(expect.arrayContaining([['api'], ['api'], ['api'], ['ingest', 'worker']]));
    expect(ready()).toHaveLength(WORKERS + 1);
  });

  test('sockets are spread over the processes, and what one records reaches a subscriber of another', async () => {
    const person = await signUp(new Api(server.url));
    const account = await person.openAccount();
    const sockets = Array.from({ length: 9 }, () => person.api.socket());
    const streams = sockets.map((socket) => socket.subscribe(VALUATION_CHANGED, {}));
    await Promise.all(streams.map((stream) => stream.first()));
    // Of all of them, whichever is asked; one that is too busy to answer is left out.
    await until(
      () => metric('tidemark_sockets'),
      (counts) => sum(counts) === 9,
    );
    expect(sum(await metric('tidemark_watched_portfolios'))).toBeGreaterThan(1);
    await person.record({ accountId: account, kind: 'DEPOSIT', tradeDate: day(0), amount: '7', currency: 'EUR' });
    await Promise.all(streams.map((stream) => stream.until(({ valuationChanged }) => valuationChanged.total === '7')));
    await Promise.all(sockets.map((socket) => socket.close()));
  });

  test('a process that hangs is told of by the others, which hide nothing of their own', async () => {
    const all = { 1: 1, 2: 1, 3: 1, 4: 1 };
    await until(() => metric('tidemark_process_up'), isAs(all));
    const hanging = ready().findLast(({ roles }) => String(roles) === 'api')?.pid as number;
    process.kill(hanging, 'SIGSTOP');
    try {
      const text = await until(scrape, (told) => sum(of(told, 'tidemark_process_up')) === WORKERS);
      const up = of(text, 'tidemark_process_up');
      expect(Object.keys(up)).toEqual(Object.keys(all));
      const others = Object.keys(up).filter((number) => up[number] === 1);
      // Nothing was added up, also not what this program does not count itself.
      for (const name of ['tidemark_database_up', 'tidemark_nodejs_eventloop_lag_p99_seconds', 'tidemark_process_start_time_seconds']) {
        expect([name, Object.keys(of(text, name))]).toEqual([name, others]);
      }
    } finally {
      process.kill(hanging, 'SIGCONT');
    }
    await until(() => metric('tidemark_process_up'), isAs(all));
  });

  test('a process that is killed is replaced, and the others go on meanwhile', async () => {
    const person = await signUp(new Api(server.url));
    const victim = ready().findLast(({ roles }) => String(roles) === 'api')?.pid as number;
    const before = ready().length;
    process.kill(victim, 'SIGKILL');
    const codes = await Promise.all(Array.from({ length: 20 }, () => person.api.run(ME).catch((error: Error) => error)));
    // What was under way on the dead one may break; the rest is answered.
    expect(codes.filter((answer) => !(answer instanceof Error)).length).toBeGreaterThan(10);
    await until(
      () => ready().length,
      (count) => count === before + 1,
    );
    for (const answer of await Promise.all(Array.from({ length: 10 }, () => person.api.run(ME)))) answer.expectNoErrors();
    // Who takes its place counts on under its number.
    await until(() => metric('tidemark_process_up'), isAs({ 1: 1, 2: 1, 3: 1, 4: 1 }));
    expect(server.log().some(({ msg }) => msg === 'a process ended; another takes its place')).toBe(true);
  });

  test('a stop ends all of them, and says so with exit code 0', async () => {
    const socket = (await signUp(new Api(server.url))).api.socket();
    await socket.subscribe(VALUATION_CHANGED, {}).first();
    expect(await server.stop()).toBe(0);
    expect(await socket.closed).toBe(1001);
    for (const { pid } of ready().slice(-WORKERS)) expect(() => process.kill(pid as number, 0)).toThrow('ESRCH');
  });

  test('processes that cannot start end everything instead of being tried for ever', async () => {
    const start = startServer({ ...settings, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
    await expect(start).rejects.toThrow(/ended \(1\) before it was ready[\s\S]*a process could not start/);
  });

  test('several processes without what they share are refused', async () => {
    await expect(startServer({ ...settings, DATABASE_URL: '' })).rejects.toThrow('WORKERS: more than one process needs DATABASE_URL');
  });
});
