/**
 * The one way in for prices, whoever brings them: normalise, arbitrate, store, put into the book, publish. What is
 * published has been stored, but for streamed prices in the plain case (`ahead.ts`); what the store refuses is neither. One
 * store is in flight at a time, and whatever arrives meanwhile waits in bounded queues: streamed prices give way to newer
 * ones, delivered batches never do.
 */
import { Unavailable } from '../domain/errors.js';
import type { FxRate } from '../domain/fx.js';
import type { Hold } from '../domain/hold.js';
import type { InstrumentId, SourceId } from '../domain/ids.js';
import { IngestOutcome } from '../domain/ingest.js';
import type { PriceBook } from '../domain/price-book.js';
import type { Quote } from '../domain/quote.js';
import { isPushed, type SourceInfo } from '../domain/source.js';
import { Rule } from '../domain/verdict.js';
import { at, here, isTracing, type Place, step, traced } from '../telemetry/trace.js';
import { Ahead } from './ahead.js';
import { Arbiter, subjectOf } from './arbiter.js';
import { isLikeSplit, type Observation, observationOf, type Verdict } from './arbitrate.js';
import type { IngestionLog } from './log.js';
import { isRate, isRejection, normalise } from './normalise.js';
import { Outage } from './outage.js';
import type { IngestRecorder } from './record.js';
import { explain, IngestReason, type IngestResult } from './result.js';
import type { RawObservation } from './source.js';
import type { RankedCandidate, StoreRequest, StoreResult } from './store.js';
import { type Streamed, StreamQueue } from './stream-queue.js';
import type { SymbolBook } from './symbols.js';
import { IngestTally, type Rejected } from './tally.js';
import { type Placed, Work } from './work.js';

/** Observations given to the store at once. */
export const STORE_BATCH_MAX = 1000;
/** Batches waiting through `ingest`; more are refused. */
export const BATCH_QUEUE_MAX = 1000;

/** Instruments a span names. */
const INSTRUMENTS_NAMED_MAX = 20;

export interface PipelineOptions {
  readonly book: PriceBook;
  readonly symbols: SymbolBook;
  readonly store: (request: StoreRequest) => Promise<StoreResult>;
  readonly publish: (news: { readonly quotes: readonly Quote[]; readonly rates: readonly FxRate[] }) => void | Promise<void>;
  readonly now: () => Date;
  readonly log: IngestionLog;
  /** Whether a source does not answer any more. */
  readonly isDown?: (source: SourceId) => boolean;
  /** Longest time between telling a streamed price and storing it; 0, the default: none is told before it is stored. */
  readonly aheadMs?: number;
  /** Whether all other instances hear what is published; without it there are none. */
  readonly isHeard?: () => boolean;
  /** Whether the store is known to be out of reach; without it that is never known. */
  readonly isAway?: () => boolean;
  readonly volatilityOf?: (id: InstrumentId) => number | null;
  readonly isAskingForSplits?: (id: InstrumentId) => boolean;
  /** A jump has the ratio of a split: whoever can asks the sources. */
  readonly onLikeSplit?: (id: InstrumentId) => void;
  /** What all instances hold of these subjects; without it this one is alone. */
  readonly readHolds?: (subjects: readonly string[]) => Promise<ReadonlyMap<string, Hold>>;
  /** Keeps samples of what was refused, and what is held, for the administrator. */
  readonly recorder?: IngestRecorder;
  /** Known from the start, so that incumbents loaded from the database are ranked before their source reports again. */
  readonly sources?: readonly SourceInfo[];
}

export interface HeldFigure {
  /** An instrument's id, or a pair such as EURUSD. */
  readonly subject: string;
  readonly hold: Hold;
}

interface Batch {
  readonly source: SourceInfo;
  readonly raws: readonly RawObservation[];
  readonly confirmed: boolean;
  readonly resolve: (results: IngestResult[]) => void;
  readonly reject: (error: unknown) => void;
  /** In the trace of whoever delivers it; null: it is in none. */
  readonly place: Place | null;
}

interface Judged {
  readonly observation: Observation;
  readonly incumbent: Observation | null;
  readonly verdict: Verdict;
}

export class Pipeline {
  readonly tally = new IngestTally();
  private readonly arbiter: Arbiter;
  private readonly ahead: Ahead;
  private readonly batches: Batch[] = [];
  private readonly streamed = new StreamQueue(() => this.run());
  private readonly outage: Outage;
  private running: Promise<void> | null = null;
  /** Since when the store fails, on the monotonic clock, and whether it is the database that lets nothing be written. */
  private unstored: { readonly sinceMs: number; readonly isRefused: boolean } | null = null;

  constructor(private readonly options: PipelineOptions) {
    const { book, symbols, now } = options;
    this.outage = new Outage(options.log, {
      failing: 'Streamed prices cannot be stored; they are tried again, of those that were not told the newest of each.',
      over: 'Streamed prices are stored again.',
    });
    this.arbiter = new Arbiter(options);
    this.ahead = new Ahead({
      book,
      symbols,
      now,
      arbiter: this.arbiter,
      storeMs: options.aheadMs ?? 0,
      isHeard: options.isHeard ?? (() => true),
      isAway: () => this.isAway(),
      onDue: () => this.run(),
    });
  }

  /**
   * One result per observation, in order, once everything is stored and the readers are told.
   * @throws Unavailable when too many batches wait; whatever the store throws, and then nothing of that part was published
   */
  ingest(source: SourceInfo, raws: readonly RawObservation[], options: { confirmed?: boolean } = {}): Promise<IngestResult[]> {
    if (this.batches.length >= BATCH_QUEUE_MAX) return Promise.reject(new Unavailable('The store of prices'));
    return new Promise((resolve, reject) => {
      this.batches.push({ source, raws, confirmed: options.confirmed ?? false, resolve, reject, place: here() });
      this.streamed.wake();
      this.run();
    });
  }

  /**
   * Streamed observations: nobody waits for the results (they may be listened to). What can be told ahead of its row is; of
   * the rest only the newest of each symbol is kept under pressure.
   */
  offer(source: SourceInfo, raws: readonly RawObservation[], onResults?: (results: readonly IngestResult[]) => void): void {
    traced('receive', { 'tidemark.source': source.id, 'tidemark.observations': raws.length }, () => {
      const place = here();
      const items = raws.map((raw) => ({ source, raw, onResults, place }));
      for (const item of this.tell(items)) this.streamed.add(item);
    });
    if (this.streamed.size > 0) this.run();
  }

  /** Stores what another instance told ahead, and is gone with; the database decides. What is stored already, or by another heir too, is harmless. */
  adopt(orphans: readonly Quote[]): void {
    this.ahead.adopt(orphans);
  }

  /** Resolves when nothing waits and nothing is in flight; what was told ahead is stored, unless the store fails. */
  async settled(): Promise<void> {
    this.ahead.hurry();
    this.run();
    while (this.running) await this.running;
  }

  /** The newest rejections, newest last, for the administrator. */
  rejections(): readonly Rejected[] {
    return this.tally.rejections();
  }

  /** For how long nothing could be stored, in seconds; 0 when what came last was. */
  unstoredS(): number {
    return this.unstored ? (performance.now() - this.unstored.sinceMs) / 1000 : 0;
  }

  /** Figures waiting for confirmation. */
  held(): readonly HeldFigure[] {
    return [...this.arbiter.holds].map(([subject, hold]) => ({ subject, hold }));
  }

  /** Takes over what another instance, or this one before its restart, held. */
  restore(held: readonly HeldFigure[]): void {
    for (const { subject, hold } of held) this.arbiter.holds.set(subject, hold);
  }

  /** What is held is not believed: its repetition confirms it no more. */
  discard(subject: string): void {
    const hold = this.arbiter.holds.get(subject);
    if (hold) this.arbiter.holds.set(subject, { ...hold, isDiscarded: true });
  }

  /** Out of reach, or with no room: readers would wait for nothing. */
  private isAway(): boolean {
    return this.unstored?.isRefused || (this.options.isAway?.() ?? false);
  }

  private run(): void {
    // It serves whoever comes next as well: each part goes on in the trace of its own.
    this.running ??= at(null, () => this.drain()).finally(() => {
      this.running = null;
      if (this.hasWork()) this.run();
    });
  }

  /** Tells what can be told ahead of its row, in one message; returns the others. */
  private tell(items: readonly Streamed[]): Streamed[] {
    const quotes: Quote[] = [];
    const others = items.filter((item) => {
      const told = this.ahead.tell(item.source, item.raw);
      if (!told) return true;
      quotes.push(told.quote);
      this.count([item], [told.result]);
      item.onResults?.([told.result]);
      return false;
    });
    this.publish({ quotes, rates: [] });
    return others;
  }

  private async drain(): Promise<void> {
    // Let whatever arrives in the same turn share the store's round trip.
    await null;
    while (this.hasWork()) {
      if (this.ahead.isDue()) await this.storeAhead();
      const batch = this.batches.shift();
      if (batch) await this.settle(batch);
      else if (this.streamed.size > 0) await this.streamed.gather();
      if (this.streamed.isDue()) await this.drainStreamed();
    }
  }

  private hasWork(): boolean {
    return this.batches.length > 0 || this.streamed.size > 0 || this.ahead.isDue();
  }

  private async storeAhead(): Promise<void> {
    const part = this.ahead.take();
    try {
      const { quotes } = await at(part.place, () => this.store({ ...part, currentRates: [], historyRates: [] }));
      this.ahead.stored(quotes);
      this.outage.succeeded();
      // A database in this process answers without letting the event loop turn.
      await new Promise((resolve) => setImmediate(resolve));
    } catch (error) {
      // Whoever hears this knows that they are kept here, though the database has no rows of them.
      this.publish({ quotes: this.ahead.failed(part), rates: [] });
      this.outage.failed(error, part.current.length);
    }
  }

  private async settle({ source, raws, confirmed, resolve, reject, place }: Batch): Promise<void> {
    try {
      const results: IngestResult[] = [];
      for (let start = 0; start < raws.length; start += STORE_BATCH_MAX) {
        const part = raws.slice(start, start + STORE_BATCH_MAX).map((raw) => ({ source, raw }));
        const partial = await at(place, () => this.process(part, confirmed));
        results.push(...partial.map((result) => ({ ...result, index: result.index + start })));
      }
      resolve(results);
    } catch (error) {
      reject(error);
    }
  }

  private async drainStreamed(): Promise<void> {
    const part = this.streamed.take(STORE_BATCH_MAX);
    let failed: readonly Streamed[] = [];
    try {
      // Of several traces that share a store, it is in that of the first.
      const place = part.find((item) => item.place)?.place ?? null;
      const results = await at(place, () => this.process(part, false));
      this.outage.succeeded();
      for (const result of results) part[result.index]?.onResults?.([result]);
    } catch (error) {
      this.outage.failed(error, part.length);
      failed = part;
    }
    // What waited only for others of its source to be stored is told now.
    this.ahead.waitNoMore();
    if (failed.length > 0 && this.isAway()) {
      // They came before it was known that the store is away.
      failed = this.tell(failed);
      this.ahead.waitNoMore();
    }
    this.streamed.setAside(failed);
    this.streamed.retain((items) => this.tell(items));
  }

  private async process(items: readonly Streamed[], confirmed: boolean): Promise<IngestResult[]> {
    const work = new Work(items.length);
    const receivedAt = this.options.now();
    for (const { source } of items) this.arbiter.rank(source);
    await this.lookUp(items);
    const candidates = step('normalise', {}, () => this.normaliseAll(items, receivedAt, work));
    // In the order of time, so that within a batch, too, the later observation stands.
    candidates.sort((one, other) => one.observation.observedAt.getTime() - other.observation.observedAt.getTime());
    await this.shareHolds(candidates);
    step('arbitrate', {}, () => {
      for (const item of candidates) this.place(item, confirmed, work);
    });
    const stored = await this.storeAfterTold(work.request());
    for (const [key, hold] of work.holds) {
      if (hold) this.arbiter.holds.set(key, hold);
      else this.arbiter.holds.delete(key);
      this.options.recorder?.held(key, hold);
    }
    // The next price of it may reach another instance.
    if (work.holds.size > 0 && this.options.readHolds) await this.options.recorder?.flush();
    work.stored(stored);
    const results = work.results();
    this.count(items, results);
    return results;
  }

  private async lookUp(items: readonly Streamed[]): Promise<void> {
    // What is pushed was looked up by its names.
    const named = items.flatMap(({ source, raw }) =>
      raw?.type === 'quote' && typeof raw.symbol === 'string' && !isPushed(source.id) ? [{ source: source.id, symbol: raw.symbol }] : [],
    );
    try {
      await this.options.symbols.lookUp(named);
    } catch (error) {
      this.options.log.warn({ err: error }, 'Symbols that are not known could not be looked up; their prices are refused.');
    }
  }

  /** Of what is out of proportion, what the instances hold together counts; of anything else nothing is read. */
  private async shareHolds(candidates: readonly Placed[]): Promise<void> {
    const { readHolds, log } = this.options;
    if (!readHolds) return;
    const subjects = candidates
      .filter(({ candidate, observation }) => this.arbiter.isOutOfProportion(candidate, observation))
      .map(({ key }) => key);
    if (subjects.length === 0) return;
    try {
      const shared = await readHolds([...new Set(subjects)]);
      for (const subject of subjects) {
        const hold = shared.get(subject);
        if (hold) this.arbiter.holds.set(subject, hold);
        else this.arbiter.holds.delete(subject);
      }
    } catch (error) {
      log.warn({ err: error }, 'What other instances hold could not be read; this one goes by its own.');
    }
  }

  private normaliseAll(items: readonly Streamed[], receivedAt: Date, work: Work): Placed[] {
    const placed: Placed[] = [];
    items.forEach(({ source, raw }, index) => {
      const candidate = normalise(raw, source, this.options.symbols, receivedAt);
      if (isRejection(candidate)) {
        work.settle(index, IngestOutcome.REJECTED, candidate.reason, candidate.message);
        return;
      }
      placed.push({
        index,
        key: subjectOf(candidate),
        candidate: { ...candidate, priority: this.arbiter.placeOf(candidate) },
        observation: observationOf(candidate),
      });
    });
    return placed;
  }

  private place(item: Placed, confirmed: boolean, work: Work): void {
    const { key, candidate, observation } = item;
    const standing = work.current.get(key);
    const incumbent = standing?.observation ?? this.arbiter.incumbentOf(candidate);
    const hold = work.holds.has(key) ? (work.holds.get(key) ?? null) : (this.arbiter.holds.get(key) ?? null);
    const verdict = this.arbiter.judge(candidate, observation, { incumbent, hold, confirmed });
    if (verdict.hold !== hold) work.holds.set(key, verdict.hold);
    this.noteDoubts(key, { observation, incumbent, verdict });
    if (!isRate(candidate)) this.askForSplits(candidate.instrumentId, { observation, incumbent, verdict });
    if (verdict.outcome === IngestOutcome.CURRENT && standing) {
      const { verdict: _verdict, ...superseded } = standing.candidate;
      work.history.push({ ...standing, candidate: superseded as RankedCandidate });
      work.settle(standing.index, IngestOutcome.HISTORY, IngestReason.SUPERSEDED, 'A newer one came in the same batch.');
    }
    if (verdict.outcome === IngestOutcome.CURRENT) {
      const losers = this.arbiter.losersOf(key, observation, incumbent);
      work.current.set(key, { ...item, candidate: { ...candidate, verdict: { rule: verdict.rule, losers } } as RankedCandidate });
    } else if (incumbent && incumbent.source !== observation.source) {
      this.arbiter.noteLoser(key, observation);
    }
    // Kept for whoever asks what the others said, and counted by nothing.
    const isSetAside = verdict.rule === Rule.PINNED;
    if (verdict.outcome === IngestOutcome.HISTORY)
      work.history.push(isSetAside ? { ...item, candidate: { ...candidate, isSetAside } as RankedCandidate } : item);
    const implied = !incumbent && isRate(candidate) ? this.arbiter.impliedOf(candidate) : null;
    work.settle(item.index, verdict.outcome, verdict.rule, explain(verdict, incumbent, implied));
  }

  private noteDoubts(subject: string, { observation, incumbent }: Judged): void {
    const other = this.arbiter.contradictionOf(observation, incumbent);
    if (other) this.options.recorder?.disagreed(subject, observation, other, this.options.now());
  }

  private askForSplits(id: InstrumentId, { observation, incumbent, verdict }: Judged): void {
    const isAsked = verdict.rule === Rule.OUTLIER && incumbent && isLikeSplit(incumbent.figure, observation.figure);
    if (isAsked) this.options.onLikeSplit?.(id);
  }

  /** Of one moment of a source, what was told ahead goes first. */
  private async storeAfterTold(request: StoreRequest): Promise<StoreResult> {
    const released = this.ahead.release([...request.current, ...request.history]);
    try {
      const stored = await this.store({ ...request, history: [...released.history, ...request.history] });
      this.ahead.releasedStored(released, stored.quotes);
      return stored;
    } catch (error) {
      this.ahead.releasedFailed(released);
      throw error;
    }
  }

  private async store(request: StoreRequest): Promise<StoreResult> {
    const { current, history, currentRates, historyRates, again = [] } = request;
    const count = current.length + history.length + currentRates.length + historyRates.length;
    if (count + again.length === 0) return { quotes: [], rates: [], history: 0, withdrawn: [] };
    const stored = await step('store', { 'tidemark.observations': count }, () => this.options.store(request)).catch((error: unknown) => {
      this.unstored = { sinceMs: this.unstored?.sinceMs ?? performance.now(), isRefused: error instanceof Unavailable };
      throw error;
    });
    this.unstored = null;
    const news = { quotes: this.ahead.rebased(stored.quotes), rates: stored.rates };
    for (const quote of news.quotes) this.options.book.put(quote);
    for (const rate of news.rates) this.options.book.putRate(rate);
    this.publish(news);
    return stored;
  }

  /**
   * Readers are told, not waited for: a bus that hangs must not hold up the next prices. What is stored stays stored, and
   * readers who miss the news find it in the database.
   */
  private publish({ quotes, rates }: Pick<StoreResult, 'quotes' | 'rates'>): void {
    if (quotes.length === 0 && rates.length === 0) return;
    const lost = (error: unknown) =>
      this.options.log.error({ err: error, quotes: quotes.length, rates: rates.length }, 'Accepted prices could not be published.');
    try {
      void Promise.resolve(step('publish', publicationOf(quotes, rates), () => this.options.publish({ quotes, rates }))).catch(lost);
    } catch (error) {
      lost(error);
    }
  }

  private count(items: readonly Pick<Streamed, 'source' | 'raw'>[], results: readonly IngestResult[]): void {
    results.forEach((result, index) => {
      const { source, raw } = items[index] as Streamed;
      const at = this.options.now();
      this.tally.count({ at, source: source.id, raw, result });
      if (result.outcome === IngestOutcome.REJECTED) this.options.recorder?.rejected({ at, source: source.id, raw, result });
    });
  }
}

/** So that the trace of a price can be found by its instrument. */
function publicationOf(quotes: readonly Quote[], rates: readonly FxRate[]) {
  return isTracing()
    ? {
        'tidemark.instruments': quotes.slice(0, INSTRUMENTS_NAMED_MAX).map(({ instrumentId }) => instrumentId),
        'tidemark.rates': rates.length,
      }
    : {};
}
