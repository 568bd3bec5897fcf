/** Starts the server with the settings of the environment, in one process or several, and stops it on a signal. */
import cluster from 'node:cluster';
import { AggregatorRegistry } from 'prom-client';
import { startApp } from './app.js';
import { type Config, ConfigError, readConfig } from './config.js';
import { Supervised, Supervisor } from './supervisor.js';
import { type Log, openLog } from './telemetry.js';

const STOP_MS_MAX = 15_000;
/** A supervisor ends whoever takes too long, and goes last. */
const SUPERVISOR_MS = 2_000;
/** What the log needs to be written before the end. */
const LAST_WORDS_MS = 50;

// What people read goes to standard error, so that standard output stays one JSON object a line.
const say = (text: string) => void process.stderr.write(`${text}\n`);

try {
  const config = readConfig();
  const log = openLog(config.logLevel);
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a failure that nobody handled'));
  process.on('uncaughtException', (error) => {
    // Whatever was half done is unknown: a new process starts from what is stored.
    log.fatal({ err: error }, 'a failure that nobody caught');
    setTimeout(() => process.exit(1), LAST_WORDS_MS);
  });
  if (config.workers > 1 && cluster.isPrimary) await supervise(config, log);
  else await serve(config, log);
} catch (error) {
  const isExpected = error instanceof ConfigError || (error instanceof Error && /data folder|EADDRINUSE/.test(error.message));
  say(isExpected ? (error as Error).message : String((error as Error).stack ?? error));
  process.exit(1);
}

async function serve(config: Config, log: Log): Promise<void> {
  const startMs = performance.now();
  const supervised = cluster.isWorker ? new Supervised() : null;
  const app = await startApp(config, log, say, { supervised });
  if (supervised) {
    new AggregatorRegistry();
    AggregatorRegistry.setRegistries(app.metrics.registry);
    log.info({ url: app.url, pid: process.pid, roles: [...config.roles], startedInMs: sinceMs(startMs) }, 'a process is ready');
    supervised.ready(app.url, app.banner);
  } else {
    announce(log, startMs, app);
  }
  stopOnSignal(log, async () => {
    await app.stop();
    return 0;
  });
}

async function supervise(config: Config, log: Log): Promise<void> {
  const startMs = performance.now();
  const supervisor = new Supervisor(config, log, (url, banner) => announce(log, startMs, { url, banner }));
  stopOnSignal(log, () => supervisor.stop(), STOP_MS_MAX + SUPERVISOR_MS);
  process.exit(await supervisor.start());
}

function announce(log: Log, startMs: number, { url, banner }: { url: string; banner: readonly string[] }): void {
  log.info({ url, port: Number(new URL(url).port), startedInMs: sinceMs(startMs) }, 'listening');
  say(['', ...banner, ''].join('\n'));
}

function sinceMs(startMs: number): number {
  return Math.round(performance.now() - startMs);
}

function stopOnSignal(log: Log, stop: () => Promise<number>, limitMs = STOP_MS_MAX): void {
  let isStopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      log.info({ signal }, 'stopping');
      setTimeout(() => giveUp(log), limitMs).unref();
      stop().then(
        (code) => {
          log.info('stopped');
          process.exit(code);
        },
        (error) => {
          log.error({ err: error }, 'the stop failed');
          process.exit(1);
        },
      );
    });
  }
}

function giveUp(log: Log): void {
  log.error('the stop took too long; ending now');
  process.exit(1);
}
