/** The way prices come in: symbols, pipeline, and the loop that asks the sources. */
import { randomUUID } from 'node:crypto';
import type { Config } from '../config.js';
import { CorporateActionKind, type CorporateActionTerms, splitRatioOf } from '../domain/corporate-action.js';
import { addDays, dayIn } from '../domain/day.js';
import { Decimal, PRICE_SCALE, roundHalfEven } from '../domain/decimal.js';
import type { InstrumentId, SourceId } from '../domain/ids.js';
import { venuesPastHorizon } from '../domain/market.js';
import type { PriceBook } from '../domain/price-book.js';
import { type SourceInfo, SourceStatus } from '../domain/source.js';
import { withDerivedSymbols } from '../ingestion/derive-symbols.js';
import { HealthLog } from '../ingestion/health-log.js';
import type { SourceLease } from '../ingestion/holding.js';
import { Outage } from '../ingestion/outage.js';
import { Pipeline, type PipelineOptions } from '../ingestion/pipeline.js';
import { PushedHealth } from '../ingestion/pushed-health.js';
import { IngestRecorder } from '../ingestion/record.js';
import { IngestionLoop } from '../ingestion/schedule.js';
import type { SkippedSymbol } from '../ingestion/skipped.js';
import type { CorporateAction, Source } from '../ingestion/source.js';
import { SymbolBook } from '../ingestion/symbols.js';
import { announce, announceInstruments } from '../services/announce.js';
import type { LiveValuations } from '../services/live.js';
import type { Bus } from '../storage/bus.js';
import type { Database } from '../storage/database.js';
import { advanceBackfill, failBackfill, nextBackfills } from '../storage/query/backfill.js';
import { openSplits, proposeActions } from '../storage/query/corporate-action.js';
import { writeDisagreements } from '../storage/query/disagreement.js';
import { readHolds, readHoldsOf, writeHolds } from '../storage/query/hold.js';
import { holdLease, releaseLeases } from '../storage/query/lease.js';
import { pinnedRates } from '../storage/query/rate-provenance.js';
import { writeRejections } from '../storage/query/rejection-sample.js';
import { readSkips, writeSkip } from '../storage/query/skipped-symbol.js';
import { writeHealth } from '../storage/query/source.js';
import { recallPause, rememberPause } from '../storage/query/source-usage.js';
import { storeObservations } from '../storage/query/store.js';
import { enteredSymbols, listedInstruments } from '../storage/query/symbol.js';
import type { QuoteCache } from '../storage/quote-cache.js';
import { NOTICE_MS_MAX } from '../storage/vigil.js';
import type { Log } from '../telemetry.js';
import { now } from './clock.js';
import type { Core } from './core.js';
import { Suspicions } from './suspicion.js';
import { startVolatilities } from './volatility.js';

/** Dividends further back than this are history, not news. */
const DIVIDEND_DAYS = 400;
/** How long before its tables of feasts end the program says so. */
const HORIZON_DAYS = 30;
/** A proposed split explains a gap of these days. */
const PROPOSAL_DAYS = 30;
/** Held prices taken over at the start. */
const HOLDS_MAX = 10_000;

/** The way prices come in, and the loop that asks for them. */
export async function openIngestion(given: {
  config: Config;
  core: Core;
  prices: PriceBook;
  cache: QuoteCache | null;
  live: LiveValuations;
  sources: readonly Source[];
  infos: readonly SourceInfo[];
  log: Log;
}) {
  const { config, core, sources, log } = given;
  const statuses = new Map<SourceId, SourceStatus>();
  warnOfHorizon(log);
  const volatilities = startVolatilities(core.database, log);
  const suspicions = new Suspicions((id) => loop.askForSplits(id));
  const opened = await openPipeline({
    ...given,
    doubts: {
      isDown: (id) => statuses.get(id) === SourceStatus.DOWN,
      volatilityOf: (id) => volatilities.of(id),
      isAskingForSplits: (id) => suspicions.has(id),
      onLikeSplit: (id) => suspicions.ask(id),
    },
  });
  given.live.adoptedBy((orphans) => opened.pipeline.adopt(orphans));
  const { database } = core;
  const lease = leaseOf(config, database);
  const healthLog = new HealthLog({
    read: () => [...loop.ownHealth(), ...pushed.read()],
    write: (changes) => database.write((em) => writeHealth(em, { ...changes, at: now() })),
    now,
    log,
  });
  const pushed = new PushedHealth(now, (health) => healthLog.changed(health));
  const loop: IngestionLoop = new IngestionLoop({
    sources,
    pipeline: opened.pipeline,
    symbols: opened.symbols,
    intervalMs: config.refreshIntervalS * 1000,
    standing: (id) => given.prices.quote(id),
    now,
    log,
    ...(lease && { lease }),
    pauses: {
      remember: (source, until) => database.write((em) => rememberPause(em, { source, until })),
      recall: (source) => database.read((em) => recallPause(em, source)),
    },
    skipped: {
      remember: (source, skipped) => database.write((em) => writeSkip(em, { source, ...skipped })),
      recall: (source) => database.read((em) => readSkips(em, { source, at: now(), limit: HOLDS_MAX })) as Promise<SkippedSymbol[]>,
    },
    onHealth: (health) => {
      statuses.set(health.id, health.status);
      healthLog.changed(health);
    },
    onActions: async ({ id }, actions) => {
      const isNew = (await propose(database, opened.symbols, { source: id, actions })) > 0;
      // The arbiters of all instances hold what a proposed split explains.
      if (isNew) await announceInstruments(core.bus, []);
    },
    backfills: {
      next: async (source) => (await database.read((em) => nextBackfills(em, { source, limit: 1 })))[0] ?? null,
      advance: (done) => database.write((em) => advanceBackfill(em, { ...done, at: now() })),
      fail: (failed) => database.write((em) => failBackfill(em, { ...failed, at: now() })),
    },
  });
  database.onReach((isUp) => isUp && loop.recheckLeases());
  const ends = [() => opened.recorder.flush(), () => healthLog.stop(), () => volatilities.stop()];
  return { ...opened, loop, pushed, healthLog, ends };
}

/** Feasts are decided year by year in some places, and a program knows those that were when it was made. */
function warnOfHorizon(log: Log): void {
  const soon = addDays(dayIn('UTC', now()), HORIZON_DAYS);
  const venues = venuesPastHorizon(soon);
  if (venues.length === 0) return;
  log.warn(
    { venues, day: soon },
    'of these venues only the holidays that follow a rule are known by then; a newer version knows the others',
  );
}

/** What sources say of splits and dividends, in our words; a split that was entered already is none to propose. */
async function propose(
  database: Database,
  symbols: SymbolBook,
  { source, actions }: { source: SourceId; actions: readonly CorporateAction[] },
): Promise<number> {
  const since = addDays(dayIn('UTC', now()), -DIVIDEND_DAYS);
  const proposals = actions.flatMap((action): CorporateActionTerms[] => {
    const instrument = symbols.resolve(source, action.symbol);
    if (!instrument) return [];
    const shared = { instrumentId: instrument.id, exDate: action.day, ratioNew: null, ratioOld: null, amount: null, currency: null };
    if (action.type === 'split') {
      const ratio = splitRatioOf(action.numerator, action.denominator);
      const isKnown = instrument.splits?.some(({ exDate }) => exDate === action.day);
      return ratio && !isKnown ? [{ ...shared, kind: CorporateActionKind.SPLIT, ...ratio }] : [];
    }
    const amount = parseProposedAmount(action.amount);
    if (!amount || action.day < since) return [];
    return [{ ...shared, kind: CorporateActionKind.DIVIDEND, amount, currency: instrument.currency }];
  });
  return database.write((em) => proposeActions(em, { source, actions: proposals, at: now() }));
}

function parseProposedAmount(text: string): Decimal | null {
  const amount = /^\d{1,12}(\.\d{1,20})?$/.test(text) ? roundHalfEven(new Decimal(text), PRICE_SCALE) : null;
  return amount?.gt(0) ? amount : null;
}

async function openPipeline({
  config,
  core: { database, bus },
  prices,
  cache,
  infos,
  log,
  doubts,
}: {
  config: Config;
  core: Core;
  prices: PriceBook;
  cache: QuoteCache | null;
  infos: readonly SourceInfo[];
  log: Log;
  /** What an arbiter asks besides the prices themselves. */
  doubts: Pick<PipelineOptions, 'isDown' | 'volatilityOf' | 'isAskingForSplits' | 'onLikeSplit'>;
}): Promise<{
  pipeline: Pipeline;
  symbols: SymbolBook;
  recorder: IngestRecorder;
}> {
  const symbols = new SymbolBook((ids) =>
    database.read(async (em) => {
      const instruments = await listedInstruments(em, ids);
      const since = addDays(dayIn('UTC', now()), -PROPOSAL_DAYS);
      const proposedSplits = await openSplits(em, since);
      const named = withDerivedSymbols(instruments, await enteredSymbols(em, ids));
      return { instruments, symbols: named, proposedSplits, pinnedRates: await pinnedRates(em) };
    }),
  );
  await symbols.refresh();
  const refreshSymbols = (ids: readonly InstrumentId[] | null) => {
    symbols
      .refresh(ids)
      .catch((error) => log.warn({ err: error }, 'the symbols could not be read; they are read again with the next change'));
  };
  await bus.subscribe('instruments', ({ changed = null }) => refreshSymbols(changed));
  bus.onMissed(() => refreshSymbols(null));
  const recorder = openRecorder(database, log);
  const pipeline = new Pipeline({
    recorder,
    ...doubts,
    // Several instances hold together; the embedded database has one.
    ...(config.databaseUrl !== null && { readHolds: (subjects) => database.read((em) => readHoldsOf(em, subjects)) }),
    book: prices,
    symbols,
    store: (request) => storeAndTell({ database, bus }, request),
    publish: publisherOf(bus, cache, log),
    now,
    log,
    sources: infos,
    aheadMs: config.streamStoreMs,
    isHeard: () => bus.isConnected(),
    isAway: () => database.isLost(),
  });
  pipeline.restore(await database.read((em) => readHolds(em, HOLDS_MAX)));
  await bus.subscribe('holds', ({ discarded }) => pipeline.discard(discarded));
  return { pipeline, symbols, recorder };
}

function openRecorder(database: Database, log: Log): IngestRecorder {
  return new IngestRecorder(
    ({ holds, rejections, disagreements }) =>
      database.write(async (em) => {
        await writeHolds(em, holds, now());
        await writeRejections(em, rejections);
        await writeDisagreements(em, disagreements);
      }),
    log,
  );
}

/** Stored is stored: whoever misses the news reads it from the database when the bus is back. */
function publisherOf(bus: Bus, cache: QuoteCache | null, log: Log): PipelineOptions['publish'] {
  const silence = new Outage(log, {
    failing: 'prices are stored and cannot be published; whoever misses them reads them from the database',
    over: 'prices are published again',
  });
  return (news) => {
    cache?.put(news.quotes);
    return bus.publish('quotes', news).then(
      () => silence.succeeded(),
      (error) => silence.failed(error, news.quotes.length),
    );
  };
}

/** What became current is published by the pipeline; who looks different for something of the past hears of it here. */
async function storeAndTell({ database, bus }: Pick<Core, 'database' | 'bus'>, request: Parameters<typeof storeObservations>[1]) {
  const { outdated, ...stored } = await database.write((em) => storeObservations(em, request, now()));
  await announce(bus, outdated);
  return stored;
}

/** Several instances share a server of databases, and then one of them asks each source; the embedded database has one user. */
function leaseOf(config: Config, database: Database): SourceLease | undefined {
  if (config.databaseUrl === null) return undefined;
  const holder = randomUUID();
  const forMs = config.sourceLeaseS * 1000;
  return {
    forMs,
    hold: (source) => database.write((em) => holdLease(em, { name: `source:${source}`, holder, forMs })),
    isOutOfReach: () => database.isLost(),
    noticeMs: NOTICE_MS_MAX,
    release: () => database.write((em) => releaseLeases(em, holder)),
  };
}
