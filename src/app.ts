/** The composition root: the only place that makes the parts and joins them; `app/` holds its pieces. */
// The decorators of the schema need it before any of them runs.
import 'reflect-metadata';
import { join } from 'node:path';
import { aboutOf, banner, ROOT } from './app/about.js';
import { openAlerts } from './app/alerts.js';
import { startAnchoring } from './app/anchoring.js';
import { openApi } from './app/api.js';
import { now } from './app/clock.js';
import { type Core, openCore } from './app/core.js';
import { seedDemo } from './app/demo.js';
import { openIngestion } from './app/ingestion.js';
import { openJobs } from './app/jobs.js';
import { openSource, PUSH_SOURCE } from './app/source.js';
import type { Config } from './config.js';
import { startExchange } from './demo/exchange.js';
import { PriceBook } from './domain/price-book.js';
import { Push } from './push/push.js';
import { Server } from './server.js';
import { LiveValuations } from './services/live.js';
import { ServiceInfo } from './services/service.js';
import { anchorFile } from './storage/anchor-file.js';
import { type Log, Metrics } from './telemetry.js';

export interface RunningApp {
  readonly url: string;
  readonly core: Core;
  readonly live: LiveValuations;
  readonly push: Push | null;
  /** What a person at the terminal should know, line by line. */
  readonly banner: readonly string[];
  stop(): Promise<void>;
}

export async function startApp(config: Config, log: Log, onProgress: (text: string) => void, image?: Blob): Promise<RunningApp> {
  const core = await openCore(config, log, onProgress, image);
  const { database, bus, sessions } = core;
  const metrics = new Metrics();
  const admin = config.isDemo ? await seedDemo(config, core, onProgress) : null;
  const exchange = config.isSimulated
    ? await startExchange({ seed: config.demoSeed, ticksPerSecond: config.demoTicksPerSecond, now })
    : null;
  const sources = config.sources.map((name) => openSource(name, config, exchange, database));
  const infos = [...sources.map(({ info }) => info), PUSH_SOURCE];

  const prices = new PriceBook();
  const live = new LiveValuations(database, bus, prices, { log, metrics, now });
  await live.start();
  const { pipeline, symbols, recorder, loop, healthLog } = await openIngestion({ core, prices, sources, infos, log, metrics, config });

  const jobs = openJobs({ core, log, metrics });
  const info = new ServiceInfo(aboutOf(config), infos);
  const alerts = openAlerts({ core, config, log });
  const { schema, instruments } = await openApi({ core, prices, live, pipeline, symbols, loop, jobs, info, infos, sources, alerts });
  const push = config.isPushing ? new Push({ schema, live, info, log, metrics }) : null;
  const server = new Server({
    schema,
    sessions,
    instruments,
    inbox: alerts.inbox,
    live,
    push,
    log,
    metrics,
    isApi: config.roles.has('api'),
    ...serverSettings(config),
    webFolder: join(ROOT, 'dist', 'web'),
    readiness: () => readinessOf(core),
  });
  await bus.subscribe('sessions', ({ ended }) => server.endSessions(ended));
  await alerts.start();
  const url = await server.listen(config.host, config.port);
  if (config.roles.has('ingest')) loop.start();
  if (config.roles.has('worker')) jobs.start();
  healthLog.start();
  const anchoring = startAnchoring(core.audit, image ? null : anchorFile(config.dataDir), log);
  return {
    url,
    core,
    live,
    push,
    banner: banner({ config, url, sources, admin }),
    async stop() {
      await Promise.all([loop.stop(), jobs.stop()]);
      await recorder.flush();
      await alerts.stop();
      await healthLog.stop();
      live.stop();
      push?.stop();
      await server.stop();
      await exchange?.close();
      await anchoring.stop();
      await core.close();
    },
  };
}

function serverSettings({ isProduction, allowedOrigins, trustedProxies, metricsToken, socketsPerUser, socketsPerAddress }: Config) {
  return { isProduction, allowedOrigins, trustedProxies, metricsToken, socketsPerUser, socketsPerAddress };
}

/** Without the bus this instance still serves its own users: degraded, not down. */
async function readinessOf({ database, bus }: Core) {
  const isDatabaseUp = await database.isReachable();
  const parts = {
    database: isDatabaseUp ? 'ok' : 'unreachable',
    ...(database.hasReplica() && { replica: database.replicaLagMs() === null ? 'lagging' : 'ok' }),
    bus: bus.isConnected() ? 'ok' : 'unreachable',
  };
  return { isReady: isDatabaseUp, parts };
}
