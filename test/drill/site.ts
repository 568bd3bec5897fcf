/**
 * A whole installation of real processes on this machine: three instances behind HAProxy, PostgreSQL with a replica, Redis or a
 * Redis Cluster, a stub exchange that streams prices. Between the instances and the servers lie wires that can be cut.
 */
import { randomBytes } from 'node:crypto';
import { freePort, startChild, temporaryFolder } from '../testkit/child.js';
import { TEST_DATA_KEYS } from '../testkit/data-key.js';
import { type Balancer, startBalancer } from '../testkit/haproxy.js';
import { type PostgresServer, startPostgres, startReplica } from '../testkit/postgres.js';
import { type ServerProcess, startServer } from '../testkit/process.js';
import { type RedisCluster, type RedisServer, startRedis, startRedisCluster } from '../testkit/redis.js';
import { skewedBy } from '../testkit/skew.js';
import { SmallDisk } from '../testkit/small-disk.js';
import { StubExchange } from '../testkit/stub-exchange.js';
import { TcpProxy } from '../testkit/tcp-proxy.js';
import { until } from '../testkit/until.js';
import type { Random } from './random.js';

export const INSTANCES = 3;
const DATABASE = 'drill';
/** What the primary's disk holds: its tables, its log, and little more. */
const DISK_MB = 400;
/** Lines of an instance that are shown when something was not as it should be. */
const LAST_WORDS = 100;

export interface SiteOptions {
  /** Three nodes with sharded pub/sub instead of one Redis. */
  readonly isCluster?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
}

export class Site {
  readonly folder = temporaryFolder('drill-site');
  readonly instances: (ServerProcess | null)[] = [];
  readonly ports: number[] = [];
  balancer!: Balancer;
  exchange!: StubExchange;
  primary!: PostgresServer;
  /** What the first primary lies on, where a disk of its own may be mounted. */
  private readonly disk = SmallDisk.open(DISK_MB);
  private first: PostgresServer | null = null;
  replica: PostgresServer | null = null;
  redis: RedisServer | null = null;
  cluster: RedisCluster | null = null;
  /** Between the instances and the database, and the one Redis. */
  databaseWire!: TcpProxy;
  redisWire: TcpProxy | null = null;
  adminPassword = '';
  private readonly secret = randomBytes(48).toString('base64');
  /** Lines the instances that are gone have logged. */
  private readonly past: Record<string, unknown>[] = [];

  private constructor(private readonly options: SiteOptions) {}

  static async open(options: SiteOptions = {}): Promise<Site> {
    const site = new Site(options);
    try {
      await site.start();
    } catch (error) {
      await site.close();
      throw error;
    }
    return site;
  }

  /** The address every client uses. */
  get url(): string {
    return this.balancer.url;
  }

  settings(): Record<string, string> {
    return {
      DATABASE_URL: `postgres://postgres@127.0.0.1:${this.databaseWire.port}/${DATABASE}`,
      DATABASE_REPLICA_URL: this.replica ? this.replica.url.replace(/postgres$/, DATABASE) : '',
      ...(this.cluster ? { REDIS_CLUSTER_URLS: this.cluster.setting } : { REDIS_URL: `redis://127.0.0.1:${this.redisWire?.port}` }),
      JWT_SECRET: this.secret,
      DATA_KEYS: TEST_DATA_KEYS,
      SOURCES: 'stream',
      QUOTE_STREAM_URL: this.exchange.streamUrl(),
      SOURCE_LEASE: '3',
      DEMO: 'off',
      ACCESS_TOKEN_TTL: '7200',
      TRUST_PROXY: 'loopback',
      // Longer than the balancer's pause between two checks.
      DRAIN_SECONDS: '3',
      ...this.options.settings,
    };
  }

  async startInstance(index: number, extra: Readonly<Record<string, string>> = {}): Promise<void> {
    const settings = { ...this.settings(), PORT: String(this.ports[index]), DATA_DIR: `${this.folder.path}/instance-${index}`, ...extra };
    this.instances[index] = await startServer(settings);
  }

  /** Starts whatever instance a fault that failed has left dead. */
  async complete(): Promise<void> {
    for (const [index, instance] of this.instances.entries()) if (!instance) await this.startInstance(index);
  }

  /** The same program with a clock that is wrong by so much. */
  startSkewed(index: number, skewMs: number): Promise<void> {
    return this.startInstance(index, skewedBy(skewMs));
  }

  async killInstance(index: number): Promise<void> {
    const instance = this.instances[index];
    this.instances[index] = null;
    if (!instance) return;
    await instance.kill9();
    this.past.push(...instance.log());
  }

  /** One of the instances that hold sockets: what is done to one with none is seen by nobody. */
  async serving(random: Random): Promise<number> {
    const sockets = await Promise.all(
      this.instances.map(async (instance) => {
        const metrics = instance ? await (await fetch(`${instance.url}/metrics`)).text() : '';
        return Number(/^tidemark_sockets (\d+)$/m.exec(metrics)?.[1] ?? 0);
      }),
    );
    return random.pick([...sockets.keys()].filter((index) => (sockets[index] as number) > 0));
  }

  /** As a deployment does it; the exit code. */
  async stopInstance(index: number): Promise<number | null> {
    const instance = this.instances[index];
    this.instances[index] = null;
    const code = instance ? await instance.stop() : null;
    this.past.push(...(instance?.log() ?? []));
    return code;
  }

  signalInstance(index: number, signal: NodeJS.Signals): void {
    const pid = this.instances[index]?.pid;
    if (pid !== undefined) process.kill(pid, signal);
  }

  /** The primary is lost for good; its replica takes its place, at the address the instances know. */
  async failOver(): Promise<void> {
    const { replica } = this;
    if (!replica) throw new Error('There is no replica to take over.');
    const lost = this.primary;
    await lost.kill('SIGKILL');
    await replica.promote();
    this.databaseWire.moveTo(replica.port);
    this.primary = replica;
    this.replica = null;
    await lost.stop();
  }

  /** The disk the database lies on, as long as it does. */
  get databaseDisk(): SmallDisk | null {
    return this.primary === this.first ? this.disk : null;
  }

  /** Every instance says that it and all its parts are well; at once, or within the time. */
  async healed(withinMs = 60_000): Promise<void> {
    await until(
      async () => Promise.all(this.instances.map((instance) => readiness(instance))),
      (states) => states.every((state) => state === 'ready'),
      withinMs,
    );
  }

  /** The end of what each instance has said, for whoever wants to know what went wrong. */
  lastWords(): string[] {
    return this.instances.flatMap((instance, index) =>
      (instance?.log() ?? []).slice(-LAST_WORDS).map(({ time, level, msg, err }) => {
        const cause = (err as { message?: string } | undefined)?.message;
        return `${index} ${time} ${level} ${msg}${cause ? `: ${cause.slice(0, 120)}` : ''}`;
      }),
    );
  }

  /** Whatever an instance has logged as an error. */
  errors(): Record<string, unknown>[] {
    const all = [...this.past, ...this.instances.flatMap((instance) => instance?.log() ?? [])];
    // That the database could not be reached is what a drill is about.
    const isExpected = ({ err }: Record<string, unknown>) => (err as { type?: string } | undefined)?.type === 'Unavailable';
    return all.filter((entry) => (entry.level === 'error' || entry.level === 'fatal') && !isExpected(entry));
  }

  /** Runs the command line beside the instances; what it printed and its exit code. */
  async command(...args: readonly string[]): Promise<{ readonly code: number | null; readonly lines: readonly string[] }> {
    const child = await startChild({
      command: process.execPath,
      args: ['dist/src/cli.js', ...args],
      env: {
        PATH: process.env.PATH,
        ...this.settings(),
        REDIS_URL: '',
        REDIS_CLUSTER_URLS: '',
        DATABASE_REPLICA_URL: '',
        DATA_DIR: `${this.folder.path}/cli`,
      },
      isReady: () => true,
    });
    return { code: await child.exited, lines: child.lines };
  }

  async close(): Promise<void> {
    await Promise.all(this.instances.map((instance) => instance?.kill9()));
    await this.balancer?.stop();
    await Promise.all([this.databaseWire?.close(), this.redisWire?.close(), this.exchange?.close()]);
    await Promise.all([this.primary?.stop(), this.replica?.stop(), this.redis?.stop(), this.cluster?.stop()]);
    this.disk?.close();
    this.folder.remove();
  }

  private async start(): Promise<void> {
    const { isCluster } = this.options;
    const [primary, redis, cluster, exchange] = await Promise.all([
      startPostgres({
        settings: { synchronous_commit: 'on', max_wal_size: '64MB', min_wal_size: '32MB' },
        ...(this.disk && { folder: this.disk.path }),
      }),
      isCluster ? null : startRedis(),
      isCluster ? startRedisCluster() : null,
      StubExchange.open(),
    ]);
    Object.assign(this, { primary, first: primary, redis, cluster, exchange });
    await primary.createDatabase(DATABASE);
    // A commit waits for it: after a restart of the primary it must not rest 5 s before it looks again.
    this.replica = await startReplica(primary, { settings: { wal_retrieve_retry_interval: '500ms' } });
    // Nothing is acknowledged that the replica does not have: so a failover loses nothing.
    await this.requireReplica(true);
    this.databaseWire = await TcpProxy.open(primary.port);
    this.redisWire = redis ? await TcpProxy.open(redis.port) : null;
    for (let index = 0; index < INSTANCES; index += 1) this.ports.push(await freePort());
    // All at once on an empty database.
    await Promise.all(this.ports.map((_, index) => this.startInstance(index)));
    const made = await this.command('user', 'create', '--email', 'admin@example.org', '--role', 'ADMIN', '--json');
    this.adminPassword = JSON.parse(made.lines.find((line) => line.startsWith('{')) as string).password;
    this.balancer = await startBalancer(this.ports);
    await this.healed();
  }

  /** Whether a commit waits for the replica, as an installation does that must lose nothing in a failover. */
  async requireReplica(isRequired: boolean): Promise<void> {
    await this.primary.run(`alter system set synchronous_standby_names = '${isRequired ? '*' : ''}'`);
    await this.primary.run('select pg_reload_conf()');
  }
}

async function readiness(instance: ServerProcess | null | undefined): Promise<string> {
  if (!instance) return 'gone';
  try {
    const answer = await fetch(`${instance.url}/readyz`, { signal: AbortSignal.timeout(2_000) });
    const { status, parts } = (await answer.json()) as { status: string; parts: Record<string, string> };
    // A replica that was promoted is missing from then on, which harms nothing.
    const others = Object.entries(parts).filter(([name]) => name !== 'replica');
    return status === 'degraded' && others.every(([, state]) => state === 'ok') ? 'ready' : status;
  } catch (error) {
    return (error as Error).name;
  }
}
