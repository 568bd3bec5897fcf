/** The composition root: the only place that makes the parts and joins them. */
// The decorators of the schema need it before any of them runs.
import 'reflect-metadata';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config, SourceName } from './config.js';
import { type Exchange, startExchange } from './demo/exchange.js';
import { DEMO_EMAIL } from './demo/person.js';
import { seedWorld } from './demo/seed.js';
import type { Day } from './domain/day.js';
import type { SourceId } from './domain/ids.js';
import { Instrument, InstrumentKind, SourceSymbol } from './domain/instrument.js';
import { PriceBook } from './domain/price-book.js';
import { Adjustment, isDated, type QuoteKind } from './domain/quote.js';
import { PUSHED, type SourceInfo, SourceStatus } from './domain/source.js';
import { Role, User } from './domain/user.js';
import { withDerivedSymbols } from './ingestion/derive-symbols.js';
import { HttpClient } from './ingestion/http.js';
import { Pipeline } from './ingestion/pipeline.js';
import { meterOf, type Spend } from './ingestion/quota.js';
import { IngestRecorder } from './ingestion/record.js';
import { IngestionLoop, type SourceLease } from './ingestion/schedule.js';
import type { RawObservation, Source } from './ingestion/source.js';
import { AlpacaSource } from './ingestion/sources/alpaca.js';
import { AlphaVantageSource } from './ingestion/sources/alpha-vantage.js';
import { AMFI, AmfiSource } from './ingestion/sources/amfi.js';
import { ECB, EcbSource } from './ingestion/sources/ecb.js';
import { FinnhubSource } from './ingestion/sources/finnhub.js';
import { MfapiSource } from './ingestion/sources/mfapi.js';
import { STREAM, StreamSource } from './ingestion/sources/stream.js';
import { TiingoSource } from './ingestion/sources/tiingo.js';
import { TwelveDataSource } from './ingestion/sources/twelve-data.js';
import { YAHOO, YahooSource } from './ingestion/sources/yahoo.js';
import { SymbolBook } from './ingestion/symbols.js';
import { Push } from './push/push.js';
import { AccountResolver, PortfolioResolver } from './resolvers/account.js';
import { AllocationResolver, AllocationSliceResolver } from './resolvers/allocation.js';
import { AuditResolver } from './resolvers/audit.js';
import { ExplanationResolver } from './resolvers/explanation.js';
import { ExportResolver } from './resolvers/export.js';
import { HistoryResolver } from './resolvers/history.js';
import { ImportResolver } from './resolvers/import.js';
import { IncomeReportResolver, InstrumentIncomeResolver } from './resolvers/income.js';
import { InstrumentResolver, QuoteResolver } from './resolvers/instrument.js';
import { ContributionResolver, ContributionsResolver, PerformanceResolver } from './resolvers/performance.js';
import { QuoteProvenanceResolver } from './resolvers/provenance.js';
import { RealisedGainReportResolver, RealisedGainResolver } from './resolvers/realised-gain.js';
import { openSchema } from './resolvers/schema.js';
import { ServiceResolver } from './resolvers/service.js';
import { SplitResolver } from './resolvers/split.js';
import { TransactionResolver } from './resolvers/transaction.js';
import { ActiveSessionResolver, UserResolver } from './resolvers/user.js';
import { GapResolver, HoldingResolver, ValuationResolver } from './resolvers/valuation.js';
import { Server } from './server.js';
import { AccountService } from './services/account.js';
import { AllocationService } from './services/allocation.js';
import { AuditService } from './services/audit.js';
import { ExplanationService } from './services/explanation.js';
import { ExportService } from './services/export.js';
import { HistoryService } from './services/history.js';
import { ImportService } from './services/import.js';
import { IncomeService } from './services/income.js';
import { InstrumentService } from './services/instrument.js';
import { LiveValuations } from './services/live.js';
import { PerformanceService } from './services/performance.js';
import { PortfolioService } from './services/portfolio.js';
import { type HeldQuote, ProvenanceService, type Release } from './services/provenance.js';
import { QuoteService } from './services/quote.js';
import { RealisedGainService } from './services/realised-gain.js';
import { type About, ServiceInfo } from './services/service.js';
import { SplitService } from './services/split.js';
import { TransactionService } from './services/transaction.js';
import { UserService } from './services/user.js';
import { UserAdminService } from './services/user-admin.js';
import { anchorFile, appendAnchor } from './storage/anchor-file.js';
import { Bus } from './storage/bus.js';
import { Database } from './storage/database.js';
import { holdLease, releaseLeases } from './storage/query/lease.js';
import { readHolds, writeHolds, writeRejections } from './storage/query/provenance.js';
import { recallPause, rememberPause, spendUsage } from './storage/query/source-usage.js';
import { storeObservations } from './storage/query/store.js';
import { type Log, Metrics } from './telemetry.js';

/** The demo user's password; public, which is why production refuses the demo. */
export const DEMO_PASSWORD = 'tidemark-demo';
const DEMO_ADMIN_EMAIL = 'admin@tidemark.example';
const ROOT = projectRoot(dirname(fileURLToPath(import.meta.url)));
/** What was written since the last note could be cut off unnoticed. */
const ANCHOR_MS = 30_000;
const now = () => new Date();

/** Held prices taken over at the start. */
const HOLDS_MAX = 10_000;

const PUSH_SOURCE: SourceInfo = { id: PUSHED, name: 'Pushed by an institution', simulated: false, priority: 1 };

/** The parts the command line needs as well. */
export interface Core {
  readonly database: Database;
  readonly bus: Bus;
  readonly users: UserService;
  readonly audit: AuditService;
  close(): Promise<void>;
}

/** @param image a prepared embedded database, kept in memory from there on instead of in the data folder */
export async function openCore(config: Config, log: Log, image?: Blob): Promise<Core> {
  const database = await Database.open({ url: config.databaseUrl, folder: image ? null : config.dataDir, ...(image && { image }) });
  const bus = Bus.open(config.redisUrl, (error) => log.warn({ err: error }, 'Redis is not reachable; it is tried again'));
  const settings = {
    secret: signingSecret(config),
    previousSecret: config.jwtSecretPrevious === null ? null : Buffer.from(config.jwtSecretPrevious),
    accessTokenTtlS: config.accessTokenTtlS,
    refreshTokenTtlS: config.refreshTokenTtlS,
    registrationsPerHour: config.registrationsPerHour,
  };
  return {
    database,
    bus,
    users: new UserService(database, bus, settings, now),
    audit: new AuditService(database, now),
    async close() {
      await bus.close();
      await database.close();
    },
  };
}

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
  const core = await openCore(config, log, image);
  const { database, bus, users } = core;
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
  const { pipeline, symbols, recorder, loop } = await openIngestion({ core, prices, sources, infos, log, metrics, config });

  const info = new ServiceInfo(aboutOf(config), infos);
  const { schema, instruments } = await openApi({ core, prices, live, pipeline, symbols, loop, info, infos });
  const push = config.isPushing ? new Push({ schema, live, info, log, metrics }) : null;
  const server = new Server({
    schema,
    users,
    instruments,
    live,
    push,
    log,
    metrics,
    isProduction: config.isProduction,
    allowedOrigins: config.allowedOrigins,
    trustedProxies: config.trustedProxies,
    metricsToken: config.metricsToken,
    socketsPerUser: config.socketsPerUser,
    socketsPerAddress: config.socketsPerAddress,
    webFolder: join(ROOT, 'dist', 'web'),
    readiness: () => readinessOf(core),
  });
  await bus.subscribe('sessions', ({ ended }) => server.endSessions(ended));
  const url = await server.listen(config.host, config.port);
  loop.start();
  const anchoring = startAnchoring(core.audit, image ? null : anchorFile(config.dataDir), log);
  return {
    url,
    core,
    live,
    push,
    banner: banner({ config, url, sources, admin }),
    async stop() {
      await loop.stop();
      await recorder.flush();
      live.stop();
      push?.stop();
      await server.stop();
      await exchange?.close();
      await anchoring.stop();
      await core.close();
    },
  };
}

function aboutOf({ isDemo, isSimulated, isProduction }: Config): About {
  const [demoEmail, demoPassword] = isDemo ? [DEMO_EMAIL, DEMO_PASSWORD] : [null, null];
  return { version: version(), isDemo, isSimulated, hasPlayground: !isProduction, demoEmail, demoPassword };
}

/** Without the bus this instance still serves its own users: degraded, not down. */
async function readinessOf({ database, bus }: Core) {
  const isDatabaseUp = await database.isReachable();
  const parts = { database: isDatabaseUp ? 'ok' : 'unreachable', bus: bus.isConnected() ? 'ok' : 'unreachable' };
  return { isReady: isDatabaseUp, parts };
}

/** The services, and the resolvers on top of them. */
async function openApi({
  core: { database, bus, users, audit },
  prices,
  live,
  pipeline,
  symbols,
  loop,
  info,
  infos,
}: {
  core: Core;
  prices: PriceBook;
  live: LiveValuations;
  pipeline: Pipeline;
  symbols: SymbolBook;
  loop: IngestionLoop;
  info: ServiceInfo;
  infos: readonly SourceInfo[];
}) {
  const instruments = new InstrumentService(database, bus, prices, now);
  const accounts = new AccountService(database, bus, now);
  const portfolios = new PortfolioService(database, prices, live, now);
  const transactions = new TransactionService(database, bus, now);
  const quotes = new QuoteService({
    isFund: async (id) => {
      if (!symbols.instrument(id)) await symbols.refresh();
      const instrument = symbols.instrument(id);
      return instrument && instrument.kind === InstrumentKind.FUND;
    },
    ingest: async (observations, options) => {
      // An instrument may have been created a moment ago, here or on another instance.
      if (observations.some((each) => each.type === 'quote' && !symbols.resolve(PUSHED, each.symbol))) await symbols.refresh();
      return pipeline.ingest(PUSH_SOURCE, observations as readonly RawObservation[], options);
    },
    health: () => loop.health(),
  });
  const histories = new HistoryService(database, prices, now);
  const schema = await openSchema([
    new UserResolver(users, new UserAdminService(database, users, now)),
    new ActiveSessionResolver(),
    new AuditResolver(audit),
    new AccountResolver(accounts, portfolios, transactions),
    new PortfolioResolver(accounts, portfolios),
    new InstrumentResolver(instruments),
    new QuoteResolver(info, now),
    new QuoteProvenanceResolver(new ProvenanceService(database, bus, releaser({ pipeline, symbols, infos }), now)),
    new TransactionResolver(transactions),
    new ImportResolver(new ImportService(database, transactions, now)),
    new ExportResolver(new ExportService(database, now)),
    new ExplanationResolver(new ExplanationService(database, portfolios, now)),
    new ValuationResolver(portfolios),
    new HoldingResolver(info),
    new GapResolver(),
    new ServiceResolver(info, quotes),
    new RealisedGainReportResolver(new RealisedGainService(database, now)),
    new RealisedGainResolver(),
    new IncomeReportResolver(new IncomeService(database, portfolios, now)),
    new InstrumentIncomeResolver(),
    new HistoryResolver(histories),
    new SplitResolver(new SplitService(database, bus, now)),
    new AllocationResolver(new AllocationService(accounts, portfolios, instruments)),
    new AllocationSliceResolver(),
    new PerformanceResolver(new PerformanceService(database, histories, prices)),
    new ContributionsResolver(),
    new ContributionResolver(),
  ]);
  return { schema, instruments };
}

/** The way prices come in, and the loop that asks for them. */
async function openIngestion(given: {
  config: Config;
  core: Core;
  prices: PriceBook;
  sources: readonly Source[];
  infos: readonly SourceInfo[];
  log: Log;
  metrics: Metrics;
}) {
  const { config, core, sources, log } = given;
  const statuses = new Map<SourceId, SourceStatus>();
  const opened = await openPipeline({ ...given, isDown: (id) => statuses.get(id) === SourceStatus.DOWN });
  const lease = leaseOf(config, core.database);
  const loop = new IngestionLoop({
    sources,
    pipeline: opened.pipeline,
    symbols: opened.symbols,
    intervalMs: config.refreshIntervalS * 1000,
    now,
    log,
    ...(lease && { lease }),
    pauses: {
      remember: (source, until) => core.database.write((em) => rememberPause(em, { source, until })),
      recall: (source) => core.database.read((em) => recallPause(em, source)),
    },
    onHealth: ({ id, status }) => statuses.set(id, status),
  });
  return { ...opened, loop };
}

async function openPipeline({
  core: { database, bus },
  prices,
  infos,
  log,
  metrics,
  isDown,
}: {
  core: Core;
  prices: PriceBook;
  infos: readonly SourceInfo[];
  log: Log;
  metrics: Metrics;
  isDown: (source: SourceId) => boolean;
}): Promise<{ pipeline: Pipeline; symbols: SymbolBook; recorder: IngestRecorder }> {
  const symbols = new SymbolBook(() =>
    database.read(async (em) => {
      const instruments = await em.find(Instrument, {});
      return { instruments, symbols: withDerivedSymbols(instruments, await em.find(SourceSymbol, {})) };
    }),
  );
  await symbols.refresh();
  await bus.subscribe('instruments', () => {
    symbols.refresh().catch((error) => log.warn({ err: error }, 'the symbols could not be read; they are read again with the next change'));
  });
  const recorder = new IngestRecorder(
    ({ holds, rejections }) =>
      database.write(async (em) => {
        await writeHolds(em, holds, now());
        await writeRejections(em, rejections);
      }),
    log,
  );
  const pipeline = new Pipeline({
    recorder,
    isDown,
    book: prices,
    symbols,
    store: (request) => database.write((em) => storeObservations(em, request)),
    publish: (news) =>
      // Stored is stored: whoever misses the news reads it from the database when the bus is back.
      bus.publish('quotes', news).catch((error) => log.warn({ err: error }, 'quotes were stored but could not be published')),
    now,
    log,
    sources: infos,
    metrics: { counted: (source, outcome, reason) => metrics.quotes.inc({ source, outcome, reason }) },
  });
  pipeline.restore(await database.read((em) => readHolds(em, HOLDS_MAX)));
  await bus.subscribe('holds', ({ discarded }) => pipeline.discard(discarded));
  return { pipeline, symbols, recorder };
}

/** Hands a held price in again in the name of its source, vouched for by an administrator. */
function releaser({ pipeline, symbols, infos }: { pipeline: Pipeline; symbols: SymbolBook; infos: readonly SourceInfo[] }) {
  return async (held: HeldQuote): Promise<Release> => {
    if (!symbols.instrument(held.instrumentId)) await symbols.refresh();
    const kind = held.kind as QuoteKind;
    const raw: RawObservation = {
      type: 'quote',
      symbol: held.instrumentId,
      kind,
      price: held.figure.toFixed(),
      currency: symbols.instrument(held.instrumentId)?.currency ?? null,
      observedAt: isDated(kind) ? null : held.observedAt,
      valueDate: isDated(kind) ? held.valueDate : null,
      previousClose: null,
      adjustment: Adjustment.NONE,
    };
    const info = infos.find(({ id }) => id === held.source) ?? PUSH_SOURCE;
    const [result] = await pipeline.ingest(info, [raw], { confirmed: true });
    return result as Release;
  };
}

/** Each source with its file, its name and its place in the order of trust: lower wins. */
function openSource(name: SourceName, config: Config, exchange: Exchange | null, database: Database): Source {
  const { sourceKeys: keys, sourceStreamUrls: streams } = config;
  const baseUrl = name === 'stream' ? '' : (exchange?.httpUrl ?? config.sourceUrls[name]);
  const about = (id: SourceInfo['id'], title: string, priority: number): SourceInfo => ({
    id,
    name: exchange ? `${title} (simulated)` : title,
    simulated: exchange !== null,
    priority,
  });
  const spend: Spend = (usage) => database.write((em) => spendUsage(em, usage)) as ReturnType<Spend>;
  const meter = meterOf({ source: name, quota: () => source.capabilities.limits.quota ?? {}, spend, now });
  const http = new HttpClient({ now, secrets: Object.values(keys), ...(!exchange && { meter }) });
  const open: Record<SourceName, () => Source> = {
    amfi: () => new AmfiSource({ baseUrl, http, info: about(AMFI, 'AMFI India', 10), ...(exchange && { rowsMin: 1 }) }),
    ecb: () => new EcbSource({ baseUrl, http, info: about(ECB, 'European Central Bank', 20) }),
    yahoo: () =>
      new YahooSource({
        baseUrl,
        http,
        info: about(YAHOO, 'Yahoo Finance', 40),
        streamUrl: streams.yahoo,
        cookieUrl: config.yahooCookieUrl,
      }),
    stream: () =>
      new StreamSource({ url: exchange?.streamUrl ?? (config.quoteStreamUrl as string), info: about(STREAM, 'Price stream', 5) }),
    mfapi: () => new MfapiSource({ baseUrl, http }),
    finnhub: () => new FinnhubSource({ baseUrl, http, key: keys.finnhub, streamUrl: streams.finnhub }),
    alpaca: () =>
      new AlpacaSource({
        baseUrl,
        http,
        keyId: keys.alpacaKeyId,
        secret: keys.alpacaSecret,
        feed: config.alpacaFeed,
        streamUrl: streams.alpaca,
      }),
    tiingo: () => new TiingoSource({ baseUrl, http, key: keys.tiingo, streamUrl: streams.tiingo }),
    'twelve-data': () => new TwelveDataSource({ baseUrl, http, key: keys.twelveData, streamUrl: streams['twelve-data'] }),
    'alpha-vantage': () => new AlphaVantageSource({ baseUrl, http, key: keys.alphaVantage }),
  };
  const source = open[name]();
  return source;
}

/** Several instances share a server of databases, and then one of them asks each source; the embedded database has one user. */
function leaseOf(config: Config, database: Database): SourceLease | undefined {
  if (config.databaseUrl === null) return undefined;
  const holder = randomUUID();
  const forMs = config.sourceLeaseS * 1000;
  return {
    forMs,
    hold: (source) => database.write((em) => holdLease(em, { name: `source:${source}`, holder, forMs })),
    release: () => database.write((em) => releaseLeases(em, holder)),
  };
}

/** Fills an empty database; returns the sign-in of the demo's administrator, made anew with each world. */
async function seedDemo(
  config: Config,
  { database, users }: Core,
  onProgress: (text: string) => void,
): Promise<{ email: string; password: string } | null> {
  const path = join(config.dataDir, 'demo-administrator.json');
  const isEmpty = (await database.read((em) => em.count(User))) === 0;
  if (isEmpty) {
    onProgress('Making the demo world: 250 users, two years of prices and transactions.');
    const startMs = performance.now();
    const passwordHash = await users.hashPassword(DEMO_PASSWORD);
    const today = now().toISOString().slice(0, 10) as Day;
    let lastTenth = 0;
    const isMade = await seedWorld(database, {
      seed: config.demoSeed,
      today,
      passwordHash,
      onProgress({ doneRows, totalRows }) {
        const tenth = Math.floor((doneRows / totalRows) * 10);
        if (tenth > lastTenth) onProgress(`  ${tenth * 10} %`);
        lastTenth = tenth;
      },
    });
    // Another instance that started at the same moment is making it.
    if (!isMade) return null;
    const password = randomBytes(12).toString('base64url');
    await users.create({ email: DEMO_ADMIN_EMAIL, password, name: 'Demo administrator', role: Role.ADMIN, actorId: null });
    mkdirSync(config.dataDir, { recursive: true });
    writeFileSync(path, JSON.stringify({ email: DEMO_ADMIN_EMAIL, password }), { mode: 0o600 });
    onProgress(`The demo world is ready after ${((performance.now() - startMs) / 1000).toFixed(1)} s.`);
  }
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

/** Notes the head of the audit chain outside the database: in a file, and in the log, which leaves this machine. */
function startAnchoring(audit: AuditService, path: string | null, log: Log): { stop(): Promise<void> } {
  let last = 0;
  const note = async () => {
    try {
      const head = await audit.head();
      if (!head || head.sequence === last) return;
      if (path) appendAnchor(path, head, now());
      log.info({ sequence: head.sequence, hash: head.hash }, 'head of the audit log');
      last = head.sequence;
    } catch (error) {
      log.warn({ err: error }, 'the head of the audit log could not be noted; it is tried again');
    }
  };
  const timer = setInterval(() => void note(), ANCHOR_MS).unref();
  return {
    async stop() {
      clearInterval(timer);
      await note();
    },
  };
}

/** The secret access tokens are signed with; outside production one is made and kept in the data folder. */
function signingSecret(config: Config): Uint8Array {
  if (config.jwtSecret !== null) return Buffer.from(config.jwtSecret);
  const path = join(config.dataDir, 'jwt-secret');
  if (!existsSync(path)) {
    // Several instances may start on one folder at once: the first to put its secret in place gives it to all.
    const draft = `${path}.${process.pid}`;
    mkdirSync(config.dataDir, { recursive: true });
    writeFileSync(draft, randomBytes(48).toString('base64'), { mode: 0o600 });
    try {
      linkSync(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }
  return Buffer.from(readFileSync(path, 'utf8'));
}

/** The folder of package.json: two levels up from the built file, one from the source. */
function projectRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : projectRoot(dirname(folder));
}

export function version(): string {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version;
}

function banner({
  config,
  url,
  sources,
  admin,
}: {
  config: Config;
  url: string;
  sources: readonly Source[];
  admin: { email: string; password: string } | null;
}): string[] {
  const names = sources.map(({ info }) => info.name).join(', ');
  return [
    `Tidemark ${version()} is running.`,
    '',
    `  Dashboard     ${url}/`,
    ...(config.isProduction ? [] : [`  Playground    ${url}/playground`]),
    `  API           ${url}/graphql (HTTP and WebSocket)`,
    ...(config.isDemo ? [`  Demo user     ${DEMO_EMAIL}, password ${DEMO_PASSWORD}`] : []),
    ...(admin ? [`  Administrator ${admin.email}, password ${admin.password}`] : []),
    `  Sources       ${names || 'none: prices come through the API'}, refreshed every ${config.refreshIntervalS} s`,
    `  Data          ${config.databaseUrl ? 'PostgreSQL' : config.dataDir}${config.redisUrl ? ', events over Redis' : ''}`,
    ...(config.databaseUrl
      ? []
      : ['', '  The embedded database survives a killed process, but not a power cut. Set DATABASE_URL for that.']),
    ...(config.isSimulated ? ['  All prices are simulated. SOURCES=live asks the real services.'] : []),
  ];
}
