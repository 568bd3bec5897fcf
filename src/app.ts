/** The composition root: the only place that makes the parts and joins them; `app/` holds its pieces. */
// The decorators of the schema need it before any of them runs.
import 'reflect-metadata';
import { join } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import { aboutOf, banner } from './app/about.js';
import { openAdminChannel } from './app/admin-channel.js';
import { openAlerts } from './app/alerts.js';
import { startAnchoring } from './app/anchoring.js';
import { openApi } from './app/api.js';
import { now } from './app/clock.js';
import { type Core, openCore } from './app/core.js';
import { seedDemo } from './app/demo.js';
import { openFileDrop, readMappings } from './app/file-drop.js';
import { openGauges } from './app/gauges.js';
import { openIngestion } from './app/ingestion.js';
import { openJobs } from './app/jobs.js';
import { openQuoteCache } from './app/quote-cache.js';
import { openSource, PUSH_SOURCE } from './app/source.js';
import { historiansIn } from './app/source-resolver.js';
import { readTrustedDocuments } from './app/trusted-documents.js';
import { ROOT } from './app/version.js';
import { type Config, ConfigError } from './config.js';
import { type Exchange, startExchange } from './demo/exchange.js';
import { PriceBook } from './domain/price-book.js';
import { DROP_SOURCE } from './ingestion/file-drop.js';
import type { Pipeline } from './ingestion/pipeline.js';
import type { Source } from './ingestion/source.js';
import type { SymbolBook } from './ingestion/symbols.js';
import { Push } from './push/push.js';
import { Server } from './server.js';
import { KeptDays } from './services/kept-day.js';
import { KeptDayWatch } from './services/kept-day-watch.js';
import { LiveValuations } from './services/live.js';
import { PortfolioTotals } from './services/portfolio-total.js';
import { ServiceInfo } from './services/service.js';
import { anchorFile } from './storage/anchor-file.js';
import { type Log, Metrics } from './telemetry.js';

export interface RunningApp {
  readonly url: string;
  readonly core: Core;
  readonly schema: GraphQLSchema;
  readonly prices: PriceBook;
  readonly live: LiveValuations;
  readonly push: Push | null;
  /** What is held of open connections, for tests. */
  readonly connections: () => ReturnType<Server['counts']>;
  readonly metrics: Metrics;
  /** What a person at the terminal should know, line by line. */
  readonly banner: readonly string[];
  /** Says that it is not ready and answers on, for as long as the settings say; whoever is to stop in good order calls it first. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

/** For a store that is under way when this instance starts to listen to the others. */
const STORE_GRACE_MS = 250;

export interface StartOptions {
  /** A prepared embedded database, kept in memory from there on instead of in the data folder. */
  readonly image?: Blob;
  /** This is one of several processes; null: it is alone. */
  readonly supervised?: { metrics(): Promise<string> } | null;
}

export async function startApp(
  config: Config,
  log: Log,
  onProgress: (text: string) => void,
  { image, supervised = null }: StartOptions = {},
): Promise<RunningApp> {
  const mappings = readMappings(config);
  const core = await openCore(config, log, onProgress, image);
  const { database, bus, sessions } = core;
  const metrics = new Metrics();
  const admin = config.isDemo ? await seedDemo(config, core, onProgress) : null;
  const exchange = await openExchange(config);
  const sources = config.sources.map((name) => openSource(name, config, exchange, database));
  const infos = [...sources.map(({ info }) => info), PUSH_SOURCE, ...(config.fileDrop ? [DROP_SOURCE] : [])];

  const prices = new PriceBook();
  const live = new LiveValuations(database, bus, prices, { log, metrics, now });
  const cache = await openQuoteCache(config, core, prices, log);
  await live.start();
  const ingestion = await openIngestion({ core, prices, cache, live, sources, infos, log, config });
  const { pipeline, symbols, loop, healthLog, ends } = ingestion;
  const fileDrop = openFileDrop({ config, mappings, core, pipeline, log });
  const work = openWork({ core, config, log, metrics, prices, sources, symbols });
  openGauges({ metrics, core, prices, pipeline, symbols, health: () => loop.health(), jobs: work.jobs });
  const info = new ServiceInfo(aboutOf(config), infos);
  const alerts = openAlerts({ core, prices, config, log, metrics });
  const { schema, instruments } = await openApi({ core, prices, live, ...ingestion, ...work, info, infos, sources, alerts });
  const push = config.isPushing ? new Push({ schema, live, info, log, metrics }) : null;
  const server = new Server({
    ...{ schema, sessions, instruments, inbox: alerts.inbox, live, push, log, metrics, now },
    isApi: config.roles.has('api'),
    ...serverSettings(config),
    webFolder: join(ROOT, 'dist', 'web'),
    trustedDocuments: readTrustedDocuments(config),
    readiness: () => readinessOf(core, pipeline),
    metricsText: () => supervised?.metrics() ?? metrics.registry.metrics(),
  });
  await bus.subscribe('sessions', ({ ended }) => server.endSessions(ended));
  await alerts.start();
  if (config.redis) await live.settle(config.streamStoreMs + STORE_GRACE_MS);
  // Of several processes only those of the API share the port.
  const isSharing = supervised !== null && config.roles.has('api');
  const url = await server.listen(config.host, supervised && !isSharing ? 0 : config.port, { isSharing }).catch((error: Error) => {
    throw new ConfigError([
      `HOST, PORT: nothing can be served there: ${error.message}. HOST is an address of this machine; nobody else may have PORT.`,
    ]);
  });
  if (config.roles.has('ingest')) {
    loop.start();
    fileDrop?.start();
  }
  healthLog.start();
  const besides = [() => work.keptDays.stop(), ...(await startBesides(core, image ? null : config.dataDir, log))];
  if (config.roles.has('worker')) await work.start();
  return {
    ...{ url, core, prices, schema, live, push, metrics },
    connections: () => server.counts(),
    banner: banner({ config, url, sources, admin }),
    drain: () => server.drain(config.drainMs),
    async stop() {
      // The sockets first, with a code that says "connect again": a subscription that merely ended would not be renewed.
      const served = server.stop();
      await settled(log, [() => served, () => loop.stop(), () => fileDrop?.stop(), () => work.stop()]);
      live.stop();
      push?.stop();
      await settled(log, [...ends, () => cache?.close(), () => alerts.stop(), () => exchange?.close(), ...besides]);
      await core.close();
    },
  };
}

/** What goes on beside serving people, in the data folder if there is one; returns how to end it. */
async function startBesides({ database, audit }: Core, dataDir: string | null, log: Log): Promise<(() => unknown)[]> {
  const channel = await openAdminChannel(database, dataDir, log);
  const anchoring = startAnchoring(audit, dataDir && anchorFile(dataDir), log);
  return [() => anchoring.stop(), () => channel.close()];
}

/** What is done from time to time, for everybody. */
function openWork({ core, config, log, metrics, prices, sources, symbols }: WorkParts) {
  const totals = new PortfolioTotals(core.database, prices, now);
  const historians = historiansIn(sources, symbols);
  const keptDays = new KeptDays(core.database, now);
  const keptDayWatch = new KeptDayWatch(core.bus, keptDays, log);
  const jobs = openJobs({ config, core, log, metrics, historians, totals, keptDays });
  const start = async () => {
    core.mail.start(metrics);
    await keptDayWatch.start();
    jobs.start();
  };
  const stop = async () => {
    await Promise.all([keptDayWatch.stop(), jobs.stop()]);
  };
  return { totals, keptDays, jobs, start, stop };
}

interface WorkParts {
  readonly core: Core;
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly prices: PriceBook;
  readonly sources: readonly Source[];
  readonly symbols: SymbolBook;
}

/** The made-up market, in the one process that asks for its prices. */
async function openExchange({ isSimulated, roles, demoSeed, demoTicksPerSecond }: Config): Promise<Exchange | null> {
  return isSimulated && roles.has('ingest') ? startExchange({ seed: demoSeed, ticksPerSecond: demoTicksPerSecond, now }) : null;
}

/** The dashboard's own, and those of the manifests that are given. */
function serverSettings(config: Config) {
  return {
    isProduction: config.isProduction,
    tls: config.tls,
    redirectPort: config.redirectPort,
    allowedOrigins: config.allowedOrigins,
    ownNames: config.ownNames,
    trustedProxies: config.trustedProxies,
    metricsToken: config.metricsToken,
    socketsPerUser: config.socketsPerUser,
    socketsPerAddress: config.socketsPerAddress,
    requestsAtOnce: config.requestsAtOnce,
  };
}

/** What fails in a stop, for want of the database perhaps, must not keep the rest from stopping. */
async function settled(log: Log, stops: readonly (() => unknown)[]): Promise<void> {
  const outcomes = await Promise.allSettled(stops.map(async (stop) => stop()));
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') log.warn({ err: outcome.reason }, 'a part could not stop as it should');
}

/** Without the bus, or room for what comes, this instance still serves its own users: degraded, not down. */
async function readinessOf({ database, bus }: Core, pipeline: Pipeline) {
  const isDatabaseUp = await database.isReachable();
  const parts = {
    database: isDatabaseUp ? 'ok' : 'unreachable',
    ...(database.hasReplica() && { replica: database.replicaLagMs() === null ? 'lagging' : 'ok' }),
    bus: bus.isConnected() ? 'ok' : 'unreachable',
    prices: pipeline.unstoredS() > 0 ? 'not stored' : 'ok',
  };
  return { isReady: isDatabaseUp, parts };
}
