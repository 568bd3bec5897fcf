/** What is read when somebody asks for the metrics, instead of being counted as it happens. */
import { Counter, Gauge, type Registry } from 'prom-client';
import { isDelistedAt } from '../domain/delisting.js';
import type { PriceBook } from '../domain/price-book.js';
import { silentMs } from '../domain/silence.js';
import { type SourceHealth, SourceStatus } from '../domain/source.js';
import type { Pipeline } from '../ingestion/pipeline.js';
import type { SymbolBook } from '../ingestion/symbols.js';
import type { JobService } from '../services/job.js';
import { PROCESS_UP } from '../supervisor.js';
import type { Metrics } from '../telemetry.js';
import { now } from './clock.js';
import type { Core } from './core.js';

const UP: Readonly<Partial<Record<SourceStatus, number>>> = { OK: 1, DEGRADED: 0.5, DOWN: 0 };

export function openGauges(given: {
  metrics: Metrics;
  core: Core;
  prices: PriceBook;
  pipeline: Pipeline;
  symbols: SymbolBook;
  health: () => readonly SourceHealth[];
  jobs: JobService;
}): void {
  const registers = [given.metrics.registry];
  ofParts(given.core, registers);
  ofPrices(given.prices, given.symbols, registers);
  ofTally(given.pipeline, registers);
  ofStore(given.pipeline, registers);
  ofSilence(given.prices, given.symbols, registers);
  ofSources(given.health, registers);
  ofJobs(given.core, given.jobs, registers);
}

function ofParts({ database, bus }: Core, registers: Registry[]): void {
  new Gauge({
    ...PROCESS_UP,
    registers,
    collect() {
      this.set(1);
    },
  });
  new Gauge({
    name: 'tidemark_database_up',
    help: 'Whether the database answers: 1 or 0.',
    registers,
    async collect() {
      this.set((await database.isReachable()) ? 1 : 0);
    },
  });
  new Gauge({
    name: 'tidemark_bus_up',
    help: 'Whether this instance hears the others and is heard: 1 or 0; always 1 without Redis.',
    registers,
    collect() {
      this.set(bus.isConnected() ? 1 : 0);
    },
  });
  new Gauge({
    name: 'tidemark_clock_offset_seconds',
    help: "How far the clock of the database, by which all instances go, is ahead of this machine's.",
    registers,
    collect() {
      this.set(database.clock.aheadMs / 1000);
    },
  });
  new Gauge({
    name: 'tidemark_database_connections',
    help: 'Connections to the primary that are busy or idle, and requests waiting for one; nothing with the embedded database.',
    labelNames: ['state'] as const,
    registers,
    collect() {
      for (const [state, count] of Object.entries(database.connections() ?? {})) this.set({ state }, count);
    },
  });
}

function ofPrices(prices: PriceBook, symbols: SymbolBook, registers: Registry[]): void {
  new Gauge({
    name: 'tidemark_newest_price_age_seconds',
    help: 'Since the newest current price of each source was received; of what trades no more none is expected.',
    labelNames: ['source'] as const,
    registers,
    collect() {
      this.reset();
      for (const [source, ms] of newestBySource(prices, symbols)) this.set({ source }, (now().getTime() - ms) / 1000);
    },
  });
}

function ofTally({ tally }: Pipeline, registers: Registry[]): void {
  new Counter({
    name: 'tidemark_quotes_total',
    help: 'Prices and rates received, by source and outcome (CURRENT, HISTORY, DUPLICATE, HELD, REJECTED) and reason.',
    labelNames: ['source', 'outcome', 'reason'] as const,
    registers,
    collect() {
      this.reset();
      for (const { source, outcome, reason, count } of tally.counts()) this.inc({ source, outcome, reason }, count);
    },
  });
}

function ofStore(pipeline: Pipeline, registers: Registry[]): void {
  new Gauge({
    name: 'tidemark_prices_unstored_seconds',
    help: 'For how long prices have come and none could be stored, as with a full disk; 0 when the last ones were.',
    registers,
    collect() {
      this.set(pipeline.unstoredS());
    },
  });
}

function ofSilence(prices: PriceBook, symbols: SymbolBook, registers: Registry[]): void {
  new Gauge({
    name: 'tidemark_prices_silent_seconds',
    help: 'How long a market of the priced instruments has been open since any price was received; 0 while all of them are closed.',
    registers,
    collect() {
      this.set(silentMs(prices.quotes.values(), (id) => symbols.instrument(id), now()) / 1000);
    },
  });
}

function ofSources(health: () => readonly SourceHealth[], registers: Registry[]): void {
  new Gauge({
    name: 'tidemark_source_up',
    help: 'How a source is doing: 1 well, 0.5 failing in part, 0 down; absent before it was asked, and on instances that do not ask it.',
    labelNames: ['source'] as const,
    registers,
    collect() {
      this.reset();
      for (const { id, status } of health()) {
        const value = UP[status];
        if (status !== SourceStatus.STARTING && value !== undefined) this.set({ source: id }, value);
      }
    },
  });
  new Counter({
    name: 'tidemark_source_polls_total',
    help: 'Cycles and streams of a source, by result: ok or failed.',
    labelNames: ['source', 'result'] as const,
    registers,
    collect() {
      this.reset();
      for (const { id, successes, failures } of health()) {
        this.inc({ source: id, result: 'ok' }, successes);
        this.inc({ source: id, result: 'failed' }, failures);
      }
    },
  });
}

function ofJobs({ database }: Core, jobs: JobService, registers: Registry[]): void {
  // Without the database nothing is known of them, and that is told by another metric.
  const read = async () => ((await database.isReachable()) ? await jobs.reports().catch(() => []) : []);
  // Both are asked for together, and answered from one reading.
  let reading: ReturnType<typeof read> | null = null;
  const reports = () => {
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  };
  const ofEach = (help: string, figure: 'lagSeconds' | 'failuresInARow') => ({
    help,
    labelNames: ['name'] as const,
    registers,
    async collect(this: Gauge<'name'>) {
      const all = await reports();
      this.reset();
      for (const report of all) this.set({ name: report.name }, report[figure]);
    },
  });
  const lag = 'Since when each job should have begun and no instance has begun it; 0 when it is not overdue.';
  new Gauge({ name: 'tidemark_job_lag_seconds', ...ofEach(lag, 'lagSeconds') });
  const failures = 'How often each job has failed since it last succeeded; it is tried again within a minute.';
  new Gauge({ name: 'tidemark_job_failures', ...ofEach(failures, 'failuresInARow') });
}

function newestBySource({ quotes }: PriceBook, symbols: SymbolBook): ReadonlyMap<string, number> {
  const newest = new Map<string, number>();
  for (const { instrumentId, source, receivedAt } of quotes.values()) {
    const instrument = symbols.instrument(instrumentId);
    if (instrument && isDelistedAt(instrument, now())) continue;
    const ms = receivedAt.getTime();
    if (ms > (newest.get(source) ?? 0)) newest.set(source, ms);
  }
  return newest;
}
