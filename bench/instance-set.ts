/** Three instances of the program behind HAProxy, with PostgreSQL and a Redis Cluster of three. */
import { freePort, temporaryFolder } from '../test/testkit/child.js';
import { startBalancer } from '../test/testkit/haproxy.js';
import { startRedisCluster } from '../test/testkit/redis.js';
import { type Subject, startTidemark } from './tidemark.js';
import { worldOnPostgres } from './world-database.js';

const INSTANCES = 3;
/** Each takes two file descriptors a socket, and 20,000 are what many systems allow a process. */
const BALANCERS = 2;

export interface InstanceSet {
  /** Of the balancers. */
  readonly urls: readonly string[];
  readonly servers: readonly Subject[];
  stop(): Promise<void>;
}

export async function startInstances(users: number, feedUrl: string, nodeOptions: readonly string[] = []): Promise<InstanceSet> {
  const [world, cluster] = await Promise.all([worldOnPostgres(users), startRedisCluster()]);
  const folders = Array.from({ length: INSTANCES }, () => temporaryFolder('bench-instance'));
  const kept = { ...world, remove: async () => undefined };
  const ports = await Promise.all(folders.map(() => freePort()));
  const settings = (index: number) => ({
    REDIS_CLUSTER_URLS: cluster.setting,
    PORT: String(ports[index]),
    DATA_DIR: folders[index]?.path as string,
    TRUST_PROXY: 'loopback',
    SOCKETS_PER_ADDRESS: '100000',
  });
  const servers = await Promise.all(
    ports.map((_, index) => startTidemark({ world: kept, feedUrl, nodeOptions, settings: settings(index) })),
  );
  const balancers = await Promise.all(Array.from({ length: BALANCERS }, () => startBalancer(ports)));
  return {
    urls: balancers.map(({ url }) => url),
    servers,
    async stop() {
      await Promise.all(balancers.map((balancer) => balancer.stop()));
      await Promise.all(servers.map((server) => server.stop()));
      await Promise.all([world.remove(), cluster.stop()]);
      for (const folder of folders) folder.remove();
    },
  };
}
