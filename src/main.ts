/** Starts the server with the settings of the environment, in one process or several, and stops it on a signal. */
import cluster from 'node:cluster';
import { randomUUID } from 'node:crypto';
import { requirePassphrase } from './app/backup.js';
import { readMappings } from './app/file-drop.js';
import { readTrustedDocuments } from './app/trusted-documents.js';
import { version } from './app/version.js';
import { wordsOf } from './app/words.js';
import { startApp } from './app.js';
import { type Config, readConfig } from './config.js';
import { Supervised, Supervisor } from './supervisor.js';
import { startTracing } from './telemetry/tracing.js';
import { type Log, openLog } from './telemetry.js';

const STOP_MS_MAX = 15_000;
/** A supervisor ends whoever takes too long, and goes last. */
const SUPERVISOR_MS = 2_000;
/** A process that no longer knows its own state may take so long to let others finish. */
const FAILED_STOP_MS_MAX = 5_000;
/** What the log needs to be written before the end. */
const LAST_WORDS_MS = 50;

// What people read goes to standard error, so that standard output stays one JSON object a line.
const say = (text: string) => void process.stderr.write(`${text}\n`);

/** Puts things in order before the end; null before there are any. */
let stop: (() => Promise<number>) | null = null;
let hasFailed = false;

try {
  const config = readConfig();
  const log = openLog(config.logLevel);
  // What was asked for was not done, and whatever it had begun in the database was rolled back: nothing else is in doubt.
  process.on('unhandledRejection', (error) => log.error({ err: error, failureId: randomUUID() }, 'a failure that nobody handled'));
  process.on('uncaughtException', (error) => endAfter(error, log));
  // Before any process is made that would stop at it.
  readMappings(config);
  readTrustedDocuments(config);
  requirePassphrase(config);
  if (config.workers > 1 && cluster.isPrimary) await supervise(config, log);
  else await serve(config, log);
} catch (error) {
  say(wordsOf(error));
  process.exit(1);
}

async function serve(config: Config, log: Log): Promise<void> {
  const startMs = performance.now();
  const supervised = cluster.isWorker ? new Supervised() : null;
  // Before anything is opened that is to be traced.
  const stopTracing = await startTracing(config.tracing, { version: version(), roles: [...config.roles].join(',') }, log);
  const app = await startApp(config, log, say, { supervised });
  if (supervised) {
    log.info({ url: app.url, pid: process.pid, roles: [...config.roles], startedInMs: sinceMs(startMs) }, 'a process is ready');
    supervised.ready(app.url, app.banner, app.metrics.registry);
  } else {
    announce(log, startMs, app);
  }
  const end = async () => {
    await app.stop();
    await stopTracing();
    return 0;
  };
  stop = end;
  stopOnSignal(log, () => app.drain().then(end));
}

async function supervise(config: Config, log: Log): Promise<void> {
  const startMs = performance.now();
  const supervisor = new Supervisor(config, log, (url, banner) => announce(log, startMs, { url, banner }));
  stop = () => supervisor.stop();
  stopOnSignal(log, stop, STOP_MS_MAX + SUPERVISOR_MS);
  process.exit(await supervisor.start());
}

function announce(log: Log, startMs: number, { url, banner }: { url: string; banner: readonly string[] }): void {
  const about = { version: version(), node: process.version, pid: process.pid };
  log.info({ url, port: Number(new URL(url).port), startedInMs: sinceMs(startMs), ...about }, 'listening');
  say(['', ...banner, ''].join('\n'));
}

function sinceMs(startMs: number): number {
  return Math.round(performance.now() - startMs);
}

/** Whatever this process had in memory is in doubt: what is under way ends, and a new process starts from what is stored. */
function endAfter(error: Error, log: Log): void {
  log.fatal({ err: error, failureId: randomUUID() }, 'a failure that nobody caught; ending');
  if (hasFailed) return;
  hasFailed = true;
  const end = () => setTimeout(() => process.exit(1), LAST_WORDS_MS);
  setTimeout(end, FAILED_STOP_MS_MAX);
  Promise.resolve(stop?.()).then(end, end);
}

function stopOnSignal(log: Log, stopAll: () => Promise<number>, limitMs = STOP_MS_MAX): void {
  let isStopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      log.info({ signal }, 'stopping');
      setTimeout(() => giveUp(log), limitMs).unref();
      stopAll().then(
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
