// The bus between instances over real servers: one Redis, and a cluster of three with sharded pub/sub; what is lost is noticed.
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { Decimal } from '../../src/domain/decimal.js';
import type { InstrumentId, PortfolioId } from '../../src/domain/ids.js';
import type { Quote } from '../../src/domain/quote.js';
import { Bus } from '../../src/storage/bus.js';
import { channelOf } from '../../src/storage/channel.js';
import { shardsOf } from '../../src/storage/message.js';
import type { RedisAddress } from '../../src/storage/redis.js';
import { Repeats } from '../../src/telemetry/repeats.js';
import { type RedisCluster, type RedisServer, startRedis, startRedisCluster } from '../testkit/redis.js';
import { describeWithRedis } from '../testkit/servers.js';
import { TcpProxy } from '../testkit/tcp-proxy.js';
import { until as untilWithin } from '../testkit/until.js';

/** A cluster's clients find each other anew by time-outs of seconds, and longer on a busy machine. */
const PATIENCE_MS = 50_000;
const until = <T>(ask: () => Promise<T> | T, condition: (value: T) => boolean) => untilWithin(ask, condition, PATIENCE_MS);

const AT = new Date('2026-11-20T10:00:00.123Z');

function quote(revision: number): Quote {
  return {
    instrumentId: randomUUID() as InstrumentId,
    source: 'amfi' as Quote['source'],
    kind: 'NAV',
    price: new Decimal('123456789012.12345678'),
    currency: 'INR' as Quote['currency'],
    observedAt: AT,
    valueDate: '2026-11-20' as Quote['valueDate'],
    receivedAt: AT,
    previousClose: { price: new Decimal('1.5'), valueDate: null },
    rawPrice: '123456789012.12345678',
    rawCurrency: 'INR',
    adjustment: 'NONE',
    revision,
  };
}

/** One instance's ear: what it heard, and how often it was told that something is missing. */
class Listener {
  readonly revisions = new Set<number>();
  readonly portfolios = new Set<string>();
  missed = 0;

  constructor(readonly bus: Bus) {}

  static async open(address: RedisAddress, errors: Error[], databaseId = 'ours'): Promise<Listener> {
    const listener = new Listener(Bus.open(address, databaseId, (error) => errors.push(error)));
    listener.bus.onMissed(() => {
      listener.missed += 1;
    });
    await listener.bus.subscribe('quotes', ({ quotes }) => {
      for (const { revision } of quotes) listener.revisions.add(revision);
    });
    await listener.bus.subscribe('ledger', ({ portfolioIds }) => {
      for (const id of portfolioIds) listener.portfolios.add(id);
    });
    return listener;
  }

  async settled(): Promise<void> {
    await until(
      () => this.bus.isConnected(),
      (isConnected) => isConnected,
    );
  }
}

const publishRange = async (bus: Bus, from: number, to: number) => {
  for (let revision = from; revision < to; revision += 1) await bus.publish('quotes', { quotes: [quote(revision)], rates: [] });
};

/** The causes the log has within a minute, once each. */
function codesTold(errors: readonly Error[]): unknown[] {
  const repeats = new Repeats(() => 0);
  const told = errors.filter((err) => repeats.pass({ err }, 'Redis fails') !== null).map((error) => (error as NodeJS.ErrnoException).code);
  expect(told).toEqual([...new Set(told)]);
  return told;
}

describeWithRedis('the bus over one Redis', () => {
  let redis: RedisServer;
  const errors: Error[] = [];
  const open: Bus[] = [];
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterEach(async () => {
    for (const bus of open.splice(0)) await bus.close();
  });
  afterAll(() => redis.stop());

  const listen = async (url = redis.url, databaseId?: string) => {
    const listener = await Listener.open({ kind: 'server', url }, errors, databaseId);
    open.push(listener.bus);
    return listener;
  };

  test('a message arrives exact, here at once and there soon', async () => {
    const [one, two] = [await listen(), await listen()];
    const heard: Quote[] = [];
    await two.bus.subscribe('quotes', ({ quotes }) => void heard.push(...quotes));
    const sent = quote(1);
    await one.bus.publish('quotes', { quotes: [sent], rates: [] });
    expect(one.revisions).toEqual(new Set([1]));
    await until(
      () => heard.length,
      (count) => count === 1,
    );
    expect(heard).toEqual([sent]);
  });

  test('instances of another database on the same Redis are not heard, whichever of its databases they name', async () => {
    const [one, two, other] = [await listen(), await listen(), await listen(`${redis.url}/1`, 'theirs')];
    await Promise.all([one, two, other].map((listener) => listener.settled()));
    await other.bus.publish('quotes', { quotes: [quote(1)], rates: [] });
    expect(await other.bus.caughtUp()).toBe(true);
    await two.bus.publish('quotes', { quotes: [quote(2)], rates: [] });
    await until(
      () => one.revisions,
      (revisions) => revisions.has(2),
    );
    expect([one, two, other].map(({ revisions }) => [...revisions])).toEqual([[2], [2], [1]]);
  });

  test('messages that a broken connection swallowed are noticed, also when nothing follows them', async () => {
    const [one, two] = [await listen(), await listen()];
    await Promise.all([one.settled(), two.settled()]);
    await publishRange(one.bus, 0, 10);
    await until(
      () => two.revisions.size,
      (size) => size === 10,
    );
    const { missed } = two;
    const admin = new Redis(redis.url);
    await admin.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
    await publishRange(one.bus, 10, 20);
    await until(
      () => two.missed,
      (count) => count > missed,
    );
    admin.disconnect();
  });

  test('without Redis a message is delivered here at once and its loss is noticed there later', async () => {
    const [one, two] = [await listen(), await listen()];
    await one.bus.publish('ledger', { portfolioIds: ['first' as PortfolioId] });
    await until(
      () => two.portfolios.size,
      (size) => size === 1,
    );
    await redis.kill();
    await until(
      () => one.bus.isConnected(),
      (isConnected) => !isConnected,
    );
    const { missed } = two;
    // It is started again below: whoever waited for it here would wait for ever.
    await one.bus.publish('ledger', { portfolioIds: ['second' as PortfolioId] });
    expect(one.portfolios).toEqual(new Set(['first', 'second']));
    await redis.restart();
    await until(
      () => two.missed,
      (count) => count > missed,
    );
    await Promise.all([one.settled(), two.settled()]);
  });

  test('whoever asks to be caught up has heard all that was said before', async () => {
    const [one, two] = [await listen(), await listen()];
    await Promise.all([one.settled(), two.settled()]);
    for (let round = 0; round < 20; round += 1) {
      await publishRange(one.bus, round * 100, round * 100 + 100);
      // Its own mark comes through the same server, behind what the other handed over: so one mark of the other's first.
      await one.bus.caughtUp();
      await two.bus.caughtUp();
      expect(two.revisions.size).toBe((round + 1) * 100);
    }
  });

  test('also while somebody is missed, who may go on where nobody hears it', async () => {
    const wire = await TcpProxy.open(redis.port);
    const [one, two, missed] = [await listen(), await listen(), await listen(`redis://127.0.0.1:${wire.port}`)];
    await Promise.all([one.settled(), two.settled(), missed.settled()]);
    await publishRange(missed.bus, 0, 1);
    await until(
      () => two.revisions.size,
      (size) => size === 1,
    );
    wire.cut();
    await until(
      () => two.bus.caughtUp(),
      (hasHeardAll) => !hasHeardAll,
    );
    for (let round = 0; round < 20; round += 1) {
      await publishRange(one.bus, 1 + round * 100, 101 + round * 100);
      await one.bus.caughtUp();
      expect(await two.bus.caughtUp()).toBe(false);
      expect(two.revisions.size).toBe(101 + round * 100);
    }
    wire.pass();
    await until(
      () => two.bus.caughtUp(),
      (hasHeardAll) => hasHeardAll,
    );
    await missed.bus.close();
    await wire.close();
  });

  test('an instance that starts without Redis works alone and catches up when there is one', async () => {
    await redis.kill();
    const one = await listen();
    expect(one.bus.isConnected()).toBe(false);
    await one.bus.publish('quotes', { quotes: [quote(7)], rates: [] });
    expect(one.revisions).toEqual(new Set([7]));
    await redis.restart();
    await until(
      () => one.missed,
      (count) => count > 0,
    );
    const two = await listen();
    await one.settled();
    await publishRange(two.bus, 100, 110);
    await until(
      () => one.revisions.size,
      (size) => size === 11,
    );
  });

  test('a password that was changed is told once a minute, by what Redis says, and so is a server that is away', async () => {
    const listener = await listen();
    await listener.settled();
    const before = errors.length;
    const admin = new Redis(redis.url);
    await admin.config('SET', 'requirepass', 'another');
    await admin.call('AUTH', 'another');
    for (const type of ['normal', 'pubsub']) await admin.call('CLIENT', 'KILL', 'TYPE', type, 'SKIPME', 'yes');
    const said = () => errors.slice(before);
    await until(
      () => said().filter(({ message }) => message.startsWith('NOAUTH')).length,
      (count) => count > 1,
    );
    await admin.config('SET', 'requirepass', '');
    admin.disconnect();
    await redis.kill();
    await until(
      () => said().filter(({ message }) => message.includes('ECONNREFUSED')).length,
      (count) => count > 1,
    );
    await redis.restart();
    expect(codesTold(said())).toEqual(expect.arrayContaining(['NOAUTH', 'ECONNREFUSED']));
  });

  test('a message nobody of us wrote is reported and harms nothing', async () => {
    const one = await listen();
    const before = errors.length;
    const client = new Redis(redis.url);
    for (const text of ['', 'nonsense', 'a 1 {"quotes":', 'a b c', `${'x'.repeat(100_000)}`])
      await client.publish(channelOf('quotes', 0, 'ours'), text);
    await until(
      () => errors.length,
      (count) => count > before,
    );
    client.disconnect();
    // That is no outage: it is told each time.
    expect(errors.slice(before).map((error) => (error as NodeJS.ErrnoException).code)).not.toContain('UNAVAILABLE');
    await one.bus.publish('quotes', { quotes: [quote(5)], rates: [] });
    expect(one.revisions).toEqual(new Set([5]));
  });
});

describeWithRedis('a Redis Cluster that is not whole yet', () => {
  test('is waited for: what has no shard is subscribed to when it has one', async () => {
    const cluster = await startRedisCluster(2);
    const nodes = cluster.urls.map((url) => new Redis(url));
    const half = ['8192', '16383'] as const;
    for (const node of nodes) await node.call('CLUSTER', 'DELSLOTSRANGE', ...half);
    const errors: Error[] = [];
    const listener = await Listener.open({ kind: 'cluster', urls: cluster.urls }, errors);
    try {
      expect(listener.bus.isConnected()).toBe(false);
      expect(errors).not.toEqual([]);
      await nodes[1]?.call('CLUSTER', 'ADDSLOTSRANGE', ...half);
      await listener.settled();
    } finally {
      await listener.bus.close();
      for (const node of nodes) node.disconnect();
      await cluster.stop();
    }
  });
});

describeWithRedis('the bus over a Redis Cluster', () => {
  let cluster: RedisCluster;
  let one: Listener;
  let two: Listener;
  const errors: Error[] = [];
  beforeAll(async () => {
    cluster = await startRedisCluster();
    const address: RedisAddress = { kind: 'cluster', urls: cluster.urls.slice(0, 2) };
    [one, two] = await Promise.all([Listener.open(address, errors), Listener.open(address, errors)]);
    await Promise.all([one.settled(), two.settled()]);
  });
  afterAll(async () => {
    await Promise.all([one?.bus.close(), two?.bus.close()]);
    await cluster?.stop();
  });

  test('prices and ledgers are spread over the shards and all arrive', async () => {
    const quotes = Array.from({ length: 2_000 }, (_, revision) => quote(revision));
    expect(shardsOf('quotes', { quotes, rates: [] }).size).toBe(16);
    await one.bus.publish('quotes', { quotes, rates: [] });
    const portfolioIds = Array.from({ length: 500 }, () => randomUUID() as PortfolioId);
    await two.bus.publish('ledger', { portfolioIds });
    await until(
      () => [two.revisions.size, one.portfolios.size],
      ([revisions, portfolios]) => revisions === 2_000 && portfolios === 500,
    );
    // Each node carries some of the channels, and none carries those of another.
    const channels = await Promise.all(
      cluster.urls.map(async (url) => {
        const client = new Redis(url);
        const names = (await client.call('PUBSUB', 'SHARDCHANNELS')) as string[];
        client.disconnect();
        return names;
      }),
    );
    expect(channels.every((names) => names.length >= 3)).toBe(true);
    expect(new Set(channels.flat()).size).toBe(channels.flat().length);
    expect(channels.flat()).toHaveLength(24);
  });

  test('a node that is killed takes nothing with it for good: the loss is noticed, and it is heard again when it is back', async () => {
    const { missed } = two;
    const before = errors.length;
    await cluster.kill(1);
    await publishRange(one.bus, 10_000, 10_050);
    await until(
      () => one.bus.isConnected(),
      (isConnected) => !isConnected,
    );
    await cluster.restart(1);
    await until(
      () => two.missed,
      (count) => count > missed,
    );
    expect(codesTold(errors.slice(before))).not.toEqual([]);
    await Promise.all([one.settled(), two.settled()]);
    await publishRange(one.bus, 20_000, 20_050);
    await until(
      () => [...two.revisions].filter((revision) => revision >= 20_000).length,
      (count) => count === 50,
    );
  });

  test('a node that hangs holds up no publisher and is heard again when it goes on', async () => {
    cluster.signal(2, 'SIGSTOP');
    // It goes on below: whoever waited for it here would wait for ever.
    await publishRange(one.bus, 30_000, 30_100);
    await until(
      () => one.bus.isConnected(),
      (isConnected) => !isConnected,
    );
    cluster.signal(2, 'SIGCONT');
    await Promise.all([one.settled(), two.settled()]);
    await publishRange(two.bus, 40_000, 40_050);
    await until(
      () => [...one.revisions].filter((revision) => revision >= 40_000).length,
      (count) => count === 50,
    );
  });

  test('a connection of one shard that breaks is noticed', async () => {
    const { missed } = two;
    for (const url of cluster.urls) {
      const client = new Redis(url);
      await client.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
      client.disconnect();
    }
    await publishRange(one.bus, 50_000, 50_050);
    await until(
      () => two.missed,
      (count) => count > missed,
    );
    await Promise.all([one.settled(), two.settled()]);
    await publishRange(one.bus, 60_000, 60_050);
    await until(
      () => [...two.revisions].filter((revision) => revision >= 60_000).length,
      (count) => count === 50,
    );
  });
});
