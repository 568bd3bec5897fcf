// Two instances on one PostgreSQL and one Redis, each with a wrong clock: what is done on one holds on the other, also when Redis is gone for a while.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Answer } from '../testkit/api.js';
import { Api } from '../testkit/api.js';
import { startChild, temporaryFolder } from '../testkit/child.js';
import { TEST_DATA_KEYS } from '../testkit/data-key.js';
import { shareholder } from '../testkit/holder.js';
import { type PostgresServer, startPostgres } from '../testkit/postgres.js';
import { type ServerProcess, startServer } from '../testkit/process.js';
import { type RedisServer, startRedis } from '../testkit/redis.js';
import { describeWith } from '../testkit/servers.js';
import { JUMP_MS, skewedBy } from '../testkit/skew.js';
import { TcpProxy } from '../testkit/tcp-proxy.js';
import { eventually, until } from '../testkit/until.js';
import {
  ago,
  day,
  LEDGER,
  ME,
  type Person,
  QUOTE_CHANGED,
  RECORD,
  REFRESH,
  SIGN_IN,
  SIGN_OUT,
  VALUATION_CHANGED,
  World,
} from '../testkit/world.js';

describeWith(['postgres', 'redis'], 'two instances', () => {
  let postgres: PostgresServer;
  let redis: RedisServer;
  /** Of the one to Redis. */
  let wire: TcpProxy;
  let settings: Record<string, string>;
  let servers: [ServerProcess, ServerProcess];
  let one: World;
  let two: World;
  const folders = [temporaryFolder('one'), temporaryFolder('two')];

  beforeAll(async () => {
    [postgres, redis] = await Promise.all([startPostgres({ fsync: false }), startRedis()]);
    wire = await TcpProxy.open(redis.port);
    settings = {
      DATABASE_URL: await postgres.createDatabase('replicas'),
      REDIS_URL: redis.url,
      JWT_SECRET: randomBytes(48).toString('base64'),
      DATA_KEYS: TEST_DATA_KEYS,
      SOURCES: 'none',
      DEMO: 'off',
      LOG_LEVEL: 'info',
    };
    // Both at once on an empty database.
    servers = await Promise.all([
      startServer({
        ...settings,
        ...skewedBy(3_600_000),
        REDIS_URL: `redis://127.0.0.1:${wire.port}`,
        DATA_DIR: folders[0]?.path as string,
      }),
      startServer({ ...settings, ...skewedBy(-60_000), DATA_DIR: folders[1]?.path as string }),
    ]);
    const password = await createAdministrator(settings);
    const anonymous = new Api(servers[0].url);
    const { signIn } = (await anonymous.run(SIGN_IN, { email: 'admin@example.org', password })).expectNoErrors();
    one = new World(servers[0].url, anonymous.as(signIn.accessToken));
    two = new World(servers[1].url, new Api(servers[1].url, signIn.accessToken));
  });

  afterAll(async () => {
    await Promise.all((servers ?? []).map((server) => server.stop()));
    await Promise.all([postgres?.stop(), redis?.stop(), wire?.close()]);
    for (const folder of folders) folder.remove();
  });

  /** The same person through the other instance. */
  const onTwo = (person: Person) => new Api(two.url, person.api.token);

  test('both made one database, and one administrator is known to both', async () => {
    expect((await two.admin.run(ME)).expectNoErrors().me?.role).toBe('ADMIN');
    for (const server of servers) expect(await (await fetch(`${server.url}/readyz`)).json()).toMatchObject({ status: 'ready' });
  });

  test('those whose clocks are wrong say so, and go by that of the database', async () => {
    const isSaid = ({ msg }: Readonly<Record<string, unknown>>) =>
      String(msg).startsWith('the clock of this machine is not that of the database');
    expect(servers.map((server) => server.log().some(isSaid))).toEqual([true, true]);
    const metrics = await Promise.all(servers.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()));
    expect(metrics[0]).toMatch(/^tidemark_clock_offset_seconds -(3599\.9|3600)/m);
    expect(metrics[1]).toMatch(/^tidemark_clock_offset_seconds (59\.9|60)/m);
  });

  test('a clock that is set while an instance runs moves nothing there', async () => {
    const offset = async () => Number(/^tidemark_clock_offset_seconds (.+)$/m.exec(await (await fetch(`${one.url}/metrics`)).text())?.[1]);
    const set = (await offset()) - JUMP_MS / 1000;
    process.kill(servers[0].pid, 'SIGUSR2');
    // A token that had ended for a moment would be refused.
    do (await one.admin.run(ME)).expectNoErrors();
    while (Math.abs((await offset()) - set) > 1);
    const isTold = ({ offsetMs }: Readonly<Record<string, unknown>>) => Math.abs(Number(offsetMs) / 1000 - set) < 1;
    await eventually(() => servers[0].log().some(isTold));
  });

  test('a price pushed to one reaches a subscriber of the other', async () => {
    const { person, share } = await shareholder(one);
    const socket = onTwo(person).socket();
    const stream = socket.subscribe(VALUATION_CHANGED, {});
    expect((await stream.first()).valuationChanged.total).toBe('100');
    const observedAt = ago(2);
    await one.quotes([{ instrumentId: share, price: '101', currency: 'EUR', observedAt }]);
    const { valuationChanged } = await stream.until((message) => message.valuationChanged.total === '110');
    expect(valuationChanged.asOf).toBe(observedAt);
    // An instrument and a price the other instance has never heard of, pushed through it.
    expect(await two.quotes([{ instrumentId: share, price: '102', currency: 'EUR', observedAt: ago(1) }])).toEqual(['CURRENT NEWER']);
    expect((await person.valuation()).total).toBe('120');
    await socket.close();
  });

  test('a change of the ledger on one reaches a subscriber of the other', async () => {
    const { person, account } = await shareholder(one);
    const socket = onTwo(person).socket();
    const stream = socket.subscribe(VALUATION_CHANGED, {});
    await stream.first();
    await person.record({ accountId: account, kind: 'DEPOSIT', tradeDate: day(0), amount: '23', currency: 'EUR' });
    await stream.until((message) => message.valuationChanged.total === '123');
    await socket.close();
  });

  test('what is delisted on one is final on the other, which takes no more prices of it', async () => {
    const share = await one.instrument({ currency: 'EUR', mic: null });
    await one.quotes([{ instrumentId: share, price: '100', currency: 'EUR', valueDate: day(-8) }]);
    const person = await one.signUp();
    const units = { instrumentId: share, quantity: '1', price: '90', currency: 'EUR' };
    await person.record({ accountId: await person.openAccount(), kind: 'DELIVERY_IN', tradeDate: day(-9), ...units });
    const socket = onTwo(person).socket();
    const stream = socket.subscribe(VALUATION_CHANGED, {});
    expect((await stream.first()).valuationChanged).toMatchObject({ isPartial: true, holdings: [{ freshness: 'STALE' }] });
    await one.admin.text(`mutation { delistInstrument(instrumentId: "${share}", delistedOn: "${day(-7)}") { id } }`);
    const { valuationChanged } = await stream.until((message) => !message.valuationChanged.isPartial);
    expect(valuationChanged).toMatchObject({ total: '100', gaps: [], holdings: [{ freshness: 'FINAL' }] });
    expect(await two.quotes([{ instrumentId: share, price: '101', currency: 'EUR', valueDate: day(-1) }])).toEqual(['REJECTED DELISTED']);
    await socket.close();
  });

  test('signing out on one ends the session on the other, sockets included', async () => {
    const { person } = await shareholder(one);
    const other = onTwo(person);
    const socket = other.socket();
    await socket.subscribe(VALUATION_CHANGED, {}).first();
    expect((await other.run(ME)).expectNoErrors().me?.email).toBe(person.email);
    (await person.api.run(SIGN_OUT)).expectNoErrors();
    expect(await socket.closed).toBe(4403);
    expect((await other.run(ME)).refusal()).toBe('UNAUTHENTICATED');
  });

  test('of parallel sales of the same units over both, exactly one wins', async () => {
    const { person, share, account } = await shareholder(one);
    const sale = {
      accountId: account,
      kind: 'SELL' as const,
      tradeDate: day(0),
      instrumentId: share,
      quantity: '10',
      price: '100',
      currency: 'EUR',
    };
    const apis = [person.api, onTwo(person)];
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => (apis[index % 2] as Api).run(RECORD, { input: sale })));
    expect(outcomes(answers)).toEqual({ done: 1, 'RULE_BROKEN OVERSOLD input.quantity': 11 });
    expect((await person.valuation()).holdings).toEqual([]);
  });

  test('fifty parallel requests with one key over both make one row and give one answer', async () => {
    const { person, account } = await shareholder(one);
    const input = { accountId: account, kind: 'DEPOSIT' as const, tradeDate: day(0), amount: '7', currency: 'EUR' };
    const apis = [person.api, onTwo(person)];
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => (apis[index % 2] as Api).run(RECORD, { input, key: 'fifty' })),
    );
    const ids = new Set(answers.map((answer) => answer.expectNoErrors().recordTransaction.id));
    expect(ids.size).toBe(1);
    expect((await person.api.run(LEDGER, { kind: 'DEPOSIT' })).expectNoErrors().transactions.nodes).toHaveLength(1);
  });

  test('eight refreshes at once over both give one pair at most, and then the session is over on both', async () => {
    const { person } = await shareholder(one);
    const apis = [one.anonymous, two.anonymous];
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => (apis[index % 2] as Api).run(REFRESH, { token: person.session.refreshToken })),
    );
    expect(answers.filter(({ errors }) => errors.length === 0).length).toBeLessThanOrEqual(1);
    expect((await person.api.run(ME)).refusal()).toBe('UNAUTHENTICATED');
  });

  test('without Redis work goes on and own subscribers stay live; with it again the others have the newest', async () => {
    const { person, share, account } = await shareholder(one);
    const [near, far] = [person.api.socket(), onTwo(person).socket()];
    const [own, others] = [near.subscribe(VALUATION_CHANGED, {}), far.subscribe(VALUATION_CHANGED, {})];
    await Promise.all([own.first(), others.first()]);
    await redis.kill();
    // It is started again below: whoever waited for it here would wait for ever.
    for (let round = 1; round <= 5; round += 1) {
      await person.record({ accountId: account, kind: 'DEPOSIT', tradeDate: day(0), amount: '10', currency: 'EUR' });
      await one.quotes([{ instrumentId: share, price: String(100 + round), currency: 'EUR', observedAt: ago(60 - round) }]);
    }
    // 10 x 105 - 900 + 50.
    await own.until((message) => message.valuationChanged.total === '200');
    for (const server of servers) {
      const readiness = await fetch(`${server.url}/readyz`);
      expect(readiness.status).toBe(200);
      expect(await readiness.json()).toMatchObject({ status: 'degraded', parts: { bus: 'unreachable', database: 'ok' } });
    }
    await redis.restart();
    await others.until((message) => message.valuationChanged.total === '200');
    await one.quotes([{ instrumentId: share, price: '106', currency: 'EUR', observedAt: ago(5) }]);
    // Also on the first, which has been open for longer: its token ends by the clock of the database.
    for (const stream of [others, own]) await stream.until((message) => message.valuationChanged.total === '210');
    await Promise.all([near.close(), far.close()]);
  });

  test('whoever comes from the other instance is shown no less than there, also without Redis', async () => {
    const { person, share, account } = await shareholder(one);
    // Watched here already, at what was known with Redis.
    const here = onTwo(person).socket();
    await here.subscribe(VALUATION_CHANGED, {}).first();
    await redis.kill();
    await until(
      async () => (await (await fetch(`${two.url}/readyz`)).json()) as { status: string },
      ({ status }) => status === 'degraded',
    );
    await person.record({ accountId: account, kind: 'DEPOSIT', tradeDate: day(0), amount: '10', currency: 'EUR' });
    await one.quotes([{ instrumentId: share, price: '101', currency: 'EUR', observedAt: ago(60) }]);
    const moved = onTwo(person).socket();
    expect((await moved.subscribe(QUOTE_CHANGED, { ids: [share] }).first()).quoteChanged.price).toBe('101');
    expect((await moved.subscribe(VALUATION_CHANGED, {}).first()).valuationChanged.total).toBe('120');
    await redis.restart();
    await Promise.all([here.close(), moved.close()]);
  });

  test('whoever comes from an instance that alone cannot reach Redis is shown no less than there', async () => {
    const { person, share, account } = await shareholder(one);
    // Watched here already, at what was known until then.
    const here = onTwo(person).socket();
    await here.subscribe(VALUATION_CHANGED, {}).first();
    wire.cut();
    let round = 0;
    const isShownThere = async () => {
      round += 1;
      await person.record({ accountId: account, kind: 'DEPOSIT', tradeDate: day(0), amount: '1', currency: 'EUR' });
      await one.quotes([{ instrumentId: share, price: String(100 + round), currency: 'EUR', observedAt: ago(600 - round) }]);
      const moved = onTwo(person).socket();
      const { cash, marketValue } = (await moved.subscribe(VALUATION_CHANGED, {}).first()).valuationChanged;
      await moved.close();
      return cash === String(round - 900) && marketValue === String((100 + round) * 10);
    };
    // It takes a moment until somebody who is not heard any more is missed; by chance what is read once in a while may be new before.
    let inARow = 0;
    await until(
      async () => {
        inARow = (await isShownThere()) ? inARow + 1 : 0;
        return inARow;
      },
      (count) => count === 8,
    ).finally(() => wire.pass());
    await until(
      async () => (await (await fetch(`${one.url}/readyz`)).json()) as { status: string },
      ({ status }) => status === 'ready',
    );
    await here.close();
  });

  test('the numbers of a subscription go on at the other instance, also where the portfolio is watched already and quiet', async () => {
    const { person, account } = await shareholder(one);
    const tab = onTwo(person).socket();
    const open = tab.subscribe(VALUATION_CHANGED, {});
    await open.first();
    // Somebody else's long ledger on the one has nothing to do with it.
    const busy = await shareholder(one);
    for (let count = 0; count < 20; count += 1) {
      await busy.person.record({ accountId: busy.account, kind: 'DEPOSIT', tradeDate: day(0), amount: '1', currency: 'EUR' });
    }
    const sockets = [busy.person.api.socket(), person.api.socket(), onTwo(person).socket()] as const;
    await sockets[0].subscribe(VALUATION_CHANGED, {}).first();
    await sockets[0].close();
    const shown = (await sockets[1].subscribe(VALUATION_CHANGED, {}).first()).valuationChanged;
    await sockets[1].close();
    const moved = sockets[2].subscribe(VALUATION_CHANGED, {});
    const again = (await moved.first()).valuationChanged;
    expect(again).toEqual({ ...shown, sequence: again.sequence });
    expect(again.sequence).toBeGreaterThan(shown.sequence);
    await onTwo(person).run(RECORD, { input: { accountId: account, kind: 'DEPOSIT', tradeDate: day(0), amount: '23', currency: 'EUR' } });
    const { valuationChanged: next } = await moved.until((message) => message.valuationChanged.total === '123');
    expect(next.sequence).toBeGreaterThan(again.sequence);
    // Whoever was there is not told the same again for whoever comes.
    await open.until((message) => message.valuationChanged.total === '123');
    expect(open.messages.map(({ valuationChanged }) => valuationChanged.total)).toEqual(['100', '123']);
    await tab.close();
    await sockets[2].close();
  });

  test('what happens on one while only it cannot reach Redis is made up for on the other', async () => {
    const { person, account } = await shareholder(one);
    const socket = onTwo(person).socket();
    const stream = socket.subscribe(VALUATION_CHANGED, {});
    await stream.first();
    await redis.kill();
    await person.record({ accountId: account, kind: 'DEPOSIT', tradeDate: day(0), amount: '5', currency: 'EUR' });
    await redis.restart();
    // As soon as it is back, before either has surely noticed.
    await person.record({ accountId: account, kind: 'DEPOSIT', tradeDate: day(0), amount: '6', currency: 'EUR' });
    await stream.until((message) => message.valuationChanged.total === '111');
    await socket.close();
  });

  test('a database that restarts is unavailable for a moment, and no defect', async () => {
    const { person } = await shareholder(one);
    await postgres.restart();
    let answer: Answer<unknown>;
    const endMs = performance.now() + 60_000;
    do {
      answer = await person.api.run(ME);
      if (answer.errors.length > 0) expect(answer.refusal()).toBe('UNAVAILABLE');
    } while (answer.errors.length > 0 && performance.now() < endMs);
    answer.expectNoErrors();
  });

  test('without the database open dashboards stay, whoever comes is told to come again, and a good token is not called a bad one', async () => {
    const { person, account } = await shareholder(one);
    const near = person.api.socket();
    const stream = near.subscribe(VALUATION_CHANGED, {});
    await stream.first();
    await postgres.kill();
    const refused = near.subscribe(VALUATION_CHANGED, {});
    await refused.ended();
    expect(refused.errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
    // The other instance has never seen this session, and cannot look it up.
    const far = onTwo(person).socket();
    const early = far.subscribe(VALUATION_CHANGED, {});
    expect(await far.closed).toBe(1013);
    expect([stream.isEnded, early.messages]).toEqual([false, []]);
    await postgres.restart();
    const again = onTwo(person).socket();
    // Each finds out for itself that it is back, and sends whoever comes away until then.
    for (const api of [person.api, onTwo(person)]) {
      await until(
        () => api.run(ME),
        ({ errors }) => errors.length === 0,
      );
    }
    await person.record({ accountId: account, kind: 'DEPOSIT', tradeDate: day(0), amount: '4', currency: 'EUR' });
    await stream.until((message) => message.valuationChanged.total === '104');
    await again.subscribe(VALUATION_CHANGED, {}).until((message) => message.valuationChanged.total === '104');
    await Promise.all([near.close(), far.close(), again.close()]);
  });

  test('neither has logged a failure of its own', () => {
    for (const server of servers) expect(server.log().filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);
  });
});

/** Through the command line, as an operator does it; returns the password. */
async function createAdministrator(settings: Readonly<Record<string, string>>): Promise<string> {
  const folder = temporaryFolder('cli');
  const child = await startChild({
    command: process.execPath,
    args: ['dist/src/cli.js', 'user', 'create', '--email', 'admin@example.org', '--role', 'ADMIN', '--json'],
    env: { PATH: process.env.PATH, ...settings, DATA_DIR: folder.path },
    isReady: (line) => line.startsWith('{'),
  });
  await child.exited;
  folder.remove();
  return JSON.parse(child.lines.find((line) => line.startsWith('{')) as string).password;
}

function outcomes(answers: readonly Answer<unknown>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) {
    const outcome = answer.errors.length === 0 ? 'done' : answer.refusal();
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}
