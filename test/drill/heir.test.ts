// Two instances: the one that streams is killed with a price it has told and not stored; the other shows it on, and stores it.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { InstrumentId } from '../../src/domain/ids.js';
import { Database } from '../../src/storage/database.js';
import { currentQuotes } from '../../src/storage/query/quote.js';
import { Api } from '../testkit/api.js';
import { tidemarkJson } from '../testkit/command.js';
import { shareholder } from '../testkit/holder.js';
import { type PostgresServer, startPostgres } from '../testkit/postgres.js';
import { type ServerProcess, startServer } from '../testkit/process.js';
import { type RedisServer, startRedis } from '../testkit/redis.js';
import { describeWith } from '../testkit/servers.js';
import { StubExchange } from '../testkit/stub-exchange.js';
import { TcpProxy } from '../testkit/tcp-proxy.js';
import { eventually, until } from '../testkit/until.js';
import { ago, SIGN_IN, VALUATION_CHANGED, World } from '../testkit/world.js';

describeWith(['postgres', 'redis'], 'a price and its heir', () => {
  let [postgres, redis, stub] = [] as unknown as [PostgresServer, RedisServer, StubExchange];
  let servers: ServerProcess[] = [];
  /** Of the one that streams to the database. */
  let wire: TcpProxy;
  let database: Database;
  let world: World;

  beforeAll(async () => {
    [postgres, redis, stub] = await Promise.all([startPostgres({ fsync: false }), startRedis(), StubExchange.open()]);
    const databaseUrl = await postgres.createDatabase('heir');
    const through = new URL(databaseUrl);
    wire = await TcpProxy.open(Number(through.port));
    through.port = String(wire.port);
    const settings = {
      DATABASE_URL: databaseUrl,
      REDIS_URL: redis.url,
      JWT_SECRET: randomBytes(48).toString('base64'),
      DATA_KEYS: `1:${randomBytes(32).toString('base64')}`,
      DEMO: 'off',
    };
    servers = [
      await startServer({ ...settings, DATABASE_URL: through.href, SOURCES: 'stream', QUOTE_STREAM_URL: stub.streamUrl() }),
      await startServer({ ...settings, SOURCES: 'none' }),
    ];
    database = await Database.openAsIs({ url: databaseUrl, folder: null });
    const [{ url }] = servers as [ServerProcess];
    const email = 'admin@example.org';
    const { password } = await tidemarkJson<{ password: string }>(['user', 'create', '--role', 'ADMIN', '--email', email], settings);
    const { signIn } = (await new Api(url).run(SIGN_IN, { email, password })).expectNoErrors();
    world = new World(url, new Api(url, signIn.accessToken));
    await eventually(() => stub.sockets.size > 0);
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.kill9()));
    await Promise.all([database?.close(), wire?.close()]);
    await Promise.all([postgres?.stop(), redis?.stop(), stub?.close()]);
  });

  test('what was told and not stored is shown to everybody without a break, and is in the database in the end', async () => {
    const [gone, heir] = servers as [ServerProcess, ServerProcess];
    const { person, share } = await shareholder(world);
    const api = new Api(heir.url, person.api.token);
    const totalNow = async () => {
      const socket = api.socket();
      const { valuationChanged } = await socket.subscribe(VALUATION_CHANGED, {}).first();
      await socket.close();
      return valuationChanged.total;
    };
    const storedPrice = async () => {
      const [quote] = await database.read((em) => currentQuotes(em, [share as InstrumentId]));
      return quote?.price.toFixed();
    };
    const say = (price: string, seconds: number) => stub.broadcast({ symbol: share, price, currency: 'EUR', time: ago(seconds) });
    const open = api.socket();
    const stream = open.subscribe(VALUATION_CHANGED, {});
    await stream.first();
    say('101', 90);
    await until(storedPrice, (price) => price === '101');
    wire.cut();
    say('102', 60);
    await stream.until(({ valuationChanged }) => valuationChanged.total === '120');
    await gone.kill9();
    expect(await storedPrice()).toBe('101');
    // Whoever comes while somebody is missed has the database asked.
    const totals = new Set<string>();
    do totals.add(await totalNow());
    while (totals.size === 1 && (await storedPrice()) === '101');
    expect([[...totals], await storedPrice()]).toEqual([['120'], '102']);
    expect(stream.messages.at(-1)?.valuationChanged.total).toBe('120');
    await open.close();
  });
});
