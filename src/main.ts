/** Starts the server with the settings of the environment, and stops it on a signal. */
import { startApp } from './app.js';
import { ConfigError, readConfig } from './config.js';
import { openLog } from './telemetry.js';

const STOP_MS_MAX = 15_000;

try {
  const config = readConfig();
  const log = openLog(config.logLevel);
  const startMs = performance.now();
  // What people read goes to standard error, so that standard output stays one JSON object a line.
  const say = (text: string) => void process.stderr.write(`${text}\n`);
  const app = await startApp(config, log, say);
  const { port } = new URL(app.url);
  log.info({ url: app.url, port: Number(port), startedInMs: Math.round(performance.now() - startMs) }, 'listening');
  say(['', ...app.banner, ''].join('\n'));

  let isStopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      log.info({ signal }, 'stopping');
      setTimeout(() => {
        log.error('the stop took too long; ending now');
        process.exit(1);
      }, STOP_MS_MAX).unref();
      app.stop().then(
        () => {
          log.info('stopped');
          process.exit(0);
        },
        (error) => {
          log.error({ err: error }, 'the stop failed');
          process.exit(1);
        },
      );
    });
  }
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a failure that nobody handled'));
} catch (error) {
  const isExpected = error instanceof ConfigError || (error instanceof Error && /data folder|EADDRINUSE/.test(error.message));
  process.stderr.write(`${isExpected ? (error as Error).message : ((error as Error).stack ?? error)}\n`);
  process.exit(1);
}
