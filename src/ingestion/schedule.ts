/**
 * When sources are asked: each on its own lane, every interval, with deadline, retry and circuit breaker, so that one
 * dead, slow or garbage-talking source holds up no other. A lane never overlaps itself, and no failure leaves it. Of many
 * instances only the holder of a source's lease asks it or keeps its stream open.
 */
import { BrokenCircuitError } from 'cockatiel';
import { addDays, type Day } from '../domain/day.js';
import type { InstrumentId, SourceId } from '../domain/ids.js';
import { PUSHED, type SourceHealth, type SourceInfo, type SourcePlan } from '../domain/source.js';
import { type BackfillStore, runBackfills } from './backfill.js';
import { Guard } from './guard.js';
import { HealthRecord } from './health.js';
import type { IngestResult, Pipeline, PipelineLog } from './pipeline.js';
import { AskingPlan, type PlanTools, planOf } from './plan.js';
import type { CorporateAction, PollResult, Source, StreamHandle, StreamSink } from './source.js';
import { SOURCE_ERROR_POLICY, SourceError, SourceErrorKind, toSourceError } from './source-error.js';
import type { SymbolBook } from './symbols.js';

const JITTER_MS_MAX = 20_000;
const JITTER_SHARE = 0.05;
/** Symbols remembered as unknown or not covered, per source. */
const SKIPPED_MAX = 10_000;
/** Attempts to renew a lease before it lapses. */
const RENEWALS = 3;
/** Splits and dividends are asked for so many days back and ahead. */
const ACTION_DAYS = { past: 14, ahead: 60 } as const;
/** Distinct warnings logged per source. */
const WARNINGS_MAX = 100;

export interface IngestionLoopOptions {
  readonly sources: readonly Source[];
  readonly pipeline: Pipeline;
  readonly symbols: SymbolBook;
  readonly intervalMs: number;
  readonly now: () => Date;
  readonly log: PipelineLog;
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

/** The right to ask a source, which one of many instances has. */
export interface SourceLease {
  /** How long it holds without being renewed: a dead holder is replaced within this. */
  readonly forMs: number;
  /** Takes or renews it; whether it is held now. */
  hold(source: string): Promise<boolean>;
  /** Gives back whatever this instance holds. */
  release(): Promise<void>;
}

export class IngestionLoop {
  private readonly lanes: readonly Lane[];
  private readonly stopping = new AbortController();
  private started = false;

  constructor(private readonly options: IngestionLoopOptions) {
    this.lanes = options.sources.map((source) => new Lane(source, options, this.stopping.signal));
  }

  /** The first cycle runs at once. */
  start(): void {
    if (this.started) return;
    this.started = true;
    for (const lane of this.lanes) lane.start();
  }

  /** Ends timers, calls and streams, and waits until nothing is under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.lanes.map((lane) => lane.stop()));
    await this.options.lease?.release().catch(() => undefined);
    await this.options.pipeline.settled();
  }

  /** One cycle of every source; joins a cycle that is already under way. */
  async runOnce(): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.cycle()));
  }

  health(): SourceHealth[] {
    return this.lanes.map((lane) => lane.health.read());
  }

  /** Asks, in the order of trust, the sources this instance may ask whether the instrument was split lately; the first answer ends it. */
  async askForSplits(id: InstrumentId): Promise<void> {
    const inOrder = [...this.lanes].sort((one, other) => one.priority - other.priority);
    for (const lane of inOrder) if (await lane.askForSplits(id)) return;
  }

  /** Until when a symbol is left out because the source does not know it or does not cover it; null: it is asked for. */
  skippedUntil(source: SourceId, symbol: string): Date | null {
    return this.lanes.find((lane) => lane.id === source)?.skippedUntil(symbol) ?? null;
  }

  askAgain(source: SourceId, symbol: string): void {
    this.lanes.find((lane) => lane.id === source)?.askAgain(symbol);
  }

  /** Whether each source's budget carries what it is asked for. */
  plans(): Map<SourceId, SourcePlan> {
    const { sources, symbols, intervalMs } = this.options;
    return new Map(sources.map((source) => [source.info.id, planOf(source, symbols.symbolsOf(source.info.id).length, intervalMs / 1000)]));
  }

  /** Of the sources this instance asks. */
  ownHealth(): SourceHealth[] {
    return this.lanes.filter((lane) => lane.isHolder()).map((lane) => lane.health.read());
  }
}

class Lane {
  readonly health: HealthRecord;
  private readonly guard: Guard;
  private readonly plan: AskingPlan | null;
  private hasStreamed = false;
  private readonly skipped = new Map<string, number>();
  private readonly warned = new Set<string>();
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private stream: StreamHandle | null = null;
  private renewal: NodeJS.Timeout | null = null;
  private renewing: Promise<void> | null = null;
  private knowsPauses = false;
  private actionsAskedOn: Day | null = null;
  /** On the monotonic clock; null: not the holder. */
  private heldUntilMs: number | null = null;

  constructor(
    private readonly source: Source,
    private readonly options: IngestionLoopOptions,
    private readonly stopping: AbortSignal,
  ) {
    this.health = new HealthRecord(source.info, options.now, (health) => options.onHealth?.(health));
    const { symbols, standing, now, sources } = options;
    const priorities = new Map(sources.map(({ info }) => [info.id, info.priority]));
    const priorityOf = (id: SourceId) => priorities.get(id) ?? (id === PUSHED ? 0 : Number.POSITIVE_INFINITY);
    this.plan = standing ? new AskingPlan(source, { symbols, standing, priorityOf, now }) : null;
    this.guard = new Guard({ deadlineMs: source.capabilities.limits.deadlineMs, retryMs: options.retryMs, now: options.now });
  }

  get id(): SourceId {
    return this.source.info.id;
  }

  skippedUntil(symbol: string): Date | null {
    const until = this.skipped.get(symbol);
    return until === undefined ? null : new Date(until);
  }

  askAgain(symbol: string): void {
    this.skipped.delete(symbol);
  }

  get priority(): number {
    return this.source.info.priority;
  }

  start(): void {
    const { lease } = this.options;
    if (!lease) {
      this.schedule(Promise.resolve(), 0);
      return;
    }
    const renew = () => {
      this.renewing ??= this.renew(lease).finally(() => {
        this.renewing = null;
      });
    };
    renew();
    this.renewal = setInterval(renew, lease.forMs / RENEWALS);
  }

  async stop(): Promise<void> {
    if (this.renewal) clearInterval(this.renewal);
    await this.renewing;
    if (this.timer) clearTimeout(this.timer);
    await this.stream?.close();
    await this.running;
  }

  /** Counted from before the call, so that a slow answer never makes us hold it for longer than the database says. */
  private async renew(lease: SourceLease): Promise<void> {
    const askedMs = performance.now();
    const isHeld = await lease.hold(this.source.info.id).catch((error: unknown) => {
      this.options.log.warn({ err: error, source: this.source.info.id }, 'The lease could not be renewed.');
      return this.heldUntilMs !== null && performance.now() < this.heldUntilMs ? null : false;
    });
    if (isHeld === null || this.stopping.aborted) return;
    const wasHeld = this.heldUntilMs !== null && askedMs < this.heldUntilMs;
    this.heldUntilMs = isHeld ? askedMs + lease.forMs : null;
    if (isHeld && !wasHeld) {
      this.knowsPauses = false;
      this.options.log.info({ source: this.source.info.id }, 'This instance asks the source from now on.');
      this.schedule(this.running ?? Promise.resolve(), 0);
    }
    if (!isHeld && (wasHeld || this.stream)) await this.standDown();
  }

  private async standDown(): Promise<void> {
    this.options.log.info({ source: this.source.info.id }, 'Another instance asks the source from now on.');
    if (this.timer) clearTimeout(this.timer);
    const { stream } = this;
    this.stream = null;
    await stream?.close();
  }

  isHolder(): boolean {
    return !this.options.lease || (this.heldUntilMs !== null && performance.now() < this.heldUntilMs);
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
    if (this.source.poll) await this.poll(this.source.poll.bind(this.source));
    await this.askActions();
    await this.backfill();
  }

  /** Once a day, where one call answers for many; what it says is a proposal. */
  private async askActions(): Promise<void> {
    const { source, options } = this;
    const perCall = source.capabilities.actionsPerCall;
    const ask = source.actions?.bind(source);
    const today = options.now().toISOString().slice(0, 10) as Day;
    if (!perCall || !ask || !options.onActions || this.actionsAskedOn === today) return;
    const symbols = options.symbols.symbolsOf(source.info.id);
    for (let start = 0; start < symbols.length; start += perCall) {
      if (this.guard.pausedUntil() || !(await this.rest())) return;
      const part = symbols.slice(start, start + perCall);
      try {
        const [from, to] = [addDays(today, -ACTION_DAYS.past), addDays(today, ACTION_DAYS.ahead)];
        await this.noteActions(await this.guard.call((signal) => ask(part, from, to, signal), this.stopping));
      } catch (error) {
        if (!this.stopping.aborted) this.warn(`Splits and dividends could not be asked for: ${toSourceError(error).message}`);
        return;
      }
    }
    this.actionsAskedOn = today;
  }

  /** Whether it answered. */
  async askForSplits(id: InstrumentId): Promise<boolean> {
    const { source, options, guard } = this;
    const ask = (source.actions ?? source.history)?.bind(source);
    const symbol = options.symbols.symbolOf(source.info.id, id);
    if (!ask || symbol === null || !this.isHolder() || guard.pausedUntil()) return false;
    const today = options.now().toISOString().slice(0, 10) as Day;
    try {
      await this.noteActions(await guard.call((signal) => ask([symbol], addDays(today, -ACTION_DAYS.past), today, signal), this.stopping));
      return true;
    } catch (error) {
      if (!this.stopping.aborted) this.warn(`${symbol}: whether it was split could not be asked: ${toSourceError(error).message}`);
      return false;
    }
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
    const batches = this.batches();
    if (!batches) return;
    const startedMs = performance.now();
    let failure: SourceError | null = null;
    let answered = 0;
    for (const [index, batch] of batches.entries()) {
      if (index > 0) await pause(this.source.capabilities.limits.spacingMs, this.stopping);
      if (this.stopping.aborted || !this.isHolder()) return;
      try {
        const answer = await this.guard.call((signal) => ask(batch, signal), this.stopping);
        await this.accept(answer);
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

  /** Null: nothing is worth asking for now. */
  private batches(): (readonly string[])[] | null {
    const now = this.options.now().getTime();
    for (const [symbol, until] of this.skipped) if (until <= now) this.skipped.delete(symbol);
    const wanted = [...(this.source.rateSymbols ?? []), ...this.options.symbols.symbolsOf(this.source.info.id)];
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
    for (const { symbol, error } of answer.failures) this.remember(symbol, error);
    for (const warning of answer.warnings) this.warn(warning);
    await this.noteActions(answer);
    if (answer.observations.length === 0) return;
    try {
      this.health.ingested(await this.options.pipeline.ingest(this.source.info, answer.observations));
    } catch (cause) {
      // Our own database failed, not the source: the next cycle brings the same prices again.
      this.options.log.error({ err: cause, source: this.source.info.id }, 'Prices could not be stored.');
      throw new SourceError(SourceErrorKind.NETWORK, 'Its prices arrived but could not be stored.', { cause });
    }
  }

  private remember(symbol: string | undefined, error: SourceError): void {
    const { skipSymbolMs } = SOURCE_ERROR_POLICY[error.kind];
    if (symbol !== undefined && skipSymbolMs !== null && this.skipped.size < SKIPPED_MAX) {
      this.skipped.set(symbol, this.options.now().getTime() + skipSymbolMs);
    }
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
    const symbols = [...(this.source.rateSymbols ?? []), ...this.options.symbols.symbolsOf(this.source.info.id)];
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
