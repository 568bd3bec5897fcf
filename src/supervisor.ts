/**
 * Uses all cores of a machine: so many API processes behind one port, beside one that ingests and works. Invariant: a process that
 * dies is replaced, after a longer pause the sooner it died; one that cannot even start ends everything, so that nobody loops unseen.
 */
import cluster, { type Worker } from 'node:cluster';
import { AggregatorRegistry } from 'prom-client';
import type { InstanceRole } from './config/environment.js';
import type { Config } from './config.js';
import type { Log } from './telemetry.js';

/** A process that lived this long may be replaced at once. */
const SETTLED_MS = 10_000;
const PAUSE_MS = { shortest: 200, longest: 10_000 } as const;
/** What the processes have for their stop, and a moment to be gone. */
const STOP_MS_MAX = 16_000;
const METRICS_MS_MAX = 3_000;

type FromProcess =
  | { readonly type: 'ready'; readonly url: string; readonly banner: readonly string[] }
  | { readonly type: 'metrics'; readonly id: number };
type ToProcess = { readonly type: 'metrics'; readonly id: number; readonly text: string };

interface Post {
  readonly roles: readonly InstanceRole[];
  worker: Worker | null;
  startedMs: number;
  /** Deaths in a row, each soon after its start. */
  failures: number;
  isReady: boolean;
}

export class Supervisor {
  private readonly posts: Post[];
  private readonly metrics = new AggregatorRegistry();
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
    this.posts = [...api, ...(others.length > 0 ? [others] : [])].map((roles) => ({
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
    if (message.type === 'metrics') {
      this.metrics
        .clusterMetrics()
        .then((text) => worker.send({ type: 'metrics', id: message.id, text } satisfies ToProcess))
        .catch((error: unknown) => this.log.warn({ err: error }, 'the metrics of the processes could not be added up'));
    }
  }
}

/** The side of one of the processes: says that it is ready, and asks for everybody's metrics. */
export class Supervised {
  private readonly waiting = new Map<number, (text: string) => void>();
  private lastId = 0;

  constructor() {
    process.on('message', (message: ToProcess) => {
      if (message.type === 'metrics') this.waiting.get(message.id)?.(message.text);
    });
  }

  ready(url: string, banner: readonly string[]): void {
    process.send?.({ type: 'ready', url, banner } satisfies FromProcess);
  }

  /** The sums over all processes of the machine. */
  metrics(): Promise<string> {
    this.lastId += 1;
    const id = this.lastId;
    return new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('The supervisor did not answer.')), METRICS_MS_MAX);
      this.waiting.set(id, (text) => {
        clearTimeout(timer);
        resolve(text);
      });
      process.send?.({ type: 'metrics', id } satisfies FromProcess);
    }).finally(() => this.waiting.delete(id));
  }
}
