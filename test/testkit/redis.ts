/** A throwaway Redis server on a free port. It keeps nothing on disk: a restart begins empty, as a lost cache would. */
import { Redis } from 'ioredis';
import { requireBinary } from './binaries.js';
import { type Child, freePort, startChild, temporaryFolder } from './child.js';
import { until } from './until.js';

export interface RedisServer {
  readonly url: string;
  readonly port: number;
  readonly lines: readonly string[];
  /** Ends the server with a signal; SIGKILL is a crash. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again, empty, on the same port, ending it first when it runs. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startRedis(): Promise<RedisServer> {
  const port = await freePort();
  const folder = temporaryFolder('redis');
  const start = () =>
    startChild({
      command: requireBinary('redis'),
      args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder.path],
      isReady: (line) => line.includes('Ready to accept connections'),
      folder: folder.path,
    });
  let child = await start().catch((error: unknown) => {
    folder.remove();
    throw error;
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    get lines() {
      return child.lines;
    },
    async kill(signal = 'SIGKILL') {
      await child.end(signal);
    },
    async restart() {
      await child.end('SIGTERM');
      child = await start();
    },
    async stop() {
      await child.end('SIGTERM');
      folder.remove();
    },
  };
}

export interface RedisCluster {
  readonly urls: readonly string[];
  /** What REDIS_CLUSTER_URLS takes. */
  readonly setting: string;
  /** Ends one node; SIGSTOP makes it hang. Without replicas its slots are gone until it is back. */
  kill(index: number, signal?: NodeJS.Signals): Promise<void>;
  /** Sends a signal and does not wait for the end of the node. */
  signal(index: number, signal: NodeJS.Signals): void;
  /** Starts a killed node again: empty, with its place in the cluster. */
  restart(index: number): Promise<void>;
  stop(): Promise<void>;
}

const SLOTS = 16_384;

/** Three primaries without replicas, each with a third of the slots. What a node does not have does not stop the others. */
export async function startRedisCluster(size = 3): Promise<RedisCluster> {
  const folder = temporaryFolder('redis-cluster');
  const nodes: { port: number; busPort: number; child: Child }[] = [];
  const start = (port: number, busPort: number) =>
    startChild({
      command: requireBinary('redis'),
      args: [
        ...['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder.path],
        ...['--cluster-enabled', 'yes', '--cluster-port', String(busPort), '--cluster-config-file', `nodes-${port}.conf`],
        ...['--cluster-node-timeout', '2000', '--cluster-require-full-coverage', 'no', '--cluster-allow-pubsubshard-when-down', 'yes'],
      ],
      isReady: (line) => line.includes('Ready to accept connections'),
      folder: folder.path,
    });
  const stop = async () => {
    await Promise.all(nodes.map(({ child }) => child.end('SIGKILL')));
    folder.remove();
  };
  try {
    for (let index = 0; index < size; index += 1) {
      const [port, busPort] = [await freePort(), await freePort()];
      nodes.push({ port, busPort, child: await start(port, busPort) });
    }
    await join(nodes);
  } catch (error) {
    await stop();
    throw error;
  }
  const at = (index: number) => nodes[index] as (typeof nodes)[number];
  const urls = nodes.map(({ port }) => `redis://127.0.0.1:${port}`);
  return {
    urls,
    setting: urls.join(','),
    async kill(index, signal = 'SIGKILL') {
      await at(index).child.end(signal);
    },
    signal(index, signal) {
      process.kill(at(index).child.pid, signal);
    },
    async restart(index) {
      const node = at(index);
      node.child = await start(node.port, node.busPort);
    },
    stop,
  };
}

/** Gives each node its share of the slots and waits until all of them know of all. */
async function join(nodes: readonly { port: number; busPort: number }[]): Promise<void> {
  const clients = nodes.map(({ port }) => new Redis(port, '127.0.0.1'));
  try {
    const share = Math.ceil(SLOTS / nodes.length);
    await Promise.all(
      clients.map((client, index) =>
        client.cluster('ADDSLOTSRANGE' as never, (index * share) as never, (Math.min(SLOTS, (index + 1) * share) - 1) as never),
      ),
    );
    const [first, ...others] = nodes as [(typeof nodes)[number], ...typeof nodes];
    for (const { port, busPort } of others) {
      await clients[0]?.call('CLUSTER', 'MEET', '127.0.0.1', port, busPort);
    }
    await until(
      () => Promise.all(clients.map(async (client) => String(await client.call('CLUSTER', 'INFO')))),
      (infos) => infos.every((info) => info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${nodes.length}`)),
    );
    await until(
      async () => String(await clients[0]?.call('CLUSTER', 'SLOTS')),
      (slots) => slots.includes(String(first.port)),
    );
  } finally {
    for (const client of clients) client.disconnect();
  }
}
