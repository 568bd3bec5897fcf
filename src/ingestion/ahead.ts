/**
 * Streamed prices that are told before they are stored (decision 12). In the plain case, a later price of the same day that
 * nothing speaks against, the row can only repeat what is known here, so readers need not wait for it. Invariants: what is
 * told is in the price book first; it is stored within `storeMs`, and while a store fails or hangs nothing more is told
 * ahead; where the database decides otherwise, readers are told what stands.
 */
import type { InstrumentId, SourceId } from '../domain/ids.js';
import { IngestOutcome } from '../domain/ingest.js';
import type { PriceBook } from '../domain/price-book.js';
import { type CandidateQuote, type Quote, saysTheSame } from '../domain/quote.js';
import type { SourceInfo } from '../domain/source.js';
import { type QuoteVerdict, RULE_MESSAGES, Rule } from '../domain/verdict.js';
import type { Arbiter } from './arbiter.js';
import { observationOf } from './arbitrate.js';
import { isRate, isRejection, normalise } from './normalise.js';
import type { IngestResult } from './pipeline.js';
import type { RawObservation } from './source.js';
import type { SymbolBook } from './symbols.js';

/** Prices told and not yet given to the store: a whole refresh. More wait until they are stored before they are told. */
export const AHEAD_MAX = 20_000;
/** Instruments given to the store at once: few enough that a database in this process leaves room for pushes in between. */
const PART_MAX = 500;
/** A store that takes longer is in trouble, and what comes meanwhile waits for it. */
const STORE_MS_MAX = 2000;
/** Pause after a store that failed. */
const RETRY_MS = 1000;

type StorableQuote = CandidateQuote & { readonly priority: number; readonly verdict?: QuoteVerdict };

interface Told {
  readonly candidate: StorableQuote;
  readonly quote: Quote;
}

/** What the store is asked for. */
export interface AheadPart {
  readonly current: readonly StorableQuote[];
  readonly history: readonly StorableQuote[];
  /** Instruments whose current price is to be told again: the database decided otherwise than was told. */
  readonly again: readonly InstrumentId[];
}

export interface AheadOptions {
  readonly book: PriceBook;
  readonly symbols: SymbolBook;
  readonly arbiter: Arbiter;
  readonly now: () => Date;
  /** Longest time between telling and storing; 0: nothing is told ahead. */
  readonly storeMs: number;
  /** Something is due to be stored. */
  readonly onDue: () => void;
}

export class Ahead {
  /** The newest of each instrument that was told and is not being stored yet. */
  private pending = new Map<InstrumentId, Told>();
  /** Told, and passed by a newer one since. */
  private passed: StorableQuote[] = [];
  private again = new Set<InstrumentId>();
  /**
   * Sources with a price that has to be stored before it is told, and instruments with one that is yet to be judged: later ones
   * wait for it, so that none overtakes another.
   */
  private readonly waiting = new Set<SourceId | InstrumentId>();
  private storing: ReadonlyMap<InstrumentId, Told> | null = null;
  /** On the monotonic clock: when the oldest that is not stored was told; infinite when there is none. */
  private oldestMs = Number.POSITIVE_INFINITY;
  private storingSinceMs = Number.POSITIVE_INFINITY;
  private isSuspended = false;
  private isDueNow = false;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly options: AheadOptions) {}

  /** Puts the price into the book and returns it with its result, to be published; null: it has to be stored first. */
  tell(source: SourceInfo, raw: RawObservation): { readonly quote: Quote; readonly result: IngestResult } | null {
    if (raw.type !== 'quote' || !this.isOpen() || this.waiting.has(source.id)) return null;
    const { book, symbols, arbiter, now } = this.options;
    const candidate = normalise(raw, source, symbols, now());
    if (isRejection(candidate) || isRate(candidate) || this.waiting.has(candidate.instrumentId)) return null;
    arbiter.rank(source);
    const incumbent = book.quote(candidate.instrumentId);
    const hold = arbiter.holds.get(candidate.instrumentId) ?? null;
    const [before, observation] = [incumbent && observationOf(incumbent), observationOf(candidate)];
    const { rule, outcome } = arbiter.judge(candidate, observation, { incumbent: before, hold, confirmed: false });
    const isCurrent = outcome === IngestOutcome.CURRENT;
    if (!isCurrent || !incumbent || hold || rule !== Rule.NEWER || !isPlain(incumbent, candidate)) {
      if (isCurrent) this.waiting.add(source.id);
      if (outcome !== IngestOutcome.HISTORY && outcome !== IngestOutcome.DUPLICATE) this.waiting.add(candidate.instrumentId);
      return null;
    }
    const losers = arbiter.losersOf(candidate.instrumentId, observation, before);
    const quote = follow(incumbent, candidate, (incumbent.ahead ?? 0) + 1);
    book.put(quote);
    this.keep({ candidate: { ...candidate, priority: arbiter.placeOf(candidate, source), verdict: { rule, losers } }, quote });
    return { quote, result: { index: 0, outcome, reason: rule, message: RULE_MESSAGES[rule], quote } };
  }

  /** What had to be stored first has been. */
  waitNoMore(): void {
    this.waiting.clear();
  }

  isDue(): boolean {
    if (this.size === 0) return false;
    return (
      this.isDueNow || this.pending.size + this.passed.length >= AHEAD_MAX / 2 || performance.now() - this.oldestMs >= this.options.storeMs
    );
  }

  /** What waits is due at once. */
  hurry(): void {
    this.isDueNow = this.size > 0;
  }

  /** What is to be stored now; `stored` or `failed` has to follow. */
  take(): AheadPart {
    const storing = new Map<InstrumentId, Told>();
    for (const [id, told] of this.pending) {
      if (storing.size === PART_MAX) break;
      storing.set(id, told);
      this.pending.delete(id);
    }
    // What was passed goes with what passed it.
    const isLast = this.pending.size === 0;
    const [history, later] = isLast ? [this.passed, []] : partition(this.passed, ({ instrumentId }) => storing.has(instrumentId));
    const part = { current: [...storing.values()].map(({ candidate }) => candidate), history, again: [...this.again] };
    this.storing = storing;
    this.storingSinceMs = performance.now();
    this.passed = later;
    this.again = new Set();
    if (isLast) this.rest();
    return part;
  }

  /** The store has answered: finds those it refused, which are history, and takes them back where they are still shown. */
  stored(quotes: readonly Quote[]): void {
    const accepted = new Map(quotes.map((quote) => [quote.instrumentId, quote]));
    for (const [id, { candidate, quote }] of this.storing ?? []) {
      const answer = accepted.get(id);
      if (answer && isOf(answer, candidate)) continue;
      const { verdict: _verdict, ...lost } = candidate;
      this.passed.push(lost);
      const shown = this.options.book.quote(id);
      if (shown?.ahead && saysTheSame(shown, quote)) this.again.add(id);
    }
    this.storing = null;
    this.storingSinceMs = Number.POSITIVE_INFINITY;
    this.isSuspended = false;
    // Of what is due a part may be left, and then it is due still.
    if (this.size > 0 && !this.isDue()) this.due(this.again.size > 0 ? 0 : this.options.storeMs);
  }

  /** It is tried again, and until then nothing more is told ahead. */
  failed(part: AheadPart): void {
    for (const [id, told] of this.storing ?? []) {
      if (this.pending.has(id)) this.passed.push(told.candidate);
      else this.pending.set(id, told);
    }
    this.passed.unshift(...part.history);
    for (const id of part.again) this.again.add(id);
    this.storing = null;
    this.storingSinceMs = Number.POSITIVE_INFINITY;
    this.isSuspended = true;
    this.rest();
    this.due(RETRY_MS);
  }

  /**
   * What readers are to be told of what any store has answered: where a later price of the instrument has been told ahead,
   * that one, as following the new row; so that nobody goes back in time.
   */
  rebased(quotes: readonly Quote[]): Quote[] {
    return quotes.map((quote) => {
      const told = this.pending.get(quote.instrumentId);
      if (!told || told.quote.observedAt <= quote.observedAt) return quote;
      const isSameDay = quote.valueDate === told.quote.valueDate;
      const place = told.quote.ahead ?? 1;
      const rebased = isSameDay ? follow(quote, told.candidate, place) : { ...told.quote, revision: quote.revision };
      this.pending.set(quote.instrumentId, { ...told, quote: rebased });
      return rebased;
    });
  }

  get size(): number {
    return this.pending.size + this.passed.length + this.again.size;
  }

  private isOpen(): boolean {
    if (this.options.storeMs === 0 || this.isSuspended || this.pending.size + this.passed.length >= AHEAD_MAX) return false;
    return performance.now() - this.storingSinceMs < STORE_MS_MAX;
  }

  private keep(told: Told): void {
    const { instrumentId } = told.quote;
    const before = this.pending.get(instrumentId);
    if (before) this.passed.push(before.candidate);
    this.pending.set(instrumentId, told);
    if (!this.timer) this.due(this.options.storeMs);
    if (this.isDue()) this.options.onDue();
  }

  private due(inMs: number): void {
    this.oldestMs = performance.now() + inMs - this.options.storeMs;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = null;
      this.isDueNow = true;
      this.options.onDue();
    }, inMs).unref();
  }

  private rest(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.oldestMs = Number.POSITIVE_INFINITY;
    this.isDueNow = false;
  }
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  const [first, second]: [T[], T[]] = [[], []];
  for (const item of items) (isFirst(item) ? first : second).push(item);
  return [first, second];
}

/** Whether the row will say what is known here: a later price of the same day, whose previous close need not be looked up. */
function isPlain(incumbent: Quote, candidate: CandidateQuote): boolean {
  if (candidate.observedAt <= incumbent.observedAt || candidate.valueDate !== incumbent.valueDate) return false;
  return candidate.previousClose !== null || incumbent.previousClose === null || incumbent.previousClose.valueDate !== null;
}

/** Whether the row is that of the candidate; its previous close is the database's to say. */
function isOf(row: Quote, { source, observedAt, price }: CandidateQuote): boolean {
  return row.source === source && row.observedAt.getTime() === observedAt.getTime() && row.price.eq(price);
}

/** A price as it stands before its row does: it has the revision of the row it follows, and its place after it. */
function follow(row: Quote, candidate: CandidateQuote, ahead: number): Quote {
  const { instrumentId, source, kind, price, currency, observedAt, valueDate, receivedAt, rawPrice, rawCurrency, adjustment } = candidate;
  const about = { instrumentId, source, kind, price, currency, observedAt, valueDate, receivedAt, rawPrice, rawCurrency, adjustment };
  return { ...about, previousClose: candidate.previousClose ?? row.previousClose, revision: row.revision, ahead };
}
