/**
 * Redis as the line between instances: one server, or a cluster with sharded pub/sub, where each message stays on the shard of
 * its channel. Invariant: no failure of a server or a connection leaves here as an exception nobody awaits.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { RedisPubSub } from 'graphql-redis-subscriptions';
import { Cluster, type ClusterOptions, Redis, type RedisOptions } from 'ioredis';
import { StandaloneConnector } from 'ioredis/built/connectors/index.js';
import type { ServerTls } from '../config/tls.js';

/** A server that accepts commands and never answers must not hold up whoever publishes. */
const COMMAND_TIMEOUT_MS = 2_000;

/** Without `tls` it is spoken to in plain text. */
export type RedisAddress = { readonly tls?: ServerTls | null } & (
  | { readonly kind: 'server'; readonly url: string }
  | { readonly kind: 'cluster'; readonly urls: readonly string[] }
);

/**
 * A failure with what it is known by: the server's own word for what it refuses (NOAUTH, MOVED), or that it is out of reach, which the
 * library says in words alone.
 */
export function outage(error: Error): Error {
  const { code } = error as NodeJS.ErrnoException;
  const word = /^(?:ReplyError: )?([A-Z]{3,}) /.exec(error.message)?.[1];
  return Object.assign(error, { code: code ?? word ?? 'UNAVAILABLE' });
}

/** What the bus needs of a line. */
export interface Line {
  /** Whether topics are spread over several channels. */
  readonly isSharded: boolean;
  readonly pubsub: RedisPubSub;
  /** Whether both connections stand; for a cluster, whether its map is known. */
  isReady(): boolean;
  onReady(listener: () => void): void;
  /** Calls back when a connection that was lost stands again and its subscriptions are renewed. */
  onReturn(listener: () => void): void;
  /** Makes a subscription anew that seems to be dead. */
  renew(channel: string): Promise<void>;
  close(): void;
}

export function openLine(address: RedisAddress, onError: (error: Error) => void): Line {
  const connection = connectionTo(address);
  return address.kind === 'server' ? openServer(address.url, connection, onError) : openCluster(address.urls, connection, onError);
}

type Connection = Pick<RedisOptions, 'tls' | 'Connector'>;

function connectionTo({ tls }: RedisAddress): Connection {
  return { Connector: ListeningConnector, ...(tls && { tls: { ...(tls.ca !== null && { ca: tls.ca }) } }) };
}

/**
 * The library listens to the first error of a connection alone. A record that is not TLS makes two: what was read is wrong, and then
 * what is being written has nowhere to go; nobody listening to the second one, the process would end.
 */
class ListeningConnector extends StandaloneConnector {
  constructor(options: unknown) {
    super(options as ConstructorParameters<typeof StandaloneConnector>[0]);
  }

  override async connect(...given: Parameters<StandaloneConnector['connect']>) {
    const stream = await super.connect(...given);
    // The first one was told of; the connection is closed and made anew.
    stream.on('error', () => undefined);
    return stream;
  }
}

function openServer(url: string, connection: Connection, onError: (error: Error) => void): Line {
  const publisher = new Redis(url, { ...connection, maxRetriesPerRequest: 1, commandTimeout: COMMAND_TIMEOUT_MS, retryStrategy });
  const subscriber = new Redis(url, { ...connection, maxRetriesPerRequest: null, autoResubscribe: true, retryStrategy });
  for (const client of [publisher, subscriber]) client.on('error', onError);
  const pubsub = pubsubOver(publisher, subscriber);
  return {
    isSharded: false,
    pubsub,
    isReady: () => publisher.status === 'ready' && subscriber.status === 'ready',
    onReady: (listener) => void publisher.on('ready', listener),
    onReturn(listener) {
      let wasReady = false;
      subscriber.on('ready', () => {
        // The answer to a ping comes after those to the subscriptions: from then on nothing is missed any more.
        if (wasReady) void subscriber.ping().then(listener, listener);
        wasReady = true;
      });
    },
    async renew(channel) {
      await subscriber.subscribe(channel);
    },
    close() {
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}

/** Fields by key, which may be gone at any time. */
export interface HashStore {
  write(key: string, fields: ReadonlyMap<string, string>): Promise<void>;
  read(key: string): Promise<Record<string, string>>;
  close(): void;
}

export function openHashStore(address: RedisAddress, onError: (error: Error) => void): HashStore {
  const connection = connectionTo(address);
  const client =
    address.kind === 'server'
      ? new Redis(address.url, { ...connection, maxRetriesPerRequest: 1, commandTimeout: COMMAND_TIMEOUT_MS, retryStrategy })
      : new Cluster(...clusterOf(address.urls, connection));
  client.on('error', onError);
  return {
    write: async (key, fields) => void (await client.hset(key, new Map(fields))),
    read: (key) => client.hgetall(key),
    close: () => client.disconnect(),
  };
}

function clusterOf(urls: readonly string[], connection: Connection): [{ host: string; port: number }[], ClusterOptions] {
  const [first] = urls.map((url) => new URL(url));
  const options: ClusterOptions = {
    maxRedirections: 3,
    clusterRetryStrategy: retryStrategy,
    slotsRefreshTimeout: COMMAND_TIMEOUT_MS,
    slotsRefreshInterval: 5_000,
    redisOptions: {
      maxRetriesPerRequest: 1,
      commandTimeout: COMMAND_TIMEOUT_MS,
      ...(first?.username && { username: decodeURIComponent(first.username) }),
      ...(first?.password && { password: decodeURIComponent(first.password) }),
      ...connection,
    },
  };
  const nodes = urls.map((url) => ({ host: new URL(url).hostname, port: Number(new URL(url).port || 6379) }));
  return [nodes, options];
}

/** Asked for a slot that nobody is known to have, the client throws, and from within its own timers at that: here the command fails. */
class ShardedCluster extends Cluster {
  override sendCommand(...given: Parameters<Cluster['sendCommand']>): unknown {
    const [command] = given;
    try {
      return super.sendCommand(...given);
    } catch (error) {
      command.reject(error as Error);
      return command.promise;
    }
  }
}

function openCluster(urls: readonly string[], connection: Connection, onError: (error: Error) => void): Line {
  const [nodes, options] = clusterOf(urls, connection);
  const publisher = new Cluster(nodes, options);
  const subscriber = new ShardedCluster(nodes, { ...options, shardedSubscribers: true });
  for (const cluster of [publisher, subscriber]) {
    cluster.on('error', onError);
    cluster.on('node error', onError);
  }
  // Until it succeeds: of a failure the library makes a rejection that nobody awaits.
  const subscribe = async (channel: string) => {
    for (let attempt = 1; subscriber.status !== 'end'; attempt += 1) {
      try {
        await subscriber.ssubscribe(channel);
        return;
      } catch (error) {
        onError(error as Error);
        await pause(retryStrategy(attempt), undefined, { ref: false });
      }
    }
  };
  // The library knows classic pub/sub alone; these pass for a publisher and a subscriber of that kind.
  const sharded = {
    on: (event: string, listener: (...args: never[]) => void) => subscriber.on(event === 'message' ? 'smessage' : event, listener as never),
    subscribe: (channel: string, done: (error: null) => void) => {
      void subscribe(channel).then(() => done(null));
    },
    unsubscribe: (channel: string) => subscriber.sunsubscribe(channel).catch(() => undefined),
    psubscribe: () => undefined,
    punsubscribe: () => undefined,
    quit: async () => subscriber.disconnect(),
  };
  const spublisher = {
    on: () => undefined,
    publish: (channel: string, text: string) => publisher.spublish(channel, text),
    quit: async () => publisher.disconnect(),
  };
  return {
    isSharded: true,
    pubsub: pubsubOver(spublisher as never, sharded as never),
    isReady: () => publisher.status === 'ready' && subscriber.status === 'ready',
    onReady: (listener) => void publisher.on('ready', listener),
    // Connections to single shards come and go unseen; whoever listens to the numbers of the messages notices.
    onReturn: () => undefined,
    async renew(channel) {
      await subscriber.sunsubscribe(channel).catch(() => undefined);
      await subscriber.ssubscribe(channel);
    },
    close() {
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}

function pubsubOver(publisher: Redis, subscriber: Redis): RedisPubSub {
  return new RedisPubSub({ publisher, subscriber, serializer: (payload) => payload, deserializer: String });
}

function retryStrategy(attempt: number): number {
  return Math.min(50 * 2 ** Math.min(attempt, 6), 2_000);
}
