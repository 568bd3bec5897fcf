/**
 * The one way in for prices, whoever brings them: normalise, arbitrate, store, put into the book, publish. What is
 * published has been stored, but for streamed prices in the plain case (`ahead.ts`); what the store refuses is neither. One
 * store is in flight at a time, and whatever arrives meanwhile waits in bounded queues: streamed prices give way to newer
 * ones, delivered batches never do.
 */
import { Unavailable } from '../domain/errors.js';
import { type CandidateRate, type FxRate, pairKey } from '../domain/fx.js';
import type { InstrumentId, SourceId } from '../domain/ids.js';
import { IngestOutcome } from '../domain/ingest.js';
import type { PriceBook } from '../domain/price-book.js';
import type { CandidateQuote, Quote } from '../domain/quote.js';
import type { SourceInfo } from '../domain/source.js';
import { type QuoteVerdict, RULE_MESSAGES, Rule } from '../domain/verdict.js';
import { Ahead } from './ahead.js';
import { Arbiter, subjectOf } from './arbiter.js';
import { type Hold, isLikeSplit, type Observation, observationOf, type Verdict } from './arbitrate.js';
import { isRate, isRejection, normalise } from './normalise.js';
import type { IngestRecorder } from './record.js';
import type { RawObservation } from './source.js';
import type { SymbolBook } from './symbols.js';
import { IngestTally, type Rejected } from './tally.js';

/** Observations given to the store at once. */
export const STORE_BATCH_MAX = 1000;
/** Streamed observations waiting before older ones of the same symbol are dropped. */
export const STREAM_QUEUE_MAX = 5000;
/** Pause between two stores of streamed prices: a store costs as much as fifty more prices in it. */
const STREAM_GATHER_MS = 20;
/** Batches waiting through `ingest`; more are refused. */
export const BATCH_QUEUE_MAX = 1000;

/** A candidate with its source's place in the order of trust, which the database needs to speak the last word. */
type Ranked<Candidate> = Candidate & { readonly priority: number; readonly verdict?: QuoteVerdict; readonly isSetAside?: boolean };

/** At most one current candidate per instrument and per pair. */
export interface StoreRequest {
  readonly current: readonly Ranked<CandidateQuote>[];
  readonly history: readonly Ranked<CandidateQuote>[];
  readonly currentRates: readonly Ranked<CandidateRate>[];
  readonly historyRates: readonly Ranked<CandidateRate>[];
  /** Instruments whose current price is returned whatever it is, under a new revision. */
  readonly again?: readonly InstrumentId[];
}

export interface StoreResult {
  /** Those of `current` that truly became current, with revision and previous close; and current ones a late price has corrected. */
  readonly quotes: readonly Quote[];
  readonly rates: readonly FxRate[];
  /** Rows added to the history. */
  readonly history: number;
}

export interface IngestResult {
  readonly index: number;
  readonly outcome: IngestOutcome;
  /** The rule or reason behind the outcome: a key of Rule, RejectionReason or IngestReason. */
  readonly reason: string;
  /** One sentence for a person. */
  readonly message: string;
  /** When it became current. */
  readonly quote?: Quote;
  readonly rate?: FxRate;
}

/** Reasons that arise between arbitration and the store. */
export const IngestReason = {
  /** A newer one came in the same batch. */
  SUPERSEDED: 'SUPERSEDED',
  /** The database already holds a newer one. */
  LOST_IN_STORE: 'LOST_IN_STORE',
} as const;

export interface PipelineLog {
  info(detail: object, message: string): void;
  warn(detail: object, message: string): void;
  error(detail: object, message: string): void;
}

export interface PipelineMetrics {
  counted?(source: SourceId, outcome: IngestOutcome, reason: string): void;
  stored?(durationMs: number, observations: number): void;
  /** A streamed observation gave way to a newer one, or there was no room for it. */
  conflated?(source: SourceId): void;
}

export interface PipelineOptions {
  readonly book: PriceBook;
  readonly symbols: SymbolBook;
  readonly store: (request: StoreRequest) => Promise<StoreResult>;
  readonly publish: (news: { readonly quotes: readonly Quote[]; readonly rates: readonly FxRate[] }) => void | Promise<void>;
  readonly now: () => Date;
  readonly log: PipelineLog;
  readonly metrics?: PipelineMetrics;
  /** Whether a source does not answer any more. */
  readonly isDown?: (source: SourceId) => boolean;
  /** Longest time between telling a streamed price and storing it; 0, the default: none is told before it is stored. */
  readonly aheadMs?: number;
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
}

interface Streamed {
  readonly source: SourceInfo;
  readonly raw: RawObservation;
  readonly onResults?: ((results: readonly IngestResult[]) => void) | undefined;
}

export class Pipeline {
  readonly tally = new IngestTally();
  private readonly arbiter: Arbiter;
  private readonly ahead: Ahead;
  private readonly batches: Batch[] = [];
  private readonly streamed = new Map<string, Streamed>();
  private streamedCount = 0;
  /** When streamed prices were last given to the store, on the monotonic clock. */
  private streamedAtMs = Number.NEGATIVE_INFINITY;
  private wake: (() => void) | null = null;
  private running: Promise<void> | null = null;

  constructor(private readonly options: PipelineOptions) {
    const { book, symbols, now } = options;
    this.arbiter = new Arbiter(options);
    this.ahead = new Ahead({ book, symbols, now, arbiter: this.arbiter, storeMs: options.aheadMs ?? 0, onDue: () => this.run() });
  }

  /**
   * One result per observation, in order, once everything is stored and the readers are told.
   * @throws Unavailable when too many batches wait; whatever the store throws, and then nothing of that part was published
   */
  ingest(source: SourceInfo, raws: readonly RawObservation[], options: { confirmed?: boolean } = {}): Promise<IngestResult[]> {
    if (this.batches.length >= BATCH_QUEUE_MAX) return Promise.reject(new Unavailable('The store of prices'));
    return new Promise((resolve, reject) => {
      this.batches.push({ source, raws, confirmed: options.confirmed ?? false, resolve, reject });
      this.wake?.();
      this.run();
    });
  }

  /**
   * Streamed observations: nobody waits for the results (they may be listened to). What can be told ahead of its row is; of
   * the rest only the newest of each symbol is kept under pressure.
   */
  offer(source: SourceInfo, raws: readonly RawObservation[], onResults?: (results: readonly IngestResult[]) => void): void {
    const items = raws.map((raw) => ({ source, raw, onResults }));
    for (const item of this.tell(items)) this.enqueue(item);
    if (this.streamed.size > 0) this.run();
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

  private enqueue(item: Streamed): void {
    const { source, raw } = item;
    const subject = raw.type === 'quote' ? raw.symbol : `${raw.base}${raw.quote}`;
    const isPressed = this.streamed.size >= STREAM_QUEUE_MAX;
    this.streamedCount += 1;
    const key = isPressed ? `${source.id} ${subject}` : `${source.id} ${subject} ${this.streamedCount}`;
    const waiting = this.streamed.get(key);
    const isFull = this.streamed.size >= 2 * STREAM_QUEUE_MAX && !waiting;
    if (isFull || waiting) this.options.metrics?.conflated?.(source.id);
    if (isFull || (waiting && timeOf(waiting.raw) > timeOf(raw))) return;
    // Taken out first, so that it moves to the end: the queue stays in the order of arrival.
    this.streamed.delete(key);
    this.streamed.set(key, item);
  }

  private run(): void {
    this.running ??= this.drain().finally(() => {
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
      else if (this.streamed.size > 0) await this.gather();
      if (this.streamed.size > 0 && this.isStreamDue()) await this.drainStreamed();
    }
  }

  private hasWork(): boolean {
    return this.batches.length > 0 || this.streamed.size > 0 || this.ahead.isDue();
  }

  private async storeAhead(): Promise<void> {
    const part = this.ahead.take();
    try {
      const { quotes } = await this.store({ ...part, currentRates: [], historyRates: [] });
      this.ahead.stored(quotes);
      // A database in this process answers without letting the event loop turn.
      await new Promise((resolve) => setImmediate(resolve));
    } catch (error) {
      this.ahead.failed(part);
      this.options.log.error({ err: error, observations: part.current.length }, 'Streamed prices could not be stored; it is tried again.');
    }
  }

  private isStreamDue(): boolean {
    return performance.now() - this.streamedAtMs >= STREAM_GATHER_MS;
  }

  /** The first streamed price after quiet is stored at once; what follows shares a store, unless a batch comes meanwhile. */
  private async gather(): Promise<void> {
    const waitMs = this.streamedAtMs + STREAM_GATHER_MS - performance.now();
    if (waitMs <= 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.ceil(waitMs));
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = null;
  }

  private async settle({ source, raws, confirmed, resolve, reject }: Batch): Promise<void> {
    try {
      const results: IngestResult[] = [];
      for (let start = 0; start < raws.length; start += STORE_BATCH_MAX) {
        const part = raws.slice(start, start + STORE_BATCH_MAX).map((raw) => ({ source, raw }));
        const partial = await this.process(part, confirmed);
        results.push(...partial.map((result) => ({ ...result, index: result.index + start })));
      }
      resolve(results);
    } catch (error) {
      reject(error);
    }
  }

  private async drainStreamed(): Promise<void> {
    this.streamedAtMs = performance.now();
    const part: Streamed[] = [];
    for (const [key, item] of this.streamed) {
      if (part.length === STORE_BATCH_MAX) break;
      part.push(item);
      this.streamed.delete(key);
    }
    if (part.length === 0) return;
    try {
      const results = await this.process(part, false);
      for (const result of results) part[result.index]?.onResults?.([result]);
    } catch (error) {
      this.options.log.error({ err: error, observations: part.length }, 'Streamed prices could not be stored and were dropped.');
    }
    this.retell();
  }

  /** What waited only for others of its source to be stored is told now. */
  private retell(): void {
    this.ahead.waitNoMore();
    const waiting = [...this.streamed];
    const left = new Set(this.tell(waiting.map(([, item]) => item)));
    for (const [key, item] of waiting) if (!left.has(item)) this.streamed.delete(key);
  }

  private async process(items: readonly Streamed[], confirmed: boolean): Promise<IngestResult[]> {
    const work = new Work(items.length);
    const receivedAt = this.options.now();
    for (const { source } of items) this.arbiter.rank(source);
    const candidates = this.normaliseAll(items, receivedAt, work);
    // In the order of time, so that within a batch, too, the later observation stands.
    candidates.sort((one, other) => one.observation.observedAt.getTime() - other.observation.observedAt.getTime());
    await this.shareHolds(candidates);
    for (const item of candidates) this.place(item, confirmed, work);
    const stored = await this.store(work.request());
    for (const [key, hold] of work.holds) {
      if (hold) this.arbiter.holds.set(key, hold);
      else this.arbiter.holds.delete(key);
      this.options.recorder?.held(key, hold);
    }
    // The next price of it may reach another instance.
    if (work.holds.size > 0 && this.options.readHolds) await this.options.recorder?.flush();
    this.announce(work, stored);
    const results = work.results(items.length);
    this.count(items, results);
    return results;
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
        candidate: { ...candidate, priority: this.arbiter.placeOf(candidate, source) },
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
    if (!isRate(candidate)) this.noteDoubts(candidate.instrumentId, { observation, incumbent, verdict });
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
    work.settle(item.index, verdict.outcome, verdict.rule, explain(verdict, incumbent));
  }

  private noteDoubts(id: InstrumentId, said: { observation: Observation; incumbent: Observation | null; verdict: Verdict }): void {
    const { observation, incumbent, verdict } = said;
    const other = this.arbiter.contradictionOf(observation, incumbent);
    if (other) this.options.recorder?.disagreed(id, observation, other, this.options.now());
    const isAsked = verdict.rule === Rule.OUTLIER && incumbent && isLikeSplit(incumbent.figure, observation.figure);
    if (isAsked) this.options.onLikeSplit?.(id);
  }

  private async store(request: StoreRequest): Promise<StoreResult> {
    const { current, history, currentRates, historyRates, again = [] } = request;
    const count = current.length + history.length + currentRates.length + historyRates.length;
    if (count + again.length === 0) return { quotes: [], rates: [], history: 0 };
    const startedMs = performance.now();
    const stored = await this.options.store(request);
    this.options.metrics?.stored?.(performance.now() - startedMs, count);
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
      void Promise.resolve(this.options.publish({ quotes, rates })).catch(lost);
    } catch (error) {
      lost(error);
    }
  }

  /** Compared by what was observed: the store may also return a current price that a late one has merely corrected. */
  private announce(work: Work, stored: StoreResult): void {
    const quotes = new Map(stored.quotes.map((quote) => [quote.instrumentId as string, quote]));
    const rates = new Map(stored.rates.map((rate) => [pairKey(rate.base, rate.quote), rate]));
    for (const { index, key, observation } of work.current.values()) {
      const quote = quotes.get(key);
      const rate = rates.get(key);
      if (quote && isOf(quote, observation)) work.attach(index, { quote });
      else if (rate && isOf(rate, observation)) work.attach(index, { rate });
      else work.settle(index, IngestOutcome.HISTORY, IngestReason.LOST_IN_STORE, 'The database already holds a newer one.');
    }
  }

  private count(items: readonly Pick<Streamed, 'source' | 'raw'>[], results: readonly IngestResult[]): void {
    results.forEach((result, index) => {
      const { source, raw } = items[index] as Streamed;
      const at = this.options.now();
      this.tally.count({ at, source: source.id, raw, result });
      if (result.outcome === IngestOutcome.REJECTED) this.options.recorder?.rejected({ at, source: source.id, raw, result });
      this.options.metrics?.counted?.(source.id, result.outcome, result.reason);
    });
  }
}

type RankedCandidate = Ranked<CandidateQuote> | Ranked<CandidateRate>;

function isRankedRate(candidate: RankedCandidate): candidate is Ranked<CandidateRate> {
  return isRate(candidate);
}

function isRankedQuote(candidate: RankedCandidate): candidate is Ranked<CandidateQuote> {
  return !isRate(candidate);
}

/** A candidate on its way, with the place its result belongs to. */
interface Placed {
  readonly index: number;
  readonly key: string;
  readonly candidate: RankedCandidate;
  readonly observation: Observation;
}

/** What one pass over a batch has decided so far; nothing of it counts before the store has answered. */
class Work {
  readonly current = new Map<string, Placed>();
  readonly history: Placed[] = [];
  readonly holds = new Map<string, Hold | null>();
  private readonly settledResults: (IngestResult | undefined)[];

  constructor(count: number) {
    this.settledResults = new Array(count);
  }

  settle(index: number, outcome: IngestOutcome, reason: string, message: string): void {
    this.settledResults[index] = { index, outcome, reason, message };
  }

  attach(index: number, accepted: { quote?: Quote; rate?: FxRate }): void {
    this.settledResults[index] = { ...(this.settledResults[index] as IngestResult), ...accepted };
  }

  request(): StoreRequest {
    const current = [...this.current.values()].map(({ candidate }) => candidate);
    const history = this.history.map(({ candidate }) => candidate);
    return {
      current: current.filter(isRankedQuote),
      history: history.filter(isRankedQuote),
      currentRates: current.filter(isRankedRate),
      historyRates: history.filter(isRankedRate),
    };
  }

  results(count: number): IngestResult[] {
    return Array.from({ length: count }, (_, index) => this.settledResults[index] as IngestResult);
  }
}

function isOf(accepted: Quote | FxRate, observation: Observation): boolean {
  const { source, observedAt, figure } = observationOf(accepted);
  return source === observation.source && observedAt.getTime() === observation.observedAt.getTime() && figure.eq(observation.figure);
}

function timeOf(raw: RawObservation): number {
  return raw.observedAt?.getTime() ?? 0;
}

function explain(verdict: Verdict, incumbent: Observation | null): string {
  const isHeldBack = verdict.rule === Rule.OUTLIER || verdict.rule === Rule.UNIT_MIX_UP;
  const comparison = isHeldBack && incumbent ? ` The current one is ${incumbent.figure.toFixed()}.` : '';
  return RULE_MESSAGES[verdict.rule] + comparison;
}
