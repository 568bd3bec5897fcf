/**
 * Uses all cores of a machine: so many API processes behind one port, beside one that ingests and works. Invariant: a process that
 * dies is replaced, after a longer pause the sooner it died; one that cannot even start ends everything, so that nobody loops unseen.
 */
import cluster, { type Worker } from 'node:cluster';
import { AggregatorRegistry, type MetricObjectWithValues, type MetricValue, type Registry } from 'prom-client';
import type { InstanceRole } from './config/environment.js';
import type { Config } from './config.js';
import type { Log } from './telemetry.js';

/** A process that lived this long may be replaced at once. */
const SETTLED_MS = 10_000;
const PAUSE_MS = { shortest: 200, longest: 10_000 } as const;
/** What the processes have for their stop, and a moment to be gone. */
const STOP_MS_MAX = 16_000;
/** What each process has to tell its metrics, and what whoever asks for all of them waits. */
const METRICS_MS_MAX = { one: 3_000, all: 5_000 } as const;
/** Also what tells that a process is silent, in whose place it cannot be said. */
export const PROCESS_UP = { name: 'tidemark_process_up', help: 'Whether a process of this instance answers: 1 or 0.' } as const;

/** One metric with all its series. */
type Told = MetricObjectWithValues<MetricValue<string>>;

type FromProcess =
  | { readonly type: 'ready'; readonly url: string; readonly banner: readonly string[] }
  | { readonly type: 'all metrics?'; readonly id: number }
  | { readonly type: 'metrics'; readonly id: number; readonly metrics: Told[] };
type ToProcess =
  | { readonly type: 'metrics?'; readonly id: number }
  | { readonly type: 'all metrics'; readonly id: number; readonly text: string };

interface Post {
  /** The same for whoever takes the place, so that what is counted goes on as after any restart. */
  readonly number: number;
  readonly roles: readonly InstanceRole[];
  worker: Worker | null;
  startedMs: number;
  /** Deaths in a row, each soon after its start. */
  failures: number;
  isReady: boolean;
}

export class Supervisor {
  private readonly posts: Post[];
  private readonly asked = new Map<number, (metrics: Told[]) => void>();
  private lastId = 0;
  private port: number;
  private front: { readonly url: string; readonly banner: readonly string[] } = { url: '', banner: [] };
  private isStopping = false;
  private hasStarted = false;
  private failed: (code: number) => void = () => undefined;

  constructor(
    config: Pick<Config, 'workers' | 'roles' | 'port'>,
    private readonly log: Log,
    /** The address and the banner, once every process is ready. */
    private readonly onReady: (url: string, banner: readonly string[]) => void,
  ) {
    this.port = config.port;
    const others = [...config.roles].filter((role) => role !== 'api');
    const api = config.roles.has('api') ? Array.from({ length: config.workers }, () => ['api'] as const) : [];
    this.posts = [...api, ...(others.length > 0 ? [others] : [])].map((roles, index) => ({
      number: index + 1,
      roles,
      worker: null,
      startedMs: 0,
      failures: 0,
      isReady: false,
    }));
  }

  /** Resolves with the exit code when it must end by itself. */
  start(): Promise<number> {
    cluster.setupPrimary({ serialization: 'json' });
    cluster.on('exit', (worker, code, signal) => this.replace(worker, signal ?? code));
    cluster.on('message', (worker, message: FromProcess) => this.hear(worker, message));
    // A free port is found by the first of them; the others share it.
    for (const post of this.port === 0 ? this.posts.slice(0, 1) : this.posts) this.fill(post);
    return new Promise((resolve) => {
      this.failed = resolve;
    });
  }

  /** Asks every process to stop and waits; whoever does not is ended. @returns the exit code */
  async stop(): Promise<number> {
    this.isStopping = true;
    const exits = this.posts.flatMap(({ worker }) => (worker ? [this.end(worker)] : []));
    const codes = await Promise.all(exits);
    return codes.every((code) => code === 0) ? 0 : 1;
  }

  private end(worker: Worker): Promise<number | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => worker.process.kill('SIGKILL'), STOP_MS_MAX);
      worker.once('exit', (code, signal) => {
        clearTimeout(timer);
        if (code !== 0) this.log.error({ pid: worker.process.pid, why: signal ?? code }, 'a process did not stop as it should');
        resolve(code);
      });
      worker.process.kill('SIGTERM');
    });
  }

  private fill(post: Post): void {
    if (this.isStopping) return;
    post.startedMs = performance.now();
    post.isReady = false;
    post.worker = cluster.fork({ ROLES: post.roles.join(','), PORT: String(this.port) });
  }

  private replace(worker: Worker, why: string | number): void {
    const post = this.posts.find((each) => each.worker === worker);
    if (!post || this.isStopping) return;
    post.worker = null;
    if (!this.hasStarted) {
      this.isStopping = true;
      for (const each of this.posts) each.worker?.process.kill('SIGTERM');
      this.log.fatal({ pid: worker.process.pid, why, roles: post.roles }, 'a process could not start');
      this.failed(1);
      return;
    }
    post.failures = performance.now() - post.startedMs < SETTLED_MS ? post.failures + 1 : 0;
    const pauseMs = post.failures === 0 ? 0 : Math.min(PAUSE_MS.longest, PAUSE_MS.shortest * 2 ** (post.failures - 1));
    this.log.error({ pid: worker.process.pid, why, roles: post.roles, pauseMs }, 'a process ended; another takes its place');
    setTimeout(() => this.fill(post), pauseMs);
  }

  private readied(worker: Worker, { url, banner }: Extract<FromProcess, { type: 'ready' }>): void {
    const post = this.posts.find((each) => each.worker === worker);
    if (!post) return;
    post.isReady = true;
    // The address clients use: of an API process, if there is one.
    if (post === this.posts[0]) this.front = { url, banner };
    if (this.port === 0) {
      this.port = Number(new URL(url).port);
      for (const each of this.posts) if (!each.worker) this.fill(each);
    }
    if (this.hasStarted || !this.posts.every(({ isReady }) => isReady)) return;
    this.hasStarted = true;
    this.onReady(this.front.url, this.front.banner);
  }

  private hear(worker: Worker, message: FromProcess): void {
    if (message.type === 'ready') this.readied(worker, message);
    if (message.type === 'metrics') this.asked.get(message.id)?.(message.metrics);
    if (message.type === 'all metrics?') {
      this.allMetrics()
        .then((text) => tell(worker, { type: 'all metrics', id: message.id, text }))
        .catch((error: unknown) => this.log.warn({ err: error }, 'the metrics of the processes could not be put together'));
    }
  }

  /** Those of each process under its number: sums would fall when one ends or is silent, and hide one that is late among others that are not. */
  private async allMetrics(): Promise<string> {
    const all = await Promise.all(
      this.posts.map(async (post) => {
        const metrics = (await this.metricsOf(post)) ?? [silent];
        return metrics.map((metric) => numbered(metric, post.number));
      }),
    );
    return AggregatorRegistry.aggregate(all).metrics();
  }

  /** Null when the process is not there or does not answer in time. */
  private metricsOf({ worker, isReady }: Post): Promise<Told[] | null> {
    if (!worker || !isReady) return Promise.resolve(null);
    this.lastId += 1;
    const id = this.lastId;
    return new Promise<Told[] | null>((resolve) => {
      const timer = setTimeout(() => resolve(null), METRICS_MS_MAX.one);
      this.asked.set(id, (metrics) => {
        clearTimeout(timer);
        resolve(metrics);
      });
      tell(worker, { type: 'metrics?', id });
    }).finally(() => this.asked.delete(id));
  }
}

const silent = { ...PROCESS_UP, type: 'gauge', values: [{ value: 0, labels: {} }] } as unknown as Told;

/** No two of them have the same labels then, so that nothing is added up. */
function numbered(metric: Told, process: number): Told {
  const values = metric.values.map((value) => ({ ...value, labels: { ...value.labels, process } }));
  return { ...metric, values, aggregator: 'sum' };
}

/** One that is just ending hears nothing any more; that is told by its exit. */
function tell(worker: Worker, message: ToProcess): void {
  if (worker.isConnected()) worker.send(message, () => undefined);
}

/** The side of one of the processes: says that it is ready, and asks for everybody's metrics. */
export class Supervised {
  private readonly waiting = new Map<number, (text: string) => void>();
  private lastId = 0;

  /** @param registry what this process counts, of which it is asked from then on */
  ready(url: string, banner: readonly string[], registry: Registry): void {
    process.on('message', async (message: ToProcess) => {
      if (message.type === 'all metrics') this.waiting.get(message.id)?.(message.text);
      if (message.type === 'metrics?') say({ type: 'metrics', id: message.id, metrics: await registry.getMetricsAsJSON() });
    });
    say({ type: 'ready', url, banner });
  }

  /** Of all processes of the machine, each under its number. */
  metrics(): Promise<string> {
    this.lastId += 1;
    const id = this.lastId;
    return new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('The supervisor did not answer.')), METRICS_MS_MAX.all);
      this.waiting.set(id, (text) => {
        clearTimeout(timer);
        resolve(text);
      });
      say({ type: 'all metrics?', id });
    }).finally(() => this.waiting.delete(id));
  }
}

const say = (message: FromProcess) => void process.send?.(message);
