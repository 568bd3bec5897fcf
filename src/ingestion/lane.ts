/**
 * One source's turn: a cycle each interval that never overlaps itself, its stream, its budget's pauses, and what is left out. No
 * failure leaves it.
 */
import { BrokenCircuitError } from 'cockatiel';
import type { InstrumentId, SourceId } from '../domain/ids.js';
import { isPushed, type SourceHealth, type SourceInfo } from '../domain/source.js';
import { step, traced } from '../telemetry/trace.js';
import { ActionAsking } from './action-asking.js';
import { type BackfillStore, runBackfills } from './backfill.js';
import { Guard } from './guard.js';
import { HealthRecord } from './health.js';
import { Holding, type SourceLease } from './holding.js';
import type { IngestionLog } from './log.js';
import { Outage } from './outage.js';
import type { Pipeline } from './pipeline.js';
import { AskingPlan, type PlanTools } from './plan.js';
import type { IngestResult } from './result.js';
import { type SkippedStore, SkippedSymbols } from './skipped.js';
import type { CorporateAction, PollResult, Source, StreamHandle, StreamSink } from './source.js';
import { SOURCE_ERROR_POLICY, SourceError, SourceErrorKind, toSourceError } from './source-error.js';
import type { SymbolBook } from './symbols.js';

const JITTER_MS_MAX = 20_000;
const JITTER_SHARE = 0.05;
/** Distinct warnings logged per source. */
const WARNINGS_MAX = 100;

export interface LaneOptions {
  readonly sources: readonly Source[];
  readonly pipeline: Pipeline;
  readonly symbols: SymbolBook;
  readonly intervalMs: number;
  readonly now: () => Date;
  readonly log: IngestionLog;
  /** Told whenever a source's health changed. */
  readonly onHealth?: (health: SourceHealth) => void;
  /** Told of splits and dividends a source speaks of. */
  readonly onActions?: (source: SourceInfo, actions: readonly CorporateAction[]) => Promise<void>;
  /** From 0 to 1, for the jitter. */
  readonly random?: () => number;
  /** First pause before trying again within a cycle; it doubles. */
  readonly retryMs?: number;
  /** Without it this instance is alone and asks every source. */
  readonly lease?: SourceLease;
  readonly pauses?: SourcePauses;
  /** Without it they are known to this process alone. */
  readonly skipped?: SkippedStore;
  /** What stands of each instrument, so that only what can have changed is asked for; without it everything is, every time. */
  readonly standing?: PlanTools['standing'];
  /** Without it no past prices are fetched. */
  readonly backfills?: BackfillStore;
}

/** Pauses that sources asked for, kept so that neither a restart nor another instance forgets them. */
export interface SourcePauses {
  remember(source: string, until: Date): Promise<void>;
  /** The end of the newest; null: none. */
  recall(source: string): Promise<Date | null>;
}

export class Lane {
  readonly health: HealthRecord;
  private readonly guard: Guard;
  private readonly plan: AskingPlan | null;
  private hasStreamed = false;
  private readonly skipped: SkippedSymbols;
  private readonly holding: Holding;
  private readonly asking: ActionAsking;
  private readonly outage: Outage;
  private readonly warned = new Set<string>();
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private stream: StreamHandle | null = null;
  private knowsPauses = false;

  constructor(
    private readonly source: Source,
    private readonly options: LaneOptions,
    private readonly stopping: AbortSignal,
  ) {
    this.health = new HealthRecord(source.info, options.now, (health) => options.onHealth?.(health));
    const { symbols, standing, now, sources } = options;
    const priorities = new Map(sources.map(({ info }) => [info.id, info.priority]));
    const priorityOf = (id: SourceId) => priorities.get(id) ?? (isPushed(id) ? 0 : Number.POSITIVE_INFINITY);
    this.plan = standing ? new AskingPlan(source, { symbols, standing, priorityOf, now }) : null;
    this.guard = new Guard({ deadlineMs: source.capabilities.limits.deadlineMs, retryMs: options.retryMs, now: options.now });
    const { log, lease } = options;
    const { id } = source.info;
    this.skipped = new SkippedSymbols({ source: id, store: options.skipped, now, log });
    this.holding = new Holding({ source: id, lease, log, onTaken: () => this.begin(), onLost: () => this.standDown() });
    const tools = { source, guard: this.guard, stopping, now, onAnswer: this.noteActions, rest: () => this.rest() };
    this.asking = new ActionAsking({ ...tools, warn: (text) => this.warn(text) });
    this.outage = new Outage(log, {
      failing: `Prices of ${source.info.name} arrive and cannot be stored; the next cycle brings them again.`,
      over: `Prices of ${source.info.name} are stored again.`,
    });
  }

  get id(): SourceId {
    return this.source.info.id;
  }

  get priority(): number {
    return this.source.info.priority;
  }

  start(): void {
    this.holding.start();
  }

  async stop(): Promise<void> {
    await this.holding.stop();
    if (this.timer) clearTimeout(this.timer);
    await this.stream?.close();
    await this.running;
  }

  /** The database answers again: whoever has taken the source over meanwhile keeps it. */
  recheckLease(): void {
    // What a stream told meanwhile and could not be stored is asked for once.
    this.plan?.interrupted();
    this.holding.recheck();
  }

  private begin(): void {
    this.knowsPauses = false;
    this.schedule(this.running ?? Promise.resolve(), 0);
  }

  private async standDown(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    const { stream } = this;
    this.stream = null;
    await stream?.close();
  }

  isHolder(): boolean {
    return this.holding.isHeld();
  }

  /** Never rejects. */
  cycle(): Promise<void> {
    this.running ??= this.run()
      .catch((error: unknown) => this.fail(toSourceError(error)))
      .finally(() => {
        this.running = null;
      });
    return this.running;
  }

  /** The next start is counted from the last one; a cycle that took longer is followed at once, never overlapped. */
  private schedule(after: Promise<void>, delayMs: number): void {
    void after.then(() => {
      if (this.stopping.aborted) return;
      if (this.timer) clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        // Whoever takes the lease again starts anew.
        if (!this.isHolder()) return;
        const startedMs = performance.now();
        const cycle = this.cycle();
        void cycle.then(() => this.schedule(cycle, Math.max(0, this.interval() - (performance.now() - startedMs))));
      }, delayMs);
    });
  }

  private interval(): number {
    const { intervalMs, random = Math.random } = this.options;
    return intervalMs + random() * Math.min(JITTER_MS_MAX, intervalMs * JITTER_SHARE);
  }

  private async run(): Promise<void> {
    if (this.stopping.aborted || !this.isHolder()) return;
    await this.options.symbols.refresh().catch((error: unknown) => {
      this.options.log.error(
        { err: error, source: this.source.info.id },
        'The instruments could not be read again; the known ones are asked for.',
      );
    });
    this.openStream();
    // What is polled has to be stored before it is told: until it can be, calls are saved.
    if (this.options.lease?.isOutOfReach()) return;
    if (this.source.poll) await this.poll(this.source.poll.bind(this.source));
    if (this.options.onActions) await this.asking.daily(this.symbols());
    await this.backfill();
  }

  /** Whether it answered. */
  async askForSplits(id: InstrumentId): Promise<boolean> {
    const symbol = this.options.symbols.symbolOf(this.id, id);
    return symbol !== null && this.isHolder() && this.asking.now(symbol);
  }

  private async backfill(): Promise<void> {
    const { options, source, guard } = this;
    if (!options.backfills || !source.history) return;
    const { pipeline, symbols, now, backfills: store } = options;
    const tools = { source, guard, pipeline, symbols, store, now, rest: () => this.rest(), onAnswer: this.noteActions };
    await runBackfills(tools, this.stopping).catch((error: unknown) => {
      options.log.error({ err: error, source: source.info.id }, 'Past prices could not be fetched; the next cycle tries again.');
    });
  }

  /** The pause between two calls; false: the source is not ours to ask any more. */
  private async rest(): Promise<boolean> {
    await pause(this.source.capabilities.limits.spacingMs, this.stopping);
    return !this.stopping.aborted && this.isHolder();
  }

  private readonly noteActions = async ({ actions }: PollResult): Promise<void> => {
    if (!actions?.length) return;
    await this.options.onActions?.(this.source.info, actions).catch((error: unknown) => {
      this.options.log.warn({ err: error, source: this.source.info.id }, 'Splits and dividends could not be recorded.');
    });
  };

  private async poll(ask: NonNullable<Source['poll']>): Promise<void> {
    await this.recallPause();
    const pausedUntil = this.guard.pausedUntil();
    if (pausedUntil) {
      this.health.paused(pausedUntil);
      return;
    }
    await this.skipped.refresh();
    const batches = this.batches();
    if (!batches) return;
    const startedMs = performance.now();
    let failure: SourceError | null = null;
    let answered = 0;
    for (const [index, batch] of batches.entries()) {
      if (index > 0) await pause(this.source.capabilities.limits.spacingMs, this.stopping);
      if (this.stopping.aborted || !this.isHolder()) return;
      try {
        const answer = await traced('poll', { 'tidemark.source': this.id, 'tidemark.symbols': batch.length }, async () => {
          const said = await step('fetch', {}, () => this.guard.call((signal) => ask(batch, signal), this.stopping));
          await this.accept(said);
          return said;
        });
        this.plan?.answered(batch);
        answered += 1;
        // Of the failures of single symbols, those that speak of the source itself count against its health.
        failure ??= answer.failures.find(({ error }) => SOURCE_ERROR_POLICY[error.kind].breaks)?.error ?? null;
      } catch (error) {
        if (this.stopping.aborted) return;
        failure = error instanceof BrokenCircuitError ? circuitOpen(failure) : toSourceError(error);
        // A source that is down or asks for a pause is left alone; other failures may concern this batch alone.
        if (this.guard.pausedUntil() || error instanceof BrokenCircuitError) break;
      }
    }
    await this.rememberPause();
    if (failure) this.fail(failure, answered > 0);
    else this.health.succeeded(performance.now() - startedMs);
  }

  private async recallPause(): Promise<void> {
    if (this.knowsPauses || !this.options.pauses) return;
    const until = await this.options.pauses.recall(this.source.info.id).catch(() => null);
    if (until) this.guard.pauseUntil(until);
    this.knowsPauses = true;
  }

  private async rememberPause(): Promise<void> {
    const until = this.guard.pausedUntil();
    if (!until) return;
    await this.options.pauses?.remember(this.source.info.id, until).catch((error: unknown) => {
      this.options.log.warn({ err: error, source: this.source.info.id }, 'The pause the source asked for could not be kept.');
    });
  }

  private symbols(): readonly string[] {
    return this.options.symbols.symbolsOf(this.id, this.options.now());
  }

  /** Null: nothing is worth asking for now. */
  private batches(): (readonly string[])[] | null {
    const wanted = [...(this.source.rateSymbols ?? []), ...this.symbols()];
    const known = wanted.filter((symbol) => !this.skipped.has(symbol));
    const symbols = this.plan?.due(known) ?? known;
    // Nothing of what was wanted can have changed; a source that is asked for nothing by name still is.
    if (symbols.length === 0 && known.length > 0) return null;
    const { maxBatch } = this.source.capabilities;
    if (!Number.isFinite(maxBatch)) return [symbols];
    const batches: string[][] = [];
    for (let start = 0; start < symbols.length; start += maxBatch) batches.push(symbols.slice(start, start + maxBatch));
    return batches;
  }

  private async accept(answer: PollResult): Promise<void> {
    for (const { symbol, error } of answer.failures) await this.remember(symbol, error);
    for (const warning of answer.warnings) this.warn(warning);
    await this.noteActions(answer);
    if (answer.observations.length === 0) return;
    try {
      this.health.ingested(await this.options.pipeline.ingest(this.source.info, answer.observations));
      this.outage.succeeded();
    } catch (cause) {
      // Our own database failed, not the source: the next cycle brings the same prices again.
      this.outage.failed(cause, answer.observations.length);
      throw new SourceError(SourceErrorKind.NETWORK, 'Its prices arrived but could not be stored.', { cause });
    }
  }

  private async remember(symbol: string | undefined, error: SourceError): Promise<void> {
    if (symbol !== undefined) await this.skipped.note(symbol, error);
    this.guard.pause(error);
    this.warn(`${symbol ?? 'All symbols'}: ${error.kind}. ${error.message}`);
  }

  private warn(text: string): void {
    if (this.warned.has(text) || this.warned.size >= WARNINGS_MAX) return;
    this.warned.add(text);
    this.options.log.warn({ source: this.source.info.id }, text);
  }

  private fail(error: SourceError, isPartial = false): void {
    const { id } = this.source.info;
    this.options.log.warn({ source: id, kind: error.kind, status: error.status, excerpt: error.excerpt }, error.message);
    this.health.failed(error, isPartial);
  }

  /** Opened once; each later cycle only tells it of new instruments. */
  private openStream(): void {
    if (!this.source.open || !this.isHolder()) return;
    const symbols = [...(this.source.rateSymbols ?? []), ...this.symbols()];
    if (this.stream) this.stream.subscribe(symbols);
    else this.stream = this.source.open(symbols, this.sink(this.source.info));
  }

  private sink(info: SourceInfo): StreamSink {
    return {
      observed: (raws) => {
        this.health.streamed();
        this.plan?.streamed(raws);
        this.options.pipeline.offer(info, raws, (results: readonly IngestResult[]) => this.health.ingested(results));
      },
      connected: () => {
        this.options.log.info({ source: info.id }, 'The stream is connected.');
        this.health.succeeded(null);
        // What it told while we were away is asked for once.
        this.plan?.interrupted();
        if (this.hasStreamed && this.source.poll) this.schedule(this.running ?? Promise.resolve(), 0);
        this.hasStreamed = true;
      },
      disconnected: (reason, kind = SourceErrorKind.NETWORK) => {
        if (!this.stopping.aborted) this.fail(new SourceError(kind, `The stream was disconnected: ${reason}.`));
      },
      noted: (text) => this.warn(text),
      garbage: (reason) => this.health.garbage(reason),
    };
  }
}

function circuitOpen(earlier: SourceError | null): SourceError {
  return earlier ?? new SourceError(SourceErrorKind.NETWORK, 'The source failed repeatedly and is left alone for a while.');
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted || ms <= 0) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
